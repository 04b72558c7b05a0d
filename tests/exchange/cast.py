"""North, South and East: three parties with keys, clocks that stand still, and records that tests throw away."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import UNSET

from paraph.adapters.record_store import SqliteRecord
from paraph.record import JOINT, Act, Kind, kinds_by_name, write_act
from paraph.service.desk import Desk
from paraph.service.ingest import admit
from paraph.service.ports import Held, Mark
from paraph.service.publish import offer
from paraph.service.seen import seen_now
from paraph.service.setup import Member, Setup
from paraph.tlog import KeyType, Signer, leaf_hash, signer_from_seed
from paraph.values import Recovering, Value

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NORTH, SOUTH, EAST = "NORTH", "SOUTH", "EAST"
FRAMEWORK = "river"


class Words(Value, frozen=True, kw_only=True):
    text: str
    party_ids: tuple[str, ...] = ()

    def allows(self, kind: str) -> bool:
        return True


CHARTER = Kind(name="test.charter/1", title="Charter", dealing=JOINT, noun=Words)
PAPER = Kind(name="test.paper/1", title="Paper", dealing=JOINT, noun=Words)
KINDS = kinds_by_name((CHARTER, PAPER))


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


class MemoryHouse:
    def __init__(self) -> None:
        self.shelves: dict[str, dict[str, dict[str, Any]]] = {}

    def put(self, shelf: str, key: str, value: dict[str, Any]) -> None:
        self.shelves.setdefault(shelf, {})[key] = value

    def add(self, shelf: str, key: str, value: dict[str, Any]) -> bool:
        return self.shelves.setdefault(shelf, {}).setdefault(key, value) is value

    def get(self, shelf: str, key: str) -> dict[str, Any] | None:
        return self.shelves.get(shelf, {}).get(key)

    def all(self, shelf: str) -> dict[str, dict[str, Any]]:
        return dict(sorted(self.shelves.get(shelf, {}).items()))

    def drop(self, shelf: str, key: str) -> None:
        self.shelves.get(shelf, {}).pop(key, None)


class MemoryKeys:
    def __init__(self, party: str) -> None:
        self.party = party
        self.known: Mark | None = None
        self.mirrored: dict[str, Mark] = {}
        self.gone = False

    def lost(self) -> bool:
        return self.gone

    def renew_marks(self) -> None:
        if self.gone:
            self.gone, self.known, self.mirrored = False, None, {}

    def log(self) -> tuple[Signer, Signer]:
        return signers(self.party)[:2]

    def mirror(self) -> tuple[Signer, Signer]:
        return signers(self.party)[2:]

    def mark(self) -> Mark | None:
        return self.known

    def raise_mark(self, mark: Mark) -> None:
        self.known = _raised(self.known, mark)

    def restate_mark(self, mark: Mark) -> None:
        self.known = mark

    def mirror_mark(self, origin: str) -> Mark | None:
        return self.mirrored.get(origin)

    def raise_mirror_mark(self, origin: str, mark: Mark) -> None:
        self.mirrored[origin] = _raised(self.mirrored.get(origin), mark)


def _raised(known: Mark | None, mark: Mark) -> Mark:
    if known is not None and mark != known and mark.size <= known.size:
        raise Recovering("mark.back", mark=known.size, size=mark.size)
    return mark


@cache
def signers(party: str) -> tuple[Signer, Signer, Signer, Signer]:
    seed = party.encode().ljust(31, b"-")
    ed, cosigned, pq = KeyType.ED25519, KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE
    log, mirror = origin(party), f"{party.lower()}.example/{FRAMEWORK}/mirror"
    return (
        signer_from_seed(log, ed, seed + b"1"),
        signer_from_seed(log, pq, seed + b"2"),
        signer_from_seed(mirror, cosigned, seed + b"3"),
        signer_from_seed(mirror, pq, seed + b"4"),
    )


def origin(party: str) -> str:
    return f"{party.lower()}.example/{FRAMEWORK}/log"


@cache
def member(party: str) -> Member:
    keys = [signer.vkey for signer in signers(party)]
    return Member(
        party=party,
        name=party.title(),
        origin=origin(party),
        log_keys=(keys[0], keys[1]),
        mirror_keys=(keys[2], keys[3]),
        recipient="",
        certificate="",
    )


def setup(me: str, *parties: str) -> Setup:
    return Setup(
        framework=FRAMEWORK,
        me=me,
        members=tuple(member(party) for party in sorted(parties or (NORTH, SOUTH))),
        compared=True,
    )


@dataclass
class Node:
    """A party's node with what a test may turn."""

    desk: Desk
    keys: MemoryKeys
    clock: Clock
    path: Path

    @property
    def store(self) -> SqliteRecord:
        return self.desk.store

    @property
    def party(self) -> str:
        return self.desk.me

    def size(self, party: str) -> int:
        return self.store.size(party)

    def write(self, text: str, **fields: Any) -> bytes:
        """Compose an act as this node sees the world now."""
        act = Act(
            at=self.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
            by=("clerk",),
            kind=PAPER.name,
            seen=seen_now(self.desk),
            verb="propose",
            content={"text": text} if text else UNSET,
        )
        for name, value in fields.items():
            act = Act(**{**{each: getattr(act, each) for each in Act.__struct_fields__}, name: value})
        return write_act(act)

    def say(self, *texts: str) -> Held:
        """Say each text as a paper of its own, then sign."""
        return self.put(*(self.write(text) for text in texts))

    def put(self, *entries: bytes) -> Held:
        """Append entries as they are, then sign."""
        self.append(*entries)
        return offer(self.desk, self.keys)

    def append(self, *entries: bytes) -> None:
        """Append entries and sign nothing: a crash came between."""
        admit(self.store, self.party, self.size(self.party), entries, kinds=KINDS)

    def say_many(self, count: int) -> Held:
        """Say so many papers and sign once."""
        text = self.write("%%").partition(b"%%")
        return self.put(*(text[0] + b"paper %d" % place + text[2] for place in range(count)))

    def entries(self, party: str) -> list[bytes]:
        return list(self.store.entries(party, 0, self.size(party)))

    def cosigners(self, party: str, size: int | None = None) -> set[str]:
        """Whose lines lie on a checkpoint."""
        held = self.store.checkpoint(party, size)
        text = "" if held is None else held.note.decode()
        return {line.split()[1] for line in text.splitlines() if line.startswith("\N{EM DASH} ")}


