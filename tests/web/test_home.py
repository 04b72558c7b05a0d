"""The first page: what needs our answer, by whose hand, and nothing above it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.busy import EACH, Counted, busy_office
from tests.web.nodes import FRAMEWORK, Nodes, heard_there, soon
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.consultation import Session
from paraph.service.delegations import give
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.say import Saying, say, take_back
from paraph.values import Text, builtin
from paraph.web.office import Office

HOME = f"/{FRAMEWORK}/"


def proposed(nodes: Nodes, number: int, city: str = "") -> str:
    """A session that Washington proposes, and Islamabad holds."""
    session = Session(number=number, number_basis="stated", host="US", city=Text(en=city) if city else None)
    said = nodes.us.speaker.opens("consultation.session", session)
    heard_there(nodes.us, said.digest)
    return said.digest


def row_of(page: Page, record: str) -> str:
    return f"[id^='go-{record[:16]}']"


def test_a_proposal_arrives_while_one_types_and_is_answered_by_keyboard(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """What is typed stays, focus stays, the row comes by itself; then answered from the row with two keys."""
    page = signed_in(window_of().new_page(), two_nodes.pk)
    page.locator("#q").focus()
    page.keyboard.type("half a wo")

    record = proposed(two_nodes, 71)

    expect(page.locator(row_of(page, record))).to_be_visible(timeout=15_000)
    assert ("half a wo", "q") == (page.locator("#q").input_value(), page.evaluate("() => document.activeElement.id"))

    page.locator("#main").focus()
    for _ in range(30):
        page.keyboard.press("j")
        if page.evaluate("() => document.activeElement.id").startswith(f"go-{record[:16]}"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Session 71")
    page.locator("a.answer[href*='/say/accept/']").press("Enter")
    page.get_by_role("button", name="Look at what would be signed").last.press("Enter")
    page.get_by_role("button", name="Give the first key").press("Enter")
    expect(page.get_by_text("You drafted it")).to_be_visible()

    head = signed_in(window_of().new_page(), two_nodes.pk, "head")
    keys = head.get_by_role("region", name="Waiting for a second key")
    expect(keys.locator("li", has_text="71")).to_contain_text("yours to give")
    keys.locator("li", has_text="71").get_by_role("link").press("Enter")
    head.get_by_role("button", name="Give the second key").press("Enter")

    assert 2 == len(heard_there(two_nodes.pk, verb="accept", record=record).by)
    head.goto(two_nodes.pk.at())
    expect(head.locator(row_of(head, record))).to_have_count(0)


def test_focus_stays_on_its_row_when_the_lists_change(page: Page, two_nodes: Nodes) -> None:
    first = proposed(two_nodes, 72)
    signed_in(page, two_nodes.pk)
    page.locator(row_of(page, first)).focus()
    held = page.evaluate("() => document.activeElement.id")

    second = proposed(two_nodes, 73)

    expect(page.locator(row_of(page, second))).to_be_visible(timeout=15_000)
    assert held == page.evaluate("() => document.activeElement.id")


def test_nothing_stands_above_what_needs_our_answer(client_of: Callable[..., Client]) -> None:
    html = client_of("clerk").get(HOME).content.decode()
    main = html[html.index("<main") :]

    headings = ("Needs our answer", "Waiting for a second key", "Waits for them", "Your drafts", "Coming up")
    places = [main.index(one) for one in headings]

    assert sorted(places) == places
    assert "<h1>" == main[main.index("<h1") :][:4]
    assert "<p" not in main[: main.index("<h1")]


def test_who_has_no_hand_for_it_is_told_so(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """The intern reads; a deputy of the head answers under the number of the delegation."""
    record = proposed(two_nodes, 74)
    node = two_nodes.pk.node
    keep_person(node.house, Person(id="intern", name="Intern", office="Intern"))
    keep_person(node.house, Person(id="deputy", name="Deputy", office="Second desk"))
    today = node.chancery.today.isoformat()
    number = give(node.chancery, "head", "deputy", first=today, last=today).number

    assert "by your own mandate" in row(client_of("clerk"), record)
    assert "no mandate of yours reaches it" in row(client_of("intern"), record)
    assert ">Read</a>" in row(client_of("intern"), record)
    assert f"under delegation <bdi>{number}</bdi>" in row(client_of("deputy"), record)


def row(client: Client, record: str) -> str:
    html = client.get(HOME).content.decode()
    return next(one for one in html.split("data-row") if f"go-{record[:16]}" in one)


def test_what_one_has_no_hand_for_comes_after_what_one_has(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    proposed(two_nodes, 75)
    only = Mandate(kinds="consultation.briefing", verbs="take_note")
    keep_person(two_nodes.pk.node.house, Person(id="notes", name="Notes", office="Notes desk", mandates=(only,)))

    html = client_of("notes").get(HOME).content.decode()
    hands = ["no mandate of yours" not in one for one in html.split("owed-row")[1:]]

    assert {True, False} == set(hands)
    assert sorted(hands, reverse=True) == hands


def test_what_we_said_shows_how_far_it_got(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Held back while the link is cut; received there when it was mended. Received never reads as answered."""
    two_nodes.cut()
    said = two_nodes.pk.speaker.opens("consultation.session", Session(number=76, number_basis="stated", host="PK"))

    assert "received there" not in waits(client_of("clerk"), said.digest)
    two_nodes.mend()
    heard_there(two_nodes.pk, said.digest)
    soon(lambda: "received there" in waits(client_of("clerk"), said.digest) or None, "it was never confirmed")


