"""One framework's records, as far as a cut of the logs reaches.

Invariants:

* A view reads only its own record's acts, the charter's, and those of the records that a guard asks for.
* A world is a snapshot: the library behind it must not change while it is in use.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from msgspec.structs import replace

from paraph.record.case import Past
from paraph.record.judge import CharterNoun, UpdateNeeded, judge
from paraph.record.kind import Kind
from paraph.record.past import BY_ITSELF, WAITING
from paraph.record.said import Cut, Said, within
from paraph.record.view import View


class Library(Protocol):
    """Where the acts lie."""

    def acts(self, record: str) -> Iterable[Said]:
        """Return every act held that names a record, its opening act included."""

    def records(self, family: str) -> Iterable[str]:
        """Return the records opened as a kind, whatever its rule version."""

    def about(self, record: str) -> Iterable[str]:
        """Return the records whose opening content is about a record."""


class World:
    """The records of one framework, judged."""

    def __init__(
        self,
        library: Library,
        *,
        framework: str,
        kinds: Mapping[str, Kind],
        founders: Iterable[str],
        charter_family: str,
    ) -> None:
        """Take the acts and the declarations.

        Args:
            library: Where the acts lie.
            framework: The framework's name, to which seals are bound.
            kinds: Full name -> kind.
            founders: The parties before any charter is in force.
            charter_family: The kind whose version in force names parties, terms and kinds.
        """
        self.library = library
        self.framework = framework
        self.kinds = kinds
        self.founders = tuple(sorted(founders))
        self.charter_family = charter_family
        self._charters: dict[tuple[int, ...], CharterNoun | None] = {}
        self._charter_places: tuple[tuple[str, tuple[int, ...]], ...] | None = None
        self._views: dict[tuple[str, tuple[tuple[str, int, str], ...]], View] = {}

    def view(self, record: str, cut: Cut | None = None) -> View:
        """Judge a record on all acts held, or on those in a cut; what lies in it without its past waits there."""
        acts = self.library.acts(record)
        if cut is None:
            return judge(record, tuple(acts), self)
        held = tuple(_held_in(cut, said) for said in acts if within(cut, said))
        # Guards ask for the same view again and again, and by way of one another: without this, exponentially often.
        asked = (record, tuple((said.party, said.seq, said.odd) for said in held))
        if asked not in self._views:
            self._views[asked] = judge(record, held, self)
        return self._views[asked]

    def views(self, family: str, cut: Cut | None = None) -> tuple[View, ...]:
        """Judge every record of a kind; those not yet open in the cut are left out."""
        found = (self.view(record, cut) for record in self.library.records(family))
        return tuple(view for view in found if view.state is not None)

    def views_about(self, record: str, family: str, cut: Cut | None = None) -> tuple[View, ...]:
        """Judge every record of a kind that is about another record."""
        found = (self.view(other, cut) for other in self.library.about(record))
        return tuple(view for view in found if view.state is not None and view.name.partition("/")[0] == family)

    def charter(self, cut: Cut | None = None) -> CharterNoun | None:
        """Return the noun of the charter in force, now or in a cut; None before the first, or while two have crossed.

        Raises:
            UpdateNeeded: A charter of a kind that the last readable one names is there, and this node cannot read it.
        """
        if self._charter_places is None:
            self._charter_places = self._place_charter_acts()
        counts: tuple[int, ...] = _ALL
        for party, seqs in self._charter_places:
            if cut is not None and cut.get(party, 0) <= seqs[-1]:
                counts = tuple(bisect_left(seqs, cut.get(other, 0)) for other, seqs in self._charter_places)
                break
        if counts not in self._charters:
            self._charters[counts] = self._charter_in_force(cut)
        return self._charters[counts]

    def charter_unread(self, cut: Cut) -> bool:
        """Tell whether there is a charter in a cut that this node cannot read."""
        return any(self.view(record, cut).update_needed for record in self.library.records(self.charter_family))

    def parties(self, cut: Cut | None = None) -> tuple[str, ...]:
        """Return the framework's parties by the charter in force."""
        charter = self.charter(cut)
        return self.founders if charter is None else charter.party_ids

    def past(self, cut: Mapping[str, int]) -> Past:
        """Return the other records as they stood in a cut."""
        return _PastOf(self, cut)

    def _place_charter_acts(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        places: dict[str, list[int]] = {}
        for record in self.library.records(self.charter_family):
            for said in self.library.acts(record):
                places.setdefault(said.party, []).append(said.seq)
        return tuple((party, tuple(sorted(places[party]))) for party in sorted(places))

    def _charter_in_force(self, cut: Cut | None) -> CharterNoun | None:
        views = [self.view(record, cut) for record in sorted(self.library.records(self.charter_family))]
        agreed = [
            noun for view in views if view.state is not None and (noun := view.state.content_in_force) is not None
        ]
        for view in views:
            if self.must_read(view):
                raise UpdateNeeded("update_needed", kind=view.name, record=view.record)
        # Two charters agreed on crossing wires: neither governs until one of them is ended.
        return agreed[0] if len(agreed) == 1 else None

    def must_read(self, view: View) -> bool:
        """Tell whether a record that is unread here may be used by the charter in force when it was opened."""
        if not view.update_needed:
            return False
        if view.kind is not None:
            return True
        opening = next(one.said for one in view.verdicts if one.said.digest == view.record)
        charter = self.charter(opening.past)
        return charter is not None and charter.allows(view.name)


_ALL: Final[tuple[int, ...]] = ()
"""In place of the counts: every act on a charter that is held. Nearly every act saw them all."""


def _held_in(cut: Cut, said: Said) -> Said:
    if said.odd in BY_ITSELF or all(size <= cut.get(party, 0) for party, size in said.past.items()):
        return said
    return replace(said, odd=WAITING)


class _PastOf:
    """The other records in a cut. What this node should be able to read and cannot makes the question unanswerable."""

    def __init__(self, world: World, cut: Cut) -> None:
        self._world = world
        self._cut = cut

    def view(self, record: str) -> View | None:
        views = self._read((self._world.view(record, self._cut),))
        return views[0] if views else None

    def about(self, record: str, family: str) -> tuple[View, ...]:
        found = (self._world.view(other, self._cut) for other in self._world.library.about(record))
        return self._read(view for view in found if view.name.partition("/")[0] == family)

    def records(self, family: str) -> tuple[View, ...]:
        return self._read(self._world.view(record, self._cut) for record in self._world.library.records(family))

    def _read(self, views: Iterable[View]) -> tuple[View, ...]:
        # By id, so that no guard can see in which order they came here.
        found = sorted(views, key=lambda view: view.record)
        unread = next((view for view in found if self._world.must_read(view)), None)
        if unread is not None:
            raise UpdateNeeded("update_needed", kind=unread.name, record=unread.record)
        return tuple(view for view in found if view.state is not None)
