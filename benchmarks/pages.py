#!/usr/bin/env python3
"""The pages of a node that holds a long record: how long they take while the other side goes on talking.

    benchmarks/pages.py                  10^5 records (a few minutes, most of it to make them)
    benchmarks/pages.py --short          1,000 records, for `make bench`: shows that it runs, not how fast it is
    benchmarks/pages.py --records 20000  another size
    benchmarks/pages.py --json FILE      also write the rows

Two real `paraph serve` with an exchange between them all the while. Twenty signed-in readers ask for a page, read for
half a second, ask for the next; times are theirs, from the question to the last byte. Then all ask without a pause.
Last, a first visit in Chromium with an empty cache: bytes transferred, and when it first shows something.
"""

import argparse
import http.client
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import which
from threading import Event
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kit.corpus import US
from kit.measure import Row, finish, show, show_header
from kit.pages_nodes import FRAMEWORK, Nodes, served

READERS = 20
PAUSE = 0.5
"""Seconds that a reader reads."""

MOST_MS, MOST_KB, FIRST_PAINT_MS = 150, 300, 1000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
QUESTIONS = ("wozetion", "co ba", "دفاعي تعاون", "12.3")
AT = f"/{FRAMEWORK}/"


class Asked(NamedTuple):
    """One page, asked for once."""

    page: str
    seconds: float
    status: int


class House(NamedTuple):
    """Where the pages are, and by which cookie a desk is signed in."""

    host: str
    port: int
    cookie: str


def main() -> int:
    """Measure, print and write."""
    asked = _asked()
    size = asked.records or (1_000 if asked.short else 100_000)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="paraph-bench-", dir=asked.folder) as folder:
        show_header()
        for found in _measure(Path(folder) / "nodes", size, seconds=3.0 if asked.short else 20.0):
            show(found)
            rows.append(found)
    return finish(rows, asked.json)


def _measure(folder: Path, size: int, *, seconds: float) -> Iterator[Row]:
    nodes, over = Nodes(folder, size), Event()
    with nodes.nodes[US].board(FRAMEWORK) as board:
        board.refresh(patience=600)
    with nodes.nodes[US].desk(FRAMEWORK) as desk:
        records = [one.record.hex() for one in desk.store.opened()]
    with served(nodes) as told:
        house = _signed_in(told)
        growing = nodes.growing(over)
        try:
            yield from _asked_of(house, records, size, seconds=seconds)
        finally:
            over.set()
            growing.join()


def _asked_of(house: House, records: list[str], size: int, *, seconds: float) -> Iterator[Row]:
    _read(house, records, seconds=3.0, pause=PAUSE)  # until every process has made every template once
    yield from _rows(_read(house, records, seconds=seconds, pause=PAUSE), size)
    began = time.perf_counter()
    crowd = _read(house, records, seconds=seconds / 2, pause=0)
    yield Row("pages, without a pause", size, "/s", len(crowd) / (time.perf_counter() - began))
    yield from _first_visits(house, records, size)


def _signed_in(told: dict[str, Any]) -> House:
    link = urlsplit(told["desks"]["clerk"])
    with closing(http.client.HTTPConnection("localhost", link.port)) as line:
        line.request("GET", link.path)
        answer = line.getresponse()
        cookies = [text.partition(";")[0] for text in answer.headers.get_all("Set-Cookie", [])]
    return House("localhost", link.port or 0, "; ".join(cookies))


def _read(house: House, records: list[str], *, seconds: float, pause: float) -> list[Asked]:
    """Let every reader read on for so long."""

    def reader(number: int) -> list[Asked]:
        chance, found = random.Random(number), []  # noqa: S311  # a sample, not a secret
        until = time.perf_counter() + seconds
        time.sleep(chance.random() * pause)
        with closing(http.client.HTTPConnection(house.host, house.port, timeout=60)) as line:
            while time.perf_counter() < until:
                found.append(_ask(line, house, *_page(chance, records)))
                time.sleep(pause)
        return found

    with ThreadPoolExecutor(READERS) as pool:
        return [one for share in pool.map(reader, range(READERS)) for one in share]


