"""Whose hand turns a key: a person's own mandate, or a deputy's in another's stead.

* Two keys are two persons of two offices, however they came by them: neither the hand nor whoever it stands in for, nor
  the office of either, has a part in both.
* One's own mandate comes first; a delegation is used where that does not reach, or where it is named.
* A first key counts only as long as its hand still has what it was turned with.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from paraph.service.delegations import held_by, signed_as
from paraph.service.people import Mandate, Person, PersonId, drafts, person_of, releases, same_office, serves
from paraph.service.ports import House
from paraph.values import Barred, Value


class Hand(Value, frozen=True, kw_only=True):
    """A hand on a key.

    Attributes:
        person: Whose hand.
        office: What the act is signed as.
        people: The person, and in whose stead.
        offices: The offices of both.
        delegation: Under which number; None for one's own mandate.
    """

    person: PersonId
    office: str
    people: tuple[PersonId, ...]
    offices: tuple[str, ...]
    delegation: int | None = None


class Held(NamedTuple):
    """What a hand may do."""

    hand: Hand
    mandates: tuple[Mandate, ...]


def hands(house: House, person: Person, *, on: date) -> tuple[Held, ...]:
    """Return what a person may do on a day: in the own right first, then as a deputy, by number."""
    if not serves(person, on=on):
        return ()
    own = Hand(person=person.id, office=person.office, people=(person.id,), offices=(person.office,))
    as_deputy = (
        Held(_deputy(person, giver, one.number), mandates) for one, giver, mandates in held_by(house, person.id, on=on)
    )
    return (Held(own, person.mandates), *as_deputy)


def first_keys(house: House, person: Person, *, kind: str, verb: str, on: date) -> tuple[Held, ...]:
    """Return the hands with which a person may give the first key, each with the mandates that give it."""
    return _reaching(house, person, lambda mandate: drafts(mandate, kind=kind, verb=verb), on)


def second_keys(house: House, person: Person, *, kind: str, verb: str, on: date) -> tuple[Held, ...]:
    """Return the hands with which a person may give a second key, whoever gave the first."""
    return _reaching(house, person, lambda mandate: releases(mandate, kind=kind, verb=verb), on)


def first_key(  # noqa: PLR0913  # who says what, when, by which right
    house: House, person: Person, *, kind: str, verb: str, on: date, under: int | None = None
) -> tuple[Hand, bool]:
    """Return the hand that gives the first key, and whether it may speak alone where the kind asks for one key.

    Raises:
        Barred: "mandate".
    """
    found = _under(first_keys(house, person, kind=kind, verb=verb, on=on), under)
    if not found:
        raise Barred("mandate", person=person.id, kind=kind, verb=verb)
    return found[0].hand, any(not one.second_key for one in found[0].mandates)


def second_key(  # noqa: PLR0913  # who releases whose draft of what, when, by which right
    house: House, person: Person, *, kind: str, verb: str, on: date, first: Hand, under: int | None = None
) -> Hand:
    """Return the hand that gives the second key to what another hand drafted.

    Raises:
        Barred: "mandate.second_key", "second_key.same_hand" or "second_key.first_key_ended".
    """
    found = _under(second_keys(house, person, kind=kind, verb=verb, on=on), under)
    if not found:
        raise Barred("mandate.second_key", person=person.id, kind=kind, verb=verb)
    apart = [one.hand for one in found if are_apart(house, first, one.hand)]
    if not apart:
        raise Barred("second_key.same_hand", person=person.id, office=first.office)
    drafter = person_of(house, first.person)
    still = (one.hand for one in first_keys(house, drafter, kind=kind, verb=verb, on=on))
    if first.delegation not in {one.delegation for one in still}:
        raise Barred("second_key.first_key_ended", person=first.person, office=first.office)
    return apart[0]


def are_apart(house: House, first: Hand, second: Hand) -> bool:
    """Tell whether two hands are those of different persons and offices, as they were and as they are now."""
    if set(first.people) & set(second.people):
        return False
    firsts = {*first.offices, *_offices_now(house, first)}
    seconds = {*second.offices, *_offices_now(house, second)}
    return not any(same_office(one, other) for one in firsts for other in seconds)


def _offices_now(house: House, hand: Hand) -> tuple[str, ...]:
    return tuple(person_of(house, one).office for one in hand.people)


def _reaching(house: House, person: Person, reaches: Callable[[Mandate], bool], on: date) -> tuple[Held, ...]:
    found = (Held(hand, tuple(filter(reaches, mandates))) for hand, mandates in hands(house, person, on=on))
    return tuple(one for one in found if one.mandates)


def _under(found: tuple[Held, ...], under: int | None) -> tuple[Held, ...]:
    return tuple(one for one in found if under in (None, one.hand.delegation))


def _deputy(person: Person, giver: Person, number: int) -> Hand:
    return Hand(
        person=person.id,
        office=signed_as(person.office, giver.office, number),
        people=(person.id, giver.id),
        offices=(person.office, giver.office),
        delegation=number,
    )
