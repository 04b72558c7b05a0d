"""Signing a checkpoint, and checking who did (C2SP signed-note, tlog-cosignature).

* 0x01 signs the note's text; 0x04 signs a time and the text; 0x06 signs a time, both names, size and root.
* A line by a key we know must hold, or the whole note is refused; lines by others are ignored (C2SP signed-note).
* A time is what the cosigner's clock said, in POSIX seconds. 0x01 has none; a zero in 0x06 states none.
"""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from paraph.tlog.checkpoint import MAX_NAME, Checkpoint, parse_checkpoint
from paraph.tlog.keys import KeyType, VerifierKey, verifier_key
from paraph.tlog.note import SignatureLine, SignedNote, parse_note
from paraph.tlog.schemes import Sign, from_seed, holds
from paraph.values.errors import Unproven, Unreadable

MAX_TIME = 2**63 - 1

_TIME = 8
_LABEL = b"subtree/v1\n\x00"


class Verified(NamedTuple):
    """A signature that holds.

    Attributes:
        key: The key that made it.
        at: POSIX seconds by the signer's clock; `None` when the signature states no time.
        line: The line itself.
    """

    key: VerifierKey
    at: int | None
    line: SignatureLine


class Opened(Struct, frozen=True, kw_only=True):
    """A checkpoint signed by its log.

    Attributes:
        checkpoint: What was signed.
        note: The note as it came, unknown lines included.
        signed: The signatures of the given keys, in the order of the note.
    """

    checkpoint: Checkpoint
    note: SignedNote
    signed: tuple[Verified, ...]


class Signer:
    """A key that can sign: its public half, and a function that holds the secret one."""

    __slots__ = ("_sign", "key")

    def __init__(self, key: VerifierKey, sign: Sign) -> None:
        """Join a public key to the function that signs bytes with its secret half."""
        self.key = key
        self._sign = sign

    @property
    def name(self) -> str:
        """Key name."""
        return self.key.name

    @property
    def type(self) -> KeyType:
        """Signature type."""
        return self.key.type

    @property
    def public(self) -> bytes:
        """Public key bytes."""
        return self.key.key

    @property
    def key_id(self) -> bytes:
        """Four bytes that open its lines."""
        return self.key.key_id

    @property
    def vkey(self) -> str:
        """Public key as text."""
        return self.key.vkey

    def sign_note(self, body: bytes) -> SignatureLine:
        """Sign the text of a note with a 0x01 key (ValueError with another)."""
        if self.type is not KeyType.ED25519:
            raise ValueError(self.type)
        return self._line(self._sign(body))

    def cosign(self, checkpoint: Checkpoint, at: int) -> SignatureLine:
        """Cosign a checkpoint with a 0x04 or 0x06 key (ValueError with another).

        Args:
            checkpoint: Without extension lines: what we cosign we cover whole.
            at: POSIX seconds; 0 makes no statement of time, with ML-DSA-44 only.

        Raises:
            Unreadable: "cosign.time", "cosign.extensions" or "cosign.name" (a name over 255 bytes, with ML-DSA-44).
        """
        if self.type is KeyType.ED25519:
            raise ValueError(self.type)
        if checkpoint.extensions:
            raise Unreadable("cosign.extensions", path="checkpoint")
        if not (self.type is KeyType.ED25519_COSIGNATURE) <= at <= MAX_TIME:
            raise Unreadable("cosign.time", path="at", at=at)
        return self._line(at.to_bytes(_TIME, "big") + self._sign(cosigned_message(self.key, checkpoint, at)))

    def sign(self, checkpoint: Checkpoint, at: int) -> SignatureLine:
        """Sign a checkpoint in the way of this key's type."""
        return self.sign_note(checkpoint.body()) if self.type is KeyType.ED25519 else self.cosign(checkpoint, at)

    def _line(self, signature: bytes) -> SignatureLine:
        return SignatureLine(name=self.name, key_id=self.key_id, signature=signature)


def signer_from_seed(name: str, type: int, seed: bytes) -> Signer:  # noqa: A002  # the standard's own word
    """Make a signer of 32 secret bytes.

    Raises:
        Unreadable: What `verifier_key` raises.
        ValueError: The seed is of another length.
    """
    public, sign = from_seed(type, seed)
    return Signer(verifier_key(name, type, public), sign)


def sign_checkpoint(checkpoint: Checkpoint, signers: Iterable[Signer], *, at: int) -> SignedNote:
    """Sign a checkpoint with every signer, in order."""
    return SignedNote(body=checkpoint.body(), lines=tuple(signer.sign(checkpoint, at) for signer in signers))


