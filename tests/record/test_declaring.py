"""Declarations: one decorated function is one verb; rule, payload, help and guard are read off it."""

import pytest
from tests.record.bills import bill
from tests.record.histories import EAST, NORTH, SOUTH, THREE
from tests.record.kinds import ACCORD, BELL, BILL, DRAW, KINDS, POST, Accord, Bell, Post
from tests.record.stories import play, says

from paraph.record import (
    ALARM,
    CLAIMED,
    DECLARED,
    JOINT,
    SEALED,
    Case,
    Dealing,
    Kind,
    On,
    Verb,
    Who,
    kinds_by_name,
    verb,
)
from paraph.record.alarm import RELEASE
from paraph.record.claimed import SUBMIT
from paraph.record.declared import DECLARE, END
from paraph.record.joint import ACCEPT, HOLD, PROPOSE
from paraph.record.sealed import SEAL
from paraph.values import Digest, convert


def test_a_verb_has_the_consequence_of_the_dealings_verb_it_is_declared_of() -> None:
    """Its own name goes on the wire; what it does not say is as the dealing has it."""
    convene, propose = ACCORD.verbs["convene"], ACCORD.verbs["propose"]

    assert ("convene", "propose", 2, True) == (convene.name, convene.effect, convene.keys, convene.replaces)
    assert ("propose", "propose", 1) == (propose.name, propose.effect, propose.keys)
    assert Accord is convene.payload is propose.payload


def test_a_verbs_help_is_its_docstring() -> None:
    """Or the dealing's, where the kind says nothing."""

    @verb(HOLD)
    def hold(case: Case) -> None:
        pass

    assert "Table words." == ACCORD.verbs["propose"].help
    assert HOLD.help == hold.help


def test_keyword_parameters_are_the_payload() -> None:
    """Their types and defaults are its fields."""
    payload = POST.verbs["declare"].payload

    assert ("Declare", ("place",)) == (payload.__name__, payload.__struct_fields__)
    assert "west" == convert(payload, {"place": "west"}).place


def test_a_parameter_called_content_is_the_whole_payload() -> None:
    """So the kind's noun is the content itself."""
    assert Accord is ACCORD.verbs["propose"].payload
    assert ("salt", "content") == DRAW.verbs["reveal"].payload.__struct_fields__


def test_a_word_that_the_language_keeps_may_be_a_verb() -> None:
    """An underscore at the end is not part of the name."""
    assert "raise" in BELL.verbs
    assert "open" in DRAW.verbs


def test_a_guard_that_takes_the_noun_gets_none_where_there_is_none() -> None:
    """An alarm may come bare."""

    @verb(BELL.verbs["raise"])
    def raise_(case: Case, *, content: Bell | None) -> None:
        """Ring."""
        assert content is None

    bare = Kind(name="test.bare/1", title="Bare", dealing=BELL.dealing, noun=Bell, says=(raise_,))
    played = play(
        bare, [says(NORTH, "raise")], kinds=kinds_by_name([*KINDS.values(), bare]), charter={"kinds": [bare.name]}
    )

    assert {} == played.voids


def test_a_kind_has_the_dealings_verbs_but_those_it_leaves_out_or_covers() -> None:
    """A kind's own verb of the same name covers the dealing's; one of another name stands beside it."""

    @verb(ACCEPT, keys=2)
    def accept(case: Case) -> None:
        """Accept with two keys."""

    kind = Kind(name="test.firm/1", title="Firm", dealing=JOINT, noun=Accord, says=(accept,), without=("denounce",))

    assert {one.name for one in JOINT.verbs} - {"denounce"} == set(kind.verbs)
    assert (1, 2) == (ACCEPT.keys, kind.verbs["accept"].keys)


def test_a_kind_that_leaves_a_verb_out_voids_it() -> None:
    """For it there is no such verb."""
    kind = Kind(name="test.terse/1", title="Terse", dealing=DECLARED, noun=Post, without=("remark",))
    steps = [says(NORTH, "declare", content={"place": "p"}), says(SOUTH, "remark", note="!")]

    played = play(kind, steps, kinds=kinds_by_name([*KINDS.values(), kind]), charter={"kinds": [kind.name]})

    assert {"remark": "unknown_verb"} == played.voids == {name: code for name, code in played.barred.items() if code}


def test_a_declaration_keeps_what_the_dealing_reads() -> None:
    """A payload of the kind's own that lacks it is refused when it is declared, not when somebody speaks."""

    @verb(SEAL)
    def seal(case: Case, *, hash_: Digest) -> None:
        """Seal by another field."""

    with pytest.raises(TypeError, match="payload"):
        Kind(name="test.amiss/1", title="Amiss", dealing=SEALED, noun=DRAW.noun, says=(seal,))


WEAKER: dict[str, tuple[Dealing, Verb, dict[str, object]]] = {
    "keys": (ALARM, RELEASE, {"keys": 1}),
    "who": (DECLARED, END, {"who": Who.ANYONE}),
    "on": (JOINT, ACCEPT, {"on": On.MAY}),
    "opens": (JOINT, HOLD, {"opens": True}),
    "continues": (CLAIMED, SUBMIT, {"continues": True}),
    "brings": (JOINT, HOLD, {"brings": True}),
    "replaces": (DECLARED, DECLARE, {"replaces": True}),
}


@pytest.mark.parametrize("rule", WEAKER)
def test_a_kind_may_only_ask_for_more(rule: str) -> None:
    """What the dealing asks for holds for every kind; a declaration that takes it back is refused at import."""
    dealing, of, less = WEAKER[rule]

    @verb(of, **less)
    def weaker(case: Case) -> None:
        """Ask for less."""

    with pytest.raises(TypeError, match=rule):
        Kind(name="test.weak/1", title="Weak", dealing=dealing, noun=Accord, says=(weaker,))


def test_kinds_are_found_by_name_and_rule_version() -> None:
    """The family is the name without the version."""
    assert ACCORD is kinds_by_name([ACCORD, POST])["test.accord/1"]
    assert "test.accord" == ACCORD.family


def test_a_dealing_says_who_may_speak_and_whether_to_a_version() -> None:
    """What the shells show is read off this."""
    confirm = POST.verbs["confirm"]

    assert (Who.OTHERS, On.ALWAYS, False, True) == (confirm.who, confirm.on, confirm.opens, confirm.continues)
    assert PROPOSE.opens


def test_a_case_names_the_other_parties_and_whether_it_opens() -> None:
    """All of them, however many."""
    found: list[tuple[bool, str, tuple[str, ...]]] = []

    @verb(PROPOSE)
    def propose(case: Case, *, content: Accord) -> None:
        """Look around."""
        found.append((case.opens, case.party, case.others))

    kind = Kind(name="test.round/1", title="Round", dealing=JOINT, noun=Accord, says=(propose,))
    kinds = kinds_by_name([*KINDS.values(), kind])
    play(kind, [says(SOUTH, "propose", content={"words": "a"})], parties=THREE, kinds=kinds, charter={"kinds": kinds})

    assert {(True, SOUTH, (EAST, NORTH))} == set(found)


def test_a_remark_on_a_claim_changes_nothing() -> None:
    """As in every dealing."""
    opening = says(NORTH, "submit", "s", content=bill(a=1))
    quiet, spoken = play(BILL, [opening]), play(BILL, [opening, says(SOUTH, "remark", on="s")])

    assert quiet.view.state == spoken.view.state
    assert {} == spoken.voids
