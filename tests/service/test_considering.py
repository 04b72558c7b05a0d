"""Whether something could be said, and what a careful clerk would point at, before anything is said."""

from typing import Any

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import NORTH, Seat

from paraph.domains import Flag
from paraph.record import Said, Seen
from paraph.service.considering import Considered, barred, considered, flags_of, say_or_consider
from paraph.service.say import Saying
from paraph.service.seen import seen_now
from paraph.values import Barred

Two = tuple[Seat, Seat]
CHECKS = {ACCORD.name: lambda accord: (Flag("accord.short", accord.words),)}


def proposing(verb: str = "propose", **saying: Any) -> Saying:
    return Saying(verb=verb, kind=ACCORD.name, **{"content": {"words": "words"}, **saying})


@pytest.mark.parametrize("verb", ["propose", "convene"])
def test_what_is_considered_leaves_no_trace(two: Two, verb: str) -> None:
    """It is judged as if it were said, with both keys where two are asked for."""
    north, _south = two
    before = north.trace()

    found = say_or_consider(north.desk, "clerk", proposing(verb), dry_run=True)

    assert isinstance(found, Considered)
    assert ("words", proposing(verb)) == (found.view.noun.words, found.saying)
    assert before == north.trace()


def test_what_is_not_only_considered_is_said(two: Two) -> None:
    assert isinstance(say_or_consider(two[0].desk, "clerk", proposing(), dry_run=False), Said)


def test_what_would_be_void_is_barred_for_the_same_reason(two: Two) -> None:
    with pytest.raises(Barred) as caught:
        considered(two[0].desk, "clerk", proposing(content={"words": "barred"}))

    assert "accord.words" == caught.value.code


@pytest.mark.parametrize(
    ("saying", "checks", "expected"),
    [
        (proposing(), CHECKS, (Flag("accord.short", "words"),)),
        (proposing(), {}, ()),
        (proposing(content=None), CHECKS, ()),
        (proposing("accept"), CHECKS, ()),
    ],
    ids=["a noun is looked at", "no check, no flags", "nothing to look at", "an answer brings no noun"],
)
def test_a_clerk_looks_at_what_brings_a_noun(two: Two, saying: Saying, checks: Any, expected: Any) -> None:
    assert expected == flags_of(two[0].desk, saying, checks=checks)


def test_a_verb_that_carries_nothing_is_tried_before_it_is_offered(two: Two) -> None:
    """What would be void is known beforehand, with its reason; what hangs on content is not tried."""
    north, south = two
    opened = north.opens()
    south.hears(north)
    before = south.trace()

    tried = [
        (code := barred(south.desk, opened.digest, ACCORD.verbs[verb], opened.digest)) and code.code
        for verb in ("accept", "refuse", "report_met", "propose")
    ]

    assert [None, None, "not_agreed", None] == tried
    assert before == south.trace()


def test_a_node_that_must_be_restored_offers_nothing_and_is_read_on(two: Two) -> None:
    """What lies here is shown; why nothing can be said stands beside it."""
    north, south = two
    opened = north.opens()
    south.hears(north)
    south.forges(south.compose(seen={**seen_now(south.desk), NORTH: Seen(root="0" * 64, size=99)}))

    tried = barred(south.desk, opened.digest, ACCORD.verbs["accept"], opened.digest)

    assert tried is not None
    assert "record.past_not_held" == tried.code
