"""The nouns of a consultation, but for its joint statement: sessions, their agenda, and the papers laid before them.

Invariants:

* Planned and actual stand side by side; what happened never overwrites what was meant to happen.
* The host is whoever it was: alternation is a habit that queries compute, and no rule of these nouns.
* A city is the city: Rawalpindi is not Islamabad.

Source: S1 to S31 (what ten sessions needed); S5, S4 (working groups on days of their own), S11, S12 (several heads;
meetings between sessions), S20, S21 (a head announced and another who led).
"""

from typing import Annotated, Literal

from msgspec import Meta

from paraph.domains.cited import RecordedLater, Source
from paraph.domains.forum import Forum
from paraph.values import CalendarDate, Digest, PartyId, Text, Unfit, Value, first_day, last_day

Area = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]


class Dates(Value, frozen=True, kw_only=True):
    """Days of a meeting, as exactly as they are known.

    Attributes:
        first: The first day, or its month or year.
        last: The last day, or its month or year; None: the meeting had one day, or no more is known than `first`.
    """

    first: CalendarDate
    last: CalendarDate | None = None

    def __post_init__(self) -> None:
        """Refuse days that run backwards."""
        if self.last is not None and last_day(self.last) < first_day(self.first):
            raise Unfit("dates.reversed", path=".last", first=self.first, last=self.last)


class Head(Value, frozen=True, kw_only=True):
    """A person who leads or led a delegation.

    Attributes:
        name: The name; None when only the post is known.
        post: The post.
    """

    name: Text | None = None
    post: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a head that names nobody."""
        if self.name is None and self.post is None:
            raise Unfit("head.names_nobody")


class Delegation(Value, frozen=True, kw_only=True):
    """One party at a meeting.

    Attributes:
        party: Which.
        planned: Who was to lead; several where there are co-chairs.
        heads: Who led; empty: not known.
        size: How many persons came; None: not known.
        notes: Anything else about it.
    """

    party: PartyId
    planned: tuple[Head, ...] = ()
    heads: tuple[Head, ...] = ()
    size: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    notes: Text | None = None


class Meeting(Value, frozen=True, kw_only=True):
    """A working group of a session, or a meeting between two sessions.

    Attributes:
        name: What it is called.
        dates: Its own days; None: not known.
        city: Where; None: where the session was, or not known.
        delegations: Who came.
        notes: Anything else about it.
        sources: What shows it.
    """

    name: Text
    dates: Dates | None = None
    city: Text | None = None
    delegations: tuple[Delegation, ...] = ()
    notes: Text | None = None
    sources: tuple[Source, ...] = ()


class CalledOff(Value, frozen=True, kw_only=True):
    """That a planned session was not held as planned.

    Attributes:
        how: Postponed, to be planned again; or cancelled.
        reason: Why; None: no reason was given.
    """

    how: Literal["postponed", "cancelled"]
    reason: Text | None = None


class Session(Value, frozen=True, kw_only=True):
    """One session of the group.

    Attributes:
        number: Its number in the series.
        number_basis: Whether a public text states the number, or it was inferred from its neighbours.
        number_reason: From what it was inferred, or who states it.
        planned: When it was to be held; None: not known.
        actual: When it was held; None: not yet, or not known.
        dates_note: What else is known of its days.
        host: The party that receives the others; None: not settled.
        city: Where.
        delegations: Who comes or came, planned and actual.
        working_groups: Groups that meet before the plenary, on days of their own.
        intersessional: Meetings since the session before that prepared this one.
        topics: What was talked about.
        reports_to: The framework above, as it was at the time; None: none, or not known.
        called_off: That it was postponed or cancelled.
        without_statement: Why there is no joint statement; None: there is one, or it is open.
        notes: Anything else.
        coverage: How much of the public record was seen.
        sources: What shows it.
        recorded_later: That this was agreed elsewhere before.
    """

    number: Annotated[int, Meta(ge=1, le=9999)]
    number_basis: Literal["stated", "inferred"]
    number_reason: Text | None = None
    planned: Dates | None = None
    actual: Dates | None = None
    dates_note: Text | None = None
    host: PartyId | None = None
    city: Text | None = None
    delegations: tuple[Delegation, ...] = ()
    working_groups: tuple[Meeting, ...] = ()
    intersessional: tuple[Meeting, ...] = ()
    topics: tuple[Text, ...] = ()
    reports_to: Text | None = None
    called_off: CalledOff | None = None
    without_statement: Text | None = None
    notes: Text | None = None
    coverage: Text | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None


class ItemOutcome(Value, frozen=True, kw_only=True):
    """What came of an agenda item.

    Attributes:
        what: A commitment, a position, deferred to a later session, referred to a group or forum, or nothing.
        words: In words.
        forum: Where it is taken up again.
    """

    what: Literal["commitment", "position", "deferred", "referred", "nothing"]
    words: Text | None = None
    forum: Forum | None = None


class AgendaItem(Value, frozen=True, kw_only=True):
    """One subject that a session takes up.

    Attributes:
        session: The session's record.
        title: The subject.
        words: What is to be settled; None: the title says enough.
        order: Its place on the agenda, from 1; None: not yet placed.
        where: Plenary, or a working group.
        group: Which group; None in plenary.
        minutes: How long, in minutes; None: not settled.
        outcome: What came of it; None: not yet discussed.
        sources: What shows it.
        recorded_later: That this was agreed elsewhere before.
    """

    session: Digest
    title: Text
    words: Text | None = None
    order: Annotated[int, Meta(ge=1, le=999)] | None = None
    where: Literal["plenary", "group"]
    group: Text | None = None
    minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    outcome: ItemOutcome | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None


class Assessment(Value, frozen=True, kw_only=True):
    """One party's own judgement of a subject, laid before a session.

    Attributes:
        session: The session's record.
        subject: Of what: the relationship, a region, a programme.
        words: The judgement.
        as_of: The day it speaks of; None: the day it was said.
        sources: What it rests on.
        recorded_later: That this was said elsewhere before.
    """

    session: Digest
    subject: Text
    words: Text
    as_of: CalendarDate | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None


class Priority(Value, frozen=True, kw_only=True):
    """One thing that matters to a party.

    Attributes:
        title: What.
        why: Why, in its own words; None: it does not say.
        area: Short name by which two lists can be compared, such as `maritime_security`; None: not compared.
    """

    title: Text
    why: Text | None = None
    area: Area | None = None


class StrategicPriorities(Value, frozen=True, kw_only=True):
    """One party's own list of what matters to it, most important first.

    Attributes:
        session: The session's record.
        ranked: The list; its length is capped by the charter.
        sources: What shows it.
        recorded_later: That this was said elsewhere before.
    """

    session: Digest
    ranked: Annotated[tuple[Priority, ...], Meta(min_length=1)]
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None


class Briefing(Value, frozen=True, kw_only=True):
    """What one party reports to a session.

    Attributes:
        session: The session's record.
        subject: On what.
        words: What it reports; None: only the subject is known.
        given_by: Who gave it, such as a working group; None: the party itself.
        as_of: The date of its data; None: not known.
        sources: What it rests on.
        recorded_later: That this was said elsewhere before.
    """

    session: Digest
    subject: Text
    words: Text | None = None
    given_by: Text | None = None
    as_of: CalendarDate | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None
