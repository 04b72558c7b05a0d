"""The cells of a row as a form would post them, and what cannot be read, by cell and in words."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from paraph.faces.commitment_board import Board, Point
from paraph.faces.words import say
from paraph.faces.workbook_read import Cell, Row, Sheet, plain_digits
from paraph.faces.workbook_tables import Column, Table, is_for_the_reader

_DIGEST: Final = 64


class Refusal(NamedTuple):
    """Why something of a workbook cannot be said.

    Attributes:
        sheet: Which sheet; empty: the whole.
        row: Its row as the workbook shows it; 0: the sheet as a whole.
        cell: Its cell, "D7"; empty: the whole row.
        column: What the column is called; empty where it is none.
        typed: What stands there.
        why: In words.
    """

    sheet: str
    row: int
    cell: str
    column: str
    typed: str
    why: str


class Read(NamedTuple):
    """A row as it was read: its table, its sheet and number, its cells by column, and where each column's cell is."""

    table: Table
    sheet: str
    row: int
    cells: Mapping[str, Cell]
    places: Mapping[str, str]


class _Refused(Exception):  # noqa: N818  # never leaves this file: a cell that cannot be read
    """Why a cell cannot be read, in words."""


def troubles_of_heads(sheet: Sheet, head: Row, names: Mapping[int, str], table: Table) -> Iterator[Refusal]:
    """Refuse what makes it unclear which cell belongs to what."""
    for place, name in names.items():
        cell = head.cells[place]
        if list(names.values()).count(name) > 1 and not is_for_the_reader(name):
            yield Refusal(sheet.name, head.number, cell.place, name, cell.text, say("Two columns have this name."))
        elif name not in table.columns and not is_for_the_reader(name):
            known = ", ".join(table.columns)
            why = say("No column is called this. There are: {known}. Names in brackets are passed over.", known=known)
            yield Refusal(sheet.name, head.number, cell.place, name, cell.text, why)
    for merged in sheet.merged:
        why = say("These cells are merged, so it is not clear to which row they belong. Take them apart.")
        yield Refusal(sheet.name, 0, merged, "", "", why)


def posted_by(read: Read, board: Board) -> tuple[dict[str, str], list[Refusal]]:
    """Return a row as a form would post it, and the cells that cannot be read."""
    posted: dict[str, str] = {}
    refused: list[Refusal] = []
    for name, cell in read.cells.items():
        column = read.table.columns[name]
        try:
            posted.update(_cell(column, cell, board))
        except _Refused as why:
            refused.append(refusal(read, column, str(why)))
    return posted, refused


def _cell(column: Column, cell: Cell, board: Board) -> dict[str, str]:
    """Return what one cell posts."""
    if cell.trouble:
        raise _Refused(cell.trouble)
    text = cell.text if column.sort == "words" else plain_digits(cell.text.strip())
    match column.sort:
        case "id" | "commitment" if cell.number:
            raise _Refused(say("It holds a number, in which 21.1 and 21.10 are the same. Write it as text."))
        case "parties":
            named = [one.strip().upper() for one in text.replace(";", ",").replace("،", ",").split(",")]
            return {f"{column.path}[{at}]": one for at, one in enumerate(filter(None, named))}
        case "code":
            return {column.path: text.lower().replace(" ", "_")}
        case "session":
            return {column.path: _session(text, board)}
        case "commitment":
            point = _point(text, board)
            return {column.path: point.record, "version": point.version}
        case _:
            return {column.path: text}


def tidied(column: Column, cell: Cell) -> str:
    """Return what a cell holds as it is read, for the workbook that is given back: digits and codes put in form."""
    if cell.trouble or cell.number or column.sort == "words":
        return cell.text
    text = plain_digits(cell.text.strip())
    return text.lower().replace(" ", "_") if column.sort == "code" else text


def _session(text: str, board: Board) -> str:
    found = [record for record, number in board.sessions if str(number) == text or _begins(record, text)]
    if len(found) != 1:
        numbers = ", ".join(str(number) for _, number in board.sessions)
        raise _Refused(say("No one session is called this. There are: {numbers}.", numbers=numbers))
    return found[0]


def _point(text: str, board: Board) -> Point:
    found = [one for one in board.points if one.terms.public_id == text or _begins(one.record, text)]
    if len(found) != 1:
        raise _Refused(say("No one commitment is called this. Use its number, or its record."))
    if not found[0].version:
        raise _Refused(say("It is not agreed yet, so nothing can be reported on it."))
    return found[0]


def _begins(record: str, text: str) -> bool:
    return 8 <= len(text) <= _DIGEST and record.startswith(text.lower())


def refusal(read: Read, column: Column | None, why: str) -> Refusal:
    """Refuse a row, or one cell of it."""
    cell = None if column is None else read.cells.get(column.name)
    name = "" if column is None else column.name
    return Refusal(read.sheet, read.row, read.places.get(name, ""), name, cell.text if cell else "", why)
