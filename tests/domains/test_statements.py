"""The joint statement: argued in brackets, accepted when none is open, in everybody's own words."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.domains.tale import EAST, LATER, NORTH, SOUTH, en
from tests.domains.texts import (
    DEFENCE,
    NOBODY,
    NORTH_SIGNS,
    SESSION,
    SOUTH_SIGNS,
    STATEMENT,
    at_the_table,
    bracket,
    opening,
    paragraph,
    statement,
)

from paraph.domains.consultation import Alternative, Bracket, Paragraph, Session, Spelling, Spelt
from paraph.domains.consultation.drafting import open_brackets
from paraph.domains.framework import Terms
from paraph.record import Said
from paraph.values import Text

ARGUED = paragraph("fund", "Continue consultations", bracket("fund", NORTH="with a date"))


def test_a_text_is_argued_from_brackets_to_agreement() -> None:
    tale, session, tabled = at_the_table(opening(), ARGUED)
    tale.say(SOUTH, "return", tabled, on=tabled)
    both = paragraph("fund", "Continue consultations", bracket("fund", NORTH="with a date", SOUTH="on the fund"))
    answered = tale.say(SOUTH, "propose", tabled, statement(opening(), both, session=session))
    clean = paragraph("fund", "Continue consultations on the fund")
    last = tale.say(NORTH, "propose", tabled, statement(opening(), clean, session=session))

    tale.say(SOUTH, "accept", tabled, on=last)

    state = tale.view(tabled).state
    assert ["", ""] == [tale.verdict(one).code for one in (answered, last)]
    assert last.digest == state.in_force
    assert () == open_brackets(state.content_in_force)


@pytest.mark.parametrize("verb", ["accept", "accept_ad_referendum"])
def test_a_text_with_an_open_bracket_is_accepted_by_nobody(verb: str) -> None:
    tale, _session, tabled = at_the_table(ARGUED)

    draft = tale.draft(SOUTH, verb, tabled, on=tabled)

    assert "consultation.open_brackets" == tale.barred(draft)
    assert {"count": 1, "brackets": ["fund"]} == tale.verdict(draft).facts


@pytest.mark.parametrize("verb", ["return", "refuse", "hold", "remark"])
def test_a_text_with_an_open_bracket_is_returned_refused_held_and_spoken_about(verb: str) -> None:
    tale, _session, tabled = at_the_table(ARGUED)

    assert "" == tale.barred(tale.draft(SOUTH, verb, tabled, on=tabled))


@pytest.mark.parametrize("verb", ["accept", "accept_ad_referendum"])
def test_a_settled_text_is_accepted(verb: str) -> None:
    tale, _session, tabled = at_the_table(opening())

    assert "" == tale.barred(tale.draft(SOUTH, verb, tabled, on=tabled))


def test_the_ending_of_a_statement_holds_no_bracket() -> None:
    tale, _session, tabled = at_the_table(ARGUED)
    ending = tale.say(NORTH, "propose_end", tabled)

    assert "" == tale.barred(tale.draft(SOUTH, "accept", tabled, on=ending))


@pytest.mark.parametrize("verb", ["withdraw", "denounce"])
def test_an_agreed_statement_may_be_left(verb: str) -> None:
    tale, _session, tabled = at_the_table(opening())
    tale.say(SOUTH, "accept", tabled, on=tabled)

    on = tabled if verb == "withdraw" else None

    assert "" == tale.barred(tale.draft(NORTH, verb, tabled, on=on))


def _spelt(*parties: str) -> Paragraph:
    return paragraph("p", Spelling(forms=tuple(Spelt(party=party, text=en("Defence")) for party in parties)))


BARRED: dict[str, tuple[dict[str, Any], str]] = {
    "it is about a session": ({"session": NOBODY}, "consultation.not_a_session"),
    "paragraphs have names of their own": (
        {"paragraphs": (paragraph("p", "One"), paragraph("p", "Two"))},
        "consultation.paragraph_twice",
    ),
    "brackets have names of their own": (
        {"paragraphs": (paragraph("p", bracket("b", NORTH="x")), paragraph("q", bracket("b", NORTH="y")))},
        "consultation.bracket_twice",
    ),
    "owners of a promise are parties": (
        {"paragraphs": (paragraph("p", "We shall", owners=(EAST,)),)},
        "consultation.unknown_party",
    ),
    "a bracket belongs to a party": (
        {"paragraphs": (paragraph("p", bracket("b", owner=EAST, NORTH="x")),)},
        "consultation.unknown_party",
    ),
    "an alternative belongs to a party": (
        {"paragraphs": (paragraph("p", bracket("b", EAST="x")),)},
        "consultation.unknown_party",
    ),
    "every party signs": ({"signatories": (NORTH_SIGNS, NORTH_SIGNS)}, "consultation.signatories_differ"),
    "no party is put first in the text itself": (
        {"signatories": (SOUTH_SIGNS, NORTH_SIGNS)},
        "consultation.signatories_differ",
    ),
    "every party has its spelling": ({"paragraphs": (_spelt(NORTH, EAST),)}, "consultation.spelling_incomplete"),
    "nobody brackets in another's name": (
        {"paragraphs": (paragraph("p", bracket("b", owner=SOUTH, NORTH="x")),)},
        "consultation.bracket_of_another",
    ),
    "nobody speaks in another's name": (
        {"paragraphs": (paragraph("p", bracket("b", NORTH="x", SOUTH="y")),)},
        "consultation.words_of_another",
    ),
}


@pytest.mark.parametrize("verb", ["propose", "correct"])
@pytest.mark.parametrize("rule", BARRED)
def test_a_text_that_breaks_a_rule_is_barred_and_void(rule: str, verb: str) -> None:
    changes, code = BARRED[rule]
    tale, session, tabled = at_the_table(opening(), by=SOUTH)
    to: Said | str = STATEMENT if verb == "propose" else tabled

    assert code == tale.barred(
        tale.draft(NORTH, verb, to, statement(opening(), **{"session": session.digest, **changes}))
    )


def test_a_statement_stays_with_its_session() -> None:
    tale, session, tabled = at_the_table(opening())
    other = tale.agree(SESSION, Session(number=22, number_basis="stated"))

    barred = tale.barred(tale.draft(SOUTH, "propose", tabled, statement(opening(), session=other)))

    assert "consultation.session_changed" == barred
    assert session.digest == tale.view(tabled).noun.session


SPOKEN = Text(en="a settlement date", ur="تصفیے کی تاریخ")
REPEATED: dict[str, tuple[Paragraph, Alternative, str]] = {
    "another's alternative is repeated as it was": (
        paragraph("p", bracket("b", NORTH="a date")),
        Alternative(by=NORTH, words=en("a date")),
        "",
    ),
    "another's wish to leave out is repeated": (
        paragraph("p", bracket("b", NORTH=None)),
        Alternative(by=NORTH),
        "",
    ),
    "another's settled words become its alternative": (
        paragraph("p", "With a settlement date for claims"),
        Alternative(by=NORTH, words=en("a settlement date")),
        "",
    ),
    "another's spelling becomes its alternative": (
        paragraph("p", DEFENCE),
        Alternative(by=NORTH, words=en("Defence")),
        "",
    ),
    "names are nobody's words": (
        replace(opening(), id="p", segments=opening().segments[1:2]),
        Alternative(by=NORTH, words=en("North")),
        "consultation.words_of_another",
    ),
    "nobody leaves out for another": (
        paragraph("p", "With a settlement date"),
        Alternative(by=NORTH),
        "consultation.words_of_another",
    ),
    "words are another's in the languages in which it said them": (
        paragraph("p", "With a settlement date"),
        Alternative(by=NORTH, words=SPOKEN),
        "consultation.words_of_another",
    ),
    "words are another's where it said them": (
        paragraph("q", "a date"),
        Alternative(by=NORTH, words=en("a date")),
        "consultation.words_of_another",
    ),
    "a changed word is not another's": (
        paragraph("p", bracket("b", NORTH="a date")),
        Alternative(by=NORTH, words=en("no date")),
        "consultation.words_of_another",
    ),
}


@pytest.mark.parametrize("rule", REPEATED)
def test_a_bracket_repeats_what_the_other_tabled_and_nothing_else(rule: str) -> None:
    tabled_by_north, alternative, code = REPEATED[rule]
    tale, session, tabled = at_the_table(tabled_by_north)
    both = (alternative, Alternative(by=SOUTH, words=en("nothing of the sort")))
    answer = paragraph("p", Bracket(id="b", owner=SOUTH, alternatives=both))

    assert code == tale.barred(tale.draft(SOUTH, "propose", tabled, statement(answer, session=session)))


def test_words_another_only_repeated_in_our_name_are_not_ours() -> None:
    tale, session, tabled = at_the_table(paragraph("p", bracket("b", NORTH="a date")))
    forged = paragraph("p", bracket("b", NORTH="no date"))
    tale.say(SOUTH, "propose", tabled, statement(forged, session=session))

    assert "consultation.words_of_another" == tale.barred(
        tale.draft(SOUTH, "propose", tabled, statement(forged, session=session), at=LATER)
    )


def test_anothers_bracket_stays_its_own() -> None:
    tale, session, tabled = at_the_table(paragraph("p", bracket("b", NORTH="a date")))
    both = bracket("b", owner=NORTH, NORTH="a date", SOUTH="no date")
    tale.say(SOUTH, "propose_end", tabled)

    kept = tale.barred(tale.draft(SOUTH, "propose", tabled, statement(paragraph("p", both), session=session)))
    new = replace(both, id="c")
    renamed = tale.barred(tale.draft(SOUTH, "propose", tabled, statement(paragraph("p", new), session=session)))

    assert ("", "consultation.bracket_of_another") == (kept, renamed)


def test_a_charter_without_notice_lets_nobody_leave_a_statement() -> None:
    tale, _session, tabled = at_the_table(opening())
    tale.say(SOUTH, "accept", tabled, on=tabled)
    charter = tale.world.charter()
    tale.agree(tale.logs[NORTH][0], replace(charter, terms=Terms()))

    assert "charter_has_no_denunciation" == tale.barred(tale.draft(NORTH, "denounce", tabled))
