"""Where everything stands on the chart of sessions: time runs along, and each party that receives has its line.

* The table behind it says everything that the chart says; no colour decides anything.
* Right to left, time runs right to left.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from paraph.domains.consultation.queries import began
from paraph.faces.timeline import Line

WIDTH: Final = 920
_SIDE: Final = 64
_TOP: Final = 34
_STEP: Final = 84
_APART: Final = 26.0
_YEAR: Final = 365.2425


class Mark(NamedTuple):
    """A session: `x`, `y`, the letter of its host's shape ("x" where none is known), and what is written beside it."""

    x: float
    y: float
    letter: str
    number: int
    record: str
    inferred: bool
    held: bool
    concluded: bool


class Stretch(NamedTuple):
    """The way from one session to the next: `kept` where the host changed; how many months, and numbers left out."""

    x1: float
    y1: float
    x2: float
    y2: float
    kept: bool
    months: float | None
    missing: int

    @property
    def x(self) -> float:
        """Where its words stand."""
        return round((self.x1 + self.x2) / 2, 1)

    @property
    def y(self) -> float:
        """The same."""
        return round((self.y1 + self.y2) / 2 - 7, 1)


class Tick(NamedTuple):
    """A year."""

    x: float
    year: int


class Lane(NamedTuple):
    """The line of a party that receives."""

    y: float
    party: str


class Chart(NamedTuple):
    """All of it, in the units of its view box."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    start: float
    end: float
    undated: tuple[Line, ...]


def session_chart(lines: Iterable[Line], *, parties: Sequence[str], rtl: bool) -> Chart | None:
    """Place the sessions; None where fewer than two have a date.

    Args:
        lines: In the order of their numbers.
        parties: In the order of their shapes.
        rtl: Whether time runs from right to left.
    """
    every = tuple(lines)
    dated = [(one, day) for one in every if (day := began(one.session)) is not None]
    if len(dated) < 2:
        return None
    days = [day for _, day in dated]
    first, last = min(days).year, max(days).year + 1
    lanes = {party: _TOP + _STEP * place for place, party in enumerate(parties)}
    nowhere = _TOP + _STEP * (len(parties) - 1) / 2

    def across(day: date) -> float:
        share = ((day - date(first, 1, 1)).days / _YEAR) / (last - first)
        return round(_mirrored(_SIDE + share * (WIDTH - 2 * _SIDE), rtl=rtl), 1)

    marks = [_mark(one, across(day), lanes.get(one.session.host or "", nowhere), parties) for one, day in dated]
    return Chart(
        width=WIDTH,
        height=_TOP + _STEP * (len(parties) - 1) + 64,
        lanes=tuple(Lane(y, party) for party, y in lanes.items()),
        ticks=tuple(Tick(across(date(year, 1, 1)), year) for year in range(first, last + 1)),
        stretches=tuple(_stretches(marks, [one for one, _ in dated])),
        marks=tuple(marks),
        start=_mirrored(_SIDE - 20, rtl=rtl),
        end=_mirrored(WIDTH - _SIDE + 20, rtl=rtl),
        undated=tuple(one for one in every if began(one.session) is None),
    )


def _mirrored(x: float, *, rtl: bool) -> float:
    return WIDTH - x if rtl else x


def _mark(one: Line, x: float, y: float, parties: Sequence[str]) -> Mark:
    host = one.session.host
    return Mark(
        x=x,
        y=y,
        letter="abcd"[parties.index(host) % 4] if host in parties else "x",
        number=one.session.number,
        record=one.record,
        inferred=one.session.number_basis == "inferred",
        held=one.session.actual is not None,
        concluded=one.stage == "concluded",
    )


def _stretches(marks: Sequence[Mark], lines: Sequence[Line]) -> Iterable[Stretch]:
    for before, mark, line in zip(marks, marks[1:], lines[1:], strict=False):
        wide = abs(mark.x - before.x) > _APART * 1.5
        months = line.gap_months if wide else None
        yield Stretch(before.x, before.y, mark.x, mark.y, line.alternated is not False, months, line.missing)
