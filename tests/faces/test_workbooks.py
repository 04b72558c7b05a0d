"""Workbooks from outside: read right or refused in words, all reasons at once, by row and cell."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from paraph.domains.commitments import Commitment, ProgressReport
from paraph.domains.commitments.queries import Standing
from paraph.faces.commitment_board import Board, Point, Reported
from paraph.faces.workbook_guard import MOST_ROWS, place_of
from paraph.faces.workbook_read import read_workbook
from paraph.faces.workbook_rows import Checked, checked
from paraph.faces.workbook_write import as_csv, blank_workbook, board_rows, board_workbook, workbook_given_back
from paraph.service.say import Saying
from paraph.values import Barred, Text

SESSION, RECORD, VERSION, PROGRESS = ("a1" * 32, "b2" * 32, "c3" * 32, "d4" * 32)
TERMS = Commitment(
    session=SESSION, public_id="21.10", wording=Text(en="=1+1 points", ur="نکات"), type="commitment", owners=("US",)
)
OURS = ProgressReport(terms=RECORD, version=VERSION, status="partly", as_of="2013-06")
NEW = ("session", "public_id", "wording.en", "type", "owners", "due")
REPORT = ("commitment", "status", "as_of", "next_step.en")


def board(ours: ProgressReport | None = OURS) -> Board:
    latest = {"PK": ours, "US": None}
    standing = Standing(RECORD, VERSION, TERMS, latest, {}, is_done=False, differs=True, is_open=True, is_overdue=False)
    said = (
        Reported("PK", ours, ours.status if ours else "", "partly" if ours else "no report", 0),
        Reported("US", None, "", "no report", 0),
    )
    point = Point(
        record=RECORD,
        session=SESSION,
        number=21,
        terms=TERMS,
        standing=standing,
        state="in force",
        reported=said,
        tally="one",
        tally_words="reported by one side only",
        version=VERSION,
        progress=PROGRESS,
        latest_at="2013-06-01T00:00:00Z",
    )
    return Board((point,), ((SESSION, 21),), ("PK", "US"), (), date(2014, 1, 1))


def book(*rows: tuple[Any, ...], touch: Callable[[Any, Any], None] | None = None) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"strings_to_formulas": False, "strings_to_numbers": False}) as made:
        sheet = made.add_worksheet("in")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        cells = [(at, place, value) for at, row in enumerate(rows) for place, value in enumerate(row)]
        for at, place, value in cells:
            write(sheet, at, place, value, day)
        if touch is not None:
            touch(made, sheet)
    return kept.getvalue()


def write(sheet: Any, at: int, place: int, value: Any, day: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(at, place, value, day)
    elif value is not None:
        sheet.write(at, place, value)


def at_once(data: bytes, *, judge: Callable[[Saying], object] = lambda _saying: None, **more: Any) -> Checked:
    return checked(read_workbook(data), more.pop("on", board()), me="PK", judge=judge, **more)


def refused(found: Checked) -> list[tuple[str, str]]:
    return [(one.cell or f"row {one.row}", one.why) for one in found.refused]


def test_digits_of_both_scripts_and_true_days_are_read() -> None:
    found = at_once(
        book(
            NEW,
            ("۲۱", "21.11", "Words ۱", "commitment", "us, pk", "۲۰۱۳-۰۶-۳۰"),
            (21, "٢١.١٢", "Words", "commitment", "US؛PK".replace("؛", "،"), datetime(2013, 6, 30)),  # noqa: DTZ001  # a workbook has no zones
        )
    )

    assert [] == refused(found)
    assert [
        ("21.11", "2013-06-30", ["US", "PK"], "Words ۱"),
        ("21.12", "2013-06-30", ["US", "PK"], "Words"),
    ] == [
        (one["public_id"], one["due"], one["owners"], one["wording"]["en"])
        for one in (line.saying.content for line in found.lines)
    ]


def test_every_reason_is_told_at_once_by_row_and_cell() -> None:
    found = at_once(
        book(
            (*NEW, "colour"),
            (99, "21.11", "Words", "promise", "US", "2013-02-30"),
            (21, 21.1, "Words", "commitment", "US", None),
            (21, "21.12", None, "commitment", "US", None),
            (21, "21.10", "Words", "commitment", "US", None),
            (21, "21.13", "Words", "commitment", "US", None),
            (21, "21.13", "Words", "commitment", "US", True),
        )
    )

    assert ["G1", "A2", "D2", "F2", "B3", "C4", "row 5", "F7"] == [place for place, _ in refused(found)]
    assert "21.1 and 21.10 are the same" in dict(refused(found))["B3"]
    assert 1 == len(found.lines)


def test_a_row_said_twice_in_one_workbook_is_refused() -> None:
    found = at_once(book(NEW, *[(21, "21.13", "Words", "commitment", "US", None)] * 2))

    assert [("row 3", "It says again what row in 2 says.")] == refused(found)


def test_a_text_that_looks_like_a_formula_is_words_and_a_formula_is_refused() -> None:
    def touch(_made: Any, sheet: Any) -> None:
        sheet.write_string(1, 2, '=HYPERLINK("http://x.example")')
        sheet.write_formula(1, 5, "=TODAY()", None, "2013-06-30")

    found = at_once(book(NEW, (21, "21.11", None, "commitment", "US", None), touch=touch))

    assert ["F2"] == [place for place, _ in refused(found)]
    assert "It holds a formula" in refused(found)[0][1]


def test_merged_cells_are_refused_by_their_range() -> None:
    found = at_once(
        book(
            NEW,
            (21, "21.11", "Words", "commitment", "US", None),
            touch=lambda _made, sheet: sheet.merge_range("C4:C9", "Words for several rows"),
        )
    )

    assert ("C4:C9", True) == (refused(found)[0][0], "merged" in refused(found)[0][1])


@pytest.mark.parametrize("value", [datetime(2013, 6, 30, 12, 30), True])  # noqa: DTZ001  # a workbook has no zones
def test_what_is_neither_words_nor_a_day_is_refused(value: Any) -> None:
    found = at_once(book(NEW, (21, "21.11", "Words", "commitment", "US", value)))

    assert ["F2"] == [place for place, _ in refused(found)]


def packed(**parts: str) -> bytes:
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return kept.getvalue()


def lying() -> bytes:
    """A part that unpacks to more than it states."""
    data = bytearray(packed(big="x" * 10_000))
    for at in (data.index(b"PK\x01\x02") + 24, 22):
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "nothing": (b"", "workbook.none"),
    "no workbook": (b"commitment,status\r\n21.10,done", "workbook.none"),
    "a zip of something else": (packed(a="b"), "workbook.none"),
    "half a workbook": (book(NEW)[:400], "workbook.none"),
    "a part that lies of its size": (lying(), "workbook.none"),
    "a flood packed small": (packed(a="0" * (65 * 2**20)), "workbook.large"),
    "a large file": (b"\0" * (6 * 2**20), "workbook.large"),
    "more rows than anyone reads": (book(NEW, *[("x",)] * (MOST_ROWS + 1)), "workbook.rows"),
    "one cell far away": (book(NEW, touch=lambda _m, sheet: sheet.write(1_048_575, 0, "x")), "workbook.rows"),
    "one cell far aside": (book(NEW, touch=lambda _m, sheet: sheet.write(1, 16_383, "x")), "workbook.columns"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_whole(name: str) -> None:
    data, code = HOSTILE[name]

    with pytest.raises(Barred) as caught:
        read_workbook(data)

    assert code == caught.value.code


def test_a_hundred_thousand_rows_are_refused_before_they_are_read() -> None:
    with pytest.raises(Barred, match=r"workbook\.rows"):
        read_workbook(book(*[("x", "y")] * 100_000))


def test_a_workbook_without_our_columns_says_so() -> None:
    found = at_once(book(("name", "price"), ("a", 1)))

    assert (("in",), 1) == (found.unread, len(found.refused))


def test_a_report_goes_to_the_record_where_progress_is_reported() -> None:
    found = at_once(book(REPORT, ("21.10", "Done", "2013-07", "nothing")))

    assert (PROGRESS, "", "report") == (
        (line := found.lines[0].saying).record,
        line.kind,
        line.verb,
    )
    assert (RECORD, VERSION, "done") == (line.content["terms"], line.content["version"], line.content["status"])


def test_a_report_that_says_what_we_said_is_left_out() -> None:
    found = at_once(book(REPORT, ("21.10", "partly", "2013-06", None)))

    assert ((), (("in", 2),), []) == (found.lines, found.same, refused(found))


def test_what_waits_for_its_second_key_is_not_said_again() -> None:
    row = (21, "21.11", "Words", "commitment", "US", None)
    first = at_once(book(NEW, row)).lines[0].saying

    found = at_once(book(NEW, row), waiting=[first])

    assert [("row 2", "The same waits for its second key already.")] == refused(found)


def test_what_the_record_bars_is_told_in_its_words() -> None:
    def judge(_saying: Saying) -> None:
        raise Barred("mandate", person="clerk", verb="propose", kind="commitments.commitment")

    found = at_once(book(NEW, (21, "21.11", "Words", "commitment", "US", None)), judge=judge)

    assert ["clerk has no mandate for “propose” on commitments.commitment today."] == [why for _, why in refused(found)]


def test_the_workbook_to_begin_from_says_nothing_new() -> None:
    data = blank_workbook(board(), me="PK")
    never = blank_workbook(board(None), me="PK")

    assert ((), 1) == ((found := at_once(data)).lines, len(found.same))
    assert ((), (), ()) == ((found := at_once(never, on=board(None))).lines, found.refused, found.same)


def test_what_is_given_back_bears_the_reasons_and_can_be_read_again() -> None:
    first = at_once(book(NEW, ("۲۱", "21.11", "Words", "promise", "US", None)))

    again = at_once(workbook_given_back(first))

    assert [("D2", "G2"), ("Type is not one of the choices: 'promise'.",) * 2] == [
        *zip(*(refused(one)[0] for one in (first, again)), strict=True)
    ]
    assert "21" == again.read[0].cells["session"].text


def test_no_text_given_out_is_ever_a_formula() -> None:
    rows = [*board_rows(board().points, ("PK", "US"))]
    listed = as_csv(rows).decode("utf-8-sig")
    sheets = read_workbook(board_workbook(board().points, ("PK", "US")))

    assert "'=1+1 points" in listed
    assert "=1+1 points" in [cell.text for cell in sheets[0].rows[1].cells.values()]
    assert [] == [cell for row in sheets[0].rows for cell in row.cells.values() if cell.trouble]


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((25, 9), "Z10"), ((26, 0), "AA1"), ((702, 0), "AAA1")])
def test_cells_are_called_as_the_workbook_calls_them(place: tuple[int, int], name: str) -> None:
    assert name == place_of(*place)
