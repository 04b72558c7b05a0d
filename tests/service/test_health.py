"""How a node is: the worst is said first."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed
from tests.service.cast import NORTH, SOUTH, Seat, sync

from paraph.service.health import Health, health_of
from paraph.service.ports import Mark
from paraph.service.restore import begin_recovery

Two = tuple[Seat, Seat]
CUT = {SOUTH: {"state": "cut", "since": "2026-03-01T12:00:00Z"}}


def health(seat: Seat, *, links: Any = None, mark: Mark | None = None, lost: bool = False) -> Health:
    return health_of(seat.desk, links=links or {SOUTH: None}, mark=mark, lost=lost)


def test_a_node_that_has_heard_everything_is_well(two: Two) -> None:
    north, south = two
    south.hears(north)
    sync(north, south)

    found = health(north, mark=north.keys.mark())

    assert ("well", NORTH, 0, ()) == (found.state, north.party, found.needs_our_answer, found.undelivered)
    assert {NORTH: found.size, SOUTH: north.store.size(SOUTH)} == found.held


def test_what_waits_is_counted(two: Two) -> None:
    north, south = two
    north.opens()
    south.hears(north)
    south.say("convene", kind="test.accord/1", content={"words": "words"})

    found = health(south)

    assert (1, 1, 0) == (found.needs_our_answer, found.second_key, found.waiting)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (CUT, "link"),
        ({SOUTH: {"state": "linked", "since": ""}}, "well"),
        ({SOUTH: {"state": "refused", "since": ""}}, "look"),
        ({SOUTH: {"state": "fault", "since": ""}}, "look"),
        ({SOUTH: {"state": "linked", "since": "", "refused": ["code"]}}, "look"),
    ],
    ids=["cut", "linked", "refused", "fault", "part refused"],
)
def test_a_link_is_judged_by_what_the_last_exchange_wrote_down(two: Two, links: Any, expected: str) -> None:
    two[0].opens()

    assert expected == health(two[0], links=links).state


def test_a_cut_link_hurts_nobody_when_all_is_delivered(two: Two) -> None:
    sync(*two)

    assert "well" == health(two[0], links=CUT).state


def test_a_node_behind_its_key_is_restored_first(two: Two) -> None:
    """Whatever its link."""
    north, _south = two
    ahead = Mark(north.store.size(NORTH) + 1, bytes(32))

    assert ("restore", "restore", "well") == (
        health(north, links=CUT, mark=ahead).state,
        health(north, lost=True).state,
        health(north, mark=north.keys.mark()).state,
    )
    begin_recovery(north.desk.house, north.desk.setup.framework)
    assert health(north).recovering


def test_two_histories_are_the_worst(two: Two) -> None:
    north, _south = two
    north.store.keep_evidence(SOUTH, b"{}")

    found = health(north, lost=True)

    assert ("fork", (SOUTH,)) == (found.state, found.forked)


def test_keys_that_were_not_compared_want_a_look(two: Two) -> None:
    north, _south = two
    north.desk = replace(north.desk, setup=changed(north.desk.setup, compared=False))

    assert "look" == health(north).state


def test_answers_that_a_board_has_counted_are_not_counted_again(two: Two) -> None:
    assert 7 == health_of(two[0].desk, links={}, mark=None, lost=False, owed=7).needs_our_answer
