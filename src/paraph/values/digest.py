"""Digests: SHA-256 of exact bytes, written as 64 lowercase hex digits.

Invariants:

* A digest is of bytes, never of an object in memory: what was hashed can be shown.
* The content digest of a value is the digest of its canonical bytes, so equal words have equal digests everywhere.
"""

from hashlib import sha256
from typing import Annotated, Any

from msgspec import Meta

from paraph.values.codec import encode

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", extra={"ascii": True})]


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of the bytes as 64 lowercase hex digits."""
    return sha256(data).hexdigest()


def content_digest(value: Any) -> str:
    """Return the digest of the value's canonical bytes: what people compare.

    Args:
        value: A Value, or JSON builtins.

    Raises:
        Unreadable: The value has no canonical form.
    """
    return digest_of(encode(value))
