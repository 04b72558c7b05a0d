"""Forged acts: stories whose void acts are signed with the author's real key and sent over the real exchange.

No pen is asked. What a story calls void in memory must be void, for the same reason, on every real node that reads it.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from inspect import getmembers, isfunction, signature
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.domains.tale import HEARD, Tale
from tests.record.histories import History, Log
from tests.record.stories import Played, Step, _say
from tests.service.cast import Seat, found, seats, sync

from paraph.record import Kind, Outcome, World, write_act
from paraph.service.shelves import world_of
from paraph.tlog import Frontier

NOON = "2026-01-05T12"


class Forgery(NamedTuple):
    """Everybody's log, byte for byte, and what of it is void.

    Attributes:
        logs: Party -> entries.
        void: (record, act) -> (kind, verb, code).
    """

    logs: Mapping[str, tuple[bytes, ...]]
    void: Mapping[tuple[str, str], tuple[str, str, str]]

    @property
    def guards(self) -> frozenset[tuple[str, str, str]]:
        """What it forges: (kind, verb, code)."""
        return frozenset(self.void.values())


class TrueLog(Log):
    """A log whose roots are those that any node would compute."""

    def append(self, data: bytes) -> str:
        digest = super().append(data)
        self.roots[-1] = Frontier.empty().extend(bytes.fromhex(one) for one in self.digests).root().hex()
        return digest


class TrueHistory(History):
    """A history of such logs."""

    keeps = TrueLog


def of_story(kind: Kind, steps: Sequence[Step], parties: Sequence[str]) -> Forgery:
    """Play a story of tests/record without a pen."""
    played = Played(TrueHistory(parties))
    played.history.agree_charter()
    for minute, step in enumerate(steps):
        _say(played, kind, step, at=f"{NOON}:{minute:02}:00Z")
    logs = {party: tuple(log.entries) for party, log in played.history.logs.items()}
    return Forgery(logs, void_in(played.world, {said.act.record or said.digest for said in played.acts.values()}))


def of_tale(tale: Tale) -> Forgery:
    """Take a tale of tests/domains as it was told."""
    logs = {party: tuple(write_act(said.act) for said in log) for party, log in tale.logs.items()}
    records = {said.act.record or said.digest for log in tale.logs.values() for said in log}
    return Forgery(logs, void_in(tale.world, records))


def void_in(world: World, records: Iterable[str]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Name what is void in some records, and why."""
    return {
        (record, one.said.digest): (one.said.act.kind, one.said.act.verb, one.code)
        for record in records
        for one in world.view(record).verdicts
        if one.outcome is Outcome.VOID and not one.said.odd
    }


def tales_of(module: ModuleType) -> list[Tale]:
    """Tell again what the tests of a module tell, and return the tales; tests that ask for a fixture are left out."""
    HEARD.clear()
    for _name, test in getmembers(module, lambda one: isfunction(one) and one.__name__.startswith("test_")):
        for call in _calls(test):
            call()
    return list(HEARD)


def fewest(forgeries: Iterable[Forgery]) -> list[Forgery]:
    """Choose few forgeries that still forge all that any of them does."""
    chosen, forged = [], set()
    for one in sorted(forgeries, key=lambda one: -len(one.guards)):
        if not one.guards <= forged:
            chosen.append(one)
            forged |= one.guards
    return chosen


def read_by_all(folder: Path, forgery: Forgery, template: Path, **rules: Any) -> dict[str, object]:
    """Sign each log with its author's key, exchange, and return what any reader sees otherwise."""
    parties = tuple(sorted(forgery.logs))
    shutil.copytree(template, folder)
    with seats(folder, *parties, **rules) as seated:
        for seat in seated:
            seat.forges(*forgery.logs[seat.party])
        sync(*seated, rounds=1)
        return {seat.party: wrong for seat in seated if (wrong := _misread(seat, forgery))}


def templates(folder: Path, framework: str, *parties: Sequence[str]) -> dict[int, Path]:
    """Found parties once, to be copied for each forgery: by how many they are."""
    for names in parties:
        found(folder / str(len(names)), *sorted(names), framework=framework)
    return {len(names): folder / str(len(names)) for names in parties}


def _misread(seat: Seat, forgery: Forgery) -> dict[str, object]:
    held = {party: seat.store.size(party) for party in forgery.logs}
    if held != {party: len(entries) for party, entries in forgery.logs.items()}:
        return {"held": held}
    seen = void_in(world_of(seat.desk), {record for record, _act in forgery.void})
    return {str(guard): seen.get(place) for place, guard in forgery.void.items() if seen.get(place) != guard}


def _calls(test: Callable[..., None]) -> Iterator[Callable[[], None]]:
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    rows = [[_named(mark.args[0], row) for row in mark.args[1]] for mark in marks]
    for given in product(*rows):
        words = {name: value for row in given for name, value in row.items()}
        if set(words) == set(signature(test).parameters):
            yield partial(test, **words)


def _named(names: str | Sequence[str], row: Any) -> dict[str, Any]:
    plain = row.values if hasattr(row, "marks") else row
    if isinstance(names, str) and "," not in names:
        return {names: plain[0] if hasattr(row, "marks") else plain}
    listed = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
    return dict(zip(listed, plain, strict=True))
