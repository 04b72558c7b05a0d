#!/usr/bin/env python3
"""The board: how long it takes to make, to bring up, and to answer what a page asks; beside folding every record.

    benchmarks/board.py                  10^5 records (a few minutes)
    benchmarks/board.py --short          2,000 records, for `make bench`: shows that it runs, not how fast it is
    benchmarks/board.py --records 20000  another size
    benchmarks/board.py --json FILE      also write the rows

Each question is asked many times alone, then by 20 readers at once while the board is brought up again and again.
"""

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kit import board_corpus as corpus
from kit.corpus import THEM, US
from kit.measure import Row, finish, show, show_header

from paraph.adapters.board_file import BoardFile
from paraph.service import read
from paraph.service.board import Board
from paraph.service.board_ports import Wanted
from paraph.service.desk import Desk

READERS = 20


def main() -> int:
    """Measure, print and write."""
    asked = _asked()
    size = asked.records or (2_000 if asked.short else 100_000)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="paraph-bench-", dir=asked.folder) as folder:
        show_header()
        for found in _measure(Path(folder), size, asks=40 if asked.short else 200):
            show(found)
            rows.append(found)
    return finish(rows, asked.json)


def _measure(folder: Path, size: int, *, asks: int) -> Iterator[Row]:
    story, desk = corpus.Story(), corpus.desk(folder / "node")
    corpus.fill(desk, story, records=size)
    board = Board(desk=desk, index=BoardFile(folder / "node" / "board.db"))
    made = _time(board.refresh)
    yield _row("make the board anew", size, "s", made, goal="disposable")
    file = sum(one.stat().st_size for one in (folder / "node").glob("board.db*"))
    yield _row("board on the disk", size, "kB", file / 1024)
    again = [_brought_up(desk, board, story) for _ in range(max(3, asks // 10))]
    yield _row("bring up after 64 acts", size, "ms", statistics.median(again) * 1e3, goal="<= 150 ms")
    yield _row("bring up after nothing", size, "ms", _percentile([_time(board.refresh) for _ in range(asks)]) * 1e3)
    folded = _time(lambda: read.needs_our_answer(desk))
    for name, question in _questions(board, desk, story).items():
        times = [_time(question) for _ in range(asks)]
        middle = _row(f"p50 {name}", size, "ms", statistics.median(times) * 1e3, goal="<= 3 ms")
        middle.peer, middle.peer_name = (folded * 1e3, "folding all") if name == "needs our answer" else (None, "")
        yield middle
        yield _row(f"p95 {name}", size, "ms", _percentile(times) * 1e3)
    times = _at_once(folder / "node", board, _questions(board, desk, story), story, asks=asks)
    yield _row(f"p50 of any, {READERS} readers, exchange", size, "ms", statistics.median(times) * 1e3)
    yield _row(f"p95 of any, {READERS} readers, exchange", size, "ms", _percentile(times) * 1e3, goal="<= 150 ms")


def _questions(board: Board, desk: Desk, story: corpus.Story) -> dict[str, Callable[[], object]]:
    session = read.find_record(desk, desk.store.opened(kind="consultation.session")[-5].record.hex())
    commitments, lately = "commitments.commitment", (story.at - timedelta(days=90)).date().isoformat()
    return {
        "needs our answer": lambda: board.needs_our_answer(limit=20),
        "waits for them": lambda: board.waits_for_them(limit=20),
        "due": lambda: board.due(limit=20),
        "due, far down": lambda: board.due(limit=20, offset=board.due(limit=0).total // 2),
        "counts": board.counts,
        "list": board.listing,
        "list, a kind": lambda: board.listing(Wanted(kind=commitments)),
        "list, a kind and state": lambda: board.listing(Wanted(kind=commitments, state="proposed")),
        "list, a kind that waits for us": lambda: board.listing(Wanted(kind="consultation.session", waiting="us")),
        "list, about a session": lambda: board.listing(Wanted(about=session)),
        "list, far down": lambda: board.listing(Wanted(offset=board.counts().records // 2)),
        "list, since": lambda: board.changed_since(lately),
        "list, a kind and a word": lambda: board.listing(Wanted(kind="consultation.session", text="ba")),
        "search, a rare word": lambda: board.search("wozetion"),
        "search, the beginning of many": lambda: board.search("co"),
        "search, two common words": lambda: board.search("دفاعي تعاون"),
        "search, a number": lambda: board.search("12.3"),
    }


def _brought_up(desk: Desk, board: Board, story: corpus.Story) -> float:
    """Hold 64 more acts, half of each party, and return how long the board took to follow."""
    for party in (US, THEM):
        _party, entries = story.turn(party)
        corpus.take(desk, party, entries[: corpus.TURN // 2])
        corpus.take(desk, party, entries[corpus.TURN // 2 :])
        board.refresh() if party == US else None
    return _time(board.refresh)


def _at_once(
    folder: Path, board: Board, questions: dict[str, Callable[[], object]], story: corpus.Story, *, asks: int
) -> list[float]:
    """Ask everything from many threads, while another process goes on holding more and bringing the board up."""
    spawned = multiprocessing.get_context("spawn")
    turns, done = [story.turn(party) for _ in range(100) for party in (US, THEM)], spawned.Event()

    def reader(share: list[Callable[[], object]]) -> list[float]:
        found = []
        for question in share:
            found.append(_time(lambda question=question: (board.refresh(patience=0), question())))
            time.sleep(0.1)
        return found

    every = list(questions.values())
    exchanging = spawned.Process(target=corpus.exchange, args=(folder, turns, done))
    exchanging.start()
    time.sleep(1)
    with ThreadPoolExecutor(READERS) as pool:
        shares = [(every * (1 + asks // 40))[number % len(every) :] for number in range(READERS)]
        times = [one for share in pool.map(reader, shares) for one in share]
    done.set()
    exchanging.join()
    return times


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _row(name: str, n: int, unit: str, ours: float, *, goal: str = "") -> Row:
    return Row(name=name, n=n, unit=unit, ours=ours, smaller=True, goal=goal)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the board.")
    parser.add_argument("--short", action="store_true", help="2,000 records, at most 30 seconds")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    parser.add_argument("--records", type=int, help="how many records")
    parser.add_argument("--folder", type=Path, help="where the data is written; by default with temporary files")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
