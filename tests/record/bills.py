"""The words in which stories of a claim are told."""

from typing import Any

from tests.record.histories import NORTH, SOUTH
from tests.record.stories import Played, Step, says


def usd(amount: int) -> dict[str, str]:
    return {"amount": f"{amount}.00", "currency": "USD"}


def bill(**amounts: int) -> dict[str, Any]:
    return {"parts": [{"id": name, "amount": usd(amount)} for name, amount in amounts.items()]}


def submits(party: str = NORTH, name: str = "bill", **amounts: int) -> Step:
    return says(party, "submit", name, content=bill(**amounts))


def revises(name: str, before: str = "", **amounts: int) -> Step:
    return says(NORTH, "revise", name, before=before, content=bill(**amounts))


def decides(name: str, on: str = "bill", party: str = SOUTH, before: str = "", **allowed: int) -> Step:
    parts = [{"id": part, "allowed": usd(amount)} for part, amount in allowed.items()]
    return says(party, "decide", name, before=before, on=on, content={"parts": parts})


def pays(name: str, party: str = SOUTH, **amounts: int) -> Step:
    return says(party, "pay", name, content={"parts": [{"id": part, "amount": usd(n)} for part, n in amounts.items()]})


def names(party: str, verb: str, name: str, *parts: str, **fields: Any) -> Step:
    return says(party, verb, name, content={"parts": list(parts)} if parts else {}, **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"void": played.voids}
    for part in state.parts.values():
        assert part.amount.minor == sum(part.stages.values())
    return {
        "parts": {
            part.id: {str(stage): minor // 100 for stage, minor in part.stages.items()} for part in state.parts.values()
        },
        "crossed": sorted(str(played.name(one)) for one in played.view.crossed),
        "sums": {str(stage): minor // 100 for (_currency, stage), minor in state.sums.items()},
        "awaited": [(one.party, played.name(one.since.digest), one.what) for one in played.view.awaited],
        "respondent": state.respondent,
        "void": played.voids,
    }


OPEN = submits(a=100, b=50)
DECIDED = (OPEN, decides("d", a=80))
QUERIED = (OPEN, names(SOUTH, "query", "q", "a", on="bill"))
