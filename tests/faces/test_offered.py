"""What can be said on a record now: each button with what it will do, and why it would be void."""

from typing import Any

from tests.domains.tale import NORTH, SOUTH, Tale, a_charter, chartered
from tests.domains.texts import at_the_table, bracket, opening, paragraph
from tests.faces.telling import commitment, offers, told
from tests.record.chance import OURS

from paraph.domains import KINDS
from paraph.faces.words_verbs import VERBS
from paraph.record import Effective
from paraph.values import Barred


def test_a_condition_is_met_by_everyone_before_it_takes_effect() -> None:
    tale, session, _tabled = at_the_table(opening())
    conditional = commitment(session, effective=Effective(condition="funds"))
    agreed = tale.agree("commitments.commitment/1", conditional)
    tale.say(NORTH, "report_met", agreed, on=agreed)

    story = told(tale, agreed)

    assert story.in_force is not None
    assert (False, (SOUTH,)) == (story.in_force.effective, story.in_force.unmet)
    assert "report_met" in offers(story)
    assert "report_met" not in offers(told(tale, agreed, me=NORTH))


def test_every_button_says_what_it_will_do_now() -> None:
    """Whether the last acceptance brings it into force is a fact of the moment."""
    tale, _session, tabled = at_the_table(opening())

    south, north = offers(told(tale, tabled)), offers(told(tale, tabled, me=NORTH))

    accept = south["accept"]
    assert ("Accept", 2, tabled.digest, True, True, False, "") == (
        accept.label,
        accept.keys,
        accept.on,
        accept.names_version,
        accept.answers,
        accept.carries,
        accept.barred,
    )
    assert "All parties then stand on it: it is agreed and in force." == accept.does
    assert "It is agreed once NORTH have accepted it." == south["propose"].does
    assert "accept" not in north
    assert (True, True) == (south["return"].reason, south["mark_paragraphs"].carries)
    assert {"withdraw"} == {"withdraw", "correct", "propose_end", "denounce"} & set(north)
    assert ["accept", "remark"] == sorted(
        one.verb for one in told(tale, tabled).sayable if one.verb in ("accept", "remark")
    )


def test_what_is_still_missing_is_named_before_it_is_said() -> None:
    tale = Tale(NORTH, SOUTH, "EAST")
    opened = tale.say(NORTH, "propose", "framework.charter/1", a_charter(NORTH, SOUTH, "EAST"))

    assert "Your party stands on it; EAST have still to accept." == offers(told(tale, opened))["accept"].does


def test_an_end_is_told_as_an_end() -> None:
    tale = chartered(NORTH, SOUTH)
    charter = next(iter(tale.world.views("framework.charter"))).verdicts[0].said
    end = tale.say(NORTH, "propose_end", charter)

    story = told(tale, charter)

    assert ((True, ()), "All parties then stand on it: the record is ended.") == (
        (story.table[0].ending, story.table[0].content),
        offers(story)["accept"].does,
    )
    assert "It ends once NORTH have accepted that." == offers(story)["propose_end"].does
    assert "It replaces what is in force once NORTH have accepted it." == offers(story)["propose"].does
    tale.say(SOUTH, "accept", charter, on=end)
    assert not {"correct", "propose_end", "denounce"} & set(offers(told(tale, charter)))


def test_what_would_be_void_is_shown_with_its_reason() -> None:
    """The reason is the same that every reader would give."""
    tale, _session, tabled = at_the_table(paragraph("fund", "Continue", bracket("fund", NORTH="with a date")))

    def trial(verb: Any, on: str | None) -> Barred | None:
        draft = tale.draft(SOUTH, verb.name, tabled, on=None if on is None else tabled)
        code = "" if verb.payload is not None else tale.barred(draft)
        tale.logs[SOUTH] = [one for one in tale.logs[SOUTH] if one.digest != draft.digest]
        return Barred(code, count=1, brackets=["fund"]) if code else None

    found = offers(told(tale, tabled, trial=trial))

    assert "Open brackets, 1: fund. A text with open brackets cannot be accepted." == found["accept"].barred
    assert "" == found["return"].barred


def test_every_verb_has_words() -> None:
    """A verb without words would be called by its wire name."""
    declared = {verb.name for kind in (*KINDS.values(), *OURS.kinds.values()) for verb in kind.verbs.values()}

    assert {"convene"} == declared - set(VERBS)
