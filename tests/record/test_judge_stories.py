"""The judge, rule by rule: what holds for an act of any kind before its dealing is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.record.histories import NORTH, SOUTH, TWO, History
from tests.record.kinds import ACCORD, BILL, POST
from tests.record.stories import Step, play, says


def tables(party: str, name: str, **fields: Any) -> Step:
    return says(party, "propose", name, **{"content": {"words": name}, **fields})


OPEN = tables(NORTH, "a")

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "an act names a record in its past": (
        [OPEN, says(SOUTH, "hold", on="a", record="nothing")],
        {"void": {"hold": "record_not_in_past"}},
    ),
    "one that it had not seen is none": (
        [OPEN, says(SOUTH, "hold", on="a", before="a")],
        {"void": {"hold": "record_not_in_past"}},
    ),
    "nor is an act that opened nothing": (
        [OPEN, says(SOUTH, "hold", "h", on="a"), says(SOUTH, "hold", "again", on="a", record="h")],
        {"void": {"again": "record_not_in_past"}},
    ),
    "a record whose opening is void is void": (
        [tables(NORTH, "a", content={}), says(SOUTH, "hold", on="a")],
        {"void": {"a": "content_unreadable", "hold": "record_void"}},
    ),
    "a record keeps its kind": (
        [OPEN, says(SOUTH, "remark", kind=POST.name, record="a", note="!")],
        {"void": {"remark": "kind_differs"}},
    ),
    "a verb is one of the kind's": ([OPEN, says(SOUTH, "dispute", on="a")], {"void": {"dispute": "unknown_verb"}}),
    "not every verb opens": ([says(NORTH, "hold", record=None)], {"void": {"hold": "opens_nothing"}}),
    "some only open": (
        [
            says(NORTH, "submit", "s", kind=BILL.name, content={"parts": []}),
            says(NORTH, "submit", "t", kind=BILL.name, content={"parts": []}),
        ],
        {"void": {"s": "bill.empty", "t": "record_void"}},
    ),
    "some are one party's": (
        [
            says(NORTH, "declare", "d", kind=POST.name, content={"place": "p"}),
            says(SOUTH, "end", kind=POST.name),
        ],
        {"void": {"end": "not_yours"}},
    ),
    "two keys are two offices": (
        [OPEN, says(NORTH, "convene", "c", content={"words": "c"}, by=("head",))],
        {"void": {"c": "second_key_missing"}},
    ),
    "and the same twice is one": (
        [OPEN, says(SOUTH, "hold", on="a", by=("desk", "desk"))],
        {"void": {"hold": "second_key_missing"}},
    ),
    "a reason has words": ([OPEN, says(SOUTH, "remark", note=" \n ")], {"void": {"remark": "reason_missing"}}),
    "only versions replace": (
        [OPEN, says(SOUTH, "hold", on="a", over=("a",))],
        {"void": {"hold": "over_forbidden"}},
    ),
    "a verb without content has none": (
        [OPEN, says(SOUTH, "hold", on="a", content={})],
        {"void": {"hold": "content_must_be_empty"}},
    ),
    "one with content has it": ([says(NORTH, "propose", "a")], {"void": {"a": "content_missing"}}),
    "of its type": (
        [tables(NORTH, "a", content={"words": 7})],
        {"void": {"a": "content_unreadable"}},
    ),
    "and of its form: a stated default is another text": (
        [tables(NORTH, "a", content={"words": "a", "effective": None})],
        {"void": {"a": "content_unreadable"}},
    ),
    "an answer names a version": ([OPEN, says(SOUTH, "hold")], {"void": {"hold": "on_missing"}}),
    "what is no answer names none": (
        [OPEN, tables(SOUTH, "b", on="a")],
        {"void": {"b": "on_forbidden"}},
    ),
    "a version is one of the record, in the past": (
        [OPEN, says(SOUTH, "hold", on="nothing")],
        {"void": {"hold": "version_not_in_past"}},
    ),
    "what holds for one record says nothing of another": (
        [OPEN, tables(NORTH, "b", record=None), says(SOUTH, "hold", on="b")],
        {"void": {"hold": "version_not_in_past"}},
    ),
}

ELSEWHERE: Mapping[str, str] = {
    "opens_only": "test_claimed_stories: a claim is submitted once",
    "no_charter": "test_nothing_but_a_charter_comes_before_the_charter",
    "kind_not_in_charter": "test_the_charter_names_the_kinds",
    "not_a_party": "test_only_parties_speak",
    "said_before": "test_the_same_bytes_twice_are_one_act",
}


@pytest.mark.parametrize("sentence", STORIES)
def test_of_any_kind(sentence: str) -> None:
    """Every rule is a row; the pen bars what the reader voids, for the same reason."""
    steps, expected = STORIES[sentence]

    played = play(ACCORD, steps, parties=TWO)

    assert expected["void"] == played.voids
    assert played.voids == {name: code for name, code in played.barred.items() if code}


def verdicts(history: History, record: str, **world: Any) -> list[tuple[str, str]]:
    return [(one.outcome, one.code) for one in history.world(**world).view(record).verdicts]
