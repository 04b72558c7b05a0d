"""Types of the API: lists of records. For the description, and for whoever reads it."""

from typing import Any, TypedDict

from paraph.values import Text


class LineShape(TypedDict):
    """A record as a line of a list.

    Attributes:
        number: Its own number; empty when it has none.
        title: Its title; null when it has none.
        about: The record it is about; empty when it is about none.
        about_number: The number of the record it is about.
        about_title: The title of the record it is about.
        state: How it stands, as a code.
        ours: How many answers we owe.
        theirs: How many answers the others owe.
    """

    record: str
    kind: str
    number: str
    title: Text | None
    about: str
    about_number: str
    about_title: Text | None
    opener: str
    parties: list[str]
    state: str
    latest_at: str
    latest_by: str
    acts: int
    void: int
    waiting: int
    ours: int
    theirs: int


class Lines(TypedDict):
    """A page of a list, and how many there are in all."""

    records: list[LineShape]
    total: int


class OwedShape(TypedDict):
    """An answer that is owed: by whom, what, on which version, since when, by when."""

    record: LineShape
    party: str
    what: str
    on: str
    since: str
    act: str
    by: str | None


class OwedLines(TypedDict):
    """Answers that are owed, the oldest wait first."""

    owed: list[OwedShape]
    total: int


class DueShape(TypedDict):
    """Something that is due."""

    record: LineShape
    party: str
    what: str
    by: str
    overdue: bool
    facts: dict[str, Any]


class DueLines(TypedDict):
    """What is due, overdue first, by this node's own time."""

    due: list[DueShape]
    total: int
    overdue: int


class PartShape(TypedDict):
    """A piece of text, and whether it was looked for."""

    text: str
    is_hit: bool


class HitShape(TypedDict):
    """A record in which words were found, and where."""

    record: LineShape
    language: str
    parts: list[PartShape]


class Hits(TypedDict):
    """What was found."""

    hits: list[HitShape]
    total: int
