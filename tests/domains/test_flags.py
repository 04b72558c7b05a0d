"""What a careful clerk would point at: warned about, never barred."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.domains.tale import NORTH, SOUTH, a_charter, a_party, en
from tests.domains.texts import DEFENCE, NOBODY, bracket, opening, paragraph, statement

from paraph.domains import CHECKS, KINDS
from paraph.domains.cited import RecordedLater, Source
from paraph.domains.commitments import Commitment, Evidence, ProgressReport
from paraph.domains.consultation import (
    AgendaItem,
    Assessment,
    Briefing,
    Dates,
    Delegation,
    Head,
    ItemOutcome,
    Priority,
    Session,
    StrategicPriorities,
)
from paraph.domains.flag import Flag
from paraph.domains.forum import Forum
from paraph.domains.framework import Terms
from paraph.values import Text

SOURCES = (Source(url="https://example.org/a"),)
LATER = RecordedLater(basis=en("Press of both countries"))
UNSOURCED = ("recorded_later.unsourced", "")

CHARTER = "framework.charter/1"
SESSION = "consultation.session/1"
ITEM = "consultation.agenda_item/1"
ASSESSMENT = "consultation.assessment/1"
PRIORITIES = "consultation.strategic_priorities/1"
BRIEFING = "consultation.briefing/1"
STATEMENT = "consultation.statement/1"
COMMITMENT = "commitments.commitment/1"
PROGRESS = "commitments.progress/1"

MET = Delegation(party=NORTH, planned=(Head(name=en("A")),), heads=(Head(name=en("A")),))
HELD = Session(
    number=21,
    number_basis="stated",
    planned=Dates(first="2012-12-03"),
    actual=Dates(first="2012-12-03", last="2012-12-04"),
    host=NORTH,
    city=en("Rawalpindi"),
    delegations=(MET,),
)
NEXT = paragraph("next", "The next meeting will be in the spring.", type="next_meeting", owners=(NORTH,), due="2013")
WHOLE = statement(opening(), NEXT)
POINT = Commitment(session=NOBODY, wording=en("Meet"), type="commitment", owners=(NORTH,), due="2013")
REPORT = ProgressReport(terms=NOBODY, version=NOBODY, status="in_progress")
BRIEF = Briefing(session=NOBODY, subject=en("The border"), as_of="2012")
LISTED = StrategicPriorities(session=NOBODY, ranked=(Priority(title=en("A"), area="a"), Priority(title=en("B"))))
PUT_OFF = AgendaItem(session=NOBODY, title=en("The fund"), where="plenary", outcome=ItemOutcome(what="deferred"))
URDU = Text(ur="سرحد")


def with_(noun: Any, **changes: Any) -> Any:
    return replace(noun, **changes)


FLAGS: dict[str, tuple[str, Any, tuple[tuple[str, str], ...]]] = {
    "a whole charter": (CHARTER, a_charter(NORTH, SOUTH), ()),
    "a charter without terms": (
        CHARTER,
        a_charter(NORTH, SOUTH, terms=Terms(), kinds=()),
        (("charter.no_time_to_answer", ""), ("charter.nobody_may_leave", ""), ("charter.no_kinds", "")),
    ),
    "a charter in two languages with names in one": (
        CHARTER,
        a_charter(NORTH, SOUTH, languages=("en", "ur")),
        (("charter.name_missing", NORTH), ("charter.name_missing", SOUTH)),
    ),
    "a log whose key has another name": (
        CHARTER,
        a_charter(NORTH, SOUTH, parties=(a_party(NORTH), replace(a_party(SOUTH), origin="south.example/other"))),
        (("charter.key_named_otherwise", SOUTH),),
    ),
    "a session as held": (SESSION, HELD, ()),
    "a session of which little is known": (
        SESSION,
        with_(HELD, number_basis="inferred", host=None, delegations=(Delegation(party=NORTH),), recorded_later=LATER),
        (
            ("session.number_without_basis", ""),
            ("session.place_unknown", ""),
            ("session.head_unknown", NORTH),
            UNSOURCED,
        ),
    ),
    "an inferred number with its reason": (
        SESSION,
        with_(HELD, number_basis="inferred", number_reason=en("From its neighbours")),
        (),
    ),
    "a session without a city": (SESSION, with_(HELD, city=None), (("session.place_unknown", ""),)),
    "a session that slipped under another head": (
        SESSION,
        with_(
            HELD,
            planned=Dates(first="2012-10", last="2012-11"),
            delegations=(with_(MET, heads=(Head(name=en("B")),)),),
        ),
        (("session.slipped", ""), ("session.other_head_than_planned", NORTH)),
    ),
    "a session still to come": (SESSION, with_(HELD, actual=None, delegations=(Delegation(party=NORTH),)), ()),
    "an item put off to nowhere": (ITEM, PUT_OFF, (("agenda_item.put_off_to_nowhere", ""),)),
    "an item put off to a session": (
        ITEM,
        with_(PUT_OFF, outcome=ItemOutcome(what="deferred", forum=Forum(name=en("The next session")))),
        (),
    ),
    "an item settled": (ITEM, with_(PUT_OFF, outcome=ItemOutcome(what="position"), recorded_later=LATER), (UNSOURCED,)),
    "an item not yet discussed": (ITEM, with_(PUT_OFF, outcome=None), ()),
    "an assessment recorded later from sources": (
        ASSESSMENT,
        Assessment(session=NOBODY, subject=en("A"), words=en("B"), recorded_later=LATER, sources=SOURCES),
        (),
    ),
    "an assessment recorded later on a sourced basis": (
        ASSESSMENT,
        Assessment(session=NOBODY, subject=en("A"), words=en("B"), recorded_later=with_(LATER, sources=SOURCES)),
        (),
    ),
    "priorities": (PRIORITIES, LISTED, ()),
    "priorities that name an area twice": (
        PRIORITIES,
        with_(LISTED, ranked=LISTED.ranked * 2),
        (("strategic_priorities.area_twice", "a"),),
    ),
    "a briefing": (BRIEFING, BRIEF, ()),
    "a briefing on undated data": (BRIEFING, with_(BRIEF, as_of=None), (("briefing.undated", ""),)),
    "a whole statement": (STATEMENT, WHOLE, ()),
    "a statement that identifies nothing and sets no meeting": (
        STATEMENT,
        statement(paragraph("p", "Words"), recorded_later=LATER),
        (("statement.not_identified", ""), ("statement.no_next_meeting", ""), UNSOURCED),
    ),
    "a promise without owner or date": (
        STATEMENT,
        statement(opening(), NEXT, paragraph("p", "We shall", type="commitment")),
        (("statement.promise_without_owner", "p"), ("statement.promise_without_date", "p")),
    ),
    "a promise reviewed by a forum": (
        STATEMENT,
        statement(
            opening(),
            NEXT,
            paragraph("p", "We shall", type="commitment", owners=(NORTH,), forum=Forum(name=en("Next session"))),
        ),
        (),
    ),
    "an open bracket": (
        STATEMENT,
        statement(opening(), NEXT, paragraph("p", bracket("b", NORTH="x", SOUTH=None))),
        (("statement.bracket_open", "p"),),
    ),
    "words that lack a language": (
        STATEMENT,
        with_(
            statement(
                opening(),
                NEXT,
                paragraph("p", DEFENCE),
                paragraph("q", bracket("b", NORTH="x")),
                paragraph("r", with_(opening().segments[0], text=URDU)),
            ),
            languages=("en", "ur"),
        ),
        (
            *(("statement.language_missing", name) for name in ("identification", "next", "p", "q", "r")),
            ("statement.bracket_open", "q"),
        ),
    ),
    "a commitment": (COMMITMENT, POINT, ()),
    "a commitment without owner or date": (
        COMMITMENT,
        with_(POINT, owners=(), due=None, recorded_later=LATER),
        (("commitment.without_owner", ""), ("commitment.without_date", ""), UNSOURCED),
    ),
    "a commitment reviewed by a forum": (
        COMMITMENT,
        with_(POINT, due=None, forum=Forum(name=en("Next session")), recorded_later=LATER, sources=SOURCES),
        (),
    ),
    "a position owes nothing": (
        COMMITMENT,
        with_(POINT, type="position", owners=(), due=None, recorded_later=with_(LATER, sources=SOURCES)),
        (),
    ),
    "a report on the way": (PROGRESS, REPORT, ()),
    "done without evidence": (PROGRESS, with_(REPORT, status="done"), (("report.done_without_evidence", ""),)),
    "done with evidence": (PROGRESS, with_(REPORT, status="done_late", evidence=(Evidence(words=en("Held")),)), ()),
    "a shortfall without a next step": (PROGRESS, with_(REPORT, status="partly"), (("report.no_next_step", ""),)),
    "a shortfall with a next step": (PROGRESS, with_(REPORT, status="not_done", next_step=en("Ask again")), ()),
}


@pytest.mark.parametrize("name", FLAGS)
def test_what_deserves_a_second_look_is_flagged(name: str) -> None:
    kind, noun, expected = FLAGS[name]

    assert expected == tuple((one.code, one.where) for one in CHECKS[kind](noun))


def test_every_kind_has_its_clerk() -> None:
    assert KINDS.keys() == CHECKS.keys()


def test_a_missing_language_is_named() -> None:
    flags = CHECKS[CHARTER](a_charter(NORTH, SOUTH, languages=("en", "ur")))

    assert Flag("charter.name_missing", NORTH, {"languages": ["ur"]}) == flags[0]
