"""Sealed: each party commits to a hash, all reveal once all have sealed, then a rule evaluates.

Invariants:

* A seal is bound to its framework, record and party: a copied seal cannot be revealed.
* A seal whose past holds a reveal is void; so is a reveal whose past lacks the seal of any named party. So nobody chose
  after having read another's content.
* Missing, late and unequal are three named ends. The rule is evaluated in none of them, and nothing is substituted.
* No clock enters: whether a reveal is missing is asked with a `now`; late is by the reveal's own `at`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final, NamedTuple, Protocol

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from paraph.record.act import utc_time
from paraph.record.case import Case
from paraph.record.dealing import Awaited, Dealing, Due, Heard, never_crossed
from paraph.record.said import Said
from paraph.record.verb import THE_NOUN, On, dealing_verb
from paraph.values import Barred, Digest, Value, content_digest

Salt = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", extra={"ascii": True})]
"""32 bytes of chance, in hex."""

Rule = Callable[[Mapping[str, Any]], Any]
"""Party -> its revealed content, to the result as JSON. Pure, and total over contents of the kind's type."""


class Sealing(Value, frozen=True, kw_only=True):
    """A commitment: what `seal_of` returned."""

    seal: Digest


class Revealing(Value, frozen=True, kw_only=True):
    """What was sealed. A kind gives `content` a type, and keeps both names."""

    salt: Salt
    content: Any


OPEN: Final = dealing_verb(
    "open",
    "Name the parties, the rule and the date of the reveal.",
    opens=True,
    brings=True,
    continues=False,
    payload=THE_NOUN,
)
SEAL: Final = dealing_verb(
    "seal", "Commit to your content. It is revealed by itself once all have sealed.", keys=2, payload=Sealing
)
REVEAL: Final = dealing_verb("reveal", "Show what you sealed.", payload=Revealing)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)


class SealedNoun(Protocol):
    """What the dealing itself reads in the opening act."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Who seals."""

    @property
    def rule(self) -> str:
        """The name of the rule that evaluates."""

    @property
    def reveal_by(self) -> str:
        """The UtcTime after which a reveal is late."""


class Seal(NamedTuple):
    """One party's commitment."""

    said: Said
    seal: str


class Reveal(NamedTuple):
    """What one party revealed.

    Attributes:
        said: The act.
        content: The typed content.
        equal: It is what the party had sealed.
        late: It is later than `reveal_by`, by its own `at`.
    """

    said: Said
    content: Any
    equal: bool
    late: bool


class SealedState(Struct, frozen=True, kw_only=True):
    """What stands of a sealed record.

    Attributes:
        opener: Who opened it.
        framework: The framework's name, to which seals are bound.
        opening: The opening act.
        parties: Who seals.
        rule: The name of the rule.
        reveal_by: The UtcTime after which a reveal is late.
        seals: Party -> its seal.
        reveals: Party -> what it revealed.
    """

    opener: str
    framework: str
    opening: Said
    parties: tuple[str, ...]
    rule: str
    reveal_by: str
    seals: Mapping[str, Seal] = field(default_factory=dict)
    reveals: Mapping[str, Reveal] = field(default_factory=dict)

    @property
    def unsealed(self) -> tuple[str, ...]:
        """The named parties that have not sealed."""
        return tuple(party for party in self.parties if party not in self.seals)

    @property
    def unrevealed(self) -> tuple[str, ...]:
        """The named parties that have not revealed."""
        return tuple(party for party in self.parties if party not in self.reveals)

    @property
    def end(self) -> str | None:
        """How it ended: "unequal", "late" or "evaluated"; None while it may still go on."""
        if not all(reveal.equal for reveal in self.reveals.values()):
            return "unequal"
        if any(reveal.late for reveal in self.reveals.values()):
            return "late"
        return None if self.unrevealed else "evaluated"

    @property
    def contents(self) -> Mapping[str, Any]:
        """Party -> content, once all have revealed in time what they sealed; empty otherwise."""
        if self.end != "evaluated":
            return {}
        return {party: reveal.content for party, reveal in sorted(self.reveals.items())}


def seal_of(*, framework: str, record: str, party: str, salt: str, content: Any) -> str:
    """Return the seal of a content.

    Args:
        framework: The framework's name.
        record: Digest of the opening act.
        party: Who seals.
        salt: 64 hex digits of chance.
        content: JSON builtins, as the reveal will carry them.

    Returns:
        SHA-256, in hex, of the canonical JSON of these five fields.
    """
    return content_digest({"content": content, "framework": framework, "party": party, "record": record, "salt": salt})


def end_at(state: SealedState, now: datetime) -> str | None:
    """Return how it ended as this node sees it at `now`: as `end`, or "missing" once the date has passed."""
    return state.end or ("missing" if now > utc_time(state.reveal_by) else None)


