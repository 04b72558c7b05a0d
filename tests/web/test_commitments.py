"""Commitments: each side's own word side by side, filters as addresses, lists out, and workbooks in."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.nodes import FRAMEWORK, Nodes, heard_there, soon
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.commitments import Commitment, ProgressReport
from paraph.faces.workbook_read import read_workbook
from paraph.service.say import all_pending, release, take_back
from paraph.values import Text

ClientOf = Callable[..., Client]
NEW = ("session", "public_id", "wording.en", "wording.ur", "type", "owners", "due")
REPORT = ("commitment", "status", "as_of", "next_step.en")
WORKBOOK = f"/{FRAMEWORK}/commitments/workbook/"
IN_FORCE = {
    "21.31": "Reported by one side only",
    "21.32": "The sides differ",
    "21.33": "Called done by both",
    "21.34": "=HYPERLINK of nothing",
}


@pytest.fixture(scope="module")
def points(two_nodes: Nodes) -> dict[str, str]:
    """Four commitments in force, number -> record, with what each side reports of them."""
    pk, us = two_nodes.pk, two_nodes.us
    found = {}
    for number, words in IN_FORCE.items():
        terms = Commitment(
            session=two_nodes.sessions[21],
            public_id=number,
            wording=Text(en=words, ur="وعدہ"),
            type="commitment",
            owners=("US",),
            due="2013-06-30",
        )
        found[number] = pk.speaker.opens("commitments.commitment", terms).digest
    heard_there(pk, found["21.34"])
    for record in found.values():
        last = us.speaker.says("accept", record, on=record)
    heard_there(us, last.digest)
    opened = {}
    for number, status in (("21.31", "partly"), ("21.32", "not_done"), ("21.33", "done")):
        said = pk.speaker.opens("commitments.progress", report(found[number], status), verb="report")
        opened[number] = said.digest
    heard_there(pk, opened["21.33"])
    for number in ("21.32", "21.33"):
        last = us.speaker.says("report", opened[number], content=report(found[number], "done"))
    heard_there(us, last.digest)
    return found


def report(record: str, status: Any) -> ProgressReport:
    return ProgressReport(terms=record, version=record, status=status, as_of="2013-07")


def book(*rows: tuple[Any, ...]) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"strings_to_formulas": False, "strings_to_numbers": False}) as made:
        sheet = made.add_worksheet("in")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return kept.getvalue()


def looked_at(client: Client, data: bytes) -> Any:
    return client.post(WORKBOOK, {"do": "look", "workbook": SimpleUploadedFile("in.xlsx", data)})


def seen_in(shown: Any) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', shown.content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def no_drafts(two_nodes: Nodes) -> Iterator[None]:
    """What waits for a second key afterwards is taken back."""
    yield
    with two_nodes.pk.node.desk(FRAMEWORK, writable=True) as desk:
        mine = [one for one in all_pending(desk) if one.by == "clerk" and one.saying.kind.startswith("commitments.")]
        for one in mine:
            take_back(desk, "clerk", one.id)


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_board_is_accessible_in_both_directions_and_fits_a_telephone(
    language: str, page: Page, two_nodes: Nodes, points: dict[str, str]
) -> None:
    signed_in(page, two_nodes.us).goto(two_nodes.us.at("commitments/"))
    page.get_by_role("button", name=language).click()
    assert page.locator("table.board tbody tr").count() >= len(points)

    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_confirmed_by_both_never_looks_like_reported_by_one(
    page: Page, two_nodes: Nodes, points: dict[str, str]
) -> None:
    """In words, in shape and in each side's own column."""
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("commitments/?session=21"))

    rows = {number: page.locator("table.board tbody tr").filter(has_text=number) for number in points}
    tallies = {number: row.locator(".tally") for number, row in rows.items()}
    expect(tallies["21.31"]).to_have_text("reported by one side only")
    expect(tallies["21.32"]).to_have_text("the reports differ")
    expect(tallies["21.33"]).to_have_text("called done by all")
    expect(tallies["21.34"]).to_have_text("nobody has reported")
    expect(rows["21.31"].locator(".side").nth(1)).to_contain_text("no report")
    expect(rows["21.31"]).to_contain_text("overdue")
    expect(rows["21.33"]).not_to_contain_text("overdue")
    shapes = {number: tally.evaluate("one => getComputedStyle(one).borderStyle") for number, tally in tallies.items()}
    assert shapes["21.33"] != shapes["21.31"] != shapes["21.32"]


