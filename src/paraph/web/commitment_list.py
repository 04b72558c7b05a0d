"""Which commitments are shown: what an address asks for. Nothing typed in an address is an error."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode

from paraph.faces.commitment_board import Board, Point
from paraph.values import last_day

STATES: Final = ("open", "overdue", "done", "differ", "one", "silent", "table")


class Wanted(NamedTuple):
    """What is asked for; what is empty does not matter.

    Attributes:
        owner: A party that owes it.
        session: The number of the session at which it was made.
        state: One of `STATES`.
        due: Up to the end of this day, month or year.
        q: Words in it, or its number.
        sort: "due": the earliest first, those without a date last; else by session.
    """

    owner: str = ""
    session: str = ""
    state: str = ""
    due: str = ""
    q: str = ""
    sort: str = ""

    @property
    def address(self) -> str:
        """The part of the address that asks for this."""
        return urlencode({name: value for name, value in self._asdict().items() if value})


def wanted_in(query: Mapping[str, str]) -> Wanted:
    """Read what an address asks for."""
    return Wanted(**{name: query.get(name, "").strip() for name in Wanted._fields})


def chosen(board: Board, wanted: Wanted) -> tuple[Point, ...]:
    """Return the commitments asked for."""
    found = [one for one in board.points if _is_wanted(one, wanted)]
    return tuple(sorted(found, key=_by_due)) if wanted.sort == "due" else tuple(found)


def counts(points: Iterable[Point]) -> dict[str, int]:
    """Count the commitments of each state."""
    every = tuple(points)
    return {state: sum(is_of(one, state) for one in every) for state in STATES}


def is_of(one: Point, state: str) -> bool:
    """Tell whether a commitment is of a state; a state that is none of ours leaves nothing out."""
    match state:
        case "open":
            return one.is_open
        case "overdue":
            return one.is_overdue
        case "done" | "differ" | "one" | "silent":
            return one.tally == state
        case "table":
            return one.standing is None
        case _:
            return True


def _is_wanted(one: Point, wanted: Wanted) -> bool:
    return (
        (not wanted.owner or wanted.owner.upper() in one.terms.owners)
        and (not wanted.session or str(one.number) == wanted.session)
        and is_of(one, wanted.state)
        and _is_due(one, wanted.due)
        and all(word in _words(one) for word in wanted.q.casefold().split())
    )


def _is_due(one: Point, by: str) -> bool:
    if not by:
        return True
    try:
        return one.terms.due is not None and last_day(one.terms.due) <= last_day(by)
    except ValueError:
        return True


def _words(one: Point) -> str:
    return " ".join((one.terms.public_id or "", *one.terms.wording.by_language.values())).casefold()


def _by_due(one: Point) -> str:
    return "~" if one.terms.due is None else last_day(one.terms.due).isoformat()
