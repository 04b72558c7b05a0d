"""Search: every word of every language, marked where it stands, and an honest answer where there is none."""

from collections.abc import Callable
from re import findall
from urllib.parse import quote

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.web.nodes import FRAMEWORK, Nodes, heard_there
from tests.web.seen import signed_in

from paraph.domains.consultation import Session
from paraph.values import Text

SEARCH = f"/{FRAMEWORK}/search/"


@pytest.fixture(scope="module")
def proposal(two_nodes: Nodes) -> str:
    city = Text(en="Zhob & <i>Chaman</i>", ur="ژوب اور چمن کی سرحد")
    said = two_nodes.us.speaker.opens(
        "consultation.session", Session(number=91, number_basis="stated", host="US", city=city)
    )
    heard_there(two_nodes.us, said.digest)
    return said.digest


def found(client: Client, typed: str, more: str = "") -> str:
    answer = client.get(f"{SEARCH}?q={quote(typed)}{more}")
    assert 200 == answer.status_code
    return answer.content.decode()


def test_what_was_said_there_is_found_here_from_the_search_key(page: Page, two_nodes: Nodes, proposal: str) -> None:
    """Press /, type, Enter: the record that the other house opened is found, with the word marked."""
    signed_in(page, two_nodes.pk)
    page.keyboard.press("/")
    page.keyboard.type("chaman")
    page.keyboard.press("Enter")

    expect(page.locator("mark")).to_have_text(["Chaman"])
    page.locator("#main").focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Session 91")
    assert proposal in page.url


@pytest.mark.parametrize(
    ("typed", "marked", "language"),
    [
        ("CHAM", "Chaman", "en"),
        ("سرحد", "سرحد", "ur"),
        ("سَرحَد", "سرحد", "ur"),
        ("كي سرحد", "کی", "ur"),
        ("91", "", ""),
    ],
    ids=["beginning", "Urdu", "with vowel signs", "an Arabic keyboard", "number"],
)
def test_words_are_found_in_both_scripts(
    typed: str, marked: str, language: str, client_of: Callable[..., Client], proposal: str
) -> None:
    html = found(client_of("clerk"), typed)

    assert f"records/{proposal}/" in html
    if marked:
        assert marked in findall("<mark>(.*?)</mark>", html)
        assert f'lang="{language}"' in html


def test_what_is_found_is_text_and_never_markup(client_of: Callable[..., Client], proposal: str) -> None:
    html = found(client_of("clerk"), "zhob")

    assert "<mark>Zhob</mark> &amp; &lt;i&gt;Chaman&lt;/i&gt;" in html


@pytest.mark.parametrize(
    ("more", "inside"),
    [
        ("&kind=consultation.session", True),
        ("&kind=consultation.briefing", False),
        ("&waiting=us&opener=US", True),
        ("&state=in_force", False),
    ],
)
def test_a_search_is_narrowed(more: str, *, inside: bool, client_of: Callable[..., Client], proposal: str) -> None:
    html = found(client_of("clerk"), "zhob", more)

    assert inside is (f"records/{proposal}/" in html)
    assert inside is not ("Look without the filters" in html)


def test_where_nothing_is_found_it_is_said_what_was_searched(client_of: Callable[..., Client]) -> None:
    html = found(client_of("clerk"), "nosuchword <b>سڑک")

    assert "Nothing was found." in html
    assert '<q dir="auto">nosuchword</q>' in html
    assert "Not searched: drafts, private notes" in html
    assert "<b>سڑک" not in html


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "AND OR NOT", "*", "a:b", "'); DROP TABLE words; --", "\x00", "٪", "(" * 500]
)
def test_nothing_typed_is_an_error(typed: str, client_of: Callable[..., Client]) -> None:
    assert "<h1>" in found(client_of("clerk"), typed)


def test_the_first_digits_of_an_id_find_its_act(client_of: Callable[..., Client], proposal: str) -> None:
    html = found(client_of("clerk"), proposal[:10].upper())

    assert f"records/{proposal}/#a-{proposal}" in html
