"""The board: equal to what reading says, however it was brought up to the record."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.chance import FAULTS, OURS, Move, Stage
from tests.record.histories import THREE, TWO
from tests.record.theirs import THEIRS
from tests.service.boards import by_board, by_reading, hall, held, made_anew, told

NOW = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
some = settings(max_examples=2000 if settings().max_examples > 100 else 40)
MOVE = st.builds(
    Move,
    author=st.integers(0, 2),
    hears=st.integers(0, 4),
    verb=st.integers(0, 11),
    fault=st.integers(0, len(FAULTS) - 1),
    seed=st.integers(0, 2**16),
)


def moves(stage: Stage) -> st.SearchStrategy[list[tuple[str, Move]]]:
    return st.lists(st.tuples(st.sampled_from(sorted(stage.kinds)), MOVE), min_size=1, max_size=16)


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 6), st.booleans(), st.booleans(), st.integers(0, 60 * 24 * 40)),
    max_size=14,
)
"""(whose log, how many entries, whether what waited is settled, whether the board is brought up, minutes that pass)"""


@pytest.mark.parametrize("stage", [OURS, pytest.param(THEIRS, marks=pytest.mark.slow)], ids=["ours", "theirs"])
@given(data=st.data(), parties=st.sampled_from((TWO, THREE)), steps=STEPS)
@some
def test_in_many_steps_or_in_one_the_board_is_the_same(
    stage: Stage, data: st.DataObject, parties: tuple[str, ...], steps: list[tuple[int, int, bool, bool, int]]
) -> None:
    """Logs come in any order and in parts, so that much waits; what waited is settled at once or later."""
    history = told(stage, parties, data.draw(moves(stage)))
    last = [(number, 10**6, True, True, 0) for number in range(3)]
    with hall(*parties, kinds=stage.kinds, charter_family=stage.charter.family, me=parties[-1]) as here:
        for whose, count, settles, brings, minutes in (*steps, *last):
            here.takes_from(history, parties[whose % len(parties)], count, settles=settles)
            here.at(NOW + timedelta(minutes=minutes))
            if brings:
                here.board.refresh()

                assert by_reading(here) == by_board(here)
                assert made_anew(here) == held(here.board.index)
