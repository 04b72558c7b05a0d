"""The contract of every record store: what the index answers, and that it can be computed again."""

from collections import defaultdict

import pytest
from tests.adapters.cast import EAST, NORTH, SOUTH, Shelf, checkpoint, opening, row, rows, story

from paraph.adapters.record_search import _NEXT_WAITING
from paraph.adapters.record_store import SqliteRecord
from paraph.service.ports import Opened, Row, Stored
from paraph.values import Damaged, Forked

PAPER = opening(b"paper")
SESSION = opening(b"session", kind="test.session/1")


def stored(party: str, seq: int, said: Row) -> Stored:
    return Stored(party, seq, said.leaf, said.data, said.odd)


def test_the_acts_of_a_record_come_in_party_order_however_they_arrived(store: SqliteRecord) -> None:
    south = [row(b"south 1", record=PAPER.leaf), row(b"south 2", record=PAPER.leaf)]
    north = [PAPER, SESSION, row(b"north 2", record=PAPER.leaf)]
    store.append(SOUTH, 0, south)
    store.append(NORTH, 0, north[:2])
    store.append(NORTH, 2, north[2:])

    expected = [
        stored(NORTH, 0, PAPER),
        stored(NORTH, 2, north[2]),
        stored(SOUTH, 0, south[0]),
        stored(SOUTH, 1, south[1]),
    ]
    assert expected == store.acts_of(PAPER.leaf)
    assert [stored(NORTH, 1, SESSION)] == store.acts_of(SESSION.leaf)


def test_a_record_nobody_speaks_to_has_no_acts(store: SqliteRecord) -> None:
    store.append(NORTH, 0, [PAPER])

    assert [] == store.acts_of(PAPER.leaf[:8] + bytes(24))
    assert [] == store.acts_of(b"")


def test_entries_are_found_by_the_beginning_of_their_hash(store: SqliteRecord) -> None:
    """However many digits are given, odd numbers of them included, in all logs."""
    north, south = rows(9000, tag="north"), rows(300, tag="south")
    store.append(NORTH, 0, north)
    store.append(SOUTH, 0, south)
    every = [
        stored(party, seq, said) for party, log in ((NORTH, north), (SOUTH, south)) for seq, said in enumerate(log)
    ]
    leaf = south[7].leaf.hex()

    for digits in (1, 2, 3, 8, 9, 63, 64):
        expected = [one for one in every if one.leaf.hex().startswith(leaf[:digits])]
        assert expected == list(store.beginning(leaf[:digits]))
    assert every == list(store.beginning(""))


def test_records_whose_ids_begin_alike_are_not_mixed(store: SqliteRecord) -> None:
    alike = [PAPER.leaf[:8] + bytes([number]) * 24 for number in range(200)]
    store.append(NORTH, 0, [row(b"%d" % number, record=record) for number, record in enumerate(alike)])
    store.append(NORTH, 200, [row(b"again %d" % number, record=record) for number, record in enumerate(alike)])

    assert [[number, 200 + number] for number in range(200)] == [
        [act.seq for act in store.acts_of(each)] for each in alike
    ]


def test_what_was_not_written_leaves_no_trace_in_the_index(store: SqliteRecord) -> None:
    """A record that was opened in a batch that failed must not lend its number to the next one."""
    store.append(NORTH, 0, [row(b"north", reach=b"1")])
    store.keep_checkpoint(NORTH, checkpoint(9, bytes(32)))
    unwritten = [row(b"a", record=b"a" * 32, reach=b"9"), row(b"b", record=b"b" * 32)]
    with pytest.raises(Forked):
        store.commit(NORTH, 1, unwritten, held=checkpoint(9, b"r" * 32))

    written = [row(b"c", record=b"c" * 32, reach=b"1"), row(b"a", record=b"a" * 32, reach=b"9")]
    store.append(NORTH, 1, written)

    assert [stored(NORTH, 1, written[0])] == store.acts_of(b"c" * 32)
    assert [stored(NORTH, 2, written[1])] == store.acts_of(b"a" * 32)
    assert [] == store.acts_of(b"b" * 32)
    assert [b"1", b"1", b"9"] == [store.reach(NORTH, size) for size in (1, 2, 3)]


