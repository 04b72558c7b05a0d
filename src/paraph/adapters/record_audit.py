"""The full check of a log: every byte read again, hashed again, and compared with what was signed.

* Nothing that is remembered is believed: leaves, subtrees and root are computed from the bytes as they lie there.
* Memory does not grow with the log.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from paraph.adapters.record_entries import Entries, Grown
from paraph.adapters.sqlite_rows import chunks
from paraph.service.ports import Held
from paraph.tlog import TILE_HEIGHT, Frontier, grow, leaf_hashes
from paraph.values import Damaged

_CHUNK = 512


def audit_entries(entries: Entries, party: str, *, start: int, stop: int, signed: Held | None) -> Frontier:
    """Check the entries [start, stop), and the tree up to `stop`.

    Args:
        entries: Where they lie.
        party: Whose log.
        start: From where on bytes are read; what is before is taken from the subtrees kept.
        stop: Entries held.
        signed: The latest checkpoint over no more than `stop` entries; checked when it covers `start`.

    Returns:
        The peaks over `stop` entries, computed from what was read.

    Raises:
        Damaged: "store.missing", "store.leaf_changed", "store.node_changed" or "store.root_changed", with its place.
    """
    frontier = entries.frontier(party, start)
    middle = signed.size if signed is not None and start <= signed.size <= stop else start
    frontier = _read_again(entries, party, frontier, middle)
    if signed is not None and signed.size == middle and frontier.root() != signed.root:
        raise Damaged(
            "store.root_changed", party=party, size=middle, signed=signed.root.hex(), actual=frontier.root().hex()
        )
    return _read_again(entries, party, frontier, stop)


def _read_again(entries: Entries, party: str, frontier: Frontier, stop: int) -> Frontier:
    for first, last in chunks(frontier.size, stop, width=_CHUNK):
        stored, data = zip(*entries.read_both(party, first, last), strict=True)
        leaves = leaf_hashes(data)
        if tuple(leaves) != stored:
            seq = first + next(place for place, leaf in enumerate(leaves) if leaf != stored[place])
            raise Damaged("store.leaf_changed", party=party, seq=seq)
        frontier, grown = grow(frontier, leaves)
        _check_nodes(entries, party, grown)
    return frontier


def _check_nodes(entries: Entries, party: str, grown: Sequence[Grown]) -> None:
    for level, nodes in groupby(grown, key=itemgetter(0)):
        expected = {index: node for _, index, node in nodes}
        kept = entries.kept_nodes(party, level, min(expected), max(expected) + 1)
        if kept != expected:
            _require_same(party, level, expected, kept)


def _require_same(party: str, level: int, expected: Mapping[int, bytes], kept: Mapping[int, bytes]) -> None:
    """Refuse another node, and one that is gone; between the tiles it may be: older records have none there."""
    for index, node in expected.items():
        if kept.get(index, b"" if level % TILE_HEIGHT == 0 else node) != node:
            raise Damaged("store.node_changed", party=party, level=level, index=index)