def _page(chance: random.Random, records: list[str]) -> tuple[str, str]:
    """Choose a page as persons do: home and records most."""
    page = chance.choices(("home", "list", "record", "search"), (3, 2, 4, 1))[0]
    if page == "record":
        return page, f"records/{chance.choice(records)}/"
    if page == "search":
        return page, f"search/?q={quote(chance.choice(QUESTIONS))}"
    lists = ("", "?kind=commitments.commitment&state=proposed", "?waiting=us", f"?page={chance.randint(1, 50)}")
    return page, f"records/{chance.choice(lists)}" if page == "list" else ""


def _ask(line: http.client.HTTPConnection, house: House, page: str, at: str) -> Asked:
    start = time.perf_counter()
    line.request("GET", AT + at, headers={"Cookie": house.cookie, "Accept-Encoding": "gzip"})
    answer = line.getresponse()
    answer.read()
    return Asked(page, time.perf_counter() - start, answer.status)


def _rows(found: list[Asked], size: int) -> Iterator[Row]:
    refused = sorted({one.status for one in found} - {200})
    for page in ("home", "list", "record", "search"):
        times = sorted(one.seconds * 1e3 for one in found if one.page == page)
        problem = f"answered {refused}" if refused else "" if times else "never asked"
        middle, late = (statistics.median(times), times[int(len(times) * 0.95)]) if times else (0.0, 0.0)
        yield Row(f"p50 {page}, {READERS} readers", size, "ms", middle, smaller=True, problem=problem)
        yield Row(f"p95 {page}, {READERS} readers", size, "ms", late, smaller=True, goal=f"<= {MOST_MS} ms")


def _first_visits(house: House, records: list[str], size: int) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only here, and it takes its time

    pages = {"home": "", "list": "records/", "record": f"records/{records[-1]}/", "search": "search/?q=co"}
    others = {name: f"{name}/" for name in ("sessions", "commitments", "kinds", "node")}
    with sync_playwright() as driver, driver.chromium.launch(executable_path=which("chromium"), args=FLAGS) as browser:
        for name, at in {**pages, **others}.items():
            context = browser.new_context()
            context.set_extra_http_headers({"Cookie": house.cookie})
            bytes_, painted, problem = _visit(context.new_page(), f"http://{house.host}:{house.port}{AT}{at}")
            context.close()
            goals = (f"<= {MOST_KB} kB", f"<= {FIRST_PAINT_MS} ms")
            yield Row(f"first visit: {name}", size, "kB", bytes_ / 1024, smaller=True, goal=goals[0], problem=problem)
            yield Row(f"first paint: {name}", size, "ms", painted, smaller=True, goal=goals[1], problem=problem)


def _visit(page: Any, url: str) -> tuple[int, float, str]:
    """Return what came over the line until the page was whole, when it first showed something, and what was wrong."""
    from playwright.sync_api import TimeoutError as Late  # noqa: PLC0415  # as above

    taken: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: taken.append(int(event["encodedDataLength"])))
    try:
        page.goto(url, wait_until="load")
    except Late:
        return sum(taken), 0.0, "not there after 30 s"
    page.wait_for_timeout(500)
    paints = "() => performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)"
    painted = page.evaluate(paints)
    return sum(taken), painted[0] if painted else 0.0, "" if painted else "nothing was painted"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the pages of a node with a long record.")
    parser.add_argument("--short", action="store_true", help="1,000 records, at most 30 seconds")
    parser.add_argument("--json", type=Path, help="also write the rows here")
    parser.add_argument("--records", type=int, help="how many records")
    parser.add_argument("--folder", type=Path, help="where the data is written; by default with temporary files")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
