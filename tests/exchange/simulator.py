"""The counterpart simulator: everything another node may do to us, without a socket.

    honest      Counterpart        answers from a real node's record, as its server would
    late        Counterpart        of a node that has not met the others for a while
    silent      Silent             never answers
    slow        ByteCut            a link that is cut again and again, so that little comes at a time
    lying       Spoilt with flip   answers with a bit turned somewhere
    truncating  Spoilt with cut    answers that end early
    oversize    Spoilt with grown  answers that do not end
    replaying   Spoilt with stuck  the same old checkpoint for ever
    forked      Mixed              one log is another node's, which has the same keys and another history
    flooding    Counterpart        of a node that has said more than one exchange may bring

Real links are cut in `links.py`, real processes die in `mortal.py`.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.exchange.cast import Node, member

from paraph.service.desk import Desk
from paraph.service.exchange import pull
from paraph.service.exchange_log import QUOTA
from paraph.service.exchange_report import Exchange
from paraph.service.ports import Courier, Source
from paraph.service.serve_tiles import origin_hash, serve
from paraph.values import Barred, Unreachable, Unreadable

Spoil = Callable[[str, bytes], bytes]
"""(path, honest answer) -> what is answered. May raise what a source raises."""


@dataclass
class Counterpart:
    """An honest node, asked by a party. Each `source` answers from the record as it is when asked."""

    desk: Desk
    asker: str
    hints: int = 0
    fetched: list[str] = field(default_factory=list)

    def source(self, origin: str) -> Source:
        return _Honest(self, origin_hash(origin))

    def hint(self) -> None:
        self.hints += 1


@dataclass
class _Honest:
    counterpart: Counterpart
    folder: str

    def fetch(self, path: str) -> bytes:
        self.counterpart.fetched.append(path)
        try:
            return serve(self.counterpart.desk, self.counterpart.asker, f"{self.folder}/{path}").data
        except Barred as barred:
            raise Unreadable("source.missing", path=path, cause=barred.code) from barred


@dataclass
class Silent:
    """A counterpart that never answers."""

    def source(self, origin: str) -> "Silent":
        return self

    def fetch(self, path: str) -> bytes:
        raise Unreachable("link.failed", path=path)

    def hint(self) -> None:
        raise AssertionError


@dataclass
class Far:
    """A counterpart whose sources want to hear what they will be asked for next."""

    honest: Courier
    expected: list[str] = field(default_factory=list)

    def source(self, origin: str) -> Source:
        return _Expecting(self.honest.source(origin), self.expected)

    def hint(self) -> None:
        self.honest.hint()


@dataclass
class _Expecting:
    honest: Source
    expected: list[str]

    def expect(self, path: str) -> None:
        self.expected.append(path)

    def fetch(self, path: str) -> bytes:
        return self.honest.fetch(path)


@dataclass
class Spoilt:
    """A counterpart whose answers are spoilt: `spoil` sees each path with the honest bytes. One origin, or all."""

    honest: Courier
    spoil: Spoil
    only: str = ""

    def source(self, origin: str) -> Source:
        source = self.honest.source(origin)
        return _Spoiling(source, self.spoil) if self.only in ("", origin) else source

    def hint(self) -> None:
        self.honest.hint()


@dataclass
class _Spoiling:
    honest: Source
    spoil: Spoil

    def fetch(self, path: str) -> bytes:
        return self.spoil(path, self.honest.fetch(path))


@dataclass
class Mixed:
    """A counterpart that shows each log as another courier does: forks and old copies are made of it."""

    usual: Courier
    shown: dict[str, Courier]

    def source(self, origin: str) -> Source:
        return self.shown.get(origin, self.usual).source(origin)

    def hint(self) -> None:
        self.usual.hint()


@dataclass
class Cutting:
    """A link that is cut after so many answers: once for each number given, then it holds."""

    honest: Courier
    after: list[int]

    def source(self, origin: str) -> Source:
        return _Cut(self, self.honest.source(origin))

    def hint(self) -> None:
        self.honest.hint()

    def tick(self) -> None:
        if not self.after:
            return
        self.after[0] -= 1
        if self.after[0] < 0:
            self.after.pop(0)
            raise Unreachable("link.cut")


@dataclass
class _Cut:
    link: Cutting
    honest: Source

    def fetch(self, path: str) -> bytes:
        self.link.tick()
        return self.honest.fetch(path)


def flip(data: bytes, chance: random.Random) -> bytes:
    """Turn one bit."""
    place = chance.randrange(len(data) * 8)
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def cut(data: bytes) -> bytes:
    """End early."""
    return data[: len(data) // 2]


def grown(data: bytes) -> bytes:
    """Go on for longer than any format allows."""
    return data + bytes(17_000_000)


def stuck(note: bytes) -> Callable[[bytes], bytes]:
    """Answer with the same bytes, whatever is asked."""
    return lambda _data: note


def at(kind: str, change: Callable[[bytes], bytes]) -> Spoil:
    """Spoil the answers to "checkpoint", "hashes" or "entries"."""
    return lambda path, data: change(data) if kind == kind_of(path) else data


def kind_of(path: str) -> str:
    if path == "checkpoint":
        return path
    return "entries" if path.startswith("tile/entries/") else "hashes"


def exchange(here: Node, there: Node, *, quota: int = QUOTA) -> Exchange:
    """Let one node exchange with another that is honest."""
    return pull(here.desk, Counterpart(there.desk, here.party), member(there.party), quota=quota)


@dataclass
class ByteCut:
    """A link that is cut after so many bytes, once for each number; what came before a cut is kept, as on disk."""

    honest: Courier
    cuts: list[int]
    kept: dict[tuple[str, str], int] = field(default_factory=dict)

    def source(self, origin: str) -> Source:
        return _ByteCut(self, origin, self.honest.source(origin))

    def hint(self) -> None:
        self.honest.hint()

    def pass_on(self, place: tuple[str, str], length: int) -> None:
        """Let the rest of an answer through, or as much of it as the link lasts."""
        missing = length - self.kept.pop(place, 0)
        if not self.cuts:
            return
        self.cuts[0] -= missing
        if self.cuts[0] < 0:
            self.kept[place] = length + self.cuts.pop(0)
            raise Unreachable("link.cut", place=place[1])


@dataclass
class _ByteCut:
    link: ByteCut
    origin: str
    honest: Source

    def fetch(self, path: str) -> bytes:
        data = self.honest.fetch(path)
        self.link.pass_on((self.origin, path), len(data))
        return data
