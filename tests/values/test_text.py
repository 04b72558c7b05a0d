"""What is seen is what is signed, in every stated language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.values import (
    BIDI_CONTROLS,
    LANGUAGES,
    Party,
    Text,
    Unfit,
    Unreadable,
    check_words,
    convert,
    decode,
    direction,
    encode,
    in_form,
)

REFUSED = {
    "no language": ({}, "text.no_language", "$"),
    "a language nobody stated": ({"fr": "oui"}, "json.unknown_field", "$.fr"),
    "an original that is not there": ({"en": "yes", "original": "ur"}, "text.original_missing", "$.original"),
    "an original in no language": ({"en": "yes", "original": "fr"}, "json.not_a_choice", "$.original"),
    "no words": ({"en": "yes", "ur": ""}, "text.empty", "$.ur"),
    "blank words": ({"ps": " \n"}, "text.empty", "$.ps"),
    "words taken apart": ({"en": "cafe\u0301"}, "text.not_nfc", "$.en"),
    "an Urdu letter taken apart": ({"ur": "\u0627\u0653"}, "text.not_nfc", "$.ur"),
    "an override": ({"ur": "سو\u202e"}, "text.bidi_control", "$.ur"),
    "an isolate": ({"en": "a\u2066b\u2069"}, "text.bidi_control", "$.en"),
    "a space without width": ({"prs": "صد\u200b"}, "text.invisible", "$.prs"),
    "a soft hyphen": ({"en": "Tor\u00adkham"}, "text.invisible", "$.en"),
    "a hidden tag": ({"en": "a\U000e0041"}, "text.invisible", "$.en"),
    "a tabulator": ({"en": "a\tb"}, "text.control", "$.en"),
    "a carriage return": ({"en": "a\r\nb"}, "text.control", "$.en"),
    "a line separator": ({"en": "a\u2028b"}, "text.control", "$.en"),
    "a private character": ({"en": "a\ue000"}, "text.no_character", "$.en"),
    "no character at all": ({"en": "a\ufffe"}, "text.no_character", "$.en"),
    "an ancient script": ({"en": "\U00010348"}, "text.script", "$.en"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_words_that_cannot_be_signed_are_refused_with_the_place(name: str) -> None:
    given_, code, path = REFUSED[name]

    with pytest.raises(Unreadable) as caught:
        convert(Text, given_)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])


def test_a_refused_character_is_named_with_its_place() -> None:
    with pytest.raises(Unfit) as caught:
        check_words("ab\u202ec", path=".en")

    assert {"path": ".en", "character": "U+202E", "at": 2} == caught.value.facts


def test_every_control_that_reorders_is_refused() -> None:
    reordering = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    found = {chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in reordering}

    assert found == set(BIDI_CONTROLS)


ALLOWED = {
    "Urdu": "مشترکہ بیان",
    "Pashto": "ګډه اعلامیه",
    "Dari with a joiner": "می\u200cشود",
    "two lines": "one\ntwo",
    "a mark that only gives direction": "\u200f(10)",
    "an accent in one piece": "café",
    "a symbol beyond the basic plane": "🤝",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_words_as_people_write_them_are_allowed(name: str) -> None:
    text = Text(ur=ALLOWED[name])

    assert text == decode(Text, encode(text))


@given(words=st.text(st.characters(exclude_categories=["Cs"])))
def test_words_in_form_stay_in_form(words: str) -> None:
    assert in_form(words) == in_form(in_form(words))
    assert "\r" not in in_form(words)


@given(words=st.text(st.characters(max_codepoint=0x6FF, categories=["L", "M", "N", "P"]), min_size=1))
def test_the_pen_puts_in_form_what_the_reader_would_refuse(words: str) -> None:
    hidden = {"\u034f"}

    if not hidden & set(words):
        check_words(in_form(words), path="")


def test_who_asks_for_a_language_is_told_which_one_is_shown() -> None:
    text = Text(en="yes", ps="هو", original="ps")

    assert ("yes", "en", True) == text.in_("en")
    assert ("هو", "ps", False) == text.in_("ur")
    assert ("yes", "en", False) == Text(en="yes", ps="هو").in_("ur")
    assert ("ہاں", "ur", False) == Text(ur="ہاں").in_("en")
    assert ["en", "ps"] == list(text.by_language)


def test_languages_know_their_direction() -> None:
    assert {"en": "ltr", "ps": "rtl", "prs": "rtl", "ur": "rtl"} == {each: direction(each) for each in LANGUAGES}


def test_a_party_has_a_name_in_the_record_and_one_for_people() -> None:
    north = Party(id="NORTH", name=Text(en="North"))

    assert b'{"id":"NORTH","name":{"en":"North"}}' == encode(north)
    assert north == decode(Party, encode(north))


@pytest.mark.parametrize("name", ["", "N", "north", "NORTH!", "NORTH\n", "1N", "N" * 17, "NÖRTH"])
def test_a_party_is_named_in_capitals(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        convert(Party, {"id": name, "name": {"en": "North"}})

    assert ("json.pattern", "$.id") == (caught.value.code, caught.value.facts["path"])