def sealed(rules: Mapping[str, Rule]) -> Dealing:
    """Return the dealing with a kind's own rules.

    Args:
        rules: Name -> rule. An opening act that names another is void.
    """
    return Dealing(
        name="sealed",
        verbs=(OPEN, SEAL, REVEAL, REMARK),
        start=start,
        step=step,
        guard=partial(guard, rules=frozenset(rules)),
        awaits=awaits,
        stands=partial(stands, rules=rules),
        due=due,
        crossed=never_crossed,
    )


def start(heard: Heard) -> SealedState:
    """Return the state before the opening act."""
    noun: SealedNoun = heard.content
    return SealedState(
        opener=heard.said.party,
        framework=heard.framework,
        opening=heard.said,
        parties=noun.parties,
        rule=noun.rule,
        reveal_by=noun.reveal_by,
    )


def step(state: SealedState, heard: Heard) -> SealedState:
    """Return the state after one more act."""
    said = heard.said
    match heard.verb.effect:
        case "seal":
            return replace(state, seals={**state.seals, said.party: Seal(said, heard.content.seal)})
        case "reveal":
            return replace(state, reveals={**state.reveals, said.party: _reveal(state, heard)})
        case _:
            return state


def guard(case: Case, *, rules: frozenset[str] = frozenset()) -> None:
    """Bar what the dealing forbids, in the act's own past."""
    state: SealedState | None = case.before
    if state is None:
        _guard_opening(case, case.content, rules)
    elif case.verb.effect in {"seal", "reveal"}:
        if case.party not in state.parties:
            raise Barred("not_named", parties=list(state.parties))
        (_guard_seal if case.verb.effect == "seal" else _guard_reveal)(state, case.party)


def awaits(state: SealedState) -> tuple[Awaited, ...]:
    """Say whose seal is awaited; once all have sealed, whose reveal."""
    if state.unsealed:
        return tuple(Awaited(party, state.opening.digest, state.opening, "seal") for party in state.unsealed)
    # Ours: sorted by claimed time only to be shown; no rule reads this order.
    last = max((seal.said for seal in state.seals.values()), key=lambda said: (said.act.at, said.digest))
    return tuple(Awaited(party, state.opening.digest, last, "reveal") for party in state.unrevealed)


def due(state: SealedState, now: datetime) -> tuple[Due, ...]:
    """List the seals and reveals that are owed by `reveal_by`."""
    overdue = now > utc_time(state.reveal_by)
    return tuple(
        Due(party, "reveal" if party in state.seals else "seal", state.reveal_by, overdue, {"rule": state.rule})
        for party in state.unrevealed
    )


def stands(state: SealedState, *, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return what stands, as JSON; `result` is None unless the rule was evaluated."""
    return {
        "end": state.end,
        "result": result(state, rules),
        "reveals": {party: reveal.said.digest for party, reveal in sorted(state.reveals.items())},
        "rule": state.rule,
        "seals": {party: seal.seal for party, seal in sorted(state.seals.items())},
    }


def result(state: SealedState, rules: Mapping[str, Rule]) -> Any:
    """Evaluate the rule, when all have revealed in time what they sealed; None otherwise."""
    return rules[state.rule](state.contents) if state.contents else None


SEALED: Final = sealed({})


def _reveal(state: SealedState, heard: Heard) -> Reveal:
    said, shown = heard.said, heard.content
    # The bytes as signed, not as the kind reads them.
    signed: Any = said.act.content
    found = seal_of(
        framework=state.framework,
        record=state.opening.digest,
        party=said.party,
        salt=shown.salt,
        content=signed["content"],
    )
    return Reveal(said, shown.content, found == state.seals[said.party].seal, said.act.at > state.reveal_by)


def _guard_opening(case: Case, noun: SealedNoun, rules: frozenset[str]) -> None:
    strangers = sorted(set(noun.parties) - set(case.parties))
    if strangers or len(set(noun.parties)) != len(noun.parties) or len(noun.parties) < 2:
        raise Barred("parties_unfit", parties=list(noun.parties), strangers=strangers)
    if noun.rule not in rules:
        raise Barred("rule_unknown", rule=noun.rule, rules=sorted(rules))


def _guard_seal(state: SealedState, party: str) -> None:
    if state.reveals:
        raise Barred("reveal_in_past", revealed=sorted(state.reveals))
    if party in state.seals:
        raise Barred("already_sealed", seal=state.seals[party].said.digest)


def _guard_reveal(state: SealedState, party: str) -> None:
    if state.unsealed:
        raise Barred("seal_missing", parties=list(state.unsealed))
    if party in state.reveals:
        raise Barred("already_revealed", reveal=state.reveals[party].said.digest)
