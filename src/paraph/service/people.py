"""May this person say it for us? Held by the node, never exchanged.

Permission checks are questions: they change nothing, and what is not stated is not permitted.
"""

from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Final

from msgspec import Meta

from paraph.service.ports import House
from paraph.values import Barred, Value, builtin, convert

SHELF: Final = "person"

Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
PersonId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}\Z")]


class Mandate(Value, frozen=True, kw_only=True):
    """What a person may say for the party.

    Attributes:
        kinds: Pattern over kinds without rule version: "*", "consultation.*", "commitments.commitment".
        verbs: Pattern over verbs: "*", "propose".
        drafts: May give the first key.
        releases: May give the second key.
    """

    kinds: str
    verbs: str
    drafts: bool = True
    releases: bool = False


class Person(Value, frozen=True, kw_only=True):
    """A human with a mandate.

    Attributes:
        id: Short name, for sign-in and commands.
        name: Full name; stays at home.
        office: What acts are signed as; the public part.
        mandates: What this person may say; nothing when empty.
        until: Last day of all mandates; None when they do not end.
    """

    id: PersonId
    name: str
    office: str
    mandates: tuple[Mandate, ...] = ()
    until: Day | None = None


def keep_person(house: House, person: Person) -> None:
    """Enter or replace a person."""
    house.put(SHELF, person.id, builtin(person))


def person_of(house: House, person_id: str) -> Person:
    """Return a person, or raise Barred with the names that exist."""
    found = house.get(SHELF, person_id)
    if found is None:
        raise Barred("person.unknown", person=person_id, known=sorted(house.all(SHELF)))
    return convert(Person, found)


def people(house: House) -> tuple[Person, ...]:
    """List everyone, by id."""
    return tuple(convert(Person, found) for found in house.all(SHELF).values())


def may_draft(person: Person, *, kind: str, verb: str, on: date) -> bool:
    """Tell whether a person may give the first key to a verb on a kind (without rule version) on a day."""
    return _serves(person, on) and any(one.drafts and _covers(one, kind, verb) for one in person.mandates)


def may_release(person: Person, *, kind: str, verb: str, on: date) -> bool:
    """Tell whether a person may give the second key on a day."""
    return _serves(person, on) and any(one.releases and _covers(one, kind, verb) for one in person.mandates)


def _serves(person: Person, on: date) -> bool:
    return person.until is None or on.isoformat() <= person.until


def _covers(mandate: Mandate, kind: str, verb: str) -> bool:
    return fnmatchcase(kind, mandate.kinds) and fnmatchcase(verb, mandate.verbs)
