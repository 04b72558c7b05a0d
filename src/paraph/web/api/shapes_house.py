"""Types of the API: the house, and what can be said at all. For the description, and for whoever reads it."""

from typing import Any, Literal, TypedDict


class Problem(TypedDict):
    """Why something was refused (RFC 9457).

    Attributes:
        type: The code, as a URN.
        code: The code.
        title: What sort of refusal it is, in words.
        status: The status of this answer.
        detail: What happened, in the words of the pages.
        next: What to do now.
        facts: What the words are made of.
    """

    type: str
    code: str
    title: str
    status: int
    detail: str
    next: str
    facts: dict[str, Any]


class MandateShape(TypedDict):
    """What a person may say for the party, as patterns over kinds and verbs."""

    kinds: str
    verbs: str
    drafts: bool
    releases: bool
    second_key: bool


class Me(TypedDict):
    """Who asks, and what the token is good for."""

    person: str
    name: str
    office: str
    party: str
    mandates: list[MandateShape]
    token: str
    scopes: list[Literal["read", "say"]]
    last: str


class PartyShape(TypedDict):
    """A party."""

    party: str
    name: str


class CountsShape(TypedDict):
    """How many there are."""

    needs_our_answer: int
    waits_for_them: int
    due: int
    overdue: int
    records: int


class Framework(TypedDict):
    """A framework in which this node takes part."""

    framework: str
    me: str
    parties: list[PartyShape]
    counts: CountsShape


class Frameworks(TypedDict):
    """All of them."""

    frameworks: list[Framework]


class FieldShape(TypedDict):
    """A field of what a verb carries."""

    name: str
    type: str
    needed: bool
    meaning: str


class VerbShape(TypedDict):
    """A verb, as declared; what it carries is a schema of its own."""

    verb: str
    help: str
    who: Literal["anyone", "opener", "others"]
    opens: bool
    continues: bool
    on: Literal["never", "always", "may"]
    keys: int
    reason: bool
    fields: list[FieldShape]
    values: dict[str, list[FieldShape]]
    example: Any


class KindShape(TypedDict):
    """A kind of record, as declared."""

    kind: str
    title: str
    dealing: str
    about: str
    verbs: list[VerbShape]


class Kinds(TypedDict):
    """All kinds."""

    kinds: list[KindShape]
