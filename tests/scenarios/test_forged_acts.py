"""Pen and reader tested apart: what no pen would sign is signed all the same, and every reader finds it void.

The guards are found by enumerating the declarations; the stories that provoke each lie in tests/record and
tests/domains, and are told here again with real keys, over the real exchange.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from tests.domains import (
    test_charters,
    test_commitments,
    test_paragraph_marks,
    test_session_papers,
    test_sessions,
    test_statements,
)
from tests.record import test_every_guard, test_judge_stories
from tests.record.codes import codes_by_verb, codes_of_dealing, codes_of_kind
from tests.record.histories import EAST, FRAMEWORK, THREE, TWO
from tests.record.kinds import ACCORD
from tests.record.kinds import KINDS as SMALL_KINDS
from tests.record.stories import Step
from tests.scenarios import further
from tests.scenarios.forgery import Forgery, fewest, of_story, of_tale, read_by_all, tales_of, templates

from paraph.domains import CHARTER_FAMILY, KINDS

TOLD = (test_charters, test_commitments, test_paragraph_marks, test_session_papers, test_sessions, test_statements)


@cache
def small_forgeries() -> tuple[Forgery, ...]:
    """Every story of tests/record in which something is void."""
    tables = [(kind, table) for kind, tables, _elsewhere in test_every_guard.TOLD.values() for table in tables]
    tables.append((ACCORD, test_judge_stories.STORIES))
    stories = [(kind, steps) for kind, table in tables for steps, _expected in table.values()]
    told = [of_story(kind, steps, parties) for kind, steps in stories for parties in _sets_of_parties(steps)]
    return tuple(one for one in (*told, *further.histories()) if one.guards)


@cache
def forgeries() -> tuple[Forgery, ...]:
    """Every tale of tests/domains in which something is void."""
    told = [of_tale(tale) for module in TOLD for tale in tales_of(module)]
    return tuple(one for one in (*told, *further.tales()) if one.guards)


def test_every_declared_guard_is_forged() -> None:
    """Every code of every verb of every kind there is, read off the declarations."""
    declared = {
        (kind.name, verb, code)
        for kind in KINDS.values()
        for verb, codes in codes_by_verb(kind).items()
        for code in codes
    }
    forged = {guard for one in forgeries() for guard in one.guards}

    assert len(declared) > 60
    assert set() == declared - forged


def test_every_guard_of_the_dealings_and_of_the_judge_is_forged() -> None:
    """What bars whatever the kind: told with one small kind of each dealing."""
    declared = test_every_guard.OF_THE_JUDGE.union(
        *(codes_of_dealing(kind.dealing) | codes_of_kind(kind) for kind in SMALL_KINDS.values())
    )
    forged = {code for one in (*small_forgeries(), *forgeries()) for _kind, _verb, code in one.guards}

    assert len(declared) > 60
    assert set() == declared - forged


@pytest.mark.slow
def test_every_reader_voids_what_the_dealings_forbid(tmp_path: Path) -> None:
    """With the author's own key and as bytes over the exchange; for the reason that the pen gives."""
    founded = templates(tmp_path / "founded", FRAMEWORK, TWO, THREE)

    wrong = [
        read_by_all(tmp_path / str(place), one, founded[len(one.logs)])
        for place, one in enumerate(fewest(small_forgeries()))
    ]

    assert [] == [each for each in wrong if each]


@pytest.mark.slow
def test_every_reader_voids_what_the_kinds_forbid(tmp_path: Path) -> None:
    founded = templates(tmp_path / "founded", "border", TWO, THREE)

    wrong = [
        read_by_all(tmp_path / str(place), one, founded[len(one.logs)], kinds=KINDS, charter_family=CHARTER_FAMILY)
        for place, one in enumerate(fewest(forgeries()))
    ]

    assert [] == [each for each in wrong if each]


def _sets_of_parties(steps: Sequence[Step]) -> tuple[Sequence[str], ...]:
    """Who may play a story: two, unless East speaks in it; three, if East is so much as named."""
    two = () if any(step.party == EAST for step in steps) else (TWO,)
    return (*two, THREE) if EAST in str(steps) else two
