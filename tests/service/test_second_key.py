"""Two keys: what binds the party waits at home until a person of another office releases exactly what was drafted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import EVERYTHING, NORTH, Seat

from paraph.record import Said
from paraph.service.chancery import Chancery
from paraph.service.delegations import give
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.say import Pending, all_pending, pending_of, release, take_back
from paraph.service.setup import Setup
from paraph.service.staff import dismiss
from paraph.values import Barred, builtin, convert

Two = tuple[Seat, Seat]
TODAY = "2026-03-01"
BOTH = (Mandate(kinds="*", verbs="*", releases=True),)


def drafted(seat: Seat, words: str = "words", **saying: object) -> Pending:
    return seat.say("convene", kind=ACCORD.name, content={"words": words}, **saying)


def test_the_first_key_signs_nothing(two: Two) -> None:
    north, _south = two
    before = north.trace()[:3]

    pending = drafted(north)

    assert ("clerk", "North desk", "2026-03-01T12:00:00Z") == (pending.by, pending.office, pending.at)
    assert (pending,) == all_pending(north.desk)
    assert before == north.trace()[:3]


def test_the_second_key_says_it_for_both_offices(two: Two) -> None:
    north, _south = two
    pending = drafted(north)

    said = release(north.desk, "head", pending.id, seen=pending.digest)

    assert (("North desk", "North head"), "convene") == (said.act.by, said.act.verb)
    assert pending.saying.content == said.act.content
    assert ((), 2) == (all_pending(north.desk), north.store.checkpoint(NORTH).size)


def test_a_draft_is_named_by_its_beginning(two: Two) -> None:
    north, _south = two
    pending = drafted(north)

    assert pending == pending_of(north.desk, pending.id[:3])
    assert isinstance(release(north.desk, "head", pending.id[:3], seen=pending.digest), Said)


def test_a_beginning_that_several_drafts_have_names_none(two: Two) -> None:
    north, _south = two
    first, second = drafted(north), drafted(north, "other words")

    with pytest.raises(Barred) as caught:
        pending_of(north.desk, "")

    assert ("second_key.unknown", {first.id, second.id}) == (caught.value.code, set(caught.value.facts["waiting"]))


def test_a_draft_that_is_taken_back_is_not_lost_and_cannot_be_released(two: Two) -> None:
    north, _south = two
    pending = drafted(north)

    assert pending == take_back(north.desk, "clerk", pending.id)
    with pytest.raises(Barred, match=r"second_key\.unknown"):
        release(north.desk, "head", pending.id, seen=pending.digest)


def by_the_drafter(seat: Seat, pending: Pending) -> object:
    keep_person(seat.desk.house, Person(id="clerk", name="Clerk", office="North desk", mandates=BOTH))
    return release(seat.desk, "clerk", pending.id, seen=pending.digest)


def by_the_drafter_promoted(seat: Seat, pending: Pending) -> object:
    """A new office is not another hand."""
    keep_person(seat.desk.house, Person(id="clerk", name="Clerk", office="North head", mandates=BOTH))
    return release(seat.desk, "clerk", pending.id, seen=pending.digest)


def by_the_next_chair(seat: Seat, pending: Pending) -> object:
    """Another hand is not another office."""
    keep_person(seat.desk.house, Person(id="deputy", name="Deputy", office="North desk", mandates=BOTH))
    return release(seat.desk, "deputy", pending.id, seen=pending.digest)


def by_who_only_drafts(seat: Seat, pending: Pending) -> object:
    keep_person(seat.desk.house, Person(id="drafter", name="D", office="North head", mandates=(EVERYTHING,)))
    return release(seat.desk, "drafter", pending.id, seen=pending.digest)


def by_whose_time_is_over(seat: Seat, pending: Pending) -> object:
    keep_person(seat.desk.house, Person(id="old", name="O", office="Old", mandates=BOTH, until="2026-02-28"))
    return release(seat.desk, "old", pending.id, seen=pending.digest)


def by_who_was_removed(seat: Seat, pending: Pending) -> object:
    dismiss(hall(seat), "head")
    return release(seat.desk, "head", pending.id, seen=pending.digest)


def by_a_deputy_of_the_drafter(seat: Seat, pending: Pending) -> object:
    keep_person(seat.desk.house, Person(id="clerk", name="Clerk", office="North desk", mandates=BOTH))
    give(hall(seat), "clerk", "intern", first=TODAY, last=TODAY)
    return release(seat.desk, "intern", pending.id, seen=pending.digest)


def by_the_drafter_for_the_head(seat: Seat, pending: Pending) -> object:
    give(hall(seat), "head", "clerk", first=TODAY, last=TODAY)
    return release(seat.desk, "clerk", pending.id, seen=pending.digest)


def by_a_colleague_for_the_head(seat: Seat, pending: Pending) -> object:
    """The intern sits at the drafter's desk, whosever right is used."""
    give(hall(seat), "head", "intern", first=TODAY, last=TODAY)
    return release(seat.desk, "intern", pending.id, seen=pending.digest)


def hall(seat: Seat) -> Chancery:
    return Chancery(house=seat.desk.house, clock=seat.clock, tell=seat.desk.tell)


