"""Signing our own log: what is signed was read back, and the mark beside the key came first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from shutil import copy

import pytest
from tests.service.cast import NORTH, Seat

from paraph.adapters.record_store import SqliteRecord
from paraph.record import write_act
from paraph.service.ingest import admit
from paraph.service.ports import Mark
from paraph.service.publish import frontier_at, offer, publish, seconds
from paraph.service.serve_tiles import head_to_serve
from paraph.tlog import Frontier, parse_note
from paraph.values import Damaged, Recovering

Two = tuple[Seat, Seat]


def append(seat: Seat, words: str = "unsigned") -> None:
    """Append and sign nothing: a crash came between."""
    admit(
        seat.store,
        seat.party,
        seat.store.size(seat.party),
        (write_act(seat.compose(content={"words": words})),),
        kinds=seat.desk.kinds,
    )


@contextmanager
def spoilt(seat: Seat, change: str) -> Iterator[Seat]:
    """The same desk after another program changed what is stored, past the triggers that forbid it."""
    seat.store.close()
    path = seat.folder / "record.paraph"
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute(change)
        db.commit()
    with closing(SqliteRecord(path)) as store:
        yield replace(seat, desk=replace(seat.desk, store=store))


# The first log in a record is numbered 1; the number of the log is the upper part of a place.
NORTHS = "FROM entry WHERE place >> 40 = (SELECT no FROM log WHERE party = 'NORTH')"
LAST, FIRST = f"WHERE place = (SELECT max(place) {NORTHS})", f"WHERE place = (SELECT min(place) {NORTHS})"


def test_what_is_signed_once_is_not_signed_again(two: Two) -> None:
    north, _south = two
    before = north.store.checkpoints(NORTH)

    assert offer(north.desk, north.keys) == publish(north.desk, north.keys)
    assert before == north.store.checkpoints(NORTH)


def test_a_group_of_acts_is_signed_once_and_cosigned_by_our_own_second_key_when_offered(two: Two) -> None:
    north, _south = two
    append(north)
    append(north, "two")

    plain = publish(north.desk, north.keys)
    offered = offer(north.desk, north.keys)

    assert (3, 3, [0, 1, 3]) == (plain.size, offered.size, [held.size for held in north.store.checkpoints(NORTH)])
    assert (1, 2) == (len(parse_note(plain.note).lines), len(parse_note(offered.note).lines))
    assert parse_note(offered.note).lines == parse_note(north.store.checkpoint(NORTH).note).lines


def test_a_checkpoint_that_a_power_cut_took_back_comes_again_as_it_was(two: Two) -> None:
    """Act and mark were on the disk, so the key signs the same bytes; and nobody had seen what was lost."""
    north, _south = two
    append(north)
    before = north.folder / "before"
    before.mkdir()
    for name in ("record.paraph", "record.paraph-wal"):
        copy(north.folder / name, before / name)
    held = publish(north.desk, north.keys)
    assert 1 == head_to_serve(north.desk, north.desk.setup.member(NORTH)).size

    with closing(SqliteRecord(before / "record.paraph")) as store:
        assert (1, 2) == (store.checkpoint(NORTH).size, store.size(NORTH))
        assert held == publish(replace(north.desk, store=store), north.keys)


def test_what_is_offered_is_on_the_disk_and_what_nobody_sees_waits_for_it(two: Two) -> None:
    north, _south = two
    append(north)
    asked = list[str]()
    north.store._file._writer.set_trace_callback(asked.append)

    publish(north.desk, north.keys)
    assert ["PRAGMA synchronous = NORMAL"] == [each for each in asked if each.startswith("PRAGMA")]
    held = offer(north.desk, north.keys)

    last = asked[len(asked) - asked[::-1].index("PRAGMA synchronous = FULL") :]
    assert ("BEGIN IMMEDIATE", "COMMIT") == (last[0], last[-1])
    assert held == head_to_serve(north.desk, north.desk.setup.member(NORTH))


def test_the_mark_beside_the_key_is_the_last_checkpoint(two: Two) -> None:
    north, _south = two
    append(north)

    held = publish(north.desk, north.keys)

    assert Mark(held.size, held.root) == north.keys.mark()


def test_what_an_interrupted_saying_left_is_signed_before_the_next(two: Two) -> None:
    north, _south = two
    append(north)

    north.opens()

    assert [0, 1, 2, 3] == [held.size for held in north.store.checkpoints(NORTH)]


def test_a_record_behind_its_mark_is_not_signed(two: Two) -> None:
    north, _south = two
    north.keys.raise_mark(Mark(7, b"\1" * 32))

    with pytest.raises(Recovering) as caught:
        publish(north.desk, north.keys)

    assert ("record.behind_mark", 7, 1) == (
        caught.value.code,
        caught.value.facts["mark"],
        caught.value.facts["size"],
    )


def test_a_record_that_is_level_with_another_history_is_not_signed(two: Two) -> None:
    """The key has signed other words at this size: the mark will not move sideways."""
    north, _south = two
    north.keys.raise_mark(Mark(2, b"\1" * 32))
    append(north)

    with pytest.raises(Recovering, match=r"keys\.forked_mark"):
        publish(north.desk, north.keys)

    assert 1 == north.store.checkpoint(NORTH).size


SPOILT = {
    "a letter of an entry not yet signed": (
        f"UPDATE entry SET data = CAST(replace(CAST(data AS TEXT), 'unsigned', 'unsIgned') AS BLOB) {LAST}",  # noqa: S608  # a test's own
        "record.not_as_stored",
    ),
    "a hash of what was signed": (
        f"UPDATE entry SET leaf = x'{'11' * 32}' {FIRST}",  # noqa: S608  # a test's own
        "record.signed_part_changed",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_was_changed_in_the_record_is_found_before_it_is_signed(two: Two, name: str) -> None:
    """As in the incidents of Yeti 2022 and Nimbus 2018: one flipped bit in a stored leaf, and the log was lost."""
    change, code = SPOILT[name]
    append(two[0])
    mark = two[0].keys.mark()

    with spoilt(two[0], change) as north:
        with pytest.raises(Damaged) as caught:
            publish(north.desk, north.keys)

        assert code == caught.value.code
        assert (mark, 1) == (north.keys.mark(), north.store.checkpoint(NORTH).size)


@pytest.mark.parametrize("name", SPOILT)
def test_nothing_more_is_said_on_a_record_that_was_changed(two: Two, name: str) -> None:
    change, code = SPOILT[name]
    append(two[0])

    with spoilt(two[0], change) as north:
        with pytest.raises(Damaged) as caught:
            north.opens("more")

        assert (code, 2) == (caught.value.code, north.store.size(NORTH))


def test_the_first_checkpoint_of_a_log_is_read_back_from_its_beginning(two: Two) -> None:
    north, south = two
    south.hears(north)

    assert Frontier.empty() == frontier_at(north.store, NORTH, 0)
    assert south.store.frontier(NORTH) == frontier_at(north.store, NORTH, 1)
    assert 1772366400 == seconds(north.clock())


def test_the_peaks_of_every_prefix_can_be_read_back(two: Two) -> None:
    north, _south = two
    roots: dict[int, bytes] = {}
    for _ in range(12):
        append(north)
        roots[north.store.size(NORTH)] = north.store.frontier(NORTH).root()

    assert roots == {size: frontier_at(north.store, NORTH, size).root() for size in roots}
