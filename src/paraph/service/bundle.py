"""A carried file: the tiles that the reader lacks, under the same paths as on the wire.

Invariants:

* What is in a bundle is what the server would have answered: one format, one code path to read it.
* A bundle bears our cosignatures of the reader's own log, so that one file there and one back make receipts.
* It says of itself what it is (manifest.json), for whoever inspects it at a guard; only signatures are believed.

Source: C2SP tlog-tiles, tlog-mirror (origin hash as folder). Ours: the manifest.
"""

from collections.abc import Iterator
from typing import Final, Literal, Protocol

from paraph.service.desk import Desk
from paraph.service.exchange import pull
from paraph.service.exchange_log import QUOTA
from paraph.service.exchange_report import Exchange
from paraph.service.ports import Courier, Held
from paraph.service.serve_tiles import head_to_serve, latest_signed, note_sent, origin_hash, tile_bytes
from paraph.service.setup import FrameworkName, Member, mirror_keys
from paraph.tlog import tiles_of
from paraph.values import Barred, PartyId, Value, decode, encode

MANIFEST: Final = "manifest.json"

PATHS: Final = {
    "<folder>/checkpoint": "signed head of one log (C2SP tlog-checkpoint, signed-note, tlog-cosignature)",
    "<folder>/tile/<L>/<N>[.p/<W>]": "hashes of the log's Merkle tree, 32 bytes each (C2SP tlog-tiles)",
    "<folder>/tile/entries/<N>[.p/<W>]": "entries, each after its length in two bytes; an entry is canonical JSON",
    "manifest.json": "this description; nothing in it is believed",
}
"""What lies where, for people who inspect a plain bundle."""


class BundledLog(Value, frozen=True, kw_only=True):
    """One log in a bundle.

    Attributes:
        folder: SHA-256 of its origin, in hex.
        origin: The log's name.
        party: Whose log.
        size: Entries under its checkpoint.
        start: The entries from this one on are in the bundle; the reader is known to hold those before.
    """

    folder: str
    origin: str
    party: PartyId
    size: int
    start: int


class Manifest(Value, frozen=True, kw_only=True):
    """What a bundle says of itself.

    Attributes:
        author: Whose node made it.
        format: Always "paraph.bundle/1".
        framework: Which framework.
        logs: The logs in it.
        paths: What lies where, in words.
        reader: For whom.
    """

    author: PartyId
    format: Literal["paraph.bundle/1"]
    framework: FrameworkName
    logs: tuple[BundledLog, ...]
    paths: dict[str, str]
    reader: PartyId


class Carried(Courier, Protocol):
    """A bundle that was opened: a way to its author, with what it says of itself."""

    def manifest(self) -> bytes:
        """Read manifest.json. Raises Unreadable when there is none."""


def bundle(desk: Desk, reader: Member, *, whole: bool = False) -> Iterator[tuple[str, bytes]]:
    """Write down, file by file, what a counterpart lacks: the same record gives the same files.

    Args:
        desk: The framework.
        reader: The counterpart.
        whole: Everything from the first entry on, for a node that lost its disk, or whatever is known to lie there.

    Returns:
        Names and bytes; the manifest first, and of each log the checkpoint last.
    """
    heads = [(owner, head_to_serve(desk, owner)) for owner in desk.setup.members]
    logs = [(owner, head, 0 if whole else _known_there(desk, owner, head, reader)) for owner, head in heads if head]
    manifest = Manifest(
        author=desk.me,
        format="paraph.bundle/1",
        framework=desk.setup.framework,
        logs=tuple(
            BundledLog(
                folder=origin_hash(owner.origin), origin=owner.origin, party=owner.party, size=head.size, start=start
            )
            for owner, head, start in logs
        ),
        paths=PATHS,
        reader=reader.party,
    )
    yield MANIFEST, encode(manifest)
    for owner, head, start in logs:
        yield from tree_files(desk, owner, head, start=start)
        if owner.party == desk.me:
            note_sent(desk, reader.party, head.size)


def tree_files(desk: Desk, owner: Member, head: Held, *, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """List the files of one log's static tree, the checkpoint last, so that it never promises what is not there yet."""
    folder = origin_hash(owner.origin)
    for named in tiles_of(head.size, held=start):
        yield f"{folder}/{named.text}", tile_bytes(desk.store, owner.party, named)
    yield f"{folder}/checkpoint", head.note


def take_bundle(desk: Desk, carried: Carried, *, quota: int = QUOTA) -> Exchange:
    """Take what a carried file brings: the same exchange as over the wire.

    Raises:
        Barred: As `author_of`.
        Unreadable: It does not say what it is.
    """
    return pull(desk, carried, author_of(desk, carried), quota=quota)


def author_of(desk: Desk, carried: Carried) -> Member:
    """Return the counterpart that wrote a carried file, as the file says; only signatures in it are believed.

    Raises:
        Barred: "bundle.other_framework", "bundle.unknown_author" or "bundle.our_own".
        Unreadable: It does not say what it is.
    """
    manifest = decode(Manifest, carried.manifest())
    if manifest.framework != desk.setup.framework:
        raise Barred("bundle.other_framework", theirs=manifest.framework, ours=desk.setup.framework)
    if manifest.author == desk.me:
        raise Barred("bundle.our_own", author=manifest.author)
    if manifest.author not in desk.setup.parties:
        raise Barred("bundle.unknown_author", author=manifest.author)
    return desk.setup.member(manifest.author)


def _known_there(desk: Desk, owner: Member, head: Held, reader: Member) -> int:
    """Return how much of a log the reader is known to hold: its own whole, another's as far as it cosigned."""
    if owner.party == reader.party:
        return head.size
    cosigned = latest_signed(desk.store, owner.party, mirror_keys(reader))
    return 0 if cosigned is None else min(cosigned.size, head.size)
