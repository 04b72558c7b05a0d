"""Durable append: one act and one checkpoint at a time, and in groups of 64."""

import sqlite3
import tempfile
from itertools import islice
from pathlib import Path

from kit import corpus
from kit.corpus import THEM, Logs
from kit.measure import Attempt, Row, interleave, rate, rows_of
from kit.peers import once, peer
from paraph.service.desk import Desk
from paraph.service.ingest import admit
from paraph.service.publish import publish

SETUP = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE entry (place INTEGER PRIMARY KEY, data BLOB)"


def measure(home: Path, logs: Logs, *, count: int, repeats: int) -> list[Row]:
    """Measure appends to an empty log (both costs are O(log n), see the shapes)."""
    entries = list(islice(corpus.read_entries(logs.raw), 1, count + 1))  # the first one is held already
    single = entries[: count // 8]
    few = max(20, count // 100)
    alone = {
        "ours": ours(home, logs, single, 1),
        "limit": bare(single, 1),
        "pymerkle + root": peer("trees.py", "append", logs.raw, min(few * 2, 400)),
        "eventsourcing": peer("events.py", "append", logs.raw, len(single)),
        "hypercore, no sync": peer("hypercore.mjs", "append", logs.raw, len(single)),
        "git commit, signed": once(peer("repository.py", "sign", logs.raw, min(few, 40))),
    }
    stored = {"ours": ours(home, logs, single, 1, signs=False), "limit": bare(single, 1)}
    grouped = {
        "ours": ours(home, logs, entries, corpus.GROUP),
        "limit": bare(entries, corpus.GROUP),
        "eventsourcing": peer("events.py", "group", logs.raw, len(entries)),
    }
    size = len(single)
    return [
        *rows_of("append, a checkpoint each", size, interleave(repeats, alone), goal=">= 5k/s, 0.75 of limit"),
        *rows_of("append, durable, not yet signed", size, interleave(repeats, stored)),
        *rows_of("append, groups of 64", len(entries), interleave(repeats, grouped), goal=">= 50k/s"),
    ]


def ours(home: Path, logs: Logs, entries: list[bytes], group: int, *, signs: bool = True) -> Attempt:
    """Append as `say` does: durable, read back, the mark raised, signed, the checkpoint kept. US's log is held."""

    def attempt() -> float:
        with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
            desk = corpus.desk(home, Path(folder), THEM)
            corpus.say_ours(desk, logs)
            found = rate(len(entries), lambda: _append_all(desk, entries, group, signs=signs))
            assert desk.store.size(THEM) == len(entries) + 1
            assert not desk.store.odd_entries()
            desk.store.close()
            return found

    return attempt


def _append_all(desk: Desk, entries: list[bytes], group: int, *, signs: bool) -> None:
    keys = desk.unlock()
    for at in range(0, len(entries), group):
        admit(desk.store, THEM, at + 1, entries[at : at + group], kinds=desk.kinds)
        if signs:
            publish(desk, keys)


def bare(entries: list[bytes], group: int) -> Attempt:
    """Commit bare rows to SQLite with FULL."""

    def attempt() -> float:
        with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
            db = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
            db.executescript(SETUP)
            found = rate(len(entries), lambda: _insert_all(db, entries, group))
            db.close()
            return found

    return attempt


def _insert_all(db: sqlite3.Connection, entries: list[bytes], group: int) -> None:
    for at in range(0, len(entries), group):
        db.execute("BEGIN")
        db.executemany("INSERT INTO entry VALUES (?, ?)", enumerate(entries[at : at + group], at))
        db.execute("COMMIT")
