"""Several things said at one time: judged all before the first is said."""

from typing import Any

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import Seat

from paraph.record import Said
from paraph.service.say import Pending, Saying, all_pending
from paraph.service.saying_many import judge, say_many
from paraph.values import Barred

Two = tuple[Seat, Seat]


def proposing(verb: str = "propose", words: str = "words", **saying: Any) -> Saying:
    return Saying(verb=verb, kind=ACCORD.name, content={"words": words}, **saying)


def test_all_are_said_in_their_order(two: Two) -> None:
    desk = two[0].desk

    done = say_many(desk, "clerk", [proposing(words="one"), proposing("convene", words="two")])

    assert [Said, Pending] == [type(one) for one in done]
    assert [done[1]] == [*all_pending(desk)]


def test_where_one_is_barred_none_is_said(two: Two) -> None:
    """Also what came before it."""
    north = two[0]
    before = north.trace()

    with pytest.raises(Barred, match=r"accord\.words"):
        say_many(north.desk, "clerk", [proposing(), proposing(words="barred")])

    assert before == north.trace()


def test_who_has_no_mandate_says_nothing(two: Two) -> None:
    with pytest.raises(Barred, match="mandate"):
        judge(two[0].desk, "intern", proposing())


def test_what_waits_is_taken_back_where_the_record_moves_meanwhile(two: Two) -> None:
    """The mandate ends between judging and saying."""
    desk = two[0].desk
    asked = []

    class Ending(list[Saying]):
        def __iter__(self) -> Any:
            asked.append(len(asked))
            yield self[0]
            if len(asked) > 1:
                yield Saying(verb="nothing of ours", kind=ACCORD.name)

    with pytest.raises(Barred, match="unknown_verb"):
        say_many(desk, "clerk", Ending([proposing("convene")]))

    assert () == all_pending(desk)
