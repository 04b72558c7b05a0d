"""All that is known of a record now, with the verdict on every act in it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from paraph.record.dealing import About, Awaited, Due, Heard, nothing_about
from paraph.record.kind import Kind
from paraph.record.said import Said


class Outcome(StrEnum):
    """What became of an act."""

    HEARD = "heard"
    VOID = "void"
    WAITING = "waiting"
    UNREAD = "unread"


class Verdict(Struct, frozen=True):
    """An act with what became of it, and why.

    Attributes:
        said: The act.
        outcome: Heard acts have effect, the others are kept and shown without.
        code: Why it has none; empty when it has.
        facts: The reason's facts.
        heard: The act with its typed content; None unless heard.
    """

    said: Said
    outcome: Outcome
    code: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    heard: Heard | None = None


class View(Struct, frozen=True, kw_only=True):
    """A record as it stands on the acts held.

    Attributes:
        record: Digest of the opening act.
        name: Kind with rule version as the opening act has it; empty when the opening act is not held.
        kind: The declaration; None when this node does not know it.
        opener: Who opened it; empty when the opening act is not held.
        state: What stands, in the dealing's own type; None when nothing is claimed: update needed, or no valid opening.
        verdicts: Every act of the record in causal order.
    """

    record: str
    name: str
    kind: Kind | None
    opener: str
    state: Any
    verdicts: tuple[Verdict, ...]

    @property
    def update_needed(self) -> bool:
        """This node does not know a kind or rule version that the record rests on, and claims nothing about it."""
        return any(one.outcome is Outcome.UNREAD for one in self.verdicts)

    @property
    def noun(self) -> Any:
        """The content of the opening act; None when there is no valid one."""
        first = next((one.heard for one in self.verdicts if one.heard is not None), None)
        return None if first is None else first.content

    @property
    def crossed(self) -> tuple[str, ...]:
        """The versions that crossed on the wire."""
        return () if self.kind is None or self.state is None else self.kind.dealing.crossed(self.state)

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        """The answers owed."""
        return () if self.kind is None or self.state is None else self.kind.dealing.awaits(self.state)

    def due(self, *, charter: Any, now: datetime, about: About = nothing_about) -> tuple[Due, ...]:
        """List what is due: what the dealing dates, then what the kind does.

        Args:
            charter: The noun of the charter in force; None when none is.
            now: This node's time.
            about: Finds the records that are about this one; by default none are looked at.
        """
        if self.kind is None or self.state is None:
            return ()
        by_kind = () if self.kind.due is None else self.kind.due(self, charter=charter, now=now, about=about)
        return (*self.kind.dealing.due(self.state, now), *by_kind)

    def stands(self) -> dict[str, Any]:
        """Return what stands, as JSON: equal on all nodes that hold the same acts."""
        if self.kind is None or self.state is None:
            return {"kind": self.name, "claims": None}
        return {"kind": self.name, "opener": self.opener, **self.kind.dealing.stands(self.state)}
