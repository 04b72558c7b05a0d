"""Who of the house may exchange by hand: with a counterpart over the link now, or by a file that somebody carries.

Ours: an administrator keeps the link and may; so may whoever may say anything for the party, for what was said must
reach the other side also when no administrator is in the office. It signs nothing but what was said and heard already.
A file that is not sealed can be read by anybody on the way: only an administrator may write one.
"""

from datetime import date

from paraph.service.hands import hands
from paraph.service.people import Person, may_administer
from paraph.service.ports import House
from paraph.values import Barred


def may_carry(house: House, person: Person, *, on: date) -> bool:
    """Tell whether a person may exchange by hand: an administrator, or whoever has a mandate or a delegation."""
    return may_administer(person, on=on) or any(mandates for _hand, mandates in hands(house, person, on=on))


def require_carrier(house: House, person: Person, *, on: date, plain: bool = False) -> None:
    """Let only those pass who may exchange by hand.

    Raises:
        Barred: "person.no_carrier"; for a file that is not sealed, "person.no_administrator".
    """
    if not may_carry(house, person, on=on):
        raise Barred("person.no_carrier", person=person.id)
    if plain and not may_administer(person, on=on):
        raise Barred("person.no_administrator", person=person.id)
