"""Where each paragraph stands with each party: marks that bind nobody and hold for the bytes."""

from typing import Any

import pytest
from tests.domains.tale import LATER, NORTH, SOUTH, Tale
from tests.domains.texts import (
    NOBODY,
    at_the_table,
    bracket,
    opening,
    paragraph,
    statement,
)

from paraph.domains.consultation.drafting import paragraph_states
from paraph.record import Said

ARGUED = paragraph("fund", "Continue consultations", bracket("fund", NORTH="with a date"))


MARKS: dict[str, tuple[dict[str, Any], str]] = {
    "a paragraph is marked agreed": ({"paragraphs": ["p"], "mark": "agreed"}, ""),
    "a paragraph is marked agreed ad referendum": ({"paragraphs": ["p"], "mark": "ad_referendum"}, ""),
    "an open paragraph is marked open": ({"paragraphs": ["p", "fund"], "mark": "open"}, ""),
    "an open paragraph is not agreed": (
        {"paragraphs": ["p", "fund"], "mark": "agreed"},
        "consultation.paragraph_open",
    ),
    "an open paragraph is not agreed ad referendum": (
        {"paragraphs": ["fund"], "mark": "ad_referendum"},
        "consultation.paragraph_open",
    ),
    "what is not there is not marked": ({"paragraphs": ["q"], "mark": "open"}, "consultation.no_such_paragraph"),
}


@pytest.mark.parametrize("rule", MARKS)
def test_single_paragraphs_are_marked(rule: str) -> None:
    payload, code = MARKS[rule]
    tale, _session, tabled = at_the_table(paragraph("p", "Settled"), ARGUED)

    assert code == tale.barred(tale.draft(SOUTH, "mark_paragraphs", tabled, payload, on=tabled))


def test_an_ending_has_no_paragraph_to_mark() -> None:
    tale, _session, tabled = at_the_table(opening())
    ending = tale.say(NORTH, "propose_end", tabled)

    mark = {"paragraphs": ["identification"], "mark": "agreed"}

    assert "consultation.no_such_paragraph" == tale.barred(
        tale.draft(SOUTH, "mark_paragraphs", tabled, mark, on=ending)
    )
    assert () == paragraph_states(tale.view(tabled), ending.digest)


def test_what_is_not_held_has_no_paragraphs() -> None:
    tale, session, tabled = at_the_table(opening())

    assert () == paragraph_states(tale.view(NOBODY), tabled.digest)
    assert () == paragraph_states(tale.view(tabled), session.digest)


def mark(tale: Tale, tabled: Said, party: str, how: str, *names: str, on: Said | None = None, at: str = LATER) -> None:
    tale.say(party, "mark_paragraphs", tabled, {"paragraphs": list(names), "mark": how}, on=on or tabled, at=at)


def words_of(tale: Tale, tabled: Said, version: Said) -> dict[str, dict[str, str]]:
    return {one.id: dict(one.words) for one in paragraph_states(tale.view(tabled), version.digest)}


def test_marks_show_where_each_paragraph_stands_with_each_party() -> None:
    argued = paragraph("fund", bracket("fund", owner=SOUTH, SOUTH="on the fund"))
    tale, session, tabled = at_the_table(paragraph("p", "Settled"), paragraph("q", "Other"), argued, by=SOUTH)
    third = tale.say(NORTH, "propose", tabled, statement(paragraph("p", "Settled"), argued, session=session))
    mark(tale, tabled, NORTH, "ad_referendum", "p", "q")
    mark(tale, tabled, NORTH, "agreed", "q")

    found = words_of(tale, tabled, tabled)

    assert {"p": "ad_referendum", "q": "agreed", "fund": "open"} == {name: by[NORTH] for name, by in found.items()}
    assert {"accepted"} == {by[SOUTH] for by in found.values()}
    assert {"p": "open", "fund": "open"} == {name: by[SOUTH] for name, by in words_of(tale, tabled, third).items()}


def test_a_mark_is_taken_back_and_falls_with_its_words() -> None:
    tale, session, tabled = at_the_table(paragraph("p", "Settled"), paragraph("q", "Other"))
    mark(tale, tabled, SOUTH, "agreed", "p", "q")
    mark(tale, tabled, SOUTH, "open", "q")
    changed = statement(paragraph("p", "Changed"), paragraph("q", "Other"), paragraph("r", "New"), session=session)
    later = tale.say(NORTH, "propose", tabled, changed)

    assert {"p": "agreed", "q": "open"} == {name: by[SOUTH] for name, by in words_of(tale, tabled, tabled).items()}
    assert {"p": "open", "q": "open", "r": "open"} == {
        name: by[SOUTH] for name, by in words_of(tale, tabled, later).items()
    }


def test_a_mark_carries_over_to_a_version_with_the_same_bytes() -> None:
    tale, session, tabled = at_the_table(paragraph("p", "Settled"), paragraph("q", "Other"))
    mark(tale, tabled, SOUTH, "agreed", "p")
    later = tale.say(NORTH, "propose", tabled, statement(paragraph("p", "Settled"), ARGUED, session=session))

    found = paragraph_states(tale.view(tabled), later.digest)

    assert [("p", 0, "agreed"), ("fund", 1, "open")] == [(one.id, one.open_brackets, one.words[SOUTH]) for one in found]


def test_the_whole_text_accepted_ad_referendum_shows_on_every_paragraph_until_it_is_agreed() -> None:
    tale, _session, tabled = at_the_table(paragraph("p", "Settled"), paragraph("q", "Other"))
    tale.say(SOUTH, "accept_ad_referendum", tabled, on=tabled)
    mark(tale, tabled, SOUTH, "agreed", "q")
    before = words_of(tale, tabled, tabled)
    tale.say(SOUTH, "accept", tabled, on=tabled)

    after = words_of(tale, tabled, tabled)

    assert {"p": "ad_referendum", "q": "agreed"} == {name: by[SOUTH] for name, by in before.items()}
    assert {"accepted"} == {said for by in after.values() for said in by.values()}


def test_a_void_mark_shows_nowhere() -> None:
    tale, _session, tabled = at_the_table(ARGUED)
    mark(tale, tabled, SOUTH, "agreed", "fund")

    assert {"fund": "open"} == {name: by[SOUTH] for name, by in words_of(tale, tabled, tabled).items()}
