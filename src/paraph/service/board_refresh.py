"""Bring the board up to what the record holds, by as little as has changed.

Invariants:

* Brought up in one step or in many, in whatever order entries came: the board is the same.
* What an act is judged by lies in its past. So a record's view changes only when an act of it comes, or stops waiting;
  and what is due on it only when, besides, a paper that it asked about changes, or the charter in force.
* An entry may be held and still wait to be settled, for a moment or after a crash. What is read meanwhile is doubtful,
  and is read again once the record has moved on.
* The sizes are taken before what waits, and both before anything is read: what comes later is read again next time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, NamedTuple

from paraph.record import GARBAGE, UpdateNeeded, World, read_act
from paraph.service.board_lines import entry_of
from paraph.service.board_ports import BoardChange, BoardIndex, Brought
from paraph.service.desk import Desk
from paraph.service.ports import RecordStore, Stored
from paraph.service.setup import Setup
from paraph.service.shelves import world_of
from paraph.values import Barred, content_digest, convert

FORMAT: Final = 1
"""Raised whenever a view would be kept otherwise; a board of another format is made anew."""

_AT_ONCE: Final = 512
"""Records that are read before their acts are forgotten again."""


class Refreshed(NamedTuple):
    """What was done to bring the board up.

    Attributes:
        records: How many records were read.
        whole: The board was made anew.
    """

    records: int
    whole: bool = False


def refresh(desk: Desk, index: BoardIndex, *, patience: float, anew: bool = False) -> Refreshed | None:
    """Bring the board up to the record, or make it anew.

    Args:
        desk: The framework.
        index: Its board.
        patience: Seconds to wait while another brings it up.
        anew: Make all of it anew, whatever it holds.

    Returns:
        What was done; None where another went on for longer.
    """
    now = replace(desk, setup=convert(Setup, desk.store.settings()))
    if not anew and _held(now) == _held_before(index.brought()):
        return Refreshed(0)
    try:
        with index.changing(patience=patience) as change:
            return _bring_up(now, change, None if anew else change.brought())
    except Barred:  # of all that is done here only taking one's turn is barred
        return None


class _Held(NamedTuple):
    """What the record holds, as far as the board depends on it."""

    edition: str
    reached: dict[str, tuple[int, str]]
    waiting: frozenset[tuple[str, int]]


def _held(desk: Desk) -> _Held:
    store = desk.store
    reached = {party: (size, _leaf(store, party, size)) for party in store.parties() if (size := store.size(party))}
    return _Held(_edition(desk), reached, frozenset(store.waiting()))


def _held_before(brought: Brought | None) -> _Held | None:
    return None if brought is None else _Held(brought.edition, dict(brought.reached), brought.waiting)


def _edition(desk: Desk) -> str:
    """Name what the lines depend on besides the record."""
    return content_digest([FORMAT, desk.me, sorted(desk.setup.founding), sorted(desk.kinds)])


def _leaf(store: RecordStore, party: str, size: int) -> str:
    return next(iter(store.stored(party, size - 1, size))).leaf.hex()


def _bring_up(desk: Desk, change: BoardChange, before: Brought | None) -> Refreshed:
    held = _held(desk)
    if held == _held_before(before):  # whoever had the turn before has done it
        return Refreshed(0)
    if before is not None and not _continues(desk.store, held, before):
        before = None
    charter, digest = _charter(world_of(desk))
    if before is None:
        change.clear()
        changed = _opened(desk.store)
    else:
        everything = change.records() if digest != before.charter else ()
        changed = dict.fromkeys((*_touched(desk.store, held, before), *everything))
    is_doubtful = _may_settle(desk.store, held.waiting)
    asking = _put_all(desk, change, changed, charter)
    others = [record for record in asking if record not in changed]
    _put_all(desk, change, others, charter)
    doubtful = frozenset(changed if is_doubtful else ())
    change.keep(Brought(held.edition, held.reached, held.waiting, digest, doubtful))
    return Refreshed(len(changed) + len(others), whole=before is None)


def _continues(store: RecordStore, held: _Held, before: Brought) -> bool:
    """Tell whether the record still holds all that the board was made from, read as it was then."""
    return held.edition == before.edition and all(
        held.reached.get(party, (0, ""))[0] >= size and _leaf(store, party, size) == leaf
        for party, (size, leaf) in before.reached.items()
    )


def _opened(store: RecordStore) -> dict[str, None]:
    return dict.fromkeys(opened.record.hex() for opened in store.opened())


def _touched(store: RecordStore, held: _Held, before: Brought) -> Iterator[str]:
    """Name the records of which an act came or began or ceased to wait, and those that were doubtful."""
    for party, (size, _last) in sorted(held.reached.items()):
        yield from _records_of(store.stored(party, before.reached.get(party, (0, ""))[0], size))
    for party, seq in sorted(held.waiting ^ before.waiting):
        yield from _records_of(store.stored(party, seq, seq + 1))
    yield from sorted(before.doubtful)


def _records_of(entries: Iterable[Stored]) -> Iterator[str]:
    for stored in entries:
        if stored.odd != GARBAGE:
            yield read_act(stored.data).record or stored.leaf.hex()


def _may_settle(store: RecordStore, waiting: Iterable[tuple[str, int]]) -> bool:
    """Tell whether an entry waits though its past is held: then what was read may have left it out.

    What a log has seen never shrinks, so where the first still waits rightly all later ones of that log do.
    """
    for party, places in groupby(sorted(waiting), key=itemgetter(0)):
        _party, seq = next(places)
        seen = read_act(next(iter(store.stored(party, seq, seq + 1))).data).seen
        if all(one.size <= store.size(other) for other, one in seen.items()):
            return True
    return False


def _charter(world: World) -> tuple[Any, str]:
    """Return the charter in force and its digest; nothing where none is, or none that this node can read."""
    try:
        noun = world.charter()
    except UpdateNeeded:
        return None, ""
    return noun, "" if noun is None else content_digest(noun)


def _put_all(desk: Desk, change: BoardChange, records: Iterable[str], charter: Any) -> list[str]:
    """Keep the entries of records as they stand now, and name the records that ask what these say, sorted."""
    asking: set[str] = set()
    left = iter(records)
    while some := list(islice(left, _AT_ONCE)):
        asking.update(_put_some(desk, change, some, charter))
    return sorted(asking)


def _put_some(desk: Desk, change: BoardChange, records: Iterable[str], charter: Any) -> Iterator[str]:
    world = world_of(desk)
    for view in map(world.view, records):
        if view.name:  # else acts name a record that nobody opened
            entry = entry_of(view, world, charter=charter, me=desk.me)
            change.put(entry)
            yield from change.asking(entry.line.about) if entry.line.about else ()
