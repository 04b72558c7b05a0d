"""Entries on their way into the record, some thousands in one transaction.

Invariants:

* A batch is written only once the one before it is durable, so what is held has no gap.
* At most two batches are in memory: one that is being written, and one that gathers.
"""

from collections.abc import Callable
from typing import Final

from paraph.service.desk import Desk
from paraph.service.ingest import Ingest, settle_waiting
from paraph.tlog import TILE_WIDTH

_BUNDLES: Final = 16
_BYTES: Final = 16 * 2**20


class Batch:
    """What gathers of one log."""

    def __init__(self, desk: Desk, party: str, *, start: int, quota: int) -> None:
        """Gather nothing yet.

        Args:
            desk: The framework.
            party: Whose log.
            start: Entries held of it.
            quota: Entries that may come.
        """
        self._desk, self._party = desk, party
        self._start = self._at = start
        self._stop = start + quota
        self._ingest = Ingest(desk.store, party, kinds=desk.kinds)
        self._entries: list[bytes] = []
        self._leaves: list[bytes] = []
        self._bytes = self._bundles = 0
        self._written: Callable[[], None] = _nothing

    def add(self, index: int, bundle: list[bytes], leaves: list[bytes]) -> None:
        """Take a bundle's new entries with their leaf hashes; write when there are enough."""
        start = index * TILE_WIDTH
        span = slice(max(self._at + len(self._entries) - start, 0), max(self._stop - start, 0))
        fresh = bundle[span]
        self._entries += fresh
        self._leaves += leaves[span]
        self._bytes += sum(map(len, fresh))
        self._bundles += 1
        if self._bundles >= _BUNDLES or self._bytes >= _BYTES:
            self._flush()

    def close(self) -> None:
        """Admit the rest, durably, and look again at what waited for these entries."""
        self._flush()
        self._written()
        if self._at > self._start:
            settle_waiting(self._desk.store)

    def _flush(self) -> None:
        """Begin to admit what has gathered, once what came before is durable."""
        store, party, at = self._desk.store, self._party, self._at
        entries, leaves = self._entries, self._leaves
        self._entries, self._leaves, self._bytes, self._bundles = [], [], 0, 0
        self._at += len(entries)
        if entries:
            rows = self._ingest.rows(entries, leaves)
            self._written()
            self._written = self._desk.beside(lambda: store.append(party, at, rows))


def _nothing() -> None:
    """Stand for a write that was never begun."""
