"""The story of a record, as every page of it tells it: what is in force, where each party stands, and what can be said.

Invariants:

* Everything is read off the dealing and the acts; nothing is concluded that they do not say.
* A party's word is its own latest one; silence is “no answer”; what was received is never told as agreed.
* Everything is in the reader's language; codes stand beside the words, for marks, links and tests.
"""

from datetime import datetime
from typing import Final

from paraph.faces.offered import Trial, sayable
from paraph.faces.shapes import Delivered, delivery_shape, label_of
from paraph.faces.shown import content_shown
from paraph.faces.standings import stands_of, state_word, version_word
from paraph.faces.story_parts import Line, Step, Story, VersionStory, Waiting, Word
from paraph.faces.words import said_of, say, translate
from paraph.faces.words_states import in_state
from paraph.faces.words_verbs import spoken
from paraph.record import (
    Answer,
    Awaited,
    DeclaredState,
    JointState,
    Outcome,
    Said,
    TrackedState,
    Verdict,
    Version,
    View,
    effective_at,
    unmet_by,
)


def story_of(
    view: View, *, me: str, now: datetime, delivered: Delivered | None = None, trial: Trial | None = None
) -> Story:
    """Tell the story of a record.

    Args:
        view: The record.
        me: Our party.
        now: This node's time, by which an agreed version is effective or not yet.
        delivered: An act of ours -> how far it has got; None: delivery is not asked for.
        trial: (verb, version) -> why it could not be said now, None if it could; None: it is not tried.
    """
    versions = [_version(one, view, me, now) for one in _versions(view)]
    code = state_word(view)
    crossed = tuple(one for one in versions if one.version in view.crossed)
    shown = {one.version for one in (*crossed, *(each for each in versions if each.code in _SHOWN))}
    return Story(
        record=view.record,
        kind=view.name,
        title="" if view.kind is None else translate(view.kind.title),
        label=label_of(view.noun),
        opener=view.opener,
        code=code,
        state=_state_in_words(view, code),
        update_needed=view.update_needed,
        in_force=next((one for one in versions if one.version == _current(view)), None),
        crossed=crossed,
        why_crossed=say(_CROSSED) if crossed else "",
        table=tuple(one for one in versions if one.code == "on the table"),
        earlier=tuple(one for one in reversed(versions) if one.version not in shown),
        parties=tuple(_word(party, stand.word, stand.on, stand.said, me) for party, stand in stands_of(view).items()),
        awaited=tuple(_waiting(one, me) for one in view.awaited),
        sayable=sayable(view, me=me, trial=trial),
        history=tuple(_line(one, view, me, delivered) for one in view.verdicts),
    )


_SHOWN: Final = frozenset({"in force", "current", "on the table"})
_CROSSED: Final = (
    "The parties agreed on several versions at once, each before it knew of the other's word. None replaces the other: "
    "table one version over all of them."
)


def _state_in_words(view: View, code: str) -> str:
    if not isinstance(view.state, TrackedState):
        return in_state("record", code)
    stands = stands_of(view).items()
    return "; ".join(say("{party}: {word}", party=party, word=in_state("stand", one.word)) for party, one in stands)


def _versions(view: View) -> tuple[Version, ...]:
    match view.state:
        case JointState() as state:
            return tuple(state.versions.values())
        case DeclaredState() as state:
            return state.versions
        case _:
            return ()


def _current(view: View) -> str | None:
    match view.state:
        case JointState() as state:
            return state.in_force
        case DeclaredState() as state if state.ended is None:
            return state.current.digest
        case _:
            return None


def _version(version: Version, view: View, me: str, now: datetime) -> VersionStory:
    state, act = view.state, version.said.act
    agreed = isinstance(state, JointState) and version.digest in state.agreed
    conditional = agreed and getattr(getattr(version.content, "effective", None), "condition", None) is not None
    code = version_word(version.digest, state)
    return VersionStory(
        version=version.digest,
        words=version.words,
        party=version.said.party,
        by=act.by,
        at=act.at,
        code=code,
        state=in_state("version", code),
        ending=version.content is None,
        corrigendum=version.corrigendum,
        over=version.over,
        answers=tuple(_answer(party, version, view, me) for party in version.parties),
        effective=effective_at(state, version.digest, now) if agreed else None,
        unmet=unmet_by(state, version.digest) if conditional else (),
        content=content_shown(version.content),
    )


def _answer(party: str, version: Version, view: View, me: str) -> Word:
    """Return what a party said of one version: that it stands on it or agreed, its answer, or nothing."""
    state = view.state
    answer: Answer | None = state.answers.get((version.digest, party))
    stood = state.standings.get(party, ()) if isinstance(state, JointState) else ()
    last = next((one for one in reversed(stood) if one.version == version.digest), None)
    if last is not None and (last.end is None or version.digest in state.agreed):
        # Agreed is for ever, whatever a party stands on since.
        code = "agreed" if version.digest in state.agreed else "stands on it"
        return _word(party, code, version.digest, last.start, me)
    if last is not None and last.end is not None and (answer is None or answer.verb == "accept"):
        return _word(party, "moved", version.digest, last.end, me)
    if answer is not None:
        return _word(party, answer.verb, version.digest, answer.said, me)
    if isinstance(state, DeclaredState) and party == state.opener:
        return _word(party, "declared", version.digest, version.said, me)
    noted = state.noted.get((version.digest, party)) if isinstance(state, DeclaredState) else None
    return _word(party, "no answer" if noted is None else "take_note", version.digest, noted, me)


def _word(party: str, code: str, on: str | None, said: Said | None, me: str) -> Word:
    word = Word(party, party == me, code, in_state("stand", code), on=on)
    return word if said is None else word._replace(note=said.act.note, at=said.act.at, act=said.digest)


def _waiting(one: Awaited, me: str) -> Waiting:
    return Waiting(one.party, one.party == me, one.what, in_state("awaited", one.what), one.on, one.since.act.at)


def _line(verdict: Verdict, view: View, me: str, delivered: Delivered | None) -> Line:
    said, heard = verdict.said, verdict.heard
    effect = said.act.verb if heard is None else heard.verb.effect
    reason = said_of(verdict.code, verdict.facts).message if verdict.outcome is not Outcome.HEARD else ""
    steps = delivery_shape(view, said, delivered)
    return Line(
        act=said.digest,
        at=said.act.at,
        party=said.party,
        is_us=said.party == me,
        offices=said.act.by,
        verb=said.act.verb,
        done=spoken(said.act.verb, effect).done,
        on=said.act.on,
        note=said.act.note,
        outcome=str(verdict.outcome),
        became=in_state("outcome", str(verdict.outcome)),
        reason=reason,
        delivery=tuple(Step(one["to"], one["state"], translate(one["state"]), one["since"]) for one in steps),
        content=() if heard is None or heard.verb.brings else content_shown(heard.content),
    )
