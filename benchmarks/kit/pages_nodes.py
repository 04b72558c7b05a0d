"""Two nodes that hold one long record, served by two `paraph serve`: one with its pages, one whose log goes on growing.

What both said is made as for the board (`board_corpus`), under the keys and the charter of two nodes that were founded.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from kit import board_corpus as corpus
from kit.corpus import THEM, US
from kit.measure import NotThere
from paraph.adapters.record_store import SqliteRecord
from paraph.demo.folder import fresh
from paraph.demo.founding import FRAMEWORK, PASSPHRASE, SIDES, address, charter, compare_keys, found_nodes
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.node import Node
from paraph.service.ingest import Ingest
from paraph.service.setup import Setup
from paraph.values import builtin

EVERY = 0.5
"""Seconds between what the counterpart says, while pages are read."""

AT_ONCE = 8
"""Acts that it says each time: a thousand a minute, far more than a working group."""


class Story(corpus.Story):
    """The same under the charter of the two nodes."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup

    def first(self) -> Iterator[tuple[str, list[bytes]]]:
        proposal = {"kind": f"{CHARTER_FAMILY}/1", "verb": "propose", "content": builtin(charter(self._setup))}
        entry, record = self._said(US, self._seen(US), **proposal)
        yield US, [entry]
        answer = {"kind": f"{CHARTER_FAMILY}/1", "verb": "accept", "record": record, "on": record}
        yield THEM, [self._said(THEM, self._seen(THEM), **answer)[0]]


class Nodes:
    """Both nodes, each with all that was said so far."""

    def __init__(self, folder: Path, records: int) -> None:
        self.nodes = found_nodes(fresh(folder))
        compare_keys(self.nodes)
        for party, node in self.nodes.items():
            Speaker(node, FRAMEWORK, Telling(lambda _: None), office=SIDES[party][2], head=SIDES[party][3])
        self.story = Story(self.nodes[US].setup(FRAMEWORK))
        self._more = self._pieces()
        self._fill(records)
        self._give_to(self.nodes[THEM])

    def growing(self, over: Event) -> Thread:
        """Let the counterpart say more, until it is over."""
        thread = Thread(target=self._grow, args=(over,), daemon=True)
        thread.start()
        return thread

    def _grow(self, over: Event) -> None:
        with closing(SqliteRecord(_record(self.nodes[THEM]), turns=True)) as store:
            while not over.wait(EVERY):
                _take(store, THEM, next(self._more))

    def _pieces(self) -> Iterator[list[bytes]]:
        """Give what the counterpart goes on saying, a few acts at a time."""
        while True:
            _party, entries = self.story.turn(THEM)
            yield from (entries[start : start + AT_ONCE] for start in range(0, len(entries), AT_ONCE))

    def _fill(self, records: int) -> None:
        with closing(SqliteRecord(_record(self.nodes[US]), turns=True)) as store:
            for party, entries in self._turns(records):
                _take(store, party, entries)

    def _turns(self, records: int) -> Iterator[tuple[str, list[bytes]]]:
        yield from self.story.first()
        while self.story.opened < records:
            yield from (self.story.turn(party) for party in (US, THEM))

    def _give_to(self, node: Node) -> None:
        """Let the other house hold the same, under its own set-up."""
        theirs = node.setup(FRAMEWORK)
        copied = _record(node).with_name("copied")
        with closing(SqliteRecord(_record(self.nodes[US]))) as store:
            store.copy(copied)
        for kept in _record(node).parent.glob("record.paraph*"):
            kept.unlink()
        shutil.move(copied, _record(node))
        with closing(SqliteRecord(_record(node))) as store:
            store.configure(builtin(theirs))


@contextmanager
def served(nodes: Nodes) -> Iterator[dict[str, Any]]:
    """Serve both, and return what the one with the pages told."""
    with _process(nodes.nodes[THEM], "--no-pages") as theirs:
        address(nodes.nodes[US], THEM, f"https://127.0.0.1:{theirs['port']}")
        with _process(nodes.nodes[US], "--demo", "--pages", "127.0.0.1:0") as ours:
            address(nodes.nodes[THEM], US, f"https://127.0.0.1:{ours['port']}")
            yield ours


@contextmanager
def _process(node: Node, *more: str) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "paraph.cli", "serve", "--home", str(node.home), "--json", *more]
    process = subprocess.Popen(  # our own program
        command, stdout=subprocess.PIPE, env={**os.environ, "PARAPH_PASSPHRASE": PASSPHRASE}, text=True
    )
    assert process.stdout is not None
    try:
        told = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        if "error" in told:
            raise NotThere(str(told["error"]))
        yield told
    finally:
        process.terminate()
        process.wait(timeout=60)


def _record(node: Node) -> Path:
    return node.folder(FRAMEWORK) / "record.paraph"


def _take(store: SqliteRecord, party: str, entries: list[bytes]) -> None:
    store.append(party, store.size(party), Ingest(store, party, kinds=KINDS).rows(entries))
