"""A record in SQLite: what the database itself refuses, who may write, and what is said of a file that is not right."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.adapters.cast import NORTH, SOUTH, Shelf, checkpoint, frontier_over, opening, row, rows, shelf_in, story

from paraph.adapters.record_store import SqliteRecord
from paraph.values import Barred, Damaged

KEPT = ("log", "entry", "node", "checkpoint", "signature", "evidence")
NO_SCAN = ("entry", "node", "said", "found", "named", "reach", "checkpoint", "signature")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf_in(tmp_path) as place:
        yield place


@pytest.fixture
def full(shelf: Shelf) -> SqliteRecord:
    """A record with something in every table."""
    store, said = shelf.create(), rows(600)
    store.commit(NORTH, 0, said, held=checkpoint(600, frontier_over(said).root()))
    store.keep_evidence(NORTH, b"two notes")
    return store


def stranger(path: Path, *statements: str) -> None:
    """Another program opens the file."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE entry SET rowid = rowid", "DELETE FROM entry"])
@pytest.mark.parametrize("table", KEPT)
def test_the_database_refuses_to_change_or_delete_what_was_said(
    full: SqliteRecord, shelf: Shelf, table: str, statement: str
) -> None:
    first_column = {"log": "no", "entry": "place", "evidence": "no"}.get(table, "log")

    with closing(sqlite3.connect(shelf.path)) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement.replace("entry", table).replace("rowid", first_column))


@pytest.mark.parametrize("table", KEPT)
def test_our_own_connection_cannot_replace_either(full: SqliteRecord, table: str) -> None:
    replace = "REPLACE INTO entry SELECT * FROM entry LIMIT 1".replace("entry", table)

    with pytest.raises(Damaged) as caught, full._file.writing() as db:
        db.execute(replace)

    assert "SQLITE_CONSTRAINT_TRIGGER" == caught.value.facts["reason"]
    assert 600 == full.audit(NORTH).size


def test_what_is_committed_is_synced(full: SqliteRecord) -> None:
    with full._file.writing() as db:
        found = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert ["wal", 2] == found


def test_a_person_can_read_the_log_with_the_sqlite_program(full: SqliteRecord, shelf: Shelf) -> None:
    full.append(SOUTH, 0, [row('{"note": "نص"}'.encode())])

    with closing(sqlite3.connect(shelf.path)) as db:
        found = db.execute("SELECT party, seq, leaf, data FROM readable WHERE party = 'SOUTH'").fetchall()

    leaf = full.frontier(SOUTH).root().hex()
    assert [(SOUTH, 0, leaf, '{"note": "نص"}')] == found


def test_the_files_are_the_owners_alone(full: SqliteRecord, shelf: Shelf) -> None:
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in shelf.path.parent.iterdir()}


def test_a_second_writer_is_refused_and_readers_are_not(full: SqliteRecord, shelf: Shelf) -> None:
    with pytest.raises(Barred) as caught:
        shelf.open()
    reader = shelf.open(writable=False)

    assert "store.locked" == caught.value.code
    assert (600, frontier_over(rows(600))) == (reader.size(NORTH), reader.audit(NORTH))
    full.append(NORTH, 600, rows(1, start=600))
    assert 601 == reader.frontier(NORTH).size


def test_the_lock_is_free_once_the_writer_has_closed(full: SqliteRecord, shelf: Shelf) -> None:
    full.close()
    full.close()

    assert 600 == shelf.open().size(NORTH)


@pytest.mark.parametrize(
    "write",
    [
        lambda store: store.append(NORTH, 600, rows(1)),
        lambda store: store.keep_checkpoint(SOUTH, checkpoint(1, bytes(32))),
        lambda store: store.keep_evidence(NORTH, b""),
        lambda store: store.configure({}),
        lambda store: store.settle([(NORTH, 0, "")]),
        lambda store: store.reindex(NORTH, ()),
        lambda store: store.drop_index(),
    ],
)
def test_a_reader_writes_nothing(full: SqliteRecord, shelf: Shelf, write: Callable[[SqliteRecord], None]) -> None:
    with pytest.raises(Barred) as caught:
        write(shelf.open(writable=False))

    assert "store.read_only" == caught.value.code


