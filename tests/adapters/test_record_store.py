"""The contract of every record store: logs that only grow, durable or not written, and the hashes of their trees."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tests.adapters.cast import NORTH, SOUTH, Shelf, checkpoint, frontier_over, row, rows

from paraph.adapters.record_store import SqliteRecord
from paraph.tlog import (
    Frontier,
    complete_root,
    consistency_proof,
    grow,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from paraph.values import Damaged, Forked

ODD_SIZES = (1, 2, 3, 255, 256, 257, 511, 513, 1000)


def test_a_new_record_holds_nothing(store: SqliteRecord) -> None:
    assert () == store.parties()
    assert 0 == store.size(NORTH)
    assert Frontier.empty() == store.frontier(NORTH)
    assert [] == list(store.entries(NORTH, 0, 0))
    assert store.checkpoint(NORTH) is None
    assert {} == store.settings()


def test_entries_come_back_byte_for_byte(shelf: Shelf) -> None:
    said = [row(data) for data in (b"", b"\x00", b"{}", bytes(65535), "نص".encode())]
    shelf.create().append(NORTH, 0, said)

    store = shelf.reopen()

    assert [each.data for each in said] == list(store.entries(NORTH, 0, 5))
    assert [each.leaf for each in said] == [stored.leaf for stored in store.stored(NORTH, 0, 5)]
    assert 5 == store.size(NORTH)


def test_logs_grow_beside_each_other(store: SqliteRecord) -> None:
    north, south = rows(700, tag="north"), rows(700, tag="south")
    for at in range(0, 700, 70):
        store.append(SOUTH, at, south[at : at + 70])
        store.append(NORTH, at, north[at : at + 70])

    assert (NORTH, SOUTH) == store.parties()
    assert [each.data for each in north] == list(store.entries(NORTH, 0, 700))
    assert [each.data for each in south] == list(store.entries(SOUTH, 0, 700))
    assert frontier_over(south) == store.frontier(SOUTH)


@pytest.mark.parametrize("at", [0, 2, 4])
def test_an_append_at_another_size_writes_nothing(store: SqliteRecord, at: int) -> None:
    store.append(NORTH, 0, rows(3))

    with pytest.raises(Damaged) as caught:
        store.append(NORTH, at, rows(2, start=7))

    assert ("store.moved", {"party": NORTH, "at": at, "size": 3}) == (caught.value.code, caught.value.facts)
    assert [each.data for each in rows(3)] == list(store.entries(NORTH, 0, store.size(NORTH)))


def test_of_two_who_append_at_one_size_one_succeeds(store: SqliteRecord) -> None:
    store.append(NORTH, 0, rows(1))

    def race(number: int) -> str:
        try:
            store.append(NORTH, 1, rows(1, start=number))
        except Damaged as error:
            return error.code
        return "appended"

    with ThreadPoolExecutor(8) as pool:
        ends = sorted(pool.map(race, range(10, 18)))

    assert ["appended", *["store.moved"] * 7] == ends
    assert 2 == store.size(NORTH)


def test_appending_nothing_changes_nothing(store: SqliteRecord) -> None:
    store.append(NORTH, 0, rows(3))
    store.append(NORTH, 3, [])

    assert frontier_over(rows(3)) == store.frontier(NORTH)


def test_a_row_that_is_refused_leaves_no_part_of_its_batch(store: SqliteRecord) -> None:
    store.append(NORTH, 0, rows(2))

    with pytest.raises(Damaged):
        store.append(NORTH, 2, [*rows(300, start=2), row(bytes(65536))])

    assert 2 == store.size(NORTH)
    store.append(NORTH, 2, rows(300, start=2))
    assert frontier_over(rows(302)) == store.audit(NORTH)


@pytest.mark.parametrize("size", ODD_SIZES)
def test_the_frontier_is_the_same_however_the_log_was_appended_and_opened(shelf: Shelf, size: int) -> None:
    said, store = rows(size), shelf.create()
    store.append(NORTH, 0, said[: size // 3])
    for at in range(size // 3, size // 2):
        store.append(NORTH, at, said[at : at + 1])
    store.append(NORTH, size // 2, said[size // 2 :])

    assert frontier_over(said) == store.frontier(NORTH)
    assert frontier_over(said) == shelf.reopen().frontier(NORTH)
    assert frontier_over(said) == shelf.reopen().audit(NORTH)


def test_every_complete_subtree_can_be_asked_for(shelf: Shelf) -> None:
    size, said, store = 1000, rows(1000), shelf.create()
    store.append(NORTH, 0, said)
    places = [(level, index) for level in range(10) for index in range(size >> level)]
    leaves = [each.leaf for each in said]
    expected = [complete_root(leaves[index << level : index + 1 << level]) for level, index in places]

    assert expected == [store.node(NORTH, *place) for place in places]
    store = shelf.reopen()
    assert expected[::-1] == [store.node(NORTH, *place) for place in places[::-1]]


@pytest.mark.parametrize(("level", "index"), [(0, 1000), (3, 125), (9, 1), (10, 0), (63, 0), (0, -1), (-1, 0)])
def test_a_subtree_that_is_not_complete_is_not_held(store: SqliteRecord, level: int, index: int) -> None:
    store.append(NORTH, 0, rows(1000))

    with pytest.raises(Damaged):
        store.node(NORTH, level, index)
    with pytest.raises(Damaged):
        store.node(SOUTH, 0, 0)


def test_proofs_are_made_of_nodes(shelf: Shelf) -> None:
    """Three levels of tiles, and proofs in each of them."""
    said, store = rows(66000), shelf.create()
    store.append(NORTH, 0, said)
    root = store.frontier(NORTH).root()
    store = shelf.reopen()

    def node(level: int, index: int) -> bytes:
        return store.node(NORTH, level, index)

    for index in (0, 255, 256, 65535, 65536, 65999):
        proof = inclusion_proof(index, 66000, node)
        verify_inclusion(leaf=said[index].leaf, index=index, size=66000, proof=proof, root=root)
    for old in (1, 256, 65537):
        proof = consistency_proof(old, 66000, node)
        old_root = frontier_over(said[:old]).root()
        verify_consistency(old_size=old, old_root=old_root, new_size=66000, new_root=root, proof=proof)


@pytest.mark.parametrize(("start", "stop"), [(2, 4), (3, 4), (0, 300)])
def test_reading_past_the_end_is_an_error_not_an_end(store: SqliteRecord, start: int, stop: int) -> None:
    store.append(NORTH, 0, rows(3))

    for read in (store.entries, store.stored):
        with pytest.raises(Damaged) as caught:
            list(read(NORTH, start, stop))
        assert ("store.missing", {"party": NORTH, "seq": 3}) == (caught.value.code, caught.value.facts)


def test_rows_and_their_checkpoint_are_kept_together(shelf: Shelf) -> None:
    said = rows(5)
    held = checkpoint(5, frontier_over(said).root())
    shelf.create().commit(NORTH, 0, said, held=held)

    store = shelf.reopen()

    assert (5, held) == (store.size(NORTH), store.checkpoint(NORTH))


def test_rows_whose_checkpoint_contradicts_another_are_not_kept(store: SqliteRecord) -> None:
    said = rows(5)
    store.keep_checkpoint(NORTH, checkpoint(5, bytes(32)))

    with pytest.raises(Forked) as caught:
        store.commit(NORTH, 0, said, held=checkpoint(5, frontier_over(said).root()))

    assert "store.other_root" == caught.value.code
    assert 0 == store.size(NORTH)
    store.append(NORTH, 0, said)
    assert frontier_over(said) == store.frontier(NORTH)


def test_a_tree_grown_by_the_caller_is_taken_as_it_is(shelf: Shelf) -> None:
    said, store = rows(600), shelf.create()
    store.append(NORTH, 0, said[:100])

    store.commit(NORTH, 100, said[100:], grown=grow(store.frontier(NORTH), [each.leaf for each in said[100:]]))

    assert frontier_over(said) == store.audit(NORTH)
    with pytest.raises(ValueError, match="600"):
        store.commit(NORTH, 600, said, grown=(store.frontier(NORTH), ()))


def test_readers_see_whole_appends_while_a_writer_writes(shelf: Shelf) -> None:
    store, done = shelf.create(), Event()
    store.append(NORTH, 0, rows(7))

    def read() -> set[int]:
        sizes = set()
        while not done.is_set():
            size = store.size(NORTH)
            sizes.add(size)
            assert rows(7, start=size - 7)[0].data == next(store.entries(NORTH, size - 7, size))
            assert size == len(list(store.stored(NORTH, 0, size)))
        return sizes

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for at in range(7, 700, 7):
            store.append(NORTH, at, rows(7, start=at))
        done.set()

    assert all(size % 7 == 0 for reader in readers for size in reader.result())


def test_settings_are_replaced_whole(shelf: Shelf) -> None:
    store = shelf.create()
    store.configure({"me": NORTH, "names": ["شمال"]})
    store.configure({"me": SOUTH})

    assert {"me": SOUTH} == shelf.reopen().settings()
