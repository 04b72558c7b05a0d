"""One change of the board: entries laid into the tables of `board.sql`, inside the transaction that changes it."""

import json
from collections.abc import Iterator
from sqlite3 import Connection, complete_statement

from msgspec import MsgspecError
from msgspec import json as fast

from paraph.adapters.board_questions import blob, number_from, tags_of
from paraph.adapters.sqlite_rows import schema
from paraph.service.board_ports import Brought, Entry
from paraph.values import builtin


def brought_of(db: Connection) -> Brought | None:
    """Return how far the board was brought; None when it holds nothing that can be used."""
    row = db.execute("SELECT brought FROM brought").fetchone()
    try:
        return None if row is None else fast.decode(row[0], type=Brought)
    except MsgspecError:
        return None


class Change:
    """One change of the board, inside its transaction."""

    def __init__(self, db: Connection) -> None:
        """Change by way of a connection that writes."""
        self._db = db

    def brought(self) -> Brought | None:
        """Return how far the board was brought."""
        return brought_of(self._db)

    def clear(self) -> None:
        """Take every line away: by laying the tables out anew, which costs nothing however many there are."""
        for table in ("line", "owed", "dated", "late", "asked", "piece", "words", "tally", "brought"):
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _statements(schema("board.sql")):
            self._db.execute(statement)

    def put(self, entry: Entry) -> None:
        """Keep a record's entry in place of the one before."""
        record = blob(entry.line.record)
        self._take_away(record)
        no = self._free_number(entry.line.latest_at, record)
        self._insert("line", (no, *_line_row(entry, record)))
        self._insert("piece", (no, fast.encode(entry.pieces).decode()))
        words = (no, entry.name, entry.words, " ".join(tags_of(entry.line)))
        self._db.execute("INSERT INTO words (rowid, name, body, tags) VALUES (?, ?, ?, ?)", words)
        for place, one in enumerate(entry.owed):
            waits = (one.ours, one.since, record, one.party, place, one.what, blob(one.on), blob(one.act))
            self._insert("owed", waits)
        for place, each in enumerate(entry.dated):
            facts = json.dumps(each.facts, ensure_ascii=False)
            about = (each.by or "~", record, place, each.late_from, each.party, each.what, each.by, facts)
            self._insert("dated", about)
        for about_record in entry.asked:
            self._insert("asked", (blob(about_record), record))

    def asking(self, record: str) -> tuple[str, ...]:
        """Name the records whose dates rest on the papers about a record, sorted."""
        rows = self._db.execute("SELECT record FROM asked WHERE about = ? ORDER BY record", (blob(record),))
        return tuple(one.hex() for (one,) in rows.fetchall())

    def records(self) -> tuple[str, ...]:
        """Name all records on the board, sorted."""
        rows = self._db.execute("SELECT record FROM line ORDER BY record")
        return tuple(one.hex() for (one,) in rows.fetchall())

    def keep(self, brought: Brought) -> None:
        """Say how far the board was brought."""
        self._db.execute("INSERT OR REPLACE INTO brought VALUES (1, ?)", (fast.encode(brought).decode(),))

    def _take_away(self, record: bytes) -> None:
        found = self._db.execute("SELECT no FROM line WHERE record = ?", (record,)).fetchone()
        if found is None:
            return
        for statement in ("line WHERE no", "piece WHERE no", "words WHERE rowid"):
            self._db.execute(f"DELETE FROM {statement} = ?", found)  # noqa: S608  # our own names
        for table in ("owed", "dated", "asked"):
            self._db.execute(f"DELETE FROM {table} WHERE record = ?", (record,))  # noqa: S608  # our own names

    def _free_number(self, at: str, record: bytes) -> int:
        """Return the number of a line, or the next that is free: two ids may begin alike."""
        no = number_from(at, record)
        while self._db.execute("SELECT 1 FROM line WHERE no = ?", (no,)).fetchone() is not None:
            no += 1
        return no

    def _insert(self, table: str, row: tuple[object, ...]) -> None:
        marks = ",".join("?" * len(row))
        self._db.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608  # our own names


def _statements(script: str) -> Iterator[str]:
    """Split a script where a statement ends; within a trigger none does."""
    said = ""
    for text in script.splitlines(keepends=True):
        said += text
        if complete_statement(said):
            yield said
            said = ""


def _line_row(entry: Entry, record: bytes) -> tuple[object, ...]:
    line = entry.line
    title = "" if line.called.title is None else json.dumps(builtin(line.called.title), ensure_ascii=False)
    return (
        record,
        line.kind,
        line.family,
        blob(line.about),
        line.opener,
        line.state,
        line.latest_at,
        line.latest_by,
        line.ours > 0,
        line.theirs > 0,
        line.acts,
        line.void,
        line.waiting,
        line.ours,
        line.theirs,
        line.called.number,
        title,
        json.dumps(line.parties),
    )
