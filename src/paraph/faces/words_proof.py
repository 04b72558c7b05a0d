"""Words for logs, signatures and proofs: what does not hold, and who must look."""

from collections.abc import Mapping
from typing import Final

_FILE: Final = "Get the file again from whoever made it; if it stays so, it proves nothing."
_AGAIN: Final = "Fetch it again. If it stays so, tell the party whose log it is, and keep what was received."
_RECEIPT: Final = (
    "Get the receipt again from its maker. If it stays so, the act was altered or the receipt is another's."
)
_TREE: Final = "Get it again. If it stays so, the log does not hold what was signed: keep both, and tell its party."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # Forms
    "base64": ("{path} is not base64.", _FILE),
    "decimal": ("{path} is not a plain number.", _FILE),
    "hash.length": ("{path}: a hash has {length} bytes instead of 32.", _FILE),
    "note.form": ("{path} is not a signed note (C2SP signed-note).", _FILE),
    "note.long": ("{path} has {length} bytes; a signed note has {limit} at most.", _FILE),
    "note.lines": ("{path} has {lines} signature lines; {limit} is the limit.", _FILE),
    "note.other": ("{path}: these signatures are of another text.", _FILE),
    "note.text": ("{path} holds characters that a signed note may not have.", _FILE),
    "checkpoint.form": ("{path} is not a checkpoint (C2SP tlog-checkpoint).", _FILE),
    "checkpoint.head": ("{path} is not the head of a log.", _FILE),
    "checkpoint.line": ("{path} has a line that a checkpoint may not have.", _FILE),
    "checkpoint.text": ("{path} holds characters that a checkpoint may not have.", _FILE),
    "checkpoint.empty_root": ("{path}: an empty log has another root than this.", _FILE),
    "cosignature.form": ("{path}: the cosignature of {name} is not in its form.", _FILE),
    "cosign.extensions": ("{path} has extension lines, which this key does not sign.", _FILE),
    "cosign.name": ("{path}: the name has {length} bytes; {limit} is the limit.", "Choose a shorter name."),
    "cosign.time": ("{path}: the time {at} cannot be signed.", "Set this machine's clock."),
    "key.form": ("{path} is not a key in the form of a vkey (C2SP signed-note).", _FILE),
    "key.id": ("{path}: the key's id is {actual}; its bytes say {expected}.", _FILE),
    "key.material": ("{path} is not a sound key of the type {type}.", _FILE),
    "key.name": ("{path} is not a name that a key may have.", _FILE),
    "key.type": ("{path}: keys of the type {type} are not known.", _FILE),
    "policy.form": ("{path} is not a policy (C2SP tlog-policy).", _FILE),
    "policy.long": ("{path} has {length} bytes; a policy has {limit} at most.", _FILE),
    "policy.octet": ("{path} holds characters that a policy may not have.", _FILE),
    "policy.line": ("{path}: line {line} is not one that a policy may have.", _FILE),
    "policy.undefined": ("{path}: line {line} names what is not defined.", _FILE),
    "policy.collision": ("{path}: {name} is defined more than once.", _FILE),
    "policy.duplicate": ("{path}: the same key stands there twice.", _FILE),
    "policy.key_type": ("{path}: the key of {name} is of the type {type}, which cannot serve there.", _FILE),
    "policy.member": ("{path}: the group names {name}, which is not defined.", _FILE),
    "policy.name": ("{path}: {name} is not a name that a policy may have.", _FILE),
    "policy.threshold": ("{path}: the group {name} asks for {threshold} of its members, which cannot be.", _FILE),
    "policy.quorum@Unreadable": ("{path}: the policy does not say once and plainly who must cosign.", _FILE),
    "proof.form": ("{path} is not a proof (C2SP tlog-proof).", _FILE),
    "proof.file_long": ("{path} has {length} bytes; a proof has {limit} at most.", _FILE),
    "proof.long": ("The proof has {hashes} hashes; {limit} is the limit.", _FILE),
    "proof.hash": ("Hash {place} of the proof has {length} bytes instead of 32.", _FILE),
    "tile.path": ("{path} is not the path of a tile (C2SP tlog-tiles).", _AGAIN),
    "tile.length": ("{path} has {actual} bytes instead of {expected}.", _AGAIN),
    "bundle.count": ("{path} should hold {actual} entries, which cannot be.", _AGAIN),
    "bundle.short": ("{path} ends before its {count} entries do.", _AGAIN),
    "bundle.long": ("{path} goes on for {extra} bytes after its {count} entries.", _AGAIN),
    "entry.long": ("{path}: an entry has {length} bytes; {limit} is the limit.", _AGAIN),
    # Signatures
    "signature.none": (
        "It bears no signature by any of the keys that were expected: {names}.",
        "Check that the policy is the one for this log, got from a party that you trust.",
    ),
    "signature.wrong": ("The signature of {name} does not hold: something was changed after it was signed.", _RECEIPT),
    "signature.foreign": ("{origin} itself has not signed; these have: {names}.", _RECEIPT),
    "checkpoint.origin": ("It is of the log {actual}; expected was {expected}.", "Fetch from the right address."),
    "policy.log": ("The policy does not know the log {origin}.", "Use the policy for that log: `paraph policy`."),
    "policy.quorum": (
        "Not everyone has cosigned whom the policy asks for. Missing: {missing}.",
        "Ask for a receipt made after the next exchange.",
    ),
    # Trees
    "inclusion.range": ("Place {index} lies outside a log of {size} entries.", _RECEIPT),
    "inclusion.length": ("The proof is not of the length that place {index} of {size} needs.", _RECEIPT),
    "inclusion.root": (
        "The act does not lie at place {index} of the log as signed: the act or the proof was changed.",
        _RECEIPT,
    ),
    "consistency.range": ("The log is said to have shrunk from {old_size} to {new_size} entries.", _TREE),
    "consistency.length": ("The proof from {old_size} to {new_size} entries is not of the right length.", _TREE),
    "consistency.old_root": ("The proof does not begin with the log as it was at {old_size} entries.", _TREE),
    "consistency.new_root": ("The proof does not end with the log as signed at {new_size} entries.", _TREE),
    "consistency.fork": (
        "One log shows two histories.",
        "Stop the exchange with this party and keep both files: `paraph audit` writes the evidence.",
    ),
    "bundle.hash": ("The entries around place {index} are not those that were signed.", _AGAIN),
    "tiles.hash": ("A part of the log (level {level}, {index}) is not the one that was signed.", _AGAIN),
    "tiles.root": ("The log at {size} entries is not the one that was signed.", _AGAIN),
    # Certificates
    "certificate.base64": ("The act of {party} in the certificate is not readable.", _FILE),
    "certificate.unknown_policy": (
        "The certificate rests on keys that are not in the policies given.",
        "Get the policies from a party that you trust, and give all of them with `--policy`.",
    ),
    "certificate.other_party": (
        "The certificate calls a log {party}’s; the policy in it does not, but names “{policy}”.",
        _FILE,
    ),
    "certificate.other_framework": (
        "The certificate is of {framework}; a policy in it is not, but names “{policy}”.",
        _FILE,
    ),
    "certificate.other_words": ("The words certified are not those of the version {version}.", _FILE),
    "certificate.other_version": ("The act of {party} stands on another version than the one certified.", _FILE),
    "certificate.party_missing": ("The certificate must show {parties}; it shows {found}.", _FILE),
    # Our own record
    "record.behind_mark": (
        "This node has signed {mark} entries and holds {size}: it is behind its own key, and signs nothing.",
        "Restore it from the other party's mirror: `paraph restore`.",
    ),
    "record.past_not_held": (
        "Our own log has seen more of the others ({lacking}) than is held here ({held}). Nothing is signed.",
        "Restore it from the others' mirrors: `paraph restore`.",
    ),
    "record.signed_part_changed": (
        "The first {size} entries of {party} are not those that were signed: this record was changed or damaged.",
        "Stop using this disk, and restore from a backup or the mirror: `paraph restore`.",
    ),
    "record.not_as_stored": (
        "What is stored of {party} up to {size} entries is not what was appended.",
        "Stop using this disk, and restore from a backup or the mirror: `paraph restore`.",
    ),
}
"""Code -> what is told, and the next step."""
