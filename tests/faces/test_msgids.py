"""Whoever translates is given everything that is said: nothing reaches a reader that no catalogue could hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from tests.domains.tale import SOUTH
from tests.domains.texts import at_the_table, opening

from paraph.domains import KINDS
from paraph.faces.form import form_of, parse, told
from paraph.faces.msgids import every_msgid
from paraph.faces.story import story_of
from paraph.faces.words import said_of, translating, wording
from paraph.record import Kind

EVERY = frozenset(every_msgid())


@contextmanager
def asked() -> Iterator[set[str]]:
    """What is asked of the translator meanwhile."""
    found: set[str] = set()

    def translator(msgid: str) -> str:
        found.add(msgid)
        return msgid

    with translating(translator):
        yield found
    found -= {one for one in found if one.isdigit()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_form_says_nothing_that_is_not_listed(kind: Kind) -> None:
    with asked() as found:
        for verb in kind.verbs.values():
            troubles = parse(verb.payload, {"title.en": "\u202e"}).troubles
            form_of(verb.payload, {}, troubles=troubles, help_=verb.help)
            assert all(told(one) for one in troubles.values())

    assert set() == found - EVERY


def test_a_story_says_nothing_that_is_not_listed() -> None:
    tale, _session, tabled = at_the_table(opening())
    for verb in ("hold", "return", "accept_ad_referendum", "accept"):
        with asked() as found:
            tale.say(SOUTH, verb, tabled, on=tabled)
            story_of(tale.view(tabled), me=SOUTH, now=datetime(2024, 7, 1, tzinfo=UTC))

        assert set() == found - EVERY


def test_no_refusal_says_anything_that_is_not_listed() -> None:
    with asked() as found:
        for code in wording("en"):
            said_of(code, {"path": [], "party": True, "problem": "json.missing_field", "from": False})

    assert set() == found - EVERY


def test_what_is_listed_is_listed_once_and_in_order() -> None:
    assert sorted(EVERY) == list(every_msgid())
    assert {
        "Accept",
        "accepted",
        "no answer",
        "Number basis",
        "on the table",
        "This is needed.",
        "In progress",
    } <= EVERY
