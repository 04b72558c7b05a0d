"""house.db: what stays at home, as JSON on named shelves.

* What `put` and `drop` returned from is on the disk.
* The file is the owner's alone, and never part of an exchange or of a bundle.
"""

import json
from pathlib import Path
from typing import Any, Self

from paraph.adapters.sqlite_file import SqliteFile, create_file

APPLICATION_ID = 0x50524148 + 1
"""Says to SQLite and to file(1) that this is a house of Paraph."""

_SCHEMA = """
CREATE TABLE thing (shelf TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (shelf, key)) STRICT
"""


class SqliteHouse:
    """A `House` in one file."""

    def __init__(self, path: Path) -> None:
        """Open a house that `create` made.

        Raises:
            Damaged: "store.missing", "store.format" or "store.unreadable".
        """
        self._file = SqliteFile(path, mark=APPLICATION_ID)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make an empty house and open it.

        Raises:
            Barred: "store.exists".
        """
        create_file(path, _SCHEMA, mark=APPLICATION_ID)
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def copy(self, target: Path) -> None:
        """Copy the house as it stands into another file: a backup."""
        self._file.copy(target)

    def put(self, shelf: str, key: str, value: dict[str, Any]) -> None:
        """Keep a JSON value durably under (shelf, key)."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with self._file.writing() as db:
            db.execute("INSERT OR REPLACE INTO thing VALUES (?, ?, ?)", (shelf, key, text))

    def add(self, shelf: str, key: str, value: dict[str, Any]) -> bool:
        """Keep a value as `put` does if nothing lies there yet, and tell whether it was kept: one of many wins."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with self._file.writing() as db:
            return db.execute("INSERT OR IGNORE INTO thing VALUES (?, ?, ?)", (shelf, key, text)).rowcount == 1

    def get(self, shelf: str, key: str) -> dict[str, Any] | None:
        """Read one value."""
        with self._file.reading() as db:
            row = db.execute("SELECT value FROM thing WHERE shelf = ? AND key = ?", (shelf, key)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def all(self, shelf: str) -> dict[str, dict[str, Any]]:
        """Read a whole shelf, by key order."""
        with self._file.reading() as db:
            rows = db.execute("SELECT key, value FROM thing WHERE shelf = ? ORDER BY key", (shelf,)).fetchall()
        return {key: json.loads(value) for key, value in rows}

    def drop(self, shelf: str, key: str) -> None:
        """Remove one value."""
        with self._file.writing() as db:
            db.execute("DELETE FROM thing WHERE shelf = ? AND key = ?", (shelf, key))
