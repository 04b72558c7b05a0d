"""The list of records: filters that are addresses, views with names, and the list as a file."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.web.nodes import FRAMEWORK, Nodes, heard_there
from tests.web.seen import signed_in

from paraph.domains.consultation import Session
from paraph.service.saved_views import NAME
from paraph.service.trail import Asked, Deed
from paraph.values import Text

LIST = f"/{FRAMEWORK}/records/"


@pytest.fixture(scope="module")
def proposal(two_nodes: Nodes) -> str:
    """A session that Washington proposes; what its words say would run, in a page or in a spreadsheet."""
    session = Session(
        number=81, number_basis="stated", host="US", city=Text(en="=cmd|'/c calc'!A1 <script>x()</script>")
    )
    said = two_nodes.us.speaker.opens("consultation.session", session)
    heard_there(two_nodes.us, said.digest)
    return said.digest


def test_a_list_is_narrowed_by_keyboard_and_its_address_says_how(page: Page, two_nodes: Nodes, proposal: str) -> None:
    """Filter, go down the rows with j, open one: and whoever is given the address sees the same list."""
    signed_in(page, two_nodes.pk)
    page.goto(two_nodes.pk.at("records/"))
    page.get_by_label("Kind").select_option("consultation.session")
    page.get_by_label("Waits for").select_option("us")
    page.get_by_label("Words").press("Enter")

    assert "kind=consultation.session" in page.url
    assert "waiting=us" in page.url
    expect(page.locator("tbody tr")).not_to_have_count(0)
    assert {"our answer"} == set(page.locator("tbody tr td:nth-child(3)").all_inner_texts())
    page.locator("#main").focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Session")


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        ("", True),
        ("?kind=consultation.session", True),
        ("?kind=consultation.briefing", False),
        ("?state=proposed", True),
        ("?state=in_force", False),
        ("?waiting=us", True),
        ("?waiting=them", False),
        ("?opener=US", True),
        ("?opener=PK", False),
        ("?q=calc", True),
        ("?q=nosuchword", False),
        ("?about=" + "0" * 64, False),
        ("?about=%00&kind=&state=&waiting=x&sort=x&page=x", False),
    ],
)
def test_an_address_says_which_records(
    asked: str, *, inside: bool, client_of: Callable[..., Client], proposal: str
) -> None:
    answer = client_of("clerk").get(LIST + asked)

    assert (200, inside) == (answer.status_code, f"records/{proposal}/" in answer.content.decode())


def test_words_of_others_are_never_markup(client_of: Callable[..., Client], proposal: str) -> None:
    for page in (LIST, f"/{FRAMEWORK}/search/?q=calc", f"/{FRAMEWORK}/search/?q=%3Cscript%3E", f"/{FRAMEWORK}/"):
        assert b"<script>x()" not in client_of("clerk").get(page).content


def test_the_list_goes_out_as_a_file_and_into_the_trail(
    client_of: Callable[..., Client], two_nodes: Nodes, proposal: str
) -> None:
    """Every column of every page, nothing that runs in a spreadsheet, and who took it is written down."""
    answer = client_of("clerk").get(f"{LIST}export.csv?opener=US&waiting=us")
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))

    found = next(one for one in rows if one["record"] == proposal)
    assert ("consultation.session/1", "81", "proposed", "1") == tuple(
        found[name] for name in ("kind", "number", "state", "awaited_from_us")
    )
    assert {"US"} == {one["opener"] for one in rows}
    assert len(rows) == len({one["record"] for one in rows})
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)
    entry = two_nodes.pk.node.trail.entries(Asked(deed=Deed.EXPORT, person="clerk", limit=1))[0]
    assert ("records.csv", {"asked": {"waiting": "us", "opener": "US"}}) == (entry.event.subject, entry.event.facts)


def test_a_view_is_kept_and_forgotten_by_its_person(page_without_script: Page, two_nodes: Nodes, proposal: str) -> None:
    page = signed_in(page_without_script, two_nodes.pk)
    page.goto(two_nodes.pk.at("records/?waiting=us&state=proposed"))
    page.get_by_label("Keep this list as a view of yours").fill("Ours to answer")
    page.get_by_role("button", name="Keep the view").click()

    page.goto(two_nodes.pk.at("records/"))
    page.get_by_role("link", name="Ours to answer").click()
    assert page.url.endswith("records/?state=proposed&waiting=us")
    page.get_by_role("button", name="Forget the view Ours to answer").click()
    expect(page.get_by_role("link", name="Ours to answer")).to_have_count(0)


def test_a_view_is_nobody_elses(client_of: Callable[..., Client]) -> None:
    kept = client_of("clerk").post(f"{LIST}?kind=consultation.session", {"do": "keep", "name": "Mine alone"})

    assert (303, f"{LIST}?kind=consultation.session") == (kept.status_code, kept["Location"])
    assert b"Mine alone" in client_of("clerk").get(LIST).content
    assert b"Mine alone" not in client_of("head").get(LIST).content
    client_of("head").post(LIST, {"do": "drop", "name": "Mine alone"})
    assert b"Mine alone" in client_of("clerk").get(LIST).content
    client_of("clerk").post(LIST, {"do": "drop", "name": "Mine alone"})


def test_a_view_that_cannot_be_kept_keeps_what_was_typed(client_of: Callable[..., Client]) -> None:
    name = "x" * (NAME + 1)

    refused = client_of("clerk").post(f"{LIST}?q=calc", {"do": "keep", "name": name})

    html = refused.content.decode()
    assert 422 == refused.status_code
    assert f'value="{name}"' in html
    assert 'href="#view-name"' in html
    assert html.index("data-refused") < html.index("view-reason")


@pytest.mark.parametrize("path", ["", "records/", "records/export.csv", "search/?q=a", "node/"])
def test_nobody_reads_without_signing_in(path: str, client_of: Callable[..., Client]) -> None:
    answer = client_of("").get(f"/{FRAMEWORK}/{path}")

    assert (302, True) == (answer.status_code, "/account/login/" in answer["Location"])
