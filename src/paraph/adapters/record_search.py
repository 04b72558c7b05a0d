"""Questions to the index of a record, answered with entries as they lie in the logs.

* Answers come in (party, seq) order, never in the order of arrival: they are the same on every node.
* A question is one or two statements; what it costs depends on what it finds, not on the size of the logs, except that
  `find` and `beginning` ask each 8,192 entries once.
"""

from collections.abc import Iterator
from typing import Any

from paraph.adapters.record_entries import Entries, Logs, require_all
from paraph.adapters.record_index import epochs_of, places_beginning, places_of_leaf, reach_at
from paraph.adapters.sqlite_file import SqliteFile
from paraph.adapters.sqlite_rows import SEQ_BITS, SEQ_MASK, chunks, log_of, place_of, seq_of
from paraph.service.ports import Opened, Stored

_STORED = "SELECT place, leaf, data, coalesce(odd, '') FROM "
_OF_RECORD = (
    "said CROSS JOIN entry USING (place) LEFT JOIN odd USING (place) WHERE said.record ="
    " (SELECT no FROM named WHERE substr(id, 1, 8) = substr(?1, 1, 8) AND id = ?1)"
)
_IN_LOG = "entry LEFT JOIN odd USING (place) WHERE place BETWEEN ? AND ?"
_WITH_VERDICT = "odd CROSS JOIN entry USING (place)"
_FEW = 64
_NEXT_WAITING = "SELECT place FROM odd WHERE odd = 'waiting' AND place BETWEEN ? AND ? ORDER BY place LIMIT ?"
_OPENED = "SELECT place, id, kind, about FROM opened CROSS JOIN named ON named.no = opened.record WHERE "
_OF_KIND = "(kind = ?1 OR kind BETWEEN ?1 || '/0' AND ?1 || '/:')"  # ":" follows "9" in ASCII
_ABOUT = "(about = ?2 AND about <> x'')"


class Search:
    """Reads by way of the index, from any thread."""

    def __init__(self, file: SqliteFile, logs: Logs, entries: Entries) -> None:
        """Read from `file`."""
        self._file = file
        self._logs = logs
        self._entries = entries

    def stored(self, party: str, start: int, stop: int) -> Iterator[Stored]:
        """Read entries [start, stop) with their verdict. Raises Damaged("store.missing") where one is not held."""
        log = self._logs.number(party) or 0
        for first, last in chunks(start, stop):
            found = self._stored(_IN_LOG, place_of(log, first), place_of(log, last) - 1)
            require_all(party, first, last, [stored.seq for stored in found])
            yield from found

    def reach(self, party: str, size: int) -> bytes:
        """Return the reach after the first `size` entries."""
        with self._file.reading() as db:
            return reach_at(db, self._logs.number(party) or 0, size)

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """List (party, seq) of the entries that wait."""
        with self._file.reading() as db:
            rows = db.execute("SELECT place FROM odd WHERE odd = 'waiting'").fetchall()
        return tuple(sorted((self._logs.party(log_of(place)), seq_of(place)) for (place,) in rows))

    def waiting_of(self, party: str) -> Iterator[int]:
        """Read where entries of a log wait, from the first on."""
        log = self._logs.number(party) or 0
        place, last = place_of(log, 0), place_of(log + 1, 0)
        while place < last:
            with self._file.reading() as db:
                rows = db.execute(_NEXT_WAITING, (place, last - 1, _FEW)).fetchall()
            yield from (seq_of(found) for (found,) in rows)
            place = rows[-1][0] + 1 if len(rows) == _FEW else last

    def acts_of(self, record: bytes) -> list[Stored]:
        """Read the entries of a record."""
        return sorted(self._stored(_OF_RECORD, record))

    def odd_entries(self) -> list[Stored]:
        """Read the entries with a verdict."""
        return sorted(self._stored(_WITH_VERDICT))

    def find(self, leaf: bytes) -> Stored | None:
        """Find an entry by its leaf hash: the first, where the same bytes were said twice."""
        return next((stored for stored in self.beginning(leaf.hex()) if stored.leaf == leaf), None)

    def beginning(self, prefix: str) -> Iterator[Stored]:
        """Find the entries whose leaf hash begins with some hex digits, one by one."""
        places = (place for party in self._logs.parties() for place in self._places(party, prefix))
        found = (stored for place in places for stored in self._stored(_IN_LOG, place, place))
        return (stored for stored in found if stored.leaf.hex().startswith(prefix))

    def is_indexed(self, party: str) -> bool:
        """Tell whether the last entry of a log is in the index, and so all are."""
        size = self._entries.size(party)
        if not size:
            return True
        leaf, last = (
            self._entries.read_leaves(party, size - 1, size)[0],
            place_of(self._logs.number(party) or 0, size - 1),
        )
        with self._file.reading() as db:
            return last in places_of_leaf(db, leaf, epochs_of(last, last + 1))

    def opened(self, *, kind: str, about: bytes) -> list[Opened]:
        """List records, of a kind in any version, about a record; an empty filter lets all through."""
        where = [_OF_KIND] * bool(kind) + [_ABOUT] * bool(about) + ["?1 = ?1 AND ?2 = ?2"]
        with self._file.reading() as db:
            rows = db.execute(_OPENED + " AND ".join(where), (kind, about)).fetchall()
        found = [self._opened(*row) for row in rows]
        return sorted(found, key=lambda opened: (opened.party, opened.seq))

    def _places(self, party: str, prefix: str) -> list[int]:
        log, size = self._logs.number(party) or 0, self._entries.size(party)
        with self._file.reading() as db:
            return places_beginning(db, prefix, epochs_of(place_of(log, 0), place_of(log, size)))

    def _opened(self, place: int, record: bytes, kind: str, about: bytes) -> Opened:
        return Opened(record, kind, about, self._logs.party(log_of(place)), seq_of(place))

    def _stored(self, where: str, *values: Any) -> list[Stored]:
        with self._file.reading() as db:
            rows = db.execute(_STORED + where, values).fetchall()
        party = self._logs.party
        return [Stored(party(place >> SEQ_BITS), place & SEQ_MASK, leaf, data, odd) for place, leaf, data, odd in rows]
