"""Redrafting: what a delegation changes before it tables a text again."""

import pytest
from tests.domains.tale import EAST, NORTH, SOUTH, en
from tests.domains.texts import at_the_table, bracket, paragraph, statement

from paraph.domains.consultation import Alternative, Bracket, Statement
from paraph.domains.consultation.drafting import open_brackets, resolve
from paraph.domains.consultation.reading import read
from paraph.service.redrafting import add_paragraph, hold, put_bracket
from paraph.values import Barred, Text

DRAFT = statement(paragraph("fund", "Both sides", bracket("when", NORTH="within a year"), "settle the claims."))


def lines(text: Statement) -> list[str]:
    return [read(one, text, language="en") for one in text.paragraphs]


def test_a_party_puts_its_own_words_beside_the_others() -> None:
    first = hold(DRAFT, paragraph="fund", bracket="when", party=SOUTH, words=en("in due course"))
    again = hold(first, paragraph="fund", bracket="when", party=SOUTH, words=None)

    assert ["Both sides [NORTH: within a year | SOUTH: in due course] settle the claims."] == lines(first)
    assert ["Both sides [NORTH: within a year | SOUTH: —] settle the claims."] == lines(again)


def test_a_bracket_is_put_around_settled_words_and_they_stay_as_they_were_tabled() -> None:
    text = statement(paragraph("fund", "Both sides settle the claims within a year."))

    changed = put_bracket(
        text, paragraph="fund", phrases={"en": "within a year"}, standing=NORTH, party=SOUTH, words=en("soon")
    )

    assert ["Both sides settle the claims [NORTH: within a year | SOUTH: soon]."] == lines(changed)
    assert lines(text) == lines(resolve(changed, paragraph="fund", bracket="fund-b1", choice=0))


def test_in_two_languages_both_are_bracketed() -> None:
    both = Text(en="settle the claims soon", original="en", ur="دعوے جلد طے کریں")
    text = statement(paragraph("fund", "x"), languages=("en", "ur"))
    (one,) = text.paragraphs
    text = statement(paragraph("fund", type(one.segments[0])(text=both)), languages=("en", "ur"))

    changed = put_bracket(
        text, paragraph="fund", phrases={"en": "soon", "ur": "جلد"}, standing=NORTH, party=SOUTH, words=None
    )

    before, middle, *after = changed.paragraphs[0].segments
    assert (Text(en="settle the claims", original="en", ur="دعوے"), Text(ur="طے کریں")) == (before.text, after[0].text)
    assert (Alternative(by=NORTH, words=Text(en="soon", ur="جلد")), Alternative(by=SOUTH)) == middle.alternatives


def test_whole_settled_words_may_be_bracketed_by_who_tabled_them() -> None:
    text = statement(paragraph("fund", "Soon."))

    changed = put_bracket(
        text, paragraph="fund", phrases={"en": "Soon."}, standing=NORTH, party=NORTH, words=en("Soon.")
    )

    assert ["[NORTH: Soon.]"] == lines(changed)


def test_a_second_bracket_in_a_paragraph_has_a_name_of_its_own() -> None:
    text = statement(paragraph("fund", "Both sides settle the claims within a year."))
    for phrase in ("Both sides", "within a year"):
        text = put_bracket(text, paragraph="fund", phrases={"en": phrase}, standing=NORTH, party=SOUTH, words=None)

    assert ["fund-b1", "fund-b2"] == [one.bracket.id for one in open_brackets(text)]


def test_a_new_paragraph_stands_in_brackets_where_it_was_put() -> None:
    first = add_paragraph(DRAFT, after="", does="position", party=SOUTH, words=en("Peace."))
    text = add_paragraph(first, after="fund", does="position", party=SOUTH, words=en("Trust."))

    assert ["position.1", "fund", "position.2"] == [one.id for one in text.paragraphs]
    assert "[SOUTH: Trust.]" == lines(text)[2]


@pytest.mark.parametrize("phrase", ["never there", "", "s"])
def test_words_that_are_not_there_once_are_not_bracketed(phrase: str) -> None:
    with pytest.raises(Barred) as caught:
        put_bracket(DRAFT, paragraph="fund", phrases={"en": phrase}, standing=NORTH, party=SOUTH, words=None)

    assert "redraft.phrase_not_once" == caught.value.code


def test_all_languages_of_the_words_must_be_named() -> None:
    with pytest.raises(Barred):
        put_bracket(DRAFT, paragraph="fund", phrases={}, standing=NORTH, party=SOUTH, words=None)


def test_what_is_not_there_cannot_be_changed() -> None:
    attempts = (
        lambda: hold(DRAFT, paragraph="gone", bracket="when", party=SOUTH, words=None),
        lambda: hold(DRAFT, paragraph="fund", bracket="gone", party=SOUTH, words=None),
        lambda: add_paragraph(DRAFT, after="gone", does="position", party=SOUTH, words=en("Peace.")),
    )
    codes = []
    for attempt in attempts:
        with pytest.raises(Barred) as caught:
            attempt()
        codes.append(caught.value.code)

    assert ["redraft.no_paragraph", "redraft.no_bracket", "redraft.no_paragraph"] == codes


def test_what_was_redrafted_may_be_tabled() -> None:
    """Whoever repeats the other's tabled words in a bracket speaks for itself only."""
    tale, _session, tabled = at_the_table(paragraph("fund", "Both sides settle the claims within a year."))
    text = tale.view(tabled.digest).noun

    changed = put_bracket(
        text, paragraph="fund", phrases={"en": "within a year"}, standing=NORTH, party=SOUTH, words=en("soon")
    )
    said = tale.say(SOUTH, "propose", tabled, changed)

    assert isinstance(changed.paragraphs[0].segments[1], Bracket)
    assert EAST not in {one.by for one in changed.paragraphs[0].segments[1].alternatives}
    assert said.digest in tale.view(tabled.digest).state.versions
