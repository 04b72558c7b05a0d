"""Where the parts of a log lie, and how entries are bundled (C2SP tlog-tiles).

* A resource has one path, and a path names one resource: what is not spelled canonically is refused.
* A full tile is 256 wide and its path carries no width; a partial one is 1 to 255 wide.
* A bundle holds exactly the entries its path promises: nothing missing, nothing after them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from paraph.tlog.merkle import HASH_SIZE, MAX_SIZE
from paraph.values.errors import Unreadable

TILE_WIDTH = 256
MAX_LEVEL = 63
MAX_ENTRY = 65535
MAX_BUNDLE = TILE_WIDTH * (2 + MAX_ENTRY)

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class TilePath(Struct, frozen=True, kw_only=True):
    """What a path names.

    Attributes:
        kind: The signed checkpoint, a tile of hashes, or a bundle of entries.
        level: Tile level, 0 to 63: a hash in it spans 256**level leaves; 0 for the other kinds.
        index: Place within the level; 0 for the checkpoint.
        width: Hashes or entries in it, 1 to 256; 0 for the checkpoint.
    """

    kind: Literal["checkpoint", "hashes", "entries"]
    level: int = 0
    index: int = 0
    width: int = 0

    @property
    def text(self) -> str:
        """The path itself."""
        if self.kind == "checkpoint":
            return "checkpoint"
        if self.kind == "entries":
            return entries_path(self.index, self.width)
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Name a tile of hashes (ValueError: no tile has such a place)."""
    if not 0 <= level <= MAX_LEVEL:
        raise ValueError(level)
    return f"tile/{level}/{_place(index, width)}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """Name a bundle of entries (ValueError: no bundle has such a place)."""
    return f"tile/entries/{_place(index, width)}"


def parse_path(path: str) -> TilePath:
    """Read a path, and refuse any other spelling of it.

    Raises:
        Unreadable: "tile.path".
    """
    if path == "checkpoint":
        return TilePath(kind="checkpoint")
    found = _PATH.fullmatch(path)
    if found is None:
        raise Unreadable("tile.path", path=path)
    level, index, width = found["level"], int(re.sub("[x/]", "", found["index"])), int(found["width"] or TILE_WIDTH)
    kind: Literal["hashes", "entries"] = "entries" if level == "entries" else "hashes"
    named = TilePath(kind=kind, level=0 if kind == "entries" else int(level), index=index, width=width)
    try:
        canonical = named.text
    except ValueError as error:
        raise Unreadable("tile.path", path=path) from error
    if canonical != path:
        raise Unreadable("tile.path", path=path)
    return named


def partial_width(level: int, size: int) -> int:
    """Count the hashes in the partial tile of a level; 0 if there is none (C2SP tlog-tiles, Partial Tiles)."""
    return (size >> 8 * level) % TILE_WIDTH


def tile_width(level: int, index: int, size: int) -> int:
    """Count the hashes of one tile in a tree of `size` leaves; 0 if the tree has no such tile."""
    return max(0, min(TILE_WIDTH, (size >> 8 * level) - TILE_WIDTH * index))


def tiles_of(size: int, *, held: int = 0) -> Iterator[TilePath]:
    """List the tiles and bundles of a tree, upper levels first, bundles last.

    Args:
        size: Leaves of the tree.
        held: Leaves the reader has. What lies wholly in them is left out; what proves that they are a part is in.
    """
    levels = range((max(size.bit_length() - 1, 0)) // 8, -1, -1)
    for level in levels:
        for index in range(held >> 8 * (level + 1), -(-(size >> 8 * level) // TILE_WIDTH)):
            yield TilePath(kind="hashes", level=level, index=index, width=tile_width(level, index, size))
    for index in range(held // TILE_WIDTH, -(-size // TILE_WIDTH)):
        yield TilePath(kind="entries", index=index, width=tile_width(0, index, size))


def split_hashes(data: bytes, width: int) -> list[bytes]:
    """Cut a tile into its hashes.

    Raises:
        Unreadable: "tile.length": more or fewer bytes than `width` hashes have.
    """
    if len(data) != width * HASH_SIZE:
        raise Unreadable("tile.length", path="tile", expected=width * HASH_SIZE, actual=len(data))
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Join 1 to 256 entries of at most 65,535 bytes, each after its length in two bytes.

    Raises:
        Unreadable: "entry.long" or "bundle.count".
    """
    parts: list[bytes] = []
    for place, entry in enumerate(entries):
        if len(entry) > MAX_ENTRY:
            raise Unreadable("entry.long", path=f"entries[{place}]", length=len(entry), limit=MAX_ENTRY)
        parts += (len(entry).to_bytes(2, "big"), entry)
    if not 0 < len(parts) // 2 <= TILE_WIDTH:
        raise Unreadable("bundle.count", path="entries", actual=len(parts) // 2)
    return b"".join(parts)


def decode_bundle(data: bytes, count: int) -> list[bytes]:
    """Cut a bundle into exactly `count` entries.

    Raises:
        Unreadable: "bundle.short": it ends within an entry or before the last. "bundle.long": bytes follow the last.
    """
    entries: list[bytes] = []
    start, end = 0, len(data)
    for place in range(count):
        body = start + 2
        start = body + int.from_bytes(data[body - 2 : body], "big")
        if body > end or start > end:
            raise Unreadable("bundle.short", path=f"entries[{place}]", count=count, length=end)
        entries.append(data[body:start])
    if start != end:
        raise Unreadable("bundle.long", path="entries", count=count, extra=end - start)
    return entries


def _place(index: int, width: int) -> str:
    """Spell index and width: three digits a folder, all but the last after an x (C2SP tlog-tiles)."""
    if not (0 <= index <= MAX_SIZE and 1 <= width <= TILE_WIDTH):
        raise ValueError(index, width)
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    # C2SP tlog-tiles: a full tile never carries ".p".
    suffix = "" if width == TILE_WIDTH else f".p/{width}"
    return "".join(f"x{group}/" for group in groups[:-1]) + groups[-1] + suffix
