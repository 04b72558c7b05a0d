"""The right edge of a growing tree: all that is needed to append to a log and to know its root.

* A frontier is a value: growing it gives another. Two over the same leaves are equal, however they were grown.
* The peaks are the roots of the complete subtrees, one for each set bit of the size, largest first.
* A batch costs one hash a leaf, level by level; of its nodes every fourth level is handed back for keeping.
"""

from collections.abc import Iterable

from msgspec import Struct

from paraph.tlog.merkle import fold, node_hash, pair_up

TILE_HEIGHT = 8
"""C2SP tlog-tiles: a tile stands for a subtree of this height."""

KEPT_HEIGHT = 4
"""Stores keep levels 0, 4, 8, 12, ...: those of tiles, and halfway between, so that a proof hashes 16 and not 256."""

Grown = tuple[int, int, bytes]
"""A newly complete subtree that a store keeps: (level, index, hash)."""


class Frontier(Struct, frozen=True, kw_only=True):
    """The peaks of a tree of `size` leaves.

    Attributes:
        size: Number of leaves.
        peaks: Hashes of the complete subtrees, largest first; as many as `size` has bits set.
    """

    size: int
    peaks: tuple[bytes, ...]

    def __post_init__(self) -> None:
        """Refuse a frontier that no tree has (ValueError: ours alone can make one)."""
        if self.size < 0 or self.size.bit_count() != len(self.peaks):
            raise ValueError(self.size, len(self.peaks))

    @classmethod
    def empty(cls) -> "Frontier":
        """Return the frontier of a log without entries."""
        return cls(size=0, peaks=())

    def append(self, leaf_hash: bytes) -> "Frontier":
        """Grow by one leaf."""
        peaks, carry, size = list(self.peaks), leaf_hash, self.size
        while size & 1:
            carry, size = node_hash(peaks.pop(), carry), size >> 1
        return Frontier(size=self.size + 1, peaks=(*peaks, carry))

    def extend(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """Grow by many leaves, in order."""
        return grow(self, leaf_hashes)[0]

    def root(self) -> bytes:
        """Return the root of the tree (RFC 6962 §2.1)."""
        return fold(self.peaks)

    def subtrees(self) -> tuple[Grown, ...]:
        """Return each peak with its place: (level, index, hash), largest first."""
        found, start = [], 0
        levels = [level for level in range(self.size.bit_length() - 1, -1, -1) if self.size >> level & 1]
        for level, peak in zip(levels, self.peaks, strict=True):
            found.append((level, start >> level, peak))
            start += 1 << level
        return tuple(found)


def grow(frontier: Frontier, leaves: Iterable[bytes]) -> tuple[Frontier, list[Grown]]:
    """Append leaf hashes and name the nodes that a store keeps beside them.

    Args:
        frontier: The tree so far.
        leaves: Leaf hashes in order; they are level 0, which the store keeps itself.

    Returns:
        The grown frontier, and every newly complete subtree at levels 4, 8, 12, ... by level, then index.
    """
    row = list(leaves)
    size = frontier.size + len(row)
    old = {level: peak for level, _, peak in frontier.subtrees()}
    peaks: list[bytes] = []
    kept: list[Grown] = []
    for level in range(size.bit_length()):
        if level in old:
            row.insert(0, old[level])
        # What is paired here began at this index one level down, with the old peak if there was one.
        if len(row) & 1:
            peaks.append(row[-1])
        row = pair_up(row)
        if (level + 1) % KEPT_HEIGHT == 0:
            first = frontier.size >> level + 1
            kept += [(level + 1, first + place, each) for place, each in enumerate(row)]
    return Frontier(size=size, peaks=tuple(reversed(peaks))), kept
