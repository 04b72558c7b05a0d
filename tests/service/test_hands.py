"""Two keys are two persons of two offices, however they came by them."""

from collections.abc import Iterator
from itertools import permutations, product

import pytest
from tests.service.halls import EVERYTHING, ON, TODAY, Hall

from paraph.service.delegations import delegations, end, give
from paraph.service.hands import Hand, first_key, first_keys, hands, second_key, second_keys
from paraph.service.people import Mandate, Person, keep_person, person_of
from paraph.values import Barred

CAST = ("ann", "ben", "cem", "dor")
ASKED = {"kind": "consultation.session", "verb": "accept", "on": ON}


def seatings(names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Every way in which persons can sit in offices."""
    seen = set()
    for rooms in product(range(len(names)), repeat=len(names)):
        pattern = tuple(rooms.index(room) for room in rooms)
        if pattern not in seen:
            seen.add(pattern)
            yield {name: f"Office {room}" for name, room in zip(names, pattern, strict=True)}


def everybody_for_everybody(offices: dict[str, str]) -> Hall:
    """Each may do everything, and each stands in for each."""
    hall = Hall()
    for name, office in offices.items():
        hall.enters(name, EVERYTHING, office=office)
    for giver, deputy in permutations(offices, 2):
        give(hall.chancery, giver, deputy, first=TODAY, last=TODAY)
    return hall


def every_hand(hall: Hall) -> list[Hand]:
    return [held.hand for name in CAST for held in hands(hall.house, person_of(hall.house, name), on=ON)]


@pytest.mark.parametrize("offices", [*seatings(CAST)], ids=lambda one: "".join(room[-1] for room in one.values()))
def test_no_two_keys_are_of_one_person_or_one_office(offices: dict[str, str]) -> None:
    """Every pair of hands there can be among four persons, in every seating, each deputy of each."""
    hall = everybody_for_everybody(offices)
    givers = {one.number: one.giver for one in delegations(hall.house)}
    turned = []

    for first, second in product(every_hand(hall), repeat=2):
        firsts = {first.person, givers.get(first.delegation, first.person)}
        seconds = {second.person, givers.get(second.delegation, second.person)}
        apart = not firsts & seconds and not {offices[one] for one in firsts} & {offices[one] for one in seconds}
        hand = turn(hall, first, second)
        turned.append((apart, hand is not None, hand is None or first.office != hand.office))

    assert 256 == len(turned)
    assert [] == [one for one in turned if one[0] is not one[1] or not one[2]]


@pytest.mark.parametrize("offices", [*seatings(CAST)], ids=lambda one: "".join(room[-1] for room in one.values()))
def test_whatever_right_is_used_unasked_is_of_another_person_and_office(offices: dict[str, str]) -> None:
    hall = everybody_for_everybody(offices)

    for first, name in product(every_hand(hall), CAST):
        hand = turn(hall, first, Hand(person=name, office="", people=(), offices=()))
        if hand is not None:
            assert not set(first.people) & set(hand.people)
            assert not {offices[one] for one in first.people} & {offices[one] for one in hand.people}


def turn(hall: Hall, first: Hand, second: Hand) -> Hand | None:
    """The hand that gives the second key; None where it is refused for being the same."""
    person = person_of(hall.house, second.person)
    try:
        return second_key(hall.house, person, **ASKED, first=first, under=second.delegation)
    except Barred as barred:
        if barred.code != "second_key.same_hand":
            raise
        return None


def test_offices_that_differ_in_letters_only_are_one() -> None:
    """Neither spaces nor capitals nor the forms of letters make another office."""
    hall = Hall()
    hall.enters("ann", EVERYTHING, office="North Desk")
    hall.enters("ben", EVERYTHING, office=" north  ｄesk")
    first, _alone = first_key(hall.house, person_of(hall.house, "ann"), **ASKED)

    with pytest.raises(Barred, match=r"second_key\.same_hand"):
        second_key(hall.house, person_of(hall.house, "ben"), **ASKED, first=first)


def test_ones_own_right_comes_first_and_a_named_delegation_before_it() -> None:
    hall = everybody_for_everybody({"ann": "A", "ben": "B"})
    ann = person_of(hall.house, "ann")

    assert (None, "A") == (
        first_key(hall.house, ann, **ASKED)[0].delegation,
        first_key(hall.house, ann, **ASKED)[0].office,
    )
    assert "A for B (delegation 2)" == first_key(hall.house, ann, **ASKED, under=2)[0].office
    with pytest.raises(Barred, match="mandate"):
        first_key(hall.house, ann, **ASKED, under=1)


def test_a_deputy_is_asked_where_ones_own_right_does_not_reach() -> None:
    hall = Hall()
    hall.enters("head", EVERYTHING)
    hall.enters("intern")
    give(hall.chancery, "head", "intern", first=TODAY, last=TODAY)
    intern = person_of(hall.house, "intern")

    assert ("intern", "head") == first_key(hall.house, intern, **ASKED)[0].people
    assert [1] == [one.hand.delegation for one in second_keys(hall.house, intern, **ASKED)]


def test_a_second_key_is_given_with_whichever_right_is_apart() -> None:
    """As herself Ann sits with the drafter; no delegation makes another of her."""
    hall = Hall()
    hall.enters("clerk", EVERYTHING, office="Desk")
    hall.enters("ann", EVERYTHING, office="Desk")
    hall.enters("ben", EVERYTHING, office="Desk")
    hall.enters("head", EVERYTHING, office="Head")
    give(hall.chancery, "ann", "head", first=TODAY, last=TODAY)
    first, _alone = first_key(hall.house, person_of(hall.house, "ben"), **ASKED)

    hand = second_key(hall.house, person_of(hall.house, "head"), **ASKED, first=first)

    assert (None, "Head") == (hand.delegation, hand.office)


def test_what_needs_a_second_key_by_mandate_needs_it_for_a_deputy_too() -> None:
    hall = Hall()
    hall.enters("reviewer", Mandate(kinds="*", verbs="*", second_key=True))
    hall.enters("intern")
    give(hall.chancery, "reviewer", "intern", first=TODAY, last=TODAY)

    assert [False, False] == [
        first_key(hall.house, person_of(hall.house, name), **ASKED)[1] for name in ("reviewer", "intern")
    ]


def drafting_ends(hall: Hall) -> None:
    hall.enters("clerk", Mandate(kinds="*", verbs="*", drafts=False), office="Desk")


def time_ends(hall: Hall) -> None:
    hall.enters("clerk", EVERYTHING, office="Desk", until="2026-02-28")


def is_removed(hall: Hall) -> None:
    keep_person(hall.house, Person(id="clerk", name="C", office="Desk", removed="2026-03-01T12:00:00Z"))


@pytest.mark.parametrize("ends", [drafting_ends, time_ends, is_removed])
def test_a_first_key_counts_only_as_long_as_its_hand_may_turn_it(ends: object) -> None:
    hall = Hall()
    hall.enters("clerk", EVERYTHING, office="Desk")
    hall.enters("head", EVERYTHING, office="Head")
    first, _alone = first_key(hall.house, person_of(hall.house, "clerk"), **ASKED)
    ends(hall)

    with pytest.raises(Barred, match=r"second_key\.first_key_ended"):
        second_key(hall.house, person_of(hall.house, "head"), **ASKED, first=first)


def test_a_first_key_of_a_deputy_ends_with_the_delegation() -> None:
    hall = Hall()
    for name in ("clerk", "away", "head"):
        hall.enters(name, EVERYTHING)
    found = give(hall.chancery, "away", "clerk", first=TODAY, last=TODAY)
    first, _alone = first_key(hall.house, person_of(hall.house, "clerk"), **ASKED, under=found.number)
    end(hall.chancery, "away", found.number)

    with pytest.raises(Barred, match=r"second_key\.first_key_ended"):
        second_key(hall.house, person_of(hall.house, "head"), **ASKED, first=first)


def test_whoever_moved_to_the_office_of_the_second_key_is_not_apart_from_it() -> None:
    """An office counts as it was when the key was turned and as it is now."""
    hall = Hall()
    hall.enters("clerk", EVERYTHING, office="Desk")
    hall.enters("head", EVERYTHING, office="Head")
    first, _alone = first_key(hall.house, person_of(hall.house, "clerk"), **ASKED)
    hall.enters("clerk", EVERYTHING, office="Head")

    with pytest.raises(Barred, match=r"second_key\.same_hand"):
        second_key(hall.house, person_of(hall.house, "head"), **ASKED, first=first)


def test_whose_time_is_over_has_no_hand() -> None:
    hall = Hall()
    old = hall.enters("old", EVERYTHING, until="2026-02-28")

    assert ((), ()) == (hands(hall.house, old, on=ON), first_keys(hall.house, old, **ASKED))


def test_a_deputy_who_moved_is_not_apart_from_the_office_where_the_key_was_turned() -> None:
    hall = Hall()
    hall.enters("away", EVERYTHING, office="Legal")
    hall.enters("clerk", office="Head")
    hall.enters("head", EVERYTHING, office="Head")
    give(hall.chancery, "away", "clerk", first=TODAY, last=TODAY)
    first, _alone = first_key(hall.house, person_of(hall.house, "clerk"), **ASKED)
    hall.enters("clerk", office="Desk")

    with pytest.raises(Barred, match=r"second_key\.same_hand"):
        second_key(hall.house, person_of(hall.house, "head"), **ASKED, first=first)
