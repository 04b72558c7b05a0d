"""Verifier keys: who may have signed, and the text form they are exchanged in.

* A key is known by name and id together; the id binds name, signature type and key (C2SP signed-note).
* Only keys that can be used are values: Ed25519 keys are points of the main subgroup, ML-DSA-44 keys have their length.
* The three types are the ones Paraph uses; C2SP asks for no more at run time than a design needs.
"""

import hashlib
import re
from enum import IntEnum

from msgspec import Struct

from paraph.tlog.lines import decode_base64, encode_base64, require_key_name
from paraph.tlog.schemes import public_key_fits
from paraph.values.errors import Unreadable

_KEY_ID = re.compile("[0-9a-f]{8}", re.ASCII)


class KeyType(IntEnum):
    """The signature type byte of C2SP signed-note and tlog-cosignature."""

    ED25519 = 0x01
    ED25519_COSIGNATURE = 0x04
    MLDSA44_COSIGNATURE = 0x06


class VerifierKey(Struct, frozen=True, kw_only=True):
    """A public key under a name, for one type of signature.

    Attributes:
        name: Key name: a log's origin, or a cosigner's own name.
        type: What its signatures look like.
        key: 32 bytes for Ed25519, 1312 for ML-DSA-44.
        key_id: First four bytes of SHA-256 over name, type and key.
    """

    name: str
    type: KeyType
    key: bytes
    key_id: bytes

    @property
    def named(self) -> tuple[str, bytes]:
        """Name and id: what a signature line says of its key."""
        return self.name, self.key_id

    @property
    def vkey(self) -> str:
        """The text form: name, id in hex and base64 of type and key, joined by plus signs."""
        material = encode_base64(bytes([self.type]) + self.key)
        return f"{self.name}+{self.key_id.hex()}+{material}"


def key_id(name: str, type: int, key: bytes) -> bytes:  # noqa: A002  # the standard's own word
    """Return the four bytes that a signature line opens with (C2SP signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([type]) + key).digest()[:4]


def verifier_key(name: str, type: int, key: bytes) -> VerifierKey:  # noqa: A002  # the standard's own word
    """Make a key of its parts.

    Raises:
        Unreadable: "key.name", "key.type" or "key.material".
    """
    require_key_name(name, "name")
    try:
        known = KeyType(type)
    except ValueError as error:
        raise Unreadable("key.type", path="type", type=type) from error
    if not public_key_fits(known, key):
        raise Unreadable("key.material", path="key", type=type)
    return VerifierKey(name=name, type=known, key=key, key_id=key_id(name, known, key))


def encode_vkey(name: str, type: int, key: bytes) -> str:  # noqa: A002  # the standard's own word
    """Write a key as one line of text. Raises what `verifier_key` raises."""
    return verifier_key(name, type, key).vkey


def parse_vkey(text: str) -> VerifierKey:
    """Read a key from one line of text.

    Raises:
        Unreadable: "key.form", "key.id", or what `verifier_key` and base64 raise.
    """
    parts = text.split("+", 2)
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
        raise Unreadable("key.form", path="vkey")
    material = decode_base64(parts[2], "key")
    if not material:
        raise Unreadable("key.form", path="vkey")
    found = verifier_key(parts[0], material[0], material[1:])
    if found.key_id.hex() != parts[1]:
        raise Unreadable("key.id", path="vkey", expected=found.key_id.hex(), actual=parts[1])
    return found
