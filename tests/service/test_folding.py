"""Words as they are looked for: what makes no difference, and what is shown as found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.service.board_ports import Piece
from paraph.service.folding import Part, fold, folded_words, phrases_of, snippet_of

ALIKE = {
    "case": ("Border", "bORDER"),
    "accents": ("Café", "cafe"),
    "yeh as Arabs and as Pakistanis type it": ("دفاعي", "دفاعی"),
    "yeh without dots": ("على", "علی"),
    "kaf": ("كراچی", "کراچی"),
    "heh": ("معاهده", "معاہدہ"),
    "heh with two eyes": ("ھ", "ہ"),
    "vowel signs": ("دِفَاعِی", "دفاعی"),
    "alef with madda, composed or not": ("آب", "ا\u0653ب"),
    "tatweel": ("دفـــاعی", "دفاعی"),
    "a joiner": ("می\u200cخواهم", "میخواہم"),
    "digits of Arabs": ("٢١", "21"),
    "digits of Pakistanis and Afghans": ("۲۱", "21"),
}


@pytest.mark.parametrize("name", ALIKE)
def test_what_makes_no_difference_is_folded_alike(name: str) -> None:
    one, other = ALIKE[name]

    assert folded_words(one) == folded_words(other) == fold(other).strip()


def test_words_stand_apart_by_one_space() -> None:
    assert "21 3 the border s end" == folded_words("21.3 — the “border’s”\n end_")
    assert "21 3 the border" == folded_words("  21.3, THE_border!")


@given(text=st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """So what was folded before it was kept is found by what is folded when it is asked."""
    once = folded_words(text)

    assert once == folded_words(once)


@given(text=st.text(st.characters(max_codepoint=127)))
def test_english_is_folded_quickly_and_alike(text: str) -> None:
    assert folded_words(text) == folded_words(text + " é").removesuffix("e").rstrip()


def test_what_is_typed_becomes_phrases() -> None:
    assert (("21", "3"), ("border",)) == phrases_of(" 21.3  border BORDER ")
    assert () == phrases_of('"* - ( :')
    assert () == phrases_of("")


def test_no_more_is_looked_for_than_a_person_means() -> None:
    assert 12 == len(phrases_of(" ".join(f"word{number}" for number in range(99))))
    assert 400 == len(phrases_of("x" * 5000)[0][0])


def test_what_was_found_is_marked_as_it_was_written() -> None:
    """The vowel signs that make no difference are shown."""
    piece = Piece("ur", "نیا دِفَاعِی تعاون")

    found = snippet_of((Piece("en", "Defence"), piece), phrases_of("دفاعي"))

    assert ("ur", (Part("نیا ", is_hit=False), Part("دِفَاعِی", is_hit=True), Part(" تعاون", is_hit=False))) == found


def test_a_word_is_found_by_its_beginning_but_a_letter_is_a_word() -> None:
    piece = Piece("en", "A commitment, c")

    assert ["commitment"] == hits(piece, "commit")
    assert ["c"] == hits(piece, "c")


def test_a_number_is_found_whole() -> None:
    """21.3 is neither 3.21 nor two numbers somewhere."""
    assert ["21", "3"] == hits(Piece("", "3.21 and 21.3"), "21.3")
    assert [] == hits(Piece("", "21 4 3"), "21.3")
    assert [] == hits(Piece("", "of 21"), "21.3")


def test_the_piece_with_most_is_shown_and_the_first_where_none_has_any() -> None:
    pieces = (Piece("en", "border"), Piece("en", "border talks"), Piece("en", "talks"))

    assert "border talks" == shown(pieces, "border talks")
    assert "border" == shown(pieces, "elsewhere")
    assert ("", ()) == snippet_of((), phrases_of("word"))


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    long = " ".join(f"word{number}" for number in range(200))

    parts = snippet_of((Piece("en", long),), phrases_of("word100 word199")).parts

    assert ["word100"] == [part.text for part in parts if part.is_hit]
    assert ("word87", "word122") == (parts[0].text.split()[0], parts[-1].text.split()[-1])


@given(words=st.lists(st.text(min_size=1), min_size=1), typed=st.text())
def test_a_snippet_is_a_part_of_the_text(words: list[str], typed: str) -> None:
    """Nothing that was not written is ever shown as found, whatever was typed."""
    text = " ".join(words)

    assert "".join(part.text for part in snippet_of((Piece("", text),), phrases_of(typed)).parts) in text


def hits(piece: Piece, typed: str) -> list[str]:
    return [part.text for part in snippet_of((piece,), phrases_of(typed)).parts if part.is_hit]


def shown(pieces: tuple[Piece, ...], typed: str) -> str:
    return "".join(part.text for part in snippet_of(pieces, phrases_of(typed)).parts)
