"""Receipts: a proof that an entry lies in a log, which anyone can check offline (C2SP tlog-proof).

* A proof that parses encodes back to the same bytes; the checkpoint in it is kept verbatim.
* `extra` is authenticated by nothing: it is carried, never believed.
"""

from msgspec import Struct

from paraph.tlog.checkpoint import Checkpoint
from paraph.tlog.cosignature import Verified
from paraph.tlog.lines import decode_base64, decode_decimal, decode_hashes, encode_base64
from paraph.tlog.merkle import HASH_SIZE, MAX_PROOF, MAX_SIZE, verify_inclusion
from paraph.tlog.note import MAX_NOTE, parse_note
from paraph.tlog.policy import Policy, Witnessed, judge_policy
from paraph.values.errors import Unreadable

MAX_EXTRA = 64 * 1024
MAX_FILE = MAX_NOTE + 2 * MAX_EXTRA

_HEADER = "c2sp.org/tlog-proof@v1"


class Proof(Struct, frozen=True, kw_only=True):
    """An entry's place in a log, and the signed checkpoint that covers it.

    Attributes:
        index: Place of the entry, from 0.
        hashes: Inclusion proof, leaf's sibling first.
        checkpoint_note: The signed checkpoint, verbatim.
        extra: Opaque data of the application, unauthenticated; `None` for none.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: bytes
    extra: bytes | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be written and read back.

        Raises:
            Unreadable: "proof.form", or what `parse_note` raises.
        """
        fits = 0 <= self.index <= MAX_SIZE and len(self.hashes) <= MAX_PROOF
        if not fits or not {HASH_SIZE}.issuperset(map(len, self.hashes)):
            raise Unreadable("proof.form", path="index")
        # C2SP tlog-proof: without extra data the line is left out, so there is no empty one.
        if self.extra is not None and not 0 < len(self.extra) <= MAX_EXTRA:
            raise Unreadable("proof.form", path="extra")
        parse_note(self.checkpoint_note)


class Verdict(Struct, frozen=True, kw_only=True):
    """What a proof has shown under a policy.

    Attributes:
        index: Place of the entry.
        checkpoint: The log, its size and root.
        logs: The log's signatures.
        witnesses: Who cosigned, and when by their own clocks.
    """

    index: int
    checkpoint: Checkpoint
    logs: tuple[Verified, ...]
    witnesses: tuple[Witnessed, ...]


def encode_proof(proof: Proof) -> bytes:
    """Write a proof as a `.tlog-proof` file."""
    extra = [] if proof.extra is None else [f"extra {encode_base64(proof.extra)}"]
    lines = [_HEADER, *extra, f"index {proof.index}", *map(encode_base64, proof.hashes), ""]
    return "".join(f"{line}\n" for line in lines).encode() + proof.checkpoint_note


def parse_proof(data: bytes) -> Proof:
    """Read a `.tlog-proof` file.

    Raises:
        Unreadable: "proof.file_long", "proof.form", "proof.long", "decimal", "base64", "hash.length", or what
            `parse_note` raises.
    """
    if len(data) > MAX_FILE:
        raise Unreadable("proof.file_long", path="proof", length=len(data), limit=MAX_FILE)
    head, blank, note = data.partition(b"\n\n")
    header, *lines = head.decode("utf-8", "replace").split("\n")
    if header != _HEADER or not blank:
        raise Unreadable("proof.form", path="header")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "), "extra")
    if not lines or not lines[0].startswith("index "):
        raise Unreadable("proof.form", path="index")
    index = decode_decimal(lines.pop(0).removeprefix("index "), "index")
    return Proof(index=index, hashes=decode_hashes(lines, "hashes"), checkpoint_note=note, extra=extra)


def verify_proof(proof: Proof, leaf: bytes, policy: Policy) -> Verdict:
    """Check that the entry with this leaf hash lies in a log as the policy demands.

    Raises:
        Unreadable: The checkpoint is none.
        Unproven: What `judge_policy` and `verify_inclusion` raise.
    """
    judged = judge_policy(policy, parse_note(proof.checkpoint_note))
    head = judged.checkpoint
    verify_inclusion(leaf=leaf, index=proof.index, size=head.size, proof=proof.hashes, root=head.root)
    return Verdict(index=proof.index, checkpoint=head, logs=judged.logs, witnesses=judged.witnesses)
