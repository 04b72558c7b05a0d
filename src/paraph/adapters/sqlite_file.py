"""One SQLite file: durable transactions by one writer, reads by any thread beside it.

* What `writing` committed survives a kill and a power cut: write-ahead log, synchronous FULL. What it committed without
  waiting for the disk survives a kill, and a power cut after the next commit that waited: the log is written in order.
* A write that fails leaves nothing behind, and a disk that fails in writing is not written to again until reopened:
  after a failed fsync nobody knows what it holds.
* A reader sees what was committed when its question was asked, never half a transaction, and never waits for a writer.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from paraph.adapters.disk import FileLock, put_in_place, write_whole
from paraph.values import Barred, Damaged

_SETUP = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16000;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
"""
# REPLACE deletes without firing a delete trigger unless recursive triggers are on.
_APPEND_ONLY = "PRAGMA recursive_triggers = ON;"

_PATIENCE = 15.0
"""Seconds that a writer waits for the writer of another process, where two are allowed."""


def create_file(path: Path, schema: str, *, mark: int) -> None:
    """Make a database with a schema: whole, or not there.

    Args:
        path: Where; nothing may lie there.
        schema: SQL.
        mark: SQLite's application_id, by which `SqliteFile` knows its own.

    Raises:
        Barred: "store.exists".
        Damaged: "store.write_failed".
    """
    if path.exists():
        raise Barred("store.exists", file=path.name)
    fresh = path.with_name(path.name + ".fresh")
    try:
        write_whole(fresh, b"")
        db = sqlite3.connect(fresh, isolation_level=None)
        try:
            db.executescript(f"{_SETUP} PRAGMA application_id = {mark}; BEGIN; {schema}; COMMIT;")
        finally:
            db.close()
        put_in_place(fresh, path)
    except sqlite3.DatabaseError as error:
        raise _write_failed(path, error) from error
    except OSError as error:
        raise Damaged("store.write_failed", file=path.name, reason=str(error.strerror)) from error


class SqliteFile:
    """Connections to one database file: one that writes, and as many that read as there are readers at once."""

    def __init__(
        self, path: Path, *, mark: int, writable: bool = True, alone: bool = False, turns: bool = False
    ) -> None:
        """Open a file that `create_file` made.

        Args:
            path: The file.
            mark: What it was marked with.
            writable: Whether `writing` works.
            alone: Whether to keep other writers out, by a lock beside the file, until closed.
            turns: Whether to keep them out for each transaction only, waiting for one's turn.

        Raises:
            Barred: "store.locked": another process has it alone.
            Damaged: "store.no_file", "store.format" (some other file) or "store.unreadable".
        """
        if not path.is_file():
            raise Damaged("store.no_file", file=path.name)
        self.path = path
        self.writable = writable
        self._beside = path.with_name(path.name + ".lock")
        self._lock = FileLock(self._beside, code="store.locked") if alone else None
        self.turns = turns
        self._turn = Lock()
        self._broken = ""
        self._waits = True
        self._closed = False
        self._idle: deque[sqlite3.Connection] = deque()
        self._writer: sqlite3.Connection | None = None
        try:
            self._require_mark(mark)
            self._writer = self._connect(_APPEND_ONLY) if writable else None
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that only reads. Fetch what is asked for before giving it back.

        Raises:
            Damaged: "store.unreadable".
        """
        db = None
        try:
            db = self._borrow()
            yield db
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise Damaged("store.unreadable", file=self.path.name, reason=_reason(error)) from error
        finally:
            if db is not None:
                self._give_back(db)

    @contextmanager
    def writing(self, *, synced: bool = True) -> Iterator[sqlite3.Connection]:
        """Lend the connection that writes, inside one transaction: durable when left, or as if it had never been.

        Args:
            synced: Wait until it is on the disk.

        Raises:
            Barred: "store.read_only"; "store.locked": in turns, another process goes on writing.
            Damaged: "store.write_failed".
        """
        with self._turn, self._own_turn():
            db = self._ready_writer()
            try:
                self._wait_for_disk(db, wait=synced)
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except BaseException as error:
                self._undo(db)
                self._require_disk(error)
                raise

    def copy(self, target: Path) -> None:
        """Copy the database as it stands, beside writers, into a file that is whole or not there.

        Raises:
            Barred: "store.exists".
            Damaged: "store.write_failed", or what `reading` raises.
        """
        if target.exists():
            raise Barred("store.exists", file=target.name)
        fresh = target.with_name(target.name + ".fresh")
        try:
            write_whole(fresh, b"")
            with self.reading() as db:
                self._copy_into(db, fresh)
            put_in_place(fresh, target)
        except OSError as error:
            raise Damaged("store.write_failed", file=target.name, reason=str(error.strerror)) from error

    def close(self) -> None:
        """Close every connection that is not lent, and the lent ones as they come back. Harmless when done twice."""
        with self._turn:
            self._closed = True
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        while self._idle:
            self._idle.pop().close()
        if self._lock is not None:
            self._lock.release()

    def _require_mark(self, mark: int) -> None:
        with self.reading() as db:
            found = db.execute("PRAGMA application_id").fetchone()[0]
        if found != mark:
            raise Damaged("store.format", file=self.path.name)

    def _connect(self, more: str) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,  # lent to one thread at a time
            cached_statements=256,
            timeout=_PATIENCE,
        )
        try:
            db.executescript(_SETUP + more)
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _borrow(self) -> sqlite3.Connection:
        if self._closed:
            raise Damaged("store.closed", file=self.path.name)
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect("PRAGMA query_only = ON;")

    def _give_back(self, db: sqlite3.Connection) -> None:
        self._idle.append(db)
        if self._closed:
            with suppress(IndexError):  # `close` may have had it already
                self._idle.pop().close()

    def _own_turn(self) -> AbstractContextManager[object]:
        return FileLock(self._beside, code="store.locked", patience=_PATIENCE) if self.turns else nullcontext()

    def _ready_writer(self) -> sqlite3.Connection:
        if self._closed:
            raise Damaged("store.closed", file=self.path.name)
        if self._writer is None:
            raise Barred("store.read_only", file=self.path.name)
        if self._broken:
            raise Damaged("store.write_failed", file=self.path.name, reason=self._broken)
        return self._writer

    def _wait_for_disk(self, db: sqlite3.Connection, *, wait: bool) -> None:
        if wait != self._waits:
            db.execute(f"PRAGMA synchronous = {'FULL' if wait else 'NORMAL'}")
            self._waits = wait

    def _undo(self, db: sqlite3.Connection) -> None:
        if db.in_transaction:
            try:
                db.execute("ROLLBACK")
            except sqlite3.DatabaseError as error:
                self._remember(error)

    def _require_disk(self, error: BaseException) -> None:
        """Raise Damaged("store.write_failed") if it was the database that failed, not who used it."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
            self._remember(error)
            raise _write_failed(self.path, error) from error

    def _remember(self, error: sqlite3.Error) -> None:
        """Keep away from a disk that failed; a full one may be used again as soon as there is room."""
        if _reason(error).startswith(("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
            self._broken = _reason(error)

    def _copy_into(self, db: sqlite3.Connection, fresh: Path) -> None:
        other = sqlite3.connect(fresh, isolation_level=None)
        try:
            other.execute("PRAGMA synchronous = FULL")
            db.backup(other)
        except sqlite3.DatabaseError as error:
            raise _write_failed(fresh, error) from error
        finally:
            other.close()


def _reason(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or type(error).__name__


def _write_failed(path: Path, error: sqlite3.Error) -> Damaged:
    return Damaged("store.write_failed", file=path.name, reason=_reason(error))
