"""A workbook read as text: sheet by sheet, row by row, every cell under its own name.

Invariants:

* A number is read as the digits that it shows, a day as a day; nothing is rounded and nothing is guessed.
* Digits of either script are digits, except in words.
* What cannot be read one way only is a trouble with its cell's name, not a value.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, NamedTuple
from unicodedata import decimal

from paraph.faces.words import say
from paraph.faces.workbook_guard import looked_through, place_of
from paraph.values import Barred

MIDNIGHT: Final = time()


class Cell(NamedTuple):
    """One cell.

    Attributes:
        place: What it is called, "D7".
        text: What it holds, as text.
        number: It holds a number with decimals: "21.10" and "21.1" would be the same in it.
        trouble: Why it cannot be read; empty when it can.
    """

    place: str
    text: str
    number: bool = False
    trouble: str = ""


class Row(NamedTuple):
    """One row that holds something: its number as the workbook shows it, and its cells by column, from nought."""

    number: int
    cells: dict[int, Cell]


class Sheet(NamedTuple):
    """One sheet: its name, its rows that hold something, and the ranges of merged cells, "A2:B4"."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[str, ...]


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Read a workbook.

    Raises:
        Barred: "workbook.…": it is refused whole.
    """
    formulas = {one.sheet: frozenset(one.formulas) for one in looked_through(data)}
    return _unharmed(lambda: tuple(_sheet(one, formulas.get(one.name, frozenset())) for one in _opened(data)))


def plain_digits(text: str) -> str:
    """Return a text with every digit of any script as 0 to 9."""
    return "".join(str(decimal(letter, letter)) for letter in text)


def _unharmed(read: Callable[[], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError  # noqa: PLC0415  # start-up: only where a workbook is read

    try:
        return read()
    except (CalamineError, ValueError, OSError) as error:
        raise Barred("workbook.none") from error
    except BaseException as error:  # the reader's own panic is no Exception, and must not end the process
        if type(error).__name__ != "PanicException":
            raise
        raise Barred("workbook.none") from error


def _opened(data: bytes) -> Iterator[Any]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415  # as above

    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        yield from map(book.get_sheet_by_name, names)


def _sheet(sheet: Any, formulas: frozenset[str]) -> Sheet:
    rows = []
    for at, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = {column: _cell(value, place_of(column, at), formulas) for column, value in enumerate(values)}
        held = {column: cell for column, cell in cells.items() if cell.text.strip() or cell.trouble}
        rows += [Row(at + 1, held)] if held else []
    merged = tuple(f"{place_of(c1, r1)}:{place_of(c2, r2)}" for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, tuple(rows), merged)


def _cell(value: Any, place: str, formulas: frozenset[str]) -> Cell:
    if place in formulas:
        why = say("It holds a formula. What is signed must be what you see: put its value there instead.")
        return Cell(place, str(value), trouble=why)
    if isinstance(value, float) and not value.is_integer():
        return Cell(place, repr(value), number=True)
    return Cell(place, *_text_of(value))


def _text_of(value: Any) -> tuple[str, bool, str]:
    """Return a value as text, that it is no number with decimals, and why it cannot be read."""
    why = ""
    match value:
        case bool():
            why = say("It holds yes or no, where words or a number are asked for.")
        case float():
            return str(int(value)), False, ""
        case datetime() if value.time() != MIDNIGHT:
            why = say("It holds a day with a time. Only days are asked for.")
        case datetime():
            return value.date().isoformat(), False, ""
        case time() | timedelta():
            why = say("It holds a time without a day.")
        case _:
            pass
    return str(value), False, why
