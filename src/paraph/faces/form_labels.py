"""What a form says of a declared field: its label, its explanation, its choices, and the form of its text.

Invariants:

* A label is the field's own name in words; an explanation is what its declaration tells. Nothing is worded twice.
"""

from collections.abc import Mapping
from typing import Final, get_args

from paraph.faces.language import NAMES
from paraph.faces.words import translate
from paraph.values import CalendarDate, Day, Digest, PartyId, UtcText

FORMS: Final[Mapping[str, str]] = {
    get_args(CalendarDate)[1].pattern: "a year, a month or a day, such as 2012, 2012-12 or 2012-12-03",
    get_args(Day)[1].pattern: "a day, such as 2012-12-03",
    get_args(UtcText)[1].pattern: "a time in UTC, such as 2012-12-03T09:00:00Z",
    get_args(Digest)[1].pattern: "the whole id, 64 digits",
    get_args(PartyId)[1].pattern: "the party's short name in capitals, such as PK",
    r"^(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z": "a time in UTC, such as 2012-12-03T09:00:00Z",
    r"^https?://[!-~]{1,1000}\Z": "an address that begins with https://",
    r"^[a-z0-9][a-z0-9-]{1,62}\Z": "small letters, digits and hyphens, such as border-group",
    r"^[a-z_]{1,32}\.[a-z_]{1,32}/[1-9][0-9]{0,3}\Z": "a kind with its version, such as consultation.session/1",
    r"^[a-z_]{1,32}(\.[a-z_]{1,32}){1,3}\Z": "small letters with points between, such as area.name",
    r"^[a-z_]{1,32}\Z": "small letters and underscores",
    r"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\Z": "letters, digits, points and hyphens, such as 21.3",
    r"^[a-z0-9][a-z0-9._-]{0,31}\Z": "small letters, digits, points and hyphens, such as 21.3",
    r"^[a-z][a-z0-9_]{0,39}\Z": "small letters, digits and underscores, such as maritime_security",
    r"^[A-Za-z0-9._/-]{1,64}\Z": "letters, digits, points and hyphens",
    r"^(?:WGS84|EPSG:[1-9][0-9]{3,5})\Z": "WGS84, or a code such as EPSG:24313",
}
"""Pattern -> how a text of it is written, after "Write it so:"."""


def label_in_words(name: str) -> str:
    """Return what a field is called: `number_basis` is the “Number basis”, `ur` is Urdu."""
    return translate(label_msgid(name))


def label_msgid(name: str) -> str:
    """Return the English label of a field; places in a row are counted from one."""
    if name.isdigit():
        return str(int(name) + 1)
    return NAMES.get(name) or name.replace("_", " ").strip().capitalize()


def help_in_words(meaning: str) -> str:
    """Return what a declaration tells of a field, to somebody who fills in a form."""
    return translate(help_msgid(meaning))


def help_msgid(meaning: str) -> str:
    """Return the English explanation: what a program leaves None, a person leaves empty."""
    return meaning.replace("None", "empty").replace("`", "").removeprefix("empty: ")


def choice_label(value: str) -> str:
    """Return what a choice is called."""
    return translate(label_msgid(value))


def form_in_words(pattern: str) -> str:
    """Say how a text of a pattern is written; as the pattern, where nobody has said it; empty where there is none."""
    return translate(FORMS.get(pattern, pattern))


def form_refused(expected: str) -> str:
    """Say the same of a pattern as a refusal states it: in quotes, and cut where it is long."""
    stated = expected.strip("'")
    return form_in_words(next((one for one in FORMS if stated and one.startswith(stated)), stated))
