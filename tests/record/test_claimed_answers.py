"""Claimed, rule by rule: queries and what answers them, contests and what ends them."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.bills import DECIDED, OPEN, QUERIED, decides, names, pays, revises, told
from tests.record.histories import NORTH, SOUTH, TWO
from tests.record.kinds import BILL
from tests.record.stories import Step, play

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "a query awaits the claimant": (
        QUERIED,
        {
            "parts": {"a": {"queried": 100}, "b": {"claimed": 50}},
            "awaited": [(NORTH, "q", "supply"), (SOUTH, "bill", "decision")],
        },
    ),
    "until it supplies": (
        [*QUERIED, names(NORTH, "supply", "s", "a")],
        {"parts": {"a": {"claimed": 100}, "b": {"claimed": 50}}, "void": {}},
    ),
    "supplying all answers all": (
        [OPEN, names(SOUTH, "query", "q", on="bill"), names(NORTH, "supply", "s")],
        {"sums": {"claimed": 150}},
    ),
    "a query of all asks about all": ([OPEN, names(SOUTH, "query", "q", on="bill")], {"sums": {"queried": 150}}),
    "a supply that had not seen the query answers nothing": (
        [OPEN, names(SOUTH, "query", "q", "a", on="bill"), names(NORTH, "supply", "s", "a", before="q")],
        {"parts": {"a": {"queried": 100}, "b": {"claimed": 50}}},
    ),
    "a revision of the part answers too": (
        [*QUERIED, revises("r", a=90, b=50)],
        {"parts": {"a": {"claimed": 90}, "b": {"claimed": 50}}},
    ),
    "a decision needs no answer": (
        [*QUERIED, decides("d", a=80)],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}}},
    ),
    "one asks about what is open": (
        [
            *DECIDED,
            names(SOUTH, "query", "q", "a", on="bill"),
            names(NORTH, "withdraw", "w", "b"),
            names(SOUTH, "query", "r", "b", on="bill"),
            names(SOUTH, "query", "s", on="bill"),
        ],
        {"void": {"q": "part_decided", "r": "part_withdrawn", "s": "nothing_to_query"}},
    ),
    "one supplies to parts that are there": ([OPEN, names(NORTH, "supply", "s", "c")], {"void": {"s": "part_unknown"}}),
    "what is contested awaits a decision": (
        [*DECIDED, names(NORTH, "contest", "c", "a")],
        {
            "parts": {"a": {"allowed": 80, "contested": 20}, "b": {"claimed": 50}},
            "awaited": [(SOUTH, "bill", "decision"), (SOUTH, "d", "payment")],
        },
    ),
    "a contest of all is of all that is refused": (
        [OPEN, decides("d", a=80, b=50), names(NORTH, "contest", "c")],
        {"parts": {"a": {"allowed": 80, "contested": 20}, "b": {"allowed": 50}}, "void": {}},
    ),
    "a contest of all says nothing on what its author did not know decided": (
        [OPEN, decides("d", a=80), decides("e", b=40), names(NORTH, "contest", "c", before="e")],
        {"parts": {"a": {"allowed": 80, "contested": 20}, "b": {"allowed": 40, "refused": 10}}, "void": {}},
    ),
    "a decision that has seen it ends it": (
        [*DECIDED, names(NORTH, "contest", "c", "a"), decides("e", a=80)],
        {"parts": {"a": {"allowed": 80, "refused": 20}, "b": {"claimed": 50}}},
    ),
    "one that had not leaves it": (
        [*DECIDED, names(NORTH, "contest", "c", "a"), decides("e", a=90, before="c")],
        {"parts": {"a": {"allowed": 90, "contested": 10}, "b": {"claimed": 50}}},
    ),
    "a contest alone is awaited": (
        [OPEN, decides("d", a=80, b=50), pays("p", a=80, b=50), names(NORTH, "contest", "c", "a")],
        {"awaited": [(SOUTH, "c", "decision")]},
    ),
    "one contests what is decided": ([OPEN, names(NORTH, "contest", "c", "a")], {"void": {"c": "part_undecided"}}),
    "and refused": ([OPEN, decides("d", a=100), names(NORTH, "contest", "c", "a")], {"void": {"c": "nothing_refused"}}),
    "if anything is": ([OPEN, decides("d", a=100), names(NORTH, "contest", "c")], {"void": {"c": "nothing_refused"}}),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(BILL, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}
