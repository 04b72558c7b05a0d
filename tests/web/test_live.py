"""What happens while a page is open: it is told within a second, and loses no word that was typed."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from tests.web.nodes import Nodes, Served
from tests.web.seen import signed_in

from paraph.domains.consultation import Session
from paraph.values import Text

# A form as any page may have one; its action leads nowhere.
FORM = """() => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/account/language/";
  form.dataset.keep = "letter";
  form.innerHTML = "<label>Letter <textarea name='words'></textarea></label>"
    + "<label>Secret <input type='password' name='s'></label>";
  document.querySelector("main").append(form);
  document.dispatchEvent(new CustomEvent("htmx:load", {bubbles: true}));
  form.dispatchEvent(new CustomEvent("htmx:load", {bubbles: true}));
}"""


def test_a_page_hears_within_a_second_what_was_said(page: Page, two_nodes: Nodes) -> None:
    """Said by somebody else of the same house, at the command line: the page is told without asking."""
    signed_in(page, two_nodes.us)
    page.evaluate("() => addEventListener('paraph:changed', () => { window.told = performance.now() }, true)")
    page.wait_for_timeout(1500)
    page.evaluate("() => { window.told = 0; window.begun = performance.now() }")

    told_at = say_something(two_nodes.us)
    page.wait_for_function("() => window.told > 0")

    took = page.evaluate("() => window.told - window.begun") / 1000 - told_at
    assert took < 1.0


def test_what_was_said_there_shows_here_by_itself(page: Page, two_nodes: Nodes) -> None:
    """Across the link and into the badge, with nobody touching the page."""
    signed_in(page, two_nodes.us)
    badge = page.locator("[data-badge=home] bdi")
    before = int(badge.text_content() or 0)

    two_nodes.pk.speaker.opens("consultation.session", session(71))

    expect(badge).to_have_text(str(before + 1), timeout=15_000)


def test_what_is_typed_survives_a_reload_and_is_gone_after_signing_out(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk, "head")
    page.evaluate(FORM)
    page.get_by_label("Letter").fill("We propose Rawalpindi.")
    page.get_by_label("Secret").fill("hunter two")

    page.reload()
    page.evaluate(FORM)

    assert ("We propose Rawalpindi.", "") == (
        page.get_by_label("Letter").input_value(),
        page.get_by_label("Secret").input_value(),
    )
    assert "hunter two" not in page.evaluate("() => JSON.stringify(localStorage)")
    page.evaluate("() => document.querySelector('form[data-forget]').requestSubmit()")
    page.wait_for_url("**/account/login/")
    assert "Rawalpindi" not in page.evaluate("() => JSON.stringify(localStorage)")
    two_nodes.pk.cookies.pop("head")


def test_a_page_that_lost_its_node_says_so_and_stays_readable(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk)
    page.route("**/live", lambda route: route.abort())
    page.reload()

    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    page.unroute("**/live")
    expect(page.locator("#lost")).to_be_hidden(timeout=15_000)


def test_keys_lead_to_the_search_and_can_be_turned_off(page: Page, two_nodes: Nodes) -> None:
    """A key alone is a trap for whoever speaks to their machine: WCAG 2.1.4."""
    signed_in(page, two_nodes.pk)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()

    page.get_by_label("Single keys on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_more_pages_than_streams_are_told_to_come_again(client_of: Callable[..., Any], pk_office: str) -> None:
    """A stream holds a thread; the pages themselves must go on being answered."""
    from paraph.web.live import STREAMS  # noqa: PLC0415  # only after Django was set up

    client = client_of("clerk")
    answers = [client.get(f"/{pk_office}/live") for _ in range(STREAMS + 2)]
    held = [each for each in answers if each.status_code == 200]

    assert ([503] * 2, 200) == (
        [each.status_code for each in answers[STREAMS:]],
        client.get(f"/{pk_office}/").status_code,
    )
    for each in held:
        each.close()
    assert 200 == client.get(f"/{pk_office}/live").status_code


def say_something(node: Served) -> float:
    """Say something, and return how long saying took."""
    begun = time.monotonic()
    node.speaker.opens("consultation.session", session(72))
    return time.monotonic() - begun


def session(number: int) -> Session:
    return Session(number=number, number_basis="stated", host="PK", city=Text(en="Rawalpindi"))
