"""Whose it is to answer: which verbs answer what is awaited, and by which right a person may say one of them.

* Nothing is read of the record: a line of the board and the declaration of its kind are enough.
* It is a question about first keys. Whether a thing may be said now is judged where it is said.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from paraph.record import Kind
from paraph.service.hands import Hand, Held
from paraph.service.people import drafts

_ON_A_VERSION: Final = ("accept", "accept_ad_referendum", "return", "refuse", "hold")

ANSWERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "answer": frozenset({*_ON_A_VERSION, "confirm", "dispute", "take_note"}),
        "plain_acceptance": frozenset({"accept", "return", "refuse"}),
        "settlement": frozenset({"propose", *_ON_A_VERSION}),
        "condition": frozenset({"report_met"}),
        "report": frozenset({"report"}),
        "seal": frozenset({"seal"}),
        "reveal": frozenset({"reveal"}),
        "acknowledgement": frozenset({"acknowledge", "release"}),
        "release": frozenset({"release"}),
        "decision": frozenset({"decide", "query"}),
        "supply": frozenset({"supply", "revise", "withdraw"}),
        "payment": frozenset({"pay"}),
    }
)
"""What is awaited -> the dealings' verbs that answer it."""


def answering_verbs(kind: Kind, what: str) -> tuple[str, ...]:
    """Name the verbs of a kind that answer what is awaited; for what nobody foresaw, all that continue a record."""
    effects = ANSWERS.get(what)
    return tuple(
        one.name for one in kind.verbs.values() if (one.continues if effects is None else one.effect in effects)
    )


def right_to_answer(held: Iterable[Held], kind: Kind, what: str) -> Hand | None:
    """Return the hand with which an answer can be begun, the own right first; None where there is none.

    Args:
        held: What a person may do today: `hands.hands`.
        kind: The declaration.
        what: What is awaited, as a view names it.
    """
    verbs = answering_verbs(kind, what)
    for hand, mandates in held:
        if any(drafts(mandate, kind=kind.family, verb=verb) for mandate in mandates for verb in verbs):
            return hand
    return None


def families_in_hand(held: Iterable[Held], kinds: Iterable[Kind]) -> frozenset[str]:
    """Name the kinds, without rule version, of which a person may answer anything at all."""
    hands = tuple(held)
    return frozenset(
        kind.family for kind in kinds if any(right_to_answer(hands, kind, what) is not None for what in ANSWERS)
    )
