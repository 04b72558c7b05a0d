"""What was promised, and what each party says became of it.

Invariants:

* A commitment has one wording, for all; what became of it has one word from each party, and none overwrites another.
* It is due by a date, or reviewed by a forum; where it has neither, that shows.

Source: S44 (what counts as a commitment), S1 to S31 (the sorts of point that ten sessions agreed), S53 (status words).
"""

from typing import Annotated, Final, Literal

from msgspec import Meta

from paraph.domains.cited import RecordedLater, Source
from paraph.domains.forum import Forum
from paraph.record import Effective
from paraph.values import CalendarDate, Digest, PartyId, Text, Unfit, Value

PublicId = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\Z")]
ParagraphName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}\Z")]

CommitmentType = Literal[
    "commitment",
    "schedule",
    "request",
    "document",
    "institutional",
    "next_meeting",
    "follow_up_meeting",
    "areas",
    "principle",
    "position",
    "pending",
    "discussed",
]

PROMISES_NOTHING: Final = frozenset({"principle", "position", "discussed"})
"""Types that are kept for the record and never carried: nothing is owed."""

Status = Literal["not_begun", "in_progress", "partly", "done", "done_late", "not_done", "not_seen", "not_applicable"]

SETTLED: Final = frozenset({"done", "done_late", "not_applicable"})
"""Statuses by which a party says that nothing is owed any more."""


class Commitment(Value, frozen=True, kw_only=True):
    """The terms of one agreed point.

    Attributes:
        session: The record of the session at which it was made.
        statement: The record of the joint statement that holds it; None: it stands in none that is held.
        paragraph: Its paragraph there; None: not known.
        public_id: The number under which the world knows it, "21.3"; None: none.
        wording: The point itself.
        type: What sort of point it is.
        owners: The parties that owe it; empty: not settled.
        due: By when; None: no date.
        forum: Where it is reviewed, when no date decides; None: no forum.
        effective: From when, or on what condition, agreed terms take effect; None: at once.
        notes: Anything else.
        sources: What shows that it was agreed.
        recorded_later: That it was agreed elsewhere before.
    """

    session: Digest
    statement: Digest | None = None
    paragraph: ParagraphName | None = None
    public_id: PublicId | None = None
    wording: Text
    type: CommitmentType
    owners: tuple[PartyId, ...] = ()
    due: CalendarDate | None = None
    forum: Forum | None = None
    effective: Effective | None = None
    notes: Text | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None


class Evidence(Value, frozen=True, kw_only=True):
    """What a report rests on.

    Attributes:
        words: In words; None: the sources say it.
        sources: Where it can be looked up.
    """

    words: Text | None = None
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        """Refuse evidence of nothing."""
        if self.words is None and not self.sources:
            raise Unfit("evidence.of_nothing")


class ProgressReport(Value, frozen=True, kw_only=True):
    """One party's word on what became of a commitment.

    Attributes:
        terms: The commitment's record.
        version: The version of its terms that is reported on.
        status: How it stands, in this party's view. `not_seen`: no trace was found, which is not `not_done`.
        as_of: The date of the facts; None: the day of the report.
        next_step: What is to happen; None: nothing is said.
        evidence: What the report rests on.
        recorded_later: That this was said elsewhere before.
    """

    terms: Digest
    version: Digest
    status: Status
    as_of: CalendarDate | None = None
    next_step: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded_later: RecordedLater | None = None

    @property
    def done(self) -> bool:
        """Its author holds that nothing is owed any more."""
        return self.status in SETTLED
