"""Declared: only its owner may change it; the others confirm, dispute or take note of the current version.

Invariants:

* The opener's log orders the versions, so the current one is never in doubt.
* An answer is about the version it names; once another is current it is history.
* A dispute lasts until its author confirms that version or a later one, or lifts it. The owner cannot shake it off by
  declaring anew.
* No clock enters: whether a confirmation or the declaration itself has run out is asked with a `now`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from paraph.record.act import utc_time
from paraph.record.case import Case
from paraph.record.dealing import (
    Answer,
    Answers,
    Awaited,
    Dealing,
    Due,
    Heard,
    Version,
    answers_as_json,
    never_crossed,
)
from paraph.record.said import Said
from paraph.record.verb import THE_NOUN, On, Who, dealing_verb
from paraph.values import Barred

DECLARE: Final = dealing_verb(
    "declare", "Declare a whole new version.", who=Who.OPENER, opens=True, brings=True, payload=THE_NOUN
)
ATTEST: Final = dealing_verb(
    "attest", "Say that nothing has changed: the version's age begins anew.", who=Who.OPENER, on=On.ALWAYS
)
END: Final = dealing_verb("end", "Say that it is over.", who=Who.OPENER)
CONFIRM: Final = dealing_verb("confirm", "Confirm this version.", who=Who.OTHERS, on=On.ALWAYS)
DISPUTE: Final = dealing_verb("dispute", "Dispute this version.", who=Who.OTHERS, on=On.ALWAYS, reason=True)
LIFT: Final = dealing_verb("lift", "Lift your own dispute of this version.", who=Who.OTHERS, on=On.ALWAYS)
TAKE_NOTE: Final = dealing_verb(
    "take_note", "Say that you have read this version, and no more.", who=Who.OTHERS, on=On.ALWAYS
)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)


class DeclaredState(Struct, frozen=True, kw_only=True):
    """What stands of a declared record.

    Attributes:
        opener: Its owner.
        renewed: The owner's latest declaration or attestation: from it the version's age counts.
        versions: In the order of the owner's log; the last is current.
        ended: The act by which the owner ended it; None while it lasts.
        answers: (version, party) -> that party's latest confirmation, dispute or lifting of it.
        noted: (version, party) -> where that party took note of it.
        disputes: (version, party) -> the dispute that lasts.
    """

    opener: str
    renewed: Said
    versions: tuple[Version, ...] = ()
    ended: Said | None = None
    answers: Answers = field(default_factory=dict)
    noted: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    disputes: Mapping[tuple[str, str], Said] = field(default_factory=dict)

    @property
    def current(self) -> Version:
        """The owner's latest version, ended or not."""
        return self.versions[-1]

    @property
    def content_in_force(self) -> Any:
        """The current noun; None once it is over."""
        return self.current.content if self.ended is None else None

    @property
    def confirmed(self) -> Mapping[str, Said]:
        """Party -> its confirmation of the current version, run out or not: see `confirmed_at`."""
        on = self.current.digest
        return {
            party: answer.said
            for (version, party), answer in sorted(self.answers.items())
            if version == on and answer.verb == "confirm"
        }

    @property
    def disputed(self) -> Mapping[str, tuple[Said, ...]]:
        """Party -> its disputes that last, of whatever version."""
        found: dict[str, list[Said]] = {}
        for (_version, party), said in sorted(self.disputes.items()):
            found.setdefault(party, []).append(said)
        return {party: tuple(said) for party, said in found.items()}


def runs_out(confirmation: Said, *, age: timedelta | None = None) -> datetime | None:
    """Return when a confirmation ends: at its `until` or the kind's age, whichever is earlier; None when never."""
    ends = [] if confirmation.act.until is None else [utc_time(confirmation.act.until)]
    if age is not None:
        ends.append(utc_time(confirmation.act.at) + age)
    return min(ends, default=None)


