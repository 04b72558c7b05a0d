"""What stands of a joint record, and the questions asked of it.

The versions form a graph by `over`. An agreed version's `over` was agreed in its author's past, so the agreed versions
that no agreed version replaces can be kept up as each is agreed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from paraph.record.act import utc_time
from paraph.record.dealing import Answers, Version
from paraph.record.meeting import Interval, meeting
from paraph.record.said import Said
from paraph.values import CalendarDate, Unfit, Value, first_day


class Effective(Value, frozen=True, kw_only=True):
    """From when an agreed version is effective; a noun may carry it as `effective`.

    Attributes:
        condition: In words: what every party to the version must first report met; None when nothing.
        on: The date; None when no date decides.
    """

    condition: Annotated[str, Meta(min_length=1, max_length=2000)] | None = None
    on: CalendarDate | None = None

    def __post_init__(self) -> None:
        """Refuse what says nothing."""
        if self.condition is None and self.on is None:
            raise Unfit("effective.of_nothing")


class JointState(Struct, frozen=True, kw_only=True):
    """What stands of a joint record.

    Attributes:
        opener: Who opened it.
        founders: The parties by the charter in the past of the opening.
        versions: Digest -> version.
        standings: Party -> its intervals, in the order of its log; only the last may be open.
        answers: (version, party) -> that party's latest answer to it.
        agreed: Versions on which all parties have met.
        frontier: The agreed versions that no agreed version replaces, sorted; more than one have crossed.
        denunciations: Party -> its latest denunciation, whether or not something was agreed with it since.
        met: (version, party) -> where it reported that the version's condition is met.
    """

    opener: str
    founders: tuple[str, ...]
    versions: Mapping[str, Version] = field(default_factory=dict)
    standings: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()
    frontier: tuple[str, ...] = ()
    denunciations: Mapping[str, Said] = field(default_factory=dict)
    met: Mapping[tuple[str, str], Said] = field(default_factory=dict)

    def stands_on(self, party: str) -> str | None:
        """Return the version a party stands on now."""
        intervals = self.standings.get(party, ())
        return intervals[-1].version if intervals and intervals[-1].end is None else None

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties to the version in force; before the first, the parties when the record was opened."""
        digest = self.in_force
        return self.founders if digest is None else self.versions[digest].parties

    @property
    def crossed(self) -> tuple[str, ...]:
        """The agreed versions that crossed. A version `over` all of them, once agreed, settles it."""
        return self.frontier if len(self.frontier) > 1 else ()

    @property
    def in_force(self) -> str | None:
        """The version in force; None when none is. Where several crossed: the last one that all of them replace."""
        candidates = self.frontier
        while len(candidates) > 1:
            common = frozenset.intersection(*(_replaced(one, self.versions) for one in candidates))
            # What an agreed version replaces is agreed, and with it all that this one replaces.
            candidates = tuple(common - {over for one in common for over in self.versions[one].over})
        return candidates[0] if candidates else None

    @property
    def content_in_force(self) -> Any:
        """The noun in force; None when nothing is, or when the record has been ended."""
        digest = self.in_force
        return None if digest is None else self.versions[digest].content

    @property
    def ended(self) -> bool:
        """An ending is in force."""
        digest = self.in_force
        return digest is not None and self.versions[digest].content is None

    @property
    def on_the_table(self) -> tuple[Version, ...]:
        """The versions that someone stands on, not yet agreed, over what is in force; oldest first."""
        stood_on = {digest for party in self.standings if (digest := self.stands_on(party)) is not None}
        # Ours: sorted by claimed time only to be shown; no rule reads this order.
        return tuple(
            sorted(
                (self.versions[one] for one in stood_on - self.agreed if self.may_follow(self.versions[one].over)),
                key=lambda version: (version.said.act.at, version.digest),
            )
        )

    @property
    def denounced(self) -> Mapping[str, Said]:
        """Party -> its denunciation, unless a version on which it stood afterwards was agreed."""
        return {
            party: said
            for party, said in sorted(self.denunciations.items())
            if not any(one.version in self.agreed and one.start.seq > said.seq for one in self.standings.get(party, ()))
        }

    def may_follow(self, over: tuple[str, ...]) -> bool:
        """Tell whether a version with this `over` replaces exactly what is in force, or all that crossed."""
        return over == self.frontier or set(over) == set(self.frontier)


def met_by(state: JointState, version: str) -> tuple[Interval, ...] | None:
    """Return the standings, one of every party, by which a version was agreed; None when it was not."""
    return meeting_on(state.standings, state.versions[version])


def has_met(standings: Mapping[str, tuple[Interval, ...]], version: Version) -> bool:
    """Tell whether all parties to a version met on it."""
    for party in version.parties:
        row = standings.get(party)
        if not row or row[-1].end is not None or row[-1].version != version.digest:
            return meeting_on(standings, version) is not None
    # All stand on it now, and nothing was seen to end.
    return True


def meeting_on(standings: Mapping[str, tuple[Interval, ...]], version: Version) -> tuple[Interval, ...] | None:
    """Ask the meeting rule about one version."""
    rows = []
    for party in version.parties:
        row = tuple([one for one in standings.get(party, ()) if one.version == version.digest])
        if not row:
            return None
        rows.append(row)
    return meeting(rows)


def effective_at(state: JointState, version: str, now: datetime) -> bool:
    """Tell whether an agreed version is effective: its date has come, and its condition is reported met by all."""
    agreed = state.versions[version]
    effective: Effective | None = getattr(agreed.content, "effective", None)
    if version not in state.agreed:
        return False
    if effective is None:
        return True
    has_come = effective.on is None or first_day(effective.on) <= now.date()
    return has_come and (effective.condition is None or not unmet_by(state, version))


def unmet_by(state: JointState, version: str) -> tuple[str, ...]:
    """Return the parties that have not reported a version's condition met."""
    return tuple(party for party in state.versions[version].parties if (version, party) not in state.met)


def leaves_at(said: Said, *, notice_days: int) -> datetime:
    """Return when a denunciation takes effect: the charter's notice after its own time."""
    return utc_time(said.act.at) + timedelta(days=notice_days)


def _replaced(version: str, versions: Mapping[str, Version]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(versions[version].over)
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(versions[one].over)
    return frozenset(found)
