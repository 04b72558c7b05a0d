"""Joint: any party proposes a version, the others accept, return or refuse it; the meeting rule decides.

Invariants:

* A version is agreed, for ever, once every party has stood on it and no standing began after its author had seen
  another of them end. Said otherwise: some consistent cut of the logs has every party on the version.
* Only a party's own acts begin or end its standing.
* In force is the agreed version that no agreed version replaces. Where several crossed, the last version that all of
  them replace stays in force, until a version over all of them is agreed.
* No clock enters: whether what is in force is effective yet, or a denunciation has taken effect, is asked with a `now`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from paraph.record.act import utc_time
from paraph.record.case import Case
from paraph.record.dealing import Answer, Awaited, Dealing, Due, Heard, Version, answers_as_json, words_as_json
from paraph.record.joint_state import JointState, has_met, unmet_by
from paraph.record.meeting import Interval
from paraph.record.said import Said, saw
from paraph.record.verb import THE_NOUN, On, dealing_verb
from paraph.values import Barred

PROPOSE: Final = dealing_verb(
    "propose", "Table a whole new version.", opens=True, brings=True, replaces=True, payload=THE_NOUN
)
CORRECT: Final = dealing_verb(
    "correct",
    "Table a clerical corrigendum: the same meaning, an error mended.",
    brings=True,
    replaces=True,
    payload=THE_NOUN,
)
PROPOSE_END: Final = dealing_verb("propose_end", "Propose that the record be ended.", brings=True, replaces=True)
ACCEPT: Final = dealing_verb("accept", "Stand on this version. A note declares how you interpret it.", on=On.ALWAYS)
ACCEPT_AD_REFERENDUM: Final = dealing_verb(
    "accept_ad_referendum", "Accept for the delegation, the capital still to confirm: no standing yet.", on=On.ALWAYS
)
RETURN: Final = dealing_verb("return", "Send this version back for changes.", on=On.ALWAYS, reason=True)
REFUSE: Final = dealing_verb("refuse", "Refuse this version.", on=On.ALWAYS, reason=True)
HOLD: Final = dealing_verb("hold", "Say that the answer will take time.", on=On.ALWAYS)
WITHDRAW: Final = dealing_verb(
    "withdraw", "End your own standing; they may still accept until their receipt covers this.", on=On.ALWAYS
)
DENOUNCE: Final = dealing_verb("denounce", "Leave what is in force, after the charter's notice.", reason=True)
REPORT_MET: Final = dealing_verb(
    "report_met", "Report that the condition on which this version takes effect is met.", on=On.ALWAYS
)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)

_STANDS: Final = frozenset({"propose", "correct", "propose_end", "accept"})
_GUARDED: Final = _STANDS | {"accept_ad_referendum", "withdraw", "denounce", "report_met"}
_LEAVES: Final = frozenset({"withdraw", "return", "refuse"})
_ANSWERS: Final = frozenset({"accept", "accept_ad_referendum", "return", "refuse", "hold", "withdraw"})
_DECLINES: Final = frozenset({"return", "refuse", "withdraw"})


def start(heard: Heard) -> JointState:
    """Return the state before the opening act."""
    return JointState(opener=heard.said.party, founders=heard.parties)


def step(state: JointState, heard: Heard) -> JointState:
    """Return the state after one more act."""
    said, effect, on = heard.said, heard.verb.effect, heard.said.act.on
    if heard.verb.brings:
        version = Version(said.digest, said, heard.content, heard.parties, said.act.over, effect == "correct")
        return _stand(state, version, said, versions={**state.versions, said.digest: version})
    if on is not None and effect in _ANSWERS:
        answers = {**state.answers, (on, said.party): Answer(effect, said)}
        if effect == "accept":
            return _stand(state, state.versions[on], said, answers=answers)
        standings = _leave(state, on, said) if effect in _LEAVES else state.standings
        return replace(state, answers=answers, standings=standings)
    if effect == "denounce":
        return replace(state, denunciations={**state.denunciations, said.party: said})
    if on is not None and effect == "report_met":
        return replace(state, met={**state.met, (on, said.party): said})
    return state


def guard(case: Case) -> None:
    """Bar what the dealing forbids, in the act's own past."""
    act, effect = case.said.act, case.verb.effect
    if effect not in _GUARDED:
        return
    state: JointState | None = case.before
    if state is None:
        if act.over:
            raise Barred("over_differs", over=list(act.over), in_force=[])
        return
    if case.verb.brings and not state.may_follow(act.over):
        raise Barred("over_differs", over=list(act.over), in_force=list(state.frontier))
    if effect in {"accept", "accept_ad_referendum"}:
        _guard_acceptance(case, state, state.versions[act.on or ""])
    elif effect == "withdraw" and state.stands_on(case.party) != act.on:
        raise Barred("not_standing", on=act.on)
    elif effect == "denounce":
        _guard_denunciation(case, state)
    elif effect == "report_met":
        _guard_condition(state, state.versions[act.on or ""])


def awaits(state: JointState) -> tuple[Awaited, ...]:
    """Say what is owed: answers on what is on the table, reports of a condition met, the settling of what crossed."""
    owed = [
        found
        for version in state.on_the_table
        for party in version.parties
        if (found := _answer_owed(state, version, party)) is not None
    ]
    if state.crossed and not state.on_the_table:
        # Ours: the latest by claimed time, only to be shown; no rule reads this order.
        last = max((state.versions[one].said for one in state.crossed), key=lambda said: (said.act.at, said.digest))
        owed += [Awaited(party, last.digest, last, "settlement") for party in state.parties]
    in_force = state.in_force
    if in_force is not None and _condition(state.versions[in_force]) is not None:
        said = state.versions[in_force].said
        owed += [Awaited(party, in_force, said, "condition") for party in unmet_by(state, in_force)]
    return tuple(owed)


