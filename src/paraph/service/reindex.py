"""The index computed again from the logs: nothing in it is the only copy of anything.

Invariants:

* The rows depend on the logs alone: an index rebuilt is the index that grew.
* Interrupted at any point, what is not yet judged waits; it is settled by the next exchange, or by doing this again.
"""

from collections.abc import Iterator, Mapping

from paraph.record import GARBAGE, WAITING, Kind
from paraph.service.ingest import Ingest
from paraph.service.ports import RecordStore, Row


def rebuild_index(store: RecordStore, *, kinds: Mapping[str, Kind]) -> None:
    """Index every log anew.

    Args:
        store: The record, open for writing, with any index or none.
        kinds: The declarations, to know which field of an opening names the record it is about.

    Raises:
        Damaged: An entry is missing.
    """
    # An act is judged by what the logs in its past had seen: that of all logs comes first, the verdicts second.
    for party in store.parties():
        store.reindex(party, ((seq, _unjudged(row)) for seq, row in _rows(store, party, kinds)))
    for party in store.parties():
        store.reindex(party, _rows(store, party, kinds))


def _rows(store: RecordStore, party: str, kinds: Mapping[str, Kind]) -> Iterator[tuple[int, Row]]:
    ingest = Ingest(store, party, kinds=kinds, seq=0)
    for seq, data in enumerate(store.entries(party, 0, store.size(party))):
        yield seq, ingest.row(data)


def _unjudged(row: Row) -> Row:
    return row if row.odd == GARBAGE else row._replace(odd=WAITING)
