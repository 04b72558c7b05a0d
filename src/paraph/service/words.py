"""Eight words that two people read to each other by telephone, to know that both hold the same keys.

* Eight words of 2,048 carry 88 bits. Whoever wants to stand between the two must find keys on both sides that make the
  same words: 2**44 trials each, every one of which costs 128 MiB and half a second.
* The words depend on the set of the given bytes, not on their order.

Source: RFC 7914 (scrypt); BIP 39 (the English word list: no two words share their first four letters). Ours: the costs.
"""

import hashlib
from typing import Final

COUNT: Final = 8
"""Words."""

_BITS: Final = 11
_SALT: Final = b"paraph.words/1"
_COST: Final = 2**17
_BLOCK: Final = 8


def eight_words(*keys: bytes) -> str:
    """Return the eight words of keys, in lower case, separated by spaces. Takes about half a second and 128 MiB.

    Args:
        keys: What is compared: the bytes that stand for all keys, or each party's own; in any order.
    """
    # Each is hashed first, so that no two sets of keys can be joined into the same bytes.
    whole = b"".join(sorted(hashlib.sha256(each).digest() for each in keys))
    length = COUNT * _BITS // 8
    slow = hashlib.scrypt(whole, salt=_SALT, n=_COST, r=_BLOCK, p=1, maxmem=256 * 2**20, dklen=length)
    return " ".join(_spelt(int.from_bytes(slow, "big")))


def _spelt(number: int) -> list[str]:
    from mnemonic import Mnemonic  # noqa: PLC0415  # 2,048 words are read only when they are spoken

    words = Mnemonic("english").wordlist
    places = range((COUNT - 1) * _BITS, -1, -_BITS)
    return [words[number >> place & 2**_BITS - 1] for place in places]
