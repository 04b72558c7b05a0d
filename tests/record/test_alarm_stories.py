"""Alarm, rule by rule: it latches everywhere, and release takes every party."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import BELL, KINDS
from tests.record.stories import Played, Step, play, says

from paraph.record import within


def raises(party: str, name: str, **fields: Any) -> Step:
    return says(party, "raise", name, **fields)


def releases(party: str, **fields: Any) -> Step:
    return says(party, "release", fields.pop("name", f"{party} releases"), **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"void": played.voids}
    return {
        "latched": state.latched,
        "lacking": {str(played.name(one.said.digest)): list(state.lacking(one)) for one in state.standing},
        "sounds": {
            party: sorted(str(played.name(one.said.digest)) for one in state.sounds_for(party))
            for party in played.history.parties
        },
        "sectors": [None if one.content is None else one.content.sector for one in state.raises.values()],
        "awaited": [(one.party, played.name(one.on), one.what) for one in played.view.awaited],
        "void": played.voids,
    }


RAISED = raises(NORTH, "a", content={"sector": "west"})
RELEASED = (RAISED, releases(SOUTH), releases(NORTH))

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "one act raises it for all": (
        [RAISED],
        {"latched": True, "lacking": {"a": [NORTH, SOUTH]}, "sounds": {NORTH: ["a"], SOUTH: ["a"]}, "void": {}},
    ),
    "raising needs no content: it means all sectors": (
        [raises(NORTH, "a")],
        {"latched": True, "sectors": [None], "void": {}},
    ),
    "nor content that can be read": (
        [raises(NORTH, "a", content={"sector": 7, "panic": "!"})],
        {"latched": True, "sectors": [None], "void": {}},
    ),
    "nor a second key": ([raises(NORTH, "a", by=("desk",))], {"latched": True, "void": {}}),
    "whoever raised it must release it too": (
        [RAISED, releases(SOUTH)],
        {"latched": True, "lacking": {"a": [NORTH]}},
    ),
    "released by all it is quiet": (RELEASED, {"latched": False, "lacking": {}, "awaited": [], "void": {}}),
    "a release takes two keys": (
        [RAISED, releases(SOUTH, by=("desk",))],
        {"lacking": {"a": [NORTH, SOUTH]}, "void": {"SOUTH releases": "second_key_missing"}},
    ),
    "a release never covers a raise that it had not seen": (
        [RAISED, raises(NORTH, "b"), releases(SOUTH, before="b"), releases(NORTH)],
        {"latched": True, "lacking": {"b": [SOUTH]}, "void": {}},
    ),
    "a raise after the release latches again": (
        [*RELEASED, raises(SOUTH, "b")],
        {"latched": True, "lacking": {"b": [NORTH, SOUTH]}},
    ),
    "and takes every key again": (
        [*RELEASED, raises(SOUTH, "b"), releases(NORTH, name="n"), releases(SOUTH, name="s")],
        {"latched": False, "void": {}},
    ),
    "nothing is released twice": (
        [RAISED, releases(SOUTH), releases(SOUTH, name="again")],
        {"void": {"again": "already_released"}},
    ),
    "raises that crossed are both seen by later releases": (
        [RAISED, raises(SOUTH, "b"), raises(NORTH, "c", before="b"), releases(SOUTH), releases(NORTH)],
        {"latched": False, "void": {}},
    ),
    "to acknowledge quiets one's own sound only": (
        [RAISED, says(SOUTH, "acknowledge")],
        {
            "latched": True,
            "sounds": {NORTH: ["a"], SOUTH: []},
            "awaited": [(NORTH, "a", "acknowledgement"), (NORTH, "a", "release"), (SOUTH, "a", "release")],
        },
    ),
    "a new raise sounds again": (
        [RAISED, says(SOUTH, "acknowledge"), raises(NORTH, "b")],
        {"sounds": {NORTH: ["a", "b"], SOUTH: ["b"]}},
    ),
    "one acknowledges only what sounds": (
        [RAISED, says(SOUTH, "acknowledge", "once"), says(SOUTH, "acknowledge", "twice")],
        {"void": {"twice": "nothing_sounds"}},
    ),
    "a release is the last word asked of a party": (
        [RAISED, releases(SOUTH)],
        {"awaited": [(NORTH, "a", "acknowledgement"), (NORTH, "a", "release")]},
    ),
    "a remark changes nothing": ([RAISED, says(SOUTH, "remark", on="a")], {"latched": True, "void": {}}),
    "nothing but a raise opens": ([says(NORTH, "release", record=None)], {"void": {"release": "opens_nothing"}}),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(BELL, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


def test_release_takes_all_three() -> None:
    """From any party of the framework."""
    steps = [RAISED, releases(SOUTH), releases(NORTH)]
    two, three = (play(BELL, acts, parties=THREE) for acts in (steps, [*steps, releases(EAST)]))

    assert {"a": [EAST]} == told(two)["lacking"]
    assert not told(three)["latched"]


def test_no_later_charter_releases() -> None:
    """Who must release is settled by the charter in the raise's past: no suspension or leaving counts as a release."""
    smaller = {"parties": [NORTH, SOUTH], "kinds": sorted(KINDS)}
    played = play(BELL, [RAISED, releases(SOUTH), releases(NORTH)], parties=THREE)
    history, charter = played.history, played.world.library.records("test.charter")[0]
    for party in THREE:
        history.hear(party)
    tabled = history.say(
        NORTH, kind="test.charter/1", verb="propose", record=charter, over=(charter,), content=smaller
    ).digest
    for party in (SOUTH, EAST):
        history.hear(party)
        history.say(party, kind="test.charter/1", verb="accept", record=charter, on=tabled)

    assert (NORTH, SOUTH) == played.world.parties()
    assert {"a": [EAST]} == told(played)["lacking"]


def test_what_stands_is_said_in_json() -> None:
    """Each raise with the parties that it lacks."""
    played = play(BELL, [RAISED, says(SOUTH, "acknowledge"), releases(NORTH)])

    stands = played.stands()

    assert {"a": [SOUTH]} == stands["raises"]
    assert {SOUTH: "acknowledge"} == stands["acknowledged"]
    assert {NORTH: "NORTH releases"} == stands["releases"]
    assert stands["latched"]


def test_a_raise_counts_where_its_content_is_not_understood_yet_its_kind_is() -> None:
    """The act is kept as it was signed."""
    played = play(BELL, [raises(NORTH, "a", content=["not", "an", "object"])])
    (one,) = played.view.state.raises.values()

    assert ["not", "an", "object"] == one.said.act.content
    assert within(played.history.cut, one.said)
