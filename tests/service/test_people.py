"""Mandates: who may say what, until when. What is not stated is not permitted."""

from datetime import date
from pathlib import Path

import pytest
from tests.exchange.cast import MemoryHouse

from paraph.service.people import Mandate, Person, keep_person, may_draft, may_release, people, person_of
from paraph.values import Barred, Unreadable

TODAY = date(2026, 3, 1)
SESSION = "consultation.session"


def a_person(*mandates: Mandate, until: str | None = None) -> Person:
    return Person(id="clerk", name="Clerk", office="North desk", mandates=mandates, until=until)


MANDATES = {
    "everything": (Mandate(kinds="*", verbs="*"), True, False),
    "a kind": (Mandate(kinds=SESSION, verbs="*"), True, False),
    "a domain": (Mandate(kinds="consultation.*", verbs="*"), True, False),
    "another domain": (Mandate(kinds="commitments.*", verbs="*"), False, False),
    "a verb": (Mandate(kinds="*", verbs="propose"), True, False),
    "another verb": (Mandate(kinds="*", verbs="accept"), False, False),
    "the second key too": (Mandate(kinds="*", verbs="*", releases=True), True, True),
    "the second key alone": (Mandate(kinds="*", verbs="*", drafts=False, releases=True), False, True),
    "the letters of a pattern": (Mandate(kinds="CONSULTATION.*", verbs="*"), False, False),
}


@pytest.mark.parametrize("name", MANDATES)
def test_a_mandate_covers_what_it_says(name: str) -> None:
    mandate, drafts, releases = MANDATES[name]
    person = a_person(mandate)

    assert drafts is may_draft(person, kind=SESSION, verb="propose", on=TODAY)
    assert releases is may_release(person, kind=SESSION, verb="propose", on=TODAY)


def test_without_a_mandate_nothing_may_be_said() -> None:
    assert not may_draft(a_person(), kind=SESSION, verb="propose", on=TODAY)
    assert not may_release(a_person(), kind=SESSION, verb="propose", on=TODAY)


@pytest.mark.parametrize(("until", "serves"), [("2026-02-28", False), ("2026-03-01", True), ("2026-03-02", True)])
def test_a_mandate_holds_until_the_end_of_its_last_day(until: str, serves: bool) -> None:  # noqa: FBT001  # a table's row
    person = a_person(Mandate(kinds="*", verbs="*", releases=True), until=until)

    assert serves is may_draft(person, kind=SESSION, verb="propose", on=TODAY)
    assert serves is may_release(person, kind=SESSION, verb="propose", on=TODAY)


def test_whoever_is_entered_twice_is_replaced() -> None:
    house = MemoryHouse()
    keep_person(house, a_person())
    keep_person(house, a_person(Mandate(kinds="*", verbs="*")))

    assert a_person(Mandate(kinds="*", verbs="*")) == person_of(house, "clerk")
    assert (person_of(house, "clerk"),) == people(house)


def test_a_stranger_is_answered_with_the_names_that_exist() -> None:
    house = MemoryHouse()
    keep_person(house, a_person())

    with pytest.raises(Barred) as caught:
        person_of(house, "nobody")

    assert ("person.unknown", ["clerk"]) == (caught.value.code, caught.value.facts["known"])


def test_a_person_that_was_changed_by_hand_is_not_believed(tmp_path: Path) -> None:
    house = MemoryHouse()
    house.put("person", "clerk", {"id": "clerk", "name": "Clerk", "office": "North desk", "until": "soon"})

    with pytest.raises(Unreadable) as caught:
        person_of(house, "clerk")

    assert "$.until" == caught.value.facts["path"]
