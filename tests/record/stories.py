"""Stories: a few acts by name, played through the pen and read again by a node that holds them all.

A step says who says what. Before each step its author hears everything, unless `before` names an act: then it has heard
only what was there before that act, and the two cross on the wire.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.record.histories import NOON, TWO, History, Shelf
from tests.record.kinds import KINDS

from paraph.record import Kind, Outcome, Said, View, World, try_act, write_act
from paraph.values import Barred

NOTHING: Mapping[str, Any] = {}


class Step(NamedTuple):
    """One act to be said.

    Attributes:
        party: Whose.
        verb: What.
        name: By which later steps and expectations call it.
        before: An act that it had not seen, nor anything after it; empty: it had seen everything.
        fields: Fields of the act; the values of `on`, `over` and `record` are names, and names in angle brackets inside
            the content stand for digests.
    """

    party: str
    verb: str
    name: str
    before: str
    fields: Mapping[str, Any]


def says(party: str, verb: str, name: str = "", *, before: str = "", **fields: Any) -> Step:
    """Write a step."""
    return Step(party, verb, name or verb, before, fields)


@dataclass
class Played:
    """A story that was played.

    Attributes:
        history: All logs.
        acts: Name -> act.
        cuts: Name -> all that had been written before it.
        barred: Name -> what the pen said; empty when it raised nothing.
    """

    history: History
    acts: dict[str, Said] = field(default_factory=dict)
    cuts: dict[str, dict[str, int]] = field(default_factory=dict)
    barred: dict[str, str] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """A node that holds everything."""
        return self.history.world()

    @property
    def record(self) -> str:
        """The record that the first act opened."""
        return next(iter(self.acts.values())).digest

    @property
    def view(self) -> View:
        """That record on a node that holds everything."""
        return self.world.view(self.record)

    @property
    def voids(self) -> dict[str, str]:
        """Name -> why the reader gives the act no effect; only those that have none."""
        names = {said.digest: name for name, said in self.acts.items()}
        shelf = self.world.library
        assert isinstance(shelf, Shelf)
        return {
            names[one.said.digest]: one.code
            for record in shelf.every()
            for one in self.world.view(record).verdicts
            if one.outcome is not Outcome.HEARD
        }

    def name(self, digest: str | None) -> str | None:
        """The name of an act by its digest."""
        return next((name for name, said in self.acts.items() if said.digest == digest), None)

    def named(self, value: Any) -> Any:
        """Replace digests by names, in JSON."""
        match value:
            case str():
                return self.name(value) or value
            case dict():
                return {self.named(key): self.named(held) for key, held in value.items()}
            case list() | tuple():
                return [self.named(held) for held in value]
            case _:
                return value

    def stands(self) -> Any:
        """What stands of the first record, in names."""
        return self.named(self.view.stands())


def play(
    kind: Kind,
    steps: Sequence[Step],
    *,
    parties: Sequence[str] = TWO,
    kinds: Mapping[str, Kind] = KINDS,
    charter: Mapping[str, Any] | None = NOTHING,
) -> Played:
    """Play a story in a framework whose charter all parties stand on, unless `charter` is None."""
    played = Played(History(parties, kinds=kinds))
    if charter is not None:
        played.history.agree_charter(**charter)
    for minute, step in enumerate(steps):
        _say(played, kind, step, at=f"{NOON[:14]}{minute:02}:00Z")
    return played


def _say(played: Played, kind: Kind, step: Step, *, at: str) -> None:
    history, fields = played.history, dict(step.fields)
    played.cuts[step.name] = history.cut
    history.hear(step.party, played.cuts[step.before] if step.before else None)
    spoken = played.history.kinds.get(fields.get("kind", kind.name), kind)
    verb = spoken.verbs.get(step.verb)
    first = next((said for said in played.acts.values() if said.act.kind == spoken.name), None)
    own: dict[str, Any] = {"kind": spoken.name, "at": at}
    if first is not None and "record" not in fields:
        own["record"] = first.digest
    if verb is not None and verb.keys == 2:
        own["by"] = ("desk", "head")
    if verb is not None and verb.reason:
        own["note"] = "for a reason"
    act = history.compose(step.party, verb=step.verb, **{**own, **_resolved(played, fields)})
    if verb is not None and verb.replaces and "over" not in fields and act.record is not None:
        state = history.world(history.held[step.party]).view(act.record).state
        act = history.compose(
            step.party,
            verb=step.verb,
            **{**own, **_resolved(played, fields), "over": () if state is None else state.frontier},
        )
    played.barred[step.name] = _try(played, step.party, history.place(step.party, act))
    played.acts[step.name] = history.place(step.party, act)
    history.write(step.party, write_act(act))


def _try(played: Played, party: str, said: Said) -> str:
    history = played.history
    if party in said.act.seen:
        return ""
    try:
        try_act(history.world(history.held[party]), said)
    except Barred as barred:
        return barred.code
    return ""


def _resolved(played: Played, fields: dict[str, Any]) -> dict[str, Any]:
    found = dict(fields)
    for name in ("on", "record"):
        if name in found:
            found[name] = _digest(played, found[name])
    if "over" in found:
        found["over"] = tuple(_digest(played, one) for one in found["over"])
    if "content" in found:
        found["content"] = _filled(played, found["content"])
    return found


def _digest(played: Played, name: str | None) -> str | None:
    if name is None:
        return None
    return played.acts[name].digest if name in played.acts else "f" * 64


def _filled(played: Played, value: Any) -> Any:
    match value:
        case str() if value.startswith("<"):
            return _digest(played, value[1:-1])
        case dict():
            return {key: _filled(played, held) for key, held in value.items()}
        case list():
            return [_filled(played, held) for held in value]
        case _:
            return value
