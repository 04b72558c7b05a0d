"""What a counterpart may read of our record, by path: the logs as C2SP tlog-tiles, ours and those we mirror.

Invariants:

* A path but "checkpoint" names the same bytes for ever, so a transfer that was cut goes on where it stopped.
* Nothing is served beyond the checkpoint that is served with it: of our own log what we signed with both keys, of
  another's what we cosigned with both.
* Only a party of the framework is answered, and only about logs of the framework.

Source: C2SP tlog-tiles (paths), tlog-mirror ("Mirror": the origin hash names the log). Ours: the rest.
"""

import hashlib
import re
from typing import Final, Literal, NamedTuple

from paraph.service.desk import Desk
from paraph.service.ports import Held, RecordStore
from paraph.service.setup import Member, log_keys, mirror_keys
from paraph.tlog import (
    MAX_ENTRY,
    TILE_WIDTH,
    TilePath,
    VerifierKey,
    encode_bundle,
    parse_note,
    parse_path,
    tile_width,
)
from paraph.values import Barred, Unreadable

MAX_CHECKPOINT: Final = 64 * 1024
"""Bytes of a signed note."""

SENT: Final = "sent"
"""Shelf of the house: how much of our log left it, by framework and party."""

_HASH: Final = 32
_SPAN: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class Served(NamedTuple):
    """An answer.

    Attributes:
        kind: "checkpoint" changes and must not be kept by caches; the others never change.
        data: All of it.
    """

    kind: Literal["checkpoint", "hashes", "entries"]
    data: bytes


def origin_hash(origin: str) -> str:
    """Return the name of a log's folder (C2SP tlog-mirror)."""
    return hashlib.sha256(origin.encode()).hexdigest()


def serve(desk: Desk, asker: str, path: str) -> Served:
    """Answer a counterpart.

    Args:
        desk: The framework that is asked about.
        asker: The party that asks, as its certificate names it.
        path: "<origin hash>/<tlog-tiles path>".

    Raises:
        Barred: "tiles.not_a_party", "tiles.unknown_log" or "tiles.not_held".
        Unreadable: "tile.path".
    """
    if asker not in desk.setup.parties:
        raise Barred("tiles.not_a_party", party=asker)
    folder, _, rest = path.partition("/")
    owner = next((member for member in desk.setup.members if origin_hash(member.origin) == folder), None)
    if owner is None:
        raise Barred("tiles.unknown_log", folder=folder)
    named = parse_path(rest)
    head = head_to_serve(desk, owner)
    if head is None or _beyond(named, head.size):
        raise Barred("tiles.not_held", path=rest)
    if named.kind != "checkpoint":
        return Served(named.kind, tile_bytes(desk.store, owner.party, named))
    if owner.party == desk.me:
        note_sent(desk, asker, head.size)
    return Served(named.kind, head.note)


def head_to_serve(desk: Desk, owner: Member) -> Held | None:
    """Return the checkpoint that goes with the tiles of a log; None while there is none to show.

    Ours: the latest with both of our log's signatures. Another's: the latest that our mirror has cosigned with both of
    its keys, since a mirror's checkpoint says "I hold this" (C2SP tlog-mirror). Every line known to us is on it.
    """
    me = desk.setup.member(desk.me)
    return latest_signed(desk.store, owner.party, log_keys(me) if owner.party == desk.me else mirror_keys(me))


def latest_signed(store: RecordStore, party: str, keys: tuple[VerifierKey, ...]) -> Held | None:
    """Return the latest checkpoint of a log that bears a line of each key; kept lines were verified when they came."""
    return store.latest_signed(party, keys)


def bears(held: Held, keys: tuple[VerifierKey, ...]) -> bool:
    """Tell whether a kept checkpoint bears a line of each key."""
    lines = {(line.name, line.key_id) for line in parse_note(held.note).lines}
    return all((key.name, key.key_id) in lines for key in keys)


def note_sent(desk: Desk, to: str, size: int) -> None:
    """Remember at home that a party was shown so much of our log; whether it took it is not known."""
    if size > sent_size(desk, to):
        desk.house.put(SENT, f"{desk.setup.framework}/{to}", {"size": size})


def sent_size(desk: Desk, to: str) -> int:
    """Return how much of our log a party was shown, on the wire or in a carried file."""
    sent = desk.house.get(SENT, f"{desk.setup.framework}/{to}")
    return 0 if sent is None else int(sent["size"])


def tile_bytes(store: RecordStore, party: str, named: TilePath) -> bytes:
    """Return a tile of hashes or a bundle of entries of what is held; the caller has seen that all of it is."""
    start = named.index * TILE_WIDTH
    stop = start + named.width
    if named.kind == "entries":
        return encode_bundle(store.entries(party, start, stop))
    if named.level == 0:
        return b"".join(stored.leaf for stored in store.stored(party, start, stop))
    return b"".join(store.node(party, 8 * named.level, place) for place in range(start, stop))


def limit_of(path: str) -> int:
    """Return how many bytes may lie at a path, by the standard. Raises Unreadable("tile.path")."""
    named = parse_path(path)
    each = {"checkpoint": MAX_CHECKPOINT, "hashes": _HASH, "entries": 2 + MAX_ENTRY}[named.kind]
    return each * max(named.width, 1)


def span(wanted: str, length: int) -> range:
    """Return the bytes that a Range header asks for: one span, as a transfer that was cut needs (RFC 9110 §14.1.2).

    Raises:
        Unreadable: "range": several spans, other units, or none of the bytes there are.
    """
    found = _SPAN.fullmatch(wanted)
    if found is None or not (found[1] or found[2]):
        raise Unreadable("range", path="Range", wanted=wanted[:80])
    if found[1]:
        asked = range(int(found[1]), min(int(found[2] or length), length - 1) + 1)
    else:
        asked = range(max(length - int(found[2]), 0), length)
    if not asked:
        raise Unreadable("range", path="Range", wanted=wanted[:80])
    return asked


def _beyond(named: TilePath, size: int) -> bool:
    return named.width > tile_width(named.level, named.index, size)
