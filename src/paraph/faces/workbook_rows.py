"""The rows of a workbook made into sayings, and every reason why some cannot be: by sheet, row and cell, in words.

Invariants:

* All troubles are found at once; nothing is said here.
* A row is judged by the same codec and the same rules as whatever is typed in a form.
* What says again what stands already is left out, and told as left out; it is never said twice.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from paraph.domains import KINDS
from paraph.faces.commitment_board import Board, Point
from paraph.faces.form import parse, posted_of, told
from paraph.faces.words import say, worded
from paraph.faces.workbook_cells import Read, Refusal, posted_by, refusal, troubles_of_heads
from paraph.faces.workbook_guard import place_of
from paraph.faces.workbook_read import Sheet
from paraph.faces.workbook_tables import NEW, REPORTS, Column, Table, table_by
from paraph.service.say import Saying
from paraph.values import Answer, builtin

Judge = Callable[[Saying], object]
"""Raises what bars a saying."""


class Line(NamedTuple):
    """A row that can be said.

    Attributes:
        sheet: Which sheet.
        row: Its row as the workbook shows it.
        label: What it is about, in words.
        says: What it says, in words.
        saying: What would be said.
    """

    sheet: str
    row: int
    label: str
    says: str
    saying: Saying


class Checked(NamedTuple):
    """A workbook, looked at whole.

    Attributes:
        lines: What would be said, in the order of the workbook.
        refused: Every reason against it; when there is one, nothing is said.
        same: (sheet, row) that say what stands already, and are left out.
        unread: Sheets whose first row names none of our columns.
        read: (table, row, path -> text, place) of every row, for the sheet that is given back.
    """

    lines: tuple[Line, ...]
    refused: tuple[Refusal, ...]
    same: tuple[tuple[str, int], ...]
    unread: tuple[str, ...]
    read: tuple[Read, ...]


def checked(sheets: Iterable[Sheet], board: Board, *, me: str, judge: Judge, waiting: Iterable[Saying] = ()) -> Checked:
    """Look at a workbook whole.

    Args:
        sheets: As read.
        board: What stands.
        me: Our party.
        judge: Finds out whether a saying could be said.
        waiting: What waits for its second key, and is not said again.
    """
    found = _Checking(board, me, judge, _keys(waiting))
    for sheet in sheets:
        found.sheet(sheet)
    if not found.tables:
        found.refused.append(Refusal("", 0, "", "", "", _NOTHING()))
    return Checked(tuple(found.lines), tuple(found.refused), tuple(found.same), tuple(found.unread), tuple(found.read))


def _NOTHING() -> str:  # noqa: N802  # a sentence, said in the language of whoever reads it
    return say("No row of ours was found. Begin from the workbook that this page gives.")


class _Checking:
    """Walks a workbook, and gathers."""

    def __init__(self, board: Board, me: str, judge: Judge, waiting: frozenset[Any]) -> None:
        self._board, self._me, self._judge, self._waiting = board, me, judge, waiting
        self._met: dict[Any, str] = {}
        self.tables = 0
        self.lines: list[Line] = []
        self.refused: list[Refusal] = []
        self.same: list[tuple[str, int]] = []
        self.unread: list[str] = []
        self.read: list[Read] = []

    def sheet(self, sheet: Sheet) -> None:
        """Take a sheet: its first row names the columns."""
        if not sheet.rows:
            return
        head, *rows = sheet.rows
        names = {at: cell.text.strip().lower() for at, cell in head.cells.items()}
        table = table_by(frozenset(names.values()))
        if table is None:
            self.unread.append(sheet.name)
            return
        self.tables += 1
        self.refused += troubles_of_heads(sheet, head, names, table)
        at = {place: name for place, name in names.items() if name in table.columns}
        for row in rows:
            cells = {at[place]: cell for place, cell in row.cells.items() if place in at}
            places = {name: place_of(place, row.number - 1) for place, name in at.items()}
            self._row(Read(table, sheet.name, row.number, cells, places))

    def _row(self, read: Read) -> None:
        table = read.table
        if not read.cells or (table is REPORTS and read.cells.keys() <= {"commitment"}):
            return
        self.read.append(read)
        posted, refused = posted_by(read, self._board)
        parsed = parse(KINDS[table.kind].verbs[table.verb].payload, posted)
        untold = {one.column for one in refused}
        for trouble in parsed.troubles.values():
            column = _column(table, trouble.path)
            if column is None or column.name not in untold:
                refused.append(refusal(read, column, told(trouble)))
        if refused:
            self.refused += refused
            return
        self._said(read, parsed.content)

    def _said(self, read: Read, content: dict[str, Any]) -> None:
        """Keep what a row says, unless it was met before, stands already, or is barred."""
        key = _key(read.table, content)
        if key in self._met:
            self.refused.append(refusal(read, None, say("It says again what row {row} says.", row=self._met[key])))
            return
        self._met[key] = f"{read.sheet} {read.row}"
        if read.table is REPORTS and self._says_the_same(content):
            self.same.append((read.sheet, read.row))
            return
        saying = self._saying(read.table, content)
        why = self._barred(read.table, content, saying)
        if why:
            self.refused.append(refusal(read, None, why))
            return
        label, says = _in_words(self._board, read.table, content)
        self.lines.append(Line(read.sheet, read.row, label, says, saying))

    def _barred(self, table: Table, content: dict[str, Any], saying: Saying) -> str:
        """Return why a saying may not be said, in words; empty when it may."""
        if _key(table, content) in self._waiting:
            return say("The same waits for its second key already.")
        standing = self._standing(content) if table is NEW else None
        if standing is not None:
            return say("It stands already, in the record {record}.", record=standing.record)
        try:
            self._judge(saying)
        except Answer as answer:
            return worded(answer).message
        return ""

    def _saying(self, table: Table, content: dict[str, Any]) -> Saying:
        point = self._board.point(content["terms"]) if table is REPORTS else None
        record = point.progress if point is not None else ""
        kind = "" if record else table.kind
        return Saying(kind=kind, record=record or None, verb=table.verb, content=content)

    def _standing(self, content: dict[str, Any]) -> Point | None:
        named, wording = content.get("public_id"), content.get("wording")
        at_session = (one for one in self._board.points if one.session == content["session"])
        return next(
            (
                one
                for one in at_session
                if (named and one.terms.public_id == named) or (not named and builtin(one.terms.wording) == wording)
            ),
            None,
        )

    def _says_the_same(self, content: dict[str, Any]) -> bool:
        point = self._board.point(content["terms"])
        ours = () if point is None else (one.report for one in point.reported if one.party == self._me)
        names = {column.path.partition("[")[0].partition(".")[0] for column in REPORTS.columns.values()}

        def bare(said: Mapping[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in said.items() if name in names and value}

        return any(report is not None and bare(builtin(report)) == bare(content) for report in ours)


def _key(table: Table, content: Mapping[str, Any]) -> Any:
    if table is REPORTS:
        return content["terms"]
    words = tuple(sorted((name, words) for name, words in content["wording"].items() if words))
    return content["session"], content.get("public_id") or words


def _keys(waiting: Iterable[Saying]) -> frozenset[Any]:
    """Return what waits, by what makes it the same; a new version of what stands is not the same."""
    every = tuple(waiting)
    new = (one.content for one in every if one.kind == NEW.kind)
    reports = (one.content for one in every if one.verb == REPORTS.verb)
    return frozenset([*(_key(NEW, one) for one in new), *(_key(REPORTS, one) for one in reports)])


def _column(table: Table, path: str) -> Column | None:
    """Return the column of a path that was refused: the one posted there, or the first below it."""
    exact = next((one for one in table.columns.values() if path.startswith(one.path)), None)
    below = (one for one in table.columns.values() if path and one.path.startswith(path))
    return exact or next(below, None)


def _in_words(board: Board, table: Table, content: Mapping[str, Any]) -> tuple[str, str]:
    payload = KINDS[table.kind].verbs[table.verb].payload
    posted = posted_of(payload, content)
    if table is REPORTS:
        point = board.point(content["terms"])
        label = "" if point is None else point.terms.public_id or point.record[:12]
        return label, " · ".join(posted[path] for path in ("status", "as_of") if path in posted)
    words = next((text for name, text in posted.items() if name.startswith("wording.")), "")
    return content.get("public_id") or say("without a number"), words
