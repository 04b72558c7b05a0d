"""The demonstration's one page: both nodes side by side, and the tour's steps, done as a newcomer does them."""

import re
import socket
from collections.abc import Iterator
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.nodes import FRAMEWORK, founded, soon
from tests.web.seen import assert_accessible, window

from paraph.demo.desks import Desks
from paraph.demo.folder import fresh
from paraph.demo.front import Front, furnish, require_free
from paraph.record import JointState
from paraph.service.read import show
from paraph.values import Barred

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front") / "demo"
    founded(fresh(folder))
    port = _free()
    desks = Desks(folder, front=f"http://localhost:{port}")
    one = Front(desks, folder, port=port, records=furnish(desks))
    Thread(target=one.serve, daemon=True).start()
    yield one
    one.close()
    desks.close()


@pytest.fixture
def tour(front: Front, browser: Browser) -> Iterator[Page]:
    hosts = (urlsplit(front.url).netloc, *(urlsplit(front.desks.pages(party)).netloc for party in ("PK", "US")))
    with window(browser, hosts, viewport={"width": 1600, "height": 1100}) as context:
        page = context.new_page()
        page.goto(front.url)
        yield page


def in_force(front: Front, party: str, record: str) -> str | None:
    with front.desks.sides[party].node.desk(FRAMEWORK) as desk:
        state = show(desk, record).state
    return state.in_force if isinstance(state, JointState) else None


@pytest.mark.needs_browser
def test_both_desks_are_signed_in_side_by_side(tour: Page) -> None:
    for title in ("Islamabad's node", "Washington's node"):
        expect(tour.frame_locator(f'iframe[title="{title}"]').locator("h1")).to_contain_text("Needs our answer")
    tour.reload()
    expect(tour.frame_locator("#PK").locator(".mast-me")).to_be_visible()
    assert_accessible(tour)


@pytest.mark.needs_browser
def test_a_question_is_answered_over_a_cut_link_and_carried(tour: Page, front: Front) -> None:
    """Answered in Islamabad while the link is cut, carried as a file, in force in Washington."""
    record = front.records["session"]
    tour.get_by_role("button", name="Cut the link").click()
    tour.get_by_role("link", name="Open it in Islamabad").click()
    desk = tour.frame_locator("#PK")
    desk.get_by_role("link", name=re.compile("^Accept [0-9a-f]{8}")).click()
    desk.get_by_role("button", name="Look at what would be signed").last.click()
    desk.get_by_role("button", name="Give the first key").click()
    expect(desk.get_by_text("You drafted it")).to_be_visible()
    where = next(one.url for one in tour.frames if "/pending/" in one.url)
    tour.get_by_role("link", name="come in as the head").click()
    expect(desk.locator(".mast-me")).to_contain_text("head")
    tour.evaluate("(where) => { document.getElementById('PK').src = where; }", where)
    desk.get_by_role("button", name="Give the second key").click()
    expect(desk.locator("h1")).to_contain_text("Session 24")
    assert in_force(front, "US", record) is None

    tour.get_by_role("button", name="Carry a sealed file").click()
    expect(tour.locator("#link-words")).to_contain_text("Carried: 1 acts crossed.")
    soon(lambda: in_force(front, "US", record), "not in force in Washington")
    tour.get_by_role("button", name="Mend the link").click()
    expect(tour.locator("#link-words")).to_have_text("The link is up.")


@pytest.mark.needs_browser
def test_the_text_that_is_left_open_has_one_bracket_in_two_languages(tour: Page) -> None:
    tour.get_by_role("link", name="Open the text").click()
    desk = tour.frame_locator("#PK")

    expect(desk.locator(".statement-state")).to_contain_text("1 bracket open")
    assert 2 == desk.get_by_role("group", name="Bracket of PK").count()


def test_no_other_page_cuts_the_link(front: Front) -> None:
    """A form or script from elsewhere cannot send the header without being asked."""
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(front.url + "do/cut", data=b"", method="POST"))  # noqa: S310  # our own page

    refused.value.close()
    assert 403 == refused.value.code


@pytest.mark.parametrize("path", ["front.py", "../main.py", "desk/EU"])
def test_nothing_else_is_served(path: str, front: Front) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(front.url + path)  # noqa: S310  # our own page

    refused.value.close()
    assert 404 == refused.value.code


def test_a_taken_port_is_an_answer(front: Front) -> None:
    with pytest.raises(Barred, match=r"cli\.cannot_listen"):
        require_free(urlsplit(front.url).port or 0)


def _free() -> int:

    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
