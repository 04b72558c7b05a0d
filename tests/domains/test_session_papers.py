"""The papers laid before a session: agenda items, assessments, priorities, briefings."""

from typing import Any

import pytest
from tests.domains.sittings import (
    ASSESSMENT,
    BRIEFING,
    ITEM,
    NOBODY,
    PRIORITIES,
    SESSION,
    a_session,
    an_item,
    in_session,
)
from tests.domains.tale import NORTH, SOUTH, chartered, en

from paraph.domains.consultation import (
    Assessment,
    Briefing,
    ItemOutcome,
    Priority,
    StrategicPriorities,
)
from paraph.domains.consultation.queries import common_areas
from paraph.domains.forum import Forum
from paraph.domains.framework import Terms

PAPERS = {
    ITEM: an_item,
    ASSESSMENT: lambda session: Assessment(session=session, subject=en("The relationship"), words=en("On the mend")),
    PRIORITIES: lambda session: StrategicPriorities(session=session, ranked=(Priority(title=en("Border")),)),
    BRIEFING: lambda session: Briefing(session=session, subject=en("The western border")),
}
FIRST_VERB = {ITEM: "propose", ASSESSMENT: "declare", PRIORITIES: "declare", BRIEFING: "declare"}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_about_a_session(kind: str) -> None:
    tale, session = in_session()
    paper = tale.say(NORTH, FIRST_VERB[kind], kind, PAPERS[kind](session.digest))

    assert "" == tale.verdict(paper).code
    assert (paper.digest,) == tuple(
        one.record for one in tale.world.views_about(session.digest, kind.partition("/")[0])
    )


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_about_what_is_no_session_is_barred(kind: str) -> None:
    tale, session = in_session()
    item = tale.agree(ITEM, an_item(session))

    codes = [
        tale.barred(tale.draft(NORTH, FIRST_VERB[kind], kind, PAPERS[kind](record))) for record in (NOBODY, item.digest)
    ]

    assert ["consultation.not_a_session"] * 2 == codes


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_stays_with_its_session(kind: str) -> None:
    tale, session = in_session()
    other = tale.agree(SESSION, a_session(22))
    paper = tale.say(NORTH, FIRST_VERB[kind], kind, PAPERS[kind](session.digest))

    moved = tale.barred(tale.draft(NORTH, FIRST_VERB[kind], paper, PAPERS[kind](other.digest)))
    kept = tale.barred(tale.draft(NORTH, FIRST_VERB[kind], paper, PAPERS[kind](session.digest)))

    assert ("consultation.session_changed", "") == (moved, kept)


@pytest.mark.parametrize("changes", [{"where": "group"}, {"group": en("Military cooperation")}])
def test_an_item_is_for_the_plenary_or_for_a_group_that_it_names(changes: dict[str, Any]) -> None:
    tale, session = in_session()
    item = tale.agree(ITEM, an_item(session, where="group", group=en("Military cooperation")))

    assert "consultation.group_unclear" == tale.barred(tale.draft(SOUTH, "correct", item, an_item(session, **changes)))


@pytest.mark.parametrize(
    ("at_most", "listed", "code"),
    [
        (None, 12, ""),
        (None, 13, "consultation.too_many_priorities"),
        (2, 2, ""),
        (2, 3, "consultation.too_many_priorities"),
    ],
)
def test_priorities_are_capped_by_the_charter(at_most: int | None, listed: int, code: str) -> None:
    tale = chartered(NORTH, SOUTH, terms=Terms(priorities_at_most=at_most))
    session = tale.agree(SESSION, a_session())
    noun = StrategicPriorities(session=session.digest, ranked=(Priority(title=en("Border")),) * listed)

    assert code == tale.barred(tale.draft(SOUTH, "declare", PRIORITIES, noun))


def test_nobody_declares_for_another() -> None:
    tale, session = in_session()
    paper = tale.say(NORTH, "declare", BRIEFING, PAPERS[BRIEFING](session.digest))

    assert "not_yours" == tale.barred(tale.draft(SOUTH, "declare", paper, PAPERS[BRIEFING](session.digest)))


def priorities(*areas: str | None) -> StrategicPriorities:
    return StrategicPriorities(
        session=NOBODY, ranked=tuple(Priority(title=en(area or "Other"), area=area) for area in areas)
    )


def test_areas_on_both_lists_are_candidates_best_ranks_first() -> None:
    lists = {
        NORTH: priorities("border", None, "maritime", "border", "fund"),
        SOUTH: priorities("fund", "maritime", "border"),
    }

    assert ("border", "maritime", "fund") == common_areas(lists)
    assert () == common_areas({})


def test_an_outcome_names_where_an_item_goes_on() -> None:
    tale, session = in_session()
    later = ItemOutcome(what="deferred", forum=Forum(name=en("The 22nd session")))

    item = tale.agree(ITEM, an_item(session, outcome=later))

    assert later == tale.view(item).state.content_in_force.outcome
