"""Folding acts into views, opening a node, and how costs grow."""

import json
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from kit import corpus
from kit.corpus import RECORD, THEM, US, Logs
from kit.log_ingest import fold_all
from kit.measure import Row, Sample, interleave, rate, rows_of
from kit.peers import peer
from paraph.adapters.record_store import SqliteRecord
from paraph.record import Act
from paraph.service.desk import Desk
from paraph.service.ingest import admit
from paraph.service.receipt import receipt
from paraph.service.seen import seen_now
from paraph.service.shelves import world_of
from paraph.tlog import inclusion_proof


def measure(desk: Desk, logs: Logs, *, repeats: int) -> list[Row]:
    """Measure the fold of every record held."""
    entries, decode = corpus.some_entries(logs), msgspec.json.Decoder(Act).decode
    contenders = {
        "ours": lambda: _folded(desk),
        "limit": lambda: rate(len(entries), lambda: [None for data in entries if not decode(data)]),
        "eventsourcing rebuild": peer("events.py", "rebuild", logs.raw, min(logs.size, 20_000)),
    }
    return rows_of("fold acts into views", logs.size, interleave(repeats, contenders), goal=">= 100k/s")


def measure_open(desk: Desk, logs: Logs, *, repeats: int) -> list[Row]:
    """Measure a cold start: a new process opens the record and knows what it may say that it has seen."""
    path = desk.store._file.path  # noqa: SLF001  # the file under the store
    samples = interleave(repeats, {"ours": lambda: _cold_start(path)})
    rows = rows_of("open a node", logs.size, samples, unit="s", goal="<= 2 s")
    for row in rows:
        row.smaller, row.limit = True, 2.0
    return rows


def measure_shapes(desks: list[tuple[Desk, Logs]], *, repeats: int) -> list[Row]:
    """Measure what must not grow with the log, at every size beside the smallest."""
    works = {
        "one append": _append_time,
        "one receipt": _receipt_time,
        "one proof": _proof_time,
        "one view": _view_time,
        "opening": lambda desk, _logs: _cold_start(desk.store._file.path) * 1e6,  # noqa: SLF001  # the file under the store
    }
    found = []
    for name, work in works.items():
        samples = interleave(
            repeats, {str(logs.size): lambda desk=desk, logs=logs, work=work: work(desk, logs) for desk, logs in desks}
        )
        found += [_grown(name, logs.size, desks[0][1].size, samples) for _, logs in desks[1:]]
    return found


def _grown(name: str, size: int, small: int, samples: dict[str, Sample]) -> Row:
    first, here = samples[str(small)].median, samples[str(size)]
    row = Row(f"time of {name}", size, "µs", here.median or 0.0, here.spread, first, f"at {small:,} acts")
    row.smaller, row.goal = True, "O(log n)"
    return row


def _folded(desk: Desk) -> float:
    start = time.perf_counter()
    count = fold_all(desk)
    return count / (time.perf_counter() - start)


def _cold_start(path: Path) -> float:
    code = (
        "import sys, time; sys.path[:0] = [sys.argv[2]]; start = time.perf_counter();"
        "from kit.log_views import opened; print(opened(sys.argv[1], start))"
    )
    command = [sys.executable, "-c", code, str(path), str(Path(__file__).resolve().parents[1])]
    return float(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def opened(path: str, start: float) -> float:
    """Open a record and answer the first questions; returns the seconds since `start`, imports included."""
    with_store = SqliteRecord(Path(path), writable=False)
    for party in with_store.parties():
        with_store.frontier(party).root()
        with_store.checkpoint(party)
        with_store.reach(party, with_store.size(party))
    with_store.waiting()
    with_store.close()
    return time.perf_counter() - start


def _append_time(desk: Desk, logs: Logs) -> float:
    del logs
    entries = [_remark(desk, number) for number in range(40)]
    start = time.perf_counter()
    for entry in entries:
        admit(desk.store, US, desk.store.size(US), [entry], kinds=desk.kinds)
    return (time.perf_counter() - start) / len(entries) * 1e6


def _remark(desk: Desk, number: int) -> bytes:
    seen = {party: {"root": one.root, "size": one.size} for party, one in seen_now(desk).items()}
    act = {"at": "2026-03-02T12:00:00Z", "by": ["desk"], "kind": "bench.paper/1", "seen": seen, "verb": "propose"}
    return msgspec.json.encode(act | {"content": {"text": f"{number} {time.monotonic_ns()}"}}, order="sorted")


def _receipt_time(desk: Desk, logs: Logs) -> float:
    """Make receipts as a person asks for them, by the act's digest."""
    places = [logs.size * part // 40 for part in range(40)]
    leaves = [stored.leaf.hex() for at in places for stored in desk.store.stored(THEM, at, at + 1)]
    receipt(desk, leaves[0])
    start = time.perf_counter()
    for leaf in leaves:
        receipt(desk, leaf)
    return (time.perf_counter() - start) / len(leaves) * 1e6


def _proof_time(desk: Desk, logs: Logs) -> float:
    places = [logs.size * part // 400 for part in range(400)]
    start = time.perf_counter()
    for place in places:
        inclusion_proof(place, logs.size, lambda level, index: desk.store.node(THEM, level, index))
    return (time.perf_counter() - start) / len(places) * 1e6


def _view_time(desk: Desk, logs: Logs) -> float:
    step = max(RECORD, logs.size // 200 // RECORD * RECORD)
    records = [
        stored.leaf.hex() for at in range(1, logs.size - RECORD, step) for stored in desk.store.stored(THEM, at, at + 1)
    ]
    world = world_of(desk)
    world.view(records[0])
    start = time.perf_counter()
    for record in records:
        world.view(record)
    return (time.perf_counter() - start) / len(records) * 1e6
