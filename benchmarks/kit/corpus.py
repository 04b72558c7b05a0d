"""Two parties, their keys, and logs of about 600 bytes an act: the same bytes for us and for every peer.

PK speaks to records of eight acts each (a version, three remarks, another version, three remarks). US opens a record of
its own for every 64 acts of PK, so that what PK has `seen` moves as it does in practice. A charter is agreed first.
"""

import base64
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from paraph.adapters.beside import beside
from paraph.adapters.folder_source import write_trees
from paraph.adapters.house import SqliteHouse
from paraph.adapters.keys import FileKeys
from paraph.adapters.marks import renew_marks
from paraph.adapters.record_store import SqliteRecord
from paraph.record import JOINT, Kind, kinds_by_name
from paraph.service.desk import Desk
from paraph.service.ingest import Ingest
from paraph.service.ports import Held
from paraph.service.serve_tiles import origin_hash
from paraph.service.setup import Member, Setup
from paraph.tlog import (
    TILE_WIDTH,
    Checkpoint,
    Frontier,
    encode_bundle,
    format_note,
    leaf_hash,
    sign_checkpoint,
    tiles_of,
)
from paraph.values import Value

THEM, US = "PK", "US"
FRAMEWORK = "bench"
GROUP, RECORD = 64, 8
SOME = 100_000
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

_SENTENCE = "Both sides took note of the measures agreed at the preceding session and reviewed their progress. "
_write = msgspec.json.Encoder(order="sorted").encode


class Charter(Value, frozen=True, kw_only=True):
    party_ids: tuple[str, ...]

    def allows(self, kind: str) -> bool:
        return kind.startswith("bench.")


class Words(Value, frozen=True, kw_only=True):
    text: str


KINDS = kinds_by_name(
    (
        Kind(name="bench.charter/1", title="Charter", dealing=JOINT, noun=Charter),
        Kind(name="bench.paper/1", title="Paper", dealing=JOINT, noun=Words),
    )
)


class Logs(NamedTuple):
    """What was generated: PK's log as a static tree, and US's entries in order."""

    size: int
    tree: Path
    raw: Path
    ours: tuple[bytes, ...]
    head: Held


def generate(folder: Path, n: int, home: Path) -> Logs:
    """Write PK's log of `n` acts as tiles and as raw entries (two bytes of length before each)."""
    done = folder / f"logs-{n}"
    raw, ours = done / "entries.bin", done / "ours.bin"
    if not ours.exists():
        done.mkdir(parents=True, exist_ok=True)
        leaves = _write_entries(n, raw, ours)
        _write_tree(done, raw, leaves)
    note = (done / origin_hash(member(home, THEM).origin) / "checkpoint").read_bytes()
    root = note.split(b"\n")[2]
    return Logs(n, done, raw, tuple(read_entries(ours)), Held(n, base64.b64decode(root), note))


