"""Sealed, rule by rule: all commit, all reveal, then a rule evaluates or one of three named ends shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from tests.record.histories import EAST, FRAMEWORK, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import DRAW, KINDS
from tests.record.stories import Played, Step, play, says

from paraph.record import SEALED, Kind, end_at, kinds_by_name, seal_of

SALT = "5a" * 32
BY = "2026-01-10T00:00:00Z"
TERMS = {"parties": [NORTH, SOUTH], "rule": "same", "reveal_by": BY}
OPEN = says(NORTH, "open", content=TERMS)


def record_of(*, parties: Sequence[str] = TWO, opening: Step = OPEN) -> str:
    """The record that the opening makes: the act is the same in every story that begins with it."""
    return play(DRAW, [opening], parties=parties).record


def seals(party: str, pick: str, **fields: Any) -> Step:
    bound = {"framework": FRAMEWORK, "record": record_of(), "party": party, **fields.pop("bound", {})}
    seal = seal_of(salt=SALT, content={"name": pick}, **bound)
    return says(party, "seal", fields.pop("name", f"{party} seals"), content={"seal": seal}, **fields)


def reveals(party: str, pick: str, **fields: Any) -> Step:
    shown = {"salt": fields.pop("salt", SALT), "content": {"name": pick}}
    return says(party, "reveal", fields.pop("name", f"{party} reveals"), content=shown, **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"void": played.voids}
    return {
        "end": state.end,
        "result": played.view.stands()["result"],
        "sealed": sorted(state.seals),
        "revealed": sorted(state.reveals),
        "awaited": [(one.party, played.name(one.since.digest), one.what) for one in played.view.awaited],
        "void": played.voids,
    }


BOTH = (OPEN, seals(NORTH, "x"), seals(SOUTH, "x"))
DONE = (*BOTH, reveals(SOUTH, "x"), reveals(NORTH, "x"))

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "the opening awaits every seal": (
        [OPEN],
        {"end": None, "awaited": [(NORTH, "open", "seal"), (SOUTH, "open", "seal")], "void": {}},
    ),
    "while one seal lacks, only that is awaited": (
        [OPEN, seals(NORTH, "x")],
        {"sealed": [NORTH], "awaited": [(SOUTH, "open", "seal")], "void": {}},
    ),
    "once all have sealed, every reveal is awaited": (
        BOTH,
        {"awaited": [(NORTH, "SOUTH seals", "reveal"), (SOUTH, "SOUTH seals", "reveal")], "end": None, "void": {}},
    ),
    "once all have revealed what they sealed, the rule evaluates": (
        DONE,
        {"end": "evaluated", "result": True, "awaited": [], "void": {}},
    ),
    "by its own judgement": (
        [OPEN, seals(NORTH, "x"), seals(SOUTH, "y"), reveals(SOUTH, "y"), reveals(NORTH, "x")],
        {"end": "evaluated", "result": False},
    ),
    "reveals may cross": (
        [*BOTH, reveals(SOUTH, "x"), reveals(NORTH, "x", before="SOUTH reveals")],
        {"end": "evaluated", "result": True, "void": {}},
    ),
    "a seal takes a second key": (
        [OPEN, seals(NORTH, "x", by=("desk",))],
        {"sealed": [], "void": {"NORTH seals": "second_key_missing"}},
    ),
    "nobody seals twice": (
        [OPEN, seals(NORTH, "x"), seals(NORTH, "y", name="again")],
        {"void": {"again": "already_sealed"}},
    ),
    "nobody reveals while a seal lacks in its past": (
        [OPEN, seals(NORTH, "x"), reveals(NORTH, "x")],
        {"revealed": [], "void": {"NORTH reveals": "seal_missing"}},
    ),
    "a seal that crossed does not count for the reveal that had not seen it": (
        [OPEN, seals(NORTH, "x"), seals(SOUTH, "x"), reveals(NORTH, "x", before="SOUTH seals")],
        {"revealed": [], "void": {"NORTH reveals": "seal_missing"}},
    ),
    "nobody seals after having read a reveal": (
        [*BOTH, reveals(NORTH, "x"), seals(SOUTH, "x", name="again")],
        {"void": {"again": "reveal_in_past"}},
    ),
    "nobody reveals twice": (
        [*BOTH, reveals(NORTH, "x"), reveals(NORTH, "x", name="again")],
        {"void": {"again": "already_revealed"}},
    ),
    "a reveal of something else is unequal, and the rule is not evaluated": (
        [*BOTH, reveals(SOUTH, "y"), reveals(NORTH, "x")],
        {"end": "unequal", "result": None, "void": {}},
    ),
    "as is one with another salt": (
        [*BOTH, reveals(SOUTH, "x", salt="00" * 32), reveals(NORTH, "x")],
        {"end": "unequal", "result": None},
    ),
    "a copied seal cannot be revealed": (
        [OPEN, seals(NORTH, "x"), seals(SOUTH, "x", bound={"party": NORTH}), reveals(SOUTH, "x"), reveals(NORTH, "x")],
        {"end": "unequal", "result": None},
    ),
    "nor one of another record": (
        [OPEN, seals(NORTH, "x", bound={"record": "0" * 64}), seals(SOUTH, "x"), reveals(NORTH, "x")],
        {"end": "unequal"},
    ),
    "nor one of another framework": (
        [OPEN, seals(NORTH, "x", bound={"framework": "other"}), seals(SOUTH, "x"), reveals(NORTH, "x")],
        {"end": "unequal"},
    ),
    "a late reveal is shown, and the rule is not evaluated": (
        [*BOTH, reveals(SOUTH, "x"), reveals(NORTH, "x", at="2026-01-10T00:00:01Z")],
        {"end": "late", "result": None, "void": {}},
    ),
    "at the named second it is in time": (
        [*BOTH, reveals(SOUTH, "x"), reveals(NORTH, "x", at=BY)],
        {"end": "evaluated"},
    ),
    "the parties are parties of the framework": (
        [says(NORTH, "open", content={**TERMS, "parties": [NORTH, EAST]})],
        {"void": {"open": "parties_unfit"}},
    ),
    "none of them is named twice": (
        [says(NORTH, "open", content={**TERMS, "parties": [NORTH, NORTH]})],
        {"void": {"open": "parties_unfit"}},
    ),
    "and there are two at least": (
        [says(NORTH, "open", content={**TERMS, "parties": [NORTH]})],
        {"void": {"open": "parties_unfit"}},
    ),
    "the rule is one of the kind's": (
        [says(NORTH, "open", content={**TERMS, "rule": "mine"})],
        {"void": {"open": "rule_unknown"}},
    ),
    "it is opened once": ([OPEN, says(SOUTH, "open", "again", content=TERMS)], {"void": {"again": "opens_only"}}),
    "a remark changes nothing": ([OPEN, says(SOUTH, "remark")], {"void": {}, "sealed": []}),
    "a kind bars its own": (
        [OPEN, seals(NORTH, "barred"), seals(SOUTH, "x"), reveals(NORTH, "barred")],
        {"void": {"NORTH reveals": "draw.name"}},
    ),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(DRAW, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


OUTSIDER: dict[str, tuple[Sequence[Step], str]] = {
    "who is not named does not seal": ([OPEN, says(EAST, "seal", "it", content={"seal": "0" * 64})], "not_named"),
    "nor reveal": ([OPEN, says(EAST, "reveal", "it", content={"salt": SALT, "content": {"name": "x"}})], "not_named"),
    "the kind may ask more of the opener": ([says(EAST, "open", "it", content=TERMS)], "draw.opener_absent"),
}


@pytest.mark.parametrize("sentence", OUTSIDER)
def test_among_three(sentence: str) -> None:
    """The opening names who takes part; the others may only look on."""
    steps, code = OUTSIDER[sentence]

    played = play(DRAW, steps, parties=THREE)

    assert {"it": code} == played.voids
    assert code == played.barred["it"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_missing_reveal_is_an_end_once_the_date_has_passed_here() -> None:
    """By this node's own time, and never part of what stands: a reveal that was in time may still be on its way."""
    state = play(DRAW, BOTH).view.state

    assert [None, "missing"] == [end_at(state, at(f"2026-01-10T00:00:0{second}Z")) for second in (0, 1)]
    assert state.end is None


