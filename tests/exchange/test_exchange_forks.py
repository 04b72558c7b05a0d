"""One log, two histories: the exchange of that log stops, and what was signed is kept as evidence for a stranger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, member, node, origin
from tests.exchange.simulator import Counterpart, Spoilt, exchange, kind_of

from paraph.service.evidence import verify_evidence
from paraph.service.exchange import pull
from paraph.service.exchange_report import Exchange, LogReport
from paraph.values import Unreadable

Two = tuple[Node, Node]


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[Node]:
    """South's other node: the same keys, another history."""
    other = node(tmp_path / "twin", SOUTH)
    yield other
    other.store.close()


def shown(north: Node, south: Node, courier: object) -> LogReport:
    return pull(north.desk, courier, member(south.party)).logs[0]


def forked(north: Node, twin: Node) -> LogReport:
    return exchange(north, twin).logs[0]


@pytest.mark.parametrize(
    ("held", "offered"),
    [(1, 1), (3, 3), (2, 5), (1, 300), (256, 512), (300, 700), (700, 300), (5, 2), (2, 1)],
)
def test_two_signed_histories_stop_the_exchange_and_leave_evidence(
    two: Two, twin: Node, held: int, offered: int
) -> None:
    """Whichever is larger, whoever comes second, with only one act in common or none."""
    north, south = two
    south.say_many(held)
    exchange(north, south)
    twin.say("something else")
    if offered > 1:
        twin.say_many(offered - 1)

    report = forked(north, twin)

    assert ("exchange.forked", held) == (report.refused.code, report.size)
    found = verify_evidence(north.store.evidence(SOUTH)[0])
    assert (origin(SOUTH), {held, offered}) == (found.origin, {found.smaller.size, found.larger.size})
    assert member(SOUTH).log_keys == found.keys


def test_nothing_of_the_second_history_is_admitted_or_cosigned(two: Two, twin: Node) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    twin.say("other", "words")

    forked(north, twin)

    assert south.entries(SOUTH) == north.entries(SOUTH)
    assert 1 == north.store.checkpoint(SOUTH).size


def test_after_a_fork_the_log_is_frozen_for_either_history(two: Two, twin: Node) -> None:
    """Nobody chooses a branch, not even the one held first."""
    north, south = two
    south.say("one")
    exchange(north, south)
    twin.say("other")
    forked(north, twin)
    south.say("two")

    report = exchange(north, south).logs[0]

    assert ("exchange.frozen", 1, None) == (report.refused.code, report.size, report.cosigned)


def test_a_frozen_log_freezes_no_other(three: tuple[Node, Node, Node], tmp_path: Path) -> None:
    north, south, east = three
    twin = node(tmp_path / "twin", SOUTH, EAST, NORTH, SOUTH)
    south.say("one")
    exchange(north, south)
    twin.say("other")
    forked(north, twin)
    twin.store.close()
    east.say("still here")
    exchange(south, east)

    report = exchange(north, south)

    assert ["exchange.frozen"] == [one.refused.code for one in report.refusals]
    assert 1 == north.size(EAST)


def test_a_fork_is_found_by_way_of_a_third(three: tuple[Node, Node, Node], tmp_path: Path) -> None:
    """South shows North one history and East another; when North hears East, it has both signatures."""
    north, south, east = three
    twin = node(tmp_path / "twin", SOUTH, EAST, NORTH, SOUTH)
    south.say("to North")
    twin.say("to East")
    exchange(north, south)
    exchange(east, twin)
    twin.store.close()

    report: Exchange = exchange(north, east)

    assert [("exchange.forked", SOUTH, EAST)] == [
        (one.refused.code, one.party, one.refused.facts["via"]) for one in report.refusals
    ]
    assert origin(SOUTH) == verify_evidence(north.store.evidence(SOUTH)[0]).origin


@pytest.mark.parametrize(("first", "second"), [(700, 700), (700, 900), (900, 700)])
def test_whoever_goes_back_on_what_it_showed_before_a_cut_is_caught(
    two: Two, twin: Node, first: int, second: int
) -> None:
    """The checkpoint is kept before its entries: after a cut, a second history meets the first one's signature."""
    north, south = two
    south.say_many(first)
    exchange(north, south, quota=300)
    twin.say("other")
    twin.say_many(second - 1)

    report = forked(north, twin)

    expected = "exchange.forked" if second >= first else "exchange.stale"
    assert (expected, 300, None) == (report.refused.code, report.size, report.cosigned)
    assert (expected == "exchange.forked") == bool(north.store.evidence(SOUTH))


