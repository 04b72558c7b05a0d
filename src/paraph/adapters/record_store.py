"""The record of one framework in one SQLite file.

* What a method that writes has returned from is on the disk, unless told not to wait. What raised was not written.
* Entries, nodes, checkpoints, signature lines and evidence are only ever added; the database refuses the rest.
* One process writes: a lock beside the file keeps a second one out. Any number of threads and processes read.
* A log's head is compared and swapped inside one transaction, so two appends at one size cannot both succeed.
* Opening costs O(log n), reading a record costs what its own acts cost, and memory does not grow with the log.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from paraph.adapters import record_index as indexed
from paraph.adapters import record_notes as notes
from paraph.adapters.record_audit import audit_entries
from paraph.adapters.record_entries import MAX_SIZE, Entries, Grown, Growth, Logs, insert_entries, size_of
from paraph.adapters.record_search import Search
from paraph.adapters.sqlite_file import SqliteFile, create_file
from paraph.adapters.sqlite_rows import place_of, schema
from paraph.service.ports import Held, Opened, Row, Stored
from paraph.tlog import KEPT_HEIGHT, Frontier, VerifierKey, grow
from paraph.values import Damaged

APPLICATION_ID = 0x50524148
"""Says to SQLite and to file(1) that this is a record of Paraph."""


class SqliteRecord:
    """A `RecordStore` in one file."""

    def __init__(self, path: Path, *, writable: bool = True, turns: bool = False) -> None:
        """Open a record that `create` made.

        Args:
            path: `<framework>.paraph`.
            writable: Take the one writer's place; without it, only read.
            turns: Take it for each write alone, so that others may write in between.

        Raises:
            Barred: "store.locked": another process writes.
            Damaged: "store.no_file", "store.format", "store.unreadable" or "store.write_failed"; "store.old_index": a
                writer must open it first.
        """
        alone = writable and not turns
        self._file = SqliteFile(path, mark=APPLICATION_ID, writable=writable, alone=alone, turns=turns)
        self._logs = Logs(self._file)
        self._entries = Entries(self._file, self._logs)
        self._search = Search(self._file, self._logs, self._entries)
        self._indexer = indexed.Indexer()
        self._frontiers: dict[str, Frontier] = {}
        try:
            self._renew_old_index()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> "SqliteRecord":
        """Make an empty record and open it for writing.

        Raises:
            Barred: "store.exists", or what opening raises.
            Damaged: "store.write_failed".
        """
        create_file(path, schema("record.sql"), mark=APPLICATION_ID)
        return cls(path)

    def close(self) -> None:
        """Let go of the file and of the lock. Harmless when done twice."""
        self._file.close()

    def copy(self, target: Path) -> None:
        """Copy the record as it stands into another file: a backup. Raises as `SqliteFile.copy`."""
        self._file.copy(target)

    def parties(self) -> tuple[str, ...]:
        """Name the parties whose logs lie here, sorted."""
        return self._logs.parties()

    def size(self, party: str) -> int:
        """Count the entries durably held of a party's log."""
        return self._entries.size(party)

    def frontier(self, party: str) -> Frontier:
        """Return the peaks of the tree over everything held of the log."""
        size = self._entries.size(party)
        held = self._frontiers.get(party)
        if held is None or held.size != size:
            held = self._frontiers[party] = self._entries.frontier(party, size)
        return held

    def node(self, party: str, level: int, index: int) -> bytes:
        """Return the root of the complete subtree of 2**level leaves at index; Damaged("store.missing") if not held."""
        return self._entries.node(party, level, index)

    def append(self, party: str, at: int, rows: Sequence[Row]) -> None:
        """Append rows durably if the log's size is `at`.

        Raises:
            Damaged: "store.moved": it is not. "store.write_failed": the disk is full or broken. Nothing was written.
        """
        self.commit(party, at, rows)

    def commit(
        self, party: str, at: int, rows: Sequence[Row], *, held: Held | None = None, grown: Growth | None = None
    ) -> None:
        """Append rows and keep a checkpoint: both durable together, or neither.

        Args:
            party: Whose log.
            at: The size it must have.
            rows: In order; may be empty.
            held: A verified checkpoint of this log. One that we sign may cover only what an earlier call made durable;
                another party's may cover these rows.
            grown: What `tlog.grow` made of the frontier at `at` and the rows' leaves, if the caller has it already.

        Raises:
            Damaged: As `append`.
            Forked: "store.other_root": a checkpoint of that size and another root is held.
        """
        frontier, nodes = grown or self._grow(party, at, rows)
        if frontier.size != at + len(rows):
            raise ValueError(frontier.size, at, len(rows))
        with self._indexer.undoing(), self._file.writing() as db:
            self._forget_what_others_wrote()
            log = self._logs.ensure(db, party)
            _require_size(party, at, size_of(db, log))
            insert_entries(db, log, at, rows, nodes)
            self._indexer.add(db, place_of(log, at), rows)
            if held is not None:
                notes.keep_checkpoint(db, log, held, party=party)
        self._frontiers[party] = frontier

    def entries(self, party: str, start: int, stop: int) -> Iterator[bytes]:
        """Read the exact bytes of entries [start, stop); Damaged("store.missing") where one is not held."""
        return self._entries.read(party, start, stop)

    def stored(self, party: str, start: int, stop: int) -> Iterator[Stored]:
        """Read entries [start, stop) with their leaf hash and verdict; Damaged("store.missing") as `entries`."""
        return self._search.stored(party, start, stop)

    def reach(self, party: str, size: int) -> bytes:
        """Return the packed reach after the first `size` entries; empty for 0."""
        return self._search.reach(party, size)

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """List (party, seq) of entries that wait for a past not yet held, in that order."""
        return self._search.waiting()

    def waiting_of(self, party: str) -> Iterator[int]:
        """Read where entries of a log wait, from the first on, as far as they are asked for."""
        return self._search.waiting_of(party)

    def settle(self, settled: Sequence[tuple[str, int, str]]) -> None:
        """Replace verdicts of waiting entries in the index: (party, seq, odd); one that does not wait keeps its own."""
        places = [(place_of(self._logs.number(party) or 0, seq), odd) for party, seq, odd in settled]
        with self._file.writing() as db:
            for place, odd in places:
                indexed.settle(db, place, odd)

    def acts_of(self, record: bytes) -> list[Stored]:
        """Read every entry of one record, in (party, seq) order. Costs what the record's own acts cost."""
        return self._search.acts_of(record)

    def find(self, leaf: bytes) -> Stored | None:
        """Find an entry by its leaf hash: the first by (party, seq), where the same bytes were said twice."""
        return self._search.find(leaf)

    def beginning(self, prefix: str) -> Iterator[Stored]:
        """Find the entries whose leaf hash begins with some hex digits, in (party, seq) order, as far as asked for."""
        return self._search.beginning(prefix)

    def opened(self, *, kind: str = "", about: bytes = b"") -> list[Opened]:
        """List records in (party, seq) order: all, or those of a kind in any version, or those about a record."""
        return self._search.opened(kind=kind, about=about)

    def odd_entries(self) -> list[Stored]:
        """List all entries with a verdict, for the auditor, in (party, seq) order."""
        return self._search.odd_entries()

    def keep_checkpoint(self, party: str, held: Held, *, synced: bool = True) -> None:
        """Keep a verified checkpoint for ever; the same size again adds the signature lines of keys that had none.

        Raises:
            Forked: "store.other_root": a checkpoint of that size and another root is held.
            Damaged: "store.write_failed".
        """
        with self._file.writing(synced=synced) as db:
            notes.keep_checkpoint(db, self._logs.ensure(db, party), held, party=party)

    def checkpoint(self, party: str, size: int | None = None) -> Held | None:
        """Return the checkpoint of a size, or the latest one held."""
        log = self._logs.number(party) or 0
        with self._file.reading() as db:
            return notes.latest_checkpoint(db, log) if size is None else notes.checkpoint_of(db, log, size)

    def checkpoints(self, party: str, *, least: int = 0) -> list[Held]:
        """List every checkpoint ever seen of at least that size, by size."""
        with self._file.reading() as db:
            return notes.checkpoints_from(db, self._logs.number(party) or 0, least)

    def latest_signed(self, party: str, keys: Sequence[VerifierKey] = (), *, within: int = MAX_SIZE) -> Held | None:
        """Return the largest checkpoint of at most that size with a line of each key; costs those above it."""
        with self._file.reading() as db:
            return notes.latest_signed(db, self._logs.number(party) or 0, keys, within)

    def first_signed(self, party: str, keys: Sequence[VerifierKey] = (), *, least: int = 0) -> Held | None:
        """Return the smallest checkpoint of at least that size with a line of each key; costs those below it."""
        with self._file.reading() as db:
            return notes.first_signed(db, self._logs.number(party) or 0, keys, least)

    def keep_evidence(self, party: str, evidence: bytes) -> None:
        """Keep evidence of a fork for ever; the same evidence again is kept once."""
        with self._file.writing() as db:
            notes.keep_evidence(db, self._logs.ensure(db, party), evidence)

    def evidence(self, party: str) -> list[bytes]:
        """List the evidence kept against a log, in the order it came; any means frozen."""
        with self._file.reading() as db:
            return notes.all_evidence(db, self._logs.number(party) or 0)

    def reindex(self, party: str, rows: Iterable[tuple[int, Row]]) -> None:
        """Rebuild the index of one log from (seq, Row), one for each entry in order; it is the old one until all is in.

        Raises:
            Damaged: "store.reindex_short": there are fewer rows than entries. Nothing was changed.
        """
        with self._indexer.undoing(), self._file.writing() as db:
            log = self._logs.ensure(db, party)
            indexed.forget_log(db, log)
            self._indexer.add_all(db, log, rows, party=party, size=size_of(db, log))

    def drop_index(self) -> None:
        """Throw the whole index away: until `reindex` of each party, what it answers is nothing."""
        with self._file.writing() as db:
            indexed.renew(db)
            self._indexer.forget()

    def unindexed(self) -> tuple[str, ...]:
        """Name the parties whose log waits for `reindex`: after `drop_index`, or when an older version made it."""
        return tuple(party for party in self.parties() if not self._search.is_indexed(party))

    def settings(self) -> dict[str, Any]:
        """Return what this framework was set up with, JSON; empty before `configure`."""
        with self._file.reading() as db:
            row = db.execute("SELECT settings FROM setting").fetchone()
        return {} if row is None else dict(json.loads(row[0]))

    def configure(self, settings: dict[str, Any]) -> None:
        """Replace the set-up."""
        with self._file.writing() as db:
            db.execute("DELETE FROM setting")
            db.execute("INSERT INTO setting VALUES (1, ?)", (json.dumps(settings, ensure_ascii=False),))

    def audit(self, party: str, *, start: int = 0) -> Frontier:
        """Read a log again from the disk, hash it again, and compare with the leaves, the subtrees and what was signed.

        Args:
            party: Whose log.
            start: From which entry on; what is before is taken from the subtrees kept.

        Returns:
            The peaks over everything held, computed from the bytes as they lie there.

        Raises:
            Damaged: "store.missing", "store.leaf_changed", "store.node_changed" or "store.root_changed", and where.
        """
        with self._file.reading() as db:
            log = self._logs.number(party) or 0
            size = size_of(db, log)
            signed = notes.latest_checkpoint(db, log, within=size)
        return audit_entries(self._entries, party, start=start, stop=size, signed=signed)

    def _grow(self, party: str, at: int, rows: Sequence[Row]) -> tuple[Frontier, list[Grown]]:
        known = None if self._file.turns else self._frontiers.get(party)  # only this process appends
        frontier = known or self.frontier(party)
        _require_size(party, at, frontier.size)
        if len(rows) == 1 and (frontier.size + 1) % (1 << KEPT_HEIGHT):  # one more leaf, and nothing full to keep
            return frontier.append(rows[0].leaf), []
        return grow(frontier, [row.leaf for row in rows])

    def _forget_what_others_wrote(self) -> None:
        """Take nothing for known that another writer may have changed between two turns of ours."""
        if self._file.turns:
            self._indexer.forget()

    def _renew_old_index(self) -> None:
        with self._file.reading() as db:
            current = indexed.is_current(db)
        if not current:
            if not self._file.writable:
                raise Damaged("store.old_index", file=self._file.path.name)
            self.drop_index()


def _require_size(party: str, at: int, size: int) -> None:
    if size != at:
        raise Damaged("store.moved", party=party, at=at, size=size)