def cosigned_message(key: VerifierKey, checkpoint: Checkpoint, at: int) -> bytes:
    """Return the bytes that a 0x04 or 0x06 key signs (C2SP tlog-cosignature).

    Raises:
        Unreadable: "cosign.name": a name does not fit its one length byte (0x06 only).
    """
    if key.type is not KeyType.MLDSA44_COSIGNATURE:
        return _timed(checkpoint.body(), at)
    start_and_end = (0).to_bytes(8, "big") + checkpoint.size.to_bytes(8, "big")
    stated = at.to_bytes(_TIME, "big")
    return _LABEL + _opaque(key.name) + stated + _opaque(checkpoint.origin) + start_and_end + checkpoint.root


def cosigned_at(line: SignatureLine) -> int:
    """Read the time out of a cosignature line, verified or not.

    Raises:
        Unreadable: "cosignature.form": too short, or a time beyond 2**63 - 1.
    """
    at = int.from_bytes(line.signature[:_TIME], "big")
    if len(line.signature) <= _TIME or at > MAX_TIME:
        raise Unreadable("cosignature.form", path="signature", name=line.name)
    return at


def verify_note(note: SignedNote, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
    """Check every line of a known key.

    Returns:
        The signatures that hold, in the order of the note; a key that signed twice is there twice.

    Raises:
        Unproven: "signature.wrong": a known key's line does not hold. "signature.none": no known key signed.
        ValueError: Two of the keys share name and id.
    """
    known = _by_name_and_id(keys)
    signed = []
    for line in note.lines:
        key = known.get((line.name, line.key_id))
        if key is not None:
            signed.append(Verified(key=key, at=_verify_line(line, key, note.body), line=line))
    if not signed:
        raise Unproven("signature.none", names=sorted(name for name, _ in known))
    return tuple(signed)


def open_checkpoint(data: bytes, keys: Iterable[VerifierKey], *, origin: str | None = None) -> Opened:
    """Read a checkpoint and check that its log signed it.

    Args:
        data: The note.
        keys: Keys of the log, old and new; others may be among them, but the log itself must have signed.
        origin: The log that is expected; `None` accepts any whose key is known.

    Raises:
        Unreadable: It is no note, or no checkpoint.
        Unproven: What `verify_note` raises; "checkpoint.origin": another log; "signature.foreign": no key named as the
            origin signed.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.body)
    if origin not in (None, checkpoint.origin):
        raise Unproven("checkpoint.origin", expected=origin, actual=checkpoint.origin)
    signed = verify_note(note, keys)
    if all(each.key.name != checkpoint.origin for each in signed):
        raise Unproven("signature.foreign", origin=checkpoint.origin, names=[each.key.name for each in signed])
    return Opened(checkpoint=checkpoint, note=note, signed=signed)


def _by_name_and_id(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        held = known.setdefault(key.named, key)
        if held is not key and held != key:
            raise ValueError(key.vkey)
    return known


def _verify_line(line: SignatureLine, key: VerifierKey, body: bytes) -> int | None:
    """Return the time a line states. Raises Unproven("signature.wrong") if the line does not hold."""
    try:
        at, message, signature = _claimed(line, key, body)
    except Unreadable as error:
        raise Unproven("signature.wrong", name=key.name, key_id=key.key_id.hex()) from error
    if not holds(key.type, key.key, message, signature):
        raise Unproven("signature.wrong", name=key.name, key_id=key.key_id.hex())
    return at or None


def _claimed(line: SignatureLine, key: VerifierKey, body: bytes) -> tuple[int, bytes, bytes]:
    """Split a line into time, message and signature, as its key's type has it."""
    if key.type is KeyType.ED25519:
        return 0, body, line.signature
    at, checkpoint = cosigned_at(line), parse_checkpoint(body)
    if key.type is KeyType.ED25519_COSIGNATURE:
        return at, _timed(body, at), line.signature[_TIME:]
    # C2SP tlog-cosignature: 0x06 makes no statement about extension lines. Ours: then it does not sign this text.
    if checkpoint.extensions:
        raise Unreadable("cosign.extensions", path="checkpoint")
    return at, cosigned_message(key, checkpoint, at), line.signature[_TIME:]


def _timed(body: bytes, at: int) -> bytes:
    return b"cosignature/v1\ntime %d\n" % at + body


def _opaque(name: str) -> bytes:
    data = name.encode()
    if len(data) > MAX_NAME:
        raise Unreadable("cosign.name", path="name", length=len(data), limit=MAX_NAME)
    return bytes([len(data)]) + data
