"""board.db: the board of one framework, beside its record.

* It can be deleted at any time. What is missing, damaged or of another format is made anew, empty, when it is opened.
* Readers never wait: write-ahead log. One changes it at a time, by a lock beside the file, whatever thread or process.
* Where another process put a new file in its place, that one is used from the next question on.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from threading import Lock
from typing import Final

from paraph.adapters import board_questions as questions
from paraph.adapters.board_change import Change, brought_of
from paraph.adapters.disk import FileLock
from paraph.adapters.sqlite_file import SqliteFile, create_file
from paraph.adapters.sqlite_rows import schema
from paraph.service.board_ports import (
    Brought,
    DuePage,
    Found,
    Lines,
    Listed,
    OwedLine,
    Phrases,
    Tally,
    Wanted,
)
from paraph.values import Damaged

VERSION: Final = 2
"""Raised whenever the tables would be laid out otherwise."""

APPLICATION_ID: Final = 0x50524200 + VERSION
"""Says to SQLite and to file(1) that this is a board of Paraph, laid out so."""

_PATIENCE: Final = 15.0
_SPOILT: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")


class BoardFile:
    """A `BoardIndex` in one file."""

    def __init__(self, path: Path) -> None:
        """Open the board, or make an empty one where there is none that can be used.

        Raises:
            Damaged: "store.write_failed": it cannot be made.
        """
        self._path = path
        self._turn = Lock()
        self._file, self._inode = _opened(path)

    def close(self) -> None:
        """Let go of the file. Harmless when done twice."""
        self._file.close()

    def brought(self) -> Brought | None:
        """Return how far the board was brought; None when it holds nothing that can be used."""
        with suppress(Damaged), self._reading() as db:
            return brought_of(db)
        return None

    @contextmanager
    def changing(self, *, patience: float) -> Iterator[Change]:
        """Change the board: all of it when left, or nothing.

        Raises:
            Barred: "store.locked": another goes on changing it.
            Damaged: "store.write_failed".
        """
        lock = FileLock(self._beside(".lock"), code="store.locked", patience=patience)
        with lock, self._wary(), self._current().writing() as db:
            yield Change(db)

    def line(self, record: str) -> Listed | None:
        """Return the line of a record."""
        with self._reading() as db:
            return questions.line(db, record)

    def lines(self, wanted: Wanted, phrases: Phrases) -> Lines:
        """List lines."""
        with self._reading() as db:
            return questions.lines(db, wanted, phrases)

    def found(self, phrases: Phrases, wanted: Wanted) -> Found:
        """List the lines in which all phrases are found, with their pieces: by name first, then latest first."""
        with self._reading() as db:
            return questions.found(db, phrases, wanted)

    def owed(self, *, ours: bool, families: Collection[str] | None, limit: int, offset: int) -> tuple[OwedLine, ...]:
        """List the answers that are owed by us, or by the others."""
        with self._reading() as db:
            return questions.owed(db, ours=ours, families=families, limit=limit, offset=offset)

    def due(self, *, now: str, limit: int, offset: int) -> DuePage:
        """List what is due: overdue first, then by date, undated last, then by record."""
        with self._reading() as db:
            return questions.due(db, now=now, limit=limit, offset=offset)

    def count_due(self, *, now: str) -> tuple[int, int]:
        """Count what is due, and what of it is overdue."""
        with self._reading() as db:
            return questions.count_due(db, now=now)

    def tallies(self) -> tuple[Tally, ...]:
        """Count the records by kind and state, in that order."""
        with self._reading() as db:
            return questions.tallies(db)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Lend a connection inside one transaction."""
        with self._wary(), self._current().reading() as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")

    @contextmanager
    def _wary(self) -> Iterator[None]:
        """Throw away what turns out to be spoilt, and raise."""
        try:
            yield
        except Damaged as damaged:
            self._throw_away_if_spoilt(damaged)
            raise

    def _current(self) -> SqliteFile:
        with self._turn:
            if _inode(self._path) != self._inode:
                self._file.close()
                self._file, self._inode = _opened(self._path)
            return self._file

    def _throw_away_if_spoilt(self, damaged: Damaged) -> None:
        if str(damaged.facts.get("reason", "")).startswith(_SPOILT):
            with FileLock(self._beside(".made"), code="store.locked", patience=_PATIENCE):
                _throw_away(self._path, self._inode)

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)


def _opened(path: Path) -> tuple[SqliteFile, int]:
    """Open the file and say which it is; make it where there is none that can be used."""
    try:
        return _as_it_lies(path)
    except Damaged:
        with FileLock(path.with_name(path.name + ".made"), code="store.locked", patience=_PATIENCE):
            return _made(path)


def _made(path: Path) -> tuple[SqliteFile, int]:
    with suppress(Damaged):  # another may have made it while we waited
        return _as_it_lies(path)
    _throw_away(path, _inode(path))
    create_file(path, schema("board.sql"), mark=APPLICATION_ID)
    return _as_it_lies(path)


def _as_it_lies(path: Path) -> tuple[SqliteFile, int]:
    inode = _inode(path)
    return SqliteFile(path, mark=APPLICATION_ID), inode


def _throw_away(path: Path, inode: int) -> None:
    """Delete the file that was spoilt, and not one that was put in its place since."""
    if _inode(path) == inode:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _inode(path: Path) -> int:
    """Tell one file from the next at its place; 0 when there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0
