"""Values that both parties must read alike: the codec, digests, parties, money, quantities, times, words, places."""

from paraph.values.closed import LARGEST, Count
from paraph.values.codec import LIMIT, Codec, Value, builtin, convert, decode, encode, is_canonical
from paraph.values.currencies import MINOR_UNITS
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
from paraph.values.instant import Instant, UtcText
from paraph.values.money import Money, total
from paraph.values.party import PARTY_PATTERN, Party, PartyId
from paraph.values.period import CalendarDate, Day, Period, first_day, last_day
from paraph.values.place import Datum, Format, Metres, Place
from paraph.values.quantity import UNITS, Quantity, Unit
from paraph.values.text import LANGUAGES, Direction, Language, Text, Wording, direction
from paraph.values.words import BIDI_CONTROLS, check_words, in_form

__all__ = [
    "BIDI_CONTROLS",
    "LANGUAGES",
    "LARGEST",
    "LIMIT",
    "MINOR_UNITS",
    "PARTY_PATTERN",
    "UNITS",
    "Answer",
    "Barred",
    "CalendarDate",
    "Codec",
    "Count",
    "Damaged",
    "Datum",
    "Day",
    "Digest",
    "Direction",
    "Fault",
    "Forked",
    "Format",
    "Instant",
    "Language",
    "Metres",
    "Money",
    "Party",
    "PartyId",
    "Period",
    "Place",
    "Quantity",
    "Recovering",
    "Text",
    "Unfit",
    "Unit",
    "Unproven",
    "Unreachable",
    "Unreadable",
    "UtcText",
    "Value",
    "Wording",
    "builtin",
    "check_words",
    "content_digest",
    "convert",
    "decode",
    "digest_of",
    "direction",
    "encode",
    "first_day",
    "in_form",
    "is_canonical",
    "last_day",
    "total",
]
