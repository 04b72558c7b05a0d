"""The log's own verdict: is an act's past held, is it the one held here, did it never shrink, is it closed?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO, History
from tests.record.kinds import ACCORD

from paraph.record import GARBAGE, Seen, pack_reach, read_act, saw, unpack_reach, utc_text, utc_time

NOWHERE = "a" * 64


def remark(history: History, party: str, **fields: Any) -> int:
    history.say(party, kind=ACCORD.name, verb="remark", record=NOWHERE, note="n", **fields)
    return len(history.logs[party]) - 1


def seen(history: History, **sizes: int) -> dict[str, Seen]:
    return {party: Seen(size=size, root=history.logs[party].roots[size]) for party, size in sizes.items()}


def unknown_root(size: int) -> Seen:
    return Seen(size=size, root="b" * 64)


def test_an_act_that_saw_nothing_may_be_judged() -> None:
    history = History(TWO)
    seq = remark(history, NORTH)

    assert "" == history.odd(NORTH, seq)


def test_an_act_that_saw_what_is_held_may_be_judged() -> None:
    history = History(TWO)
    remark(history, NORTH)
    history.hear(SOUTH)
    seq = remark(history, SOUTH)

    assert "" == history.odd(SOUTH, seq)


def test_an_act_waits_while_its_past_is_not_held() -> None:
    """Kept, shown, without effect; once the past is held it is judged."""
    history = History(TWO)
    remark(history, NORTH)
    history.hear(SOUTH)
    seq = remark(history, SOUTH)

    assert "waiting" == history.odd(SOUTH, seq, {NORTH: 0, SOUTH: 1})
    assert "" == history.odd(SOUTH, seq, {NORTH: 1, SOUTH: 1})


def test_an_act_that_saw_an_unknown_party_waits() -> None:
    """It may join yet; until then nothing of its log is held."""
    history = History(TWO)
    seq = remark(history, NORTH, seen={EAST: unknown_root(1)})

    assert "waiting" == history.odd(NORTH, seq)


def test_an_act_does_not_say_that_it_saw_its_own_log() -> None:
    """Its own log before it is its past without saying so."""
    history = History(TWO)
    remark(history, NORTH)
    seq = remark(history, NORTH, seen=seen(history, NORTH=1))

    assert "void:seen_itself" == history.odd(NORTH, seq)


def test_a_past_never_shrinks_along_a_log() -> None:
    """Not to less, and not to nothing."""
    history = History(TWO)
    remark(history, SOUTH)
    remark(history, SOUTH)
    remark(history, NORTH, seen=seen(history, SOUTH=2))
    less = remark(history, NORTH, seen=seen(history, SOUTH=1))
    nothing = remark(history, NORTH, seen={})
    same = remark(history, NORTH, seen=seen(history, SOUTH=2))

    assert ["void:seen_shrinks", "void:seen_shrinks", ""] == [history.odd(NORTH, seq) for seq in (less, nothing, same)]


def test_a_past_that_shrinks_does_so_whatever_is_held() -> None:
    """It needs nothing but the log itself, and never waits."""
    history = History(TWO)
    remark(history, NORTH, seen={SOUTH: unknown_root(2)})
    seq = remark(history, NORTH, seen={SOUTH: unknown_root(1)})

    assert "void:seen_shrinks" == history.odd(NORTH, seq)


def test_a_root_that_contradicts_the_log_held_is_another_history() -> None:
    """Evidence of a fork: the act is void here."""
    history = History(TWO)
    remark(history, SOUTH)
    seq = remark(history, NORTH, seen={SOUTH: unknown_root(1)})

    assert "void:seen_root" == history.odd(NORTH, seq)


def test_a_past_is_closed() -> None:
    """Whoever saw an act saw all that this act had seen."""
    history = History(THREE)
    remark(history, EAST)
    history.hear(SOUTH)
    remark(history, SOUTH)
    seq = remark(history, NORTH, seen=seen(history, SOUTH=1))
    closed = remark(history, NORTH, seen=seen(history, SOUTH=1, EAST=1))

    assert ["void:past_not_closed", ""] == [history.odd(NORTH, one) for one in (seq, closed)]


def test_a_past_is_closed_towards_its_own_log_too() -> None:
    """What the other had seen of one's own log lies before the act, or the other saw what was not there."""
    history = History(TWO)
    remark(history, SOUTH, seen={NORTH: unknown_root(5)})
    seq = remark(history, NORTH, seen=seen(history, SOUTH=1))

    assert "void:past_not_closed" == history.odd(NORTH, seq)


def test_a_log_that_claims_to_have_seen_too_much_only_hides_itself() -> None:
    """An honest pen stops before the entry that reaches too far, so nobody else's acts are void for it."""
    history = History(TWO)
    remark(history, SOUTH)
    remark(history, SOUTH, seen={NORTH: unknown_root(1_000_000_000)})
    history.hear(NORTH)
    seq = remark(history, NORTH)

    assert {SOUTH: 1} == {party: one.size for party, one in read_act(history.logs[NORTH].entries[seq]).seen.items()}
    assert "" == history.odd(NORTH, seq)


def test_what_is_no_act_has_no_past() -> None:
    """It is garbage, kept and shown; the log goes on behind it."""
    history = History(TWO)
    history.write(SOUTH, b"\xffnot an act")
    history.hear(NORTH)
    seq = remark(history, NORTH)

    assert GARBAGE == history.odd(SOUTH, 0)
    assert "" == history.odd(NORTH, seq)


def test_a_past_is_what_was_before_in_the_own_log_and_seen_of_the_others() -> None:
    """Nothing else lies in it, whatever the clocks say."""
    history = History(TWO)
    for party in (NORTH, SOUTH, NORTH):
        remark(history, party)
        history.hear(SOUTH)
    first, third, second = sorted(history.admitted(), key=lambda one: (one.party, one.seq))

    assert (True, False, True) == (saw(second, first), saw(second, third), saw(third, first))
    assert (False, False) == (saw(first, first), saw(first, third))


REACH = st.dictionaries(st.from_regex(r"[A-Z][A-Z0-9-]{1,15}", fullmatch=True), st.integers(1, 2**53 - 1), max_size=5)


@given(REACH)
def test_a_reach_is_packed_and_unpacked(reach: dict[str, int]) -> None:
    """The index keeps it as bytes; equal reaches are equal bytes."""
    packed = pack_reach(reach)

    assert reach == unpack_reach(packed)
    assert packed == pack_reach(dict(reversed(reach.items())))


@given(
    st.datetimes(
        min_value=utc_time("1900-01-01T00:00:00Z").replace(tzinfo=None),
        max_value=utc_time("2999-12-31T23:59:59Z").replace(tzinfo=None),
    )
)
def test_times_sort_as_their_texts(moment: Any) -> None:
    """Whole seconds, UTC."""
    text = utc_text(moment.replace(tzinfo=utc_time("2000-01-01T00:00:00Z").tzinfo))

    assert utc_time(text).replace(tzinfo=None) == moment.replace(microsecond=0)
    assert (text < "2026-01-01T00:00:00Z") == (utc_time(text) < utc_time("2026-01-01T00:00:00Z"))


@pytest.mark.parametrize(("text", "expected"), [("2026-02-31T00:00:00Z", "2026-03-03T00:00:00Z")])
def test_a_day_that_its_month_does_not_have_runs_over(text: str, expected: str) -> None:
    """So that every act has a time."""
    assert expected == utc_text(utc_time(text))
