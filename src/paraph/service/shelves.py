"""The store as a library of acts, for one reading."""

from collections.abc import Iterable

from paraph.record import Said, World, read_act, say_where
from paraph.service.desk import Desk
from paraph.service.ports import RecordStore, Stored


class Shelves:
    """Reads acts from the store and remembers them while one question is answered.

    Attributes:
        candidate: An act that is not in the store: at the pen, the one that would be said.
    """

    def __init__(self, store: RecordStore, *, candidate: Said | None = None) -> None:
        """Take the store as it is now."""
        self._store = store
        self._acts: dict[str, tuple[Said, ...]] = {}
        self.candidate = candidate

    def acts(self, record: str) -> Iterable[Said]:
        """Return every act held that names a record."""
        if record not in self._acts:
            found = [said_of(stored) for stored in self._store.acts_of(bytes.fromhex(record))]
            if self.candidate is not None and record in (self.candidate.act.record, self.candidate.digest):
                found.append(self.candidate)
            self._acts[record] = tuple(found)
        return self._acts[record]

    def records(self, family: str) -> Iterable[str]:
        """Return the records opened as a kind."""
        return tuple(opened.record.hex() for opened in self._store.opened(kind=family))

    def about(self, record: str) -> Iterable[str]:
        """Return the records that are about a record."""
        return tuple(opened.record.hex() for opened in self._store.opened(about=bytes.fromhex(record)))


def said_of(stored: Stored) -> Said:
    """Read a stored entry as an act in its place."""
    return say_where(stored.party, stored.seq, stored.leaf.hex(), read_act(stored.data), odd=stored.odd)


def world_of(desk: Desk, *, candidate: Said | None = None) -> World:
    """Return the framework as it stands now on this node."""
    return World(
        Shelves(desk.store, candidate=candidate),
        framework=desk.setup.framework,
        kinds=desk.kinds,
        founders=desk.setup.parties,
        charter_family=desk.charter_family,
    )