REFUSED: dict[str, tuple[Callable[[Seat, Pending], object], str]] = {
    "the drafter": (by_the_drafter, "second_key.same_hand"),
    "the drafter in another office": (by_the_drafter_promoted, "second_key.same_hand"),
    "another person of the same office": (by_the_next_chair, "second_key.same_hand"),
    "who may only draft": (by_who_only_drafts, "mandate.second_key"),
    "an intern": (
        lambda seat, pending: release(seat.desk, "intern", pending.id, seen=pending.digest),
        "mandate.second_key",
    ),
    "a stranger": (
        lambda seat, pending: release(seat.desk, "nobody", pending.id, seen=pending.digest),
        "person.unknown",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_second_key_is_another_hand_of_another_office(two: Two, name: str) -> None:
    attempt, code = REFUSED[name]
    north, _south = two
    pending = drafted(north)
    before = north.trace()

    with pytest.raises(Barred) as caught:
        attempt(north, pending)

    assert code == caught.value.code
    assert before == north.trace()


def test_a_draft_that_could_never_be_said_is_not_kept(two: Two) -> None:
    north, _south = two

    with pytest.raises(Barred, match="over_differs"):
        drafted(north, over=("f" * 64,))

    assert () == all_pending(north.desk)


def test_a_draft_that_was_overtaken_is_barred_at_its_release_and_stays(two: Two) -> None:
    """It is judged as the record now stands; whoever drafted it takes it back."""
    north, south = two
    opened = north.opens()
    pending = north.say("convene", opened.digest, content={"words": "second"}, over=())
    south.hears(north)
    south.accepts(opened)
    north.hears(south)

    with pytest.raises(Barred, match="over_differs"):
        release(north.desk, "head", pending.id, seen=pending.digest)

    assert (pending,) == all_pending(north.desk)


def test_a_draft_follows_what_came_into_force_meanwhile(two: Two) -> None:
    """Unless it names what it would replace, it replaces what is in force when it is released."""
    north, south = two
    opened = north.opens()
    pending = north.say("convene", opened.digest, content={"words": "second"})
    south.hears(north)
    south.accepts(opened)
    north.hears(south)

    assert (opened.digest,) == release(north.desk, "head", pending.id, seen=pending.digest).act.over


def test_an_office_with_the_longest_name_can_be_given_a_second_key(two: Two) -> None:
    """Eighty letters are an office's most; that a second key is to come must not make it longer."""
    north, _south = two
    everything = (EVERYTHING,)
    keep_person(north.desk.house, Person(id="long", name="L", office="o" * 80, mandates=everything))

    pending = drafted(north, who="long")

    assert ("o" * 80, "North head") == release(north.desk, "head", pending.id, seen=pending.digest).act.by


def test_what_is_released_is_what_was_drafted_to_the_letter(two: Two) -> None:
    north, _south = two
    pending = drafted(north, "words \u2014 لفظ", note="As agreed.")

    said = release(north.desk, "head", pending.id, seen=pending.digest)

    wanted = {name: getattr(pending.saying, name) for name in ("verb", "kind", "record", "content", "note", "until")}
    assert wanted == {name: getattr(said.act, name) for name in wanted}


def test_a_draft_that_was_changed_by_hand_is_not_what_was_seen(two: Two) -> None:
    north, _south = two
    seen = drafted(north).digest
    kept = north.desk.house.all("second_key")
    key = next(iter(kept))
    changed = {**kept[key], "saying": {**kept[key]["saying"], "content": {"words": "others"}}}
    north.desk.house.put("second_key", key, changed)

    with pytest.raises(Barred, match=r"second_key\.changed"):
        release(north.desk, "head", key, seen=seen)


def test_a_draft_is_not_anybodys_to_take_back(two: Two) -> None:
    north, _south = two
    pending = drafted(north)

    with pytest.raises(Barred, match=r"second_key\.not_yours"):
        take_back(north.desk, "intern", pending.id)

    assert (pending,) == all_pending(north.desk)
    assert pending == take_back(north.desk, "head", pending.id)


def test_an_administrator_takes_a_draft_back_whose_author_is_gone(two: Two) -> None:
    north, _south = two
    pending = drafted(north)
    keep_person(north.desk.house, Person(id="clerk", name="C", office="North desk", until="2026-02-28"))
    keep_person(north.desk.house, Person(id="keeper", name="K", office="Registry", administers=True))

    with pytest.raises(Barred, match=r"second_key\.not_yours"):
        take_back(north.desk, "clerk", pending.id)
    assert pending == take_back(north.desk, "keeper", pending.id)


def test_a_draft_of_another_framework_is_neither_shown_nor_released(two: Two) -> None:
    north, _south = two
    pending = drafted(north)
    elsewhere = replace(north.desk, setup=convert(Setup, {**builtin(north.desk.setup), "framework": "pact"}))

    assert ((), (pending,)) == (all_pending(elsewhere), all_pending(north.desk))
    with pytest.raises(Barred, match=r"second_key\.unknown"):
        release(elsewhere, "head", pending.id, seen=pending.digest)
