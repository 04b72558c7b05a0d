"""One framework on one node, with everything a use case needs of the world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from paraph.record import Kind
from paraph.service.ports import Beside, Clock, House, Keys, RecordStore
from paraph.service.setup import Setup
from paraph.service.trail import Tell, unheard

T = TypeVar("T")


def at_once(work: Callable[[], T]) -> Callable[[], T]:
    """Do work now, before anything else: a `Beside` that needs nothing of the world."""
    found = work()
    return lambda: found


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What `say`, `read`, `exchange` and the others are given.

    Attributes:
        setup: The parties and their keys.
        store: The record.
        house: What stays at home.
        clock: The time in UTC.
        chance: n -> n unpredictable bytes.
        kinds: The declarations, by full name.
        charter_family: The kind whose version in force governs.
        unlock: Opens the keys; raises Barred("keys.wrong_passphrase"). Called only when something is to be signed.
        tell: Writes the audit trail: whose hand turned which key.
        beside: How work goes on beside other work; by default it is done at once.
    """

    setup: Setup
    store: RecordStore
    house: House
    clock: Clock
    chance: Callable[[int], bytes]
    kinds: Mapping[str, Kind]
    charter_family: str
    unlock: Callable[[], Keys]
    tell: Tell = unheard
    beside: Beside = at_once

    @property
    def me(self) -> str:
        """The party this node speaks for."""
        return self.setup.me
