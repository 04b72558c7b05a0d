"""The index over a record: which entries speak to a record, which open one, which have a verdict.

* It can be dropped whole and computed again from the entries; nothing here is the only copy of anything.
* It is written in the transaction that writes the entries, so it is never behind them, except after `drop`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from sqlite3 import Connection
from struct import unpack

from paraph.adapters.sqlite_rows import as_list, insert_rows, log_of, place_of, schema, seq_of
from paraph.service.ports import Row
from paraph.values import Damaged

VERSION = 1
"""Raised whenever the index would be computed otherwise; one of another version is dropped when opened."""

_TABLES = ("index_version", "named", "said", "found", "opened", "reach", "odd")
_CACHED = 1 << 15
_CHUNK = 4096
_ASKED = 64
_EPOCH_BITS = 13
_LOW = (1 << _EPOCH_BITS) - 1

_PROBE = """
WITH RECURSIVE epochs (n) AS (SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT n + 1 FROM epochs WHERE n + 1 < ?2)
SELECT epoch, key FROM epochs CROSS JOIN found ON epoch = n AND key BETWEEN ?3 AND ?4 ORDER BY epoch, key
"""


def is_current(db: Connection) -> bool:
    """Tell whether there is an index, of our version."""
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'index_version'").fetchone() is None:
        return False
    return bool(db.execute("SELECT version FROM index_version").fetchall() == [(VERSION,)])


def renew(db: Connection) -> None:
    """Drop the index and make an empty one."""
    for table in _TABLES:
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in schema("index.sql").split(";\n"):
        db.execute(statement)
    db.execute("INSERT INTO index_version VALUES (?)", (VERSION,))


def forget_log(db: Connection, log: int) -> None:
    """Empty the index of one log."""
    span = (place_of(log, 0), place_of(log + 1, 0) - 1)
    for table in ("said", "opened", "reach", "odd"):
        db.execute(f"DELETE FROM {table} WHERE place BETWEEN ? AND ?", span)  # noqa: S608  # our own names
    db.execute("DELETE FROM found WHERE epoch BETWEEN ? AND ?", (span[0] >> _EPOCH_BITS, span[1] >> _EPOCH_BITS))


def places_of_leaf(db: Connection, leaf: bytes, epochs: range) -> list[int]:
    """Find where a leaf hash may be: its first bytes are. The caller compares the rest."""
    return places_beginning(db, leaf[:4].hex(), epochs)


def places_beginning(db: Connection, prefix: str, epochs: range) -> list[int]:
    """Find where leaf hashes may be that begin with some hex digits. The caller compares those after the eighth."""
    low, high = (int(f"{prefix:{fill}<8.8}", 16) << _EPOCH_BITS for fill in "0f")
    rows = db.execute(_PROBE, (epochs.start, epochs.stop, low, high | _LOW)).fetchall()
    return sorted(epoch << _EPOCH_BITS | key & _LOW for epoch, key in rows)


def epochs_of(first: int, stop: int) -> range:
    """Name the epochs of the places [first, stop), at least one."""
    return range(first >> _EPOCH_BITS, (stop - 1 >> _EPOCH_BITS) + 1)


def reach_at(db: Connection, log: int, size: int) -> bytes:
    """Return the reach after the first `size` entries of a log."""
    row = db.execute(
        "SELECT reach FROM reach WHERE place BETWEEN ? AND ? ORDER BY place DESC LIMIT 1",
        (place_of(log, 0), place_of(log, size) - 1),
    ).fetchone()
    return b"" if row is None else bytes(row[0])


def settle(db: Connection, place: int, odd: str) -> None:
    """Replace the verdict of an entry that waits."""
    if odd:
        db.execute("UPDATE odd SET odd = ? WHERE place = ? AND odd = 'waiting'", (odd, place))
    else:
        db.execute("DELETE FROM odd WHERE place = ? AND odd = 'waiting'", (place,))


class Indexer:
    """Adds rows to the index, and remembers what it met last: the numbers of records, and where logs had reached."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._young: dict[bytes, int] = {}
        self._old: dict[bytes, int] = {}
        self._reached: dict[int, tuple[int, bytes]] = {}

    def forget(self) -> None:
        """Forget it all: the transaction that wrote it was undone."""
        self._young, self._old, self._reached = {}, {}, {}

    @contextmanager
    def undoing(self) -> Iterator[None]:
        """Forget it all if what is done within fails. Goes around the transaction, which may fail as it ends."""
        try:
            yield
        except BaseException:
            self.forget()
            raise

    def add_all(self, db: Connection, log: int, rows: Iterable[tuple[int, Row]], *, party: str, size: int) -> None:
        """Index (seq, row), one for each position from 0 to `size` in order (ValueError: one is left out).

        Raises:
            Damaged: "store.reindex_short": there are fewer or more.
        """
        pairs, seen = iter(rows), 0
        while taken := list(islice(pairs, _CHUNK)):
            if [seq for seq, _ in taken] != list(range(seen, seen + len(taken))):
                raise ValueError(seen)
            self.add(db, place_of(log, seen), [row for _, row in taken])
            seen += len(taken)
        if seen != size:
            raise Damaged("store.reindex_short", party=party, rows=seen, size=size)

    def add(self, db: Connection, first: int, rows: Sequence[Row]) -> None:
        """Index rows of one log that follow one another from place `first` on."""
        if not rows:
            return
        leaves, _, records, reaches, openings, odds = zip(*rows, strict=True)
        places = range(first, first + len(rows))
        number = self._numbers(db, dict.fromkeys(records))
        for epoch, keys in _found_keys(first, leaves):
            db.execute("INSERT INTO found SELECT ?, value FROM json_each(?)", (epoch, as_list(keys)))
        numbers = as_list(number.get(record, 0) for record in records)
        db.execute("INSERT INTO said SELECT value, ? + key FROM json_each(?) WHERE value", (first, numbers))
        self._insert_reaches(db, first, reaches)
        if any(openings):
            found = zip(places, records, openings, strict=True)
            insert_rows(db, "opened", 4, [(place, number[record], *opens) for place, record, opens in found if opens])
        if any(odds):
            insert_rows(db, "odd", 2, [(place, odd) for place, odd in zip(places, odds, strict=True) if odd])

    def _insert_reaches(self, db: Connection, first: int, reaches: Sequence[bytes]) -> None:
        log = log_of(first)
        place, last = self._reached.get(log, (-1, b""))
        if place != first - 1:
            last = reach_at(db, log, seq_of(first))
        changed = zip(count(first), reaches, (last, *reaches), strict=False)
        insert_rows(db, "reach", 2, [(place, reach) for place, reach, before in changed if reach != before])
        self._reached[log] = (first + len(reaches) - 1, reaches[-1])

    def _numbers(self, db: Connection, records: Iterable[bytes]) -> dict[bytes, int]:
        """Number records, giving new ones the next numbers in the order given."""
        young, old = self._young, self._old
        numbers = {record: young.get(record) or old.get(record, 0) for record in records if record}
        unknown = [record for record, no in numbers.items() if not no]
        if unknown:
            numbers.update(_known_numbers(db, unknown))
            fresh = [record for record in unknown if not numbers[record]]
            last = db.execute("SELECT coalesce(max(no), 0) FROM named").fetchone()[0]
            given = list(enumerate(fresh, last + 1))
            insert_rows(db, "named", 2, given)
            numbers.update({record: no for no, record in given})
        young.update(numbers)
        if len(young) > _CACHED:
            self._young, self._old = {}, young
        return numbers


def _known_numbers(db: Connection, records: Sequence[bytes]) -> dict[bytes, int]:
    """Look up numbers of records, those of others whose ids begin alike included."""
    numbers: dict[bytes, int] = {}
    for start in range(0, len(records), _ASKED):
        heads = [record[:8] for record in records[start : start + _ASKED]]
        wanted = ",".join("?" * len(heads))
        found = db.execute(f"SELECT id, no FROM named WHERE substr(id, 1, 8) IN ({wanted})", heads)  # noqa: S608  # question marks only
        numbers.update(found.fetchall())
    return numbers


def _found_keys(first: int, leaves: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
    """Describe by epoch where leaves are, in the order of the index: inserts at random cost twice as much."""
    heads = unpack(">" + "I28x" * len(leaves), b"".join(leaves))
    place = first
    while place < first + len(leaves):
        epoch = place >> _EPOCH_BITS
        stop = min(first + len(leaves), epoch + 1 << _EPOCH_BITS)
        keys = [head << _EPOCH_BITS | at & _LOW for at, head in enumerate(heads[place - first : stop - first], place)]
        keys.sort()
        yield epoch, keys
        place = stop
