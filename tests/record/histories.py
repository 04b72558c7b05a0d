"""Histories: what several parties wrote, and how much of the others' logs each held when it wrote.

The tree of a log is stood in for by a chain of hashes: a root is only ever compared with itself here.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from tests.record.kinds import CHARTER, KINDS

from paraph.record import (
    GARBAGE,
    WAITING,
    Act,
    Kind,
    Reach,
    Said,
    Seen,
    World,
    reach_after,
    read_act,
    say_where,
    verdict_of_log,
    write_act,
)
from paraph.values import Unreadable

NORTH, SOUTH, EAST = "NORTH", "SOUTH", "EAST"
TWO = (NORTH, SOUTH)
THREE = (EAST, NORTH, SOUTH)
NOON = "2026-01-05T12:00:00Z"
FRAMEWORK = "test-framework"


class Log:
    """One party's entries, with the root and the reach after each."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.acts: list[Act | None] = []
        self.digests: list[str] = []
        self.roots: list[str] = ["0" * 64]
        self.reaches: list[Reach] = [{}]
        self.settled: list[Said | None] = []

    def __len__(self) -> int:
        return len(self.entries)

    def append(self, data: bytes) -> str:
        digest = sha256(b"\x00" + data).hexdigest()
        try:
            act = read_act(data)
        except Unreadable:
            act = None
        self.entries.append(data)
        self.settled.append(None)
        self.acts.append(act)
        self.digests.append(digest)
        self.roots.append(sha256((self.roots[-1] + digest).encode()).hexdigest())
        self.reaches.append(self.reaches[-1] if act is None else reach_after(self.reaches[-1], act))
        return digest


