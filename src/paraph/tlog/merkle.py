"""The Merkle tree of RFC 6962: hashes, roots, and proofs made and checked.

* A leaf is hashed from the exact bytes as sent, after 0x00; a node from its two children, after 0x01 (RFC 6962 §2.1).
* Making a proof reads complete subtrees only, through a `NodeReader`; a node at level n spans 2**n leaves.
* Checking a proof needs nothing but its arguments and ends in silence or in `Unproven` (RFC 9162 §2.1.3.2, §2.1.4.2).
* No proof is longer than 63 hashes, and no tree larger than 2**63 - 1 leaves: longer is refused before hashing.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from paraph.values.errors import Unproven

NodeReader = Callable[[int, int], bytes]
"""Read the hash of the complete subtree of 2**level leaves at index, by (level, index)."""

HASH_SIZE = 32
MAX_PROOF = 63
MAX_SIZE = 2**63 - 1

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (RFC 6962 §2.1)."""

# Copying a primed state is 20 % faster than a new one: the library looks its algorithm up only once.
_leaf_state = hashlib.sha256(b"\x00").copy
_node_state = hashlib.sha256(b"\x01").copy


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry, exactly as sent, into its leaf (RFC 6962 §2.1)."""
    state = _leaf_state()
    state.update(data)
    return state.digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Hash many entries; the same as `leaf_hash` of each, faster."""
    fresh = _leaf_state
    leaves = []
    for data in entries:
        state = fresh()
        state.update(data)
        leaves.append(state.digest())
    return leaves


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children into their parent (RFC 6962 §2.1)."""
    state = _node_state()
    state.update(left + right)
    return state.digest()


def pair_up(hashes: Sequence[bytes]) -> list[bytes]:
    """Hash neighbours into parents; an odd last one is left out."""
    fresh = _node_state
    parents = []
    pairs = iter(hashes)
    for left, right in zip(pairs, pairs, strict=False):
        state = fresh()
        state.update(left + right)
        parents.append(state.digest())
    return parents


def complete_root(hashes: Sequence[bytes]) -> bytes:
    """Hash 2**n neighbours, n at least 0, up to the root of their complete subtree.

    Raises:
        ValueError: The number of hashes is no power of two.
    """
    if not hashes or len(hashes) & (len(hashes) - 1):
        raise ValueError(len(hashes))
    while len(hashes) > 1:
        hashes = pair_up(hashes)
    return hashes[0]


def fold(peaks: Sequence[bytes]) -> bytes:
    """Hash the roots of complete subtrees, largest and leftmost first, into the root of the tree they form."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def complete_subtrees(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Split the leaves [start, stop) into the fewest complete subtrees, left to right, as (level, index)."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        if start:
            level = min(level, _trailing_zeroes(start))
        yield level, start >> level
        start += 1 << level


def subtree_hash(start: int, stop: int, node: NodeReader) -> bytes:
    """Return MTH(D[start:stop]) of a range that begins where a subtree of its size may begin (RFC 6962 §2.1)."""
    return fold([node(level, index) for level, index in complete_subtrees(start, stop)])


def root_at(size: int, node: NodeReader) -> bytes:
    """Return the root of the tree over the first `size` leaves."""
    return subtree_hash(0, size, node)