def test_only_what_is_told_not_to_wait_for_the_disk_does_not(full: SqliteRecord) -> None:
    """The next write waits again, before it begins, and takes with it what came before."""
    asked = list[str]()
    full._file._writer.set_trace_callback(asked.append)

    full.keep_checkpoint(SOUTH, checkpoint(1, bytes(32)), synced=False)
    full.keep_checkpoint(SOUTH, checkpoint(2, bytes(32)), synced=False)
    full.append(NORTH, 600, rows(1))
    full.append(NORTH, 601, rows(1))

    begun = "BEGIN IMMEDIATE"
    expected = ["PRAGMA synchronous = NORMAL", begun, begun, "PRAGMA synchronous = FULL", begun, begun]
    assert expected == [each for each in asked if each.startswith(("PRAGMA", "BEGIN"))]


def test_a_closed_record_says_so(full: SqliteRecord) -> None:
    full.close()

    for use in (lambda: full.size(NORTH), lambda: full.append(NORTH, 600, rows(1))):
        with pytest.raises(Damaged) as caught:
            use()
        assert "store.closed" == caught.value.code


def test_a_record_is_not_made_over_another(full: SqliteRecord, shelf: Shelf) -> None:
    with pytest.raises(Barred) as caught:
        SqliteRecord.create(shelf.path)

    assert "store.exists" == caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "store.no_file"), (b"", "store.format"), (b"x" * 5000, "store.unreadable")],
)
def test_what_is_no_record_is_not_opened_as_one(shelf: Shelf, content: bytes | None, code: str) -> None:
    if content is not None:
        shelf.path.write_bytes(content)

    for _ in range(2):  # and the lock is let go
        with pytest.raises(Damaged) as caught:
            shelf.open()
        assert code == caught.value.code


def test_a_half_made_record_of_a_crash_is_made_anew(shelf: Shelf) -> None:
    shelf.path.with_name(shelf.path.name + ".fresh").write_bytes(b"half")

    assert () == shelf.create().parties()
    assert not shelf.path.with_name(shelf.path.name + ".fresh").exists()


def test_a_copy_taken_beside_a_writer_is_a_backup(full: SqliteRecord, shelf: Shelf, tmp_path: Path) -> None:
    target = tmp_path / "backup.paraph"
    full.copy(target)
    full.append(NORTH, 600, rows(1, start=600))
    shelf.close()

    with closing(SqliteRecord(target)) as copy:
        assert frontier_over(rows(600)) == copy.audit(NORTH)
        assert 600 == copy.checkpoints(NORTH)[0].size
    with pytest.raises(Barred):
        shelf.open().copy(target)


def test_an_index_of_another_version_is_dropped_by_the_next_writer(full: SqliteRecord, shelf: Shelf) -> None:
    shelf.close()
    stranger(shelf.path, "UPDATE index_version SET version = 0")

    with pytest.raises(Damaged) as caught:
        shelf.open(writable=False)
    store = shelf.open()

    assert "store.old_index" == caught.value.code
    assert (NORTH,) == store.unindexed()
    store.reindex(NORTH, enumerate(rows(600)))
    assert (599, ()) == (getattr(store.find(rows(600)[599].leaf), "seq", None), shelf.reopen().unindexed())


