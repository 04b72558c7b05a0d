"""Workbooks and lists given out: the board as it is read, the workbook to begin from, and one given back with reasons.

Invariants:

* Every cell is text or a number; a text that looks like a formula stays a text, in a workbook and in CSV.
* What is given to begin from can be read again as it is, and says nothing new until something in it is changed.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any, Final, get_args

from paraph.domains.commitments.content import CommitmentType, Status
from paraph.faces.commitment_board import Board, Point, Reported
from paraph.faces.words import translate
from paraph.faces.workbook_cells import Read, Refusal, tidied
from paraph.faces.workbook_rows import Checked
from paraph.faces.workbook_tables import NEW, REPORTS, TABLES, Table
from paraph.service.trail import harmless_line
from paraph.values import LANGUAGES, Text

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDE: Final = 44
_ROWS_TO_COME: Final = 1000
_WHY: Final = "(why)"


def board_rows(points: Iterable[Point], parties: Sequence[str]) -> Iterator[list[str]]:
    """Write commitments as rows, the names of the columns first; every field, every language, every side's own word."""
    texts = [f"{name}.{each}" for name in ("wording", "forum", "notes") for each in LANGUAGES]
    fixed = ["record", "session", "public_id", "type", "owners", "due", *texts, "state", "tally", "open", "overdue"]
    said = ("status", "as_of", "next_step", "evidence", "earlier_reports")
    yield [*fixed, *(f"{party}.{name}" for party in parties for name in said)]
    for one in points:
        terms = one.terms
        words = (terms.wording, None if terms.forum is None else terms.forum.name, terms.notes)
        yield [
            one.record,
            str(one.number or ""),
            terms.public_id or "",
            terms.type,
            ", ".join(terms.owners),
            terms.due or "",
            *(_in(text, each) for text in words for each in LANGUAGES),
            one.state,
            one.tally,
            _yes(value=one.is_open),
            _yes(value=one.is_overdue),
            *(cell for party in parties for cell in _reported(one, party)),
        ]


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as CSV; spreadsheets read its letters right, and run nothing in it."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def board_workbook(points: Iterable[Point], parties: Sequence[str]) -> bytes:
    """Write commitments as a workbook."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("commitments")
        _rows(sheet, board_rows(points, parties), book.add_format({"bold": True, "text_wrap": True}))

    return _written(fill)


def blank_workbook(board: Board, *, me: str) -> bytes:
    """Write the workbook to begin from: new commitments, and our reports as they stand, to be changed."""
    reports = [_report(one, me, board.parties) for one in board.points if one.version]

    def fill(book: Any) -> None:
        _table(book, NEW, [], ())
        extra = ("(wording)", "(owners)", "(due)", *(f"({party})" for party in board.parties if party != me))
        _table(book, REPORTS, reports, extra)

    return _written(fill)


def workbook_given_back(found: Checked) -> bytes:
    """Write what was read, every refused cell marked, with the reason in it and at the end of its row."""

    def fill(book: Any) -> None:
        marked = book.add_format({"bg_color": "#f9e7e4", "border": 1, "num_format": "@"})
        for table in TABLES:
            rows = [one for one in found.read if one.table is table]
            texts = [{name: tidied(table.columns[name], cell) for name, cell in one.cells.items()} for one in rows]
            sheet = _table(book, table, texts, (_WHY,))
            for at, row in enumerate(rows, 1):
                _mark(sheet, at, row, [one for one in found.refused if _of(one) == (row.sheet, row.row)], marked)

    return _written(fill)


def _of(one: Refusal) -> tuple[str, int]:
    return one.sheet, one.row


def _mark(sheet: Any, at: int, row: Read, refused: Sequence[Refusal], marked: Any) -> None:
    """Write beside a row why it is refused, and mark the cells that are."""
    places = {name: place for place, name in enumerate(row.table.columns)}
    if refused:
        sheet.write_string(at, len(places), " · ".join(_reason(one) for one in refused))
    for one in refused:
        if one.column in places:
            sheet.write_string(at, places[one.column], one.typed, marked)
            sheet.write_comment(at, places[one.column], one.why)


def _reason(one: Refusal) -> str:
    return f"{one.column}: {one.why}" if one.column else one.why


def _table(book: Any, table: Table, rows: Sequence[Mapping[str, str]], extra: Sequence[str]) -> Any:
    """Write one table; its cells are text, so that nothing typed in them is turned into a number or a day."""
    sheet, names = book.add_worksheet(table.name), [*table.columns, *extra]
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet.set_column(0, len(names) - 1, 18, text)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
        if name.startswith(("wording", "evidence", "next_step", "(wording")):
            sheet.set_column(place, place, _WIDE, text)
        if choices := _CHOICES.get(name):
            sheet.data_validation(1, place, _ROWS_TO_COME, place, {"validate": "list", "source": list(choices)})
    for at, row in enumerate(rows, 1):
        filled = [(place, row[name]) for place, name in enumerate(names) if row.get(name)]
        for place, words in filled:
            sheet.write_string(at, place, words, text)
    sheet.freeze_panes(1, 0)
    return sheet


_CHOICES: Final = {"type": get_args(CommitmentType), "status": get_args(Status)}


def _report(one: Point, me: str, parties: Sequence[str]) -> dict[str, str]:
    """Return our latest report on a commitment as a row, with what the others say beside it."""
    said = {each.party: each for each in one.reported}
    ours = said[me].report if me in said else None
    texts: dict[str, Text | None] = {"(wording)": one.terms.wording}
    if ours is not None:
        texts |= {"next_step": ours.next_step, "evidence": ours.evidence[0].words if ours.evidence else None}
    named = one.terms.public_id or one.record
    row = {
        "commitment": named,
        "(wording)": next(iter(one.terms.wording.by_language.values())),
        "(owners)": ", ".join(one.terms.owners),
        "(due)": one.terms.due or "",
        **{f"({party})": said[party].words for party in parties if party in said and party != me},
        **{f"{name}.{each}": _in(text, each) for name, text in texts.items() for each in ("en", "ur")},
    }
    return row if ours is None else {**row, "status": ours.status, "as_of": ours.as_of or ""}


def _written(fill: Callable[[Any], None]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # it ships no types; start-up: only when written

    kept = BytesIO()
    never = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, never) as book:
        fill(book)
    return kept.getvalue()


def _rows(sheet: Any, rows: Iterable[Sequence[str]], bold: Any) -> None:
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(at, place, cell, *((bold,) if at == 0 else ()))
    sheet.freeze_panes(1, 0)


def _reported(one: Point, party: str) -> tuple[str, ...]:
    found: Reported | None = next((each for each in one.reported if each.party == party), None)
    if found is None or found.report is None:
        return ("", "", "", "", str(found.earlier) if found and found.earlier else "")
    report = found.report
    words = [_all(each.words) for each in report.evidence]
    urls = [getattr(source, "url", "") or "" for each in report.evidence for source in each.sources]
    evidence = " · ".join(part for part in (*words, *urls) if part)
    return found.status, report.as_of or "", _all(report.next_step), evidence, str(found.earlier or "")


def _all(text: Text | None) -> str:
    return "" if text is None else " / ".join(text.by_language.values())


def _in(text: Text | None, language: str) -> str:
    return "" if text is None else getattr(text, language) or ""


def _yes(*, value: bool) -> str:
    return translate("yes") if value else ""


def _plain(cell: str) -> str:
    plain = harmless_line(cell.replace("\r\n", " ").replace("\n", " "))
    return f"'{plain}" if plain.startswith(_RISKY) else plain
