"""Entries on their way in: each log's own verdict, what waits and is settled, and the index computed anew."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.exchange.simulator import Counterpart
from tests.record.kinds import KINDS
from tests.service.cast import ACCORD, EAST, NORTH, SOUTH, Seat, sync

from paraph.record import WAITING, Seen, write_act
from paraph.service.compare import standing
from paraph.service.exchange_log import pull_log
from paraph.service.ingest import Ingest, admit, settle_waiting
from paraph.service.reindex import rebuild_index
from paraph.service.seen import seen_now
from paraph.values import Barred

Two = tuple[Seat, Seat]
Three = tuple[Seat, Seat, Seat]


def takes_only(here: Seat, there: Seat) -> None:
    """Take a party's own log and no other."""
    member = here.desk.setup.member(there.party)
    pull_log(here.desk, Counterpart(there.desk, here.party).source(member.origin), owner=member, via=member)


def odd(seat: Seat, digest: str) -> str:
    return seat.store.find(bytes.fromhex(digest)).odd


def test_what_is_said_of_a_past_not_held_waits_until_it_is(three: Three) -> None:
    """South speaks to what East said; North hears of East late, and in parts."""
    north, south, east = three
    east.opens("first")
    south.hears(east)
    one = south.opens("one")
    east.opens("second")
    south.hears(east)
    two_ = south.opens("two")
    takes_only(north, south)
    before = (odd(north, one.digest), odd(north, two_.digest))

    entries = list(east.store.entries(EAST, 1, 3))
    admit(north.store, EAST, 1, entries[:1], kinds=KINDS)
    between = (odd(north, one.digest), odd(north, two_.digest))
    admit(north.store, EAST, 2, entries[1:], kinds=KINDS)

    assert (WAITING, WAITING) == before
    assert ("", WAITING) == between
    assert ("", "") == (odd(north, one.digest), odd(north, two_.digest))
    assert () == north.store.waiting()


def test_what_waits_in_one_log_does_not_hold_up_another(three: Three) -> None:
    north, south, east = three
    never = Seen(root="0" * 64, size=99)
    stuck = south.forges(south.compose(seen={**seen_now(south.desk), EAST: never}))
    takes_only(north, south)
    north_said = north.opens()
    east.hears(north)
    late = east.opens("late")
    takes_only(south, east)
    before = odd(south, late.digest)
    takes_only(south, north)

    settle_waiting(south.store)

    assert (WAITING, "") == (before, odd(south, late.digest))
    assert WAITING == odd(north, stuck)
    assert "" == odd(south, north_said.digest)


class Counting:
    """A store that counts how many entries are read."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.read = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def entries(self, party: str, start: int, stop: int) -> Iterator[bytes]:
        self.read += stop - start
        return self._store.entries(party, start, stop)


@pytest.mark.parametrize("waiting", [1, 300])
def test_looking_again_costs_what_is_settled_however_much_waits(three: Three, waiting: int) -> None:
    """A log that waits for ever makes nobody else's next word dearer."""
    north, south, _east = three
    never = south.compose(seen={**seen_now(south.desk), EAST: Seen(root="0" * 64, size=99)})
    south.forges(*[never] * waiting)
    takes_only(north, south)
    counting = Counting(north.store)

    settle_waiting(counting)

    assert (1, waiting) == (counting.read, len(north.store.waiting()))


def test_a_past_that_turns_out_to_be_another_makes_void(three: Three) -> None:
    """The root it named is not that of the log that came."""
    north, south, east = three
    east.opens()
    lie = south.forges(south.compose(seen={**seen_now(south.desk), EAST: Seen(root="0" * 64, size=2)}))
    takes_only(north, south)
    before = odd(north, lie)
    takes_only(north, east)

    assert (WAITING, "void:seen_root") == (before, odd(north, lie))


