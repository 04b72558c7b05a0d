"""What goes on to the next session, what is overdue, where the parties differ: computed, never said."""

from typing import Any

import pytest
from tests.domains.points import PROGRESS, a_report, a_standing, promised, standing_of
from tests.domains.tale import NORTH, SOUTH
from tests.domains.texts import NOBODY

from paraph.domains.commitments import ProgressReport
from paraph.domains.commitments.queries import (
    Difference,
    FollowThrough,
    carried,
    differences,
    follow_through,
    overdue,
    reviewed_at,
)
from paraph.domains.forum import Forum

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def ids(found: Any) -> list[str | None]:
    return [one.terms.public_id for one in found]


def test_what_is_open_is_carried_to_the_next_session_by_itself_in_the_order_people_count() -> None:
    every = [
        a_standing("21.10", B),
        a_standing("21.2", B),
        a_standing("20.1", A),
        a_standing("20.2", A, is_open=False, is_done=True),
        a_standing("22.1", C),
        a_standing("9.1", NOBODY),
    ]

    assert ["20.1", "21.2", "21.10"] == ids(carried(every, sessions=(A, B, C), to=C))
    assert ["20.1"] == ids(carried(every, sessions=(A, B, C), to=B))
    assert [] == ids(carried(every, sessions=(A, B, C), to=A))


def test_nothing_is_carried_to_a_session_that_is_not_in_the_series() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        carried((), sessions=(A, B), to=C)


def test_points_without_a_number_come_before_those_with_one() -> None:
    every = [a_standing("21.1", A), a_standing("21.1-b", A), a_standing("", A, terms={"public_id": None})]

    assert [None, "21.1", "21.1-b"] == ids(carried(every, sessions=(A, B), to=B))


def test_the_longest_overdue_comes_first() -> None:
    every = [
        a_standing("1", A, is_overdue=True, terms={"due": "2013-03"}),
        a_standing("2", A, is_overdue=True, terms={"due": "2004"}),
        a_standing("3", A),
    ]

    assert ["2", "1"] == ids(overdue(every))


def test_differences_show_each_partys_own_word() -> None:
    tale, _session, terms = promised()
    tale.say(NORTH, "report", PROGRESS, a_report(terms, "done"))
    found = standing_of(tale, terms)

    assert found is not None
    assert (Difference(terms.digest, {NORTH: "done", SOUTH: ""}),) == differences((found, a_standing("1", A)))


def test_a_session_reviews_what_names_it() -> None:
    named = a_standing("1", A, terms={"forum": Forum(session=B)})
    every = [named, a_standing("2", A), a_standing("3", A, terms={"forum": Forum(session=C)})]

    assert (named,) == reviewed_at([*every, named._replace(is_open=False)], B)


def test_follow_through_counts_what_became_of_each_session() -> None:
    said = ProgressReport(terms=NOBODY, version=NOBODY, status="done")
    every = [
        a_standing("20.1", A, is_done=True, is_open=False, latest={NORTH: said, SOUTH: said}),
        a_standing("20.2", A, differs=True, latest={NORTH: said, SOUTH: None}, terms={"due": None}),
        a_standing("20.3", A, is_overdue=True, terms={"owners": ()}),
        a_standing("20.4", A, terms={"type": "position"}),
    ]

    assert (
        FollowThrough(A, agreed=4, promised=3, dated=2, owned=2, done=1, differing=1, silent=1, overdue=1),
        FollowThrough(B, agreed=0, promised=0, dated=0, owned=0, done=0, differing=0, silent=0, overdue=0),
    ) == follow_through(every, sessions=(A, B))
