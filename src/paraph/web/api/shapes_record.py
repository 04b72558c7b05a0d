"""Types of the API: a record and its acts. For the description, and for whoever reads it."""

from typing import Any, Literal, NotRequired, TypedDict


class AwaitedShape(TypedDict):
    """An answer that is owed."""

    party: str
    what: str
    on: str
    since: str
    act: str


class VersionShape(TypedDict):
    """A version of what a record is about.

    Attributes:
        version: The act that brought it.
        words: Digest of its words.
        over: What it would replace.
        answers: What each party answered to it.
        content: Its content, as its kind declares it; null where it ends the record.
        reads: The same as running text in our copy, where the kind is read so.
        effective: Whether it has taken effect; only of what is in force.
    """

    version: str
    words: str
    party: str
    at: str
    over: list[str]
    corrigendum: bool
    ending: bool
    state: str
    answers: dict[str, str]
    content: Any
    reads: list[str]
    effective: NotRequired[bool]


class StandShape(TypedDict):
    """Where a party stands, in its own latest word."""

    party: str
    stands_on: str | None
    word: str
    on: str | None
    since: str | None
    act: str | None
    note: str | None


class StepShape(TypedDict):
    """How far an act of ours has got to another party."""

    to: str
    state: str
    since: str | None


class SaidShape(TypedDict):
    """An act where it lies."""

    act: str
    party: str
    place: int
    record: str
    kind: str
    verb: str
    at: str
    by: list[str]
    on: str | None
    note: str | None


class ActShape(SaidShape):
    """An act, with what became of it and how far it has got."""

    outcome: Literal["heard", "void", "waiting", "unread"]
    code: str
    facts: dict[str, Any]
    delivery: list[StepShape]


class SayableShape(TypedDict):
    """Something that can be said on a record now, and what it asks for.

    Attributes:
        schema: Where what to send is described.
        barred: Why it cannot be said now, in words; empty when it can, or when that hangs on its content.
    """

    verb: str
    label: str
    help: str
    does: str
    on: str | None
    keys: int
    reason: bool
    carries: bool
    brings: bool
    barred: str
    schema: str


class RecordShape(TypedDict):
    """All that is known of a record."""

    record: str
    kind: str
    title: str
    label: str
    about: str | None
    opener: str
    state: str
    awaited: list[AwaitedShape]
    latest_at: str
    in_force: VersionShape | None
    crossed: list[str]
    parties: list[StandShape]
    versions: list[VersionShape]
    stands: dict[str, Any]
    history: list[ActShape]
    sayable: NotRequired[list[SayableShape]]


class Acts(TypedDict):
    """Every act of a record in causal order, those without effect included."""

    record: str
    kind: str
    acts: list[ActShape]


class ActWhole(SaidShape):
    """An act with its content, and its exact bytes in base64: what its digest is of."""

    content: Any
    bytes: str
