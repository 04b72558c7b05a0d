"""Closing brackets, and each party's own copy of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.domains.tale import EAST, NORTH, SOUTH, en
from tests.domains.texts import NORTH_SIGNS, SOUTH_SIGNS, bracket, opening, paragraph, statement, texts, words

from paraph.domains.consultation import Alternative, Bracket, Names, Paragraph, Statement, Words
from paraph.domains.consultation.alternat import alternat, copies
from paraph.domains.consultation.drafting import open_brackets, resolve
from paraph.domains.consultation.reading import joined, read
from paraph.values import Text, content_digest

_WORDS = st.sampled_from(["a date", "the fund", "no operation", "both sides,", "- and"])
_TEXTS = st.one_of(
    st.builds(en, _WORDS),
    st.builds(lambda words: Text(en=words, ur="سرحد"), _WORDS),
    st.builds(lambda words: Text(en=words, ur="سرحد", original="en"), _WORDS),
)
_ALTERNATIVES = st.lists(
    st.builds(Alternative, by=st.sampled_from([NORTH, SOUTH]), words=st.none() | _TEXTS), min_size=1, max_size=3
)
_SEGMENTS = st.lists(
    st.one_of(
        st.builds(Words, text=_TEXTS),
        st.just(Names(of="parties", between=en("and"))),
        st.builds(lambda found: Bracket(id="b", owner=NORTH, alternatives=tuple(found)), _ALTERNATIVES),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def drafts(draw: st.DrawFn) -> Statement:
    """Draw a text whose brackets have names of their own."""
    paragraphs = []
    for at, segments in enumerate(draw(st.lists(_SEGMENTS, max_size=4))):
        named = (
            replace(one, id=f"b{at}.{place}") if isinstance(one, Bracket) else one for place, one in enumerate(segments)
        )
        paragraphs.append(Paragraph(id=f"p{at}", type="position", segments=tuple(named)))
    return statement(*paragraphs)


@given(drafts(), st.data())
def test_closing_every_bracket_leaves_none_and_each_closes_one(draft: Statement, data: st.DataObject) -> None:
    while found := open_brackets(draft):
        one = data.draw(st.sampled_from(found))
        choice = data.draw(st.none() | st.integers(0, len(one.bracket.alternatives) - 1))
        draft = resolve(draft, paragraph=one.paragraph, bracket=one.bracket.id, choice=choice)
        assert len(found) - 1 == len(open_brackets(draft))

    assert () == open_brackets(draft)
    assert all(one.segments for one in draft.paragraphs)


@given(drafts())
def test_every_copy_has_the_digest_of_the_one_text(draft: Statement) -> None:
    made = copies(draft)

    assert {content_digest(draft)} == {one.digest for one in made}
    assert [(NORTH, SOUTH), (SOUTH, NORTH)] == [tuple(each.party for each in one.signatories) for one in made]
    assert [one.party for one in made] == [one.signatories[0].party for one in made]


def test_each_copy_names_its_own_party_and_head_first_and_spells_its_own_way() -> None:
    one, other = copies(statement(opening()))

    assert {
        "en": "The delegations of North and South met in the Defence Consultative Group, led by A. Clerk and the Under "
        "Secretary."
    } == one.paragraphs[0].words
    assert {
        "en": "The delegations of South and North met in the Defense Consultative Group, "
        "led by the Under Secretary and A. Clerk."
    } == other.paragraphs[0].words
    assert one.digest == other.digest


def test_each_copy_opens_with_its_own_language() -> None:
    draft = statement(paragraph("p", Words(text=Text(en="The border", ur="سرحد"))), languages=("en", "ur"))

    one, other = copies(draft)

    assert (("ur", "en"), ("en", "ur")) == (one.languages, other.languages)
    assert {"ur": "سرحد", "en": "The border"} == one.paragraphs[0].words
    assert ["ur", "en"] == list(one.paragraphs[0].words)


def test_three_parties_each_come_first_in_their_own_copy() -> None:
    east = replace(SOUTH_SIGNS, party=EAST, name=en("East"), head=None)
    draft = statement(paragraph("p", Names(of="heads", between=en(","))), signatories=(east, NORTH_SIGNS, SOUTH_SIGNS))

    assert [
        "East, A. Clerk, the Under Secretary",
        "A. Clerk, East, the Under Secretary",
        "the Under Secretary, East, A. Clerk",
    ] == [one.paragraphs[0].words["en"] for one in copies(draft)]


def test_a_stranger_has_no_copy() -> None:
    with pytest.raises(ValueError, match=EAST):
        alternat(statement(opening()), party=EAST)


JOINED = {
    "words stand a space apart": (("both", "sides"), "both sides"),
    "stops close up": (("both sides", ", and", "all", "."), "both sides, and all."),
    "urdu stops close up": (("سرحد", "۔"), "سرحد۔"),
    "hyphens close up": (("Pakistan", "-", "US"), "Pakistan-US"),
    "brackets close up inside": (("(", "both", ")", "sides"), "(both) sides"),
    "spaces around are not doubled": ((" both ", " sides "), "both sides"),
    "nothing adds nothing": (("both", "", "sides"), "both sides"),
}


@pytest.mark.parametrize("name", JOINED)
def test_segments_are_joined_as_a_reader_expects(name: str) -> None:
    parts, expected = JOINED[name]

    assert expected == joined(parts)


def test_a_bracket_is_read_with_its_parties_side_by_side() -> None:
    one = paragraph("p", "Consult", bracket("b", NORTH="with a date", SOUTH=None), ".")

    assert "Consult [NORTH: with a date | SOUTH: —]." == read(one, statement(one), language="en")


def test_settled_words_side_by_side_become_one_segment() -> None:
    draft = statement(paragraph("p", "Consult", bracket("b", NORTH="with a date"), "on the fund"))

    found = resolve(draft, paragraph="p", bracket="b", choice=0)

    assert ["Consult with a date on the fund"] == texts(found.paragraphs[0].segments)


def test_words_in_other_languages_stay_a_segment_of_their_own() -> None:
    urdu = Words(text=Text(en="on the fund", ur="فنڈ"))
    translated = Words(text=Text(en="on the fund", original="en"))
    draft = statement(paragraph("p", "Consult", bracket("b", NORTH="with a date"), urdu, translated))

    found = resolve(draft, paragraph="p", bracket="b", choice=None)

    assert (words("Consult"), urdu, translated) == found.paragraphs[0].segments


def test_of_a_paragraph_that_was_all_bracket_nothing_stays() -> None:
    draft = statement(paragraph("p", bracket("b", NORTH="with a date", SOUTH=None)), opening())

    assert (opening(),) == resolve(draft, paragraph="p", bracket="b", choice=1).paragraphs


@pytest.mark.parametrize(("place", "name"), [("p", "c"), ("identification", "b"), ("q", "b")])
def test_only_a_bracket_that_is_there_is_closed(place: str, name: str) -> None:
    draft = statement(paragraph("p", bracket("b", NORTH="x")), opening())

    with pytest.raises(ValueError, match=name):
        resolve(draft, paragraph=place, bracket=name, choice=0)


@pytest.mark.parametrize("choice", [1, -1])
def test_only_an_alternative_that_is_there_is_chosen(choice: int) -> None:
    with pytest.raises(IndexError):
        resolve(statement(paragraph("p", bracket("b", NORTH="x"))), paragraph="p", bracket="b", choice=choice)
