"""Entries, checkpoints and stores to try adapters with. Seeded: the same for everyone."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraph.adapters.record_store import SqliteRecord
from paraph.service.ports import Held, Opening, Row
from paraph.tlog import (
    Checkpoint,
    Frontier,
    KeyType,
    SignedNote,
    Signer,
    format_note,
    leaf_hash,
    parse_note,
    signer_from_seed,
)

NORTH, SOUTH, EAST = "NORTH", "SOUTH", "EAST"
ORIGIN = "north.example/river"
LOG_KEY = signer_from_seed(ORIGIN, KeyType.ED25519, bytes(32))
MIRROR_KEY = signer_from_seed("south.example/river/mirror", KeyType.ED25519_COSIGNATURE, bytes(31) + b"1")


class Shelf:
    """A place for one record, which can be left and come back to: what every kind of store must offer to be tried."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: list[SqliteRecord] = []

    def create(self) -> SqliteRecord:
        return self._kept(SqliteRecord.create(self.path))

    def open(self, *, writable: bool = True) -> SqliteRecord:
        return self._kept(SqliteRecord(self.path, writable=writable))

    def reopen(self) -> SqliteRecord:
        self.close()
        return self.open()

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()

    def _kept(self, store: SqliteRecord) -> SqliteRecord:
        self._opened.append(store)
        return store


def row(data: bytes, *, record: bytes = b"", opens: Opening | None = None, reach: bytes = b"", odd: str = "") -> Row:
    return Row(leaf_hash(data), data, record, reach, opens, odd)


def opening(data: bytes, *, kind: str = "test.paper/1", about: bytes = b"", reach: bytes = b"", odd: str = "") -> Row:
    return row(data, record=leaf_hash(data), opens=Opening(kind, about), reach=reach, odd=odd)


def rows(count: int, *, start: int = 0, tag: str = "entry") -> list[Row]:
    """Entries that belong to no record, all different."""
    return [row(f"{tag} {number}".encode()) for number in range(start, start + count)]


def story(count: int, *, seed: int = 1, tag: str = "story") -> list[Row]:
    """Entries as they come in life: records opened and spoken to, verdicts here and there, a reach that grows."""
    chance = random.Random(seed)  # noqa: S311  # a sample, not a secret
    records, reach, told = [b"x" * 32], 0, []
    for number in range(count):
        data = f"{tag} {number} ".encode() + chance.randbytes(chance.randrange(40))
        reach += chance.random() < 0.4
        odd = chance.choice(("", "", "", "", "", "waiting", "void:past", "garbage"))
        if odd != "garbage" and chance.random() < 0.2:
            kind = chance.choice(("test.paper/1", "test.paper/2", "test.session/1"))
            told.append(opening(data, kind=kind, about=chance.choice((b"", records[0])), reach=b"%d" % reach, odd=odd))
            records.append(told[-1].leaf)
        else:
            record = b"" if odd == "garbage" else chance.choice(records)
            told.append(row(data, record=record, reach=b"%d" % reach, odd=odd))
    return told


def frontier_over(told: list[Row]) -> Frontier:
    return Frontier.empty().extend(each.leaf for each in told)


def checkpoint(size: int, root: bytes, *signers: Signer, at: int = 1) -> Held:
    body = Checkpoint(origin=ORIGIN, size=size, root=root)
    lines = tuple(signer.sign(body, at) for signer in signers or (LOG_KEY,))
    return Held(size, root, format_note(SignedNote(body=body.body(), lines=lines)))


def signers_of(held: Held | None) -> list[str]:
    return [] if held is None else [line.name for line in parse_note(held.note).lines]


@contextmanager
def shelf_in(folder: Path) -> Iterator[Shelf]:
    shelf = Shelf(folder / "river.paraph")
    try:
        yield shelf
    finally:
        shelf.close()
