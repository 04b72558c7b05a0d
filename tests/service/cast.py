"""North, South and East at their desks: real records, keys and houses in a folder that the test throws away.

Each has a clerk, a head who also gives second keys, and an intern without mandate. Time stands still at NOON.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from tests.exchange.cast import EAST, NORTH, SOUTH, Clock
from tests.exchange.simulator import Counterpart
from tests.record.kinds import ACCORD, CHARTER, CHARTER_FAMILY, KINDS

from paraph.adapters.house import SqliteHouse
from paraph.adapters.keys import FileKeys
from paraph.adapters.record_store import SqliteRecord
from paraph.record import Act, Kind, Said, write_act
from paraph.service.desk import Desk
from paraph.service.exchange import pull
from paraph.service.exchange_report import Exchange
from paraph.service.ingest import admit
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.publish import offer
from paraph.service.say import Pending, Saying, release, say
from paraph.service.seen import seen_now
from paraph.service.setup import Member, Setup
from paraph.tlog import leaf_hash
from paraph.values import builtin, convert

__all__ = ["ACCORD", "CHARTER", "EAST", "NORTH", "SOUTH", "Clock", "Seat", "agree_charter", "found", "seats", "sync"]

FRAMEWORK = "river"
PASSPHRASE = "noon"  # noqa: S105  # seals the keys of a test
EVERYTHING = Mandate(kinds="*", verbs="*")


@dataclass
class Seat:
    """One party at its desk."""

    desk: Desk
    keys: FileKeys
    clock: Clock
    folder: Path

    @property
    def party(self) -> str:
        return self.desk.me

    @property
    def store(self) -> SqliteRecord:
        return self.desk.store

    def say(self, verb: str, record: str | None = None, *, who: str = "clerk", **saying: Any) -> Said | Pending:
        return say(self.desk, who, Saying(verb=verb, record=record, **saying))

    def opens(self, words: str = "words", *, kind: str = ACCORD.name, **saying: Any) -> Said:
        return self.say("propose", kind=kind, content={"words": words}, **saying)

    def accepts(self, said: Said, **saying: Any) -> Said:
        return self.say("accept", said.act.record or said.digest, on=said.digest, **saying)

    def says_with_two_keys(self, verb: str, record: str | None = None, **saying: Any) -> Said:
        drafted = self.say(verb, record, **saying)
        return release(self.desk, "head", drafted.id, seen=drafted.digest)

    def hears(self, other: "Seat") -> Exchange:
        return pull(self.desk, Counterpart(other.desk, self.party), self.desk.setup.member(other.party))

    def compose(self, **fields: Any) -> Act:
        """An act as this desk would write it, or otherwise."""
        usual: dict[str, Any] = {"at": "2026-03-01T12:00:00Z", "by": ("desk",)}
        usual |= {} if "seen" in fields else {"seen": seen_now(self.desk)}
        return Act(**{**usual, "kind": ACCORD.name, "verb": "propose", "content": {"words": "raw"}, **fields})

    def forges(self, *acts: Act | bytes) -> str:
        """Write what no pen would let through, and sign it. Returns the last act's digest."""
        entries = [act if isinstance(act, bytes) else write_act(act) for act in acts]
        admit(self.store, self.party, self.store.size(self.party), entries, kinds=self.desk.kinds)
        offer(self.desk, self.keys)
        return leaf_hash(entries[-1]).hex() if entries else ""

    def trace(self) -> object:
        """All that a person's word could leave behind."""
        logs = {party: list(self.store.entries(party, 0, self.store.size(party))) for party in self.store.parties()}
        return logs, self.store.checkpoints(self.party), self.keys.mark(), self.desk.house.all("second_key")


def found(folder: Path, *parties: str, framework: str = FRAMEWORK) -> None:
    """Make the folders of parties that have compared their keys."""
    keys = {party: _new_keys(folder / party, party, framework) for party in parties}
    members = tuple(_member(keys[party]) for party in sorted(parties))
    for party in parties:
        _furnish(folder / party, Setup(framework=framework, me=party, members=members, compared=True))


@contextmanager
def seats(
    folder: Path, *parties: str, kinds: Mapping[str, Kind] = KINDS, charter_family: str = CHARTER_FAMILY
) -> Iterator[tuple[Seat, ...]]:
    """Open the desks of parties that were founded."""
    with ExitStack() as stack:
        yield tuple(_seat(stack, folder / party, kinds=kinds, charter_family=charter_family) for party in parties)


def agree_charter(*seated: Seat, content: Any = None) -> str:
    """Have all parties stand on a charter, heard by all; return its record."""
    first, *others = seated
    parties = sorted(seat.party for seat in seated)
    plain = {"parties": parties, "kinds": sorted(first.desk.kinds)} if content is None else content
    opened = first.say("propose", kind=f"{first.desk.charter_family}/1", content=plain)
    if isinstance(opened, Pending):
        opened = release(first.desk, "head", opened.id, seen=opened.digest)
    for other in others:
        other.hears(first)
        accepted = other.accepts(opened)
        if isinstance(accepted, Pending):
            release(other.desk, "head", accepted.id, seen=accepted.digest)
    sync(*seated)
    return opened.digest


def sync(*seated: Seat, rounds: int = 3) -> None:
    """Exchange until everyone holds everything (one round), and the receipts of it (three)."""
    for here, there in [*permutations(seated, 2)] * rounds:
        here.hears(there)


def _new_keys(folder: Path, party: str, framework: str) -> FileKeys:
    folder.mkdir(parents=True)
    origin = f"{party.lower()}.example/{framework}"
    return FileKeys.create(folder, origin=origin, party=party, passphrase=PASSPHRASE, quick=True)


def _member(keys: FileKeys) -> Member:
    public = keys.public
    return Member(
        party=public.party,
        name=public.party.title(),
        origin=public.origin,
        log_keys=public.log_keys,
        mirror_keys=public.mirror_keys,
        recipient=public.recipient,
        certificate=public.certificate,
    )


def _furnish(folder: Path, setup: Setup) -> None:
    name = setup.me.title()
    releases = (Mandate(kinds="*", verbs="*", releases=True),)
    with closing(SqliteHouse.create(folder / "house.db")) as house:
        keep_person(house, Person(id="clerk", name="Clerk", office=f"{name} desk", mandates=(EVERYTHING,)))
        keep_person(house, Person(id="head", name="Head", office=f"{name} head", mandates=releases))
        keep_person(house, Person(id="intern", name="Intern", office=f"{name} desk"))
    with closing(SqliteRecord.create(folder / "record.paraph")) as store:
        store.configure(builtin(setup))


def _seat(stack: ExitStack, folder: Path, **rest: Any) -> Seat:
    keys = FileKeys.open(folder, passphrase=PASSPHRASE)
    house = stack.enter_context(closing(SqliteHouse(folder / "house.db")))
    store = stack.enter_context(closing(SqliteRecord(folder / "record.paraph")))
    setup, clock = convert(Setup, store.settings()), Clock()
    desk = Desk(setup=setup, store=store, house=house, clock=clock, chance=bytes, unlock=lambda: keys, **rest)
    return Seat(desk, keys, clock, folder)