def test_filters_are_addresses(client_of: ClientOf, points: dict[str, str]) -> None:
    def numbers(query: str) -> set[str]:
        shown = client_of("clerk").get(f"/{FRAMEWORK}/commitments/?{query}").content.decode()
        table = shown[shown.index("<tbody>") : shown.index("</tbody>")]
        return {number for number in points if f"<bdi>{number}</bdi>" in table}

    every = set(points)
    asked = {
        "": every,
        "state=one": {"21.31"},
        "state=differ": {"21.32"},
        "state=done": {"21.33"},
        "state=silent": {"21.34"},
        "state=overdue": every - {"21.33"},
        "state=open": every - {"21.33"},
        "state=table": set(),
        "owner=PK": set(),
        "owner=us&session=21": every,
        "session=22": set(),
        "due=2013-05": set(),
        "due=2013": every,
        "q=both": {"21.33"},
        "due=nonsense&sort=due&state=none": every,
    }
    assert asked == {query: numbers(query) for query in asked}


def test_follow_through_stands_in_chart_and_table(page: Page, two_nodes: Nodes, points: dict[str, str]) -> None:
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at("commitments/"))

    row = page.locator("table.through tbody tr").filter(has=page.get_by_role("link", name="21", exact=True))
    assert ["4", "4", "4", "4", "1", "2", "1", "3"] == row.locator("td").all_inner_texts()
    assert ["1/4"] == page.locator(".bar-end").all_text_contents()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_go_out_with_every_field_and_no_formula(form: str, client_of: ClientOf, points: dict[str, str]) -> None:
    made = client_of("clerk").get(f"/{FRAMEWORK}/commitments/export.{form}?state=silent").content

    if form == "csv":
        text = made.decode("utf-8-sig")
        assert "'=HYPERLINK of nothing" in text
        assert ("21.34" in text, "21.31" in text, "وعدہ" in text) == (True, False, True)
        return
    cells = [cell for row in read_workbook(made)[0].rows for cell in row.cells.values()]
    assert "=HYPERLINK of nothing" in [cell.text for cell in cells]
    assert [] == [cell for cell in cells if cell.trouble]


def test_a_workbook_is_brought_by_keyboard_without_script_and_its_commitment_is_in_the_other_house(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes, points: dict[str, str], tmp_path: Path
) -> None:
    pk = two_nodes.pk
    kept = tmp_path / "in.xlsx"
    kept.write_bytes(book(NEW, (21, "21.41", "Brought by workbook", "ورک بک سے", "commitment", "US, PK", "۲۰۱۴-۰۶")))
    page = signed_in(window_of(java_script_enabled=False).new_page(), pk)
    page.goto(pk.at("commitments/workbook/"))

    page.get_by_label("Workbook").set_input_files(kept)
    page.get_by_role("button", name="Look at it").press("Enter")
    expect(page.get_by_role("cell", name="Brought by workbook")).to_be_visible()
    assert not [act for _, act in pk.held_there() if "Brought by workbook" in str(act.content)]
    page.get_by_role("button", name="Say this row").press("Enter")

    with pk.node.desk(FRAMEWORK, writable=True) as desk:
        (waiting,) = [one for one in all_pending(desk) if "Brought by workbook" in str(one.saying.content)]
        said = release(desk, "head", waiting.id, seen=waiting.digest)
    heard = heard_there(pk, said.digest)
    assert ("2014-06", ["US", "PK"]) == (heard.content["due"], heard.content["owners"])


