"""The languages of the office: nothing in Urdu is missing, nothing that a program fills in is lost on the way."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from scripts.messages import CODES, COMPLETE, compiled, gathered, missing, path_of, read, written
from tests.web.nodes import FRAMEWORK

SAID = gathered()
_FILLED = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd]|</?\w+[^>]*>|`[^`]*`")


@pytest.mark.parametrize("code", COMPLETE)
def test_no_sentence_is_missing(code: str) -> None:
    """`.venv/bin/python -m scripts.messages --missing ur` names them."""
    assert () == missing(code)


@pytest.mark.parametrize("code", CODES)
def test_the_catalogues_are_gathered_from_what_is_said(code: str) -> None:
    """After a sentence was changed: .venv/bin/python -m scripts.messages."""
    assert written(code, SAID, read(code)).decode() == path_of(code).read_text()


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_is_the_written_one(code: str) -> None:
    assert compiled(code, SAID, read(code)) == path_of(code).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("code", CODES)
def test_a_translation_keeps_what_is_filled_in_commands_and_elements(code: str) -> None:
    wrong = [
        words
        for key, all_words in read(code).items()
        for words in all_words
        if not any(_same(one, words) for one in SAID.get(key, (key,)))
    ]

    assert [] == wrong


def _same(english: str, words: str) -> bool:
    return Counter(_FILLED.findall(english)) == Counter(_FILLED.findall(words))


def test_a_person_chooses_the_digits_of_dates(client_of: Callable[..., Client]) -> None:
    """Urdu has 0 to 9 unless its reader wants its own."""
    client = client_of("head")
    wanted = {"spoken-language": "ur", "spoken-hour": "0", "do": "spoken"}

    usual = client.post("/me/", wanted, follow=True).content.decode()
    own = client.post("/me/", {**wanted, "spoken-digits": "own"}, follow=True).content.decode()
    page = client.get(f"/{FRAMEWORK}/sessions/").content.decode()

    try:
        assert 'lang="ur"' in usual
        assert '<option value="own" selected>' in own
        assert re.search("<bdi>[۰-۹]+ دسمبر ۲۰۱۲", page)
    finally:
        client.post("/me/", {**wanted, "spoken-language": "en"})
