"""What a guard may look at: the act, and what stood in its past. Nothing else exists for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from paraph.record.said import Cut, Said
from paraph.record.verb import Verb

if TYPE_CHECKING:
    from paraph.record.kind import Kind
    from paraph.record.view import View


class Past(Protocol):
    """The record as an act's author could know it when speaking."""

    def view(self, record: str) -> "View | None":
        """Return another record as it stood then; None when it was not yet open."""

    def about(self, record: str, family: str) -> "tuple[View, ...]":
        """Return the records of a family that were about `record` then, by id."""

    def records(self, family: str) -> "tuple[View, ...]":
        """Return all records of a family that were open then, by id."""


class Case(Struct, frozen=True, kw_only=True):
    """One act before the guards.

    Attributes:
        said: The act where it lies (or, at the pen, where it would lie).
        kind: Its kind.
        verb: Its verb.
        content: Its typed content; None when the verb has none.
        opener: The party that opened the record; the author itself in the opening act.
        parties: The parties of the framework by the charter in force in the past.
        framework: The framework's name.
        charter: The noun of that charter; None before the first one.
        look_back: Opens the other records as they stood in a cut.
        state_before: Computes the record's own state in the past of an act that continues it.
    """

    said: Said
    kind: "Kind"
    verb: Verb
    content: Any
    opener: str
    parties: tuple[str, ...]
    framework: str
    charter: Any
    look_back: Callable[[Cut], Past]
    state_before: Callable[[Said], Any]

    @property
    def party(self) -> str:
        """Who speaks."""
        return self.said.party

    @property
    def opens(self) -> bool:
        """Whether this act opens its record."""
        return self.said.act.record is None

    @property
    def before(self) -> Any:
        """The record's state in the past of the act; None in the opening act."""
        return None if self.said.act.record is None else self.state_before(self.said)

    @property
    def past(self) -> Past:
        """The other records as they stood in the past of the act."""
        return self.look_back(self.said.past)

    @property
    def others(self) -> tuple[str, ...]:
        """The other parties."""
        return tuple(party for party in self.parties if party != self.party)
