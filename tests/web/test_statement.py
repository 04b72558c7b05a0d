"""The statement table: argued paragraph by paragraph, redrafted at home, tabled with two keys."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader
from tests.web.nodes import FRAMEWORK, Nodes, Served, heard_there
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.record import JointState
from paraph.service.read import show
from paraph.service.say import Pending, all_pending, release


def versions(node: Served, record: str) -> list[str]:
    """The versions tabled, the oldest first."""
    with node.node.desk(FRAMEWORK) as desk:
        state = show(desk, record).state
    assert isinstance(state, JointState)
    return list(state.versions)


def address(nodes: Nodes, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"statements/{nodes.statement}/?{asked}"


def bracketed(nodes: Nodes) -> str:
    """A version with three brackets open."""
    return versions(nodes.pk, nodes.statement)[1]


def test_brackets_bear_the_names_of_their_parties(page: Page, two_nodes: Nodes) -> None:
    """Never by colour alone."""
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at(address(two_nodes, version=bracketed(two_nodes))))

    expect(page.locator(".statement-state")).to_contain_text("3 brackets open")
    fund = page.get_by_role("group", name="Bracket of PK").last
    assert ["PK", "US"] == fund.locator(".party").all_inner_texts()
    assert_accessible(page)


def test_what_changed_and_what_was_dropped_stands_beside(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk).goto(two_nodes.pk.at(address(two_nodes, version=bracketed(two_nodes))))
    page.get_by_label("Beside").select_option("version")
    page.get_by_role("button", name="Show").click()

    expect(page.locator(".diff ins").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_table_fits_a_telephone_and_is_accessible_in_both_directions(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    signed_in(page, two_nodes.us).goto(two_nodes.us.at(address(two_nodes)))
    page.get_by_role("button", name=language).click()

    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_a_bracket_is_closed_at_home_and_tabled_with_two_keys(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """Without JavaScript; nothing leaves the house before the second key."""
    page = signed_in(window_of(java_script_enabled=False).new_page(), two_nodes.pk)
    page.goto(two_nodes.pk.at(address(two_nodes, version=bracketed(two_nodes))))
    before = versions(two_nodes.us, two_nodes.statement)

    page.get_by_text("Bracket fund", exact=True).click()
    page.get_by_role("button", name="Take the words of US").first.click()
    expect(page.locator(".statement-state")).to_contain_text("Our working copy: not tabled, not sent · 2 brackets open")
    assert before == versions(two_nodes.pk, two_nodes.statement)
    page.get_by_role("button", name="Table it").click()
    (pending,) = [one for one in _pending(two_nodes.pk) if one.saying.record == two_nodes.statement]
    tabled = _release(two_nodes.pk, pending.id, pending.digest)

    said = heard_there(two_nodes.pk, tabled)
    assert (2, 2) == (len(said.by), sum(_brackets(one) for one in said.content["paragraphs"]))


def test_our_own_words_and_a_new_bracket_stay_at_home(page: Page, two_nodes: Nodes) -> None:
    us = two_nodes.us
    signed_in(page, us).goto(us.at(address(two_nodes, version=bracketed(two_nodes))))
    page.get_by_text("Bracket border", exact=True).click()
    page.locator("details[open]").get_by_label("Our own words").fill("Answer within an hour")
    page.get_by_role("button", name="Hold these words beside theirs").first.click()
    expect(page.get_by_text("Answer within an hour").first).to_be_visible()

    paragraph = page.locator("article.paragraph").nth(1)
    paragraph.get_by_text("Put a bracket", exact=True).click()
    paragraph.get_by_label("Around these settled words").fill("was critical")
    paragraph.get_by_role("button", name="Put the bracket").click()

    expect(page.locator("article.paragraph").nth(1).get_by_role("group", name="Bracket of US")).to_be_visible()
    assert not [act for _, act in us.held_there() if act.content and "Answer within an hour" in str(act.content)]
    page.get_by_text("Throw the working copy away").click()
    page.get_by_role("button", name="Throw it away; nothing was tabled").click()
    expect(page.locator(".statement-state")).not_to_contain_text("working copy")


def test_words_that_do_not_stand_there_are_refused_and_kept(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.us).goto(two_nodes.us.at(address(two_nodes)))
    paragraph = page.locator("article.paragraph").nth(1)
    paragraph.get_by_text("Put a bracket", exact=True).click()
    paragraph.get_by_label("Around these settled words").fill("was never said")
    paragraph.get_by_role("button", name="Put the bracket").click()

    expect(page.get_by_role("alert").first).to_contain_text("do not stand exactly once")


def test_a_red_line_is_in_no_log_and_in_no_export(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Provably: in neither log, paper nor document."""
    client, line = client_of("clerk"), "We cannot go beyond 2013-06"
    where = f"/{FRAMEWORK}/statements/{two_nodes.statement}/"

    kept = client.post(where, {"do": "note", "paragraph": "fund", "note": line, "red_line": "on"})
    screen, paper, document = (client.get(f"{where}{form}").content for form in ("", "export.pdf", "export.docx"))

    assert 303 == kept.status_code
    assert line.encode() not in paper + document
    assert line not in " ".join(each.extract_text() for each in PdfReader(BytesIO(paper)).pages)
    assert b"Joint statement" in screen
    for one in two_nodes:
        assert line.encode() not in b"".join(stored.data for stored, _ in one.held_there())


def test_paper_and_screen_bear_the_same_words(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    client = client_of("clerk")
    where, asked = f"/{FRAMEWORK}/statements/{two_nodes.statement}/", {"version": bracketed(two_nodes), "copy": "US"}

    screen = client.get(where, asked).content.decode()
    pages = PdfReader(BytesIO(client.get(f"{where}export.pdf", asked).content)).pages
    paper = " ".join(page.extract_text() for page in pages)
    words = [" ".join(one.split()) for one in re.findall(r'class="alternative-words">([^<]+)<', screen)]

    assert len(words) > 3
    squeezed = "".join(paper.split())
    assert [] == [one for one in words if "".join(one.split()) not in squeezed]


@pytest.mark.parametrize("what", ["0" * 8, "sessions"])
def test_what_is_no_statement_is_answered_in_words(what: str, client_of: Callable[..., Client]) -> None:
    assert client_of("clerk").get(f"/{FRAMEWORK}/statements/{what}/").status_code in {404, 422}


def test_an_unknown_button_changes_nothing(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    where = f"/{FRAMEWORK}/statements/{two_nodes.statement}/"

    assert 422 == client_of("clerk").post(where, {"do": "explode"}).status_code
    assert 422 == client_of("clerk").post(where, {"do": "add"}).status_code


def _pending(node: Served) -> tuple[Pending, ...]:
    with node.node.desk(FRAMEWORK) as desk:
        return all_pending(desk)


def _release(node: Served, draft: str, seen: str) -> str:
    with node.node.desk(FRAMEWORK, writable=True) as desk:
        return release(desk, "head", draft, seen=seen).digest


def _brackets(paragraph: dict) -> int:
    return sum(one["type"] == "bracket" for one in paragraph["segments"])