def inclusion_proof(index: int, size: int, node: NodeReader) -> tuple[bytes, ...]:
    """Prove that leaf `index` lies in the tree of `size` leaves, leaf's sibling first (RFC 6962 §2.1.1).

    Raises:
        ValueError: No such leaf in a tree of that size.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise ValueError(index, size)
    siblings, here, last = [], index, size - 1
    for level in range(last.bit_length()):
        beside = here ^ 1
        if beside + 1 << level <= size:
            siblings.append(node(level, beside))
        elif beside == last:  # at the right edge the sibling is what there is of a subtree
            siblings.append(subtree_hash(last << level, size, node))
        here, last = here >> 1, last >> 1
    return tuple(siblings)


def consistency_proof(old: int, new: int, node: NodeReader) -> tuple[bytes, ...]:
    """Prove that the tree of `new` leaves begins with the tree of `old` (RFC 6962 §2.1.2).

    The proof is empty when the sizes are equal, and when `old` is 0 (C2SP tlog-witness).

    Raises:
        ValueError: `old` is larger than `new`, or a size is out of range.
    """
    if not 0 <= old <= new <= MAX_SIZE:
        raise ValueError(old, new)
    if old in (0, new):
        return ()
    return tuple(subtree_hash(left, right, node) for left, right in _consistency_parts(0, old, new))


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash `leaf` lies at `index` in the tree of `size` leaves with this root (RFC 9162 §2.1.3.2).

    Raises:
        Unproven: "inclusion.range", "proof.long", "proof.hash", "inclusion.length" or "inclusion.root".
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise Unproven("inclusion.range", index=index, size=size)
    _require_hashes(proof)
    sides = _sides(index, size - 1)
    if len(sides) != len(proof):
        raise Unproven("inclusion.length", index=index, size=size, expected=len(sides), actual=len(proof))
    found, fresh = leaf, _node_state
    for sibling, is_left in zip(proof, sides, strict=True):
        state = fresh()
        state.update(sibling + found if is_left else found + sibling)
        found = state.digest()
    if found != root:
        raise Unproven("inclusion.root", index=index, size=size, expected=root.hex(), actual=found.hex())


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the new tree begins with the old one (RFC 9162 §2.1.4.2).

    Raises:
        Unproven: "consistency.range", "proof.long", "proof.hash", "consistency.length", "consistency.old_root" or
            "consistency.new_root". With equal sizes and other roots it is "consistency.fork".
    """
    sizes = {"old_size": old_size, "new_size": new_size}
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise Unproven("consistency.range", **sizes)
    _require_hashes(proof)
    if old_size in (0, new_size):
        _verify_without_proof(sizes, old_root, new_root, proof)
        return
    # The walk begins at the last complete subtree of the old tree. If that is all of it, its root is not sent.
    level = _trailing_zeroes(old_size)
    sides = _sides((old_size - 1) >> level, (new_size - 1) >> level)
    hashes = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if len(hashes) != len(sides) + 1:
        raise Unproven("consistency.length", **sizes, hashes=len(proof))
    old_found = new_found = hashes[0]
    for sibling, is_left in zip(hashes[1:], sides, strict=True):
        if is_left:
            old_found = node_hash(sibling, old_found)
        new_found = node_hash(sibling, new_found) if is_left else node_hash(new_found, sibling)
    _require_root("consistency.old_root", sizes, old_root, old_found)
    _require_root("consistency.new_root", sizes, new_root, new_found)


def _largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def _consistency_parts(start: int, old: int, new: int) -> list[tuple[int, int]]:
    """List the ranges of a consistency proof in order: SUBPROOF of RFC 6962 §2.1.2 without recursion."""
    parts, stop = [], new
    while old != stop:
        middle = start + _largest_power_below(stop - start)
        if old <= middle:
            parts.append((middle, stop))
            stop = middle
        else:
            parts.append((start, middle))
            start = middle
    if start:  # a complete old tree is known to whoever asks, so it is not sent
        parts.append((start, stop))
    return parts[::-1]


def _trailing_zeroes(number: int) -> int:
    return (number & -number).bit_length() - 1


def _sides(here: int, last: int) -> list[bool]:
    """Walk from a node to the root: for each level with a sibling, whether that is the left one.

    This is what the loop of RFC 9162 §2.1.3.2 steps 3 and 4 comes to, where fn is `here` and sn is `last`: it depends
    on the place alone, so the length of a proof is known before anything is hashed.
    """
    # Until the ways of both to the root meet, each level has a sibling.
    levels = (here ^ last).bit_length()
    # From there on this is the right edge (fn = sn): a node without left sibling is carried up as it is.
    return [here >> level & 1 == 1 for level in range(levels)] + [True] * (here >> levels).bit_count()


def _require_hashes(proof: Sequence[bytes]) -> None:
    if len(proof) > MAX_PROOF:
        raise Unproven("proof.long", hashes=len(proof), limit=MAX_PROOF)
    lengths = list(map(len, proof))
    if lengths.count(HASH_SIZE) != len(lengths):
        place = next(place for place, length in enumerate(lengths) if length != HASH_SIZE)
        raise Unproven("proof.hash", place=place, length=lengths[place])


def _verify_without_proof(sizes: dict[str, int], old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    if proof:
        raise Unproven("consistency.length", **sizes, hashes=len(proof))
    if sizes["old_size"] == 0:
        _require_root("consistency.old_root", sizes, EMPTY_ROOT, old_root)
    if sizes["old_size"] == sizes["new_size"]:
        _require_root("consistency.fork", sizes, old_root, new_root)


def _require_root(code: str, sizes: dict[str, int], expected: bytes, actual: bytes) -> None:
    if expected != actual:
        raise Unproven(code, **sizes, expected=expected.hex(), actual=actual.hex())