class History:
    """Some parties' logs, and what each party holds of the others'."""

    keeps: type[Log] = Log

    def __init__(
        self, parties: Iterable[str] = TWO, *, kinds: Mapping[str, Kind] = KINDS, charter: Kind = CHARTER
    ) -> None:
        self.parties = tuple(parties)
        self.kinds = kinds
        self.charter = charter
        self.logs = {party: self.keeps() for party in self.parties}
        self.held = {party: dict.fromkeys(self.parties, 0) for party in self.parties}

    def copy(self) -> "History":
        """The same logs, to be carried on apart."""
        other = type(self)(self.parties, kinds=self.kinds, charter=self.charter)
        other.held = {party: dict(held) for party, held in self.held.items()}
        for party, log in self.logs.items():
            for name, held in vars(log).items():
                setattr(other.logs[party], name, list(held))
        return other

    @property
    def cut(self) -> dict[str, int]:
        """All that was written."""
        return {party: len(log) for party, log in self.logs.items()}

    def hear(self, party: str, cut: Mapping[str, int] | None = None) -> None:
        """Let a party hold all that is in a cut, as far as the whole past of it is closed."""
        wanted = self.cut if cut is None else cut
        more = {other: max(size, wanted.get(other, 0)) for other, size in self.held[party].items()}
        self.held[party] = {**self.closed({**more, party: len(self.logs[party])}), party: len(self.logs[party])}

    def closed(self, cut: Mapping[str, int]) -> dict[str, int]:
        """The largest closed cut within a cut."""
        found = {party: min(cut.get(party, 0), len(self.logs[party])) for party in self.parties}
        while too_far := [
            party
            for party in self.parties
            if any(size > found.get(other, 0) for other, size in self.logs[party].reaches[found[party]].items())
        ]:
            for party in too_far:
                found[party] -= 1
        return found

    def seen_by(self, party: str) -> dict[str, Seen]:
        """What a party may truly say that it has seen."""
        held = self.held[party]
        return {
            other: Seen(size=held[other], root=self.logs[other].roots[held[other]])
            for other in self.parties
            if other != party and held[other]
        }

    def compose(self, party: str, **fields: Any) -> Act:
        """Make an act of a party's, with what it has seen, the time and an office unless they are given."""
        return Act(**{"seen": self.seen_by(party), "at": NOON, "by": ("desk",), **fields})

    def place(self, party: str, act: Act) -> Said:
        """Say where an act would lie, and what its digest would be."""
        return say_where(party, len(self.logs[party]), sha256(b"\x00" + write_act(act)).hexdigest(), act)

    def say(self, party: str, **fields: Any) -> Said:
        """Write an act."""
        act = self.compose(party, **fields)
        said = self.place(party, act)
        self.write(party, write_act(act))
        return said

    def write(self, party: str, data: bytes) -> str:
        """Write any bytes; return their digest."""
        digest = self.logs[party].append(data)
        self.held[party][party] = len(self.logs[party])
        return digest

    def agree_charter(
        self,
        content: Any = None,
        *,
        kinds: Iterable[str] = KINDS,
        notice: int | None = 30,
        late: Iterable[str] = (),
    ) -> str:
        """Have all parties stand on a charter, heard by all; return its record. `late` parties do not hear of it."""
        terms = {} if notice is None else {"denunciation_notice_days": notice}
        words = {"parties": sorted(self.parties), "kinds": sorted(kinds), **terms} if content is None else content
        first, *others = self.parties
        own: dict[str, Any] = {"kind": self.charter.name, "by": ("desk", "head")}
        opened = self.say(first, verb="propose", content=words, **own).digest
        for party in others:
            self.hear(party)
            self.say(party, verb="accept", record=opened, on=opened, **own)
        for party in set(self.parties) - set(late):
            self.hear(party)
        return opened

    def admitted(self, cut: Mapping[str, int] | None = None) -> list[Said]:
        """The acts in a cut as a node would hold them that has mirrored just that; what is no act is left out."""
        sizes = self.cut if cut is None else cut
        return [said for party in self.parties for said in self._admit(party, sizes)]

    def odd(self, party: str, seq: int, cut: Mapping[str, int] | None = None) -> str:
        """The log's verdict on one entry, where a cut is held."""
        log = self.logs[party]
        act = log.acts[seq]
        if act is None:
            return GARBAGE
        return verdict_of_log(
            act,
            party=party,
            seq=seq,
            before=log.reaches[seq],
            sizes=self.cut if cut is None else cut,
            reach_at=lambda other, size: self.logs[other].reaches[size],
            root_at=lambda other, size: self.logs[other].roots[size],
        )

    def world(self, cut: Mapping[str, int] | None = None, *, kinds: Mapping[str, Kind] | None = None) -> World:
        """What a node makes of a cut, if it knows these kinds."""
        return self.world_of(self.admitted(cut), kinds=kinds)

    def world_of(self, said: Iterable[Said], *, kinds: Mapping[str, Kind] | None = None) -> World:
        """The world of some acts."""
        return World(
            Shelf(said, self.kinds),
            framework=FRAMEWORK,
            kinds=self.kinds if kinds is None else kinds,
            founders=self.parties,
            charter_family=self.charter.family,
        )

    def _admit(self, party: str, sizes: Mapping[str, int]) -> Iterable[Said]:
        log = self.logs[party]
        for seq in range(sizes.get(party, 0)):
            said, act = log.settled[seq], log.acts[seq]
            if said is not None and all(size <= sizes.get(other, 0) for other, size in said.past.items()):
                yield said
            elif act is not None:
                said = say_where(party, seq, log.digests[seq], act, odd=self.odd(party, seq, sizes))
                # A verdict rests on what the act had seen, so it is settled once that is held: see test_log_verdict.
                log.settled[seq] = said if said.odd != WAITING else None
                yield said


class Shelf:
    """A library that is a list."""

    def __init__(self, said: Iterable[Said], kinds: Mapping[str, Kind]) -> None:
        self.said = list(said)
        self._opened = [one for one in self.said if one.act.record is None]
        self._about = {name: kind.about for name, kind in kinds.items() if kind.about}

    def acts(self, record: str) -> list[Said]:
        return [one for one in self.said if (one.act.record or one.digest) == record]

    def records(self, family: str) -> list[str]:
        found = (one.digest for one in self._opened if one.act.kind.partition("/")[0] == family)
        return list(dict.fromkeys(found))

    def about(self, record: str) -> list[str]:
        return list(dict.fromkeys(one.digest for one in self._opened if self._named(one.act) == record))

    def every(self) -> list[str]:
        """Every record that any act names."""
        return list(dict.fromkeys(one.act.record or one.digest for one in self.said))

    def _named(self, act: Act) -> Any:
        field = self._about.get(act.kind)
        return act.content.get(field) if field and isinstance(act.content, dict) else None
