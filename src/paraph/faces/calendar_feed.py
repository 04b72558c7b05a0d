"""Sessions and dues as a calendar (RFC 5545), for whatever reads one.

Invariants:

* Dates are dates: a day here is that day everywhere, and no clock moves it.
* The same record gives the same bytes: every UID is stable, and every stamp is the record's own.
* What is known by month or year only is said so, and never given a day.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from paraph.faces.calendars import date_in_words
from paraph.faces.language import language_of
from paraph.faces.timeline import Line
from paraph.faces.words import say
from paraph.faces.words_states import in_state
from paraph.record import utc_time
from paraph.service.board_ports import Called
from paraph.service.board_ports import Line as Listed
from paraph.values import first_day, last_day

_PRODUCT: Final = "-//Paraph//Sessions and dues//EN"
_DAY: Final = timedelta(days=1)


class Owed(NamedTuple):
    """Something due.

    Attributes:
        line: The record.
        party: Who owes it; empty: all, or not settled.
        what: What, as a code.
        by: By when: a day, a month, a year or a moment.
        overdue: That day is over.
        on: The version or act that it is due on; empty where it is the record itself.
    """

    line: Listed
    party: str
    what: str
    by: str
    overdue: bool
    on: str = ""


class _Event(NamedTuple):
    """One entry of the calendar: whole days, from `first` to `last`."""

    uid: str
    summary: str
    first: date
    last: date
    stamp: datetime
    record: str
    place: str = ""


def calendar_of(
    framework: str, sessions: Iterable[Line], owed: Iterable[Owed], *, language: str, address: Callable[[str], str]
) -> bytes:
    """Write the calendar of a framework.

    Args:
        framework: Its name.
        sessions: As the timeline has them.
        owed: What is due, beside the sessions.
        language: In which language it is read.
        address: Record -> where it can be read.
    """
    from icalendar import Calendar  # noqa: PLC0415  # start-up: only where a calendar is written

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", framework)
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    dated = (one for one in sessions if one.session.actual or one.session.planned)
    events = [*(_sitting(framework, one, language) for one in dated), *_dues(framework, owed, language)]
    for event in events:
        made.add_component(_written(event, address))
    return bytes(made.to_ical())


def _sitting(framework: str, line: Line, language: str) -> _Event:
    session = line.session
    dates = session.actual or session.planned
    assert dates is not None  # noqa: S101  # the caller left out those without
    last = dates.last or dates.first
    exact = len(dates.first) == len("2012-12-03")
    named = say("Session {number}", number=session.number)
    vague = "" if exact else say("days not known: {dates}", dates=date_in_words(dates.first, language).first)
    city = "" if session.city is None else session.city.in_(language_of(language)).words
    return _Event(
        uid=f"session-{line.record}@{framework}.paraph",
        summary=" · ".join(part for part in (named, city, line.stage_words, vague) if part),
        first=first_day(dates.first),
        last=last_day(last),
        stamp=utc_time(line.latest_at),
        record=line.record,
        place=city,
    )


def _dues(framework: str, owed: Iterable[Owed], language: str) -> Iterable[_Event]:
    for one in owed:
        day = _last_day_of(one.by)
        if day is None:
            continue
        word = in_state("due", one.what)
        who = one.party or say("not settled by whom")
        late = say("overdue") if one.overdue else ""
        parts = (say("Due"), word, who, _named(one.line.called, language), late)
        yield _Event(
            uid=f"due-{one.what}-{one.party or 'all'}-{one.on[:16]}-{one.line.record}@{framework}.paraph",
            summary=" · ".join(part for part in parts if part),
            first=day,
            last=day,
            stamp=utc_time(one.line.latest_at),
            record=one.line.record,
        )


def _last_day_of(by: str) -> date | None:
    """Return the last day that something due may mean; None where nothing dates it."""
    if "T" in by:
        return utc_time(by).astimezone(UTC).date()
    return last_day(by) if by else None


def _named(called: Called, language: str) -> str:
    title = "" if called.title is None else called.title.in_(language_of(language)).words
    return ": ".join(part for part in (called.number, title) if part)


def _written(event: _Event, address: Callable[[str], str]) -> Any:
    from icalendar import Event  # noqa: PLC0415  # as above

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.stamp)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + _DAY)
    made.add("summary", event.summary)
    made.add("url", address(event.record))
    made.add("transp", "TRANSPARENT")
    if event.place:
        made.add("location", event.place)
    return made
