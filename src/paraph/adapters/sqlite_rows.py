"""Many rows in few statements, and the numbers that stand for places.

* A place is a log's number and a position in it, in one integer: see record.sql.
* What is written in great number goes as a list of integers in one statement: SQLite then works without Python, which
  verifies what comes next meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from sqlite3 import Connection
from typing import Any

_WIDTHS = (512, 64, 8, 1)
"""Rows in one statement: each statement costs about as much as two rows."""

SEQ_BITS = 40
SEQ_MASK = (1 << SEQ_BITS) - 1

_CHUNK = 256
"""Rows read at once: at most 16 MiB of entries."""


def place_of(log: int, seq: int) -> int:
    """Return the place of an entry."""
    return log << SEQ_BITS | seq


def seq_of(place: int) -> int:
    """Return the position in its log of what lies at a place."""
    return place & SEQ_MASK


def log_of(place: int) -> int:
    """Return the number of the log that a place is in."""
    return place >> SEQ_BITS


def insert_rows(db: Connection, table: str, columns: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of as many columns, in order."""
    values, left = chain.from_iterable(rows), len(rows)
    for width in _WIDTHS:
        for _ in range(left // width):
            db.execute(_statement(table, columns, width), tuple(islice(values, width * columns)))
        left %= width


def as_list(numbers: Iterable[int]) -> str:
    """Write integers as json_each reads them."""
    return f"[{','.join(map(str, numbers))}]"


def chunks(start: int, stop: int, *, width: int = _CHUNK) -> Iterator[tuple[int, int]]:
    """Split [start, stop) into pieces that are read at once."""
    for first in range(start, stop, width):
        yield first, min(first + width, stop)


def schema(name: str) -> str:
    """Read one of our schemas."""
    from importlib.resources import files  # noqa: PLC0415  # start-up: only where a file is made

    return files("paraph.adapters").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _statement(table: str, columns: int, rows: int) -> str:
    row = "(" + ",".join("?" * columns) + ")"
    return f"INSERT INTO {table} VALUES " + ",".join([row] * rows)  # noqa: S608  # names from our own code only
