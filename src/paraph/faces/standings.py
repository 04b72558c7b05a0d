"""Where the parties stand, in one word each, whichever of the dealings a record uses.

Invariants:

* A state is said in one word of the product's own; “received” is never written where “agreed” is meant.
* Silence is “no answer”, never consent.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from paraph.record import Answer, JointState, Outcome, Said, View
from paraph.record.declared import DeclaredState
from paraph.record.meeting import Interval
from paraph.record.sealed import SealedState
from paraph.record.tracked import TrackedState


class Stand(NamedTuple):
    """Where a party stands, in its own latest word; `said` is None where it has said nothing."""

    word: str
    on: str | None
    said: Said | None


def state_word(view: View) -> str:
    """Say in one word how a record stands."""
    if view.update_needed:
        return "update needed"
    if view.state is None:
        return "waiting" if any(one.outcome is Outcome.WAITING for one in view.verdicts) else "void"
    return _dealing_word(view)


def _dealing_word(view: View) -> str:
    match view.state:
        case JointState() as state:
            return _joint_word(state)
        case DeclaredState() as state:
            return "ended" if state.ended is not None else "disputed" if state.disputes else "declared"
        case SealedState() as state:
            return state.end or ("sealing" if state.unsealed else "revealing")
        case TrackedState() as state:
            return ", ".join(f"{party}: {_stand_tracked(state, party).word}" for party in sorted(state.reports))
        case _:
            return view.kind.dealing.name if view.kind is not None else ""


def stands_of(view: View) -> Mapping[str, Stand]:
    """Return party -> where it stands."""
    match view.state:
        case JointState() as state:
            return {party: _stand_joint(state, party) for party in state.parties}
        case DeclaredState() as state:
            owner = Stand("ended" if state.ended else "declared", state.current.digest, state.ended or state.renewed)
            others = (party for party in state.current.parties if party != state.opener)
            return {state.opener: owner, **{party: _stand_declared(state, party) for party in others}}
        case TrackedState() as state:
            return {party: _stand_tracked(state, party) for party in state.parties}
        case SealedState() as state:
            return {party: _stand_sealed(state, party) for party in state.parties}
        case _:
            return {}


def version_word(digest: str, state: Any) -> str:
    """Say in one word how a version stands."""
    if isinstance(state, DeclaredState):
        return "current" if digest == state.current.digest else "earlier"
    if digest == state.in_force:
        return "in force"
    if digest in state.frontier:
        return "crossed"
    if digest in state.agreed:
        return "agreed, replaced since"
    table = {version.digest for version in state.on_the_table}
    return "on the table" if digest in table else "nobody stands on it"


def _joint_word(state: JointState) -> str:
    if state.crossed:
        return "crossed"
    if state.on_the_table:
        return "on the table" if state.in_force is None else "in force, new version on the table"
    if state.ended:
        return "ended"
    return "in force" if state.in_force is not None else "nobody stands on it"


def _stand_joint(state: JointState, party: str) -> Stand:
    answers = [answer for (_on, whose), answer in state.answers.items() if whose == party]
    latest = max(answers, key=lambda answer: answer.said.seq, default=None)
    intervals = state.standings.get(party, ())
    standing = intervals[-1] if intervals and intervals[-1].end is None else None
    if party in state.denounced:
        return Stand("denounced", state.in_force, state.denounced[party])
    if standing is not None and (latest is None or _is_older(latest, standing)):
        return Stand("stands on it", standing.version, standing.start)
    if latest is not None:
        return Stand(latest.verb, latest.said.act.on, latest.said)
    return Stand("withdrew", intervals[-1].version, intervals[-1].end) if intervals else Stand("no answer", None, None)


def _is_older(latest: Answer, standing: Interval) -> bool:
    """Say whether an answer says no more than the standing: it came before it, or holds the same version."""
    return latest.said.seq <= standing.start.seq or latest.said.act.on == standing.version


def _stand_declared(state: DeclaredState, party: str) -> Stand:
    answer = state.answers.get((state.current.digest, party))
    disputes = state.disputed.get(party, ())
    if disputes:
        return Stand("dispute", disputes[-1].act.on, disputes[-1])
    if answer is not None:
        return Stand(answer.verb, answer.said.act.on, answer.said)
    noted = state.noted.get((state.current.digest, party))
    return Stand("no answer", None, None) if noted is None else Stand("take_note", noted.act.on, noted)


def _stand_tracked(state: TrackedState, party: str) -> Stand:
    reports = state.reports.get(party, ())
    if not reports:
        return Stand("no report", None, None)
    latest = reports[-1]
    word = getattr(latest.content, "status", "done" if latest.content.done else "not done")
    return Stand(str(word), latest.content.version, latest.said)


def _stand_sealed(state: SealedState, party: str) -> Stand:
    if party in state.reveals:
        return Stand("revealed", None, state.reveals[party].said)
    return Stand("sealed", None, state.seals[party].said) if party in state.seals else Stand("not sealed", None, None)
