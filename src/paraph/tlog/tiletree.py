"""A tree read from tiles that someone else keeps.

* `TileNodes` believes its tiles; it is for our own. `TileTree` believes a signed size and root, and nothing else.
* What a `TileTree` returns was checked, from the root down: first the right edge, whose hashes are the root; then each
  full tile against its one hash in the tile above. So a bad byte is found where it lies, before anything is kept.
* Memory does not grow with the log: a bounded number of tiles is kept, whatever is read.
"""

from collections.abc import Callable, Sequence

from paraph.tlog.frontier import TILE_HEIGHT, Frontier
from paraph.tlog.merkle import MAX_SIZE, complete_root, complete_subtrees, leaf_hashes, pair_up
from paraph.tlog.tiles import TILE_WIDTH, decode_bundle, partial_width, split_hashes, tile_width
from paraph.values.errors import Unproven

ReadTile = Callable[[int, int, int], bytes]
"""Read a tile of hashes by (tile level, index, width)."""

_KEPT_TILES = 64


class TileNodes:
    """Any complete node of a tree, computed from its tiles: a `NodeReader`."""

    __slots__ = ("_height", "_kept", "_read", "_size", "_width")

    def __init__(self, read_tile: ReadTile, size: int, *, height: int = TILE_HEIGHT) -> None:
        """Read nodes of the tree of `size` leaves through `read_tile`, in tiles of that height."""
        self._read = read_tile
        self._size = size
        self._height, self._width = height, 1 << height
        self._kept: dict[tuple[int, int], list[Sequence[bytes]]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree of 2**level leaves at index.

        Raises:
            ValueError: The tree has no such subtree.
            Unreadable: A tile has the wrong length.
        """
        if level < 0 or index < 0 or (index + 1) << level > self._size:
            raise ValueError(level, index, self._size)
        tile_level, row = divmod(level, self._height)
        tile, place = divmod(index, self._width >> row)
        rows = self._rows(tile_level, tile)
        while len(rows) <= row:
            rows.append(pair_up(rows[-1]))
        return rows[row][place]

    def tile(self, level: int, index: int) -> Sequence[bytes]:
        """Return the hashes of one tile, as wide as the tree has it. Raises what a call raises."""
        return self._rows(level, index)[0]

    def _rows(self, level: int, index: int) -> list[Sequence[bytes]]:
        """Return a tile's hashes, then what is known of the rows above them."""
        rows = self._kept.pop((level, index), None)
        if rows is None:
            width = min(self._width, (self._size >> self._height * max(level, 0)) - self._width * index)
            if min(level, index) < 0 or width < 1:
                raise ValueError(level, index, self._size)
            rows = [split_hashes(self._read(level, index, width), width)]
        self._kept[level, index] = rows  # last in the order of use
        if len(self._kept) > _KEPT_TILES:
            del self._kept[next(iter(self._kept))]
        return rows


class TileTree:
    """The tree behind a signed checkpoint, read from untrusted tiles and checked before anything is returned."""

    __slots__ = ("_edge", "_nodes", "_read", "frontier")

    frontier: Frontier
    """The peaks of this tree: what holding all of it comes to."""

    def __init__(self, *, size: int, root: bytes, read_tile: ReadTile) -> None:
        """Read the right edge and check that it has the root.

        Args:
            size: Leaves, of a checkpoint whose signature was checked.
            root: Root of the same checkpoint.
            read_tile: Reads one tile of hashes; may lie.

        Raises:
            Unproven: "tiles.root": the tiles are not those of this root. Fetch again past caches, then accuse.
            Unreadable: "tile.length".
        """
        if not 0 <= size <= MAX_SIZE:
            raise ValueError(size)
        self._read = read_tile
        self._edge = {
            level: read_tile(level, size >> TILE_HEIGHT * (level + 1), width)
            for level in range(-(-size.bit_length() // TILE_HEIGHT))
            if (width := partial_width(level, size))
        }
        self._nodes = TileNodes(self._checked, size)
        self.frontier = Frontier(size=size, peaks=tuple(self._nodes(*place) for place in complete_subtrees(0, size)))
        actual = self.frontier.root()
        if actual != root:
            raise Unproven("tiles.root", size=size, expected=root.hex(), actual=actual.hex())

    def node(self, level: int, index: int) -> bytes:
        """Return the checked hash of a complete subtree: a `NodeReader`.

        Raises:
            Unproven: "tiles.hash": a tile is not the one under this root.
        """
        return self._nodes(level, index)

    def tile(self, level: int, index: int) -> Sequence[bytes]:
        """Return the checked hashes of one tile. Raises what `node` raises."""
        return self._nodes.tile(level, index)

    def check_prefix(self, held: Frontier) -> None:
        """Check that this tree begins with the one we hold.

        Raises:
            Unproven: "consistency.range": we hold more than it has. "consistency.fork": it begins otherwise; since what
                it has was checked against its signed root, this is no fault of the link. Or what `node` raises.
        """
        sizes = {"old_size": held.size, "new_size": self.frontier.size}
        if held.size > self.frontier.size:
            raise Unproven("consistency.range", **sizes)
        for level, index, ours in held.subtrees():
            theirs = self.node(level, index)
            if theirs != ours:
                raise Unproven(
                    "consistency.fork", **sizes, level=level, index=index, ours=ours.hex(), theirs=theirs.hex()
                )

    def admit(self, index: int, data: bytes) -> tuple[list[bytes], list[bytes]]:
        """Check one bundle of entries.

        Returns:
            The entries, and their leaf hashes.

        Raises:
            Unproven: "bundle.hash": an entry is not the one logged; or what `node` raises.
            Unreadable: "bundle.short" or "bundle.long".
            ValueError: The tree has no such bundle.
        """
        width = tile_width(0, index, self.frontier.size)
        if index < 0 or not width:
            raise ValueError(index)
        entries = decode_bundle(data, width)
        leaves = leaf_hashes(entries)
        # A full bundle has one hash in level 1, so its 256 leaf hashes need not be read.
        full = width == TILE_WIDTH
        holds = complete_root(leaves) == self.node(TILE_HEIGHT, index) if full else leaves == list(self.tile(0, index))
        if not holds:
            raise Unproven("bundle.hash", index=index, width=width)
        return entries, leaves

    def _checked(self, level: int, index: int, width: int) -> bytes:
        if width < TILE_WIDTH:
            return self._edge[level]
        data = self._read(level, index, width)
        if complete_root(split_hashes(data, width)) != self._nodes(TILE_HEIGHT * (level + 1), index):
            raise Unproven("tiles.hash", level=level, index=index)
        return data