def test_an_entry_is_found_by_its_leaf_hash(shelf: Shelf) -> None:
    store, said = shelf.create(), rows(20000)
    store.append(SOUTH, 0, [row(b"other")])
    for at in range(0, 20000, 5000):
        store.append(NORTH, at, said[at : at + 5000])

    for seq in (0, 1, 8191, 8192, 16384, 19999):
        assert stored(NORTH, seq, said[seq]) == store.find(said[seq].leaf)
    assert store.find(said[0].leaf[:4] + bytes(28)) is None
    assert stored(SOUTH, 0, row(b"other")) == shelf.reopen().find(row(b"other").leaf)


def test_bytes_said_twice_are_found_where_they_were_said_first(store: SqliteRecord) -> None:
    store.append(SOUTH, 0, [PAPER])
    store.append(NORTH, 0, [SESSION, PAPER, PAPER])

    assert stored(NORTH, 1, PAPER) == store.find(PAPER.leaf)
    assert [(NORTH, 1), (NORTH, 2), (SOUTH, 0)] == [(act.party, act.seq) for act in store.acts_of(PAPER.leaf)]


def test_records_are_listed_by_kind_and_by_what_they_are_about(store: SqliteRecord) -> None:
    later = opening(b"later", kind="test.paper/12", about=SESSION.leaf)
    other = opening(b"other", kind="test.paperwork/1", about=SESSION.leaf)
    store.append(SOUTH, 0, [later, other])
    store.append(NORTH, 0, [PAPER, SESSION])

    paper, session = (
        Opened(PAPER.leaf, "test.paper/1", b"", NORTH, 0),
        Opened(SESSION.leaf, "test.session/1", b"", NORTH, 1),
    )
    third = Opened(later.leaf, "test.paper/12", SESSION.leaf, SOUTH, 0)
    fourth = Opened(other.leaf, "test.paperwork/1", SESSION.leaf, SOUTH, 1)
    assert [paper, session, third, fourth] == store.opened()
    assert [paper, third] == store.opened(kind="test.paper")
    assert [third] == store.opened(kind="test.paper/12")
    assert [third, fourth] == store.opened(about=SESSION.leaf)
    assert [third] == store.opened(kind="test.paper", about=SESSION.leaf)
    assert [] == store.opened(kind="test")


def test_the_reach_at_a_size_is_that_of_the_entry_before(store: SqliteRecord) -> None:
    reaches = [b"", b"1", b"1", b"2", b"2", b"2"]
    said = [row(b"%d" % number, reach=reach) for number, reach in enumerate(reaches)]
    store.append(SOUTH, 0, [row(b"south", reach=b"9")])
    store.append(NORTH, 0, said[:3])
    store.append(NORTH, 3, said[3:4])
    store.append(NORTH, 4, said[4:])

    assert [b"", *reaches] == [store.reach(NORTH, size) for size in range(7)]
    assert b"" == store.reach(EAST, 0)


def test_what_waits_may_be_settled_while_it_is_read(store: SqliteRecord) -> None:
    store.append(SOUTH, 0, [row(b"%d" % number, odd="waiting") for number in range(200)])
    read = []

    for seq in store.waiting_of(SOUTH):
        read.append(seq)
        store.settle([(SOUTH, seq, "")])

    assert (list(range(200)), ()) == (read, store.waiting())


