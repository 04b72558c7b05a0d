"""Deputies: X for Y under delegation Z. Given by whoever holds the mandate, dated, numbered, and ending by itself.

* A delegation gives what its giver may do on the day it is used, and never more: a mandate that is changed or ends
  takes with it what was delegated of it.
* Only one's own mandates can be delegated; what one holds as a deputy goes no further.
* It always has a last day, at most `LONGEST` days from its first. Its number is never used again.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from paraph.service.chancery import Chancery
from paraph.service.people import Mandate, Person, PersonId, is_within, may_administer, person_of, serves
from paraph.service.ports import House
from paraph.service.trail import Deed
from paraph.values import Barred, Day, Value, builtin, convert

SHELF: Final = "delegation"
LONGEST: Final = 92
"""Days, first and last one counted: a quarter. Ours."""

_OFFICE: Final = 80


class Delegation(Value, frozen=True, kw_only=True):
    """One person standing in for another.

    Attributes:
        number: By which acts name it.
        giver: Who holds the mandates.
        deputy: Who stands in.
        first: First day.
        last: Last day.
        scope: What is given of the giver's own mandates; all of them when empty.
        given: When it was given, UTC.
        ended: When it was ended before its last day, UTC; None when it was not.
        ended_by: Who ended it.
    """

    number: int
    giver: PersonId
    deputy: PersonId
    first: Day
    last: Day
    scope: tuple[Mandate, ...] = ()
    given: str
    ended: str | None = None
    ended_by: str = ""


def give(  # noqa: PLR0913  # who, to whom, from when to when, of what
    chancery: Chancery, giver_id: str, deputy_id: str, *, first: str, last: str, scope: tuple[Mandate, ...] = ()
) -> Delegation:
    """Let another person stand in for oneself.

    Args:
        chancery: The persons' side of the node.
        giver_id: Who gives.
        deputy_id: Who is to stand in.
        first: First day, such as 2026-03-01.
        last: Last day.
        scope: Only these of the giver's own mandates, or narrower ones; all when empty.

    Raises:
        Barred: "delegation.…", "person.unknown": it may not be given so. Nothing was kept.
    """
    giver, deputy = person_of(chancery.house, giver_id), person_of(chancery.house, deputy_id)
    _require_pair(chancery, giver, deputy)
    _require_days(chancery.today, first, last)
    astray = [one for one in scope if not any(is_within(one, own) for own in giver.mandates)]
    if astray:
        raise Barred("delegation.not_yours", person=giver_id, kinds=astray[0].kinds, verbs=astray[0].verbs)
    number = len(chancery.house.all(SHELF))
    kept = False
    while not kept:
        number += 1
        made = Delegation(
            number=number, giver=giver_id, deputy=deputy_id, first=first, last=last, scope=scope, given=chancery.now
        )
        convert(Delegation, builtin(made))
        kept = chancery.house.add(SHELF, _key(number), builtin(made))
    chancery.note(Deed.DELEGATION, by=giver_id, subject=deputy_id, delegation=number, first=first, last=last)
    return made


def end(chancery: Chancery, by: str, number: int) -> Delegation:
    """Take a delegation back: its giver does, or an administrator."""
    found = delegation_of(chancery.house, number)
    actor = person_of(chancery.house, by)
    own = by == found.giver and serves(actor, on=chancery.today)
    if not own and not may_administer(actor, on=chancery.today):
        raise Barred("delegation.not_yours_to_end", number=number, person=by)
    return ended(chancery, by, found)


def ended(chancery: Chancery, by: str, found: Delegation) -> Delegation:
    """Return a delegation as ended now, and keep it so; one that has ended already as it is."""
    if found.ended is not None:
        return found
    done = convert(Delegation, {**builtin(found), "ended": chancery.now, "ended_by": by}, exact=False)
    chancery.house.put(SHELF, _key(found.number), builtin(done))
    chancery.note(Deed.DELEGATION_ENDED, by=by, subject=found.deputy, delegation=found.number, giver=found.giver)
    return done


def delegations(house: House) -> tuple[Delegation, ...]:
    """List every delegation there ever was, by number."""
    return tuple(convert(Delegation, one) for one in house.all(SHELF).values())


def delegation_of(house: House, number: int) -> Delegation:
    """Return a delegation, or raise Barred("delegation.unknown")."""
    found = house.get(SHELF, _key(number))
    if found is None:
        raise Barred("delegation.unknown", number=number)
    return convert(Delegation, found)


def runs(delegation: Delegation, *, on: date) -> bool:
    """Tell whether a delegation runs on a day, whatever became of the two persons."""
    return delegation.ended is None and delegation.first <= on.isoformat() <= delegation.last


def delegated(house: House, delegation: Delegation, *, on: date) -> tuple[Mandate, ...]:
    """Return what a delegation gives on a day: nothing when it does not run, or its giver or its deputy is gone."""
    giver, deputy = person_of(house, delegation.giver), person_of(house, delegation.deputy)
    if not runs(delegation, on=on) or not serves(giver, on=on) or not serves(deputy, on=on):
        return ()
    if not delegation.scope:
        return giver.mandates
    return tuple(one for one in delegation.scope if any(is_within(one, own) for own in giver.mandates))


def held_by(house: House, deputy_id: str, *, on: date) -> Iterator[tuple[Delegation, Person, tuple[Mandate, ...]]]:
    """Return what a person holds as a deputy on a day: the delegation, in whose stead, and the mandates."""
    for one in delegations(house):
        mandates = delegated(house, one, on=on) if one.deputy == deputy_id else ()
        if mandates:
            yield one, person_of(house, one.giver), mandates


def signed_as(deputy: str, giver: str, number: int) -> str:
    """Return what an act is signed as under a delegation, cut to what an act's `by` may hold."""
    rest = f" (delegation {number})"
    room = _OFFICE - len(f" for {rest}")
    first = max(room // 2, room - len(giver))
    return f"{_cut(deputy, first)} for {_cut(giver, max(room // 2, room - len(deputy)))}{rest}"


def _cut(office: str, room: int) -> str:
    return office if len(office) <= room else f"{office[: room - 1]}…"


def _require_pair(chancery: Chancery, giver: Person, deputy: Person) -> None:
    if giver.id == deputy.id:
        raise Barred("delegation.oneself", person=giver.id)
    if not serves(giver, on=chancery.today) or not giver.mandates:
        raise Barred("delegation.nothing_to_give", person=giver.id)
    if not serves(deputy, on=chancery.today):
        raise Barred("person.gone", person=deputy.id)


def _require_days(today: date, first: str, last: str) -> None:
    days = {"first": _day(first), "last": _day(last)}
    if days["last"] < days["first"] or days["last"] < today:
        raise Barred("delegation.days", first=first, last=last)
    if days["last"] - days["first"] >= timedelta(days=LONGEST):
        raise Barred("delegation.too_long", first=first, last=last, longest=LONGEST)


def _day(text: str) -> date:
    return date.fromisoformat(convert(Day, text))


def _key(number: int) -> str:
    return f"{number:08d}"
