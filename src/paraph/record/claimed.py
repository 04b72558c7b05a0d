"""Claimed: a claimant submits, a respondent decides part by part, the claimant supplies, revises or contests.

Invariants:

* Only the respondent decides and pays, so its log orders decisions; only the claimant tables, so its log orders sums.
* A claimant's revision or withdrawal has effect unless a decision on the same part had not seen it: then the decision
  stands and the claimant's act is crossed. What is decided in its past it may only contest.
* A contest lasts until a decision that has seen it; a query until the claimant supplies, revises or withdraws.
* Every amount is in exactly one state; sums are conserved (see `Part.stages`).
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Protocol

from msgspec import Meta
from msgspec.structs import replace

from paraph.record.claim import ClaimedState, Part, Settling, Stage, Tabling
from paraph.record.claimed_guard import guard, respondent_of
from paraph.record.dealing import Awaited, Dealing, Heard, Version, never_due
from paraph.record.said import Said, saw
from paraph.record.verb import THE_NOUN, On, Who, dealing_verb
from paraph.values import Money, Value

PartName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._/-]{1,64}\Z", extra={"ascii": True})]
Reason = Annotated[str, Meta(min_length=1, max_length=2000)]


class PartNoun(Protocol):
    """What the dealing itself reads in one part of a claim."""

    @property
    def id(self) -> str:
        """Its name, unique in the claim and the same in every version."""

    @property
    def amount(self) -> Money:
        """The sum claimed."""


class ClaimNoun(Protocol):
    """What the dealing itself reads in a claim. `respondent` may be absent where the framework has two parties."""

    @property
    def parts(self) -> tuple[PartNoun, ...]:
        """The parts."""


class Parts(Value, frozen=True, kw_only=True):
    """The parts that an act is about; none named: all that it may be about."""

    parts: tuple[PartName, ...] = ()


class Decision(Value, frozen=True, kw_only=True):
    """What the respondent allows of one part; the rest of it is refused."""

    id: PartName
    allowed: Money
    reason: Reason | None = None


class Deciding(Value, frozen=True, kw_only=True):
    """Decisions, part by part."""

    parts: Annotated[tuple[Decision, ...], Meta(min_length=1)]


class Payment(Value, frozen=True, kw_only=True):
    """A payment on one part."""

    id: PartName
    amount: Money


class Paying(Value, frozen=True, kw_only=True):
    """Payments, part by part."""

    parts: Annotated[tuple[Payment, ...], Meta(min_length=1)]


SUBMIT: Final = dealing_verb(
    "submit", "Submit a claim.", who=Who.OPENER, opens=True, continues=False, brings=True, payload=THE_NOUN
)
SUPPLY: Final = dealing_verb("supply", "Answer a query on some parts.", who=Who.OPENER, on=On.MAY, payload=Parts)
REVISE: Final = dealing_verb(
    "revise", "Table the claim anew; a part left out is withdrawn.", who=Who.OPENER, brings=True, payload=THE_NOUN
)
WITHDRAW: Final = dealing_verb("withdraw", "Take undecided parts back.", who=Who.OPENER, on=On.MAY, payload=Parts)
CONTEST: Final = dealing_verb(
    "contest", "Contest what was refused of some parts.", who=Who.OPENER, on=On.MAY, reason=True, payload=Parts
)
QUERY: Final = dealing_verb(
    "query", "Ask about some undecided parts.", who=Who.OTHERS, on=On.ALWAYS, reason=True, payload=Parts
)
DECIDE: Final = dealing_verb(
    "decide", "Say what is allowed of each part.", who=Who.OTHERS, on=On.ALWAYS, payload=Deciding
)
PAY: Final = dealing_verb("pay", "Say what was paid of each part: it is final.", who=Who.OTHERS, payload=Paying)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)


def start(heard: Heard) -> ClaimedState:
    """Return the state before the opening act."""
    claimant = heard.said.party
    respondent = respondent_of(heard.content, claimant=claimant, parties=heard.parties)
    return ClaimedState(opener=claimant, respondent=respondent)


def step(state: ClaimedState, heard: Heard) -> ClaimedState:
    """Return the state after one more act."""
    said, content, effect = heard.said, heard.content, heard.verb.effect
    if effect in {"submit", "revise"}:
        version = Version(said.digest, said, content, heard.parties)
        return replace(state, versions=(*state.versions, version), parts=_tabled(state, said, content))
    if effect == "decide":
        return _settle(state, {one.id: _decided(state.parts[one.id], said, one.allowed) for one in content.parts})
    if effect == "pay":
        return _settle(state, {one.id: _paid(state.parts[one.id], said, one.amount) for one in content.parts})
    if effect in _CHANGES:
        return _each(state, said, content.parts, _CHANGES[effect])
    return state


def awaits(state: ClaimedState) -> tuple[Awaited, ...]:
    """Say whose word is awaited: a decision, a payment, an answer to a query. One of each, the longest wait."""
    waits: dict[tuple[str, str], list[Said]] = {}
    staged = [(part, stage) for part in state.parts.values() for stage in part.stages]
    for part, stage in staged:
        wait = _wait(state, part, stage)
        if wait is not None:
            party, what, since = wait
            waits.setdefault((party, what), []).append(since)
    # Ours: ordered by claimed time only to be shown; no rule reads this order.
    return tuple(
        Awaited(party, state.current.digest, min(since, key=lambda said: (said.act.at, said.digest)), what)
        for (party, what), since in sorted(waits.items())
    )


def _wait(state: ClaimedState, part: Part, stage: Stage) -> tuple[str, str, Said] | None:
    """Return whose word a part in a stage waits for, what word, and since which act."""
    match stage:
        case Stage.CLAIMED:
            return state.respondent, "decision", part.effective.said
        case Stage.CONTESTED if part.contest is not None:
            return state.respondent, "decision", part.contest
        case Stage.ALLOWED:
            return state.respondent, "payment", part.decisions[-1].said
        case Stage.QUERIED if part.query is not None:
            return state.opener, "supply", part.query
        case _:
            return None


def stands(state: ClaimedState) -> dict[str, Any]:
    """Return what stands, as JSON; amounts in minor units, as text."""
    return {
        "crossed": list(state.crossed),
        "parts": {
            part.id: {str(stage): str(minor) for stage, minor in part.stages.items()} for part in state.parts.values()
        },
        "respondent": state.respondent,
        "sums": [[currency, str(stage), str(minor)] for (currency, stage), minor in state.sums.items()],
        "words": [[version.digest, version.words] for version in state.versions],
    }


CLAIMED: Final = Dealing(
    name="claimed",
    verbs=(SUBMIT, SUPPLY, REVISE, WITHDRAW, CONTEST, QUERY, DECIDE, PAY, REMARK),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    due=never_due,
    crossed=lambda state: state.crossed,
)


def _tabled(state: ClaimedState, said: Said, noun: ClaimNoun) -> Mapping[str, Part]:
    parts = dict(state.parts)
    amounts = {one.id: one.amount for one in noun.parts}
    for name, amount in amounts.items():
        before = parts.get(name)
        tabling = Tabling(said, amount, withdrawn=False)
        if before is None:
            parts[name] = Part(id=name, tablings=(tabling,))
        elif before.tablings[-1][1:] != tabling[1:]:
            parts[name] = replace(before, tablings=(*before.tablings, tabling), supply=said)
    for name in parts.keys() - amounts.keys():
        parts[name] = _take_back(parts[name], said)
    return parts


def _take_back(part: Part, said: Said) -> Part:
    last = part.tablings[-1]
    if last.withdrawn or _decided_before(part, said):
        return part
    return replace(part, tablings=(*part.tablings, Tabling(said, last.amount, withdrawn=True)), supply=said)


def _contest(part: Part, said: Said) -> Part:
    return replace(part, contest=said) if _decided_before(part, said) else part


def _query(part: Part, said: Said) -> Part:
    return replace(part, query=said)


def _supply(part: Part, said: Said) -> Part:
    return replace(part, supply=said)


_CHANGES: Final = {"contest": _contest, "query": _query, "supply": _supply, "withdraw": _take_back}


def _decided(part: Part, said: Said, allowed: Money) -> Part:
    return replace(part, decisions=(*part.decisions, Settling(said, allowed)))


def _paid(part: Part, said: Said, amount: Money) -> Part:
    return replace(part, payments=(*part.payments, Settling(said, amount)))


def _decided_before(part: Part, said: Said) -> bool:
    return bool(part.decisions) and saw(said, part.decisions[0].said)


def _each(
    state: ClaimedState, said: Said, names: tuple[str, ...], change: Callable[[Part, Said], Part]
) -> ClaimedState:
    # None named: all the parts that its author could know.
    meant = names or tuple(name for name, part in state.parts.items() if saw(said, part.tablings[0].said))
    return _settle(state, {name: change(state.parts[name], said) for name in meant})


def _settle(state: ClaimedState, changed: Mapping[str, Part]) -> ClaimedState:
    return replace(state, parts={**state.parts, **changed})
