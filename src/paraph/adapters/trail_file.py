"""trail.db: the audit trail, chained by digests, in a file whose own triggers refuse to change or delete an entry.

* What `tell` returned from is on the disk, but for a plain read: that is on the disk within a second, and at the latest
  when the file is closed, in its order.
* Each entry lies there as its canonical bytes; the columns beside them only serve to find it, and are verified too.
* Any number of processes and threads write to one chain: each takes the head and adds to it in one transaction.
"""

import atexit
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from threading import Condition, Lock, Thread
from typing import Any, Final, Self

from paraph.adapters.sqlite_file import SqliteFile, create_file
from paraph.record import utc_text
from paraph.service.trail import MAY_WAIT, START, Asked, Entry, Event, Head, entry_after, verified
from paraph.values import Answer, Barred, Damaged, decode, encode

APPLICATION_ID: Final = 0x50524148 + 2
"""Says to SQLite and to file(1) that this is an audit trail of Paraph."""

_WITHIN: Final = 0.5
"""Seconds that a plain read may wait for others."""
_AT_ONCE: Final = 512
"""Plain reads that may wait; the next one is written with all of them."""
_LONGEST: Final = 1_000_000

_SCHEMA = """
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  subject TEXT NOT NULL,
  deed TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_person ON entry (person, number);
CREATE INDEX entry_by_subject ON entry (subject, number);
CREATE INDEX entry_by_day ON entry (at, number);
CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
  WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry)
  BEGIN SELECT RAISE(ABORT, 'a trail only grows'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'a trail only grows'); END;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'a trail only grows'); END
"""


class TrailFile:
    """A `Trail` in one file."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime]) -> None:
        """Open a trail that `create` made.

        Raises:
            Damaged: "store.no_file", "store.format" or "store.unreadable".
        """
        self._file = SqliteFile(path, mark=APPLICATION_ID)
        self._clock = clock
        self._writing = Lock()
        self._waiting: list[tuple[str, Event]] = []
        self._turn = Condition()
        self._closed = False
        self._writer: Thread | None = None
        atexit.register(self.close)

    @classmethod
    def create(cls, path: Path, *, clock: Callable[[], datetime]) -> Self:
        """Make an empty trail and open it.

        Raises:
            Barred: "store.exists".
        """
        create_file(path, _SCHEMA, mark=APPLICATION_ID)
        return cls(path, clock=clock)

    def tell(self, event: Event) -> None:
        """Write an event down, durably when this returns; a plain read within the second.

        Raises:
            Damaged: "store.write_failed", "store.closed".
        """
        told = (utc_text(self._clock()), event)
        with self._turn:
            if self._closed:
                raise Damaged("store.closed", file=self._file.path.name)
            self._waiting.append(told)
            if event.deed in MAY_WAIT and len(self._waiting) < _AT_ONCE:
                self._wake()
                return
        self.flush()

    def flush(self) -> None:
        """Write down what waits."""
        with self._writing:
            told = self._taken()
            try:
                self._append(told)
            except BaseException:
                self._give_back(told)
                raise

    def entries(self, asked: Asked) -> list[Entry]:
        """Return the entries asked for, the latest first; what waited is among them."""
        self.flush()
        where, values = _question(asked)
        with self._file.reading() as db:
            rows = db.execute(
                f"SELECT body FROM entry WHERE {where} ORDER BY number DESC LIMIT ?",  # noqa: S608  # our own columns
                (*values, asked.limit or _LONGEST),
            ).fetchall()
        return [decode(Entry, row[0].encode(), limit=_LONGEST) for row in rows]

    def head(self) -> Head:
        """Return the last entry's number and digest."""
        self.flush()
        with self._file.reading() as db:
            return _head(db)

    def verify(self, noted: Head = START) -> Head:
        """Read every entry again, and return the head.

        Raises:
            Damaged: "trail.broken", "trail.cut", or "store.unreadable".
        """
        self.flush()
        with self._file.reading() as db:
            return verified(_every(db), noted=noted)

    def copy(self, target: Path) -> None:
        """Copy the trail as it stands into another file: a backup."""
        self.flush()
        self._file.copy(target)

    def close(self) -> None:
        """Write down what waits, and let go of the file. Harmless when done twice."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            self._turn.notify_all()
        if self._writer is not None:
            self._writer.join()
        try:
            self.flush()
        finally:
            self._file.close()
            atexit.unregister(self.close)

    def _taken(self) -> list[tuple[str, Event]]:
        with self._turn:
            told, self._waiting = self._waiting, []
        return told

    def _give_back(self, told: list[tuple[str, Event]]) -> None:
        with self._turn:
            self._waiting = told + self._waiting

    def _wake(self) -> None:
        """Have what waits written soon, by a thread that lives no longer than the trail."""
        if self._writer is None:
            self._writer = Thread(target=self._write_soon, name="trail", daemon=True)
            self._writer.start()
        self._turn.notify_all()

    def _write_soon(self) -> None:
        while self._rest():
            self._try_to_flush()

    def _rest(self) -> bool:
        """Wait for something to write, and then for others; False when the trail is closed."""
        with self._turn:
            self._turn.wait_for(lambda: self._closed or self._waiting)
            self._turn.wait_for(lambda: self._closed, timeout=_WITHIN)
            return not self._closed

    def _try_to_flush(self) -> None:
        try:
            self.flush()
        except Answer:
            # Kept; whoever writes next is told that the disk fails.
            return

    def _append(self, told: list[tuple[str, Event]]) -> None:
        if not told:
            return
        with self._file.writing() as db:
            head = _head(db)
            for at, event in told:
                entry = entry_after(head, event, at=at)
                head = Head(entry.number, entry.digest)
                row = (encode(entry).decode(), head.digest, *_columns(entry))
                db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (entry.number, *row))


def opened_trail(path: Path, *, begun: bool, clock: Callable[[], datetime]) -> TrailFile:
    """Open a node's trail, or begin it.

    Args:
        path: Where it is.
        begun: Whether there was one: then a missing file is no beginning.
        clock: The time in UTC.

    Raises:
        Damaged: "trail.missing".
    """
    if path.is_file():
        return TrailFile(path, clock=clock)
    if begun:
        raise Damaged("trail.missing", file=path.name)
    try:
        return TrailFile.create(path, clock=clock)
    except Barred:
        # Another process began it in this moment.
        return TrailFile(path, clock=clock)


def _head(db: Connection) -> Head:
    row = db.execute("SELECT number, digest FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return START if row is None else Head(*row)


def _every(db: Connection) -> Iterator[tuple[Entry, str]]:
    for number, body, digest, *columns in db.execute("SELECT * FROM entry ORDER BY number"):
        try:
            entry = decode(Entry, body.encode(), limit=_LONGEST)
        except Answer as error:
            raise Damaged("trail.broken", number=number) from error
        # By these it is found; they must say what it says.
        if (number, *columns) != (entry.number, *_columns(entry)):
            raise Damaged("trail.broken", number=number)
        yield entry, digest


def _columns(entry: Entry) -> tuple[str, str, str, str]:
    return entry.at, entry.event.person, entry.event.subject, str(entry.event.deed)


def _question(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    given = {
        "person = ?": asked.person,
        "subject = ?": asked.subject,
        "deed = ?": asked.deed,
        "at >= ?": asked.first,
        "at < ?": asked.last and f"{asked.last}~",
        "number < ?": asked.below,
    }
    meant = {clause: value for clause, value in given.items() if value}
    return " AND ".join(["1", *meant]), tuple(meant.values())
