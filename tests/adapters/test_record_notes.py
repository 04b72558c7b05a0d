"""The contract of every record store: checkpoints and evidence are kept for ever."""

import pytest
from tests.adapters.cast import LOG_KEY, MIRROR_KEY, NORTH, ORIGIN, SOUTH, Shelf, checkpoint, signers_of

from paraph.adapters.record_notes import latest_signed
from paraph.adapters.record_store import SqliteRecord
from paraph.service.ports import Held
from paraph.tlog import EMPTY_ROOT, Signer
from paraph.values import Forked, Unreadable

ROOT, OTHER_ROOT = b"r" * 32, b"o" * 32


def test_a_checkpoint_comes_back_as_it_was_signed(shelf: Shelf) -> None:
    held = checkpoint(7, ROOT, LOG_KEY, MIRROR_KEY)
    shelf.create().keep_checkpoint(NORTH, held)

    store = shelf.reopen()

    assert held == store.checkpoint(NORTH)
    assert held == store.checkpoint(NORTH, 7)
    assert (None, None) == (store.checkpoint(NORTH, 6), store.checkpoint(SOUTH))


def test_the_latest_checkpoint_is_the_largest_not_the_last_to_arrive(store: SqliteRecord) -> None:
    small, large = checkpoint(3, ROOT), checkpoint(11, ROOT)
    for held in (large, small):
        store.keep_checkpoint(NORTH, held)
    store.keep_checkpoint(SOUTH, checkpoint(99, ROOT))

    assert large == store.checkpoint(NORTH)
    assert [small, large] == store.checkpoints(NORTH)


BOTH = (LOG_KEY, MIRROR_KEY)


def test_the_nearest_checkpoint_that_bears_lines_of_keys_is_found(store: SqliteRecord) -> None:
    """Here every one bears the line of the log, and every tenth that of a mirror too."""
    kept = [checkpoint(size, ROOT, *BOTH[: 1 + (size % 10 == 0)]) for size in range(1, 100)]
    for held in kept:
        store.keep_checkpoint(NORTH, held)

    assert (kept[98], kept[0]) == (store.latest_signed(NORTH), store.first_signed(NORTH))
    assert (kept[98], kept[89]) == (store.latest_signed(NORTH, BOTH[:1]), store.latest_signed(NORTH, BOTH))
    assert (kept[40], kept[39]) == (store.latest_signed(NORTH, within=41), store.latest_signed(NORTH, BOTH, within=41))
    assert (kept[40], kept[49]) == (store.first_signed(NORTH, least=41), store.first_signed(NORTH, BOTH, least=41))
    assert (None, None) == (store.latest_signed(NORTH, BOTH, within=9), store.first_signed(NORTH, BOTH, least=91))
    assert (None, None) == (store.latest_signed(SOUTH), store.first_signed(SOUTH, BOTH))
    assert kept[49:] == store.checkpoints(NORTH, least=50)


@pytest.mark.parametrize("keys", [(), BOTH[:1], BOTH])
def test_the_nearest_checkpoint_is_found_in_the_order_in_which_they_lie(
    store: SqliteRecord, keys: tuple[Signer, ...]
) -> None:
    """Nothing is sorted first, so what is far away costs nothing."""
    asked = []
    with store._file.reading() as db:
        db.set_trace_callback(asked.append)
        latest_signed(db, 1, keys, 99)
        db.set_trace_callback(None)
        plan = " ".join(row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall())

    assert plan.startswith("SEARCH ")
    assert "TEMP B-TREE" not in plan


def test_the_empty_log_has_a_checkpoint_too(store: SqliteRecord) -> None:
    store.keep_checkpoint(NORTH, checkpoint(0, EMPTY_ROOT))

    assert checkpoint(0, EMPTY_ROOT) == store.checkpoint(NORTH)


def test_lines_that_come_later_are_added(store: SqliteRecord) -> None:
    store.keep_checkpoint(NORTH, checkpoint(7, ROOT, LOG_KEY))
    store.keep_checkpoint(NORTH, checkpoint(7, ROOT, MIRROR_KEY))
    store.keep_checkpoint(NORTH, checkpoint(7, ROOT, MIRROR_KEY, LOG_KEY))

    assert [ORIGIN, MIRROR_KEY.name] == signers_of(store.checkpoint(NORTH))
    assert 1 == len(store.checkpoints(NORTH))


def test_of_two_cosignatures_by_one_key_the_earlier_stays(store: SqliteRecord) -> None:
    store.keep_checkpoint(NORTH, checkpoint(7, ROOT, LOG_KEY, MIRROR_KEY, at=100))
    store.keep_checkpoint(NORTH, checkpoint(7, ROOT, LOG_KEY, MIRROR_KEY, at=200))

    assert checkpoint(7, ROOT, LOG_KEY, MIRROR_KEY, at=100) == store.checkpoint(NORTH)


def test_a_second_root_of_one_size_is_a_fork_and_changes_nothing(store: SqliteRecord) -> None:
    held = checkpoint(7, ROOT)
    store.keep_checkpoint(NORTH, held)

    with pytest.raises(Forked) as caught:
        store.keep_checkpoint(NORTH, checkpoint(7, OTHER_ROOT, MIRROR_KEY))

    expected = {"party": NORTH, "size": 7, "held": ROOT.hex(), "other": OTHER_ROOT.hex()}
    assert ("store.other_root", expected) == (caught.value.code, caught.value.facts)
    assert [held] == store.checkpoints(NORTH)


def test_another_text_over_the_same_root_is_refused(store: SqliteRecord) -> None:
    held = checkpoint(7, ROOT)
    store.keep_checkpoint(NORTH, held)

    with pytest.raises(Unreadable) as caught:
        store.keep_checkpoint(NORTH, Held(7, ROOT, held.note.replace(b"north.example", b"other.example", 1)))

    assert "note.other" == caught.value.code
    assert [held] == store.checkpoints(NORTH)


def test_evidence_is_kept_once_and_in_order(shelf: Shelf) -> None:
    store = shelf.create()
    for evidence in (b"second note", b"first note", b"second note"):
        store.keep_evidence(NORTH, evidence)

    store = shelf.reopen()

    assert ([b"second note", b"first note"], []) == (store.evidence(NORTH), store.evidence(SOUTH))
