"""The logs in a record: entries, in order and without gaps, and the hashes of their trees.

* The functions that take a connection run inside the caller's transaction; the classes borrow one for themselves.
* An entry never changes, so what was read once may be remembered.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from sqlite3 import Connection
from threading import Lock
from typing import Any

from paraph.adapters.sqlite_file import SqliteFile
from paraph.adapters.sqlite_rows import as_list, chunks, insert_rows, place_of, seq_of
from paraph.service.ports import Row
from paraph.tlog import KEPT_HEIGHT, TILE_HEIGHT, Frontier, TileNodes, complete_root
from paraph.values import Damaged

MAX_SIZE = 1 << 40
"""Entries that a log may have here."""

_REMEMBERED_NODES = 1 << 14
_WIDTH = 1 << KEPT_HEIGHT

# Leaves and entries come end to end; each of ?4 says where an entry begins (from 1) and, in 32 bits, how long it is.
_INSERT = """
INSERT INTO entry SELECT ?1 + key, substr(?2, 32 * key + 1, 32), substr(?3, value >> 32, value & 4294967295)
FROM json_each(?4)
"""

Grown = tuple[int, int, bytes]
"""A complete subtree to keep, as `tlog.grow` names it: (level, index, hash)."""

Growth = tuple[Frontier, Sequence[Grown]]
"""What `tlog.grow` makes of a frontier and new leaves."""


def size_of(db: Connection, log: int) -> int:
    """Count the entries of a log."""
    first = place_of(log, 0)
    last = db.execute(
        "SELECT place FROM entry WHERE place BETWEEN ? AND ? ORDER BY place DESC LIMIT 1", (first, first + MAX_SIZE - 1)
    ).fetchone()
    return 0 if last is None else seq_of(last[0]) + 1


def insert_entries(db: Connection, log: int, at: int, rows: Sequence[Row], grown: Sequence[Grown]) -> None:
    """Insert the entries of rows from position `at` on, and the subtrees that they complete."""
    leaves, entries = [row.leaf for row in rows], [row.data for row in rows]
    if any(len(leaf) != 32 for leaf in leaves):
        raise ValueError(at)
    spans, start = [], 1
    for entry in entries:
        spans.append(start << 32 | len(entry))
        start += len(entry)
    db.execute(_INSERT, (place_of(log, at), b"".join(leaves), b"".join(entries), as_list(spans)))
    insert_rows(db, "node", 4, [(log, *node) for node in grown])


def require_all(party: str, start: int, stop: int, found: Sequence[int]) -> None:
    """Raise Damaged("store.missing") unless something was found at each position of [start, stop)."""
    if len(found) < stop - start:
        held = set(found)
        raise Damaged("store.missing", party=party, seq=next(seq for seq in range(start, stop) if seq not in held))


class Logs:
    """The parties whose logs lie in the file, and the number of each."""

    def __init__(self, file: SqliteFile) -> None:
        """Read from `file` whenever something unknown is asked."""
        self._file = file
        self._numbers: dict[str, int] = {}
        self._parties: dict[int, str] = {}

    def parties(self) -> tuple[str, ...]:
        """Name them, sorted."""
        self._refresh()
        return tuple(sorted(self._numbers))

    def number(self, party: str) -> int | None:
        """Return the number of a party's log; `None` if nothing of it lies here."""
        if party not in self._numbers:
            self._refresh()
        return self._numbers.get(party)

    def party(self, log: int) -> str:
        """Return whose log has a number."""
        if log not in self._parties:
            self._refresh()
        return self._parties[log]

    def ensure(self, db: Connection, party: str) -> int:
        """Return the number of a party's log, giving it one in this transaction if it has none."""
        found = self.number(party)  # outside the transaction: what it gives may be remembered
        if found is not None:
            return found
        row = db.execute("SELECT no FROM log WHERE party = ?", (party,)).fetchone()
        row = row or db.execute("INSERT INTO log (party) VALUES (?) RETURNING no", (party,)).fetchone()
        return int(row[0])

    def _refresh(self) -> None:
        with self._file.reading() as db:
            rows = db.execute("SELECT no, party FROM log").fetchall()
        self._parties = dict(rows)
        self._numbers = {party: no for no, party in rows}