def test_what_was_shown_counts_even_where_all_that_came_agrees(two: Two, twin: Node) -> None:
    """Both histories begin with the 300 acts that are held; they part before the head that was shown first."""
    north, south = two
    south.say_many(700)
    exchange(north, south, quota=300)
    twin.put(*south.entries(SOUTH)[:400])
    twin.say_many(500)

    report = forked(north, twin)

    assert ("exchange.forked", 300) == (report.refused.code, report.size)
    assert {700, 900} == {head.size for head in verify_evidence(north.store.evidence(SOUTH)[0])[1:3]}


def test_what_cannot_be_shown_to_a_stranger_accuses_nobody(two: Two, twin: Node) -> None:
    """A larger head whose tiles are kept back is refused; there is no proof yet of what it contradicts."""
    north, south = two
    south.say("one")
    exchange(north, south)
    twin.say("other", "words")

    def keep_back(path: str, data: bytes) -> bytes:
        if kind_of(path) == "hashes":
            raise Unreadable("source.missing", path=path)
        return data

    report = shown(north, south, Spoilt(Counterpart(twin.desk, NORTH), keep_back))

    assert ("exchange.truncated", []) == (report.refused.code, north.store.evidence(SOUTH))


def test_a_smaller_head_of_another_history_without_tiles_is_refused(two: Two, twin: Node) -> None:
    """Held: 300 of 700. Shown: 200 of another history, of which no tile is given."""
    north, south = two
    south.say_many(100)
    exchange(north, south)
    south.say_many(600)
    exchange(north, south, quota=200)
    twin.put(*south.entries(SOUTH)[:150])
    twin.say_many(50)

    def keep_back(path: str, data: bytes) -> bytes:
        if kind_of(path) == "hashes":
            raise Unreadable("source.missing", path=path)
        return data

    report = shown(north, south, Spoilt(Counterpart(twin.desk, NORTH), keep_back))

    assert ("exchange.stale", []) == (report.refused.code, north.store.evidence(SOUTH))


@pytest.mark.parametrize("offered", [200, 400])
def test_the_same_from_a_mirror_is_a_mismatch(three: tuple[Node, Node, Node], tmp_path: Path, offered: int) -> None:
    """A mirror may lag, but what it shows must be what we hold: less of it, or more of it but less than was shown."""
    north, south, east = three
    twin = node(tmp_path / "twin", SOUTH, EAST, NORTH, SOUTH)
    south.say_many(100)
    exchange(north, south)
    south.say_many(600)
    exchange(north, south, quota=200)
    twin.put(*south.entries(SOUTH)[:150])
    twin.say_many(offered - 150)
    exchange(east, twin)
    twin.store.close()

    report = exchange(north, east)

    assert ["exchange.tiles_mismatch"] == [one.refused.code for one in report.refusals]
    assert [] == north.store.evidence(SOUTH)


def test_our_own_key_under_two_histories_is_evidence_against_us(two: Two, tmp_path: Path) -> None:
    """A node put back without asking its mirrors signed again: its counterpart holds the first history."""
    north, south = two
    north.say("one", "two")
    exchange(south, north)
    other = node(tmp_path / "other", NORTH)
    other.say("three", "four", "five")

    report = exchange(other, south)

    assert ("exchange.own_forked", SOUTH) == (report.ours.refused.code, report.ours.refused.facts["via"])
    assert {2, 3} == {head.size for head in verify_evidence(other.store.evidence(NORTH)[0])[1:3]}
    other.store.close()


def test_our_own_fork_without_our_own_signature_is_named_all_the_same(two: Two, tmp_path: Path) -> None:
    """What we hold was never signed: there is nothing to show a stranger, but nothing is kept of it either."""
    north, south = two
    north.say("one")
    exchange(south, north)
    other = node(tmp_path / "other", NORTH)
    other.append(other.write("two"))

    report = exchange(other, south)

    assert ("exchange.own_forked", []) == (report.ours.refused.code, other.store.evidence(NORTH))
    other.store.close()
