"""Questions about the record: what stands, whose answer is awaited, what is due. Nothing here changes anything."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from paraph.record import Awaited, Due, View, World, utc_text, utc_time
from paraph.service.desk import Desk
from paraph.service.shelves import world_of
from paraph.values import Barred

_DIGEST: Final = re.compile("[0-9a-f]{64}")


class Owed(NamedTuple):
    """An answer that somebody owes, on a record."""

    view: View
    awaited: Awaited


class DueItem(NamedTuple):
    """Something due, on a record."""

    view: View
    due: Due


def find_record(desk: Desk, prefix: str) -> str:
    """Return the one record whose id begins with `prefix` (4 hex digits at least).

    Raises:
        Barred: None does, or several do; the facts name them.
    """
    if _DIGEST.fullmatch(prefix):
        return prefix
    found = [opened.record.hex() for opened in desk.store.opened() if opened.record.hex().startswith(prefix)]
    if len(prefix) < 4 or len(found) != 1:
        raise Barred("record.ambiguous" if found else "record.unknown", prefix=prefix, found=found[:10])
    return found[0]


def find_act(desk: Desk, prefix: str, *, record: str) -> str:
    """Return the one act of a record whose digest begins with `prefix`."""
    found = [one.leaf.hex() for one in desk.store.acts_of(bytes.fromhex(record)) if one.leaf.hex().startswith(prefix)]
    if len(found) != 1:
        raise Barred("act.ambiguous" if found else "act.unknown", prefix=prefix, found=found[:10])
    return found[0]


def show(desk: Desk, record: str) -> View:
    """Return all that is known of a record now."""
    view = world_of(desk).view(record)
    if not view.verdicts:
        raise Barred("record.unknown", prefix=record, found=[])
    return view


def listing(desk: Desk, family: str = "") -> tuple[View, ...]:
    """List the records of a kind (without rule version), or all, in the order in which this node came to hold them."""
    return tuple(_views(desk, world_of(desk), family))


def needs_our_answer(desk: Desk) -> tuple[Owed, ...]:
    """List the answers that we owe, oldest wait first."""
    return _owed(desk, lambda party: party == desk.me)


def waits_for_them(desk: Desk) -> tuple[Owed, ...]:
    """List the answers that the others owe, oldest wait first."""
    return _owed(desk, lambda party: party != desk.me)


def due(desk: Desk, *, now: datetime) -> tuple[DueItem, ...]:
    """List what is due, reckoned with this node's own time; overdue first, then by date, undated last.

    Three things have dates: what a kind sets (a commitment, a session), what a dealing sets (a reveal), and an answer,
    where the charter says within how many days one is owed.
    """
    world = world_of(desk)
    charter = world.charter()
    found = [
        DueItem(view, item)
        for view in _views(desk, world, "")
        for item in (
            *view.due(charter=charter, now=now, about=world.views_about),
            *_answers_due(view, getattr(charter, "answer_within_days", None), now),
        )
    ]
    return tuple(sorted(found, key=lambda one: (not one.due.overdue, one.due.by or "~", one.view.record)))


def _answers_due(view: View, within_days: int | None, now: datetime) -> Iterable[Due]:
    if within_days is None:
        return
    for awaited in view.awaited:
        by = utc_time(awaited.since.act.at) + timedelta(days=within_days)
        yield Due(awaited.party, awaited.what, utc_text(by), by < now, {"on": awaited.on})


def _views(desk: Desk, world: World, family: str) -> Iterable[View]:
    return (world.view(opened.record.hex()) for opened in desk.store.opened(kind=family))


def _owed(desk: Desk, whose: Callable[[str], bool]) -> tuple[Owed, ...]:
    found = [
        Owed(view, awaited)
        for view in _views(desk, world_of(desk), "")
        for awaited in view.awaited
        if whose(awaited.party)
    ]
    return tuple(sorted(found, key=lambda one: (one.awaited.since.act.at, one.view.record, one.awaited.party)))
