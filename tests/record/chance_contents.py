"""Contents by chance for the verbs whose content depends on what was said before."""

from random import Random
from typing import Any

from tests.record.histories import FRAMEWORK, NOON, NORTH, SOUTH

from paraph.record import View, seal_of
from paraph.values import Money, builtin


def pick(_author: str, _view: View | None, chance: Random) -> dict[str, Any]:
    return {"salt": "5a" * 32, "content": {"name": chance.choice(("a", "b"))}}


def seal(author: str, view: View | None, chance: Random) -> dict[str, Any]:
    picked = pick(author, view, chance)
    return {"seal": seal_of(framework=FRAMEWORK, record="" if view is None else view.record, party=author, **picked)}


def draw(author: str, _view: View | None, _chance: Random) -> dict[str, Any]:
    named = sorted({author, NORTH, SOUTH})
    return {"parties": named, "rule": "same", "reveal_by": f"{NOON[:14]}50:00Z"}


def decide(_author: str, view: View | None, chance: Random) -> dict[str, Any]:
    part = chance.choice(list(view.state.parts.values()))
    allowed = Money.of_minor(part.amount.minor // chance.choice((1, 2)), part.amount.currency)
    return {"parts": [{"id": part.id, "allowed": builtin(allowed)}]}


def pay(_author: str, view: View | None, chance: Random) -> dict[str, Any]:
    part = chance.choice(list(view.state.parts.values()))
    rest = Money.of_minor((part.allowed - part.paid) // chance.choice((1, 2)), part.amount.currency)
    return {"parts": [{"id": part.id, "amount": builtin(rest)}]}
