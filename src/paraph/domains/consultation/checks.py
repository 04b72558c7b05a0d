"""What a careful clerk would point at in the papers of a session. Warns, never blocks."""

from collections.abc import Iterable, Iterator
from typing import Final

from paraph.domains.cited import RecordedLater, Source
from paraph.domains.consultation.content import AgendaItem, Assessment, Briefing, Session, StrategicPriorities
from paraph.domains.consultation.drafting import open_brackets
from paraph.domains.consultation.statement import (
    PROMISES,
    Names,
    Paragraph,
    Segment,
    Spelling,
    Statement,
    Words,
)
from paraph.domains.flag import Check, Flag
from paraph.values import Language, Text, first_day, last_day


def check_session(session: Session) -> tuple[Flag, ...]:
    """Flag a number without its basis, a date that slipped, a head who was another, and what is not known."""
    return tuple(_session_flags(session))


def check_agenda_item(item: AgendaItem) -> tuple[Flag, ...]:
    """Flag an item that was put off without saying to where."""
    outcome = item.outcome
    astray = outcome is not None and outcome.what in {"deferred", "referred"} and outcome.forum is None
    return (
        *_unsourced(item.recorded_later, item.sources),
        *([Flag("agenda_item.put_off_to_nowhere")] if astray else ()),
    )


def check_assessment(assessment: Assessment) -> tuple[Flag, ...]:
    """Flag an assessment recorded later without a source."""
    return tuple(_unsourced(assessment.recorded_later, assessment.sources))


def check_strategic_priorities(priorities: StrategicPriorities) -> tuple[Flag, ...]:
    """Flag an area that is listed twice."""
    areas = [one.area for one in priorities.ranked if one.area is not None]
    twice = sorted({area for area in areas if areas.count(area) > 1})
    return (
        *_unsourced(priorities.recorded_later, priorities.sources),
        *(Flag("strategic_priorities.area_twice", area) for area in twice),
    )


def check_briefing(briefing: Briefing) -> tuple[Flag, ...]:
    """Flag a briefing whose data has no date."""
    dated = [] if briefing.as_of is not None else [Flag("briefing.undated")]
    return (*_unsourced(briefing.recorded_later, briefing.sources), *dated)


def check_statement(statement: Statement) -> tuple[Flag, ...]:
    """Flag promises that nobody owns or that nothing dates, words missing in a language, and brackets still open.

    Source: S44 (a commitment is specific); S1 to S31 (of the points agreed in ten sessions few have a date).
    """
    return tuple(_statement_flags(statement))


def _session_flags(session: Session) -> Iterator[Flag]:
    if session.number_basis == "inferred" and session.number_reason is None:
        yield Flag("session.number_without_basis", facts={"number": session.number})
    if session.host is None or session.city is None:
        yield Flag("session.place_unknown")
    planned, actual = session.planned, session.actual
    if planned is not None and actual is not None and last_day(planned.last or planned.first) < first_day(actual.first):
        yield Flag("session.slipped", facts={"planned": planned.first, "actual": actual.first})
    for one in session.delegations:
        if one.planned and one.heads and one.planned != one.heads:
            yield Flag("session.other_head_than_planned", one.party)
        if actual is not None and not one.heads:
            yield Flag("session.head_unknown", one.party)
    yield from _unsourced(session.recorded_later, session.sources)


def _statement_flags(statement: Statement) -> Iterator[Flag]:
    for paragraph in statement.paragraphs:
        if paragraph.type in PROMISES:
            yield from _promise_flags(paragraph)
        missing = [one for one in statement.languages if any(_lacks(segment, one) for segment in paragraph.segments)]
        if missing:
            yield Flag("statement.language_missing", paragraph.id, {"languages": missing})
    for name, bracket in open_brackets(statement):
        yield Flag("statement.bracket_open", name, {"bracket": bracket.id, "owner": bracket.owner})
    if not any(one.type == "identification" for one in statement.paragraphs):
        yield Flag("statement.not_identified")
    if not any(one.type == "next_meeting" for one in statement.paragraphs):
        yield Flag("statement.no_next_meeting")
    yield from _unsourced(statement.recorded_later, statement.sources)


def _promise_flags(paragraph: Paragraph) -> Iterator[Flag]:
    if not paragraph.owners:
        yield Flag("statement.promise_without_owner", paragraph.id)
    if paragraph.due is None and paragraph.forum is None:
        yield Flag("statement.promise_without_date", paragraph.id)


def _lacks(segment: Segment, language: Language) -> bool:
    return any(language not in text.by_language for text in _texts(segment))


def _texts(segment: Segment) -> Iterable[Text]:
    match segment:
        case Words(text=text):
            return (text,)
        case Names(between=between):
            return (between,)
        case Spelling(forms=forms):
            return (form.text for form in forms)
    return (one.words for one in segment.alternatives if one.words is not None)


def _unsourced(recorded_later: RecordedLater | None, sources: tuple[Source, ...]) -> Iterator[Flag]:
    if recorded_later is not None and not recorded_later.sources and not sources:
        yield Flag("recorded_later.unsourced")


CHECKS: Final[dict[str, Check]] = {
    "consultation.session/1": check_session,
    "consultation.agenda_item/1": check_agenda_item,
    "consultation.assessment/1": check_assessment,
    "consultation.strategic_priorities/1": check_strategic_priorities,
    "consultation.briefing/1": check_briefing,
    "consultation.statement/1": check_statement,
}
