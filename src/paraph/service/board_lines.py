"""A view as the board keeps it: its line, what is owed and due on it, and every word a person wrote in it.

Invariants:

* An entry depends on the view, on the charter in force and on the papers it asked for, and never on the time: whether
  something is overdue is reckoned when it is asked.
* What a person calls a record is read off what its kind declares, in every language that it has.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields

from paraph.record import Due, Heard, Outcome, View, World, utc_text, utc_time
from paraph.service.board_ports import NEVER, Called, Dated, Entry, Line, Owes, Piece
from paraph.service.board_states import state_of
from paraph.service.folding import folded_words
from paraph.values import Text, Value, last_day

_EARLY: Final = datetime(1000, 1, 1, tzinfo=UTC)
_LATE: Final = datetime(3200, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


def entry_of(view: View, world: World, *, charter: Any, me: str) -> Entry:
    """Return all that the board keeps of a record.

    Args:
        view: The record.
        world: The framework as it stands.
        charter: The noun of the charter in force; None when none is.
        me: The party this node speaks for.
    """
    called, pieces, owed = called_of(view), pieces_of(view), _owed(view, me)
    papers = _Papers(world)
    dated = tuple(_dated(view, charter, papers)) + tuple(_answers_dated(view, charter))
    return Entry(
        line=_line(view, called, owed),
        owed=owed,
        dated=dated,
        asked=tuple(sorted(papers.asked)),
        pieces=pieces,
        name=_folded(_named(called)),
        words=_folded((*_named(called), *pieces)),
    )


def called_of(view: View) -> Called:
    """Return what a person calls a record: by what is in force or current, else by what it was opened with."""
    if view.kind is None:
        return Called()
    found = [getattr(_noun(view), name, None) for name in view.kind.called]
    title = next((one for one in found if isinstance(one, Text)), None)
    numbers = (str(one) for one in found if one is not None and not isinstance(one, Text))
    return Called(": ".join(numbers), title)


def about_of(view: View) -> str:
    """Return the record that a record is about; empty when it is about none, or nothing of it was heard."""
    field = "" if view.kind is None else view.kind.about
    return getattr(view.noun, field, None) or "" if field else ""


def pieces_of(view: View) -> tuple[Piece, ...]:
    """Return every word that a person wrote in an act that was heard, each once, in causal order."""
    heard = (one.heard for one in view.verdicts if one.heard is not None)
    return tuple(dict.fromkeys(piece for one in heard for piece in _written(one)))


class _Papers:
    """The records about another, found once; and whose were asked for."""

    def __init__(self, world: World) -> None:
        self.asked: set[str] = set()
        self._find = lru_cache(None)(partial(world.views_about))

    def __call__(self, record: str, family: str) -> tuple[View, ...]:
        self.asked.add(record)
        return self._find(record, family)


def _line(view: View, called: Called, owed: tuple[Owes, ...]) -> Line:
    outcomes = [one.outcome for one in view.verdicts]
    heard = [one.said for one in view.verdicts if one.heard is not None]
    latest = max(
        heard or [one.said for one in view.verdicts],
        key=lambda said: (said.act.at, said.party, said.seq),
    )
    return Line(
        record=view.record,
        kind=view.name,
        called=called,
        about=about_of(view),
        opener=view.opener,
        parties=_parties(view),
        state=state_of(view),
        latest_at=latest.act.at,
        latest_by=latest.party if heard else "",
        acts=len(outcomes),
        void=outcomes.count(Outcome.VOID),
        waiting=outcomes.count(Outcome.WAITING),
        ours=sum(one.ours for one in owed),
        theirs=sum(not one.ours for one in owed),
    )


def _parties(view: View) -> tuple[str, ...]:
    heard = [one.heard for one in view.verdicts if one.heard is not None]
    return tuple(heard[-1].parties) if heard else ()


def _noun(view: View) -> Any:
    in_force = getattr(view.state, "content_in_force", None)
    return view.noun if in_force is None else in_force


def _owed(view: View, me: str) -> tuple[Owes, ...]:
    return tuple(
        Owes(one.party, one.what, one.on, one.since.act.at, one.since.digest, one.party == me) for one in view.awaited
    )


def _answers_dated(view: View, charter: Any) -> Iterator[Dated]:
    """Say by when the charter wants each answer."""
    within: int | None = getattr(charter, "answer_within_days", None)
    if within is None:
        return
    for one in view.awaited:
        by = utc_time(one.since.act.at) + timedelta(days=within)
        yield Dated(one.party, one.what, utc_text(by), utc_text(by + _SECOND), {"on": one.on})


def _dated(view: View, charter: Any, papers: _Papers) -> Iterator[Dated]:
    def asked(now: datetime) -> tuple[Due, ...]:
        return view.due(charter=charter, now=now, about=papers)

    before = asked(_EARLY)
    after = asked(_LATE) if before else ()
    for place, (early, late) in enumerate(zip(before, after, strict=True)):
        turns = late.overdue and not early.overdue
        late_from = _turn(lambda now, place=place: asked(now)[place].overdue, early.by) if turns else None
        never = utc_text(_EARLY) if early.overdue else NEVER
        yield Dated(early.party, early.what, early.by, never if late_from is None else utc_text(late_from), early.facts)


def _turn(is_overdue: Any, by: str) -> datetime:
    """Return the first second at which something is overdue: no rule needs to say it beside its date.

    Ours: what is overdue stays so. That second is nearly always the one after the date; where it is not, it is sought.
    """
    likely = _after(by)
    if is_overdue(likely) and not is_overdue(likely - _SECOND):
        return likely
    before, after = _EARLY, _LATE
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        before, after = (before, middle) if is_overdue(middle) else (middle, after)
    return after


def _after(by: str) -> datetime:
    """Return the second after a time, or after the last day that a date may mean."""
    if "T" in by:
        return utc_time(by) + _SECOND
    if not by:
        return _LATE
    day = last_day(by) + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _written(heard: Heard) -> Iterator[Piece]:
    if heard.said.act.note is not None:
        yield Piece("", heard.said.act.note)
    yield from _words_in(heard.content)


def _words_in(value: Any) -> Iterator[Piece]:
    """Find the words of people in a noun: codes, ids, dates and addresses, which have no space in them, are none."""
    match value:
        case str() if " " in value:
            yield Piece("", value)
        case Text():
            yield from (Piece(language, words) for language, words in value.by_language.items())
        case Struct():
            for name in _field_names(type(value)):
                yield from _words_in(getattr(value, name))
        case list() | tuple():
            for one in value:
                yield from _words_in(one)
        case _:
            pass


@lru_cache(maxsize=256)
def _field_names(of: type[Value]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(of))


def _named(called: Called) -> tuple[Piece, ...]:
    number = (Piece("", called.number),) if called.number else ()
    return number if called.title is None else (*number, *_words_in(called.title))


def _folded(pieces: Iterable[Piece]) -> str:
    return " ".join(dict.fromkeys(folded_words(piece.words) for piece in pieces))
