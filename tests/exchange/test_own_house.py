"""Faults of our own house during an exchange: an alarm for us, and no blame for anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.exchange.cast import NORTH, SOUTH, Node, member, origin, with_broken
from tests.exchange.simulator import Counterpart, Spoilt, at, exchange

from paraph.service.exchange import pull
from paraph.service.ports import Mark
from paraph.service.publish import offer
from paraph.values import Barred, Damaged, Recovering

Two = tuple[Node, Node]


def another_byte(store: Any) -> Callable[..., list[bytes]]:
    return lambda *place: [data[:-1] + b"?" for data in store.entries(*place)]


def test_a_byte_that_changed_on_our_disk_is_never_cosigned(two: Two) -> None:
    north, south = two
    south.say("one")
    desk = with_broken(north, entries=another_byte(north.store))

    with pytest.raises(Damaged, match=r"record\.not_as_stored"):
        pull(desk, Counterpart(south.desk, NORTH), member(SOUTH))

    assert {"south.example/river/log"} == north.cosigners(SOUTH)


def test_a_hash_that_changed_under_our_cosignature_is_an_alarm(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    south.say("two")
    desk = with_broken(north, node=lambda *_: bytes(32))

    with pytest.raises(Damaged, match=r"record\.signed_part_changed"):
        pull(desk, Counterpart(south.desk, NORTH), member(SOUTH))


def test_a_full_disk_stops_the_exchange_and_keeps_what_was_written(two: Two) -> None:
    north, south = two
    south.say("one")

    def fail(*_: object) -> None:
        raise Damaged("store.write_failed", reason="SQLITE_FULL")

    with pytest.raises(Damaged, match=r"store\.write_failed"):
        pull(with_broken(north, append=fail), Counterpart(south.desk, NORTH), member(SOUTH))

    assert 1 == exchange(north, south).logs[0].cosigned


@pytest.mark.parametrize("known", [None, Mark(0, bytes(32))])
def test_a_mirror_with_more_of_our_log_stops_us_even_if_it_cannot_be_checked(two: Two, known: Mark | None) -> None:
    """Our own signature over more than we hold is reason enough to sign nothing."""
    north, south = two
    held = north.say("one", "two")
    exchange(south, north)
    north.keys.known = known
    lost = with_broken(north, size=lambda _party: 0, checkpoint=lambda *_: None)
    unreadable = Spoilt(Counterpart(south.desk, NORTH), at("hashes", lambda data: data[:-1]), only=origin(NORTH))

    report = pull(lost, unreadable, member(SOUTH))

    assert (True, "exchange.truncated") == (report.recovering, report.ours.refused.facts["cause"])
    assert Mark(2, held.root) == north.keys.mark()


def test_a_mark_we_have_is_not_forgotten_for_one_that_cannot_be_checked(two: Two) -> None:
    north, south = two
    held = north.say("one")
    north.say("two")
    exchange(south, north)
    north.keys.known = Mark(1, held.root)
    lost = with_broken(north, size=lambda _party: 0, checkpoint=lambda *_: None)
    unreadable = Spoilt(Counterpart(south.desk, NORTH), at("hashes", lambda data: data[:-1]), only=origin(NORTH))

    assert pull(lost, unreadable, member(SOUTH)).recovering
    assert Mark(1, held.root) == north.keys.mark()


def test_our_log_is_not_signed_with_a_clock_that_went_back(two: Two) -> None:
    """What was appended stays, unsigned, until the clock is right."""
    north, _ = two
    north.say("one")
    north.append(north.write("two"))
    north.clock.pass_by(-1)

    with pytest.raises(Barred, match=r"clock\.behind"):
        offer(north.desk, north.keys)
    north.clock.pass_by(1)

    assert 2 == offer(north.desk, north.keys).size


def test_no_second_history_is_signed_on_top_of_a_lost_one(two: Two) -> None:
    """Larger than the mark, and not what the mark says: somebody put another record there."""
    north, _ = two
    north.say("one")
    north.keys.known = Mark(1, bytes(32))
    north.append(north.write("two"))

    with pytest.raises(Recovering, match=r"record\.not_our_mark"):
        offer(north.desk, north.keys)


def test_a_mark_that_was_raised_before_a_crash_is_signed_up_to(two: Two) -> None:
    north, _ = two
    north.say("one")
    north.append(north.write("two"))
    north.keys.raise_mark(Mark(2, north.store.frontier(NORTH).root()))

    assert 2 == offer(north.desk, north.keys).size
