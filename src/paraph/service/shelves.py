"""The store as a library of acts, for one reading."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from paraph.record import Said, World, reread_act, say_where
from paraph.service.desk import Desk
from paraph.service.ports import RecordStore, Stored

_REMEMBERED: Final = 256


class Shelves:
    """Reads acts from the store, and remembers those of the records asked for last while one question is answered."""

    def __init__(self, store: RecordStore) -> None:
        """Take the store as it is now."""
        self._store = store
        self._acts = lru_cache(_REMEMBERED)(self._read)

    def acts(self, record: str) -> Iterable[Said]:
        """Return every act held that names a record."""
        return self._acts(record)

    def records(self, family: str) -> Iterable[str]:
        """Return the records opened as a kind."""
        return tuple(opened.record.hex() for opened in self._store.opened(kind=family))

    def about(self, record: str) -> Iterable[str]:
        """Return the records that are about a record."""
        return tuple(opened.record.hex() for opened in self._store.opened(about=bytes.fromhex(record)))

    def _read(self, record: str) -> tuple[Said, ...]:
        return tuple([said_of(stored) for stored in self._store.acts_of(bytes.fromhex(record))])


def said_of(stored: Stored) -> Said:
    """Read an entry that speaks to a record, which was read in full when it was admitted, as an act in its place."""
    return say_where(stored.party, stored.seq, stored.leaf.hex(), reread_act(stored.data), odd=stored.odd)


def world_of(desk: Desk) -> World:
    """Return the framework as it stands now on this node."""
    return World(
        Shelves(desk.store),
        framework=desk.setup.framework,
        kinds=desk.kinds,
        founders=desk.setup.founding,
        charter_family=desk.charter_family,
    )