VERDICTS = {
    "bytes that are no act": (lambda seat: b"hello", "void:garbage"),
    "what says to have seen itself": (
        lambda seat: seat.compose(seen={NORTH: Seen(root="0" * 64, size=1)}),
        "void:seen_itself",
    ),
    "what has seen less than before": (lambda seat: seat.compose(seen={}), "void:seen_shrinks"),
    "what has seen another history": (
        lambda seat: seat.compose(seen={SOUTH: Seen(root="0" * 64, size=1)}),
        "void:seen_root",
    ),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_poison_is_received_and_has_no_effect(two: Two, name: str) -> None:
    """It is stored and shown on both sides, and the exchange goes on."""
    make, verdict = VERDICTS[name]
    north, south = two
    north.opens()
    digest = north.forges(make(north))
    south.hears(north)

    assert verdict == odd(south, digest) == odd(north, digest)
    assert 3 == south.store.size(NORTH)


@pytest.mark.parametrize("name", ["bytes that are no act", "what has seen less than before"])
def test_a_log_that_was_spoilt_once_may_still_speak(two: Two, name: str) -> None:
    make, _verdict = VERDICTS[name]
    north, south = two
    north.forges(make(north))
    said = north.opens("after")
    south.hears(north)

    assert "" == odd(south, said.digest)


def test_what_every_reader_would_void_for_its_past_is_barred(two: Two) -> None:
    """A log that said once to have seen itself can say nothing that has seen as much: the pen knows it before."""
    north, _south = two
    make, _verdict = VERDICTS["what says to have seen itself"]
    north.forges(make(north))
    before = north.trace()

    with pytest.raises(Barred, match="seen_shrinks"):
        north.opens("after")

    assert before == north.trace()


ABOUT = {
    "a record": ("ab" * 32, bytes.fromhex("ab" * 32)),
    "no digest": ("ab", b""),
    "no hex": ("zz" * 32, b""),
    "no text": (7, b""),
}


@pytest.mark.parametrize("name", ABOUT)
def test_the_record_that_an_opening_is_about_is_found_in_its_content(two: Two, name: str) -> None:
    terms, about = ABOUT[name]
    north, _south = two
    act = north.compose(kind="test.works/1", verb="report", content={"terms": terms})

    row = Ingest(north.store, NORTH, kinds=KINDS).row(write_act(act))

    assert ("test.works/1", about) == row.opens


def test_an_opening_without_content_is_about_nothing(two: Two) -> None:
    north, _south = two
    fields = {name: getattr(north.compose(), name) for name in ("at", "by", "seen")}
    bare = type(north.compose())(**fields, kind="test.works/1", verb="report")

    assert b"" == Ingest(north.store, NORTH, kinds=KINDS).row(write_act(bare)).opens.about


def test_without_the_declarations_no_opening_is_about_anything(two: Two) -> None:
    north, _south = two
    act = north.compose(kind="test.works/1", verb="report", content={"terms": "ab" * 32})

    assert b"" == Ingest(north.store, NORTH).row(write_act(act)).opens.about


def told(seat: Seat) -> Iterator[object]:
    """All that the index answers."""
    store = seat.store
    yield store.odd_entries(), store.opened(), store.waiting()
    for party in store.parties():
        for seq, entry in enumerate(store.stored(party, 0, store.size(party))):
            yield entry, store.find(entry.leaf), store.acts_of(entry.leaf), store.reach(party, seq)
    for opened in store.opened():
        yield store.opened(about=opened.record), store.opened(kind=opened.kind.partition("/")[0])
    yield standing(seat.desk)


def eventful(three: Three) -> Seat:
    """North, after all that can happen to an index."""
    north, south, east = three
    opened = north.opens("one")
    charter = north.store.opened()[0].record.hex()
    north.say("report", kind="test.works/1", content={"terms": charter, "version": charter})
    sync(north, south, east)
    south.accepts(opened)
    south.forges(b"hello")
    east.forges(east.compose(seen={}, kind=ACCORD.name))
    never = Seen(root="0" * 64, size=99)
    south.forges(south.compose(seen={**seen_now(south.desk), EAST: never}))
    sync(north, south, east)
    return north


def test_an_index_that_was_dropped_is_computed_again_from_the_logs(three: Three) -> None:
    north = eventful(three)
    before = list(told(north))

    north.store.drop_index()
    empty = north.store.opened()
    rebuild_index(north.store, kinds=KINDS)

    assert [] == empty
    assert () == north.store.unindexed()
    assert before == list(told(north))


def test_an_index_can_be_computed_again_without_being_dropped(three: Three) -> None:
    north = eventful(three)
    before = list(told(north))

    rebuild_index(north.store, kinds=KINDS)

    assert before == list(told(north))