def confirmed_at(state: DeclaredState, now: datetime, *, age: timedelta | None = None) -> Mapping[str, Said]:
    """Return the confirmations of the current version that hold at `now`; party -> its act."""
    return {
        party: said for party, said in state.confirmed.items() if (end := runs_out(said, age=age)) is None or now <= end
    }


def is_fresh(state: DeclaredState, now: datetime, *, age: timedelta) -> bool:
    """Tell whether the owner declared or attested the current version within `age`."""
    return now <= utc_time(state.renewed.act.at) + age


def start(heard: Heard) -> DeclaredState:
    """Return the state before the opening act."""
    return DeclaredState(opener=heard.said.party, renewed=heard.said)


def step(state: DeclaredState, heard: Heard) -> DeclaredState:
    """Return the state after one more act."""
    said, effect = heard.said, heard.verb.effect
    match effect:
        case "declare":
            version = Version(said.digest, said, heard.content, heard.parties)
            return replace(state, versions=(*state.versions, version), renewed=said)
        case "attest":
            return replace(state, renewed=said)
        case "end":
            return replace(state, ended=said)
        case "take_note":
            return replace(state, noted={**state.noted, _place(said): said})
        case "confirm" | "dispute" | "lift":
            answers = {**state.answers, _place(said): Answer(effect, said)}
            return replace(state, answers=answers, disputes=_disputes(state, effect, said))
        case _:
            return state


def guard(case: Case) -> None:
    """Bar what the dealing forbids, in the act's own past."""
    state: DeclaredState | None = case.before
    if state is None:
        return
    on, effect = case.said.act.on, case.verb.effect
    if effect in {"declare", "attest", "end"} and state.ended is not None:
        raise Barred("ended", by=state.ended.digest)
    if effect == "attest" and on != state.current.digest:
        raise Barred("not_current", on=on, current=state.current.digest)
    if effect == "lift" and _place(case.said) not in state.disputes:
        raise Barred("nothing_disputed", on=on)


def awaits(state: DeclaredState) -> tuple[Awaited, ...]:
    """Say who has not yet said anything on the current version."""
    if state.ended is not None:
        return ()
    current = state.current
    silent = (
        party
        for party in current.parties
        if party != state.opener and not {(current.digest, party)} & (state.answers.keys() | state.noted.keys())
    )
    return tuple(Awaited(party, current.digest, current.said, "answer") for party in silent)


def due(state: DeclaredState, now: datetime) -> tuple[Due, ...]:
    """List the confirmations that bear a date: from it on they are to be renewed."""
    if state.ended is not None:
        return ()
    return tuple(
        Due(party, "confirmation", until, now > utc_time(until), {"on": state.current.digest})
        for party, said in state.confirmed.items()
        if (until := said.act.until) is not None
    )


def stands(state: DeclaredState) -> dict[str, Any]:
    """Return what stands, as JSON."""
    return {
        "answers": answers_as_json(state.answers),
        "current": state.current.digest,
        "disputes": [said.digest for _place, said in sorted(state.disputes.items())],
        "ended": None if state.ended is None else state.ended.digest,
        "noted": [said.digest for _place, said in sorted(state.noted.items())],
        "renewed": state.renewed.digest,
        "words": [[version.digest, version.words] for version in state.versions],
    }


DECLARED: Final = Dealing(
    name="declared",
    verbs=(DECLARE, ATTEST, END, CONFIRM, DISPUTE, LIFT, TAKE_NOTE, REMARK),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    due=due,
    crossed=never_crossed,
)


def _place(said: Said) -> tuple[str, str]:
    return said.act.on or "", said.party


def _disputes(state: DeclaredState, effect: str, said: Said) -> Mapping[tuple[str, str], Said]:
    if effect == "dispute":
        return {**state.disputes, _place(said): said}
    if not state.disputes:
        return state.disputes
    order = [version.digest for version in state.versions]
    settled = {said.act.on} if effect == "lift" else set(order[: order.index(said.act.on or "") + 1])
    return {
        (version, party): dispute
        for (version, party), dispute in state.disputes.items()
        if party != said.party or version not in settled
    }
