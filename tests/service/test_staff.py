"""People come and go; what hung on them goes with them, and no typed word is lost."""

from collections.abc import Callable

import pytest
from tests.record.kinds import ACCORD
from tests.service.cast import Seat
from tests.service.halls import EVERYTHING, ON, TODAY, Hall

from paraph.service.absences import Absence, absences, end_absence, note_absence
from paraph.service.chancery import Chancery, administrator, auditor
from paraph.service.delegations import delegated, delegations, give
from paraph.service.drafts import Draft, draft_of, drafts, keep_draft
from paraph.service.people import Mandate, Person, everyone, keep_person, people, person_of, serves
from paraph.service.roles import ROLES, role_named
from paraph.service.say import Saying, all_pending, release
from paraph.service.staff import Removal, appoint, dismiss, enter, remove
from paraph.values import Barred

AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def hall() -> Hall:
    made = Hall()
    made.enters("keeper", administers=True)
    made.enters("auditor", audits=True)
    made.enters("head", EVERYTHING)
    made.enters("clerk", EVERYTHING)
    made.enters("heir", EVERYTHING)
    return made


def test_a_removed_person_has_no_mandate_and_keeps_the_name(hall: Hall) -> None:
    remove(hall.chancery, "keeper", "clerk")

    gone = person_of(hall.house, "clerk")
    assert ("Clerk", (), AT, False) == (gone.name, gone.mandates, gone.removed, serves(gone, on=ON))
    assert ("clerk" in {one.id for one in everyone(hall.house)}, "clerk" in {one.id for one in people(hall.house)}) == (
        True,
        False,
    )


def test_an_id_is_never_used_again(hall: Hall) -> None:
    remove(hall.chancery, "keeper", "clerk")

    with pytest.raises(Barred, match=r"person\.id_used"):
        appoint(hall.chancery, "keeper", Person(id="clerk", name="Another", office="Desk"))


def test_all_delegations_given_and_received_end(hall: Hall) -> None:
    days = {"first": TODAY, "last": TODAY}
    given, received = give(hall.chancery, "clerk", "head", **days), give(hall.chancery, "head", "clerk", **days)
    other = give(hall.chancery, "head", "heir", **days)

    removal = remove(hall.chancery, "keeper", "clerk")

    assert (given.number, received.number) == removal.delegations
    assert [False, False, True] == [bool(delegated(hall.house, one, on=ON)) for one in delegations(hall.house)]
    assert other == delegations(hall.house)[2]


def test_drafts_are_left_to_the_heir_under_the_name_of_who_wrote_them(hall: Hall) -> None:
    saying = Saying(verb="propose", kind=ACCORD.name, content={"words": "mine"})
    keep_draft(hall.house, Draft(name="mine", saying=saying, by="clerk", at=AT))

    removal = remove(hall.chancery, "keeper", "clerk", heir="heir")

    left = draft_of(hall.house, "mine")
    assert (("mine",), "heir") == (removal.drafts, removal.heir)
    assert ("heir", "clerk", saying) == (left.by, left.first_by, left.saying)
    assert "clerk" == draft_of_after_two(hall).first_by


def draft_of_after_two(hall: Hall) -> Draft:
    """Left once more, a draft is still the first one's."""
    remove(hall.chancery, "keeper", "heir", heir="head")
    return draft_of(hall.house, "mine")


def test_without_an_heir_drafts_stay_to_be_read(hall: Hall) -> None:
    saying = Saying(verb="propose", kind=ACCORD.name, content={"words": "mine"})
    keep_draft(hall.house, Draft(name="mine", saying=saying, by="clerk", at=AT, framework="river"))

    removal = remove(hall.chancery, "keeper", "clerk")

    assert (("mine",), "") == (removal.drafts, removal.heir)
    assert ["clerk"] == [one.by for one in drafts(hall.house, by="clerk", framework="river")]
    assert () == drafts(hall.house, framework="pact")


