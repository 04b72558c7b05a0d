"""Questions about sessions: their timeline, whose turn it is to be host, how far each has come.

Pure. Who hosts next is a habit that is computed and shown; nothing enforces it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from paraph.domains.consultation.content import Session, StrategicPriorities
from paraph.record import View
from paraph.values import first_day

DAYS_IN_A_MONTH: Final = 30.4375
"""A mean month of the Gregorian calendar over four years: 1461 days / 48."""

Stage = Literal["proposed", "planned", "postponed", "cancelled", "held", "negotiating", "concluded"]


class Sitting(NamedTuple):
    """A session in its series.

    Attributes:
        session: The session.
        gap_months: Mean months since the session before began, to a tenth; None: it is the first, or a date is missing.
        alternated: Whether another party was host than the time before; None: it is the first, or a host is missing.
    """

    session: Session
    gap_months: float | None
    alternated: bool | None


def timeline(sessions: Iterable[Session]) -> tuple[Sitting, ...]:
    """Put sessions in the order of their numbers, with the gaps between them and whether the host alternated.

    Source: S1 to S31 (hosts and dates of ten sessions); that twice Washington followed Washington is shown, not mended.
    """
    found: list[Sitting] = []
    before: Session | None = None
    for session in sorted(sessions, key=lambda one: one.number):
        found.append(Sitting(session, _gap(before, session), _alternated(before, session)))
        before = session
    return tuple(found)


def next_host(sessions: Iterable[Session], *, parties: Iterable[str]) -> str | None:
    """Return whose turn it is by habit: the party that has not been host for longest; None when none has been.

    Among parties that were never host, the first by id.
    """
    last: dict[str, int] = dict.fromkeys(sorted(parties), 0)
    for session in sorted(sessions, key=lambda one: one.number):
        if session.host in last:
            last[session.host] = session.number
    return min(last, key=lambda party: last[party]) if any(last.values()) else None


def began(session: Session) -> date | None:
    """Return the day from which gaps are counted: the first actual day, else the first planned; None when neither.

    Ours: where only a month is known its 15th counts, where only a year its first of July.
    """
    dates = session.actual or session.planned
    if dates is None:
        return None
    day = first_day(dates.first)
    match dates.first.count("-"):
        case 0:
            return day.replace(month=7)
        case 1:
            return day.replace(day=15)
        case _:
            return day


def stage(session: Session, *, statement: View | None = None) -> Stage:
    """Say how far a session has come.

    Args:
        session: The session in force.
        statement: Its joint statement; None: none is opened.
    """
    if session.called_off is not None:
        return session.called_off.how
    if session.actual is None:
        return "proposed" if session.planned is None else "planned"
    if session.without_statement is not None:
        return "concluded"
    if statement is None or statement.state is None:
        return "held"
    return "negotiating" if statement.state.content_in_force is None else "concluded"


def common_areas(lists: Mapping[str, StrategicPriorities]) -> tuple[str, ...]:
    """List the areas that every party's priorities name, best sum of ranks first: candidates for cooperation."""
    ranks = [_ranks(priorities) for priorities in lists.values()]
    shared = set(ranks[0]).intersection(*ranks) if ranks else set()
    return tuple(sorted(shared, key=lambda area: (sum(one[area] for one in ranks), area)))


def _ranks(priorities: StrategicPriorities) -> dict[str, int]:
    found: dict[str, int] = {}
    for rank, one in enumerate(priorities.ranked, start=1):
        if one.area is not None:
            found.setdefault(one.area, rank)
    return found


def _gap(before: Session | None, session: Session) -> float | None:
    start = None if before is None else began(before)
    end = began(session)
    return None if start is None or end is None else round((end - start).days / DAYS_IN_A_MONTH, 1)


def _alternated(before: Session | None, session: Session) -> bool | None:
    if before is None or before.host is None or session.host is None:
        return None
    return before.host != session.host
