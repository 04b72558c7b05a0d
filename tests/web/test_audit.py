"""The audit trail: asked, checked, written out by auditors; seen by nobody else."""

import csv
import io
import re
import sqlite3
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.web.desks import at_desk, entered, in_days
from tests.web.nodes import Nodes
from tests.web.seen import assert_accessible, assert_fits

from paraph.service.trail import Asked, Deed, Event


@pytest.fixture(autouse=True)
def cast(two_nodes: Nodes, pk_office: str) -> None:
    """An auditor; an administrator, who is none; an intern."""
    assert pk_office
    entered(two_nodes, "auditor", audits=True)
    entered(two_nodes, "admin", administers=True)
    entered(two_nodes, "intern")


def told(nodes: Nodes, **asked: object) -> list[tuple[str, str]]:
    return [(str(one.event.deed), one.event.subject) for one in nodes.pk.node.trail.entries(Asked(**asked))]


def test_an_auditor_finds_a_deed_and_checks_the_whole_trail_by_keyboard(page: Page, two_nodes: Nodes) -> None:
    at_desk(page, two_nodes, "auditor").get_by_role("link", name="Audit trail").click()
    page.get_by_label("Did what").select_option("second_key")
    page.get_by_label("Who", exact=True).focus()
    page.keyboard.type("head")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{two_nodes.pk.url}/audit/?person=head&deed=second_key&subject=&first=&last=")
    assert {("head", "gave the second key")} == {
        tuple(row.split("\t")[2:4]) for row in page.locator(".trail tbody tr").all_inner_texts()
    }
    page.get_by_role("button", name="Check the whole trail").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The trail is whole")).to_be_visible()
    head = page.locator("#head").inner_text()
    page.get_by_label("A head that I noted before").fill(head)
    page.get_by_role("button", name="Check the whole trail").click()

    expect(page.locator(".whole")).to_contain_text("nothing up to it was cut off")
    assert int(head.partition(":")[0]) <= two_nodes.pk.node.trail.head().number
    assert ("read", "trail") in told(two_nodes, person="auditor")


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_page_is_accessible_and_fits_a_telephone_in_both_directions(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    at_desk(page, two_nodes, "auditor").get_by_role("button", name=language).click()
    page.goto(f"{two_nodes.pk.url}/audit/")
    assert_accessible(page)
    assert_fits(page)
    page.locator("#noted").fill("7:" + "0" * 64)
    page.locator("#check button").click()

    assert_accessible(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_role("button", name="English").click()


@pytest.mark.parametrize("person", ["intern", "clerk", "admin"])
def test_whoever_is_no_auditor_sees_none_of_it_and_is_written_down(
    person: str, client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    client = client_of(person)
    tried = [client.get("/audit/"), client.get("/audit/trail.csv"), client.post("/audit/verify/", {"noted": ""})]

    assert [403, 403, 403] == [one.status_code for one in tried]
    assert not any(b'class="trail"' in one.content for one in tried)
    assert ["refused"] * 3 == [deed for deed, _subject in told(two_nodes, person=person, limit=3)]


def test_a_stranger_is_asked_to_sign_in(client_of: Callable[..., Client]) -> None:
    client = client_of("")
    tried = [client.get("/audit/"), client.get("/audit/trail.csv"), client.post("/audit/verify/")]

    assert [302, 302, 302] == [one.status_code for one in tried]


def test_pages_follow_each_other_without_a_gap(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    for turn in range(120):
        two_nodes.pk.node.trail.tell(Event(deed=Deed.NODE, person="counter", subject=f"turn-{turn}"))
    client, address, seen = client_of("auditor"), "/audit/?person=counter", []
    for _page in range(3):
        answer = client.get(address)
        seen += re.findall(r"<bdi>(turn-[0-9]+)</bdi>", answer.content.decode())
        older = re.search(r'href="([^"]+)" rel="next"', answer.content.decode())
        address = unescape(older[1]) if older else ""

    assert [f"turn-{turn}" for turn in reversed(range(120))] == seen
    assert "" == address


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({"person": "asked"}, True),
        ({"subject": "of-this"}, True),
        ({"deed": "node", "person": "asked"}, True),
        ({"deed": "read", "person": "asked"}, False),
        ({"person": "asked", "first": in_days(-1), "last": in_days(1)}, True),
        ({"person": "asked", "last": in_days(-1)}, False),
        ({"person": "asked", "first": in_days(1)}, False),
        ({"person": "asked", "below": "nonsense"}, True),
        ({"person": "asked", "deed": "no such deed"}, False),
        ({"person": "asked", "first": "no day"}, False),
    ],
)
def test_it_is_asked_by_person_subject_deed_and_day(
    query: dict[str, str],
    there: bool,  # noqa: FBT001  # a row of the table
    client_of: Callable[..., Client],
    two_nodes: Nodes,
) -> None:
    two_nodes.pk.node.trail.tell(Event(deed=Deed.NODE, person="asked", subject="of-this"))
    answer = client_of("auditor").get("/audit/", query)

    assert 200 == answer.status_code
    assert there == ("<bdi>of-this</bdi>" in answer.content.decode())


def test_it_is_written_out_as_csv_and_that_is_written_down(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """What a stranger typed does not run in a spreadsheet."""
    two_nodes.pk.node.trail.tell(Event(deed=Deed.SIGN_IN_FAILED, person="=cmd()"))
    answer = client_of("auditor").get("/audit/trail.csv", {"deed": "sign_in_failed"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    assert ("number", "'=cmd()") == (rows[0][0], rows[-1][2])
    assert ("export", "trail") == told(two_nodes, person="auditor", limit=1)[0]


def test_a_trail_that_was_changed_is_said_to_be_so(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Somebody with the disk in hand takes the file's own guards off, and changes a name."""
    client = client_of("auditor")
    change(two_nodes, "clerk", "cIerk")
    try:
        answer = client.post("/audit/verify/")
    finally:
        change(two_nodes, "cIerk", "clerk")
    page = answer.content.decode()

    assert 200 == answer.status_code
    assert "The trail is NOT whole." in page
    assert 'class="whole"' not in page
    assert b"The trail is whole" in client.post("/audit/verify/").content


@pytest.mark.parametrize(
    ("noted", "status", "words"), [("nonsense", 422, "alert"), (f"1:{'0' * 64}", 200, "NOT whole")]
)
def test_a_head_that_is_not_held_is_said(noted: str, status: int, words: str, client_of: Callable[..., Client]) -> None:
    answer = client_of("auditor").post("/audit/verify/", {"noted": noted})

    assert status == answer.status_code
    assert words in answer.content.decode()


def change(nodes: Nodes, old: str, new: str) -> None:
    """Change the first entry of somebody, past the triggers."""
    with sqlite3.connect(nodes.pk.home / "trail.db") as db:
        (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_is_final'").fetchone()
        db.execute("DROP TRIGGER entry_is_final")
        db.execute(
            "UPDATE entry SET body = replace(body, ?, ?) WHERE number = 1", (f'"person":"{old}"', f'"person":"{new}"')
        )
        db.execute(guard)
    db.close()
