"""The charter: who the parties are, by which keys they are known, and on what terms they deal.

Invariants:

* A charter is one whole version: a changed key, term or party is a new charter that every party of the old one accepts.
* What a charter does not state is not agreed: an absent term is None, never a default of ours.
"""

from typing import Annotated, Literal

from msgspec import Meta

from paraph.domains.cited import RecordedLater, Source
from paraph.values import CalendarDate, Language, PartyId, Text, Value

FrameworkName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,62}\Z")]
KindName = Annotated[str, Meta(pattern=r"^[a-z_]{1,32}\.[a-z_]{1,32}/[1-9][0-9]{0,3}\Z")]
TermName = Annotated[str, Meta(pattern=r"^[a-z_]{1,32}(\.[a-z_]{1,32}){1,3}\Z")]
Vkey = Annotated[str, Meta(min_length=1, max_length=4000)]
Days = Annotated[int, Meta(ge=1, le=36_600)]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]
Hours = Annotated[int, Meta(ge=1, le=8_784)]
Metres = Annotated[int, Meta(ge=1, le=1_000_000)]


class CharterParty(Value, frozen=True, kw_only=True):
    """One party and the keys by which its words are known.

    Attributes:
        id: Its id in every act.
        name: What it calls itself, in the charter's languages.
        origin: Origin line of its log.
        log_keys: vkeys of its log: Ed25519 (0x01), then ML-DSA-44 (0x06).
        mirror_keys: vkeys with which it cosigns what it holds: Ed25519 (0x04), then ML-DSA-44 (0x06).
    """

    id: PartyId
    name: Text
    origin: Annotated[str, Meta(min_length=1, max_length=200)]
    log_keys: tuple[Vkey, Vkey]
    mirror_keys: tuple[Vkey, Vkey]


class Separation(Value, frozen=True, kw_only=True):
    """How far apart a category of activity must stay from installations.

    Attributes:
        category: Short name, such as `indirect_fire`.
        metres: The distance, geodesic.
    """

    category: Annotated[str, Meta(pattern=r"^[a-z_]{1,32}\Z")]
    metres: Metres


class Term(Value, frozen=True, kw_only=True):
    """A number that a later kind reads in the charter.

    Attributes:
        name: The kind's family and the term, `coordination.stop.desk`.
        amount: The number.
        unit: What it counts.
    """

    name: TermName
    amount: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    unit: Literal["seconds", "minutes", "hours", "days", "metres", "items"]


class Terms(Value, frozen=True, kw_only=True):
    """Deadlines and distances on which the parties agreed; None and empty mean: not agreed.

    Attributes:
        answer_within_days: A proposal without an answer after so many days is shown as late. Silence stays no answer.
        denunciation_notice_days: Days from a denunciation to its effect; None: nobody may leave alone.
        clock_tolerance_seconds: How far the parties' clocks may differ before it is shown.
        confirmation_age_hours: After so many hours a confirmation no longer counts.
        priorities_at_most: How many strategic priorities a party may list.
        separations: Distances by category of activity.
        further: Numbers that other kinds read.
    """

    answer_within_days: Days | None = None
    denunciation_notice_days: Days | None = None
    clock_tolerance_seconds: Seconds | None = None
    confirmation_age_hours: Hours | None = None
    priorities_at_most: Annotated[int, Meta(ge=1, le=100)] | None = None
    separations: tuple[Separation, ...] = ()
    further: tuple[Term, ...] = ()


class Related(Value, frozen=True, kw_only=True):
    """Another framework: the one above, or the one that follows.

    Attributes:
        name: What it is called.
        framework: Its name in origins, when it keeps a record of this sort.
        since: From when, as far as known.
    """

    name: Text
    framework: FrameworkName | None = None
    since: CalendarDate | None = None


class Suspension(Value, frozen=True, kw_only=True):
    """That the parties let the framework rest.

    Attributes:
        since: From when.
        reason: Why, in words both stand on.
    """

    since: CalendarDate
    reason: Text


class Charter(Value, frozen=True, kw_only=True):
    """What the parties agreed about their dealing itself.

    Attributes:
        title: What the framework is called.
        framework: Its name in every origin and seal.
        parties: Everyone; two at least. Any order, which means nothing: parties are named by id everywhere.
        kinds: The kinds, with rule version, that may be used.
        terms: Deadlines and distances.
        languages: Languages in which words are equally authentic, in no order of rank.
        founded: When it began, as far as known.
        parent: The framework to which this one reports; None when it reports to none.
        successor: The framework that follows this one.
        suspended: Since when and why it rests; None while it is active.
        sources: What the charter rests on.
        recorded_later: Where it was agreed elsewhere before.
    """

    title: Text
    framework: FrameworkName
    parties: Annotated[tuple[CharterParty, ...], Meta(min_length=2, max_length=16)]
    kinds: tuple[KindName, ...]
    terms: Terms
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    founded: CalendarDate | None = None
    parent: Related | None = None
    successor: Related | None = None
    suspended: Suspension | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None

    @property
    def party_ids(self) -> tuple[str, ...]:
        """The ids of the parties, sorted."""
        return tuple(sorted(party.id for party in self.parties))

    @property
    def denunciation_notice_days(self) -> int | None:
        """Days from a denunciation to its effect; None when nobody may leave alone."""
        return self.terms.denunciation_notice_days

    @property
    def answer_within_days(self) -> int | None:
        """Days after which a proposal without an answer is late; None when not agreed."""
        return self.terms.answer_within_days

    @property
    def priorities_at_most(self) -> int | None:
        """How many strategic priorities a party may list; None when not agreed."""
        return self.terms.priorities_at_most

    def allows(self, kind: str) -> bool:
        """Tell whether records of a kind, with its rule version, may be opened."""
        return kind in self.kinds
