"""How much of the others' logs the pen says it has seen: as far as the past is closed, and never less than before."""

import pytest
from tests.service.cast import EAST, NORTH, SOUTH, Seat

from paraph.record import Seen
from paraph.service.seen import cut_of, seen_now
from paraph.values import Recovering

Two = tuple[Seat, Seat]
Three = tuple[Seat, Seat, Seat]
NOWHERE = Seen(root="0" * 64, size=99)


def sizes(seat: Seat) -> dict[str, int]:
    return {party: seen.size for party, seen in seen_now(seat.desk).items()}


def test_all_that_is_held_and_signed_is_seen(two: Two) -> None:
    north, south = two
    south.opens()
    before = sizes(north)
    north.hears(south)

    assert ({SOUTH: 1}, {SOUTH: 2}) == (before, sizes(north))
    assert {NORTH: 1, SOUTH: 2} == cut_of(north.desk)
    assert south.store.checkpoint(SOUTH).root.hex() == seen_now(north.desk)[SOUTH].root


def test_a_log_of_which_nothing_is_held_is_not_seen(three: Three) -> None:
    north, _south, _east = three

    assert {SOUTH: 1, EAST: 1} == sizes(north)


def test_an_entry_that_reaches_too_far_keeps_itself_from_being_seen(three: Three) -> None:
    """The pen stops before it: whoever says to have seen what does not exist harms its own log alone."""
    north, south, _east = three
    south.forges(south.compose(seen={**seen_now(south.desk), EAST: NOWHERE}))
    north.hears(south)

    assert {SOUTH: 1, EAST: 1} == sizes(north)
    assert ((SOUTH, 1),) == north.store.waiting()


def test_what_is_said_after_an_entry_that_reaches_too_far_is_not_seen_either(three: Three) -> None:
    north, south, _east = three
    seen = {**seen_now(south.desk), EAST: NOWHERE}
    south.forges(south.compose(seen=seen))
    south.forges(south.compose(seen=seen, content={"words": "more"}))
    north.hears(south)

    assert {SOUTH: 1, EAST: 1} == sizes(north)


def test_who_has_seen_too_far_by_way_of_another_is_seen_up_to_there(three: Three) -> None:
    """South reaches too far, East has seen just that: of both, what lay before is still seen, as it was before."""
    north, south, east = three
    south.forges(south.compose(seen={**seen_now(south.desk), EAST: NOWHERE}))
    east.hears(south)
    head = east.store.checkpoint(SOUTH)
    east.forges(east.compose(seen={**seen_now(east.desk), SOUTH: Seen(root=head.root.hex(), size=head.size)}))
    north.hears(south)
    north.hears(east)

    assert {SOUTH: 1, EAST: 1} == sizes(north)


def test_a_hostile_log_does_not_make_another_say_what_is_void(three: Three) -> None:
    """What North says next is heard by everyone."""
    north, south, east = three
    south.forges(south.compose(seen={**seen_now(south.desk), EAST: NOWHERE}))
    east.hears(south)
    head = east.store.checkpoint(SOUTH)
    east.forges(east.compose(seen={**seen_now(east.desk), SOUTH: Seen(root=head.root.hex(), size=head.size)}))
    north.hears(south)
    north.hears(east)

    said = north.opens()
    east.hears(north)

    assert "" == east.store.find(bytes.fromhex(said.digest)).odd


def test_a_log_that_has_seen_what_is_not_held_here_says_nothing(three: Three) -> None:
    """As after a lost disk that came back from one mirror alone: what we said next, every reader would void."""
    north, _south, _east = three
    north.forges(north.compose(seen={**seen_now(north.desk), EAST: NOWHERE}))
    before = north.trace()

    with pytest.raises(Recovering) as caught:
        north.opens()

    assert ("record.past_not_held", {EAST: 99}) == (caught.value.code, caught.value.facts["lacking"])
    assert before == north.trace()
