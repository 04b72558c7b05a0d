#!/usr/bin/env python3
"""The trust log beside its peers and limits, as ratios in one run.

    benchmarks/log.py                    10^4, 10^5 and 10^6 acts, five repeats (about half an hour)
    benchmarks/log.py --short            10^4 acts, each once, for `make bench`: shows that it runs, not how fast it is
    benchmarks/log.py --json FILE        also write the rows
    benchmarks/log.py --acts 100000      only this size; may be given again

Every contender is run once, then again, so that noise falls on all alike; medians count, larger ratios are better for
us. A peer that is not there fails its rows, and the run.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kit import corpus, log_ingest, log_proofs, log_views, log_write, peers
from kit.measure import Row, finish, show, show_header

from paraph.service.desk import Desk

SMALL = 10_000
"""Acts of the log beside which the growth of a larger one is shown, where only that is measured."""


def main() -> int:
    """Measure, print and write."""
    asked = _asked()
    peers.install()
    sizes = asked.acts or ([10_000] if asked.short else [10_000, 100_000, 1_000_000])
    repeats = asked.repeats or (1 if asked.short else 5)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="paraph-bench-", dir=asked.folder) as folder:
        show_header()
        for found in _measure(Path(folder), sizes, repeats, short=asked.short):
            show(found)
            rows.append(found)
    return finish(rows, asked.json)


def _measure(folder: Path, sizes: list[int], repeats: int, *, short: bool):  # noqa: ANN202  # a generator of rows
    home = folder / "home"
    home.mkdir()
    logs = [corpus.generate(folder, size, home) for size in sizes]
    small = logs[0] if len(logs) > 1 or short else corpus.generate(folder, SMALL, home)
    slow = 500 if short else 10_000
    yield from log_write.measure(home, logs[0], count=1_600 if short else 10_000, repeats=repeats)
    desks = []
    for one in logs:
        yield from log_ingest.measure(home, one, repeats=repeats, slow=slow)
        yield from log_ingest.measure_https(home, one, repeats=repeats)
        desk = _filled(folder, home, one)
        desks.append((desk, one))
        yield from log_proofs.measure(home, desk, one, repeats=repeats, slow=slow)
        yield from log_views.measure(desk, one, repeats=repeats)
        yield from log_views.measure_open(desk, one, repeats=repeats)
    if small not in logs:
        desks.insert(0, (_filled(folder, home, small), small))
    if not short:
        yield from log_ingest.measure_memory(home, [one for _, one in desks][-2:])
        yield from log_views.measure_shapes(desks, repeats=repeats)


def _filled(folder: Path, home: Path, logs: corpus.Logs) -> Desk:
    """Return US's desk with PK's log, ingested."""
    desk = corpus.desk(home, folder / f"node-{logs.size}", corpus.US)
    corpus.say_ours(desk, logs)
    log_ingest.ingest(home, desk, logs)
    return desk


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the trust log beside its peers.")
    parser.add_argument("--short", action="store_true", help="10^4 acts, at most 30 seconds")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    parser.add_argument("--acts", type=int, action="append", help="a size to measure; may be given again")
    parser.add_argument("--repeats", type=int, help="how often each contender is run")
    parser.add_argument("--folder", type=Path, help="where the data is written; by default with temporary files")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
