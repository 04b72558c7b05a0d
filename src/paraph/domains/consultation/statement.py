"""The nouns of a joint statement: typed paragraphs whose words are settled, or stand open in brackets.

Invariants:

* One text: what differs between the parties' copies (order of names, spelling) is stated in the text itself, so both
  copies are drawn from the same bytes and have the same digest.
* A bracket belongs to the party that put it; each alternative in it belongs to the party that holds it.
* A bracket holds words only: brackets do not nest.
* Only a commitment or a next meeting has owners, a date and a forum that are asked for.

Source: S33 to S35 (brackets and stacked alternatives), S38 (agreed ad referendum), S39 to S41 (alternat), S15, S22, S26
(types of paragraph that recur; order of names and spelling that follow the publisher).
"""

from typing import Annotated, Final, Literal

from msgspec import Meta

from paraph.domains.cited import RecordedLater, Source
from paraph.domains.consultation.content import Head
from paraph.domains.forum import Forum
from paraph.values import CalendarDate, Digest, Language, PartyId, Text, Value

PlaceName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}\Z")]
"""A stable name of a paragraph or bracket, for as long as the statement is drafted: `21.3`, `border`."""

ParagraphType = Literal[
    "identification", "position", "briefing", "appreciation", "achievement", "commitment", "next_meeting"
]

Mark = Literal["agreed", "ad_referendum", "open"]
"""What a party may say of a single paragraph."""

PROMISES: Final = frozenset({"commitment", "next_meeting"})
"""Types of paragraph that promise something."""


class Words(Value, frozen=True, kw_only=True, tag="words"):
    """Settled words.

    Attributes:
        text: The words.
    """

    text: Text


class Names(Value, frozen=True, kw_only=True, tag="names"):
    """The parties or their heads, named in each copy's own order.

    Attributes:
        of: What is named.
        between: What stands between two names: "and", "-". See `reading.joined` for the spaces.
    """

    of: Literal["parties", "heads"]
    between: Text


class Spelt(Value, frozen=True, kw_only=True):
    """One party's spelling.

    Attributes:
        party: Whose.
        text: The word as it writes it.
    """

    party: PartyId
    text: Text


class Spelling(Value, frozen=True, kw_only=True, tag="spelling"):
    """One word that each party spells its own way in its own copy: Defence, Defense.

    Attributes:
        forms: One for every party.
    """

    forms: Annotated[tuple[Spelt, ...], Meta(min_length=2, max_length=16)]


class Alternative(Value, frozen=True, kw_only=True):
    """What one party would have in the place of a bracket.

    Attributes:
        by: The party that holds it.
        words: The words; None: nothing at all, the place is to be left out.
    """

    by: PartyId
    words: Text | None = None


class Bracket(Value, frozen=True, kw_only=True, tag="bracket"):
    """A place that is not agreed.

    Attributes:
        id: Its name in the statement.
        owner: The party that put it.
        alternatives: Side by side, in no order of rank. With one alone the question is whether it stays.
    """

    id: PlaceName
    owner: PartyId
    alternatives: Annotated[tuple[Alternative, ...], Meta(min_length=1, max_length=16)]


Segment = Words | Names | Spelling | Bracket


class Paragraph(Value, frozen=True, kw_only=True):
    """One paragraph.

    Attributes:
        id: Its stable name: the same in every version of the statement.
        type: What it does.
        segments: Its words and brackets, in the order of reading.
        owners: Who promises, where it promises.
        due: By when.
        forum: Where it is reviewed, when no date decides.
        public_id: The number under which the world knows it, "21.3"; None: none.
        sources: What shows that it was said.
    """

    id: PlaceName
    type: ParagraphType
    segments: Annotated[tuple[Segment, ...], Meta(min_length=1)]
    owners: tuple[PartyId, ...] = ()
    due: CalendarDate | None = None
    forum: Forum | None = None
    public_id: Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\Z")] | None = None
    sources: tuple[Source, ...] = ()


class Signatory(Value, frozen=True, kw_only=True):
    """A party as the statement names it.

    Attributes:
        party: Which.
        name: What the statement calls it.
        head: Who signs for it; None: not settled.
        language: The language that comes first in its copy; None: the statement's own order.
    """

    party: PartyId
    name: Text
    head: Head | None = None
    language: Language | None = None


class Statement(Value, frozen=True, kw_only=True):
    """A joint statement, whole.

    Attributes:
        session: The session's record.
        title: Its title; None: none yet.
        signatories: Every party once, in the order of their ids; copies have their own order.
        languages: The languages in which it is to be equally authentic.
        paragraphs: In the order of reading; empty: nothing has stayed.
        previous: The record of the statement before it; None: none, or not held.
        notes: Anything else, such as what in it is invented.
        sources: What shows it.
        recorded_later: That this was agreed elsewhere before.
    """

    session: Digest
    title: Text | None = None
    signatories: Annotated[tuple[Signatory, ...], Meta(min_length=2, max_length=16)]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    paragraphs: tuple[Paragraph, ...]
    previous: Digest | None = None
    notes: Text | None = None
    sources: tuple[Source, ...] = ()
    recorded_later: RecordedLater | None = None