def due(state: JointState, now: datetime) -> tuple[Due, ...]:
    """List the answers owed that come too late after a date: the version's `until`, or a standing's on it."""
    found = []
    for owed in awaits(state):
        _standing, until = _standing_on(state, state.versions[owed.on])
        if until is not None and owed.what in {"answer", "plain_acceptance"}:
            found.append(Due(owed.party, "answer", until, now > utc_time(until), {"on": owed.on}))
    return tuple(found)


def stands(state: JointState) -> dict[str, Any]:
    """Return what stands, as JSON."""
    return {
        "agreed": sorted(state.agreed),
        "answers": answers_as_json(state.answers),
        "crossed": list(state.crossed),
        "denounced": {party: said.digest for party, said in state.denounced.items()},
        "ended": state.ended,
        "in_force": state.in_force,
        "met": [[on, party, said.digest] for (on, party), said in sorted(state.met.items())],
        "standings": {party: state.stands_on(party) for party in sorted(state.standings)},
        "words": words_as_json(state.versions),
    }


JOINT: Final = Dealing(
    name="joint",
    verbs=(
        PROPOSE,
        CORRECT,
        PROPOSE_END,
        ACCEPT,
        ACCEPT_AD_REFERENDUM,
        RETURN,
        REFUSE,
        HOLD,
        WITHDRAW,
        DENOUNCE,
        REPORT_MET,
        REMARK,
    ),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    due=due,
    crossed=lambda state: state.crossed,
)


def _stand(state: JointState, version: Version, said: Said, **changes: Any) -> JointState:
    digest, party = version.digest, said.party
    intervals = state.standings.get(party, ())
    last = intervals[-1] if intervals else None
    if last is not None and last.end is None:
        if last.version == digest:
            return replace(state, **changes)
        intervals = (*intervals[:-1], Interval(last.version, last.start, said))
    standings = {**state.standings, party: (*intervals, Interval(digest, said))}
    # Nobody can have met its author on a version that it has just brought.
    is_alone = digest not in state.versions and len(version.parties) > 1
    if is_alone or digest in state.agreed or not has_met(standings, version):
        return replace(state, standings=standings, **changes)
    crossing = [one for one in state.frontier if one not in version.over]
    frontier = tuple(sorted([digest, *crossing])) if crossing else (digest,)
    return replace(state, standings=standings, agreed=state.agreed | {digest}, frontier=frontier, **changes)


def _leave(state: JointState, version: str, said: Said) -> Mapping[str, tuple[Interval, ...]]:
    intervals = state.standings.get(said.party, ())
    if not intervals or intervals[-1].end is not None or intervals[-1].version != version:
        return state.standings
    ended = Interval(version, intervals[-1].start, said)
    return {**state.standings, said.party: (*intervals[:-1], ended)}


def _answer_owed(state: JointState, version: Version, party: str) -> Awaited | None:
    if state.stands_on(party) == version.digest:
        return None
    answer = state.answers.get((version.digest, party))
    if answer is not None and answer.verb == "accept_ad_referendum":
        return Awaited(party, version.digest, answer.said, "plain_acceptance")
    if (answer is not None and answer.verb in _DECLINES) or _has_answered_otherwise(state, version, party):
        return None
    return Awaited(party, version.digest, version.said, "answer")


def _has_answered_otherwise(state: JointState, version: Version, party: str) -> bool:
    """Tell whether a party took its present stand, on other words, knowing these."""
    return state.stands_on(party) is not None and saw(state.standings[party][-1].start, version.said)


def _standing_on(state: JointState, version: Version) -> tuple[list[str], str | None]:
    """Return who stands on a version now, and after which time an acceptance of it comes too late (None: never).

    The time is the earliest that the proposal, or a standing on it, sets.
    """
    parties, until = [], version.said.act.until
    for party, intervals in state.standings.items():
        last = intervals[-1]
        if last.end is None and last.version == version.digest:
            parties.append(party)
            limit = last.start.act.until
            until = limit if until is None or (limit is not None and limit < until) else until
    return parties, until


def _guard_acceptance(case: Case, state: JointState, version: Version) -> None:
    at, on = case.said.act.at, version.digest
    if on in state.agreed:
        raise Barred("already_agreed", on=on)
    if not state.may_follow(version.over):
        raise Barred("over_differs", over=list(version.over), in_force=list(state.frontier))
    standing, until = _standing_on(state, version)
    if not any(party != case.party and party in case.parties for party in standing):
        raise Barred("nobody_stands_on_it", on=on)
    if until is not None and at > until:
        raise Barred("too_late", until=until, at=at)


def _guard_denunciation(case: Case, state: JointState) -> None:
    if state.content_in_force is None:
        raise Barred("nothing_in_force")
    if getattr(case.charter, "denunciation_notice_days", None) is None:
        raise Barred("charter_has_no_denunciation")


def _guard_condition(state: JointState, version: Version) -> None:
    if version.digest not in state.agreed:
        raise Barred("not_agreed", on=version.digest)
    if _condition(version) is None:
        raise Barred("no_condition", on=version.digest)


def _condition(version: Version) -> str | None:
    found: str | None = getattr(getattr(version.content, "effective", None), "condition", None)
    return found