def test_nobody_replaces_another_persons_draft(hall: Hall) -> None:
    saying = Saying(verb="propose", kind=ACCORD.name)
    keep_draft(hall.house, Draft(name="mine", saying=saying, by="clerk", at=AT))
    keep_draft(hall.house, Draft(name="mine", saying=saying, by="clerk", at="2026-03-02T12:00:00Z"))

    with pytest.raises(Barred, match=r"draft\.not_yours"):
        keep_draft(hall.house, Draft(name="mine", saying=saying, by="heir", at=AT))


def test_the_shell_is_told_what_it_must_end(hall: Hall) -> None:
    hall.house.put("token", "a", {"person": "clerk"})
    hall.house.put("token", "b", {"person": "head"})

    removal = remove(hall.chancery, "keeper", "clerk")

    assert Removal(person="clerk", tokens=("a",)) == removal
    assert ["b"] == list(hall.house.all("token"))
    assert ("removal", "keeper", "clerk") == hall.deeds[-1]


def test_a_draft_that_waits_for_a_second_key_is_not_released_without_its_author(two: tuple[Seat, Seat]) -> None:
    """It becomes a draft again, with every word of it."""
    north, _south = two
    pending = north.say("convene", kind=ACCORD.name, content={"words": "words"})
    other = north.say("convene", kind=ACCORD.name, content={"words": "other"}, who="head")
    chancery = Chancery(house=north.desk.house, clock=north.clock, tell=north.desk.tell)

    removal = dismiss(chancery, "clerk", heir="intern")

    left = draft_of(north.desk.house, f"second-key-{pending.id}")
    assert ((f"second-key-{pending.id}",), (other,)) == (removal.drafts, all_pending(north.desk))
    assert (pending.saying, "intern", "clerk", "river") == (left.saying, left.by, left.first_by, left.framework)
    with pytest.raises(Barred, match=r"second_key\.unknown"):
        release(north.desk, "head", pending.id, seen=pending.digest)


