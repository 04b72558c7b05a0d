"""Tracked, rule by rule: each party's reports, set against the terms in force."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import ACCORD, POST, WORKS
from tests.record.stories import Played, Step, play, says

from paraph.record import Progress, progress, together
from paraph.record.tracked import TrackedState

ACC = {"kind": ACCORD.name}


def tables(party: str, name: str, **fields: Any) -> Step:
    return says(party, "propose", name, content={"words": name}, **ACC, **fields)


def accepts(party: str, on: str, **fields: Any) -> Step:
    return says(party, "accept", f"{party} accepts {on}", on=on, **ACC, **fields)


def reports(party: str, name: str, version: str = "t", *, done: bool = False, terms: str = "t", **fields: Any) -> Step:
    said = {"done": True} if done else {}
    return says(party, "report", name, content={"terms": f"<{terms}>", "version": f"<{version}>", **said}, **fields)


def tracked(played: Played) -> TrackedState:
    views = played.world.views_about(played.acts["t"].digest, "test.works")
    return together(view.state for view in views)


def set_against(played: Played) -> Progress:
    terms = played.world.view(played.acts["t"].digest).state
    return progress(tracked(played), version=terms.in_force, parties=terms.parties)


def told(played: Played) -> dict[str, Any]:
    if played.world.views_about(played.acts["t"].digest, "test.works") == ():
        return {"void": played.voids}
    found = set_against(played)
    return {
        "done": found.done,
        "differs": found.differs,
        "latest": {party: None if one is None else played.name(one.said.digest) for party, one in found.latest.items()},
        "earlier": {party: [played.name(one.said.digest) for one in said] for party, said in found.earlier.items()},
        "awaited": [
            (one.party, played.name(one.since.digest))
            for view in played.world.views_about(played.acts["t"].digest, "test.works")
            for one in view.awaited
        ],
        "void": played.voids,
    }


TERMS = (tables(NORTH, "t"), accepts(SOUTH, "t"))
NEW_TERMS = (tables(NORTH, "u"), accepts(SOUTH, "u"))
HALF = (*TERMS, reports(NORTH, "n", done=True))

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "one report is half of it, and the other's is awaited": (
        HALF,
        {"done": False, "differs": True, "latest": {NORTH: "n", SOUTH: None}, "awaited": [(SOUTH, "n")], "void": {}},
    ),
    "done is when every party's latest report says done": (
        [*HALF, reports(SOUTH, "s", done=True)],
        {"done": True, "differs": False, "awaited": []},
    ),
    "otherwise the difference shows": (
        [*HALF, reports(SOUTH, "s")],
        {"done": False, "differs": True, "latest": {NORTH: "n", SOUTH: "s"}, "awaited": []},
    ),
    "alike and not done is no difference": (
        [*TERMS, reports(NORTH, "n"), reports(SOUTH, "s")],
        {"done": False, "differs": False},
    ),
    "the latest report counts": (
        [*TERMS, reports(NORTH, "n"), reports(SOUTH, "s", done=True), reports(NORTH, "m", done=True)],
        {"done": True, "latest": {NORTH: "m", SOUTH: "s"}},
    ),
    "new terms leave old reports visible, under earlier terms": (
        [*HALF, reports(SOUTH, "s", done=True), *NEW_TERMS],
        {"done": False, "latest": {NORTH: None, SOUTH: None}, "earlier": {NORTH: ["n"], SOUTH: ["s"]}, "void": {}},
    ),
    "whoever reports on the new terms knowing the other's old report owes nothing": (
        [*HALF, *NEW_TERMS, reports(SOUTH, "s", "u")],
        {"latest": {NORTH: None, SOUTH: "s"}, "earlier": {NORTH: ["n"]}, "awaited": [(NORTH, "s")]},
    ),
    "a report is on terms in force": (
        [tables(NORTH, "t"), reports(NORTH, "n")],
        {"void": {"n": "terms_not_in_force"}},
    ),
    "not on those that were replaced": (
        [*HALF, *NEW_TERMS, reports(SOUTH, "s")],
        {"void": {"s": "terms_not_in_force"}},
    ),
    "unless it had not seen them replaced": (
        [*TERMS, reports(NORTH, "n"), *NEW_TERMS, reports(NORTH, "m", "t", before="SOUTH accepts u")],
        {"void": {}, "earlier": {NORTH: ["n", "m"]}},
    ),
    "not on terms that have ended": (
        [
            *HALF,
            says(NORTH, "propose_end", "end", content={}, **ACC),
            accepts(SOUTH, "end"),
            reports(SOUTH, "s", "end"),
        ],
        {"void": {"s": "terms_not_in_force"}},
    ),
    "not on terms that are not there": (
        [*TERMS, reports(NORTH, "n", terms="nothing")],
        {"void": {"n": "terms_not_in_force"}},
    ),
    "not on a record that has no terms": (
        [
            *TERMS,
            says(NORTH, "declare", "p", content={"place": "p"}, kind=POST.name),
            reports(NORTH, "n", "p", terms="p"),
        ],
        {"void": {"n": "terms_not_in_force"}},
    ),
    "a record tracks the terms it was opened for": (
        [
            *HALF,
            says(SOUTH, "propose", "x", content={"words": "x"}, record=None, **ACC),
            accepts(NORTH, "x", record="x"),
            reports(SOUTH, "s", "x", terms="x"),
        ],
        {"void": {"s": "terms_differ"}},
    ),
    "nobody opens what is open": (
        [*HALF, reports(SOUTH, "s", record=None)],
        {"void": {"s": "already_open"}},
    ),
    "two that opened at once are read together": (
        [*HALF, reports(SOUTH, "s", done=True, record=None, before="n")],
        {"done": True, "latest": {NORTH: "n", SOUTH: "s"}, "void": {}},
    ),
    "a remark changes nothing": (
        [*HALF, says(SOUTH, "remark", on="n")],
        {"latest": {NORTH: "n", SOUTH: None}, "void": {}},
    ),
    "a kind bars its own": (
        [*HALF, reports(NORTH, "m")],
        {"void": {"m": "works.undone"}},
    ),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(WORKS, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


def test_among_three_every_party_reports() -> None:
    """Nothing counts to two."""
    steps = [*TERMS, accepts(EAST, "t"), reports(NORTH, "n", done=True), reports(SOUTH, "s", done=True)]

    two, three = (
        set_against(play(WORKS, acts, parties=THREE)) for acts in (steps, [*steps, reports(EAST, "e", done=True)])
    )

    assert (False, True) == (two.done, three.done)
    assert two.latest[EAST] is None


def test_who_is_no_party_to_the_terms_is_not_asked() -> None:
    """Its reports are kept, and count for nothing."""
    played = play(WORKS, [*TERMS, accepts(EAST, "t"), reports(EAST, "e")], parties=THREE)

    found = progress(tracked(played), version=played.acts["t"].digest, parties=TWO)

    assert [NORTH, SOUTH] == list(found.latest)
    assert {} == found.earlier


def test_only_records_of_the_same_terms_are_read_together() -> None:
    """And at least one of them."""
    state = tracked(play(WORKS, HALF))

    with pytest.raises(ValueError, match="other"):
        together([state, TrackedState(opener=NORTH, terms="other", parties=TWO, opening=state.opening)])
    with pytest.raises(ValueError, match=r"\[\]"):
        together([])


def test_several_records_are_read_together_in_the_order_of_each_log() -> None:
    """Whatever order they are given in."""
    played = play(WORKS, [*HALF, reports(SOUTH, "s", record=None, before="n"), reports(NORTH, "m", done=True)])
    states = [view.state for view in played.world.views("test.works")]

    one, other = together(states), together(reversed(states))

    assert one == other
    assert ["n", "m"] == [played.name(report.said.digest) for report in one.reports[NORTH]]


def test_what_stands_is_said_in_json() -> None:
    """Every report with its version and its word; and what the kind finds due."""
    played = play(WORKS, [*HALF, reports(SOUTH, "s")])
    view = played.world.views("test.works")[0]

    assert {NORTH: [["n", "t", True]], SOUTH: [["s", "t", False]]} == played.named(view.stands())["reports"]
    assert ["works"] == [one.what for one in view.due(charter=None, now=None)]
