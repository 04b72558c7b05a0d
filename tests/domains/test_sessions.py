"""Sessions: who may say what, and what is computed of a series."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from tests.domains.sittings import ITEM, NOBODY, SESSION, a_session, an_item, in_session
from tests.domains.tale import EAST, NORTH, SOUTH, chartered, en

from paraph.domains.cited import Source
from paraph.domains.consultation import (
    CalledOff,
    Dates,
    Delegation,
    Head,
    Meeting,
    Session,
)
from paraph.domains.consultation.queries import began, next_host, stage, timeline
from paraph.domains.forum import Forum
from paraph.record import Due
from paraph.values import Unfit


def test_a_session_is_agreed_with_a_month_for_a_date_and_several_heads() -> None:
    tale = chartered(NORTH, SOUTH)
    heads = (Head(name=en("One")), Head(post=en("Deputy assistant secretary")))
    noun = a_session(
        17,
        actual=Dates(first="2006-05"),
        delegations=(Delegation(party=SOUTH, planned=(heads[0],), heads=heads, size=24),),
        working_groups=(Meeting(name=en("Military cooperation"), dates=Dates(first="2006-05-01", last="2006-05-02")),),
    )

    session = tale.agree(SESSION, noun)

    assert noun == tale.view(session).state.content_in_force


BARRED: dict[str, tuple[dict[str, Any], str]] = {
    "the host is a party": ({"host": EAST}, "consultation.unknown_party"),
    "delegations are of parties": ({"delegations": (Delegation(party=EAST),)}, "consultation.unknown_party"),
    "delegations to a working group are of parties": (
        {"working_groups": (Meeting(name=en("Groups"), delegations=(Delegation(party=EAST),)),)},
        "consultation.unknown_party",
    ),
    "a party sends one delegation": ({"delegations": (Delegation(party=NORTH),) * 2}, "consultation.delegation_twice"),
    "what was held was not called off": (
        {"actual": Dates(first="2012-12-03"), "called_off": CalledOff(how="cancelled")},
        "consultation.held_and_called_off",
    ),
}


@pytest.mark.parametrize("verb", ["propose", "correct"])
@pytest.mark.parametrize("rule", BARRED)
def test_a_session_that_breaks_a_rule_is_barred_and_void(rule: str, verb: str) -> None:
    changes, code = BARRED[rule]
    tale = chartered(NORTH, SOUTH)
    to = SESSION if verb == "propose" else tale.agree(SESSION, a_session())

    assert code == tale.barred(tale.draft(NORTH, verb, to, a_session(**changes)))


ENDINGS = ("propose_end", "denounce")


@pytest.mark.parametrize("verb", ENDINGS)
def test_an_agreed_session_may_be_struck_or_left(verb: str) -> None:
    tale, session = in_session()

    assert "" == tale.barred(tale.draft(SOUTH, verb, session))


def test_a_standing_on_a_session_may_be_withdrawn_before_the_others_answer() -> None:
    tale = chartered(NORTH, SOUTH)
    session = tale.say(NORTH, "propose", SESSION, a_session())

    assert "" == tale.barred(tale.draft(NORTH, "withdraw", session, on=session))


PLANNED = Dates(first="2012-12-03", last="2012-12-04")
DUE: dict[str, tuple[dict[str, Any], tuple[Due, ...]]] = {
    "without a plan nothing is due": ({}, ()),
    "a plan is due": (
        {"planned": replace(PLANNED, first="2024-05-01", last="2024-05")},
        (Due("", "session", "2024-05-01", False, {"number": 21}),),  # noqa: FBT003  # a row
    ),
    "a plan that passed is overdue": (
        {"planned": PLANNED},
        (Due("", "session", "2012-12-03", True, {"number": 21}),),  # noqa: FBT003  # a row
    ),
    "one day is over with its day": (
        {"planned": Dates(first="2024-05-30")},
        (Due("", "session", "2024-05-30", True, {"number": 21}),),  # noqa: FBT003  # a row
    ),
    "what was held is not due": ({"planned": PLANNED, "actual": PLANNED}, ()),
    "what was called off is not due": ({"planned": PLANNED, "called_off": CalledOff(how="postponed")}, ()),
}


@pytest.mark.parametrize("name", DUE)
def test_a_planned_session_is_due_until_it_is_recorded(name: str) -> None:
    changes, expected = DUE[name]
    tale = chartered(NORTH, SOUTH)
    session = tale.agree(SESSION, a_session(**changes))

    due = tale.view(session).due(charter=tale.world.charter(), now=datetime(2024, 5, 31, 12, tzinfo=UTC))

    assert expected == due


def test_a_session_that_is_not_agreed_is_not_due() -> None:
    tale = chartered(NORTH, SOUTH)
    session = tale.say(NORTH, "propose", SESSION, a_session(planned=PLANNED))

    assert () == tale.view(session).due(charter=None, now=datetime(2024, 5, 31, tzinfo=UTC))


UNFIT = {
    "dates that run backwards": lambda: Dates(first="2012-12-04", last="2012-12-03"),
    "a head who is nobody": Head,
    "a source of nothing": Source,
    "a forum of nothing": Forum,
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_value_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(Unfit):
        UNFIT[name]()


def test_a_forum_or_source_needs_one_name_only() -> None:
    assert None is Forum(name=en("The next session")).session
    assert None is Forum(session=NOBODY).name
    assert None is Source(title=en("A report")).url


def held(number: int, first: str, host: str | None) -> Session:
    return a_session(number, actual=Dates(first=first), host=host)


# S1 to S31: hosts and first days of ten sessions; the gaps as the facts derive them.
SERIES = (
    held(14, "2002-09-26", "PK"),
    held(15, "2003-09-15", "US"),
    held(16, "2005-02-03", "PK"),
    held(17, "2006-05", "US"),
    held(18, "2009-12", "US"),
    held(19, "2010-08-05", "PK"),
    held(20, "2011-05-02", "US"),
    held(21, "2012-12-03", "PK"),
    held(22, "2013-11-21", "US"),
    held(23, "2014-12-09", "US"),
)


def test_gaps_and_broken_alternation_of_the_ten_sessions_are_as_the_record_has_them() -> None:
    sittings = timeline(reversed(SERIES))

    assert [None, 11.6, 16.7, 15.3, 43.0, 7.7, 8.9, 19.1, 11.6, 12.6] == [one.gap_months for one in sittings]
    assert [17, 22] == [before.session.number for before, one in pairwise(sittings) if one.alternated is False]


def test_what_is_not_known_is_not_computed() -> None:
    sittings = timeline((a_session(1, host=None), a_session(2), a_session(3, planned=Dates(first="2014"))))

    assert [(None, None), (None, None), (None, False)] == [(one.gap_months, one.alternated) for one in sittings]


def test_the_next_host_is_whoever_was_it_longest_ago() -> None:
    assert "PK" == next_host(SERIES, parties=("PK", "US"))
    assert "US" == next_host(SERIES[:1], parties=("PK", "US"))
    assert None is next_host((), parties=("PK", "US"))
    assert None is next_host((held(1, "2002", "XX"),), parties=("PK", "US"))


BEGAN = {"2002": date(2002, 7, 1), "2006-05": date(2006, 5, 15), "2012-12-03": date(2012, 12, 3)}


@pytest.mark.parametrize("first", BEGAN)
def test_a_date_counts_from_the_middle_of_what_it_may_mean(first: str) -> None:
    assert BEGAN[first] == began(held(1, first, None))


def test_a_session_comes_from_proposed_to_concluded() -> None:
    tale = chartered(NORTH, SOUTH)
    session = tale.agree(SESSION, a_session())
    tabled = tale.say(NORTH, "propose", ITEM, an_item(session))
    agreed = tale.agree(ITEM, an_item(session, order=1))
    met = a_session(actual=PLANNED)

    stages = [
        stage(a_session()),
        stage(a_session(planned=PLANNED)),
        stage(a_session(planned=PLANNED, called_off=CalledOff(how="postponed"))),
        stage(met),
        stage(met, statement=tale.view(NOBODY)),
        stage(met, statement=tale.view(tabled)),
        stage(met, statement=tale.view(agreed)),
        stage(replace(met, without_statement=en("None was made"))),
    ]

    assert ["proposed", "planned", "postponed", "held", "held", "negotiating", "concluded", "concluded"] == stages
