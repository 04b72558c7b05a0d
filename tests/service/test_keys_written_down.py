"""Keys by deputies and by mandate, and who turned them: heard by the other party, and written in the trail."""

from dataclasses import replace

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import Seat

from paraph.service.chancery import Chancery
from paraph.service.delegations import give
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.read import show
from paraph.service.say import Pending, release, take_back
from paraph.service.trail import Event
from paraph.values import Barred, Damaged

Two = tuple[Seat, Seat]
TODAY = "2026-03-01"


def drafted(seat: Seat) -> Pending:
    return seat.say("convene", kind=ACCORD.name, content={"words": "words"})


def hall(seat: Seat) -> Chancery:
    return Chancery(house=seat.desk.house, clock=seat.clock, tell=seat.desk.tell)


def test_the_head_away_a_deputy_of_a_third_office_gives_the_second_key(two: Two) -> None:
    """The act names both offices and the delegation; the other party hears it like any other."""
    north, south = two
    keep_person(north.desk.house, Person(id="deputy", name="D", office="North legal"))
    give(hall(north), "head", "deputy", first=TODAY, last=TODAY)
    pending = drafted(north)

    said = release(north.desk, "deputy", pending.id, seen=pending.digest)

    south.hears(north)
    assert ("North desk", "North legal for North head (delegation 1)") == said.act.by
    assert ["heard"] == [str(one.outcome) for one in show(south.desk, said.digest).verdicts]


def test_a_deputy_speaks_for_the_clerk_alone_where_one_key_is_enough(two: Two) -> None:
    north, _south = two
    keep_person(north.desk.house, Person(id="deputy", name="D", office="North legal"))
    give(hall(north), "clerk", "deputy", first=TODAY, last=TODAY)

    assert ("North legal for North desk (delegation 1)",) == north.opens(who="deputy").act.by


def test_a_mandate_may_ask_for_a_second_key_where_the_kind_asks_for_one(two: Two) -> None:
    north, _south = two
    always = (Mandate(kinds="*", verbs="*", second_key=True),)
    keep_person(north.desk.house, Person(id="novice", name="N", office="North desk", mandates=always))

    pending = north.opens(who="novice")

    assert isinstance(pending, Pending)
    assert ("North desk", "North head") == release(north.desk, "head", pending.id, seen=pending.digest).act.by


def test_the_trail_says_whose_hand_turned_which_key(two: Two) -> None:
    """The act names offices; which person it was stays in this house, and is written before the act is."""
    told: list[Event] = []
    seat = replace(two[0], desk=replace(two[0].desk, tell=told.append))
    pending = drafted(seat)
    with pytest.raises(Barred):
        release(seat.desk, "clerk", pending.id, seen=pending.digest)

    said = release(seat.desk, "head", pending.id, seen=pending.digest)
    taken = take_back(seat.desk, "clerk", drafted(seat).id)

    assert [
        ("first_key", "clerk", pending.id),
        ("refused", "clerk", pending.id),
        ("second_key", "head", said.digest),
        ("first_key", "clerk", taken.id),
        ("taken_back", "clerk", taken.id),
    ] == [(str(one.deed), one.person, one.subject) for one in told]
    assert ({"code": "mandate.second_key"}, pending.id) == (told[1].facts, told[2].facts["draft"])


def test_what_cannot_be_written_down_is_not_said(two: Two) -> None:
    """A trail that fails stops the key: nothing is appended, nothing is signed."""

    def fails(_event: Event) -> None:
        raise Damaged("store.write_failed", file="trail.db", reason="SQLITE_FULL")

    seat = replace(two[0], desk=replace(two[0].desk, tell=fails))
    before = seat.trace()

    with pytest.raises(Damaged, match=r"store\.write_failed"):
        seat.opens()

    assert before == seat.trace()
