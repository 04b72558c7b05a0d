"""The small texts every C2SP format is made of: base64, decimals, key names.

* One value has one spelling here: what does not encode back to the same text is refused. The texts allow no other
  spelling for decimals; for base64 the strictness is ours, so that a file cannot be varied without breaking a check.
"""

import binascii
import re

from paraph.tlog.merkle import HASH_SIZE, MAX_PROOF, MAX_SIZE
from paraph.values.errors import Unreadable

_DECIMAL = re.compile("0|[1-9][0-9]{0,18}", re.ASCII)

# SHA-256 hashes in their one spelling, a line each. The last of 43 digits has two bits too many, which are zero.
_HASHES = re.compile("(?:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\n)*", re.ASCII)
_HASH_LINE = 45

# C2SP signed-note: no Unicode spaces (White_Space), no plus; no ASCII control characters anywhere in a note.
_NAME = re.compile("[^\x00-\x20+\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def encode_base64(data: bytes) -> str:
    """Write standard base64 with padding (RFC 4648 §4)."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode_base64(text: str, path: str) -> bytes:
    """Read standard base64 in its one canonical spelling. Raises Unreadable("base64")."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Unreadable("base64", path=path) from error
    if encode_base64(data) != text:
        raise Unreadable("base64", path=path)
    return data


def decode_hash(text: str, path: str) -> bytes:
    """Read one SHA-256 hash. Raises Unreadable("base64" or "hash.length")."""
    found = decode_base64(text, path)
    if len(found) != HASH_SIZE:
        raise Unreadable("hash.length", path=path, length=len(found))
    return found


def decode_hashes(texts: list[str], path: str) -> tuple[bytes, ...]:
    """Read the hash lines of a proof, 63 at most. Raises Unreadable("proof.long", "base64" or "hash.length")."""
    if len(texts) > MAX_PROOF:
        raise Unreadable("proof.long", path=path, hashes=len(texts), limit=MAX_PROOF)
    whole = "\n".join((*texts, ""))
    if len(whole) == _HASH_LINE * len(texts) and _HASHES.fullmatch(whole):  # nearly always, and asked once for all
        return tuple(map(binascii.a2b_base64, texts))
    return tuple(decode_hash(text, f"{path}[{place}]") for place, text in enumerate(texts))


def decode_decimal(text: str, path: str) -> int:
    """Read a decimal below 2**63 without leading zeroes. Raises Unreadable("decimal")."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_SIZE:
        raise Unreadable("decimal", path=path)
    return int(text)


def require_key_name(name: str, path: str) -> None:
    """Refuse what C2SP signed-note allows no key to be called. Raises Unreadable("key.name")."""
    if not _NAME.fullmatch(name):
        raise Unreadable("key.name", path=path)
