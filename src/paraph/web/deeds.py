"""Deeds in words: what the trail writes down, as it is read."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paraph.service.trail import Deed, Entry

DEEDS: Final[Mapping[Deed, Promise]] = {
    Deed.SIGN_IN: _("signed in"),
    Deed.SIGN_IN_FAILED: _("was refused at sign-in"),
    Deed.SIGN_OUT: _("signed out"),
    Deed.FACTOR: _("changed a sign-in"),
    Deed.READ: _("read"),
    Deed.EXPORT: _("exported"),
    Deed.FIRST_KEY: _("gave the first key"),
    Deed.SECOND_KEY: _("gave the second key"),
    Deed.TAKEN_BACK: _("took a draft back"),
    Deed.REFUSED: _("was refused"),
    Deed.PERSON: _("appointed or changed a person"),
    Deed.REMOVAL: _("removed a person"),
    Deed.DELEGATION: _("gave a delegation"),
    Deed.DELEGATION_ENDED: _("ended a delegation"),
    Deed.ABSENCE: _("noted an absence"),
    Deed.SETTINGS: _("changed a setting"),
    Deed.TOKEN: _("gave a program a token"),
    Deed.TOKEN_ENDED: _("ended a program's token"),
    Deed.TOLD: _("was written to"),
    Deed.NODE: _("changed the node"),
}

_DIGEST: Final = 64


class Line(NamedTuple):
    """An entry of the trail as a line.

    Attributes:
        entry: The entry.
        deed: What was done, in words.
        subject: Of what, cut where it is a digest.
        address: Where it stands in this house; empty for nowhere.
        facts: What else is known, as "name: value".
    """

    entry: Entry
    deed: str
    subject: str
    address: str
    facts: tuple[str, ...]


def choices() -> list[tuple[str, str]]:
    """Return the deeds among which one is chosen."""
    return [(str(deed), str(words)) for deed, words in DEEDS.items()]


def line_of(entry: Entry) -> Line:
    """Return an entry as a line."""
    event = entry.event
    facts = tuple(f"{name}: {_short(value)}" for name, value in sorted(event.facts.items()) if value not in ("", None))
    return Line(entry, str(DEEDS[event.deed]), _short(event.subject), _address(event.framework, event.subject), facts)


def _address(framework: str, subject: str) -> str:
    if not framework or len(subject) != _DIGEST:
        return ""
    try:
        return reverse("record", args=[framework, subject])
    except NoReverseMatch:
        return ""


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text[:12] if len(text) == _DIGEST else text
