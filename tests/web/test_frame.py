"""The frame around every page: in both directions, with and without the link, by keyboard, and within the house."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.nodes import Nodes
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.consultation import Session
from paraph.values import Text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_is_accessible_in_both_directions(
    scheme: str, window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    page = signed_in(window_of(color_scheme=scheme).new_page(), two_nodes.pk)

    assert_accessible(page)
    page.get_by_role("button", name="اردو").click()
    assert ("ur", "rtl") == (page.get_attribute("html", "lang"), page.get_attribute("html", "dir"))
    assert_accessible(page)
    page.get_by_role("button", name="English").click()


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_frame_fits_a_telephone(language: str, page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.us)
    page.get_by_role("button", name=language).click()

    assert_fits(page, 360)
    page.get_by_role("button", name="English").click()


def test_a_cut_link_shows_in_the_strip_and_hides_nothing(page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk)
    expect(page.locator("#strip")).to_contain_text("Linked with US")
    title = page.locator("h1").inner_text()

    two_nodes.cut()
    two_nodes.pk.speaker.opens("consultation.session", _another_session())
    expect(page.locator("#strip")).to_contain_text("No link to US", timeout=15_000)
    expect(page.locator("#strip")).to_contain_text("not confirmed there")

    assert title == page.locator("h1").inner_text()
    assert_accessible(page)
    two_nodes.mend()
    expect(page.locator("#strip")).to_contain_text("Linked with US", timeout=40_000)


def _another_session() -> Session:
    return Session(number=98, number_basis="stated", host="PK", city=Text(en="Rawalpindi"))
