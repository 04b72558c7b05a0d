"""Saying something: chosen, filled in, looked at, signed with two keys; by form alone, and by keyboard alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.nodes import FRAMEWORK, Nodes, Served, heard_there, soon
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.consultation import Session
from paraph.record import JointState
from paraph.service.people import Person, keep_person
from paraph.service.read import show

NEW = f"/{FRAMEWORK}/new/consultation.session/propose/"
SESSION = {"number": "77", "number_basis": "stated", "host": "PK", "city.en": "Karachi", "city.ur": "کراچی"}


@pytest.fixture
def proposal(two_nodes: Nodes) -> str:
    """A session that Washington proposes, held in Islamabad, awaiting its answer."""
    opened = two_nodes.us.speaker.opens("consultation.session", Session(number=61, number_basis="stated", host="US"))
    heard_there(two_nodes.us, opened.digest)
    return opened.digest


def standing(node: Served, record: str) -> str | None:
    with node.node.desk(FRAMEWORK) as desk:
        state = show(desk, record).state
    assert isinstance(state, JointState)
    return state.stands_on(node.party)


def test_a_session_is_proposed_with_two_keys_and_no_script(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """Desk officer, then head of delegation: nothing is signed before the second key."""
    page = signed_in(window_of(java_script_enabled=False).new_page(), two_nodes.pk)
    page.goto(two_nodes.pk.at("kinds/"))
    page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Session", exact=True)).get_by_role(
        "link", name="Table a version", exact=True
    ).click()
    page.get_by_label("Number", exact=True).fill("77")
    page.get_by_label("Number basis").select_option("stated")
    page.get_by_label("Host").select_option("PK")
    page.get_by_role("button", name="Look at what would be signed").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would be signed")
    page.get_by_role("button", name="Give the first key").click()
    expect(page.get_by_text("You drafted it")).to_be_visible()

    head = signed_in(window_of(java_script_enabled=False).new_page(), two_nodes.pk, "head")
    head.goto(page.url)
    head.get_by_role("button", name="Give the second key").click()
    expect(head.get_by_role("heading", level=1)).to_have_text("Session 77")

    said = heard_there(two_nodes.pk, head.url.partition("/records/")[2].partition("/")[0])
    assert (77, 2) == (said.content["number"], len(said.by))


ANSWERS = [
    ("Say that it will take time", "hold", ""),
    ("Refuse", "refuse", "Not in that month."),
    ("Return for changes", "return", "Another city, please."),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=[verb for _, verb, _ in ANSWERS])
def test_an_answer_is_given_without_script(
    answer: tuple[str, str, str], page_without_script: Page, two_nodes: Nodes, proposal: str
) -> None:
    button, verb, note = answer
    page = signed_in(page_without_script, two_nodes.pk)
    page.goto(two_nodes.pk.at(f"records/{proposal}/"))
    page.locator(".sayable a.answer", has_text=button).first.click()
    page.locator("#note").fill(note)
    page.get_by_role("button", name="Look at what would be signed").last.click()
    page.get_by_role("button", name="Sign and say it").click()

    assert note == (heard_there(two_nodes.pk, verb=verb, record=proposal).note or "")


def test_a_proposal_is_accepted_by_keyboard_alone(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes, proposal: str
) -> None:
    for person, steps in (("clerk", ("What would be signed", "Give the first key")), ("head", ())):
        page = signed_in(window_of().new_page(), two_nodes.pk, person)
        if person == "clerk":
            page.goto(two_nodes.pk.at(f"records/{proposal}/say/accept/?on={proposal}"))
            press(page, "Look at what would be signed", after=steps[0])
            press(page, steps[1], after="Second key")
            where = page.url
        else:
            page.goto(where)
            press(page, "Give the second key", after="Session 61")

    assert 2 == len(heard_there(two_nodes.pk, verb="accept", record=proposal).by)
    assert proposal == standing(two_nodes.pk, proposal)


def press(page: Page, name: str, *, after: str) -> None:
    """Reach a button by the tabulator, and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        text = page.evaluate("() => document.activeElement.innerText || ''")
        if text.startswith(name) and page.evaluate("() => document.activeElement.tabIndex >= 0"):
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_contain_text(after)
            return
    raise AssertionError(name)


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_record_and_form_are_accessible_and_fit_a_telephone(language: str, page: Page, two_nodes: Nodes) -> None:
    signed_in(page, two_nodes.us)
    session = next(iter(two_nodes.sessions.values()))
    page.get_by_role("button", name=language).click()
    for path in (f"records/{session}/", "new/consultation.session/propose/", "kinds/", "pending/", "drafts/"):
        page.goto(two_nodes.us.at(path))
        assert_accessible(page)
        assert_fits(page, 360)
        page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="English").click()


