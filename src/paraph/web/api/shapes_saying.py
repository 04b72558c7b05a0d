"""Types of the API: what is said, and what waits at home. For the description, and for whoever reads it."""

from typing import Annotated, Any, Literal, TypedDict

from msgspec import Meta

from paraph.values import Digest, Value
from paraph.web.api.shapes_record import RecordShape, SaidShape

Outcomes = Literal["signed here", "draft", "could be said"]


class SayingShape(TypedDict):
    """What a person wants said."""

    verb: str
    kind: str
    record: str | None
    content: Any
    on: str | None
    over: list[str] | None
    note: str | None
    until: str | None


class PendingShape(TypedDict):
    """A draft that waits for its second key; its digest is what whoever releases it has seen."""

    id: str
    saying: SayingShape
    by: str
    office: str
    at: str
    framework: str
    delegation: int | None
    people: list[str]
    offices: list[str]
    digest: str


class PendingList(TypedDict):
    """All drafts that wait for a second key."""

    pending: list[PendingShape]


class TakenBack(TypedDict):
    """A draft that was taken back, unsigned: no word of it is lost."""

    taken_back: PendingShape


class FlagShape(TypedDict):
    """What a careful clerk would point at; it bars nothing."""

    code: str
    where: str
    facts: dict[str, Any]


class Said(TypedDict):
    """What became of what was said: signed here, or a draft that waits for its second key."""

    state: Outcomes
    record: str | None
    act: SaidShape | None
    draft: PendingShape | None
    flags: list[FlagShape]


class Considered(Said):
    """What could be said, and how the record would stand then. Nothing was kept or signed."""

    stands_then: RecordShape


class DraftShape(TypedDict):
    """A text somebody works on; it is never sent."""

    name: str
    saying: SayingShape
    by: str
    at: str
    framework: str
    first_by: str


class Drafts(TypedDict):
    """One's own drafts."""

    drafts: list[DraftShape]


class Release(Value, frozen=True, kw_only=True):
    """The second key to a draft.

    Attributes:
        seen: The digest of the draft as it was read: nothing else is signed.
        under: The delegation to give it under.
    """

    seen: Digest
    under: Annotated[int, Meta(ge=1)] | None = None
