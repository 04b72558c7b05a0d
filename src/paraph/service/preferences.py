"""How a person wants to be spoken to: in which language, at which address, and whether once a day."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from paraph.service.chancery import Chancery
from paraph.service.people import PersonId, may_administer, person_of
from paraph.service.ports import House
from paraph.service.trail import Deed
from paraph.values import Barred, Language, Value, builtin, convert

SHELF: Final = "preferences"

Address = Annotated[str, Meta(pattern=r"^(?:[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,190})?\Z")]
"""An e-mail address, without a name; empty for none."""

Hour = Annotated[int, Meta(ge=0, le=23)]


Digits = Literal["usual", "western", "own"]


class Preferences(Value, frozen=True, kw_only=True):
    """How a person wants to be spoken to.

    Attributes:
        person: Who.
        language: Of pages and letters.
        email: Where the daily letter goes; empty for nowhere.
        daily: Whether there is to be a daily letter.
        hour: Hour of the day, in UTC, before which it does not go.
        digits: Of dates: the usual ones of official papers in the language, 0 to 9, or the language's own.
    """

    person: PersonId
    language: Language = "en"
    email: Address = ""
    daily: bool = True
    hour: Hour = 0
    digits: Digits = "usual"


def preferences_of(house: House, person_id: str) -> Preferences:
    """Return a person's preferences; the usual ones where nothing was said."""
    found = house.get(SHELF, person_id)
    return Preferences(person=person_id) if found is None else convert(Preferences, found)


def prefer(chancery: Chancery, by: str, wanted: Preferences) -> None:
    """Keep a person's preferences: they say so themselves, or an administrator does.

    Raises:
        Barred: "preferences.not_yours", "person.unknown".
    """
    actor, meant = person_of(chancery.house, by), person_of(chancery.house, wanted.person)
    if actor.removed is not None or (actor.id != meant.id and not may_administer(actor, on=chancery.today)):
        raise Barred("preferences.not_yours", person=meant.id, by=by)
    set_preferences(chancery, wanted, by=by)


def set_preferences(chancery: Chancery, wanted: Preferences, *, by: str = "") -> None:
    """Keep a person's preferences, as whoever holds the node's folder."""
    person_of(chancery.house, wanted.person)
    kept = convert(Preferences, builtin(wanted), exact=False)  # a page states what holds anyway: the usual language
    chancery.house.put(SHELF, wanted.person, builtin(kept))
    chancery.note(Deed.SETTINGS, by=by, subject=wanted.person, language=wanted.language, email=wanted.email)