def read_entries(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while head := opened.read(2):
            yield opened.read(struct.unpack(">H", head)[0])


def some_entries(logs: Logs) -> list[bytes]:
    """Return as many of PK's entries as a limit is measured on, all at once in memory."""
    return list(islice(read_entries(logs.raw), SOME))


def member(home: Path, party: str) -> Member:
    public = keys(home, party).public
    return Member(
        party=party,
        name=party,
        origin=public.origin,
        log_keys=public.log_keys,
        mirror_keys=public.mirror_keys,
        recipient=public.recipient,
        certificate=public.certificate,
        address="",
    )


@cache
def keys(home: Path, party: str) -> FileKeys:
    folder = home / f"keys-{party}"
    if (folder / "keys.json").exists():
        return FileKeys.open(folder, passphrase="bench")  # noqa: S106  # seals keys that protect nothing
    folder.mkdir(parents=True)
    origin = f"{party.lower()}.example/{FRAMEWORK}"
    return FileKeys.create(folder, origin=origin, party=party, passphrase="bench", quick=True)  # noqa: S106  # seals keys that protect nothing


def setup(home: Path, me: str) -> Setup:
    return Setup(framework=FRAMEWORK, me=me, members=(member(home, THEM), member(home, US)), compared=True)


def desk(home: Path, folder: Path, me: str, ring: FileKeys | None = None) -> Desk:
    """Open a desk on an empty record in `folder`, with marks of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "record.paraph"
    store = SqliteRecord(path) if path.exists() else SqliteRecord.create(path)
    if not (folder / "house.db").exists():
        SqliteHouse.create(folder / "house.db").close()
    held = ring or own_keys(home, folder, me)
    return Desk(
        setup=setup(home, me),
        store=store,
        house=SqliteHouse(folder / "house.db"),
        clock=lambda: AT,
        chance=bytes,
        kinds=KINDS,
        charter_family="bench.charter",
        unlock=lambda: held,
        beside=beside,
    )


def own_keys(home: Path, folder: Path, party: str) -> FileKeys:
    """Return a party's keys, with the marks in a folder of their own."""
    keys(home, party)
    if not (folder / "keys.json").exists():
        (folder / "keys.json").write_bytes((home / f"keys-{party}" / "keys.json").read_bytes())
        renew_marks(folder)
    return FileKeys.open(folder, passphrase="bench")  # noqa: S106  # seals keys that protect nothing


def say_ours(at: Desk, logs: Logs) -> None:
    """Put what US had before: PK's first act, which tabled the charter, and US's own log."""
    first = next(read_entries(logs.raw))
    at.store.append(THEM, 0, Ingest(at.store, THEM, kinds=KINDS).rows([first]))
    for start in range(0, len(logs.ours), 4096):
        fresh = logs.ours[start : start + 4096]
        at.store.append(US, start, Ingest(at.store, US, kinds=KINDS).rows(fresh))


def _write_entries(n: int, raw: Path, ours: Path) -> list[bytes]:
    leaves: list[bytes] = []
    mine = Frontier.empty()
    with raw.open("wb") as out, ours.open("wb") as answers:
        speaker = _Speaker()
        for seq in range(n):
            answer = [speaker.answer(mine.size, first=leaves[0])] if seq == 1 or (seq and not seq % GROUP) else []
            _put_all(answers, answer)
            mine = mine.extend(leaf_hash(each) for each in answer)
            seen = {US: {"root": mine.root().hex(), "size": mine.size}} if mine.size else {}
            entry = speaker.speak(seq, seen)
            _put(out, entry)
            leaves.append(speaker.remember(leaf_hash(entry)))
    return leaves


def _put_all(out: object, entries: list[bytes]) -> None:
    for entry in entries:
        _put(out, entry)


class _Speaker:
    def __init__(self) -> None:
        self.record = self.version = ""
        self.place = -1

    def speak(self, seq: int, seen: dict[str, dict[str, object]]) -> bytes:
        act: dict[str, object] = {"at": "2026-03-01T12:00:00Z", "by": ["Office of the Joint Secretary"], "seen": seen}
        if seq == 0:
            noun = {"party_ids": [THEM, US]}
            return _write(act | {"kind": "bench.charter/1", "verb": "propose", "content": noun})
        self.place = (seq - 1) % RECORD
        text = (_SENTENCE * 4)[: 330 if self.place else 400] + str(seq)
        act["kind"] = "bench.paper/1"
        if self.place:
            act["record"] = self.record
        if self.place in {0, 4}:
            return _write(act | {"verb": "propose", "content": {"text": text}})
        return _write(act | {"verb": "remark", "note": text[:280] + str(seq), "on": self.version})

    def remember(self, leaf: bytes) -> bytes:
        if self.place == 0:
            self.record = leaf.hex()
        if self.place in {0, 4}:
            self.version = leaf.hex()
        return leaf

    def answer(self, seq: int, *, first: bytes) -> bytes:
        seen = {THEM: {"root": Frontier.empty().append(first).root().hex(), "size": 1}}
        act = {"at": "2026-03-01T12:00:00Z", "by": ["Political desk"], "seen": seen}
        if not seq:
            charter = first.hex()
            return _write(act | {"kind": "bench.charter/1", "verb": "accept", "on": charter, "record": charter})
        return _write(act | {"kind": "bench.paper/1", "verb": "propose", "content": {"text": f"{_SENTENCE * 3}{seq}"}})


def _put(out: object, entry: bytes) -> None:
    out.write(struct.pack(">H", len(entry)) + entry)  # type: ignore[attr-defined]  # a file opened just above


def _write_tree(done: Path, raw: Path, leaves: list[bytes]) -> None:
    home = done.parent / "home"
    folder = origin_hash(member(home, THEM).origin)
    levels = [leaves]
    while len(levels[-1]) >= TILE_WIDTH:
        below = levels[-1]
        tiles = (below[at : at + TILE_WIDTH] for at in range(0, len(below) - TILE_WIDTH + 1, TILE_WIDTH))
        levels.append([Frontier.empty().extend(tile).root() for tile in tiles])
    entries = read_entries(raw)

    def files() -> Iterator[tuple[str, bytes]]:
        for tile in tiles_of(len(leaves)):
            if tile.kind == "hashes":
                start = tile.index * TILE_WIDTH
                yield f"{folder}/{tile.text}", b"".join(levels[tile.level][start : start + tile.width])
            else:
                yield f"{folder}/{tile.text}", encode_bundle([next(entries) for _ in range(tile.width)])

    write_trees(done, files())
    root = Frontier.empty().extend(leaves).root()
    head = Checkpoint(origin=member(home, THEM).origin, size=len(leaves), root=root)
    note = format_note(sign_checkpoint(head, keys(home, THEM).log(), at=int(AT.timestamp()) - 60))
    write_trees(done, [(f"{folder}/checkpoint", note)])