def node(folder: Path, party: str, *parties: str, keys: MemoryKeys | None = None, house: Any = None) -> Node:
    """Open a party's node, new or as it lies in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{party}.paraph"
    store = SqliteRecord(path) if path.exists() else SqliteRecord.create(path)
    held, clock = keys or MemoryKeys(party), Clock()
    desk = Desk(
        setup=setup(party, *parties),
        store=store,
        house=house or MemoryHouse(),
        clock=clock,
        chance=bytes,
        kinds=KINDS,
        charter_family=CHARTER.family,
        unlock=lambda: held,
    )
    return Node(desk, held, clock, path)


@contextmanager
def nodes(folder: Path, *parties: str) -> Iterator[tuple[Node, ...]]:
    """Open nodes of a framework that these parties share, and close them."""
    with ExitStack() as stack:
        opened = tuple(node(folder / party, party, *parties) for party in parties)
        for each in opened:
            stack.callback(each.store.close)
        yield opened


def leaf(entry: bytes) -> str:
    return leaf_hash(entry).hex()


class Broken:
    """A store of which one method does something else."""

    def __init__(self, store: Any, **instead: Callable[..., Any]) -> None:
        self._store = store
        self._instead = instead

    def __getattr__(self, name: str) -> Any:
        return self._instead.get(name) or getattr(self._store, name)


def with_broken(one: Node, **instead: Callable[..., Any]) -> Desk:
    return dataclasses.replace(one.desk, store=Broken(one.store, **instead))
