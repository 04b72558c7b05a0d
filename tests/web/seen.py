"""What a person sees and does: Debian's chromium, driven; and what nobody may ever see: a request out of the house."""

import base64
import hmac
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.web.nodes import Served

expect.set_options(timeout=20_000)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, nodes: tuple[str, ...], **more: Any) -> Iterator[BrowserContext]:
    """A fresh window; it fails afterwards if anything was asked of any host but the nodes."""
    context = browser.new_context(locale="en", **more)
    context.set_default_timeout(30_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [] == [
        url for url in asked if not url.startswith(("data:", "blob:", "file:")) and urlsplit(url).netloc not in nodes
    ]


def signed_in(page: Page, node: Served, person: str = "clerk") -> Page:
    """Sign a desk in, and open the first page of the framework."""
    if person not in node.cookies:
        page.goto(node.told["desks"][person])
        node.cookies[person] = page.context.cookies()
    page.context.add_cookies(node.cookies[person])
    page.goto(node.at())
    return page


def assert_accessible(page: Page) -> None:
    """No rule of axe is broken by any element of the page; none is left out."""
    found = Axe().run(page).response["violations"]

    assert [] == [(one["id"], [part["html"][:160] for part in one["nodes"]]) for one in found]


def assert_fits(page: Page, width: int = 360) -> None:
    """Nothing has to be scrolled sideways at a width."""
    page.set_viewport_size({"width": width, "height": 740})
    wider = page.evaluate(
        "() => [document.documentElement.scrollWidth, [...document.querySelectorAll('body *')]"
        ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.wide, .unseen'))"
        ".slice(0, 5).map((one) => one.outerHTML.slice(0, 120))]"
    )

    assert (True, []) == (wider[0] <= width, wider[1])


def code_of(key: str, *, later: int = 0) -> str:
    """The code that a telephone shows for a key (RFC 6238), or will show so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    mac = hmac.digest(base64.b32decode(key), counter, "sha1")
    place = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
