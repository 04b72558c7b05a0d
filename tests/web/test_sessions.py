"""Sessions: their chart and table, the book on screen and paper, and the calendar that follows a person home."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from tests.web.nodes import FRAMEWORK, Nodes, heard_there
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.consultation import AgendaItem
from paraph.service.staff import dismiss
from paraph.values import Text

ClientOf = Callable[..., Client]


def book_at(nodes: Nodes, form: str = "book/") -> str:
    return f"sessions/{nodes.sessions[21]}/{form}"


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_sessions_are_accessible_in_both_directions_and_fit_a_telephone(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("sessions/"))
    page.get_by_role("button", name=language).click()

    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_what_the_chart_says_stands_in_the_table(page: Page, two_nodes: Nodes) -> None:
    """Numbers with their basis, the host by habit, the gaps."""
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("sessions/"))

    marks = page.locator(".mark-number").all_text_contents()
    rows = page.locator("table.sessions tbody tr")
    assert ["14?", "15", "16?", "17", "18?", "19", "20", "21", "22", "23"] == marks
    assert len(marks) == rows.count()
    expect(rows.nth(4)).to_contain_text("again")
    expect(rows.nth(4)).to_contain_text("43.0 months")
    expect(page.get_by_text("This is a habit that was counted, not a rule.")).to_be_visible()


def test_right_to_left_time_runs_from_the_right(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("sessions/"))
    first, last = _ends(page)
    page.get_by_role("button", name="اردو").click()
    mirrored = _ends(page)
    page.get_by_role("button", name="English").click()

    assert first < last
    assert mirrored[0] > mirrored[1]


def _ends(page: Page) -> tuple[float, float]:
    boxes = [one.bounding_box() for one in page.locator(".mark").all()]
    return boxes[0]["x"], boxes[-1]["x"]


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_book_is_accessible_and_fits_a_telephone(language: str, page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.us).goto(two_nodes.us.at(book_at(two_nodes)))
    page.get_by_role("button", name=language).click()

    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_the_book_is_reached_by_keyboard_and_every_act_in_it_has_its_receipt(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("sessions/"))
    page.get_by_role("link", name="Book of session 21").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Book of session 21")
    chapters = page.locator(".chapter > h2").all_inner_texts()
    assert ["1 The session", "2 Agenda", "3 Papers laid before it", "4 Joint statement"] == chapters[:4]
    assert ["The copy of PK", "The copy of US"] == [
        one.get_attribute("aria-label") for one in page.locator("section.copy").all()
    ]
    digests = page.locator(".entry .history .digest")
    receipts = page.locator(".entry .history a[href$='/receipt']")
    assert 0 < digests.count() == receipts.count()
    assert two_nodes.statement in digests.all_inner_texts()


def test_what_is_said_of_a_session_is_in_its_book_and_in_the_other_house(client_of: ClientOf, two_nodes: Nodes) -> None:
    session = two_nodes.sessions[22]
    item = AgendaItem(session=session, title=Text(en="Ground lines", ur="زمینی راستے"), order=1, where="plenary")
    said = two_nodes.pk.speaker.opens("consultation.agenda_item", item)

    shown = client_of("clerk").get(f"/{FRAMEWORK}/sessions/{session}/book/").content.decode()

    assert (
        "زمینی راستے" in client_of("clerk").get(f"/{FRAMEWORK}/sessions/").content.decode() or "Ground lines" in shown
    )
    assert said.digest in shown
    assert session == heard_there(two_nodes.pk, said.digest).content["session"]


def test_paper_and_screen_hold_the_same_book(client_of: ClientOf, two_nodes: Nodes) -> None:
    client = client_of("clerk")
    where = f"/{FRAMEWORK}/sessions/{two_nodes.sessions[21]}/"

    screen = client.get(f"{where}book/").content.decode()
    paper = client.get(f"{where}book.pdf").content
    again = client.get(f"{where}book.pdf").content
    printed = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split())

    main = unescape(screen)
    main = main[main.index('<nav class="book-contents"') : main.index("</main>")]
    words = re.findall(r'(?:lang="en" dir="ltr"|class="digest(?: quiet)?")[^>]*>([^<]+)<', main)
    assert len(words) > 60
    assert [] == [one for one in words if _squeezed(one) not in _squeezed(printed)]
    assert paper == again


def _squeezed(words: str) -> str:
    """Paper breaks words over lines and pages, and says their number at the foot."""
    return re.sub(r"[\s\u00ad‐-]", "", words)


def test_what_is_no_session_has_no_book(client_of: ClientOf, two_nodes: Nodes) -> None:
    found = client_of("clerk").get(f"/{FRAMEWORK}/sessions/{two_nodes.statement}/book/")

    assert (422, True) == (found.status_code, b"is no session" in found.content)


def feed_of(client: Client) -> str:
    shown = client.post(f"/{FRAMEWORK}/sessions/", {"do": "feed"}).content.decode()
    found = re.search(r'id="feed-at"[^>]* value="http://[^/]+([^"]+)"', shown)
    assert found is not None
    return found[1]


def test_a_calendar_reads_sessions_and_dues_without_signing_in(client_of: ClientOf, two_nodes: Nodes) -> None:
    address = feed_of(client_of("clerk"))

    first, again = (client_of("").get(address) for _ in range(2))
    calendar = Calendar.from_ical(first.content)
    events = {str(one["uid"]): one for one in calendar.walk("VEVENT")}

    assert (200, "text/calendar; charset=utf-8") == (first.status_code, first.headers["Content-Type"])
    held = events[f"session-{two_nodes.sessions[21]}@{FRAMEWORK}.paraph"]
    assert ("2012-12-03", "2012-12-05") == (str(held["dtstart"].dt), str(held["dtend"].dt))
    assert b"DTSTART;VALUE=DATE:20121203" in first.content
    assert "days not known" in str(events[f"session-{two_nodes.sessions[17]}@{FRAMEWORK}.paraph"]["summary"])
    assert first.content == again.content


def test_an_address_is_shown_once_and_ends_when_it_is_revoked(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.us).goto(two_nodes.us.at("sessions/"))
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Address for your calendar").input_value()
    assert 200 == page.request.get(address).status
    assert_accessible(page)

    page.goto(two_nodes.us.at("sessions/"))
    assert 0 == page.get_by_label("Address for your calendar").count()
    page.get_by_role("button", name="Revoke it").click()

    assert 404 == page.request.get(address).status


def test_a_removed_person_s_calendar_reads_no_more(client_of: ClientOf, two_nodes: Nodes) -> None:
    from paraph.service.people import Person, keep_person  # noqa: PLC0415  # beside what it is used for
    from paraph.web.office import office  # noqa: PLC0415  # only after Django was set up

    keep_person(two_nodes.pk.node.house, Person(id="leaver", name="Leaver", office="Desk"))
    address = feed_of(client_of("leaver"))
    assert 200 == client_of("").get(address).status_code

    dismiss(office().node.chancery, "leaver")

    assert 404 == client_of("").get(address).status_code


@pytest.mark.parametrize("key", ["", "?key=", "?key=none", "?key=%00", "?key=" + "a" * 3000])
def test_nobody_reads_by_what_they_guess(key: str, client_of: ClientOf) -> None:
    assert 404 == client_of("").get(f"/{FRAMEWORK}/calendar.ics{key}").status_code


def test_a_button_that_is_none_is_refused(client_of: ClientOf) -> None:
    assert 422 == client_of("clerk").post(f"/{FRAMEWORK}/sessions/", {"do": "burn"}).status_code
