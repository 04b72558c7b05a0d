"""The office in Urdu: from right to left, accessible, and nothing left in English but names and what parties said."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from scripts.messages import gathered, read
from tests.web.nodes import Nodes
from tests.web.seen import assert_accessible, signed_in

URDU = read("ur")
SAID = frozenset(text for forms in gathered().values() for text in forms)
"""What would be English if it stood on a page of another language."""

WORD = re.compile(r"[A-Za-z]{3,}")
LATIN = frozenset(word for forms in URDU.values() for text in forms for word in WORD.findall(text)) | {"DOCX", "PDF"}
"""What Urdu writes in Latin letters too: names of formats, of standards, of commands."""

IDS = frozenset({"Pakistan"})
"""Whose node it is, in the title of each page."""

PAGES = {
    "home": "",
    "what may be opened": "kinds/",
    "a form": "new/consultation.session/propose/",
    "a form with brackets": "new/consultation.statement/propose/",
    "the record of a statement": "records/{statement}/",
    "a statement": "statements/{statement}/",
    "records": "records/",
    "sessions": "sessions/",
    "second keys": "pending/",
    "drafts": "drafts/",
    "check a receipt": "/verify/",
}

TEXTS = """() => {
  const said = "bdi, time, kbd, code, pre, script, style, textarea, option, svg text, [dir], [lang]:not(html)"
    .split(", ").map((one) => one == "[dir]" ? "[dir]:not(html)" : one).join(", ");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(said)) found.push(walk.currentNode.data);
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""
OPTIONS = "() => [...document.querySelectorAll('option')].map((one) => one.textContent.trim())"


@pytest.fixture
def urdu(page: Page, two_nodes: Nodes) -> Iterator[Page]:
    """A desk that reads Urdu, and afterwards English again."""
    signed_in(page, two_nodes.pk).get_by_role("button", name="اردو").click()
    yield page
    page.goto(two_nodes.pk.at())
    page.get_by_role("button", name="English").click()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_in_urdu_leaves_nothing_in_english(path: str, urdu: Page, two_nodes: Nodes) -> None:
    asked = path.format(statement=two_nodes.statement)
    urdu.goto(two_nodes.pk.url + asked if asked.startswith("/") else two_nodes.pk.at(asked))

    frame = urdu.evaluate("() => [document.documentElement.lang, document.documentElement.dir]")
    left = {word for text in urdu.evaluate(TEXTS) for word in WORD.findall(text)} - LATIN - IDS
    assert ["ur", "rtl"] == frame
    assert set() == {word for word in left if not re.fullmatch(r"[a-f]+", word)}
    assert set() == SAID & {one for one in urdu.evaluate(OPTIONS) if WORD.search(one)}
    assert_accessible(urdu)


def test_what_pashto_does_not_have_is_marked_as_english_and_counted(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk).get_by_role("button", name="پښتو").click()
    page.goto(two_nodes.pk.at("new/consultation.session/propose/"))

    try:
        marked = page.locator("main .untranslated")
        assert marked.count() > 10
        assert ["en", "ltr"] == marked.first.evaluate("(one) => [one.lang, one.dir]")
        assert re.search(r"\d+ جملې په انګلیسي دي", page.locator("footer").inner_text())
        assert not [text for text in page.locator("main p").all_inner_texts() if "\u2066" in text]
        assert_accessible(page)
    finally:
        page.get_by_role("button", name="English").click()