def waits(client: Client, record: str) -> str:
    html = client.get(HOME).content.decode()
    return next(one for one in html.split("<tr") if f"theirs-{record[:16]}" in one)


def test_drafts_for_the_second_key_are_marked_for_whoever_may_give_it(
    client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    session = Session(number=77, number_basis="stated", host="PK")
    with two_nodes.pk.node.desk(FRAMEWORK) as desk:
        waiting = say(desk, "clerk", Saying(kind="consultation.session/1", verb="propose", content=builtin(session)))

    def key(person: str) -> str:
        html = client_of(person).get(HOME).content.decode()
        return next(one for one in html.split("data-row") if f"key-{waiting.id}" in one)

    assert (True, False) == ("yours to give" in key("head"), "yours to give" in key("clerk"))
    with two_nodes.pk.node.desk(FRAMEWORK) as desk:
        take_back(desk, "clerk", waiting.id)


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_home_lists_search_and_node_are_accessible_and_fit_a_telephone(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    signed_in(page, two_nodes.pk)
    page.get_by_role("button", name=language).click()
    for path in ("", "records/", "search/?q=session", "search/?q=nosuchword", "node/"):
        page.goto(two_nodes.pk.at(path))
        assert_accessible(page)
        assert_fits(page, 360)
        page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="English").click()


@pytest.fixture(scope="module")
def busy(pk_office: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Islamabad's office over two thousand records; the other tests' one comes back afterwards."""
    assert pk_office
    with busy_office(tmp_path_factory.mktemp("busy")) as made:
        yield made


@pytest.mark.parametrize("path", ["", "?page=20", "records/", "records/?page=40", "search/?q=town"])
def test_pages_of_two_thousand_records_read_none_of_them(
    path: str, busy: Office, client_of: Callable[..., Client]
) -> None:
    """What is asked of the record does not grow with it: the acts shown are looked up, none is read."""
    client = client_of("clerk")
    client.get(HOME)
    asked = counted(busy)

    html = client.get(HOME + path).content.decode()

    assert 50 >= max(html.count("owed-row"), html.count("<tr data-row"))
    assert {} == {
        name: count
        for name, count in asked().items()
        if name in {"acts_of", "entries", "stored", "opened"} and count > 8
    }
    assert 250 > sum(asked().values()), asked()


def counted(office: Office) -> Callable[[], dict[str, int]]:
    """Count what is asked of the stores behind the office's desks."""
    stores = []
    for shelf in (office._reading, office._boards):
        for name, one in list(shelf.items()):
            desk = getattr(one, "desk", one)
            stores.append(Counted(desk.store))
            object.__setattr__(desk, "store", stores[-1])
            shelf[name] = one
    return lambda: {
        name: sum(one.asked[name] for one in stores) for name in set().union(*(one.asked for one in stores))
    }


def test_a_record_among_two_thousand_reads_its_own_acts(busy: Office, client_of: Callable[..., Client]) -> None:
    client = client_of("clerk")
    with busy.desk(FRAMEWORK) as desk:
        record = desk.store.opened()[EACH].record.hex()
    asked = counted(busy)

    answer = client.get(f"{HOME}records/{record}/")

    assert 200 == answer.status_code
    assert 300 > sum(asked().values()), asked()


def test_pages_beyond_the_last_show_the_last(busy: Office, client_of: Callable[..., Client]) -> None:
    """And whatever else stands in an address is no error."""
    assert busy
    client = client_of("clerk")

    assert f"<bdi>{EACH - 49}</bdi> to <bdi>{EACH}</bdi>" in client.get(f"{HOME}?page=9999").content.decode()
    for page in ("0", "-1", "x", "٣", "9" * 30):
        assert "<bdi>1</bdi> to <bdi>50</bdi>" in client.get(f"{HOME}?page={page}").content.decode()