def test_an_end_that_stands_is_not_missing() -> None:
    """Whatever the clock says."""
    assert "evaluated" == end_at(play(DRAW, DONE).view.state, at("2030-01-01T00:00:00Z"))


def test_seals_and_reveals_are_due_by_the_named_date() -> None:
    """Whoever has not sealed owes the seal first."""
    view = play(DRAW, [OPEN, seals(NORTH, "x")]).view

    due = view.due(charter=None, now=at("2026-01-10T00:00:01Z"))

    assert [(NORTH, "reveal", BY, True), (SOUTH, "seal", BY, True)] == [one[:4] for one in due]


def test_without_rules_nothing_can_be_drawn() -> None:
    """The bare dealing names no rule: a kind brings its own."""
    bare = Kind(name="test.bare/1", title="Bare", dealing=SEALED, noun=DRAW.noun)
    kinds = kinds_by_name((*KINDS.values(), bare))

    played = play(bare, [OPEN], kinds=kinds, charter={"kinds": kinds})

    assert {"open": "rule_unknown"} == played.voids


def test_what_was_revealed_is_shown_by_party_once_evaluated() -> None:
    """And in no other end."""
    done, half = play(DRAW, DONE).view.state, play(DRAW, [*BOTH, reveals(NORTH, "x")]).view.state

    assert {NORTH: "x", SOUTH: "x"} == {party: pick.name for party, pick in done.contents.items()}
    assert {} == half.contents
