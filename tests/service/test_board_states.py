"""One code for how a record stands, whatever its dealing."""

from collections.abc import Sequence

import pytest
from tests.record.accords import CROSSED
from tests.record.bills import submits
from tests.record.histories import NORTH, SOUTH, THREE
from tests.record.kinds import ACCORD, BELL, BILL, DRAW, KINDS, POST, WORKS
from tests.record.stories import Step, play, says
from tests.record.test_alarm_stories import RAISED, RELEASED
from tests.record.test_sealed_stories import OPEN as DRAWN
from tests.record.test_sealed_stories import reveals, seals

from paraph.record import Kind, kinds_by_name
from paraph.service.board_states import STATES, state_of

TABLED = says(NORTH, "propose", "a", content={"words": "a"})
AGREED = (TABLED, says(SOUTH, "accept", on="a"))
NEXT = says(NORTH, "propose", "b", content={"words": "b"}, over=("a",))
ENDED = says(NORTH, "propose_end", "end", content={}, over=("a",), by=("desk", "head"))
POSTED = says(NORTH, "declare", "p", content={"place": "here"})


def reports(party: str, name: str, *, done: bool) -> Step:
    content = {"terms": "<a>", "version": "<a>"} | ({"done": True} if done else {})
    opens = {"record": None} if name == "r" else {"record": "r"}
    return says(party, "report", name, kind=WORKS.name, content=content, **opens)


STANDS: dict[str, tuple[Kind, Sequence[Step], str]] = {
    "nobody answered": (ACCORD, [TABLED], "proposed"),
    "the other sent it back": (ACCORD, [TABLED, says(SOUTH, "return", on="a", note="why")], "returned"),
    "the other refused": (ACCORD, [TABLED, says(SOUTH, "refuse", on="a", note="why")], "refused"),
    "its author took it back": (ACCORD, [TABLED, says(NORTH, "withdraw", on="a")], "withdrawn"),
    "all accepted": (ACCORD, AGREED, "in_force"),
    "and another is on the table": (ACCORD, [*AGREED, NEXT], "in_force_tabled"),
    "and one party leaves": (ACCORD, [*AGREED, says(SOUTH, "denounce", note="why")], "denounced"),
    "all ended it": (ACCORD, [*AGREED, ENDED, says(SOUTH, "accept", "yes", on="end")], "ended"),
    "two that all accepted crossed": (ACCORD, CROSSED, "crossed"),
    "the owner declares": (POST, [POSTED], "declared"),
    "the other confirms": (POST, [POSTED, says(SOUTH, "confirm", on="p")], "confirmed"),
    "the other disputes": (POST, [POSTED, says(SOUTH, "dispute", on="p", note="why")], "disputed"),
    "the owner ends it": (POST, [POSTED, says(NORTH, "end")], "ended"),
    "seals are awaited": (DRAW, [DRAWN, seals(NORTH, "x")], "sealing"),
    "reveals are awaited": (DRAW, [DRAWN, seals(NORTH, "x"), seals(SOUTH, "x")], "revealing"),
    "all revealed": (
        DRAW,
        [DRAWN, seals(NORTH, "x"), seals(SOUTH, "x"), reveals(NORTH, "x"), reveals(SOUTH, "x")],
        "evaluated",
    ),
    "the alarm stands": (BELL, [RAISED], "latched"),
    "all released it": (BELL, RELEASED, "released"),
    "a bill was submitted": (BILL, [submits(road=1)], "submitted"),
    "the opening is void": (ACCORD, [says(NORTH, "propose", "a", content={"words": "barred"})], "void"),
}

TOLD: dict[str, tuple[Sequence[Step], str]] = {
    "one reported": ([reports(NORTH, "r", done=True)], "reported"),
    "all say done": ([reports(NORTH, "r", done=True), reports(SOUTH, "s", done=True)], "done"),
    "all say not yet": ([reports(NORTH, "r", done=False), reports(SOUTH, "s", done=False)], "reported"),
    "they differ": ([reports(NORTH, "r", done=True), reports(SOUTH, "s", done=False)], "differing"),
}


@pytest.mark.parametrize("name", STANDS)
def test_a_record_stands_in_one_code(name: str) -> None:
    kind, steps, expected = STANDS[name]

    assert expected == state_of(play(kind, steps).view)
    assert expected in STATES


@pytest.mark.parametrize("name", TOLD)
def test_reports_are_told_together(name: str) -> None:
    steps, expected = TOLD[name]
    played = play(ACCORD, [*AGREED, *steps])

    assert expected == state_of(played.world.view(played.acts["r"].digest))


def test_silence_of_a_third_is_no_confirmation() -> None:
    played = play(POST, [POSTED, says(SOUTH, "confirm", on="p")], parties=THREE)

    assert "declared" == state_of(played.view)


def test_what_this_node_cannot_read_is_unread() -> None:
    played = play(ACCORD, AGREED)
    fewer = kinds_by_name(kind for kind in KINDS.values() if kind is not ACCORD)

    assert "unread" == state_of(played.history.world(kinds=fewer).view(played.record))


def test_what_waits_for_its_past_waits() -> None:
    played = play(ACCORD, [TABLED])
    cut = {**played.history.cut, SOUTH: 0}

    assert "waiting" == state_of(played.history.world(cut).view(played.record))
