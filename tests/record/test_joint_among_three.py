"""Joint among three: nothing in the meeting rule counts to two."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.accords import OPEN, accepts, told
from tests.record.histories import EAST, NORTH, SOUTH, THREE
from tests.record.kinds import ACCORD
from tests.record.stories import Step, play, says

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "two of three is not agreed": (
        [OPEN, accepts(SOUTH, "a")],
        {"in_force": None, "awaited": [(EAST, "a", "answer")], "stands": {EAST: None, NORTH: "a", SOUTH: "a"}},
    ),
    "three of three is": ([OPEN, accepts(SOUTH, "a"), accepts(EAST, "a")], {"in_force": "a"}),
    "it is enough that one other still stands on it to accept; it is not enough to agree": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a")],
        {"in_force": None, "void": {}, "agreed": []},
    ),
    "whoever had not seen the withdrawal completes the agreement": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a", before="withdraw")],
        {"in_force": "a", "void": {}},
    ),
    "who withdrew may come back while another stands on it": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a"), accepts(NORTH, "a")],
        {"in_force": "a", "void": {}},
    ),
    "standings that never overlapped do not meet": (
        [
            OPEN,
            accepts(SOUTH, "a"),
            says(SOUTH, "withdraw", "w", on="a"),
            accepts(EAST, "a"),
        ],
        {"in_force": None, "agreed": [], "void": {}},
    ),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_among_three(sentence: str) -> None:
    """Nothing counts to two."""
    steps, expected = STORIES[sentence]

    played = play(ACCORD, steps, parties=THREE)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}
