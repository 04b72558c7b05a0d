"""The shape that the six dealings share: a fold over what was heard, and the questions asked of its result.

Invariants every dealing keeps, and the property tests prove for every kind:

* The state is the same for any order of arrival: `step` gives the same result for any causal order of the same acts.
* No clock enters: what is due is asked of the state with a `now`, and changes nothing in it.
* An act of one party never changes what another party stands on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from paraph.record.case import Case
from paraph.record.said import Said
from paraph.record.verb import Verb
from paraph.values import content_digest


class Heard(Struct, frozen=True):
    """A valid act.

    Attributes:
        said: The act where it lies.
        verb: Its verb.
        content: Its typed content; None when it has none.
        parties: The parties by the charter in its past.
        framework: The framework's name.
    """

    said: Said
    verb: Verb
    content: Any
    parties: tuple[str, ...]
    framework: str


class Version(Struct, frozen=True):
    """One tabling: these words, by this party.

    Attributes:
        digest: The act that brought it.
        said: That act.
        content: The typed noun; None for an ending.
        parties: The parties by the charter in its past; Joint: who must stand on it.
        over: Joint: what it would replace.
        corrigendum: Joint: it is marked as clerical.
    """

    digest: str
    said: Said
    content: Any
    parties: tuple[str, ...]
    over: tuple[str, ...] = ()
    corrigendum: bool = False

    @property
    def words(self) -> str:
        """Digest of the content's canonical bytes, by which people compare words."""
        return content_digest(self.said.act.content)


class Answer(Struct, frozen=True):
    """A party's word on one version.

    Attributes:
        verb: Its consequence: the name of the dealing's verb.
        said: The act.
    """

    verb: str
    said: Said


Answers = Mapping[tuple[str, str], Answer]
"""(version, party) -> that party's latest answer to it."""


class Awaited(NamedTuple):
    """An answer that is owed.

    Attributes:
        party: Who owes it.
        on: The version (or act) that waits.
        since: The act that began the wait.
        what: A code for what is owed: "answer", "plain_acceptance", "decision", "report", "seal", "reveal", "release"…
    """

    party: str
    on: str
    since: Said
    what: str


class Due(NamedTuple):
    """Something with a date, reckoned with this node's own time.

    Attributes:
        party: Who must act; empty when all must.
        what: A code: "answer", "progress", "reveal"…
        by: The date or time by which, as text; empty when a forum, not a date, decides.
        overdue: The date has passed.
        facts: What a shell needs to word it.
    """

    party: str
    what: str
    by: str
    overdue: bool
    facts: dict[str, Any]


About = Callable[[str, str], tuple[Any, ...]]
"""(record, family) -> the views of that family that are about the record."""


class DueRule(Protocol):
    """A kind's own rule for what is due."""

    def __call__(self, view: Any, *, charter: Any, now: datetime, about: About) -> tuple[Due, ...]:
        """Return what is due in a view, under the charter in force, at `now`."""


@dataclass(frozen=True, kw_only=True)
class Dealing:
    """One of the six ways in which parties deal with one another.

    Attributes:
        name: "joint", "declared", "claimed", "tracked", "sealed" or "alarm".
        verbs: What may be said, wherever a kind does not say more.
        start: (opening act as heard) -> the state before it.
        step: (state, heard) -> the state after it.
        guard: Raises Barred when the dealing itself forbids the act in the state before it.
        awaits: state -> the answers owed.
        stands: state -> what stands, as JSON: what two nodes compare.
        due: (state, now) -> what has a date, reckoned with this node's own time; never part of the state.
        crossed: state -> the versions that crossed on the wire and wait to be settled; mostly empty.
    """

    name: str
    verbs: tuple[Verb, ...]
    start: Callable[[Heard], Any]
    step: Callable[[Any, Heard], Any]
    guard: Callable[[Case], None]
    awaits: Callable[[Any], tuple[Awaited, ...]]
    stands: Callable[[Any], dict[str, Any]]
    due: Callable[[Any, datetime], tuple[Due, ...]]
    crossed: Callable[[Any], tuple[str, ...]]


def nothing_about(_record: str, _family: str) -> tuple[Any, ...]:
    """Serve questions that look at no other record."""
    return ()


def never_due(_state: Any, _now: datetime) -> tuple[Due, ...]:
    """Serve dealings that set no dates."""
    return ()


def never_crossed(_state: Any) -> tuple[str, ...]:
    """Serve dealings in which only one party's log decides."""
    return ()


def answers_as_json(answers: Answers) -> list[dict[str, str]]:
    """Return answers as what stands."""
    return [
        {"act": answer.said.digest, "on": on, "party": party, "said": answer.verb}
        for (on, party), answer in sorted(answers.items())
    ]


def words_as_json(versions: Mapping[str, Version]) -> dict[str, str]:
    """Return version -> words, as what stands."""
    return {digest: version.words for digest, version in sorted(versions.items())}
