"""What logs come to, judged as by a node that holds just them: what the vectors of the protocol state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.record import GARBAGE, Act, Kind, Reach, Said, World, reach_after, read_act, say_where, verdict_of_log
from paraph.tlog import Frontier, leaf_hash
from paraph.values import Unreadable, content_digest

FRAMEWORK: Final = "pact"
NORTH, SOUTH = "NORTH", "SOUTH"


class Logs:
    """The logs of a framework, judged as a node would that holds just them: a `Library`."""

    def __init__(self, logs: Mapping[str, Iterable[bytes]], kinds: Mapping[str, Kind] = KINDS) -> None:
        """Take every party's entries, and the declarations."""
        self.kinds = kinds
        self.entries = {party: list(entries) for party, entries in logs.items()}

    def say(self, party: str, data: bytes) -> str:
        """Append an entry; return its digest."""
        self.entries[party].append(data)
        return leaf_hash(data).hex()

    def sizes(self) -> dict[str, int]:
        """Count the entries of each log."""
        return {party: len(entries) for party, entries in self.entries.items()}

    def root(self, party: str, size: int) -> str:
        """Return the root over the first entries of a log."""
        return Frontier.empty().extend(map(leaf_hash, self.entries[party][:size])).root().hex()

    def reach(self, party: str, size: int) -> Reach:
        """Return the reach of the first entries of a log."""
        reach: Reach = {}
        for act in filter(None, map(_act, self.entries[party][:size])):
            reach = reach_after(reach, act)
        return reach

    def verdict(self, party: str, seq: int) -> str:
        """Return the log's verdict on an entry."""
        act = _act(self.entries[party][seq])
        if act is None:
            return GARBAGE
        before = self.reach(party, seq)
        return verdict_of_log(
            act,
            party=party,
            seq=seq,
            before=before,
            sizes=self.sizes(),
            reach_at=self.reach,
            root_at=self.root,
        )

    def every(self) -> Iterator[Said]:
        """Return every act, placed."""
        places = ((party, seq, data) for party, entries in self.entries.items() for seq, data in enumerate(entries))
        for party, seq, data in places:
            act = _act(data)
            if act is not None:
                yield say_where(party, seq, leaf_hash(data).hex(), act, odd=self.verdict(party, seq))

    def acts(self, record: str) -> list[Said]:
        """Return the acts of a record."""
        return [said for said in self.every() if (said.act.record or said.digest) == record]

    def records(self, family: str) -> list[str]:
        """Return the records of a family; all, if it is empty."""
        opened = (said for said in self.every() if said.act.record is None)
        found = (said.digest for said in opened if family in {"", said.act.kind.partition("/")[0]})
        return list(dict.fromkeys(found))

    def named(self) -> list[str]:
        """Return every record that an act names, opened or not."""
        return list(dict.fromkeys(said.act.record or said.digest for said in self.every()))

    def about(self, record: str) -> list[str]:
        """Return the records that are about another."""
        opened = (said for said in self.every() if said.act.record is None)
        return [said.digest for said in opened if self._about(said.act) == record]

    def _about(self, act: Act) -> Any:
        kind = self.kinds.get(act.kind)
        return act.content.get(kind.about) if kind and kind.about and isinstance(act.content, dict) else None


def judged(logs: Mapping[str, Iterable[str]], cut: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Say what the logs come to: a verdict on each entry, and what stands of each record, now or at a cut."""
    return judged_bytes({party: [entry.encode() for entry in entries] for party, entries in logs.items()}, cut)


def judged_bytes(
    logs: Mapping[str, Sequence[bytes]],
    cut: Mapping[str, int] | None = None,
    *,
    framework: str = FRAMEWORK,
    kinds: Mapping[str, Kind] = KINDS,
    charter_family: str = CHARTER_FAMILY,
) -> dict[str, Any]:
    """Say the same of logs in bytes, which garbage need not be able to be text."""
    held = Logs(logs, kinds)
    sizes = held.sizes() if cut is None else cut
    world = World(held, framework=framework, kinds=kinds, founders=sorted(logs), charter_family=charter_family)
    views = {record: world.view(record, cut) for record in held.named()}
    found = {
        (one.said.party, one.said.seq): [str(one.outcome), one.code] for view in views.values() for one in view.verdicts
    }
    stands = {record: view.stands() for record, view in sorted(views.items()) if view.name}
    return {
        "verdicts": {
            party: [found.get((party, seq), ["void", "garbage"]) for seq in range(sizes.get(party, 0))]
            for party in sorted(logs)
        },
        "stands": stands,
        "standing": {
            "framework": framework,
            "party": NORTH,
            "cut": {
                party: {"root": held.root(party, size), "size": size} for party, size in sorted(sizes.items()) if size
            },
            "records": {record: content_digest(what) for record, what in stands.items()},
        },
    }


@cache
def _act(data: bytes) -> Act | None:
    try:
        return read_act(data)
    except Unreadable:
        return None
