"""The charter: one governs, all stand on it, keys are known and used once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.domains.tale import EAST, NORTH, SOUTH, Tale, a_charter, a_party, chartered, en

from paraph.domains.framework import Related, Separation, Suspension, Term, Terms
from paraph.domains.framework.queries import activity, changed, separation_m, term
from paraph.record import Due
from paraph.tlog import parse_vkey, verifier_key

CHARTER = "framework.charter/1"
STRATEGIC = Related(name=en("Strategic dialogue"))
_SOUTH_KEYS = a_party(SOUTH)


def test_a_charter_governs_once_all_stand_on_it() -> None:
    tale = Tale(NORTH, SOUTH)
    opening = tale.say(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH))
    before = tale.world.charter()

    tale.say(SOUTH, "accept", opening, on=opening)

    assert before is None
    assert a_charter(NORTH, SOUTH) == tale.world.charter()
    assert (NORTH, SOUTH) == tale.world.parties()


SOUTH_WITH = {
    "nonsense": replace(_SOUTH_KEYS, log_keys=("nonsense", _SOUTH_KEYS.log_keys[1])),
    "keys of the wrong role": replace(_SOUTH_KEYS, mirror_keys=_SOUTH_KEYS.log_keys),
    "north's keys": replace(a_party(NORTH), id=SOUTH, origin="south.example/log"),
    "north's origin": replace(_SOUTH_KEYS, origin=a_party(NORTH).origin),
}

BARRED: dict[str, tuple[dict[str, Any], str]] = {
    "a charter is about its own framework": ({"framework": "other"}, "framework.other_framework"),
    "a party is named once": ({"parties": (a_party(NORTH), a_party(NORTH), a_party(SOUTH))}, "framework.party_twice"),
    "two logs have two origins": (
        {"parties": (a_party(NORTH), SOUTH_WITH["north's origin"])},
        "framework.origin_twice",
    ),
    "a kind is named once": ({"kinds": (CHARTER, CHARTER)}, "framework.kind_twice"),
    "a language is named once": ({"languages": ("en", "en")}, "framework.language_twice"),
    "a term has one number": (
        {"terms": Terms(further=(Term(name="stop.desk", amount=60, unit="seconds"),) * 2)},
        "framework.term_twice",
    ),
    "a category has one distance": (
        {"terms": Terms(separations=(Separation(category="fire", metres=500),) * 2)},
        "framework.separation_twice",
    ),
    "nobody writes a charter for others": ({"parties": (a_party(EAST), a_party(SOUTH))}, "framework.author_not_party"),
    "what is succeeded does not rest": (
        {"successor": STRATEGIC, "suspended": Suspension(since="1998", reason=en("Tests"))},
        "framework.succeeded_and_suspended",
    ),
    "what stands above does not follow": (
        {"parent": STRATEGIC, "successor": STRATEGIC},
        "framework.parent_succeeds",
    ),
    "a key can be read": ({"parties": (a_party(NORTH), SOUTH_WITH["nonsense"])}, "framework.key_unreadable"),
    "a key is of its role's type": (
        {"parties": (a_party(NORTH), SOUTH_WITH["keys of the wrong role"])},
        "framework.key_role",
    ),
    "a key serves one party": ({"parties": (a_party(NORTH), SOUTH_WITH["north's keys"])}, "framework.key_shared"),
}


@pytest.mark.parametrize("verb", ["propose", "correct"])
@pytest.mark.parametrize("rule", BARRED)
def test_a_charter_that_breaks_a_rule_is_barred_and_void(rule: str, verb: str) -> None:
    changes, code = BARRED[rule]
    tale = Tale(NORTH, SOUTH)
    opening = None if verb == "propose" else tale.agree(CHARTER, a_charter(NORTH, SOUTH))

    barred = tale.barred(tale.draft(NORTH, verb, opening or CHARTER, a_charter(NORTH, SOUTH, **changes)))

    assert code == barred


def test_keys_are_the_same_only_as_a_whole() -> None:
    """Two keys that begin alike are two keys."""
    north = a_party(NORTH)
    beginning = parse_vkey(north.log_keys[1])
    other = verifier_key("south.example/log", beginning.type, beginning.key[:-1] + bytes([beginning.key[-1] ^ 1]))
    south = replace(_SOUTH_KEYS, log_keys=(_SOUTH_KEYS.log_keys[0], other.vkey))
    tale = Tale(NORTH, SOUTH)

    assert "" == tale.barred(tale.draft(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH, parties=(north, south))))


def test_the_order_in_which_a_charter_lists_its_parties_means_nothing() -> None:
    """It is heard, and everybody is named by id."""
    tale = chartered(parties=(a_party(SOUTH), a_party(NORTH)))

    assert (NORTH, SOUTH) == tale.world.parties()


def test_a_second_charter_is_not_opened_while_one_is_in_force() -> None:
    tale = chartered(NORTH, SOUTH)

    assert "framework.charter_exists" == tale.barred(tale.draft(SOUTH, "propose", CHARTER, a_charter(NORTH, SOUTH)))


def test_a_charter_that_came_too_late_is_neither_tabled_again_nor_accepted_but_may_be_ended() -> None:
    tale = Tale(NORTH, SOUTH)
    late = tale.say(SOUTH, "propose", CHARTER, a_charter(NORTH, SOUTH, title=en("Late")))
    tale.agree(CHARTER, a_charter(NORTH, SOUTH))

    again = tale.barred(tale.draft(NORTH, "propose", late, a_charter(NORTH, SOUTH)))
    accepted = tale.barred(tale.draft(NORTH, "accept", late, on=late))
    ending = tale.say(NORTH, "propose_end", late)

    assert ["framework.charter_exists"] * 2 == [again, accepted]
    assert "" == tale.barred(tale.draft(SOUTH, "accept", late, on=ending))


def crossed() -> tuple[Tale, Any, Any]:
    """North's and South's charters, each agreed before its author had seen the other."""
    tale = Tale(NORTH, SOUTH)
    one = tale.say(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH), seen={})
    other = tale.say(SOUTH, "propose", CHARTER, a_charter(NORTH, SOUTH, title=en("Other")), seen={})
    tale.say(NORTH, "accept", other, on=other, seen={SOUTH: 1})
    tale.say(SOUTH, "accept", one, on=one, seen={NORTH: 1})
    return tale, one, other


def test_two_charters_that_crossed_do_not_govern_until_one_is_ended() -> None:
    tale, one, other = crossed()
    before = tale.world.charter()

    tale.agree(other, None, on_the="propose_end")

    assert before is None
    assert a_charter(NORTH, SOUTH) == tale.world.charter()
    assert one.digest == tale.view(one).state.in_force


def test_while_two_charters_have_crossed_neither_is_changed() -> None:
    tale, one, _other = crossed()

    barred = tale.barred(tale.draft(NORTH, "propose", one, a_charter(NORTH, SOUTH, title=en("New"))))

    assert "framework.charters_crossed" == barred


def test_a_framework_that_was_ended_may_begin_again() -> None:
    tale = chartered(NORTH, SOUTH)
    opening = tale.logs[NORTH][0]
    tale.agree(opening, None, on_the="propose_end")

    tale.agree(opening, a_charter(NORTH, SOUTH, title=en("Again")))

    charter = tale.world.charter()
    assert charter is not None
    assert a_charter(NORTH, SOUTH, title=en("Again")) == charter


def test_three_parties_are_governed_alike() -> None:
    tale = chartered(NORTH, SOUTH, EAST)

    assert (EAST, NORTH, SOUTH) == tale.world.parties()


def test_a_denunciation_takes_effect_after_the_charters_notice() -> None:
    tale = chartered(NORTH, SOUTH)
    opening = tale.logs[NORTH][0]
    tale.say(SOUTH, "denounce", opening)
    charter = tale.world.charter()

    early = tale.view(opening).due(charter=charter, now=datetime(2024, 5, 31, 11, tzinfo=UTC))
    late = tale.view(opening).due(charter=charter, now=datetime(2024, 5, 31, 12, tzinfo=UTC))

    assert (Due("", "denunciation", "2024-05-31", False, {"denounced_by": SOUTH}),) == early  # noqa: FBT003  # a row
    assert (Due("", "denunciation", "2024-05-31", True, {"denounced_by": SOUTH}),) == late  # noqa: FBT003  # a row


def test_nothing_is_due_of_a_charter_that_is_not_in_force() -> None:
    tale = Tale(NORTH, SOUTH)
    opening = tale.say(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH))

    assert () == tale.view(opening).due(charter=None, now=datetime(2024, 5, 31, tzinfo=UTC))


def test_a_party_withdraws_what_is_not_yet_agreed() -> None:
    tale = Tale(NORTH, SOUTH)
    opening = tale.say(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH))
    tale.say(NORTH, "withdraw", opening, on=opening)

    assert "nobody_stands_on_it" == tale.barred(tale.draft(SOUTH, "accept", opening, on=opening))


def test_one_key_does_not_bind_a_party() -> None:
    tale = Tale(NORTH, SOUTH)

    draft = tale.draft(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH), by=("desk",))

    assert "second_key_missing" == tale.barred(draft)


def test_the_charter_answers_for_its_terms() -> None:
    terms = Terms(
        answer_within_days=14,
        priorities_at_most=5,
        separations=(Separation(category="fire", metres=500),),
        further=(Term(name="stop.desk", amount=60, unit="seconds"),),
    )
    charter = a_charter(NORTH, SOUTH, terms=terms)

    assert (14, None, 5) == (charter.answer_within_days, charter.denunciation_notice_days, charter.priorities_at_most)
    assert (60, None) == (term(charter, "stop.desk"), term(charter, "stop.sector"))
    assert (500, None) == (separation_m(charter, "fire"), separation_m(charter, "flight"))
    assert (True, False) == (charter.allows(CHARTER), charter.allows("claims.claim/1"))


ACTIVITIES: dict[str, tuple[dict[str, Any], str]] = {
    "at work": ({}, "active"),
    "at rest": ({"suspended": Suspension(since="2011-11", reason=en("After the incident"))}, "suspended"),
    "followed": ({"successor": STRATEGIC}, "succeeded"),
}


@pytest.mark.parametrize("name", ACTIVITIES)
def test_a_framework_is_active_suspended_or_succeeded(name: str) -> None:
    changes, expected = ACTIVITIES[name]

    assert expected == activity(a_charter(NORTH, SOUTH, **changes))


def test_what_a_new_charter_changes_is_named() -> None:
    before = a_charter(NORTH, SOUTH)
    after = a_charter(EAST, NORTH, title=en("Other"), terms=Terms(answer_within_days=7, denunciation_notice_days=30))

    assert ("title", "parties.EAST", "parties.SOUTH", "terms.answer_within_days") == changed(before, after)


@given(st.text(max_size=60))
def test_no_text_in_the_place_of_a_key_stops_the_reader(text: str) -> None:
    party = replace(a_party(SOUTH), log_keys=(text or "x", a_party(SOUTH).log_keys[1]))
    tale = Tale(NORTH, SOUTH)

    barred = tale.barred(
        tale.draft(NORTH, "propose", CHARTER, a_charter(NORTH, SOUTH, parties=(a_party(NORTH), party)))
    )

    assert "framework.key_unreadable" == barred
