"""Every reason for which an act may be void is provoked by a story, and no story is void for an undeclared reason."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from tests.record import (
    test_alarm_stories,
    test_claimed_answers,
    test_claimed_stories,
    test_declared_stories,
    test_joint_stories,
    test_judge_stories,
    test_sealed_stories,
    test_tracked_stories,
)
from tests.record.codes import codes_by_verb, codes_in, codes_of_dealing, codes_of_kind
from tests.record.kinds import ACCORD, BELL, BILL, DRAW, KINDS, POST, WORKS

from paraph.record import Case, Kind, verb
from paraph.record.joint import HOLD
from paraph.record.judge import _Bench, _check_rule, _read_content
from paraph.values import Barred

Told = Mapping[str, tuple[Sequence[Any], Any]]

TOLD: dict[str, tuple[Kind, tuple[Told, ...], Mapping[str, str]]] = {
    "joint": (ACCORD, (test_joint_stories.STORIES,), test_joint_stories.ELSEWHERE),
    "declared": (POST, (test_declared_stories.STORIES, test_declared_stories.OF_THREE), {}),
    "claimed": (BILL, (test_claimed_stories.STORIES, test_claimed_answers.STORIES, test_claimed_stories.OF_THREE), {}),
    "tracked": (WORKS, (test_tracked_stories.STORIES,), {}),
    "sealed": (DRAW, (test_sealed_stories.STORIES, test_sealed_stories.OUTSIDER), {}),
    "alarm": (BELL, (test_alarm_stories.STORIES,), {}),
}

OF_THE_JUDGE = frozenset().union(
    *(codes_in(one) for one in (_Bench.weigh, _Bench.opener_for, _Bench.check_opening, _Bench.check_on)),
    codes_in(_check_rule),
    codes_in(_read_content),
)


def provoked(tables: Iterable[Told], elsewhere: Mapping[str, str]) -> frozenset[str]:
    found = set(elsewhere)
    for table in tables:
        for _steps, expected in table.values():
            found |= {expected} if isinstance(expected, str) else set(expected.get("void", {}).values())
    return frozenset(found)


@pytest.mark.parametrize("dealing", TOLD)
def test_every_code_of_a_dealing_is_provoked(dealing: str) -> None:
    """The codes are read off the guards; the stories say which they provoke; neither has one that the other has not."""
    kind, tables, elsewhere = TOLD[dealing]
    told = provoked(tables, elsewhere)
    declared = codes_of_dealing(kind.dealing) | codes_of_kind(kind)

    assert dealing == kind.dealing.name
    assert frozenset() == declared - told
    assert frozenset() == told - declared - OF_THE_JUDGE


def test_every_code_of_the_judge_is_provoked() -> None:
    """What holds for every kind is told with the judge."""
    told = provoked([test_judge_stories.STORIES], test_judge_stories.ELSEWHERE)

    assert len(OF_THE_JUDGE) > 15
    assert frozenset() == OF_THE_JUDGE - told


def test_each_dealing_has_a_kind_here() -> None:
    """So that what holds for every kind is asked of all six."""
    assert set(TOLD) == {kind.dealing.name for kind in KINDS.values()}


def test_the_enumeration_sees_what_a_guard_calls() -> None:
    """A code passed on as an argument, chosen by a condition, or barred by a function that is called."""

    def bar_as(code: str) -> None:
        raise Barred(code)

    def bar_either(case: Case) -> None:
        raise Barred("left" if case.opens else "right")

    @verb(HOLD)
    def hold(case: Case) -> None:
        """Hold."""
        bar_as("passed.on")
        bar_either(case)
        raise Barred("own")

    kind = Kind(name="test.seen/1", title="Seen", dealing=ACCORD.dealing, noun=ACCORD.noun, says=(hold,))

    assert {"hold": {"passed.on", "left", "right", "own"}} == codes_by_verb(kind)
