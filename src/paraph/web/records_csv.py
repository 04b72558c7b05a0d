"""A list as CSV: every column, in the order of the list, each record once however the list changes meanwhile."""

from collections.abc import Iterator
from typing import Final

from paraph.faces.listed import Row, row_of
from paraph.service.board import Board
from paraph.service.board_ports import Listed, Wanted
from paraph.service.trail import csv_line
from paraph.values import LANGUAGES

_STEP: Final = 1000
_MARK: Final = "\ufeff"
"""So that a spreadsheet reads the file as UTF-8."""

COLUMNS: Final = (
    "record",
    "kind",
    "number",
    *(f"title_{language}" for language in LANGUAGES),
    "about",
    "opener",
    "parties",
    "state",
    "awaited_from_us",
    "awaited_from_others",
    "latest_at",
    "latest_by",
    "acts",
    "void",
    "waiting",
)


def as_csv(board: Board, wanted: Wanted) -> Iterator[str]:
    """Write the lines of a list, the head line first."""
    yield _MARK + csv_line(COLUMNS)
    for listed in _all(board, wanted):
        yield csv_line(_cells(listed, row_of(listed)))


def _all(board: Board, wanted: Wanted) -> Iterator[Listed]:
    seen: set[str] = set()
    offset = 0
    while lines := board.listing(wanted._replace(limit=_STEP, offset=offset)).lines:
        fresh = [one for one in lines if one.line.record not in seen]
        seen.update(one.line.record for one in fresh)
        yield from fresh
        offset += _STEP


def _cells(listed: Listed, row: Row) -> tuple[str, ...]:
    line = listed.line
    titles = {} if row.name is None else row.name.by_language
    return (
        line.record,
        line.kind,
        row.number,
        *(titles.get(language, "") for language in LANGUAGES),
        line.about,
        line.opener,
        " ".join(line.parties),
        line.state,
        str(line.ours),
        str(line.theirs),
        line.latest_at,
        line.latest_by,
        str(line.acts),
        str(line.void),
        str(line.waiting),
    )
