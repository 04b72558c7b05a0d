"""A chancery in memory: who is here, time that stands still, and the trail as a list."""

from dataclasses import dataclass, field
from datetime import date

from tests.exchange.cast import Clock, MemoryHouse

from paraph.service.chancery import Chancery
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.trail import Event

TODAY = "2026-03-01"
ON = date(2026, 3, 1)
EVERYTHING = Mandate(kinds="*", verbs="*", releases=True)


@dataclass
class Hall:
    """A chancery, and what was written down in it."""

    house: MemoryHouse = field(default_factory=MemoryHouse)
    clock: Clock = field(default_factory=Clock)
    told: list[Event] = field(default_factory=list)

    @property
    def chancery(self) -> Chancery:
        return Chancery(house=self.house, clock=self.clock, tell=self.told.append)

    @property
    def deeds(self) -> list[tuple[str, str, str]]:
        return [(str(one.deed), one.person, one.subject) for one in self.told]

    def enters(self, name: str, *mandates: Mandate, office: str = "", **more: object) -> Person:
        person = Person(id=name, name=name.title(), office=office or f"Office {name}", mandates=mandates, **more)
        keep_person(self.house, person)
        return person
