"""Views as JSON: the shapes that `--json` promises, and from which every page for a person is written.

Invariants:

* What a person reads and what a program reads come from one shape, so they cannot disagree.
* Text of other parties goes through unchanged; the page makes it harmless.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import to_builtins

from paraph.faces.readings import reading_of
from paraph.faces.standings import Stand, stands_of, state_word, version_word
from paraph.faces.times import utc_of
from paraph.faces.words_states import STATES
from paraph.record import Answer, Awaited, JointState, Said, Verdict, Version, View, effective_at
from paraph.record.declared import DeclaredState
from paraph.service.delivery import Delivery
from paraph.service.read import DueItem, Owed
from paraph.values import Text

Delivered = Callable[[Said], tuple[Delivery, ...]]
"""An act -> how far it has got to each other party; nothing for an act that is not ours."""

_NAMES: Final = ("public_id", "number", "title", "subject", "wording", "name")


def record_shape(view: View, *, now: datetime, me: str = "", delivered: Delivered | None = None) -> dict[str, Any]:
    """Return all that is known of a record.

    Args:
        view: The record.
        now: This node's time, by which an agreed version is effective or not yet.
        me: In whose copy a text is read; empty: it is shown by its fields.
        delivered: An act of ours -> how far it has got; None: delivery is not asked for.
    """
    return {
        **listed_shape(view),
        "in_force": _in_force(view, now, me),
        "crossed": list(view.crossed),
        "parties": [_party_shape(view, party, stand) for party, stand in stands_of(view).items()],
        "versions": [_version_shape(version, view, me) for version in _versions(view)],
        "stands": view.stands(),
        "history": [
            {**verdict_shape(verdict), "delivery": delivery_shape(view, verdict.said, delivered)}
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
        "about": _about(view),
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
    return {
        **{name: named[name] for name in ("record", "kind", "title", "label", "about")},
        **awaited_shape(owed.awaited),
    }


def due_shape(item: DueItem) -> dict[str, Any]:
    """Return what is due, with its record."""
    named = listed_shape(item.view)
    due = item.due
    return {
        **{name: named[name] for name in ("record", "kind", "title", "label", "about")},
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


def label_of(noun: Any) -> str:
    """Return a noun's own number and name, in English where it has that."""
    found = (getattr(noun, name, None) for name in _NAMES)
    return ": ".join(_words(one) for one in found if one is not None)


def _about(view: View) -> str | None:
    field = "" if view.kind is None else view.kind.about
    return getattr(view.noun, field, None) if field else None


def content_shape(content: Any) -> Any:
    """Return a noun as JSON, in the order in which its fields are declared; None for an ending."""
    return None if content is None else to_builtins(content)


def delivery_shape(view: View, said: Said, delivered: Delivered | None) -> list[dict[str, Any]]:
    """Return how far an act has got to each other party, in the words of the ladder; empty for another party's act."""
    found = () if delivered is None else delivered(said)
    return [{"to": one.to, "state": _rung(view, said, one), "since": utc_of(one.since)} for one in found]


def _rung(view: View, said: Said, delivery: Delivery) -> str:
    if isinstance(view.state, JointState) and view.state.in_force == said.digest:
        return "in force"
    answers = getattr(view.state, "answers", {})
    return "answered" if (said.digest, delivery.to) in answers else STATES[f"delivery.{delivery.state}"]


def _words(value: Any) -> str:
    return value.in_("en").words if isinstance(value, Text) else str(value)


def _in_force(view: View, now: datetime, me: str) -> dict[str, Any] | None:
    match view.state:
        case JointState(in_force=str() as digest) as state:
            return _version_shape(state.versions[digest], view, me) | {"effective": effective_at(state, digest, now)}
        case DeclaredState() as state if state.ended is None:
            return _version_shape(state.current, view, me) | {"effective": True}
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


def _version_shape(version: Version, view: View, me: str) -> dict[str, Any]:
    return {
        "version": version.digest,
        "words": version.words,
        "party": version.said.party,
        "at": version.said.act.at,
        "over": list(version.over),
        "corrigendum": version.corrigendum,
        "ending": version.content is None,
        "state": version_word(version.digest, view.state),
        "answers": _answers(version.digest, view.state),
        "content": content_shape(version.content),
        "reads": reading_of(view.name, version.content, me),
    }


def _answers(digest: str, state: Any) -> dict[str, str]:
    answers: Mapping[tuple[str, str], Answer] = state.answers
    return {party: answer.verb for (on, party), answer in sorted(answers.items()) if on == digest}


def _party_shape(view: View, party: str, stand: Stand) -> dict[str, Any]:
    said = stand.said
    return {
        "party": party,
        "stands_on": view.state.stands_on(party) if isinstance(view.state, JointState) else None,
        "word": stand.word,
        "on": stand.on,
        "since": None if said is None else said.act.at,
        "act": None if said is None else said.digest,
        "note": None if said is None else said.act.note,
    }
