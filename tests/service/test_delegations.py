"""Deputies: X for Y under delegation Z, dated, numbered, of one's own mandates only, and ending by itself."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service.halls import EVERYTHING, ON, TODAY, Hall

from paraph.service.delegations import (
    Delegation,
    delegated,
    delegation_of,
    delegations,
    end,
    give,
    held_by,
    runs,
    signed_as,
)
from paraph.service.people import Mandate, Person, drafts, is_within, keep_person, releases
from paraph.values import Barred, Unreadable

DAYS = {"first": "2026-03-01", "last": "2026-03-10"}
PROPOSE = Mandate(kinds="consultation.*", verbs="propose")


@pytest.fixture
def hall() -> Hall:
    """A head who may do everything, a clerk who may propose, an intern, an administrator."""
    made = Hall()
    made.enters("head", EVERYTHING)
    made.enters("clerk", PROPOSE)
    made.enters("intern")
    made.enters("keeper", administers=True)
    return made


def test_a_delegation_gives_what_its_giver_may_do(hall: Hall) -> None:
    given_ = give(hall.chancery, "head", "intern", **DAYS)

    assert [(given_, "head", (EVERYTHING,))] == [
        (one, giver.id, mandates) for one, giver, mandates in held_by(hall.house, "intern", on=ON)
    ]
    assert [("delegation", "head", "intern")] == hall.deeds


def test_a_delegation_gives_no_more_than_was_named(hall: Hall) -> None:
    narrow = Mandate(kinds="consultation.session", verbs="propose", releases=False)

    given_ = give(hall.chancery, "head", "intern", **DAYS, scope=(narrow,))

    assert (narrow,) == delegated(hall.house, given_, on=ON)


def test_a_mandate_that_is_taken_away_goes_with_what_was_delegated_of_it(hall: Hall) -> None:
    whole = give(hall.chancery, "head", "intern", **DAYS)
    part = give(hall.chancery, "head", "intern", **DAYS, scope=(PROPOSE,))
    hall.enters("head", Mandate(kinds="commitments.*", verbs="*"))

    assert (Mandate(kinds="commitments.*", verbs="*"),) == delegated(hall.house, whole, on=ON)
    assert () == delegated(hall.house, part, on=ON)


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-02-28", False), ("2026-03-01", True), ("2026-03-10", True), ("2026-03-11", False)]
)
def test_a_delegation_begins_and_ends_by_itself(hall: Hall, day: str, expected: bool) -> None:  # noqa: FBT001  # a table's row
    found = give(hall.chancery, "head", "intern", **DAYS)
    on = ON.fromisoformat(day)

    assert (expected, expected) == (runs(found, on=on), bool(delegated(hall.house, found, on=on)))


def test_numbers_are_never_used_again(hall: Hall) -> None:
    first = give(hall.chancery, "head", "intern", **DAYS)
    end(hall.chancery, "head", first.number)

    assert [1, 2] == [first.number, give(hall.chancery, "head", "intern", **DAYS).number]
    assert (1, 2) == tuple(one.number for one in delegations(hall.house))


def test_two_who_give_at_once_get_two_numbers(hall: Hall) -> None:
    """Whoever counted a moment too early takes the next number."""
    give(hall.chancery, "head", "intern", **DAYS)
    other = give(hall.chancery, "clerk", "intern", **DAYS)
    hall.house.shelves["delegation"].pop("00000001")

    assert (2, 3) == (other.number, give(hall.chancery, "head", "clerk", **DAYS).number)


@pytest.mark.parametrize("by", ["head", "keeper"])
def test_a_delegation_is_taken_back_by_its_giver_or_an_administrator(hall: Hall, by: str) -> None:
    found = give(hall.chancery, "head", "intern", **DAYS)

    ended = end(hall.chancery, by, found.number)

    assert (by, "2026-03-01T12:00:00Z") == (ended.ended_by, ended.ended)
    assert (ended, ()) == (delegation_of(hall.house, 1), delegated(hall.house, ended, on=ON))
    assert ended == end(hall.chancery, "keeper", found.number)
    assert ("delegation_ended", by, "intern") == hall.deeds[-1]


@pytest.mark.parametrize("by", ["intern", "clerk"])
def test_a_delegation_is_not_anybodys_to_take_back(hall: Hall, by: str) -> None:
    found = give(hall.chancery, "head", "intern", **DAYS)

    with pytest.raises(Barred, match=r"delegation\.not_yours_to_end"):
        end(hall.chancery, by, found.number)


REFUSED: dict[str, tuple[Callable[[Hall], object], str]] = {
    "to oneself": (lambda hall: give(hall.chancery, "head", "head", **DAYS), "delegation.oneself"),
    "to a stranger": (lambda hall: give(hall.chancery, "head", "nobody", **DAYS), "person.unknown"),
    "to somebody whose time is over": (
        lambda hall: (hall.enters("old", until="2026-02-28"), give(hall.chancery, "head", "old", **DAYS)),
        "person.gone",
    ),
    "by whoever holds nothing": (
        lambda hall: give(hall.chancery, "intern", "clerk", **DAYS),
        "delegation.nothing_to_give",
    ),
    "by whoever holds only what was delegated": (
        lambda hall: (give(hall.chancery, "head", "intern", **DAYS), give(hall.chancery, "intern", "clerk", **DAYS)),
        "delegation.nothing_to_give",
    ),
    "of what one only holds as a deputy": (
        lambda hall: (
            give(hall.chancery, "head", "clerk", **DAYS),
            give(hall.chancery, "clerk", "intern", **DAYS, scope=(EVERYTHING,)),
        ),
        "delegation.not_yours",
    ),
    "by somebody whose time is over": (
        lambda hall: (
            hall.enters("old", EVERYTHING, until="2026-02-28"),
            give(hall.chancery, "old", "clerk", **DAYS),
        ),
        "delegation.nothing_to_give",
    ),
    "backwards": (
        lambda hall: give(hall.chancery, "head", "clerk", first="2026-03-10", last="2026-03-01"),
        "delegation.days",
    ),
    "for days that are past": (
        lambda hall: give(hall.chancery, "head", "clerk", first="2026-02-01", last="2026-02-28"),
        "delegation.days",
    ),
    "for longer than a quarter": (
        lambda hall: give(hall.chancery, "head", "clerk", first=TODAY, last="2026-06-01"),
        "delegation.too_long",
    ),
    "unknown": (lambda hall: end(hall.chancery, "head", 7), "delegation.unknown"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_delegated_is_refused(hall: Hall, name: str) -> None:
    attempt, code = REFUSED[name]

    with pytest.raises(Barred) as caught:
        attempt(hall)

    assert code == caught.value.code


def test_a_quarter_may_be_delegated(hall: Hall) -> None:
    """Ninety-two days, the first and the last one counted."""
    assert 1 == give(hall.chancery, "head", "clerk", first=TODAY, last="2026-05-31").number


def test_a_day_that_there_is_not_is_refused(hall: Hall) -> None:
    with pytest.raises(Unreadable):
        give(hall.chancery, "head", "clerk", first="2026-02-30", last="2026-03-02")


def test_whoever_is_gone_gives_and_holds_nothing(hall: Hall) -> None:
    found = give(hall.chancery, "head", "clerk", **DAYS)
    keep_person(hall.house, Person(id="clerk", name="C", office="O", until="2026-02-28"))

    assert () == delegated(hall.house, found, on=ON)


names = st.text(min_size=1, max_size=80)


@given(deputy=names, giver=names, number=st.integers(1, 10**9))
def test_a_deputy_signs_within_what_an_act_may_hold(deputy: str, giver: str, number: int) -> None:
    written = signed_as(deputy, giver, number)

    assert (True, True) == (len(written) <= 80, written.endswith(f" (delegation {number})"))


def test_a_deputy_signs_for_both_offices() -> None:
    assert "North desk for North head (delegation 3)" == signed_as("North desk", "North head", 3)
    assert f"{'a' * 29}… for {'b' * 29}… (delegation 3)" == signed_as("a" * 80, "b" * 80, 3)
    assert f"Desk for {'b' * 55}… (delegation 3)" == signed_as("Desk", "b" * 80, 3)


letters = st.text(alphabet="ab.*?[]!", min_size=1, max_size=4)
plain = st.text(alphabet="ab.", min_size=1, max_size=4)
made = st.builds(
    Mandate, kinds=letters, verbs=letters, drafts=st.booleans(), releases=st.booleans(), second_key=st.booleans()
)


@given(part=made, whole=made, kind=plain, verb=plain)
def test_what_is_within_a_mandate_permits_nothing_more(part: Mandate, whole: Mandate, kind: str, verb: str) -> None:
    if is_within(part, whole):
        assert drafts(part, kind=kind, verb=verb) <= drafts(whole, kind=kind, verb=verb)
        assert releases(part, kind=kind, verb=verb) <= releases(whole, kind=kind, verb=verb)
        assert whole.second_key <= part.second_key


def test_every_delegation_says_when_it_ends() -> None:
    """There is none without a last day: it is no field that may be left out."""
    assert "last" not in Delegation.__struct_defaults__
    assert {"number", "giver", "deputy", "first", "last", "given"} == {
        name for name in Delegation.__struct_fields__ if name not in {"scope", "ended", "ended_by"}
    }
