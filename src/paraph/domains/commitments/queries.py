"""Questions about commitments: how each stands, what goes on to the next session, where the parties differ.

Pure, over views. Carrying is computed and never said: what is open at a session is whatever was agreed before it and is
not called done by every party.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from paraph.domains.commitments.content import PROMISES_NOTHING, Commitment, ProgressReport
from paraph.record import Progress, View, progress, together
from paraph.values import last_day


class Standing(NamedTuple):
    """How a commitment in force stands.

    Attributes:
        record: The commitment's record.
        version: The version of its terms in force.
        terms: Those terms.
        latest: Party -> its latest report on these terms; None: it made none. Every party is named.
        earlier: Party -> its reports under earlier terms, oldest first.
        is_done: Every party's latest report says that nothing is owed any more.
        differs: The parties' words are not the same; a party that has said nothing differs from one that has.
        is_open: Something is promised and is not done.
        is_overdue: It is open, has a date, and the last day which that date may mean is over.
    """

    record: str
    version: str
    terms: Commitment
    latest: Mapping[str, ProgressReport | None]
    earlier: Mapping[str, tuple[ProgressReport, ...]]
    is_done: bool
    differs: bool
    is_open: bool
    is_overdue: bool


class Difference(NamedTuple):
    """A commitment on which the parties' words are not the same.

    Attributes:
        record: The commitment's record.
        statuses: Party -> its status; empty: it has said nothing.
    """

    record: str
    statuses: Mapping[str, str]


class FollowThrough(NamedTuple):
    """What became of what one session agreed.

    Attributes:
        session: The session's record.
        agreed: How many points are in force.
        promised: How many of them promise something.
        dated: How many of those have a date.
        owned: How many of those have owners.
        done: How many of those every party calls done.
        differing: On how many of those the parties' words are not the same.
        silent: On how many of those nobody has said anything.
        overdue: How many of those are overdue.
    """

    session: str
    agreed: int
    promised: int
    dated: int
    owned: int
    done: int
    differing: int
    silent: int
    overdue: int


def standing(commitment: View, reports: Iterable[View], *, on: date) -> Standing | None:
    """Set a commitment against what the parties report.

    Args:
        commitment: The commitment's view.
        reports: Views of the progress records about it; several are read together.
        on: The day of reckoning. Never today by default: a report must be repeatable.

    Returns:
        None when no terms are in force.
    """
    state = commitment.state
    terms: Commitment | None = None if state is None else state.content_in_force
    if terms is None:
        return None
    version = state.in_force
    found = _progress(reports, version=version, parties=state.versions[version].parties)
    latest = {party: None if one is None else one.content for party, one in found.latest.items()}
    is_open = terms.type not in PROMISES_NOTHING and not found.done
    return Standing(
        record=commitment.record,
        version=version,
        terms=terms,
        latest=latest,
        earlier={party: tuple(one.content for one in said) for party, said in found.earlier.items()},
        is_done=found.done,
        differs=len({_status(one) for one in latest.values()}) > 1,
        is_open=is_open,
        is_overdue=is_open and terms.due is not None and last_day(terms.due) < on,
    )


def carried(standings: Iterable[Standing], *, sessions: Sequence[str], to: str) -> tuple[Standing, ...]:
    """List what is open and goes on to a session: agreed at a session before it, and not called done by all.

    Args:
        standings: Any order.
        sessions: Records of the sessions, in the order of the series.
        to: The session to which they go on; it must be one of `sessions`.

    Returns:
        In the order of the sessions at which they were made, then of their public ids ("21.2" before "21.10").

    Raises:
        ValueError: `to` is not one of the sessions.
    """
    before = {session: place for place, session in enumerate(sessions[: sessions.index(to)])}
    found = [one for one in standings if one.is_open and one.terms.session in before]
    return tuple(sorted(found, key=lambda one: (before[one.terms.session], *in_public_order(one))))


def overdue(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """List what is overdue, longest first."""
    found = (one for one in standings if one.is_overdue)
    return tuple(sorted(found, key=lambda one: (last_day(one.terms.due or ""), *in_public_order(one))))


def differences(standings: Iterable[Standing]) -> tuple[Difference, ...]:
    """List the commitments on which the parties' words are not the same, with each party's own."""
    return tuple(
        Difference(one.record, {party: _status(report) for party, report in sorted(one.latest.items())})
        for one in standings
        if one.differs
    )


def reviewed_at(standings: Iterable[Standing], session: str) -> tuple[Standing, ...]:
    """List what is open and names a session as the forum that reviews it."""
    return tuple(
        one for one in standings if one.is_open and one.terms.forum is not None and one.terms.forum.session == session
    )


def follow_through(standings: Iterable[Standing], *, sessions: Sequence[str]) -> tuple[FollowThrough, ...]:
    """Count, for each session in the order given, what became of what it agreed."""
    every = tuple(standings)
    return tuple(_counted(session, [one for one in every if one.terms.session == session]) for session in sessions)


def in_public_order(one: Standing) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return a key that sorts by public id, numbers as numbers, then by record."""
    parts = (one.terms.public_id or "").replace("-", ".").split(".")
    return tuple((int(part) if part.isdecimal() else -1, part) for part in parts), one.record


def _progress(reports: Iterable[View], *, version: str, parties: tuple[str, ...]) -> Progress:
    states = [view.state for view in reports if view.state is not None]
    if not states:
        return Progress(version, dict.fromkeys(sorted(parties)), {})
    return progress(together(states), version=version, parties=parties)


def _status(report: ProgressReport | None) -> str:
    return "" if report is None else report.status


def _counted(session: str, made: list[Standing]) -> FollowThrough:
    promised = [one for one in made if one.terms.type not in PROMISES_NOTHING]
    return FollowThrough(
        session=session,
        agreed=len(made),
        promised=len(promised),
        dated=sum(one.terms.due is not None for one in promised),
        owned=sum(bool(one.terms.owners) for one in promised),
        done=sum(one.is_done for one in promised),
        differing=sum(one.differs for one in promised),
        silent=sum(all(report is None for report in one.latest.values()) for one in promised),
        overdue=sum(one.is_overdue for one in promised),
    )