class Entries:
    """Reads entries and nodes, from any thread."""

    def __init__(self, file: SqliteFile, logs: Logs) -> None:
        """Read from `file`."""
        self._file = file
        self._logs = logs
        self._turn = Lock()
        self._groups: dict[int, TileNodes] = {}
        self._least: dict[str, int] = {}
        self._remembered = lru_cache(_REMEMBERED_NODES)(self._node)

    def size(self, party: str) -> int:
        """Count the entries of a log."""
        log = self._logs.number(party)
        if log is None:
            return 0
        with self._file.reading() as db:
            found = self._least[party] = size_of(db, log)
        return found

    def read(self, party: str, start: int, stop: int) -> Iterator[bytes]:
        """Read the bytes of [start, stop). Raises Damaged("store.missing") where one is not held."""
        for first, last in chunks(start, stop):
            for (data,) in self._rows("data", party, first, last):
                yield data

    def read_leaves(self, party: str, start: int, stop: int) -> list[bytes]:
        """Read the leaf hashes of [start, stop). Raises as `read`."""
        return [leaf for (leaf,) in self._rows("leaf", party, start, stop)]

    def read_both(self, party: str, start: int, stop: int) -> list[tuple[bytes, bytes]]:
        """Read (leaf, data) of [start, stop), as they lie there. Raises as `read`."""
        return self._rows("leaf, data", party, start, stop)

    def node(self, party: str, level: int, index: int) -> bytes:
        """Return the root of a complete subtree. Raises Damaged("store.missing") when it is not held."""
        return self._remembered(party, level, index)

    def kept_nodes(self, party: str, level: int, start: int, stop: int) -> dict[int, bytes]:
        """Return the roots of the subtrees [start, stop) at level 4, 8, ... as they lie there, by index."""
        log = self._logs.number(party)
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT position, hash FROM node WHERE log = ? AND level = ? AND position BETWEEN ? AND ?",
                (log, level, start, stop - 1),
            ).fetchall()
        return dict(rows)

    def frontier(self, party: str, size: int) -> Frontier:
        """Return the peaks over the first `size` entries."""
        peaks, start = [], 0
        for level in range(size.bit_length() - 1, -1, -1):
            if size >> level & 1:
                peaks.append(self.node(party, level, start >> level))
                start += 1 << level
        return Frontier(size=size, peaks=tuple(peaks))

    def _node(self, party: str, level: int, index: int) -> bytes:
        log, size = self._logs.number(party), self._least.get(party, 0)
        if (index + 1) << max(level, 0) > size:  # a log only grows: what is under what was seen need not be asked
            size = self.size(party)
        if log is None or level < 0 or index < 0 or (index + 1) << level > size:
            raise Damaged("store.missing", party=party, level=level, index=index)
        rise = level % KEPT_HEIGHT
        group = (index << rise) >> KEPT_HEIGHT
        if (group + 1) << level - rise + KEPT_HEIGHT > size:
            return complete_root(self._hashes(party, level - rise, index << rise, index + 1 << rise))
        with self._turn:  # a full group is hashed once, and remembered for a while with its neighbours
            return self._full_groups(party, log)(level, index)

    def _full_groups(self, party: str, log: int) -> TileNodes:
        if log not in self._groups:

            def read_group(level: int, index: int, width: int) -> bytes:
                return b"".join(self._hashes(party, level * KEPT_HEIGHT, index * width, (index + 1) * width))

            # Of any size: only full groups are asked for.
            self._groups[log] = TileNodes(read_group, 1 << 62, height=KEPT_HEIGHT)
        return self._groups[log]

    def _hashes(self, party: str, level: int, start: int, stop: int) -> list[bytes]:
        """Read the stored hashes of one level."""
        if level == 0:
            return self.read_leaves(party, start, stop)
        found = self.kept_nodes(party, level, start, stop)
        if len(found) == stop - start:
            return [found[index] for index in range(start, stop)]
        if level % TILE_HEIGHT == 0:
            raise Damaged("store.node_missing", party=party, level=level, index=start)
        # A record written before these were kept has tiles only.
        below = self._hashes(party, level - KEPT_HEIGHT, start << KEPT_HEIGHT, stop << KEPT_HEIGHT)
        return [complete_root(below[at : at + _WIDTH]) for at in range(0, len(below), _WIDTH)]

    def _rows(self, columns: str, party: str, start: int, stop: int) -> list[tuple[Any, ...]]:
        """Read one row for each position, none missing."""
        log = self._logs.number(party) or 0
        where = f"SELECT {columns} FROM entry WHERE place BETWEEN ? AND ? ORDER BY place"  # noqa: S608  # our own names
        span = (place_of(log, start), place_of(log, stop) - 1)
        with self._file.reading() as db:
            rows = db.execute(where, span).fetchall()
            if len(rows) < stop - start:
                places = db.execute("SELECT place FROM entry WHERE place BETWEEN ? AND ?", span).fetchall()
                require_all(party, start, stop, [seq_of(place) for (place,) in places])
        return rows
