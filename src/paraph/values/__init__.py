"""Values that both parties must read alike: the codec, digests, parties, money, quantities, times, words, places."""

from paraph.values.codec import LIMIT, Codec, Value, builtin, convert, decode, encode, is_canonical
from paraph.values.digest import Digest, content_digest, digest_of
from paraph.values.errors import (
    Answer,
    Barred,
    Damaged,
    Fault,
    Forked,
    Recovering,
    Unfit,
    Unproven,
    Unreachable,
    Unreadable,
)
from paraph.values.party import PartyId

__all__ = [
    "LIMIT",
    "Answer",
    "Barred",
    "Codec",
    "Damaged",
    "Digest",
    "Fault",
    "Forked",
    "PartyId",
    "Recovering",
    "Unfit",
    "Unproven",
    "Unreachable",
    "Unreadable",
    "Value",
    "builtin",
    "content_digest",
    "convert",
    "decode",
    "digest_of",
    "encode",
    "is_canonical",
]
