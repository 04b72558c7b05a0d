"""What our party can say on a record now: the buttons, with what each will do.

Invariants:

* A verb is offered if its declaration and the record's state allow our party to say it; whether it would be void is
  asked of the same judgement that every reader makes (`trial`), and never guessed.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from paraph.faces.form_labels import help_in_words
from paraph.faces.words import say, translate, worded
from paraph.faces.words_verbs import spoken
from paraph.record import DeclaredState, JointState, On, Verb, View, Who
from paraph.service.meant import versions_meant
from paraph.values import Answer

Trial = Callable[[Verb, str | None], Answer | None]
"""(verb, version) -> why it could not be said now; None if it could, or if that hangs on what it would carry."""

_ANSWERS: Final = frozenset({"accept", "accept_ad_referendum", "return", "refuse", "hold"})


class Sayable(NamedTuple):
    """Something that our party can say.

    Attributes:
        verb: As declared.
        effect: The dealing's verb whose consequence it has.
        label: On the button.
        help: What the declaration tells.
        does: What saying it now will do.
        answers: It answers a version on the table.
        on: The version it would speak to; None where it speaks to none.
        names_version: It must name a version.
        keys: How many offices must sign.
        reason: A note must come with it.
        carries: It has a form of its own.
        brings: It brings a new version.
        barred: Why it cannot be said now, in words; empty when it can, or was not tried.
    """

    verb: str
    effect: str
    label: str
    help: str
    does: str
    answers: bool
    on: str | None
    names_version: bool
    keys: int
    reason: bool
    carries: bool
    brings: bool
    barred: str


def sayable(view: View, *, me: str, trial: Trial | None = None) -> tuple[Sayable, ...]:
    """List what a party can say on a record, once for each version it can speak to; answers first."""
    if view.kind is None or view.state is None:
        return ()
    found = [
        _offer(view, me, verb, on, trial)
        for verb in view.kind.verbs.values()
        if verb.continues and _is_theirs(verb, view, me) and _fits(verb, view.state, me)
        for on in _versions(verb, view.state, me)
    ]
    return tuple(sorted(found, key=lambda one: (not one.answers, one.effect == "remark")))


def _is_theirs(verb: Verb, view: View, me: str) -> bool:
    return verb.who is Who.ANYONE or (verb.who is Who.OPENER) is (view.opener == me)


def _fits(verb: Verb, state: Any, me: str) -> bool:
    """Tell whether a verb makes sense of a state; what its guards bar is found by trial."""
    match state, verb.effect:
        case JointState(), "correct" | "propose_end" | "denounce":
            return (
                state.in_force is not None
                and not state.ended
                and not (verb.effect == "denounce" and me in state.denounced)
            )
        case JointState(), "report_met":
            condition = getattr(getattr(state.content_in_force, "effective", None), "condition", None)
            return condition is not None and (state.in_force, me) not in state.met
        case DeclaredState(), "declare" | "attest" | "end" | "confirm" | "dispute" | "take_note":
            return state.ended is None
        case DeclaredState(), "lift":
            return me in state.disputed
        case _:
            return True


def _versions(verb: Verb, state: Any, me: str) -> Iterator[str | None]:
    if verb.on is not On.ALWAYS:
        yield None
        return
    found = versions_meant(state, me, verb)
    if not found and not isinstance(state, JointState | DeclaredState):
        yield None  # the other dealings speak to parts, not to versions on a table
    own = state.stands_on(me) if isinstance(state, JointState) else None
    yield from (one for one in found if verb.effect not in _ANSWERS or one != own)


def _offer(view: View, me: str, verb: Verb, on: str | None, trial: Trial | None) -> Sayable:
    words = spoken(verb.name, verb.effect)
    barred = None if trial is None else trial(verb, on)
    return Sayable(
        verb=verb.name,
        effect=verb.effect,
        label=words.do,
        help=help_in_words(verb.help.partition("\n\n")[0].replace("\n", " ")),
        does=words.does or _does(view, me, verb, on),
        answers=verb.effect in _ANSWERS,
        on=on,
        names_version=verb.on is On.ALWAYS,
        keys=verb.keys,
        reason=verb.reason,
        carries=verb.payload is not None,
        brings=verb.brings,
        barred="" if barred is None else worded(barred).message,
    )


def _does(view: View, me: str, verb: Verb, on: str | None) -> str:
    state = view.state
    if not isinstance(state, JointState):
        return translate("")
    if verb.effect == "accept" and on is not None:
        return _accepting(state, me, on)
    others = tuple(party for party in state.parties if party != me)
    if verb.effect == "propose_end":
        return say("It ends once {parties} have accepted that.", parties=others)
    if verb.brings and state.in_force is not None:
        return say("It replaces what is in force once {parties} have accepted it.", parties=others)
    return say("It is agreed once {parties} have accepted it.", parties=others) if verb.brings else ""


def _accepting(state: JointState, me: str, on: str) -> str:
    version = state.versions[on]
    missing = tuple(party for party in version.parties if party != me and state.stands_on(party) != on)
    if missing:
        return say("Your party stands on it; {parties} have still to accept.", parties=missing)
    if version.content is None:
        return say("All parties then stand on it: the record is ended.")
    return say("All parties then stand on it: it is agreed and in force.")
