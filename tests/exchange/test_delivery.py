"""Signed here, sent, received there: three things that never look alike, and none of them is agreement."""

from datetime import timedelta

import pytest
from tests.exchange.cast import EAST, NOON, NORTH, SOUTH, Node, member, with_broken
from tests.exchange.simulator import Counterpart, exchange

from paraph.service.bundle import bundle
from paraph.service.delivery import Delivery, Tracker, Undelivered, overdue, undelivered
from paraph.service.exchange import pull

Two = tuple[Node, Node]
AT_NOON = 1772366400


def states(node: Node, seq: int = 0) -> list[tuple[str, str]]:
    return [(one.to, one.state) for one in Tracker(node.desk).of(seq)]


def test_an_act_gets_from_signed_to_sent_to_received(two: Two) -> None:
    north, south = two
    north.append(north.write("one"))
    seen = [states(north)]
    north.say()
    seen.append(states(north))
    exchange(south, north)
    seen.append(states(north))
    exchange(north, south)
    seen.append(states(north))

    assert [[(SOUTH, one)] for one in ("unsigned", "signed_here", "sent", "received_there")] == seen


def test_received_says_since_when_by_the_receivers_clock(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    north.say("two")
    south.clock.pass_by(60)
    exchange(south, north)
    exchange(north, south)

    tracker = Tracker(north.desk)

    # The first receipt was never fetched: the second is the earliest that North has.
    assert (Delivery(to=SOUTH, state="received_there", size=2, since=AT_NOON + 60),) == tracker.of(0)


@pytest.mark.parametrize("age", [1, 100])
def test_how_far_an_act_has_got_costs_nothing_of_the_logs_age(two: Two, age: int) -> None:
    """One checkpoint is read for one answer, however many there are."""
    north, south = two
    for number in range(age):
        north.say(f"paper {number}")
        exchange(south, north)
        exchange(north, south)
    asked: list[object] = []

    def counted(*given: object, **more: object) -> object:
        asked.append(given)
        return north.store.first_signed(*given, **more)

    tracker = Tracker(with_broken(north, first_signed=counted, checkpoints=no_list))

    assert [(SOUTH, "received_there", 1)] == [(one.to, one.state, one.size) for one in tracker.of(0)]
    assert (1, ()) == (len(asked), undelivered(with_broken(north, checkpoints=no_list)))


def no_list(*_given: object, **_more: object) -> None:
    raise AssertionError


def test_each_party_receives_for_itself(three: tuple[Node, Node, Node]) -> None:
    north, south, _ = three
    north.say("one")
    exchange(south, north)
    exchange(north, south)

    assert [(EAST, "signed_here"), (SOUTH, "received_there")] == states(north)


def test_a_carried_file_counts_as_sent(two: Two) -> None:
    """Written out is not received: the file may still lie in a bag."""
    north, _ = two
    north.say("one")
    list(bundle(north.desk, member(SOUTH)))

    assert [(SOUTH, "sent")] == states(north)


def test_a_receiver_that_takes_and_does_not_sign_is_told_by_an_alarm(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    exchange(north, south)
    north.clock.pass_by(60)
    north.say("two", "three")
    Counterpart(north.desk, SOUTH).source(member(NORTH).origin).fetch("checkpoint")

    assert (Undelivered(to=SOUTH, count=2, first=1, since="2026-03-01T12:01:00Z"),) == undelivered(north.desk)


@pytest.mark.parametrize(("minutes", "expected"), [(10, 0), (11, 1)])
def test_the_alarm_has_a_patience(two: Two, minutes: int, expected: int) -> None:
    north, _ = two
    north.say("one")

    late = overdue(north.desk, now=NOON + timedelta(minutes=minutes), patience=timedelta(minutes=10))

    assert expected == len(late)


def test_who_holds_everything_is_not_in_the_list(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    exchange(north, south)

    assert () == undelivered(north.desk)


def test_delivery_touches_nothing_that_stands(two: Two) -> None:
    north, south = two
    north.say("one")
    before = [(one.leaf, one.odd) for one in north.store.stored(NORTH, 0, 1)]

    pull(south.desk, Counterpart(north.desk, SOUTH), member(NORTH))
    exchange(north, south)

    assert before == [(one.leaf, one.odd) for one in north.store.stored(NORTH, 0, 1)]
