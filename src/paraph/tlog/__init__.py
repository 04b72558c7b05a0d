"""The trust log: trees, notes, checkpoints, cosignatures, tiles, proofs and policies, byte-exact to the public texts.

Bytes in, bytes or a verdict out. Nothing here reads a disk, a clock or a network; chance comes in as a seed.
"""

from paraph.tlog.checkpoint import Checkpoint, parse_checkpoint
from paraph.tlog.cosignature import (
    Opened,
    Signer,
    Verified,
    cosigned_at,
    cosigned_message,
    open_checkpoint,
    sign_checkpoint,
    signer_from_seed,
    verify_note,
)
from paraph.tlog.frontier import Frontier, grow
from paraph.tlog.keys import KeyType, VerifierKey, encode_vkey, key_id, parse_vkey, verifier_key
from paraph.tlog.merkle import (
    EMPTY_ROOT,
    NodeReader,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from paraph.tlog.note import (
    SignatureLine,
    SignedNote,
    add_lines,
    format_note,
    merge_signatures,
    parse_lines,
    parse_note,
)

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Frontier",
    "KeyType",
    "NodeReader",
    "Opened",
    "SignatureLine",
    "SignedNote",
    "Signer",
    "Verified",
    "VerifierKey",
    "add_lines",
    "consistency_proof",
    "cosigned_at",
    "cosigned_message",
    "encode_vkey",
    "format_note",
    "grow",
    "inclusion_proof",
    "key_id",
    "leaf_hash",
    "leaf_hashes",
    "merge_signatures",
    "node_hash",
    "open_checkpoint",
    "parse_checkpoint",
    "parse_lines",
    "parse_note",
    "parse_vkey",
    "root_at",
    "sign_checkpoint",
    "signer_from_seed",
    "verifier_key",
    "verify_consistency",
    "verify_inclusion",
    "verify_note",
]
