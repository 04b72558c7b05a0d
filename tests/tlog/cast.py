"""Who signs in these tests, and a tree by the naive definition."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from paraph.tlog import Checkpoint, KeyType, Signer, signer_from_seed

VECTORS = Path(__file__).parents[1] / "vectors"
NOON = 1_790_000_000

NORTH_LOG = signer_from_seed("north.example/log", KeyType.ED25519, b"\x01" * 32)
NORTH_LOG_PQ = signer_from_seed("north.example/log", KeyType.MLDSA44_COSIGNATURE, b"\x02" * 32)
SOUTH_MIRROR = signer_from_seed("south.example/mirror", KeyType.ED25519_COSIGNATURE, b"\x03" * 32)
SOUTH_MIRROR_PQ = signer_from_seed("south.example/mirror", KeyType.MLDSA44_COSIGNATURE, b"\x04" * 32)
EAST_LOG = signer_from_seed("east.example/log", KeyType.ED25519, b"\x05" * 32)
SIGNERS: tuple[Signer, ...] = (NORTH_LOG, NORTH_LOG_PQ, SOUTH_MIRROR, SOUTH_MIRROR_PQ)


def naive_leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, word for word, over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_node(leaves: Sequence[bytes]) -> Callable[[int, int], bytes]:
    return lambda level, index: naive_root(leaves[index << level : (index + 1) << level])


def some_leaves(count: int) -> list[bytes]:
    return [naive_leaf(b"act %d" % place) for place in range(count)]


def head(size: int = 5, origin: str = "north.example/log") -> Checkpoint:
    return Checkpoint(origin=origin, size=size, root=naive_root(some_leaves(size)))


def flip(data: bytes, at: int = -1) -> bytes:
    """Return the bytes with one bit of one byte turned."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)
