"""Views as JSON: the shapes that `--json` promises, and from which every page for a person is written.

Invariants:

* What a person reads and what a program reads come from one shape, so they cannot disagree.
* A state is said in one word of the ladder; “received” is never written where “agreed” is not meant.
* Text of other parties goes through unchanged; the page makes it harmless.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from paraph.cli.pages import utc_of
from paraph.cli.words_states import in_state
from paraph.record import Answer, Awaited, JointState, Outcome, Said, Verdict, Version, View
from paraph.record.declared import DeclaredState
from paraph.record.meeting import Interval
from paraph.record.sealed import SealedState
from paraph.record.tracked import TrackedState
from paraph.service.delivery import Delivery
from paraph.service.read import DueItem, Owed
from paraph.values import Text, builtin

Delivered = Callable[[Said], tuple[Delivery, ...]]
"""An act -> how far it has got to each other party; nothing for an act that is not ours."""

_NAMES: Final = ("public_id", "number", "title", "subject", "wording", "name")


class Stand(NamedTuple):
    """Where a party stands, in its own latest word; `said` is None where it has said nothing."""

    word: str
    on: str | None
    said: Said | None


def record_shape(view: View, delivered: Delivered | None = None) -> dict[str, Any]:
    """Return all that is known of a record.

    Args:
        view: The record.
        delivered: (place in our log) -> how far that act of ours has got; None: delivery is not asked for.
    """
    return {
        **listed_shape(view),
        "in_force": _in_force(view),
        "crossed": list(view.crossed),
        "parties": [_party_shape(party, stand) for party, stand in stands_of(view).items()],
        "versions": [_version_shape(version, view) for version in _versions(view)],
        "stands": view.stands(),
        "history": [
            {**verdict_shape(verdict), "delivery": _delivery(view, verdict.said, delivered)}
            for verdict in view.verdicts
        ],
    }


def listed_shape(view: View) -> dict[str, Any]:
    """Return a record as one line of a list."""
    return {
        "record": view.record,
        "kind": view.name,
        "title": "" if view.kind is None else view.kind.title,
        "label": label_of(view.noun),
        "opener": view.opener,
        "state": state_word(view),
        "awaited": [awaited_shape(one) for one in view.awaited],
        "latest_at": max((one.said.act.at for one in view.verdicts), default=""),
    }


def awaited_shape(awaited: Awaited) -> dict[str, Any]:
    """Return an answer that is owed."""
    return {
        "party": awaited.party,
        "what": awaited.what,
        "on": awaited.on,
        "since": awaited.since.act.at,
        "act": awaited.since.digest,
    }


def owed_shape(owed: Owed) -> dict[str, Any]:
    """Return an answer that is owed, with its record."""
    named = listed_shape(owed.view)
    return {**{name: named[name] for name in ("record", "kind", "title", "label")}, **awaited_shape(owed.awaited)}


def due_shape(item: DueItem) -> dict[str, Any]:
    """Return what is due, with its record."""
    named = listed_shape(item.view)
    due = item.due
    return {
        **{name: named[name] for name in ("record", "kind", "title", "label")},
        "party": due.party,
        "what": due.what,
        "by": due.by,
        "overdue": due.overdue,
        "facts": due.facts,
    }


def said_shape(said: Said) -> dict[str, Any]:
    """Return an act where it lies."""
    act = said.act
    return {
        "act": said.digest,
        "party": said.party,
        "place": said.seq,
        "record": act.record or said.digest,
        "kind": act.kind,
        "verb": act.verb,
        "at": act.at,
        "by": list(act.by),
        "on": act.on,
        "note": act.note,
    }


def verdict_shape(verdict: Verdict) -> dict[str, Any]:
    """Return an act with what became of it."""
    return {**said_shape(verdict.said), "outcome": str(verdict.outcome), "code": verdict.code, "facts": verdict.facts}


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
            return "reported by " + ", ".join(sorted(state.reports))
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


def label_of(noun: Any) -> str:
    """Return a noun's own number and name, in English where it has that."""
    found = (getattr(noun, name, None) for name in _NAMES)
    return ": ".join(_words(one) for one in found if one is not None)


def content_shape(content: Any) -> Any:
    """Return a noun as JSON; None for an ending."""
    return None if content is None else builtin(content)


def _delivery(view: View, said: Said, delivered: Delivered | None) -> list[dict[str, Any]]:
    """Return how far an act has got to each other party, in the words of the ladder; empty for another party's act."""
    found = () if delivered is None else delivered(said)
    return [{"to": one.to, "state": _rung(view, said, one), "since": utc_of(one.since)} for one in found]


def _rung(view: View, said: Said, delivery: Delivery) -> str:
    if isinstance(view.state, JointState) and view.state.in_force == said.digest:
        return "in force"
    answers = getattr(view.state, "answers", {})
    return "answered" if (said.digest, delivery.to) in answers else in_state("delivery", delivery.state)


def _words(value: Any) -> str:
    return value.in_("en").words if isinstance(value, Text) else str(value)


def _joint_word(state: JointState) -> str:
    if state.crossed:
        return "crossed"
    if state.on_the_table:
        return "on the table" if state.in_force is None else "in force, new version on the table"
    if state.ended:
        return "ended"
    return "in force" if state.in_force is not None else "nobody stands on it"


def _in_force(view: View) -> dict[str, Any] | None:
    match view.state:
        case JointState(in_force=str() as digest) as state:
            return _version_shape(state.versions[digest], view)
        case DeclaredState() as state if state.ended is None:
            return _version_shape(state.current, view)
        case _:
            return None


def _versions(view: View) -> tuple[Version, ...]:
    match view.state:
        case JointState() as state:
            return tuple(state.versions.values())
        case DeclaredState() as state:
            return state.versions
        case _:
            return ()


def _version_shape(version: Version, view: View) -> dict[str, Any]:
    return {
        "version": version.digest,
        "words": version.words,
        "party": version.said.party,
        "at": version.said.act.at,
        "over": list(version.over),
        "corrigendum": version.corrigendum,
        "ending": version.content is None,
        "state": _version_word(version.digest, view.state),
        "answers": _answers(version.digest, view.state),
        "content": content_shape(version.content),
    }


def _version_word(digest: str, state: Any) -> str:
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


def _answers(digest: str, state: Any) -> dict[str, str]:
    answers: Mapping[tuple[str, str], Answer] = state.answers
    return {party: answer.verb for (on, party), answer in sorted(answers.items()) if on == digest}


def _party_shape(party: str, stand: Stand) -> dict[str, Any]:
    said = stand.said
    return {
        "party": party,
        "word": stand.word,
        "on": stand.on,
        "since": None if said is None else said.act.at,
        "act": None if said is None else said.digest,
        "note": None if said is None else said.act.note,
    }


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
