"""Words for bytes and values that are not what their format or type says."""

from collections.abc import Mapping
from typing import Final

_FIELDS: Final = "What is expected: `paraph say KIND VERB --help-payload`."
_WRITER: Final = "It must be written again by whoever made it; nothing was taken over from it."
_WORDS: Final = "Type the words again as plain text."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "json.too_long": ("It has {length} bytes; the limit is {limit}.", "Shorten it, or attach what is long."),
    "json.not_utf8": ("Byte {at} is not UTF-8 text.", "Save the file as UTF-8."),
    "json.not_json": ("It is not JSON: see byte {at}.", "Mend the file there; a comma or a quote is often missing."),
    "json.too_deep": ("{path} is nested deeper than {limit} levels.", "Make it flatter."),
    "json.not_canonical": (
        "It is not in canonical form: see byte {at}.",
        _WRITER,
    ),
    "json.default_written": (
        "{path} states what holds anyway, and is then left out in the signed form.",
        "Leave {path} out.",
    ),
    "json.integer_range": ("The number at {path} is too large to be read alike everywhere.", "Write it as text."),
    "json.float": (
        "{path} holds {written}: numbers with a point are not read alike everywhere.",
        'Write it as text, in quotes: "{written}".',
    ),
    "json.not_a_number": ("{path} holds {written}, which is no number.", "Leave it out, or give a number."),
    "json.no_such_type": ("{path} holds something that JSON does not have.", _FIELDS),
    "json.key_not_text": ("The name of the field at {path} is not text.", _FIELDS),
    "json.key_not_ascii": ("The name of the field at {path} has letters outside ASCII.", _FIELDS),
    "json.duplicate_key": ("{path} is given twice.", "Leave out one of them."),
    "json.lone_surrogate": ("{path} holds half a character, at {at}.", _WORDS),
    "json.unknown_field": ("There is no field {path}.", _FIELDS),
    "json.missing_field": ("{path} is missing.", "Give it. " + _FIELDS),
    "json.wrong_type": ("{path} is of another type than expected: {expected}.", _FIELDS),
    "json.length": ("{path} must have a length of {expected}.", _FIELDS),
    "json.pattern": ("{path} is not of the form {expected}.", _FIELDS),
    "json.out_of_bounds": ("{path} must be {expected}.", _FIELDS),
    "json.not_a_choice": ("{path} is not one of the choices: {got}.", _FIELDS),
    "json.refused": ("{path} was refused: {detail}.", _FIELDS),
    # Words
    "text.empty": ("{path} has no words.", "Write something, or leave the field out."),
    "text.not_nfc": ("{path} is not in the one normal form of Unicode (NFC).", _WORDS),
    "text.bidi_control": (
        "{path} holds {character} at {at}, which can show words in another order than they are signed in.",
        _WORDS,
    ),
    "text.control": ("{path} holds the control character {character} at {at}.", _WORDS),
    "text.invisible": ("{path} holds {character} at {at}, which nobody can see.", _WORDS),
    "text.script": ("{path} holds {character} at {at}, of a script that not all readers know alike.", _WORDS),
    "text.no_character": ("{path} holds {character} at {at}, which is no character.", _WORDS),
    "text.no_language": ("A text is given in no language.", "Give one at least: en, ur, ps or prs."),
    "text.original_missing": (
        "{path} says that the original is in {language}, and there are no words in it.",
        "Give the words in {language}, or another original.",
    ),
    # Times
    "instant.naive": ("A time is given without its zone.", "Give it in UTC."),
    "instant.not_a_time": ("{path}: {written} is no time.", "Write it as 2012-12-03T09:00:00Z."),
    "instant.zone": ("{path}: {zone} is no zone.", "Write an offset such as +05:00, or a name such as Asia/Karachi."),
    "instant.zone_disagrees": ("{path}: the zone {zone} is not the one in {original}.", "Correct one of them."),
    "instant.original_disagrees": ("{path}: {original} is another moment than {utc}.", "Correct one of them."),
    "period.ends_before_start": ("{path}: it ends ({end}) before it starts ({start}).", "Correct one of them."),
    "period.no_end": ("The period that starts on {start} has no end.", "Give its last day."),
    # Sums and quantities
    "money.unknown_currency": ("{path}: {currency} is no currency (ISO 4217).", "Write it as USD or PKR."),
    "money.not_an_amount": ("{path}: {amount} is no amount.", "Write digits and a point, without separators."),
    "money.minor_unit": ("{path}: {amount} must have {digits} digits after the point.", "Write them all."),
    "money.negative_zero": ("{path} is minus zero.", "Write it without the sign."),
    "money.currencies_differ": ("Sums in different currencies cannot meet: {currencies}.", "Keep them apart."),
    "money.weights": ("The shares {weights} divide nothing.", "Give whole numbers, not all of them zero."),
    "quantity.unknown_unit": ("{unit} is not a known unit.", "See the units in the reference."),
    "quantity.not_a_number": ("{path}: {value} is no number.", "Write digits, with a point where needed."),
    "quantity.not_whole": ("{path}: {value} {unit} must be a whole number.", "Write it without a fraction."),
    "quantity.dimensions_differ": ("Quantities of different sorts cannot meet: {units}.", "Keep them apart."),
    "quantity.not_exact": ("It cannot be written exactly in {unit}.", "Use the smaller unit."),
    # Places
    "place.shape": ("{path} is not of the form {format}.", "Write it in that form."),
    "place.half_a_position": ("A position has only one of its two coordinates.", "Give both, or neither."),
    "place.two_names": ("{path} has more than one name.", "Use {use}."),
    "place.not_degrees": ("{path}: {written} is not in degrees.", "Write decimal degrees, such as 34.0969."),
    "place.out_of_range": ("{path} is more than {most} degrees.", "Check whether the coordinates are swapped."),
    "source.names_nothing": ("{path} names no source.", "Say where it can be found."),
}
"""Code -> what is told, and the next step."""
