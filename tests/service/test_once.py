"""Said once, however often it is asked for: the same key, the same answer, and never a second act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import NORTH, Seat

from paraph.record import Said
from paraph.service.desk import Desk
from paraph.service.once import SHELF, Asked, once
from paraph.service.ports import RecordStore
from paraph.service.say import SECOND_KEY, Pending, Saying, all_pending, release, say, take_back
from paraph.values import Barred, Damaged

Two = tuple[Seat, Seat]
Do = Callable[[Desk], Any]


class PowerCut(BaseException):
    """Everything stops here."""


def asked(key: str = "k1", request: Any = "all of it", person: str = "clerk") -> Asked:
    return Asked(person=person, key=key, request=request)


def saying(verb: str = "propose", words: str = "words") -> Do:
    said = Saying(verb=verb, kind=ACCORD.name, content={"words": words})
    return lambda desk: say(desk, "clerk", said)


def shape(outcome: Said | Pending) -> dict[str, Any]:
    return {"act": outcome.digest} if isinstance(outcome, Said) else {"draft": outcome.id}


def cut_before_the_answer(_outcome: object) -> dict[str, Any]:
    raise PowerCut


def size(seat: Seat) -> int:
    return seat.store.size(NORTH)


def last(seat: Seat) -> str:
    return [one.leaf.hex() for one in seat.store.stored(NORTH, 0, size(seat))][-1]


def test_the_same_key_has_the_same_answer_and_no_second_act(two: Two) -> None:
    north, _south = two

    first = once(north.desk, asked(), saying(), shape)
    second = once(north.desk, asked(), saying(), shape)

    assert (first, 2) == (second, size(north))


def test_without_a_key_it_is_said_again(two: Two) -> None:
    north, _south = two

    for words in ("one", "two"):
        once(north.desk, None, saying(words=words), shape)

    assert 3 == size(north)


def test_the_same_key_for_anything_else_is_refused(two: Two) -> None:
    north, _south = two
    once(north.desk, asked(), saying(), shape)

    with pytest.raises(Barred, match=r"once\.other_request"):
        once(north.desk, asked(request="something else"), saying(), shape)

    assert 2 == size(north)


def test_another_persons_key_is_another_key(two: Two) -> None:
    north, _south = two
    once(north.desk, asked(), saying(), shape)

    once(north.desk, asked(person="head"), saying(words="others"), shape)

    assert 3 == size(north)


def test_a_refusal_keeps_no_key(two: Two) -> None:
    north, _south = two
    with pytest.raises(Barred, match="unknown_verb"):
        once(north.desk, asked(), saying("sing"), shape)

    once(north.desk, asked(request="corrected"), saying(), shape)

    assert 2 == size(north)


def test_an_act_whose_answer_was_lost_is_found_and_not_said_again(two: Two) -> None:
    """The power fails when the act is in the log and nobody was told."""
    north, _south = two
    with pytest.raises(PowerCut):
        once(north.desk, asked(), saying(), cut_before_the_answer)

    answer = once(north.desk, asked(), saying(), shape)

    assert ({"act": last(north)}, 2) == (answer, size(north))
    assert answer == once(north.desk, asked(), saying(), shape)


def test_an_act_that_never_came_into_the_log_is_said(two: Two) -> None:
    """The power fails when the act is known by its digest and not yet appended."""
    north, _south = two
    with pytest.raises(PowerCut):
        once(replace(north.desk, store=Stopping(north.store)), asked(), saying(), shape)

    once(north.desk, asked(), saying(), shape)

    assert 2 == size(north)


def test_an_act_that_was_appended_and_not_signed_is_signed_when_asked_again(two: Two) -> None:
    north, _south = two
    with pytest.raises(PowerCut):
        once(replace(north.desk, store=Stopping(north.store, after=True)), asked(), saying(), shape)
    assert (2, 1) == (size(north), north.store.checkpoint(NORTH).size)

    once(north.desk, asked(), saying(), shape)

    assert (2, 2) == (size(north), north.store.checkpoint(NORTH).size)


def test_a_fault_after_the_act_was_appended_does_not_free_the_key(two: Two) -> None:
    north, _south = two

    def faulty(desk: Desk) -> Said | Pending:
        saying()(desk)
        raise Damaged("store.moved", party=NORTH)

    with pytest.raises(Damaged):
        once(north.desk, asked(), faulty, shape)

    once(north.desk, asked(), saying(), shape)

    assert 2 == size(north)


def test_a_draft_whose_answer_was_lost_is_not_drafted_again(two: Two) -> None:
    north, _south = two
    with pytest.raises(PowerCut):
        once(north.desk, asked(), saying("convene"), cut_before_the_answer)

    answer = once(north.desk, asked(), saying("convene"), shape)

    assert [answer["draft"]] == [one.id for one in all_pending(north.desk)]


def test_a_second_key_whose_answer_was_lost_is_not_given_again(two: Two) -> None:
    """Also where the draft still waits, because the power failed before it was put away."""
    north, _south = two
    drafted = saying("convene")(north.desk)
    kept = north.desk.house.get(SECOND_KEY, drafted.id)

    def releasing(desk: Desk) -> Said:
        return release(desk, "head", drafted.id, seen=drafted.digest)

    with pytest.raises(PowerCut):
        once(north.desk, asked(), releasing, cut_before_the_answer)
    north.desk.house.put(SECOND_KEY, drafted.id, kept)

    answer = once(north.desk, asked(), releasing, shape)

    assert ({"act": last(north)}, 2) == (answer, size(north))
    assert () == all_pending(north.desk)


def test_a_draft_taken_back_whose_answer_was_lost_is_still_shown(two: Two) -> None:
    north, _south = two
    drafted = saying("convene")(north.desk)

    def taking(desk: Desk) -> Pending:
        return take_back(desk, "clerk", drafted.id)

    with pytest.raises(PowerCut):
        once(north.desk, asked(), taking, cut_before_the_answer)

    assert {"draft": drafted.id} == once(north.desk, asked(), taking, shape)


def test_a_key_whose_draft_was_refused_is_free(two: Two) -> None:
    """What is written down of a refusal is nothing that was done."""
    north, _south = two
    drafted = saying("convene")(north.desk)

    with pytest.raises(Barred, match="mandate"):
        once(north.desk, asked(), lambda desk: release(desk, "intern", drafted.id, seen=drafted.digest), shape)

    assert {} == north.desk.house.all(SHELF)


def test_what_changes_nothing_is_answered_again_too(two: Two) -> None:
    north, _south = two
    found = iter((1, 2))

    answers = [once(north.desk, asked(), lambda _: next(found), lambda one: {"found": one}) for _ in range(2)]

    assert [{"found": 1}, {"found": 1}] == answers


def test_old_keys_are_forgotten(two: Two) -> None:
    north, _south = two
    once(north.desk, asked("old"), saying(), shape)
    north.clock.now += timedelta(days=4)
    once(north.desk, asked("young"), saying(words="young"), shape)
    north.clock.now += timedelta(days=4)

    once(north.desk, asked("new"), saying(words="new"), shape)

    assert ["clerk/new", "clerk/young"] == sorted(north.desk.house.all(SHELF))


class Stopping:
    """A record at whose appending the power fails, before or after."""

    def __init__(self, store: RecordStore, *, after: bool = False) -> None:
        self._store, self._after = store, after

    def __getattr__(self, name: str) -> Any:
        return self._stop if name in {"append", "commit"} else getattr(self._store, name)

    def _stop(self, *given: Any, **more: Any) -> None:
        if self._after:
            self._store.append(*given, **more)
        raise PowerCut
