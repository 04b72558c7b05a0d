"""Exchange: what comes, what is kept, what is cosigned, and that none of it waits for new traffic."""

import dataclasses

import pytest
from msgspec import structs
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, member
from tests.exchange.simulator import Counterpart, Cutting, Far, Silent, Spoilt, exchange, kind_of

from paraph.service.exchange import pull
from paraph.service.exchange_report import Gained
from paraph.values import Barred, Unreachable

Two = tuple[Node, Node]
Three = tuple[Node, Node, Node]
AT_NOON = 1772366400


def test_what_was_said_there_is_held_here_and_cosigned(two: Two) -> None:
    north, south = two
    south.say("one", "two")

    report = exchange(north, south)

    assert (2, 2, 2, None) == tuple(getattr(report.logs[0], one) for one in ("pulled", "size", "cosigned", "refused"))
    assert south.entries(SOUTH) == north.entries(SOUTH)
    assert (SOUTH, SOUTH) == (report.party, report.logs[0].via)


def test_a_receipt_comes_back_without_new_traffic(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)

    report = exchange(south, north)

    assert (Gained(by=NORTH, size=1, at=AT_NOON),) == report.ours.gained


def test_a_receipt_is_gained_once(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    exchange(south, north)

    assert () == exchange(south, north).ours.gained


def test_nothing_new_is_nothing_to_fetch_but_checkpoints(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    again = Counterpart(south.desk, NORTH)

    report = pull(north.desk, again, member(SOUTH))

    assert {"checkpoint"} == set(again.fetched)
    assert (0, None) == (report.logs[0].pulled, report.logs[0].cosigned)


def test_a_counterpart_that_has_said_nothing_is_no_fault(two: Two) -> None:
    north, south = two

    report = exchange(north, south)

    assert ((), None, None) == (report.refusals, report.logs[0].offered, report.ours.offered)


def test_news_is_hinted_at_once_it_was_cosigned(two: Two) -> None:
    north, south = two
    south.say("one")
    courier = Counterpart(south.desk, NORTH)

    pull(north.desk, courier, member(SOUTH))
    pull(north.desk, courier, member(SOUTH))

    assert 1 == courier.hints


def test_nothing_is_exchanged_before_the_words_were_compared(two: Two) -> None:
    north, south = two
    desk = dataclasses.replace(north.desk, setup=structs.replace(north.desk.setup, compared=False))

    with pytest.raises(Barred, match=r"words\.not_compared"):
        pull(desk, Counterpart(south.desk, NORTH), member(SOUTH))


def test_a_silent_counterpart_is_a_failed_link(two: Two) -> None:
    north, _ = two

    with pytest.raises(Unreachable):
        pull(north.desk, Silent(), member(SOUTH))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_a_log_comes_in_parts_as_it_grows(two: Two, size: int) -> None:
    """A partial bundle is followed by the rest of it, across every edge of a tile."""
    north, south = two
    for _ in range(3):
        south.say_many(size)
        assert () == exchange(north, south).refusals

    assert south.entries(SOUTH) == north.entries(SOUTH)
    assert 3 * size == exchange(south, north).ours.offered


def test_a_cut_link_costs_only_what_had_not_come(two: Two) -> None:
    """Every bundle that came before the cut is held; the next attempt goes on behind it, with no new traffic."""
    north, south = two
    south.say_many(1000)
    courier = Cutting(Counterpart(south.desk, NORTH), after=[7])

    with pytest.raises(Unreachable):
        pull(north.desk, courier, member(SOUTH))
    held = north.size(SOUTH)
    report = pull(north.desk, courier, member(SOUTH))

    assert 768 == held
    assert (232, 1000) == (report.logs[0].pulled, report.logs[0].cosigned)


def test_after_a_cut_only_what_is_missing_is_fetched(two: Two) -> None:
    north, south = two
    south.say_many(1000)
    with pytest.raises(Unreachable):
        pull(north.desk, Cutting(Counterpart(south.desk, NORTH), after=[7]), member(SOUTH))
    courier = Counterpart(south.desk, NORTH)

    pull(north.desk, courier, member(SOUTH))

    assert ["tile/entries/003.p/232"] == [path for path in courier.fetched if kind_of(path) == "entries"]


def test_what_was_stored_before_a_crash_is_cosigned_without_new_traffic(two: Two) -> None:
    """The checkpoint is kept, the process dies before it cosigns: the next exchange cosigns what is held."""
    north, south = two
    south.say("one")
    north.clock.pass_by(-60)
    exchange(north, south)
    north.clock.pass_by(60)

    assert {"south.example/river/log", "north.example/river/mirror"} == north.cosigners(SOUTH)


def test_acts_that_waited_for_their_past_are_judged_when_it_comes(three: Three) -> None:
    """South had seen East; North hears South first, and East's words only later, by way of South."""
    north, south, east = three
    east.say("one")
    exchange(south, east)
    south.say("two")
    exchange(north, south)

    assert ((), [""]) == (north.store.waiting(), [one.odd for one in north.store.stored(SOUTH, 0, 1)])


def test_a_third_log_comes_by_way_of_another(three: Three) -> None:
    """North and East never meet: South carries words and receipts both ways."""
    north, south, east = three
    east.say("one")
    exchange(south, east)
    exchange(north, south)
    exchange(south, north)
    report = exchange(east, south)

    assert east.entries(EAST) == north.entries(EAST)
    assert [NORTH, SOUTH] == [one.by for one in report.ours.gained]


def test_a_mirror_that_lags_is_no_refusal(three: Three) -> None:
    north, south, east = three
    east.say("one")
    exchange(south, east)
    east.say("two")
    exchange(north, east)

    report = exchange(north, south)

    assert () == report.refusals
    assert [Gained(by=SOUTH, size=1, at=AT_NOON)] == [one for log in report.logs for one in log.gained]


def test_words_spoken_while_an_exchange_runs_are_no_fault(two: Two) -> None:
    """Another exchange on the same node was faster: what it brought stays, and this one says so."""
    north, south = two
    south.say("one", "two")

    def be_faster(path: str, data: bytes) -> bytes:
        if kind_of(path) == "entries":
            exchange(north, south)
        return data

    report = pull(north.desk, Spoilt(Counterpart(south.desk, NORTH), be_faster), member(SOUTH))

    assert "exchange.moved" == report.logs[0].refused.code
    assert south.entries(SOUTH) == north.entries(SOUTH)


def test_poison_is_received_and_does_not_stall_what_follows(two: Two) -> None:
    """What breaks our schema is stored, cosigned and void; the next act is heard."""
    north, south = two
    south.put(b"", b"not an act", b"\x00" * 65535, south.write("an act"))

    report = exchange(north, south).logs[0]

    assert (4, None) == (report.cosigned, report.refused)
    assert ["void:garbage"] * 3 + [""] == [one.odd for one in north.store.stored(SOUTH, 0, 4)]


def test_a_long_log_is_written_in_groups(two: Two) -> None:
    """Neither one transaction for all, nor one for each: what a cut leaves is held, and memory does not grow."""
    north, south = two
    south.say_many(5000)
    sizes: list[int] = []

    def look(path: str, data: bytes) -> bytes:
        sizes.append(north.size(SOUTH))
        return data

    pull(north.desk, Spoilt(Counterpart(south.desk, NORTH), look), member(SOUTH))

    assert {0, 4096} == set(sizes)
    assert 5000 == north.size(SOUTH)


def test_a_far_source_hears_what_will_be_asked_for_next(two: Two) -> None:
    """So the link works while a bundle is checked; nothing is announced that will not be asked for."""
    north, south = two
    south.say_many(600)
    far = Far(Counterpart(south.desk, NORTH))

    pull(north.desk, far, member(SOUTH))

    assert ["tile/entries/001", "tile/entries/002.p/88"] == far.expected
    assert 600 == north.size(SOUTH)