REFUSED: dict[str, tuple[Callable[[Hall], object], str]] = {
    "by one who does not administer": (
        lambda hall: remove(hall.chancery, "head", "clerk"),
        "person.no_administrator",
    ),
    "the last administrator": (lambda hall: remove(hall.chancery, "keeper", "keeper"), "person.last_administrator"),
    "a stranger": (lambda hall: remove(hall.chancery, "keeper", "nobody"), "person.unknown"),
    "whoever is gone": (
        lambda hall: (remove(hall.chancery, "keeper", "clerk"), remove(hall.chancery, "keeper", "clerk")),
        "person.gone",
    ),
    "to a stranger": (lambda hall: remove(hall.chancery, "keeper", "clerk", heir="nobody"), "person.unknown"),
    "to themselves": (lambda hall: remove(hall.chancery, "keeper", "clerk", heir="clerk"), "person.own_heir"),
    "to one who is gone": (
        lambda hall: (dismiss(hall.chancery, "heir"), remove(hall.chancery, "keeper", "clerk", heir="heir")),
        "person.gone",
    ),
    "entered by one who does not administer": (
        lambda hall: appoint(hall.chancery, "clerk", Person(id="new", name="N", office="O")),
        "person.no_administrator",
    ),
    "given to oneself": (
        lambda hall: appoint(
            hall.chancery,
            "keeper",
            Person(id="keeper", name="K", office="Office keeper", mandates=(EVERYTHING,), administers=True),
        ),
        "person.own_mandates",
    ),
    "an office that reads like a deputy's": (
        lambda hall: appoint(
            hall.chancery, "keeper", Person(id="new", name="N", office="Desk for Head (delegation 3)")
        ),
        "person.office_form",
    ),
    "a role that there is not": (lambda _hall: role_named("king"), "role.unknown"),
    "an absence of another": (
        lambda hall: note_absence(hall.chancery, "head", Absence(person="clerk", first=TODAY, last=TODAY)),
        "absence.not_yours",
    ),
    "an absence that ends before it begins": (
        lambda hall: note_absence(hall.chancery, "clerk", Absence(person="clerk", first=TODAY, last="2026-02-28")),
        "absence.days",
    ),
    "a stand-in whom nobody knows": (
        lambda hall: note_absence(
            hall.chancery, "clerk", Absence(person="clerk", first=TODAY, last=TODAY, stand_in="nobody")
        ),
        "person.unknown",
    ),
    "an absence by one who is gone": (
        lambda hall: (
            dismiss(hall.chancery, "clerk"),
            note_absence(hall.chancery, "clerk", Absence(person="clerk", first=TODAY, last=TODAY)),
        ),
        "absence.not_yours",
    ),
    "read by one who does not audit": (lambda hall: auditor(hall.chancery, "keeper"), "person.no_auditor"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_done_to_people_is_refused(hall: Hall, name: str) -> None:
    attempt, code = REFUSED[name]

    with pytest.raises(Barred) as caught:
        attempt(hall)

    assert code == caught.value.code


def test_a_refusal_to_administer_is_written_down(hall: Hall) -> None:
    with pytest.raises(Barred):
        administrator(hall.chancery, "clerk")

    assert [("refused", "clerk", "")] == hall.deeds


def test_an_administrator_corrects_their_own_name_and_enters_others(hall: Hall) -> None:
    appoint(hall.chancery, "keeper", Person(id="keeper", name="K. Eeper", office="Office keeper", administers=True))
    appoint(hall.chancery, "keeper", Person(id="new", name="New", office="Desk", mandates=(EVERYTHING,)))

    assert ("K. Eeper", (EVERYTHING,)) == (person_of(hall.house, "keeper").name, person_of(hall.house, "new").mandates)
    assert [("person", "keeper", "keeper"), ("person", "keeper", "new")] == hall.deeds


def test_whoever_holds_the_folder_enters_without_being_asked(hall: Hall) -> None:
    enter(hall.chancery, Person(id="new", name="New", office="Desk", until="2026-12-31"))

    assert {"office": "Desk", "until": "2026-12-31"} == hall.told[-1].facts


def test_an_auditor_reads_and_an_administrator_keeps(hall: Hall) -> None:
    assert ("auditor", "keeper") == (auditor(hall.chancery, "auditor").id, administrator(hall.chancery, "keeper").id)


def test_capabilities_end_with_a_persons_time(hall: Hall) -> None:
    keep_person(hall.house, Person(id="keeper", name="K", office="O", administers=True, until="2026-02-28"))

    with pytest.raises(Barred, match=r"person\.no_administrator"):
        administrator(hall.chancery, "keeper")


def test_an_absence_is_shown_on_its_days_and_names_who_stands_in(hall: Hall) -> None:
    away = Absence(person="clerk", first="2026-03-01", last="2026-03-05", stand_in="heir")
    note_absence(hall.chancery, "clerk", away)
    note_absence(hall.chancery, "keeper", Absence(person="head", first="2026-04-01", last="2026-04-02"))

    assert ((away,), 2) == (absences(hall.house, on=ON), len(absences(hall.house)))


def test_whoever_is_back_is_no_longer_away_and_a_removed_person_is_not_away(hall: Hall) -> None:
    for name in ("clerk", "head"):
        note_absence(hall.chancery, name, Absence(person=name, first=TODAY, last=TODAY))
    end_absence(hall.chancery, "clerk", "clerk", TODAY)
    note_absence(hall.chancery, "heir", Absence(person="heir", first=TODAY, last=TODAY))

    remove(hall.chancery, "keeper", "head")

    assert ["heir"] == [one.person for one in absences(hall.house)]


def test_a_role_that_keeps_the_house_speaks_for_nobody() -> None:
    """And whoever speaks does not keep it by that."""
    mixed = [name for name, role in ROLES.items() if role.mandates and (role.administers or role.audits)]

    assert [] == mixed
    assert ROLES["desk_officer"] == role_named("desk-officer")
    assert Mandate(kinds="claims.*", verbs="*", second_key=True) in ROLES["reviewer"].mandates
