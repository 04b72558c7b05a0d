"""May this person say it for us? Held by the node, never exchanged.

* Permission checks are questions: they change nothing, and what is not stated is not permitted.
* A mandate speaks for the party; to administer the node or to read its trail is no mandate and gives none.
* A person's id is never used again: who is removed stays on the shelf, with a name and without any mandate.
"""

import re
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Final
from unicodedata import normalize

from msgspec import Meta

from paraph.service.ports import House
from paraph.values import Barred, Day, Value, builtin, convert

SHELF: Final = "person"

PersonId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}\Z")]
Office = Annotated[str, Meta(min_length=1, max_length=80)]
"""As an act's `by` has it."""

_DELEGATED: Final = re.compile(r"\(delegation [0-9]+\)")


class Mandate(Value, frozen=True, kw_only=True):
    """What a person may say for the party.

    Attributes:
        kinds: Pattern over kinds without rule version: "*", "consultation.*", "commitments.commitment".
        verbs: Pattern over verbs: "*", "propose".
        drafts: May give the first key.
        releases: May give the second key.
        second_key: What is said by it always needs a second key, even where the kind asks for one key.
    """

    kinds: str
    verbs: str
    drafts: bool = True
    releases: bool = False
    second_key: bool = False


class Person(Value, frozen=True, kw_only=True):
    """A human with a mandate.

    Attributes:
        id: Short name, for sign-in and commands.
        name: Full name; stays at home.
        office: What acts are signed as; the public part.
        mandates: What this person may say; nothing when empty.
        until: Last day of all that this person may do; None when it does not end.
        administers: May enter and remove people, and keep the link, the settings and the backups.
        audits: May read the audit trail.
        removed: Since when this person is gone, UTC; None while here.
    """

    id: PersonId
    name: str
    office: Office
    mandates: tuple[Mandate, ...] = ()
    until: Day | None = None
    administers: bool = False
    audits: bool = False
    removed: str | None = None


def keep_person(house: House, person: Person) -> None:
    """Enter or replace a person.

    Raises:
        Barred: Somebody who is gone had this id; or the office is named as a deputy is.
    """
    found = house.get(SHELF, person.id)
    if found is not None and convert(Person, found).removed is not None:
        raise Barred("person.id_used", person=person.id)
    if _DELEGATED.search(person.office):
        raise Barred("person.office_form", office=person.office)
    house.put(SHELF, person.id, builtin(person))


def person_of(house: House, person_id: str) -> Person:
    """Return a person, gone or here, or raise Barred with the names that exist."""
    found = house.get(SHELF, person_id)
    if found is None:
        raise Barred("person.unknown", person=person_id, known=[one.id for one in people(house)])
    return convert(Person, found)


def people(house: House) -> tuple[Person, ...]:
    """List everyone who is here, by id."""
    return tuple(one for one in everyone(house) if one.removed is None)


def everyone(house: House) -> tuple[Person, ...]:
    """List everyone who ever was here, by id."""
    return tuple(convert(Person, found) for found in house.all(SHELF).values())


def serves(person: Person, *, on: date) -> bool:
    """Tell whether a person may do anything at all on a day."""
    return person.removed is None and (person.until is None or on.isoformat() <= person.until)


def may_administer(person: Person, *, on: date) -> bool:
    """Tell whether a person may enter and remove people, and keep the link, the settings and the backups."""
    return person.administers and serves(person, on=on)


def may_audit(person: Person, *, on: date) -> bool:
    """Tell whether a person may read the audit trail."""
    return person.audits and serves(person, on=on)


def may_draft(person: Person, *, kind: str, verb: str, on: date) -> bool:
    """Tell whether a person's own mandates give the first key to a verb on a kind (without rule version) on a day."""
    return serves(person, on=on) and any(drafts(one, kind=kind, verb=verb) for one in person.mandates)


def may_release(person: Person, *, kind: str, verb: str, on: date) -> bool:
    """Tell whether a person's own mandates give the second key on a day."""
    return serves(person, on=on) and any(releases(one, kind=kind, verb=verb) for one in person.mandates)


def drafts(mandate: Mandate, *, kind: str, verb: str) -> bool:
    """Tell whether a mandate gives the first key."""
    return mandate.drafts and _covers(mandate, kind, verb)


def releases(mandate: Mandate, *, kind: str, verb: str) -> bool:
    """Tell whether a mandate gives the second key."""
    return mandate.releases and _covers(mandate, kind, verb)


def is_within(part: Mandate, whole: Mandate) -> bool:
    """Tell whether one mandate permits nothing that another does not. False where it cannot be told."""
    return (
        _is_narrower(part.kinds, whole.kinds)
        and _is_narrower(part.verbs, whole.verbs)
        and part.drafts <= whole.drafts
        and part.releases <= whole.releases
        and whole.second_key <= part.second_key
    )


def same_office(one: str, other: str) -> bool:
    """Tell whether two names mean one office: neither spaces nor capitals make another of it."""
    return _plain(one) == _plain(other)


def _covers(mandate: Mandate, kind: str, verb: str) -> bool:
    return fnmatchcase(kind, mandate.kinds) and fnmatchcase(verb, mandate.verbs)


def _is_narrower(part: str, whole: str) -> bool:
    # Read as letters, a pattern can only be matched by another one's stars, which take whatever it stands for.
    return part == whole or (not set("?[") & set(whole) and fnmatchcase(part, whole))


def _plain(office: str) -> str:
    return " ".join(normalize("NFKC", office).casefold().split())
