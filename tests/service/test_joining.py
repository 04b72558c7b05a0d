"""Joining: parties are known by keys that were compared by telephone; no file replaces a known party."""

import pytest
from msgspec.structs import replace
from tests.exchange.cast import EAST, NORTH, SOUTH, member, setup

from paraph.service.joining import Invitation, confirm, invitation, join, keys_to_compare
from paraph.service.setup import Setup
from paraph.service.words import eight_words
from paraph.values import Barred, Fault

ALONE = setup(NORTH, NORTH)
SOUTHS = invitation(setup(SOUTH, SOUTH))
THIEF = replace(member(EAST), party=SOUTH, origin=member(SOUTH).origin)


def words(known: Setup) -> str:
    return eight_words(keys_to_compare(known))


def test_whoever_joins_knows_both_and_has_compared_nothing_yet() -> None:
    joined = join(ALONE, SOUTHS)

    assert (NORTH, SOUTH) == joined.parties
    assert not joined.compared


def test_both_sides_see_the_same_eight_words() -> None:
    here, there = join(ALONE, SOUTHS), join(setup(SOUTH, SOUTH), invitation(ALONE))

    assert words(here) == words(there)
    assert 8 == len(words(here).split())


def test_the_words_heard_by_telephone_confirm_the_keys() -> None:
    joined = join(ALONE, SOUTHS)

    assert confirm(joined, words=words(joined), heard=f"  {words(joined).upper()} ").compared


def test_an_invitation_names_everyone_whom_its_author_knows() -> None:
    """Of three, one file is enough."""
    heard = invitation(setup(SOUTH, SOUTH, EAST))

    assert (EAST, NORTH, SOUTH) == join(ALONE, heard).parties


def test_whoever_hears_nothing_new_has_nothing_to_compare_again() -> None:
    known = setup(NORTH)

    assert known == join(known, invitation(setup(SOUTH)))
    assert not join(known, invitation(setup(SOUTH, NORTH, SOUTH, EAST))).compared


HERE, THERE = "https://here.example", "https://there.example"


def heard(*members: object, framework: str = "river", author: str = SOUTH) -> Invitation:
    return Invitation(format="paraph.invitation/1", framework=framework, author=author, members=members)


def at(party: str, address: str) -> object:
    return replace(member(party), address=address)


MOVES = {
    "its own, where there was none": (("", HERE, SOUTH), HERE),
    "its own, instead of another": ((HERE, THERE, SOUTH), THERE),
    "another's word, where there was none": (("", HERE, EAST), HERE),
    "another's word is not taken for its own": ((HERE, THERE, EAST), HERE),
    "none is lost by a file that names none": ((HERE, "", SOUTH), HERE),
    "what is no address is not taken": ((HERE, "http://there.example", SOUTH), HERE),
}


@pytest.mark.parametrize("name", MOVES)
def test_an_address_may_change_and_keys_may_not(name: str) -> None:
    """Whoever answers there must hold the keys that were compared, so no words are compared again."""
    (known, told, author), expected = MOVES[name]
    before = replace(setup(NORTH), members=(member(NORTH), at(SOUTH, known)))

    after = join(before, heard(at(SOUTH, told), author=author))

    assert (expected, True) == (after.member(SOUTH).address, after.compared)


def test_our_own_address_is_ours_to_say() -> None:
    assert "" == join(setup(NORTH), heard(at(NORTH, THERE), author=NORTH)).member(NORTH).address


REFUSED = {
    "of another framework": (ALONE, heard(member(SOUTH), framework="lake"), "invitation.other_framework"),
    "a known party with other keys": (setup(NORTH), heard(THIEF), "invitation.other_keys"),
    "ourselves with other keys": (
        ALONE,
        heard(replace(member(EAST), party=NORTH), member(SOUTH)),
        "invitation.other_keys",
    ),
    "a known party with another certificate": (
        setup(NORTH),
        heard(replace(member(SOUTH), certificate="other")),
        "invitation.other_keys",
    ),
    "two parties with one log": (
        ALONE,
        heard(replace(member(SOUTH), origin=member(NORTH).origin)),
        "invitation.same_origin",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_invitation_is_refused(name: str) -> None:
    known, file, code = REFUSED[name]

    with pytest.raises(Barred) as caught:
        join(known, file)

    assert code == caught.value.code


def test_other_words_confirm_nothing() -> None:
    joined = join(ALONE, SOUTHS)

    with pytest.raises(Barred, match=r"words\.differ"):
        confirm(joined, words=words(joined), heard=words(ALONE))


FIELDS = ("certificate", "log_keys", "mirror_keys", "origin", "recipient")


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_compared_covers_every_key_of_every_party(field: str) -> None:
    known = setup(NORTH)
    other = getattr(member(EAST), field) or "other"
    changed = replace(known, members=(member(NORTH), replace(member(SOUTH), **{field: other})))

    assert keys_to_compare(known) != keys_to_compare(changed)


def test_what_is_compared_covers_the_framework_and_not_the_address() -> None:
    known = setup(NORTH)
    moved = replace(known, members=(member(NORTH), replace(member(SOUTH), address="https://elsewhere.example")))

    assert keys_to_compare(known) != keys_to_compare(replace(known, framework="lake"))
    assert keys_to_compare(known) == keys_to_compare(moved)


def test_a_party_that_is_not_known_has_no_member() -> None:
    with pytest.raises(Fault) as caught:
        setup(NORTH).member(EAST)

    assert ("setup.unknown_party", [NORTH, SOUTH]) == (caught.value.code, caught.value.facts["known"])


def test_a_log_is_known_by_its_origin() -> None:
    assert member(SOUTH) == setup(NORTH).of_origin(member(SOUTH).origin)
    assert None is setup(NORTH).of_origin(member(EAST).origin)


def test_the_founders_stay_who_they_were_when_another_party_joins_later() -> None:
    """The first charter is judged by those who agreed it, for ever."""
    founded = confirm(join(ALONE, SOUTHS), words="one", heard="one")

    later = join(founded, invitation(setup(EAST, EAST)))
    newcomer = join(setup(EAST, EAST), invitation(founded))

    assert (NORTH, SOUTH) == later.founding
    assert (NORTH, SOUTH) == newcomer.founding
    assert (EAST, NORTH, SOUTH) == later.parties


def test_an_invitation_with_other_founders_is_refused() -> None:
    founded = confirm(join(ALONE, SOUTHS), words="one", heard="one")
    other = replace(invitation(founded), founders=(EAST, NORTH))

    with pytest.raises(Barred) as caught:
        join(founded, other)

    assert "invitation.other_founders" == caught.value.code