def test_what_waits_is_found_by_an_index_in_order(store: SqliteRecord) -> None:
    """However much else waits, and whatever other verdicts there are."""
    with store._file.reading() as db:
        plan = [row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {_NEXT_WAITING}", (0, 1, 1)).fetchall()]

    assert ["SEARCH odd USING COVERING INDEX odd_waiting (odd=? AND rowid>? AND rowid<?)"] == plan


def test_what_waits_is_listed_until_it_is_settled(store: SqliteRecord) -> None:
    said = [row(b"%d" % number, odd=odd) for number, odd in enumerate(("waiting", "garbage", "waiting", ""))]
    store.append(SOUTH, 0, said)
    store.append(NORTH, 0, [row(b"north", odd="waiting")])
    assert ((NORTH, 0), (SOUTH, 0), (SOUTH, 2)) == store.waiting()

    assert ([0, 2], [0], []) == tuple([*store.waiting_of(party)] for party in (SOUTH, NORTH, EAST))

    store.settle([(SOUTH, 0, "")])
    store.settle([(SOUTH, 2, "void:past")])

    assert ((NORTH, 0),) == store.waiting()
    assert ["", "garbage", "void:past", ""] == [each.odd for each in store.stored(SOUTH, 0, 4)]
    assert [(NORTH, 0), (SOUTH, 1), (SOUTH, 2)] == [(each.party, each.seq) for each in store.odd_entries()]


@pytest.mark.parametrize("odd", ["", "waiting", "void:past"])
def test_what_does_not_wait_cannot_be_settled(store: SqliteRecord, odd: str) -> None:
    store.append(NORTH, 0, [row(b"void", odd="void:reach"), row(b"fine")])

    store.settle([(NORTH, 0, odd)])
    store.settle([(NORTH, 1, odd)])
    store.settle([(SOUTH, 0, odd)])

    assert ["void:reach", ""] == [each.odd for each in store.stored(NORTH, 0, 2)]


def answers(store: SqliteRecord, parties: dict[str, list[Row]]) -> dict[str, object]:
    records = sorted({each.record for said in parties.values() for each in said})
    return {
        "acts": {record: store.acts_of(record) for record in records if record},
        "found": [store.find(each.leaf) for said in parties.values() for each in said],
        "opened": (store.opened(), store.opened(kind="test.paper"), store.opened(about=b"x" * 32)),
        "reach": {party: [store.reach(party, size) for size in range(len(parties[party]))] for party in parties},
        "odd": (store.odd_entries(), store.waiting()),
    }


def test_the_index_answers_as_a_plain_reading_of_the_logs_does(store: SqliteRecord) -> None:
    parties = {NORTH: story(900, seed=1, tag="north"), SOUTH: story(700, seed=2, tag="south")}
    for party, said in parties.items():
        for at in range(0, len(said), 130):
            store.append(party, at, said[at : at + 130])

    acts: dict[bytes, list[Stored]] = defaultdict(list)
    for party, said in parties.items():
        for seq, each in enumerate(said):
            acts[each.record].append(stored(party, seq, each))
    del acts[b""]
    assert acts == answers(store, parties)["acts"]
    assert [stored(party, seq, each) for party in parties for seq, each in enumerate(parties[party])] == answers(
        store, parties
    )["found"]
    assert [each.odd for each in store.odd_entries()] == [
        each.odd for said in parties.values() for each in said if each.odd
    ]


def test_a_dropped_index_is_computed_again(shelf: Shelf) -> None:
    parties, store = {NORTH: story(9000, seed=3, tag="north"), SOUTH: story(300, seed=4, tag="south")}, shelf.create()
    for party, said in parties.items():
        store.append(party, 0, said)
    before = answers(store, {NORTH: parties[NORTH][-300:], SOUTH: parties[SOUTH]})

    store.drop_index()
    assert ((NORTH, SOUTH), []) == (store.unindexed(), store.opened())
    for party, said in parties.items():
        store.reindex(party, enumerate(said))

    assert () == store.unindexed()
    assert before == answers(store, {NORTH: parties[NORTH][-300:], SOUTH: parties[SOUTH]})
    assert before == answers(shelf.reopen(), {NORTH: parties[NORTH][-300:], SOUTH: parties[SOUTH]})


def test_reindexing_one_log_leaves_the_others_and_may_change_verdicts(store: SqliteRecord) -> None:
    store.append(NORTH, 0, [PAPER, row(b"waits", record=PAPER.leaf, odd="waiting")])
    store.append(SOUTH, 0, [row(b"south", record=PAPER.leaf, odd="void:past")])

    store.reindex(NORTH, enumerate([PAPER, row(b"waits", record=PAPER.leaf)]))

    assert ["", "", "void:past"] == [act.odd for act in store.acts_of(PAPER.leaf)]


def test_an_index_computed_again_has_the_reach_from_the_first_entry_on(store: SqliteRecord) -> None:
    said = [row(b"%d" % number, reach=b"1") for number in range(3)]
    store.append(NORTH, 0, said)

    store.reindex(NORTH, enumerate(said))

    assert [b"", b"1", b"1", b"1"] == [store.reach(NORTH, size) for size in range(4)]


def test_an_index_that_would_leave_entries_out_is_not_kept(store: SqliteRecord) -> None:
    store.append(NORTH, 0, [PAPER, SESSION])

    with pytest.raises(Damaged) as caught:
        store.reindex(NORTH, enumerate([PAPER]))
    with pytest.raises(ValueError, match="0"):
        store.reindex(NORTH, [(1, SESSION), (0, PAPER)])

    assert "store.reindex_short" == caught.value.code
    assert 2 == len(store.opened())