TAMPERED = {
    "data": ("entry", "UPDATE entry SET data = x'00' WHERE rowid & 1023 = 77", "store.leaf_changed", {"seq": 77}),
    "leaf": (
        "entry",
        "UPDATE entry SET leaf = zeroblob(32) WHERE rowid & 1023 = 599",
        "store.leaf_changed",
        {"seq": 599},
    ),
    "gap": ("entry", "DELETE FROM entry WHERE rowid & 1023 = 300", "store.missing", {"seq": 300}),
    "node": ("node", "UPDATE node SET hash = zeroblob(32) WHERE position = 1", "store.node_changed", {"index": 1}),
    "no node": ("node", "DELETE FROM node WHERE level = 8", "store.node_changed", {"level": 8, "index": 0}),
    "node between tiles": (
        "node",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 4 AND position = 36",
        "store.node_changed",
        {"level": 4, "index": 36},
    ),
    "root": ("checkpoint", "UPDATE checkpoint SET root = zeroblob(32)", "store.root_changed", {"size": 600}),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_the_audit_finds_what_changed_and_where(full: SqliteRecord, shelf: Shelf, case: str) -> None:
    table, change, code, facts = TAMPERED[case]
    shelf.close()
    stranger(shelf.path, f"DROP TRIGGER {table}_stays", f"DROP TRIGGER {table}_is_kept", change)

    with pytest.raises(Damaged) as caught:
        shelf.open().audit(NORTH)

    assert (code, facts) == (caught.value.code, {name: caught.value.facts[name] for name in facts})


def test_a_record_written_with_tiles_only_answers_the_same(full: SqliteRecord, shelf: Shelf) -> None:
    """Nodes between the tiles are a shorter way to what the entries say; older records have none."""
    places = [(level, index) for level in range(10) for index in range(600 >> level)]
    expected = [full.node(NORTH, *place) for place in places]
    shelf.close()
    stranger(shelf.path, "DROP TRIGGER node_is_kept", "DELETE FROM node WHERE level % 8 AND position > 7")
    older = shelf.open()

    assert expected == [older.node(NORTH, *place) for place in places]
    assert frontier_over(rows(600)) == older.audit(NORTH)


def test_a_tile_that_is_gone_is_missed_by_who_asks_for_it(full: SqliteRecord, shelf: Shelf) -> None:
    """Nothing is made up for it: the audit has something to say first."""
    shelf.close()
    stranger(shelf.path, "DROP TRIGGER node_is_kept", "DELETE FROM node WHERE level = 8")

    with pytest.raises(Damaged) as caught:
        shelf.open().node(NORTH, 9, 0)

    assert "store.node_missing" == caught.value.code


def test_a_log_cut_short_no_longer_has_the_root_that_was_signed(shelf: Shelf) -> None:
    """Entries that were replaced with all their hashes: only the signature knows."""
    store = shelf.create()
    store.commit(NORTH, 0, rows(600, start=1), held=checkpoint(600, frontier_over(rows(600)).root()))

    with pytest.raises(Damaged) as caught:
        store.audit(NORTH)

    assert "store.root_changed" == caught.value.code


@pytest.mark.parametrize("start", [0, 1, 256, 599, 600, 700])
def test_an_audit_may_begin_where_the_last_one_ended(full: SqliteRecord, start: int) -> None:
    full.append(NORTH, 600, rows(100, start=600))

    assert frontier_over(rows(700)) == full.audit(NORTH, start=start)


def test_no_question_reads_the_whole_record(shelf: Shelf) -> None:
    """Cost grows as it should: every statement goes by a key, and opening asks a few dozen of them."""
    store, said = shelf.create(), [opening(b"paper"), *story(3000)]
    store.append(NORTH, 0, [*said, row(b"waits", odd="waiting")])
    store.keep_checkpoint(NORTH, checkpoint(9, bytes(32)))
    store, asked = shelf.reopen(), list[str]()
    store.size(NORTH)
    store._file._idle[0].set_trace_callback(asked.append)

    store.frontier(NORTH)
    assert 40 > len(asked)
    for ask in (store.acts_of, store.find):
        assert ask(said[0].leaf)
    store.opened(kind="test.paper", about=b"x" * 32)
    assert store.reach(NORTH, 2000)
    assert store.checkpoint(NORTH)
    assert store.waiting()
    assert next(store.entries(NORTH, 2000, 2001))

    with store._file.reading() as db:
        db.set_trace_callback(None)
        plans = {step[3] for each in set(asked) for step in db.execute("EXPLAIN QUERY PLAN " + each).fetchall()}
    assert set() == {step for step in plans if step.startswith("SCAN") and step.split()[1] in NO_SCAN}
