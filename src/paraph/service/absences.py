"""Who is away, from when to when, and who stands in. It is shown and gives nobody anything: a delegation does that."""

from datetime import date
from typing import Final

from paraph.service.chancery import Chancery
from paraph.service.people import PersonId, may_administer, person_of
from paraph.service.ports import House
from paraph.service.trail import Deed
from paraph.values import Barred, Day, Value, builtin, convert

SHELF: Final = "absence"


class Absence(Value, frozen=True, kw_only=True):
    """A person's absence.

    Attributes:
        person: Who is away.
        first: First day.
        last: Last day.
        stand_in: Whom to ask meanwhile; None when nobody is named.
    """

    person: PersonId
    first: Day
    last: Day
    stand_in: PersonId | None = None


def note_absence(chancery: Chancery, by: str, absence: Absence) -> None:
    """Keep an absence; one of the same person and first day is replaced. A person notes it, or an administrator does.

    Raises:
        Barred: "absence.not_yours", "absence.days", "person.unknown".
    """
    _require_own(chancery, by, absence.person)
    kept = convert(Absence, builtin(absence))
    if kept.last < kept.first:
        raise Barred("absence.days", first=kept.first, last=kept.last)
    if kept.stand_in is not None:
        person_of(chancery.house, kept.stand_in)
    chancery.house.put(SHELF, _key(kept.person, kept.first), builtin(kept))
    chancery.note(Deed.ABSENCE, by=by, subject=kept.person, first=kept.first, last=kept.last)


def end_absence(chancery: Chancery, by: str, person_id: str, first: str) -> None:
    """Take an absence away: whoever it is of is back, or never left."""
    _require_own(chancery, by, person_id)
    chancery.house.drop(SHELF, _key(person_id, first))
    chancery.note(Deed.ABSENCE, by=by, subject=person_id, first=first, ended=True)


def absences(house: House, *, on: date | None = None) -> tuple[Absence, ...]:
    """List the absences, all or those of a day, by person and first day."""
    found = (convert(Absence, one) for one in house.all(SHELF).values())
    return tuple(one for one in found if on is None or one.first <= on.isoformat() <= one.last)


def _require_own(chancery: Chancery, by: str, person_id: str) -> None:
    actor, meant = person_of(chancery.house, by), person_of(chancery.house, person_id)
    if actor.removed is not None or (actor.id != meant.id and not may_administer(actor, on=chancery.today)):
        raise Barred("absence.not_yours", person=person_id, by=by)


def _key(person_id: str, first: str) -> str:
    return f"{person_id}/{first}"