def test_reports_brought_are_signed_at_once_and_found_there(
    client_of: ClientOf, two_nodes: Nodes, points: dict[str, str]
) -> None:
    client = client_of("clerk")
    new, same = ("21.34", "In progress", "2013-08", "=SUM of it"), ("21.31", "partly", "2013-07", "")
    shown = looked_at(client, book(REPORT, new, same))
    seen, words = seen_in(shown), shown.content.decode()
    assert (200, True, True) == (shown.status_code, "1 row, judged" in words, "1 row says what we have said" in words)

    done, twice = (client.post(WORKBOOK, {"do": "say", "seen": seen}) for _ in range(2))

    assert (303, 422) == (done.status_code, twice.status_code)

    def heard() -> Any:
        acts = (act for _, act in two_nodes.pk.held_there() if act.verb == "report")
        return next((act for act in acts if "=SUM of it" in str(act.content)), None)

    assert "in_progress" == soon(heard, "the report is not in the other house").content["status"]


def test_all_reasons_at_once_and_nothing_is_said(
    page: Page, two_nodes: Nodes, points: dict[str, str], tmp_path: Path
) -> None:
    pk, kept = two_nodes.pk, tmp_path / "in.xlsx"
    good = (21, "21.51", "Good words", "", "commitment", "US", "")
    wrong = ((77, "21.52", "Words", "", "vow", "XX", "2013-02-30"), (21, 21.5, "", "", "commitment", "", ""))
    kept.write_bytes(book(NEW, good, *wrong))
    before = len(pk.held_there())
    signed_in(page, pk).goto(pk.at("commitments/workbook/"))
    page.get_by_label("Workbook").set_input_files(kept)
    page.get_by_role("button", name="Look at it").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was said.")
    cells = page.locator("table").first.locator("tbody td:nth-child(3)").all_inner_texts()
    assert {"A3", "E3", "G3", "B4", "C4"} <= set(cells)
    assert 0 == page.get_by_role("button", name="Say").count()
    assert_accessible(page)
    assert_fits(page, 360)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take it back with the reasons").click()
    (sheet, _reports) = read_workbook(Path(taken.value.path()).read_bytes())
    assert "(why)" in [cell.text for cell in sheet.rows[0].cells.values()]
    assert before == len(pk.held_there())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"commitment,status", "not a workbook"),
        (book(*[("x",)] * 1200), "more than 1000 rows"),
        (b"\0" * (6 * 2**20), "bytes"),
    ],
    ids=["no workbook", "too many rows", "too large"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, words: str, client_of: ClientOf) -> None:
    found = looked_at(client_of("clerk"), data)

    assert (422, True) == (found.status_code, words in found.content.decode())


def test_without_a_file_and_without_a_look_nothing_is_said(client_of: ClientOf) -> None:
    client = client_of("clerk")

    assert 422 == client.post(WORKBOOK, {"do": "look"}).status_code
    assert 422 == client.post(WORKBOOK, {"do": "say", "seen": "0" * 64}).status_code


@pytest.mark.usefixtures("no_drafts")
def test_a_workbook_brought_twice_waits_once(client_of: ClientOf, points: dict[str, str]) -> None:
    """A second look finds what waits for its second key."""
    client, data = client_of("clerk"), book(NEW, (21, "21.61", "Words of a second look", "", "commitment", "US", ""))
    client.post(WORKBOOK, {"do": "say", "seen": seen_in(looked_at(client, data))})

    again = looked_at(client, data)

    assert (422, True) == (again.status_code, "waits for its second key already" in again.content.decode())


def test_the_workbook_to_begin_from_is_read_again_as_it_is(client_of: ClientOf, points: dict[str, str]) -> None:
    client = client_of("clerk")
    data = client.get(f"/{FRAMEWORK}/commitments/workbook.xlsx").content

    found = looked_at(client, data)

    assert (200, True) == (found.status_code, "There is nothing new in it." in found.content.decode())
