"""The chart of follow-through: for each session, how much of what it promised all call done, and how much is overdue.

* The table behind it says everything that the chart says; no colour decides anything.
* Right to left, the bars grow from the right.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from paraph.domains.commitments.queries import FollowThrough
from paraph.faces.commitment_board import Board

WIDTH: Final = 640
_NAME: Final = 60
_END: Final = 90
_STEP: Final = 30
_HIGH: Final = 18


class Part(NamedTuple):
    """A part of a bar: "done", "overdue" or "open"."""

    kind: str
    x: float
    width: float


class Bar(NamedTuple):
    """One session."""

    number: int
    y: int
    through: FollowThrough
    parts: tuple[Part, ...]
    end: float


class Chart(NamedTuple):
    """All of it, in the units of its view box."""

    width: int
    height: int
    high: int
    names: float
    bars: tuple[Bar, ...]


def follow_through_chart(board: Board, *, rtl: bool) -> Chart | None:
    """Draw the sessions that promised something; None where none did."""
    numbers = dict(board.sessions)
    promised = [one for one in board.through if one.promised]
    if not promised:
        return None
    unit = (WIDTH - _NAME - _END) / max(one.promised for one in promised)
    bars = tuple(_bar(one, numbers[one.session], 6 + _STEP * at, unit, rtl=rtl) for at, one in enumerate(promised))
    return Chart(WIDTH, 12 + _STEP * len(bars), _HIGH, _flipped(_NAME - 10, rtl=rtl), bars)


def _bar(one: FollowThrough, number: int, y: int, unit: float, *, rtl: bool) -> Bar:
    return Bar(number, y, one, tuple(_parts(one, unit, rtl=rtl)), _flipped(_NAME + one.promised * unit + 8, rtl=rtl))


def _parts(one: FollowThrough, unit: float, *, rtl: bool) -> Iterator[Part]:
    counts: Iterable[tuple[str, int]] = (
        ("done", one.done),
        ("overdue", one.overdue),
        ("open", one.promised - one.done - one.overdue),
    )
    x = float(_NAME)
    for kind, count in counts:
        wide = count * unit
        if count:
            yield Part(kind, round(_flipped(x + wide if rtl else x, rtl=rtl), 1), round(wide, 1))
        x += wide


def _flipped(x: float, *, rtl: bool) -> float:
    return WIDTH - x if rtl else x
