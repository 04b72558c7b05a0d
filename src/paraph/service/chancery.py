"""The persons' side of a node, below every screen: who is here, in whose stead, and what is written down about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from paraph.record import utc_text
from paraph.service.people import Person, may_administer, may_audit, person_of
from paraph.service.ports import Clock, House
from paraph.service.trail import Deed, Event, Tell
from paraph.values import Barred


@dataclass(frozen=True, kw_only=True)
class Chancery:
    """What everything about persons is given, whatever the framework.

    Attributes:
        house: What stays at home.
        clock: The time in UTC.
        tell: Writes the audit trail.
    """

    house: House
    clock: Clock
    tell: Tell

    @property
    def today(self) -> date:
        """The day, in UTC, by which mandates and delegations begin and end."""
        return self.clock().date()

    @property
    def now(self) -> str:
        """The time as acts write it."""
        return utc_text(self.clock())

    def note(self, deed: Deed, *, by: str, subject: str = "", **facts: Any) -> None:
        """Write down what a person did."""
        self.tell(Event(deed=deed, person=by, subject=subject, facts=facts))


def administrator(chancery: Chancery, person_id: str) -> Person:
    """Return a person who may administer today, or raise Barred("person.no_administrator")."""
    return _allowed(chancery, person_id, may_administer, "person.no_administrator")


def auditor(chancery: Chancery, person_id: str) -> Person:
    """Return a person who may read the trail today, or raise Barred("person.no_auditor")."""
    return _allowed(chancery, person_id, may_audit, "person.no_auditor")


def _allowed(chancery: Chancery, person_id: str, may: Callable[..., bool], code: str) -> Person:
    person = person_of(chancery.house, person_id)
    if not may(person, on=chancery.today):
        chancery.note(Deed.REFUSED, by=person_id, code=code)
        raise Barred(code, person=person_id)
    return person
