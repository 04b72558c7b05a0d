"""Whose it is to answer: read off declarations and mandates, and never off the record."""

from datetime import date

import pytest
from tests.exchange.cast import MemoryHouse
from tests.record.kinds import KINDS as OURS

from paraph.domains import KINDS
from paraph.service.answering import ANSWERS, answering_verbs, families_in_hand, right_to_answer
from paraph.service.carriers import may_carry, require_carrier
from paraph.service.delegations import SHELF as DELEGATIONS
from paraph.service.delegations import Delegation
from paraph.service.hands import hands
from paraph.service.people import Mandate, Person, keep_person
from paraph.values import Barred, builtin

ON = date(2026, 3, 1)
SESSION = KINDS["consultation.session/1"]
PROGRESS = KINDS["commitments.progress/1"]


def person(name: str, *mandates: Mandate, **more: bool) -> Person:
    return Person(id=name, name=name.title(), office=f"Office {name}", mandates=mandates, **more)


def house_of(*people: Person) -> MemoryHouse:
    house = MemoryHouse()
    for one in people:
        keep_person(house, one)
    return house


def stands_in(house: MemoryHouse, deputy: str, giver: str) -> None:
    given = Delegation(
        number=4, giver=giver, deputy=deputy, first="2026-02-01", last="2026-03-31", given="2026-02-01T00:00:00Z"
    )
    house.put(DELEGATIONS, "4", builtin(given))


@pytest.mark.parametrize(
    ("kind", "what", "verb"),
    [
        (SESSION, "answer", "accept"),
        (SESSION, "plain_acceptance", "refuse"),
        (KINDS["consultation.briefing/1"], "answer", "take_note"),
        (KINDS["commitments.commitment/1"], "condition", "report_met"),
        (PROGRESS, "report", "report"),
        (SESSION, "what nobody foresaw", "withdraw"),
    ],
)
def test_what_is_awaited_is_answered_by_verbs_of_the_kind(kind: object, what: str, verb: str) -> None:
    assert verb in answering_verbs(kind, what)  # type: ignore[arg-type]  # a kind, of either cast


def test_whatever_any_dealing_awaits_can_be_answered_in_some_kind() -> None:
    assert {} == {what: [] for what in ANSWERS if not any(answering_verbs(kind, what) for kind in OURS.values())}


def test_the_own_right_comes_before_a_delegation() -> None:
    head, clerk = (
        person("head", Mandate(kinds="*", verbs="*")),
        person("clerk", Mandate(kinds="consultation.*", verbs="*")),
    )
    house = house_of(head, clerk)
    stands_in(house, "clerk", "head")
    held = hands(house, clerk, on=ON)

    assert None is right_to_answer(held, SESSION, "answer").delegation
    assert 4 == right_to_answer(held, PROGRESS, "report").delegation


def test_without_a_first_key_there_is_no_hand() -> None:
    second = person("second", Mandate(kinds="*", verbs="*", drafts=False, releases=True))
    reader = person("reader", Mandate(kinds="*", verbs="remark"))
    house = house_of(second, reader)

    for one in (second, reader):
        assert None is right_to_answer(hands(house, one, on=ON), SESSION, "answer")
        assert frozenset() == families_in_hand(hands(house, one, on=ON), KINDS.values())


def test_kinds_in_hand_are_those_of_the_mandates() -> None:
    clerk = person("clerk", Mandate(kinds="commitments.progress", verbs="report"))

    assert {"commitments.progress"} == families_in_hand(hands(house_of(clerk), clerk, on=ON), KINDS.values())


def test_files_are_carried_by_administrators_and_by_whoever_speaks() -> None:
    """A person without any mandate may not, and an unsealed file is for administrators alone."""
    keeper, clerk, intern = (
        person("keeper", administers=True),
        person("clerk", Mandate(kinds="*", verbs="*")),
        person("intern"),
    )
    house = house_of(keeper, clerk, intern)

    assert [True, True, False] == [may_carry(house, one, on=ON) for one in (keeper, clerk, intern)]
    require_carrier(house, keeper, on=ON, plain=True)
    require_carrier(house, clerk, on=ON)
    for one, plain, code in ((intern, False, "person.no_carrier"), (clerk, True, "person.no_administrator")):
        with pytest.raises(Barred) as caught:
            require_carrier(house, one, on=ON, plain=plain)
        assert code == caught.value.code


def test_a_deputy_carries_too() -> None:
    head, intern = person("head", Mandate(kinds="*", verbs="*")), person("intern")
    house = house_of(head, intern)
    stands_in(house, "intern", "head")

    assert may_carry(house, intern, on=ON)
