"""Tokens on one's own page: made, shown once, used, taken back; by form alone."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.desks import entered, in_days
from tests.web.nodes import Nodes
from tests.web.programs import Program
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.service.tokens import tokens

AT = "/me/tokens/"


def made(page: Page, name: str) -> str:
    page.get_by_label("Which program").fill(name)
    page.get_by_label("Say what I may say").check()
    page.get_by_role("button", name="Make it").click()
    return page.locator("#token").inner_text()


def test_a_token_is_made_used_and_taken_back_without_script(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """It is shown this once; after it is taken back it opens nothing."""
    page = signed_in(window_of(java_script_enabled=False).new_page(), two_nodes.pk)
    page.goto(two_nodes.pk.url + AT)
    program = Program(two_nodes.pk, made(page, "Register of the ministry"))
    assert "clerk" == program.gets("/api/v1/me").json["person"]

    page.goto(two_nodes.pk.url + AT)
    assert program.token not in page.content()
    page.get_by_role("button", name="Take the token Register of the ministry back").click()
    expect(page.get_by_text("Register of the ministry")).to_have_count(0)

    assert (401, "token.unknown") == (program.gets("/api/v1/me").status, program.gets("/api/v1/me").code)


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_page_is_accessible_and_fits(language: str, page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.pk)
    page.goto(two_nodes.pk.url + AT)
    made(page, "A program")
    page.get_by_role("button", name=language, exact=True).click()
    page.goto(two_nodes.pk.url + AT)

    assert_accessible(page)
    assert_fits(page, 360)
    page.get_by_role("button", name="English", exact=True).click()


def test_a_form_that_is_refused_keeps_what_was_typed(client_of: Callable[..., Client]) -> None:
    typed = {"do": "make", "name": "My own program", "scopes": "read", "last": in_days(-1)}

    past = client_of("clerk").post(AT, typed)
    unread = client_of("clerk").post(AT, {**typed, "last": "soon", "scopes": "sign"})

    assert [422, 422] == [past.status_code, unread.status_code]
    assert "My own program" in past.content.decode()
    assert "My own program" in unread.content.decode()
    assert re.search(r'class="reason"', unread.content.decode())


def test_nobody_takes_anothers_token_back(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    entered(two_nodes, "intern")
    client_of("clerk").post(AT, {"do": "make", "name": "Mine alone", "scopes": "read", "last": in_days(3)})
    mine = next(one for one in tokens(two_nodes.pk.node.house, "clerk") if one.token.name == "Mine alone")

    refused = client_of("intern").post(AT, {"do": "end", "id": mine.id})

    assert 403 == refused.status_code
    assert mine in tokens(two_nodes.pk.node.house, "clerk")
    assert "Mine alone" not in client_of("intern").get(AT).content.decode()
