"""The words in which stories of a joint record are told."""

from typing import Any

from tests.record.histories import NORTH, SOUTH
from tests.record.stories import Played, Step, says


def tables(party: str, name: str, words: str = "", **fields: Any) -> Step:
    return says(party, "propose", name, content={"words": words or name}, **fields)


def accepts(party: str, on: str, **fields: Any) -> Step:
    return says(party, "accept", fields.pop("name", f"{party} accepts {on}"), on=on, **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"in_force": None, "void": played.voids}
    return {
        "in_force": played.name(state.in_force),
        "agreed": sorted(str(played.name(one)) for one in state.agreed),
        "crossed": sorted(str(played.name(one)) for one in state.crossed),
        "stands": {party: played.name(state.stands_on(party)) for party in played.history.parties},
        "void": played.voids,
        "ended": state.ended,
        "awaited": [(one.party, played.name(one.on), one.what) for one in played.view.awaited],
    }


OPEN = tables(NORTH, "a")
AGREED = (OPEN, accepts(SOUTH, "a"))
CROSSED = (
    *AGREED,
    tables(NORTH, "b"),
    tables(SOUTH, "c", before="b"),
    accepts(SOUTH, "b"),
    accepts(NORTH, "c", before="SOUTH accepts b"),
)
OFF_TABLE = "over_differs"
