"""The contract of every record store: checkpoints and evidence are kept for ever."""

import pytest
from tests.adapters.cast import LOG_KEY, MIRROR_KEY, NORTH, ORIGIN, SOUTH, Shelf, checkpoint, signers_of

from paraph.adapters.record_store import SqliteRecord
from paraph.service.ports import Held
from paraph.tlog import EMPTY_ROOT
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


def test_checkpoints_are_read_from_the_largest_down_as_far_as_asked(store: SqliteRecord) -> None:
    kept = [checkpoint(size, ROOT, LOG_KEY, MIRROR_KEY) for size in range(1, 200)]
    for held in kept:
        store.keep_checkpoint(NORTH, held)

    assert kept[::-1] == list(store.latest_checkpoints(NORTH))
    assert kept[-1] == next(store.latest_checkpoints(NORTH))
    assert kept[149:] == store.checkpoints(NORTH, least=150)
    assert [] == list(store.latest_checkpoints(SOUTH))


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