def test_a_row_more_keeps_every_word(client_of: Callable[..., Client]) -> None:
    page = client_of().post(NEW, {**SESSION, "add": "topics"}).content.decode()

    assert all(f'name="{name}"' in page for name in ("topics[0].en", "topics[0].ur"))
    assert "Karachi" in page
    assert "کراچی" in page


def test_what_is_refused_is_said_beside_the_field_and_keeps_every_word(client_of: Callable[..., Client]) -> None:
    answer = client_of().post(NEW, {**SESSION, "number": "many", "do": "preview"})
    page = answer.content.decode()

    assert 422 == answer.status_code
    assert 'href="#f-number"' in page
    assert 'id="e-number"' in page
    assert 'value="many"' in page
    assert "کراچی" in page


def test_a_draft_keeps_what_could_not_be_said_and_is_ones_own(client_of: Callable[..., Client]) -> None:
    clerk = client_of("clerk")
    kept = clerk.post(NEW, {**SESSION, "number": "many", "do": "keep"})
    listed = clerk.get(f"/{FRAMEWORK}/drafts/").content.decode()
    (name,) = {part.split("/")[0] for part in listed.split(f"/{FRAMEWORK}/drafts/")[1:] if part.startswith("draft-")}
    back = clerk.get(f"/{FRAMEWORK}/drafts/{name}/", follow=True).content.decode()

    assert 303 == kept.status_code
    assert 'value="many"' in back
    assert client_of("head").get(f"/{FRAMEWORK}/drafts/{name}/").status_code in {403, 404, 422}
    assert 303 == clerk.post(f"/{FRAMEWORK}/drafts/{name}/", {"do": "drop"}).status_code


def test_whoever_drafted_gives_no_second_key_and_a_changed_draft_is_not_released(
    client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    """The rule stands below the page: a button that is not shown is refused too."""
    clerk = client_of("clerk")
    given = clerk.post(NEW, {**SESSION, "number": "78", "do": "say"})
    before = size(two_nodes.pk)

    own = clerk.post(given.url, {"do": "release", "seen": "0" * 64})
    other = client_of("head").post(given.url, {"do": "release", "seen": "0" * 64})

    assert (303, 403) == (given.status_code, own.status_code)
    assert 422 == other.status_code
    assert before == size(two_nodes.pk)
    assert 200 == clerk.post(given.url, {"do": "take_back"}).status_code


def test_an_intern_sees_no_button_and_is_refused_by_address(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    keep_person(two_nodes.pk.node.house, Person(id="intern", name="An intern", office="Intern"))
    session = next(iter(two_nodes.sessions.values()))
    intern, before = client_of("intern"), size(two_nodes.pk)

    assert b'class="sayable"' not in intern.get(f"/{FRAMEWORK}/records/{session}/").content
    assert 403 == intern.post(NEW, {**SESSION, "do": "say"}).status_code
    assert before == size(two_nodes.pk)


def test_every_act_has_its_receipt(client_of: Callable[..., Client], two_nodes: Nodes, proposal: str) -> None:
    found = soon(
        lambda: ((got := client_of().get(f"/{FRAMEWORK}/acts/{proposal}/receipt")).status_code == 200 and got) or None,
        "no receipt",
    )

    assert "application/zip" == found["Content-Type"]
    assert two_nodes.pk.party == "PK"


@pytest.mark.parametrize("path", ["records/ffffffff/", "new/no.such/propose/", "new/consultation.session/explode/"])
def test_what_is_not_there_is_said_in_words(path: str, client_of: Callable[..., Client]) -> None:
    assert client_of().get(f"/{FRAMEWORK}/{path}").status_code in {404, 422}


def test_a_private_note_stays_at_home(client_of: Callable[..., Client], two_nodes: Nodes, proposal: str) -> None:
    where, words = f"/{FRAMEWORK}/records/{proposal}/", "Our minister dislikes that month."

    assert 303 == client_of().post(where, {"note": words}).status_code
    assert words in client_of().get(where).content.decode()
    for one in two_nodes:
        assert words.encode() not in b"".join(stored.data for stored, _ in one.held_there())


def size(node: Served) -> int:
    with node.node.desk(FRAMEWORK) as desk:
        return desk.store.size(node.party)
