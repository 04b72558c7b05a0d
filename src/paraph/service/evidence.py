"""Evidence of a fork: two checkpoints that one log signed and that no single history explains.

Invariants:

* The evidence is one file that a stranger checks offline, with public algorithms and no node.
* Nobody is accused by evidence that does not hold: what is made here has been verified here.
* It names the keys by which it holds. That they are the log's keys is for the reader to know.

Two checkpoints of one size have two roots, which anyone sees. For unequal sizes the file bears a consistency proof of
the larger: it shows which root the larger tree has at the smaller size, and that is not the root that was signed.
"""

from typing import Final, Literal, NamedTuple

from paraph.tlog import (
    Checkpoint,
    NodeReader,
    SignedNote,
    VerifierKey,
    consistency_proof,
    format_note,
    open_checkpoint,
    parse_checkpoint,
    parse_vkey,
    root_at,
    verify_consistency,
    verify_note,
)
from paraph.values import Digest, Unproven, Value, decode, encode

LIMIT: Final = 256 * 1024
"""Bytes of an evidence file."""


class Evidence(Value, frozen=True, kw_only=True):
    """What the file says, as canonical JSON.

    Attributes:
        format: Always "paraph.fork/1".
        keys: vkeys of the log.
        larger: The checkpoint of the larger size, or either of two of one size: a signed note.
        proof: RFC 6962 consistency proof from the smaller size to the larger checkpoint, in hex; empty for equal sizes.
        real_root: The root that the larger tree has at the smaller size, in hex.
        smaller: The other checkpoint, a signed note whose root is not `real_root`.
    """

    format: Literal["paraph.fork/1"]
    keys: tuple[str, ...]
    larger: str
    proof: tuple[Digest, ...]
    real_root: Digest
    smaller: str


class Fork(NamedTuple):
    """What evidence has shown: two histories of one log.

    Attributes:
        origin: The log.
        smaller: One signed head.
        larger: The other.
        real_root: What the larger tree has at the smaller's size, instead of the smaller's root.
        keys: By whose signatures this holds.
    """

    origin: str
    smaller: Checkpoint
    larger: Checkpoint
    real_root: bytes
    keys: tuple[str, ...]


def fork_evidence(
    one: SignedNote, other: SignedNote, *, keys: tuple[VerifierKey, ...], larger_tree: NodeReader | None
) -> bytes | None:
    """Write down that two signed checkpoints exclude each other.

    Args:
        one: A checkpoint signed by the log.
        other: Another.
        keys: The log's keys.
        larger_tree: Nodes of the larger checkpoint's tree, checked against its root; None when nobody shows them, and
            then only two checkpoints of one size can be told apart.

    Returns:
        The file; None when they agree, or when it cannot be shown that they do not.
    """
    small, large = sorted((one, other), key=lambda note: _head(note).size)
    smaller, larger = _head(small), _head(large)
    real_root, proof = larger.root, tuple[bytes, ...]()
    if smaller.size < larger.size:
        if larger_tree is None:
            return None
        real_root = root_at(smaller.size, larger_tree)
        proof = consistency_proof(smaller.size, larger.size, larger_tree)
    if real_root == smaller.root:
        return None
    data = encode(
        Evidence(
            format="paraph.fork/1",
            keys=tuple(key.vkey for key in keys),
            larger=_own_lines(large, keys),
            proof=tuple(each.hex() for each in proof),
            real_root=real_root.hex(),
            smaller=_own_lines(small, keys),
        )
    )
    verify_evidence(data)
    return data


def verify_evidence(data: bytes) -> Fork:
    """Check evidence of a fork; needs no node.

    Raises:
        Unreadable: It is no such file.
        Unproven: A signature or the proof does not hold, the two agree ("evidence.no_fork"), or a head bears a line of
            another key ("evidence.other_lines").
    """
    evidence = decode(Evidence, data, limit=LIMIT)
    keys = tuple(parse_vkey(vkey) for vkey in evidence.keys)
    larger = _opened(evidence.larger, keys)
    smaller = _opened(evidence.smaller, keys)
    if smaller.origin != larger.origin:
        raise Unproven("checkpoint.origin", expected=larger.origin, actual=smaller.origin)
    real_root = bytes.fromhex(evidence.real_root)
    if smaller.root == real_root:
        raise Unproven("evidence.no_fork", origin=larger.origin, size=smaller.size)
    verify_consistency(
        old_size=smaller.size,
        old_root=real_root,
        new_size=larger.size,
        new_root=larger.root,
        proof=[bytes.fromhex(each) for each in evidence.proof],
    )
    return Fork(larger.origin, smaller, larger, real_root, evidence.keys)


def _opened(text: str, keys: tuple[VerifierKey, ...]) -> Checkpoint:
    """Open one of the two heads; it bears lines of the named keys only, so that nothing in the file goes unchecked."""
    opened = open_checkpoint(text.encode(), keys)
    if len(opened.signed) != len(opened.note.lines):
        raise Unproven("evidence.other_lines", origin=opened.checkpoint.origin)
    return opened.checkpoint


def _head(note: SignedNote) -> Checkpoint:
    return parse_checkpoint(note.body)


def _own_lines(note: SignedNote, keys: tuple[VerifierKey, ...]) -> str:
    lines = tuple(signed.line for signed in verify_note(note, keys))
    return format_note(SignedNote(body=note.body, lines=lines)).decode()
