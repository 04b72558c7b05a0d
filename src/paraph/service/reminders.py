"""Who must be told what, and when: once a day at most, each only what they may answer, and no more once it is answered.

* Something is told when it is new, when it is due soon, when it is overdue, and then again every so many days. All else
  interrupts nobody.
* What is told is read off the board each time; only what was told already is remembered, so an answer ends a reminder
  by itself.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

from paraph.service.board import Board
from paraph.service.board_ports import Listed
from paraph.service.desk import Desk
from paraph.service.hands import first_keys, second_key
from paraph.service.people import Person, person_of
from paraph.service.ports import House
from paraph.service.say import Pending, all_pending, declared
from paraph.values import Barred, Value, builtin, convert, last_day

SHELF: Final = "told"

Stage = Literal["overdue", "due_soon", "second_key", "owed"]

_URGENCY: Final = ("overdue", "due_soon", "second_key", "owed")
_NO_ANSWER: Final = "remark"
_ALL: Final = 10**9
"""Everything that the board has of a list."""


class Item(Value, frozen=True, kw_only=True):
    """Something that waits for us.

    Attributes:
        stage: Why it is told: overdue, due soon, waiting for a second key, or an answer owed.
        framework: Where.
        record: The record; empty for a draft that opens one.
        kind: Its kind without rule version.
        verbs: What may be said to it; one of them ends the wait.
        what: Code of what is awaited or due: "answer", "report"…; for a draft its verb.
        on: The version or act that waits; for a draft its id.
        date: Since when it waits, or by when it is due; as the record has it.
    """

    stage: Stage
    framework: str
    record: str
    kind: str
    verbs: tuple[str, ...]
    what: str
    on: str
    date: str

    @property
    def key(self) -> str:
        """By which it is known that it was told."""
        return f"{self.stage}/{self.framework}/{self.record}/{self.what}/{self.on}"


class Told(Value, frozen=True, kw_only=True):
    """What one receiver was told.

    Attributes:
        day: When last; empty for never.
        items: Key of what waits still -> day on which it was told.
    """

    day: str = ""
    items: dict[str, str] = {}  # noqa: RUF012  # msgspec gives every value its own


class Digest(Value, frozen=True, kw_only=True):
    """A daily letter to one person.

    Attributes:
        person: To whom.
        day: Of which day.
        fresh: What is new, most urgent first.
        still: What was told before and waits still.
    """

    person: str
    day: str
    fresh: tuple[Item, ...]
    still: tuple[Item, ...] = ()


def waiting(board: Board, *, soon: int) -> tuple[Item, ...]:
    """List everything in a framework that waits for us, most urgent first; each wait once.

    Args:
        board: The framework's board, as it was last brought up to the record.
        soon: Days before its date at which something is due soon.
    """
    found = [*_due(board, soon), *_second_keys(board.desk), *_owed(board)]
    found.sort(key=lambda one: (_URGENCY.index(one.stage), one.date, one.record))
    # What is overdue is owed as well: it is told once, as the more urgent.
    return tuple({(one.record, one.on, one.what): one for one in reversed(found)}.values())[::-1]


def may_answer(desk: Desk, person: Person, item: Item, *, on: date) -> bool:
    """Tell whether a person may end a wait: say what it waits for, or give the second key to this very draft."""
    if item.stage != "second_key":
        return any(first_keys(desk.house, person, kind=item.kind, verb=verb, on=on) for verb in item.verbs)
    pending = next((one for one in all_pending(desk) if one.id == item.on), None)
    return pending is not None and _may_release(desk, person, pending, item, on)


def digest_for(person: str, items: Iterable[Item], told: Told, *, on: date, again: int) -> Digest | None:
    """Return a person's letter of the day; None when there was one today, or there is nothing new to tell.

    Args:
        person: To whom.
        items: What they may answer.
        told: What they were told.
        on: The day.
        again: Days after which what is overdue is said again.
    """
    if told.day == on.isoformat():
        return None
    every = tuple(items)
    fresh = tuple(one for one in every if is_fresh(one, told, on=on, again=again))
    still = tuple(one for one in every if one not in fresh)
    return Digest(person=person, day=on.isoformat(), fresh=fresh, still=still) if fresh else None


def is_fresh(item: Item, told: Told, *, on: date, again: int) -> bool:
    """Tell whether something is to be told, given what was."""
    day = told.items.get(item.key)
    if day is None:
        return True
    return item.stage == "overdue" and date.fromisoformat(day) + timedelta(days=again) <= on


def told_after(told: Told, *, fresh: Iterable[Item], still: Iterable[Item], on: date) -> Told:
    """Return what a receiver was told, after a letter; what waits no longer is forgotten."""
    kept = {one.key: told.items[one.key] for one in still if one.key in told.items}
    return Told(day=on.isoformat(), items={**kept, **{one.key: on.isoformat() for one in fresh}})


def told_to(house: House, receiver: str) -> Told:
    """Return what a receiver was told."""
    return convert(Told, house.get(SHELF, receiver) or {})


def keep_told(house: House, receiver: str, told: Told) -> None:
    """Remember what a receiver was told."""
    house.put(SHELF, receiver, builtin(told))


def _owed(board: Board) -> Iterable[Item]:
    for line, owes, _by in board.needs_our_answer(limit=_ALL).lines:
        yield _item(board.desk, "owed", line, what=owes.what, on=owes.on, date=owes.since)


def _due(board: Board, soon: int) -> Iterable[Item]:
    desk = board.desk
    horizon = (desk.clock() + timedelta(days=soon)).date()
    for line, one, overdue in board.due(limit=_ALL).lines:
        is_soon = bool(one.by) and last_day(one.by[:10]) <= horizon
        if one.party in ("", desk.me) and (overdue or is_soon):
            on = str(one.facts.get("on", ""))
            yield _item(desk, "overdue" if overdue else "due_soon", line, what=one.what, on=on, date=one.by)


def _second_keys(desk: Desk) -> Iterable[Item]:
    for one in all_pending(desk):
        kind, verb = declared(desk, one.saying)
        yield Item(
            stage="second_key",
            framework=desk.setup.framework,
            record=one.saying.record or "",
            kind=kind.family,
            verbs=(verb.name,),
            what=verb.name,
            on=one.id,
            date=one.at,
        )


def _item(desk: Desk, stage: Stage, listed: Listed, **rest: str) -> Item:
    line = listed.line
    kind = desk.kinds[line.kind]
    verbs = tuple(name for name, verb in kind.verbs.items() if verb.continues and name != _NO_ANSWER)
    return Item(stage=stage, framework=desk.setup.framework, record=line.record, kind=kind.family, verbs=verbs, **rest)


def _may_release(desk: Desk, person: Person, pending: Pending, item: Item, on: date) -> bool:
    first = pending.hand
    try:
        second_key(desk.house, person_of(desk.house, person.id), kind=item.kind, verb=item.verbs[0], on=on, first=first)
    except Barred:
        return False
    return True
