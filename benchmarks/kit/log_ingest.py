"""Verify and ingest a counterpart's log: from tiles to durable rows, index and cosignature; then over https, folded."""

import sqlite3
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Self

import msgspec

from kit import corpus
from kit.corpus import THEM, Logs
from kit.log_write import SETUP
from kit.measure import Attempt, Row, interleave, rate, rows_of
from kit.peers import once, peer
from paraph.adapters.folder_source import FolderCourier
from paraph.record import Act
from paraph.service.desk import Desk
from paraph.service.exchange_log import pull_log
from paraph.service.shelves import world_of

MEMORY = Path(__file__).with_name("memory.py")


def measure(home: Path, logs: Logs, *, repeats: int, slow: int) -> list[Row]:
    """Measure one size. Peers that take long are run on their first `slow` acts and stated as a rate."""
    contenders = {
        "ours": ours(home, logs),
        "limit": limit(logs),
        "hypercore replicate": peer("hypercore.mjs", "copy", logs.raw, min(logs.size, slow)),
        "PouchDB replicate": peer("pouchdb.mjs", "copy", logs.raw, min(logs.size, slow)),
        "Autobase": once(peer("autobase.mjs", "copy", logs.raw, min(logs.size, slow // 4))),
        "git clone": peer("repository.py", "clone", logs.raw, min(logs.size, slow)),
        "eventsourcing, unverified": peer("events.py", "copy", logs.raw, min(logs.size, 10 * slow)),
    }
    goal = ">= 100k/s, 9 x hypercore, 0.7 of limit"
    return rows_of("verify and ingest", logs.size, interleave(repeats, contenders), goal=goal)


def measure_https(home: Path, logs: Logs, *, repeats: int) -> list[Row]:
    """Measure the same over TLS with gunzip, and fold every record; the server is a process of its own."""
    with _Server(home, logs) as server:
        contenders = {"ours": ours(home, logs, port=server.port, folds=True), "limit": limit(logs)}
        samples = interleave(repeats, contenders)
    return rows_of("ingest over https, then fold", logs.size, samples, goal=">= 50k/s")


def measure_memory(home: Path, sizes: list[Logs]) -> list[Row]:
    """Compare the peak memory of an ingest at growing sizes, each in a process of its own."""
    peaks = {logs.size: _peak(home, logs) for logs in sizes}
    small, large = min(peaks), max(peaks)
    row = Row("peak memory of ingest", large, "MiB", peaks[large], peer=peaks[small], peer_name=f"at {small:,} acts")
    row.smaller, row.goal = True, "flat"
    return [row]


def ours(home: Path, logs: Logs, *, port: int = 0, folds: bool = False) -> Attempt:
    """Pull the whole log into a record that had its first act, and cosign it."""

    def attempt() -> float:
        with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
            desk = corpus.desk(home, Path(folder), corpus.US)
            corpus.say_ours(desk, logs)
            start = time.perf_counter()
            ingest(home, desk, logs, port=port)
            if folds:
                fold_all(desk)
            spent = time.perf_counter() - start
            desk.store.close()
            return logs.size / spent

    return attempt


def ingest(home: Path, desk: Desk, logs: Logs, *, port: int = 0) -> None:
    owner = desk.setup.member(THEM)
    if port:
        from kit.serve import courier  # noqa: PLC0415  # only where it is measured

        source = courier(home, Path(str(desk.store._file.path)).parent, port).source(owner.origin)  # noqa: SLF001  # the file under the store
    else:
        source = FolderCourier(logs.tree).source(owner.origin)
    report = pull_log(desk, source, owner=owner, via=owner)
    assert report.refused is None, report.refused
    assert report.cosigned == logs.size


def fold_all(desk: Desk) -> int:
    world, count = world_of(desk), 0
    for opened in desk.store.opened():
        count += len(world.view(opened.record.hex()).verdicts)
    return count


def limit(logs: Logs) -> Attempt:
    """Do, one after the other, the least there is: decode, encode, compare, hash; and bare rows to SQLite with FULL."""
    entries = corpus.some_entries(logs)
    decode, encode = msgspec.json.Decoder(Act).decode, msgspec.json.Encoder(order="sorted").encode

    def verify() -> list[bytes]:
        leaves = []
        for data in entries:
            assert encode(decode(data)) == data
            leaves.append(sha256(b"\x00" + data).digest())
        return leaves

    def keep(db: sqlite3.Connection) -> None:
        leaves = verify()
        for at in range(0, len(entries), 4096):
            db.execute("BEGIN")
            rows = zip(range(at, at + 4096), entries[at : at + 4096], leaves[at : at + 4096], strict=False)
            db.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
            db.execute("COMMIT")

    def attempt() -> float:
        with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
            db = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
            db.executescript(SETUP + "; ALTER TABLE entry ADD COLUMN leaf BLOB")
            found = rate(len(entries), lambda: keep(db))
            db.close()
            return found

    return attempt


def _peak(home: Path, logs: Logs) -> float:
    command = [sys.executable, str(MEMORY), str(home), str(logs.tree.parent), str(logs.size)]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)


class _Server:
    """PK's node in a process of its own."""

    def __init__(self, home: Path, logs: Logs) -> None:
        self._command = [sys.executable, str(MEMORY.with_name("serve.py")), str(home), str(logs.tree.parent)]
        self._command.append(str(logs.size))

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
