"""Joint, rule by rule: who stands on what, what is agreed, what is in force, and what is void."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.record.accords import AGREED, CROSSED, OFF_TABLE, OPEN, accepts, tables, told
from tests.record.histories import NORTH, SOUTH, TWO
from tests.record.kinds import ACCORD
from tests.record.stories import Step, play, says

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "a proposal is stood on by its author and awaits the other": (
        [OPEN],
        {"in_force": None, "stands": {NORTH: "a", SOUTH: None}, "awaited": [(SOUTH, "a", "answer")], "agreed": []},
    ),
    "accepted by all, it is in force and nothing is awaited": (
        AGREED,
        {"in_force": "a", "agreed": ["a"], "awaited": [], "void": {}, "ended": False},
    ),
    "nobody accepts what nobody else stands on": (
        [OPEN, accepts(NORTH, "a")],
        {"void": {"NORTH accepts a": "nobody_stands_on_it"}, "agreed": []},
    ),
    "an acceptance after a withdrawal that was seen is void": (
        [OPEN, says(NORTH, "withdraw", on="a"), accepts(SOUTH, "a")],
        {"void": {"SOUTH accepts a": "nobody_stands_on_it"}, "agreed": []},
    ),
    "a withdrawal counts only when whoever still had to answer has received it": (
        [OPEN, says(NORTH, "withdraw", on="a"), accepts(SOUTH, "a", before="withdraw")],
        {"void": {}, "agreed": ["a"], "in_force": "a", "stands": {NORTH: None, SOUTH: "a"}},
    ),
    "agreed is for ever: a later withdrawal of one's standing changes nothing": (
        [*AGREED, says(NORTH, "withdraw", on="a"), says(SOUTH, "refuse", on="a")],
        {"in_force": "a", "stands": {NORTH: None, SOUTH: None}, "void": {}},
    ),
    "what is agreed is not accepted again": (
        [*AGREED, says(SOUTH, "withdraw", on="a"), accepts(SOUTH, "a", name="again")],
        {"void": {"again": "already_agreed"}},
    ),
    "one withdraws only what one stands on": (
        [OPEN, says(SOUTH, "withdraw", on="a")],
        {"void": {"withdraw": "not_standing"}},
    ),
    "a return is a no to these words, and the other's counter-proposal is awaited": (
        [OPEN, says(SOUTH, "return", on="a"), tables(SOUTH, "b")],
        {"awaited": [(NORTH, "b", "answer")], "stands": {NORTH: "a", SOUTH: "b"}, "agreed": []},
    ),
    "a refusal is no answer owed any more": ([OPEN, says(SOUTH, "refuse", on="a")], {"awaited": [], "void": {}}),
    "a withdrawn standing is a no too": (
        [OPEN, says(NORTH, "withdraw", on="a"), tables(NORTH, "b"), says(NORTH, "withdraw", "w", on="b")],
        {"awaited": [], "void": {}},
    ),
    "a hold changes nothing": (
        [OPEN, says(SOUTH, "hold", on="a")],
        {"awaited": [(SOUTH, "a", "answer")], "stands": {NORTH: "a", SOUTH: None}},
    ),
    "a remark changes nothing, on a version or on none": (
        [OPEN, says(SOUTH, "remark", "r", on="a"), says(NORTH, "remark")],
        {"awaited": [(SOUTH, "a", "answer")], "void": {}},
    ),
    "a refusal of other words leaves one's standing": (
        [OPEN, tables(SOUTH, "b"), says(SOUTH, "refuse", on="a"), accepts(NORTH, "b")],
        {"in_force": "b", "stands": {NORTH: "b", SOUTH: "b"}},
    ),
    "the same words tabled twice are two versions": (
        [OPEN, tables(SOUTH, "b", words="a"), accepts(SOUTH, "a")],
        {"in_force": "a", "agreed": ["a"]},
    ),
    "a counter-proposal ends the standing on what came before": (
        [OPEN, tables(SOUTH, "b"), tables(NORTH, "c"), accepts(SOUTH, "a")],
        {"void": {"SOUTH accepts a": "nobody_stands_on_it"}, "stands": {NORTH: "c", SOUTH: "b"}},
    ),
    "counter-proposals that crossed are both awaited": (
        [OPEN, tables(SOUTH, "b"), tables(NORTH, "c", before="b")],
        {"awaited": [(NORTH, "b", "answer"), (SOUTH, "c", "answer")]},
    ),
    "a proposal must be over what is in force": (
        [*AGREED, tables(NORTH, "b", over=())],
        {"void": {"b": OFF_TABLE}, "in_force": "a"},
    ),
    "an opening replaces nothing": (
        [tables(NORTH, "a", over=("x",))],
        {"in_force": None, "void": {"a": OFF_TABLE}},
    ),
    "an opening that is void opens nothing": (
        [tables(NORTH, "a", over=("x",)), accepts(SOUTH, "a")],
        {"in_force": None, "void": {"a": OFF_TABLE, "SOUTH accepts a": "record_void"}},
    ),
    "a new version over what is in force replaces it once agreed": (
        [*AGREED, tables(SOUTH, "b"), accepts(NORTH, "b")],
        {"in_force": "b", "agreed": ["a", "b"], "crossed": []},
    ),
    "what was over an older version cannot be accepted any more": (
        [*AGREED, tables(NORTH, "b"), tables(SOUTH, "c"), accepts(NORTH, "c"), accepts(SOUTH, "b")],
        {"void": {"SOUTH accepts b": OFF_TABLE}, "in_force": "c"},
    ),
    "agreements that crossed are shown; what both replace stays in force": (
        CROSSED,
        {
            "in_force": "a",
            "crossed": ["b", "c"],
            "agreed": ["a", "b", "c"],
            "void": {},
            "awaited": [(NORTH, "c", "settlement"), (SOUTH, "c", "settlement")],
        },
    ),
    "first agreements that crossed leave nothing in force": (
        [
            OPEN,
            tables(SOUTH, "b"),
            accepts(NORTH, "b"),
            accepts(SOUTH, "a", before="NORTH accepts b"),
        ],
        {"in_force": None, "crossed": ["a", "b"], "void": {}, "agreed": ["a", "b"]},
    ),
    "a version over all that crossed settles it": (
        [*CROSSED, tables(SOUTH, "d"), accepts(NORTH, "d")],
        {"in_force": "d", "crossed": [], "void": {}},
    ),
    "while it is on the table the answer is awaited, not a settlement": (
        [*CROSSED, tables(SOUTH, "d")],
        {"in_force": "a", "awaited": [(NORTH, "d", "answer")]},
    ),
    "a version over one of those that crossed settles nothing and is void": (
        [*CROSSED, tables(SOUTH, "d", over=("b",))],
        {"in_force": "a", "crossed": ["b", "c"], "void": {"d": OFF_TABLE}},
    ),
    "settlements may cross too: what was in force before it all stays": (
        [
            *CROSSED,
            tables(NORTH, "d"),
            tables(SOUTH, "e", before="d"),
            accepts(SOUTH, "d"),
            accepts(NORTH, "e", before="SOUTH accepts d"),
        ],
        {"in_force": "a", "crossed": ["d", "e"], "agreed": ["a", "b", "c", "d", "e"]},
    ),
    "and are settled the same way": (
        [
            *CROSSED,
            tables(NORTH, "d"),
            tables(SOUTH, "e", before="d"),
            accepts(SOUTH, "d"),
            accepts(NORTH, "e", before="SOUTH accepts d"),
            tables(NORTH, "f"),
            accepts(SOUTH, "f"),
        ],
        {"in_force": "f", "crossed": []},
    ),
    "an ending is a version with empty content, agreed like any other": (
        [*AGREED, says(NORTH, "propose_end", "end", content={}), accepts(SOUTH, "end")],
        {"in_force": "end", "ended": True, "void": {}},
    ),
    "an ending with words is void": (
        [*AGREED, says(NORTH, "propose_end", "end", content={"words": "no"})],
        {"in_force": "a", "ended": False, "void": {"end": "content_must_be_empty"}},
    ),
    "what was ended comes back as it went: by agreement over the ending": (
        [
            *AGREED,
            says(NORTH, "propose_end", "end", content={}),
            accepts(SOUTH, "end"),
            tables(SOUTH, "b"),
            accepts(NORTH, "b"),
        ],
        {"in_force": "b", "ended": False},
    ),
    "a corrigendum is a version marked as such": (
        [*AGREED, says(NORTH, "correct", "b", content={"words": "a."}), accepts(SOUTH, "b")],
        {"in_force": "b", "void": {}},
    ),
    "an acceptance in time stands": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a")],
        {"in_force": "a", "void": {}},
    ),
    "an acceptance later than the proposal's until comes too late": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a", at="2026-01-05T12:05:01Z")],
        {"in_force": None, "void": {"SOUTH accepts a": "too_late"}, "awaited": [(SOUTH, "a", "answer")]},
    ),
    "at the named second it is in time": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a", at="2026-01-05T12:05:00Z")],
        {"in_force": "a", "void": {}},
    ),
    "late by its own claim only: a clock voids nothing": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a", at="2020-01-01T00:00:00Z")],
        {"in_force": "a"},
    ),
    "a refusal is never too late": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), says(SOUTH, "refuse", on="a", at="2027-01-05T12:05:01Z")],
        {"void": {}, "awaited": []},
    ),
    "ad referendum is shown and is no standing": (
        [OPEN, says(SOUTH, "accept_ad_referendum", on="a")],
        {
            "in_force": None,
            "stands": {NORTH: "a", SOUTH: None},
            "awaited": [(SOUTH, "a", "plain_acceptance")],
            "void": {},
        },
    ),
    "the plain acceptance of whoever accepted ad referendum stands": (
        [OPEN, says(SOUTH, "accept_ad_referendum", on="a"), accepts(SOUTH, "a")],
        {"in_force": "a", "awaited": []},
    ),
    "ad referendum does not outlive the proposal either": (
        [OPEN, says(NORTH, "withdraw", on="a"), says(SOUTH, "accept_ad_referendum", on="a")],
        {"void": {"accept_ad_referendum": "nobody_stands_on_it"}},
    ),
    "a no must say why": (
        [OPEN, says(SOUTH, "refuse", on="a", note="  ")],
        {"void": {"refuse": "reason_missing"}},
    ),
    "an acceptance names what it accepts": (
        [OPEN, says(SOUTH, "accept")],
        {"void": {"accept": "on_missing"}},
    ),
    "an act speaks to a version of its own record in its past": (
        [OPEN, accepts(SOUTH, "nothing"), tables(SOUTH, "b"), accepts(NORTH, "b", before="b")],
        {"void": {"SOUTH accepts nothing": "version_not_in_past", "NORTH accepts b": "version_not_in_past"}},
    ),
    "and what brought no version is none": (
        [OPEN, says(SOUTH, "hold", on="a"), accepts(NORTH, "hold")],
        {"void": {"NORTH accepts hold": "version_not_in_past"}},
    ),
    "one does not leave what is not in force": (
        [OPEN, says(NORTH, "denounce")],
        {"void": {"denounce": "nothing_in_force"}},
    ),
    "one does not leave what has ended": (
        [*AGREED, says(NORTH, "propose_end", "end", content={}), accepts(SOUTH, "end"), says(NORTH, "denounce")],
        {"void": {"denounce": "nothing_in_force"}},
    ),
    "a condition is reported met only of what is agreed": (
        [OPEN, says(NORTH, "report_met", on="a")],
        {"void": {"report_met": "not_agreed"}},
    ),
    "a condition is reported met only where there is one": (
        [*AGREED, says(NORTH, "report_met", on="a")],
        {"void": {"report_met": "no_condition"}},
    ),
    "a kind bars its own": (
        [OPEN, tables(SOUTH, "b", words="barred")],
        {"void": {"b": "accord.words"}},
    ),
    "a kind's own name for a verb has the verb's consequence": (
        [OPEN, says(SOUTH, "convene", "b", content={"words": "b"}), accepts(NORTH, "b")],
        {"in_force": "b", "void": {}},
    ),
    "two keys are two different offices": (
        [OPEN, says(SOUTH, "convene", "b", content={"words": "b"}, by=("desk", "desk"))],
        {"void": {"b": "second_key_missing"}},
    ),
}

ELSEWHERE: Mapping[str, str] = {
    "charter_has_no_denunciation": "test_a_denunciation_needs_a_charter_that_allows_it",
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(ACCORD, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}
