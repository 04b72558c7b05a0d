"""People: appointed, let in by a link, removed with everything that hung on them; and who may do none of it."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.desks import at_desk, entered, in_days
from tests.web.nodes import Nodes
from tests.web.seen import assert_accessible, assert_fits, code_of

from paraph.service.absences import Absence, absences, note_absence
from paraph.service.delegations import delegations, give
from paraph.service.drafts import Draft, draft_of, keep_draft
from paraph.service.people import Mandate, everyone, people, person_of
from paraph.service.say import Saying
from paraph.service.trail import Asked

ALL = (Mandate(kinds="*", verbs="*"),)
PASSWORD = "correct horse battery"  # noqa: S105  # of nobody
NOBODY = ("intern", "clerk", "auditor")
"""Who must not do any of this: no mandate, a mandate that is not this, the trail alone."""
NEW = {"id": "novice", "name": "A Novice", "office": "Protocol", "do": "save"}
ROW = {"m0-kinds": "consultation.session", "m0-verbs": "propose", "m0-drafts": "on"}


@pytest.fixture(autouse=True)
def cast(two_nodes: Nodes, pk_office: str) -> None:
    """An administrator, an auditor, an intern."""
    assert pk_office
    entered(two_nodes, "admin", administers=True)
    entered(two_nodes, "auditor", audits=True)
    entered(two_nodes, "intern")


def state(nodes: Nodes) -> list[object]:
    """Everything that these pages may change."""
    house = nodes.pk.node.house
    return [everyone(house), delegations(house), absences(house)]


def test_somebody_is_appointed_let_in_removed_and_out(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """By form alone for the administrator; whoever is removed is out at the next step, and cannot come in again."""
    admin = at_desk(window_of(java_script_enabled=False).new_page(), two_nodes, "admin")
    appoint(admin)
    meant = Mandate(kinds="consultation.session", verbs="*", releases=True, second_key=True)
    assert (meant,) == person_of(two_nodes.pk.node.house, "second").mandates
    admin.get_by_role("button", name="Make a one-time link").click()
    link = admin.locator("#link").inner_text()

    person = window_of().new_page()
    person.goto(two_nodes.pk.url + urlsplit(link).path)
    begin(person)
    person.goto(f"{two_nodes.pk.url}/me/")

    admin.goto(f"{two_nodes.pk.url}/people/second/")
    admin.get_by_role("link", name="Remove this person").click()
    expect(admin.locator(".hanging")).to_contain_text("1 browser: ends")
    admin.get_by_role("button", name="Remove them now").click()
    expect(admin.locator("main")).to_contain_text("1 sign-in ended at once")
    expect(admin.locator("main")).to_contain_text("the password no longer works")

    expect(person.locator("#lost")).to_be_visible(timeout=15_000)
    person.goto(f"{two_nodes.pk.url}/me/")
    expect(person.get_by_role("heading", level=1)).to_have_text("Sign in")
    person.get_by_label("Username").fill("second")
    person.get_by_label("Password").fill(PASSWORD)
    person.get_by_role("button", name="Sign in", exact=True).click()
    expect(person.get_by_role("alert").first).to_be_visible()
    assert "second" not in [one.id for one in people(two_nodes.pk.node.house)]


def appoint(admin: Page) -> None:
    """Appoint somebody from a role, cut down to sessions and never alone."""
    admin.get_by_role("link", name="People and mandates").click()
    admin.get_by_role("link", name="Appoint somebody").click()
    admin.get_by_label("Short name").fill("second")
    admin.get_by_label("Full name").fill("Second Secretary (fictitious)")
    admin.get_by_label("Office", exact=True).fill("Second Secretary")
    admin.get_by_label("Begin from a role").select_option("head_of_delegation")
    admin.get_by_role("button", name="Fill it in").click()
    admin.get_by_label("On", exact=True).select_option("consultation.session")
    admin.get_by_label("Never alone").check()
    admin.get_by_role("button", name="Appoint", exact=True).click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Second Secretary (fictitious)")


def begin(person: Page) -> None:
    """Choose a password and a second factor, and come in."""
    key = person.locator("#key").inner_text()
    person.get_by_label("Password", exact=True).fill(PASSWORD)
    person.get_by_label("The same password again").fill(PASSWORD)
    person.get_by_label("Code that the app shows").fill(code_of(key))
    person.get_by_role("button", name="Begin").click()
    expect(person.locator(".mast-me")).to_contain_text("second")


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_pages_are_accessible_and_fit_a_telephone_in_both_directions(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    given = give(two_nodes.pk.node.chancery, "clerk", "head", first=in_days(-3), last=in_days(30), scope=ALL)
    entered(two_nodes, "traveller")
    note_absence(two_nodes.pk.node.chancery, "admin", Absence(person="traveller", first=in_days(-3), last=in_days(9)))
    at_desk(page, two_nodes, "admin").get_by_role("button", name=language).click()
    for path in ("people/", "people/new/", "people/head/", "people/clerk/remove/"):
        page.goto(f"{two_nodes.pk.url}/{path}")
        assert_accessible(page)
        assert_fits(page)
        page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="English").click()
    page.goto(f"{two_nodes.pk.url}/people/")
    page.get_by_role("button", name=f"End delegation {given.number}").click()
    page.get_by_role("button", name="Traveller (fictitious) is not away").click()

    expect(page.locator("#away")).not_to_contain_text("Traveller")
    assert_accessible(page)
    assert "admin" == delegations(two_nodes.pk.node.house)[given.number - 1].ended_by


@pytest.mark.parametrize("person", NOBODY)
def test_whoever_does_not_administer_sees_none_of_it_and_changes_nothing(
    person: str, client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    """Every address and every button, tried by hand."""
    give(two_nodes.pk.node.chancery, "head", "clerk", first=in_days(0), last=in_days(9))
    before, client = state(two_nodes), client_of(person)
    tried = [client.get(f"/people/{path}") for path in ("", "new/", "head/", "head/remove/")]
    tried += [
        client.post("/people/", {"do": "end", "number": "1"}),
        client.post("/people/", {"do": "back", "person": "clerk", "first": in_days(0)}),
        client.post("/people/new/", {**NEW, **ROW}),
        client.post("/people/new/", {**NEW, "add": "1"}),
        client.post(f"/people/{person}/", {**NEW, **ROW, "administers": "on"}),
        client.post("/people/head/", {**NEW, **ROW}),
        client.post("/people/head/link/", {"lost": "on"}),
        client.post("/people/head/remove/", {"heir": person}),
    ]

    assert {403} == {one.status_code for one in tried}
    assert before == state(two_nodes)


def test_a_stranger_is_asked_to_sign_in(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    before, client = state(two_nodes), client_of("")
    tried = [client.get("/people/"), client.post("/people/new/", {**NEW, **ROW}), client.post("/people/head/remove/")]

    assert ["/account/login/"] * 3 == [urlsplit(one["Location"]).path for one in tried]
    assert before == state(two_nodes)


def test_an_administrator_gives_themselves_nothing(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Somebody else does: to administer is no mandate, and gives none."""
    before = state(two_nodes)
    about = {"name": "Admin (fictitious)", "office": "Office of the admin", "administers": "on", "do": "save"}
    answer = client_of("admin").post("/people/admin/", {**about, **ROW, "m0-releases": "on"})

    assert 403 == answer.status_code
    assert b'role="alert"' in answer.content
    assert before == state(two_nodes)


def test_the_last_administrator_stays(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    answer = client_of("admin").post("/people/admin/remove/")

    assert 422 == answer.status_code
    assert person_of(two_nodes.pk.node.house, "admin").removed is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id": "Not Good"}, "id_id"),
        ({"office": ""}, "id_office"),
        ({"until": "tomorrow"}, "id_until"),
        ({"m0-drafts": ""}, "id_m0-drafts"),
        ({"m0-kinds": "no.such"}, "id_m0-kinds"),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_keeps_every_word(
    wrong: dict[str, str], field: str, client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    given = {name: value for name, value in {**NEW, **ROW, **wrong}.items() if value or name == "office"}
    answer = client_of("admin").post("/people/new/", given)
    page = answer.content.decode()

    assert 422 == answer.status_code
    assert f'href="#{field}"' in page
    assert f'id="{field}_error"' in page
    assert "A Novice" in page
    assert "novice" not in [one.id for one in everyone(two_nodes.pk.node.house)]


def test_a_short_name_is_never_given_again(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Neither of somebody who is here, whom a form for a new person would replace, nor of one who is gone."""
    entered(two_nodes, "passing")
    client = client_of("admin")

    here = client.post("/people/new/", {**NEW, "id": "clerk"})
    assert 303 == client.post("/people/passing/remove/").status_code
    gone = client.post("/people/new/", {**NEW, "id": "passing"})

    assert (422, 422) == (here.status_code, gone.status_code)
    assert ALL == person_of(two_nodes.pk.node.house, "clerk").mandates
    assert 422 == client.post("/people/passing/link/").status_code


def test_rows_come_and_go_and_every_word_stays(client_of: Callable[..., Client]) -> None:
    client = client_of("admin")
    more = client.post("/people/new/", {**NEW, **ROW, "add": "1"}).content.decode()
    role = client.post("/people/new/", {**NEW, **ROW, "fill": "1", "role": "auditor"}).content.decode()
    less = client.post("/people/new/", {**NEW, **ROW, "drop": "0"}).content.decode()

    assert ("m1-kinds" in more, "m1-kinds" in role, "m0-kinds" in less) == (True, False, False)
    assert 'name="audits" id="id_audits" checked' in role
    assert all("A Novice" in page and 'value="novice"' in page for page in (more, role, less))


def test_a_pattern_without_words_is_kept_as_it_stands(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    odd = (Mandate(kinds="consultation.s*", verbs="acc*"),)
    entered(two_nodes, "patterned", mandates=odd)
    about = {"name": "Patterned", "office": "New office", "do": "save"}
    row = {"m0-kinds": "consultation.s*", "m0-verbs": "acc*", "m0-drafts": "on"}

    answer = client_of("admin").post("/people/patterned/", {**about, **row})

    assert 303 == answer.status_code
    assert odd == person_of(two_nodes.pk.node.house, "patterned").mandates


def test_who_leaves_takes_nothing_along_and_loses_no_word(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Sessions, delegations and tokens end; drafts are left to the heir."""
    node = two_nodes.pk.node
    entered(two_nodes, "leaver", mandates=ALL)
    number = give(node.chancery, "leaver", "clerk", first=in_days(0), last=in_days(9)).number
    saying = Saying(kind="consultation.session/1", verb="propose", content={"number": 5})
    keep_draft(node.house, Draft(name="left-behind", saying=saying, by="leaver", at="2026-01-01T00:00:00Z"))
    node.house.put("token", "abc", {"person": "leaver"})
    leaver = client_of("leaver")
    assert 200 == leaver.get("/me/").status_code

    answer = client_of("admin").post("/people/leaver/remove/", {"heir": "head"}, follow=True)

    assert 302 == leaver.get("/me/").status_code
    assert "head" == draft_of(node.house, "left-behind").by
    assert delegations(node.house)[number - 1].ended is not None
    assert "abc" not in node.house.all("token")
    shown = answer.content.decode()
    assert all(words in shown for words in ("1</bdi> sign-in ended", f"<bdi>{number}</bdi>", "Left to <bdi>head</bdi>"))


def test_a_lost_telephone_ends_every_sign_in_before_the_link_is_made(
    client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    entered(two_nodes, "careless")
    careless = client_of("careless")
    kept = client_of("admin").post("/people/careless/link/")
    assert 200 == careless.get("/me/").status_code

    answer = client_of("admin").post("/people/careless/link/", {"lost": "on"})

    assert (200, 200) == (kept.status_code, answer.status_code)
    assert b"/account/begin/" in answer.content
    assert 302 == careless.get("/me/").status_code
    told = [one.event for one in two_nodes.pk.node.trail.entries(Asked(subject="careless", deed="factor"))]
    assert [("admin", True), ("admin", True), ("admin", True)] == [
        (one.person, bool(one.facts.get("link") or one.facts.get("ended"))) for one in told
    ]


def test_whose_time_is_over_is_out(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    entered(two_nodes, "temporary", until=in_days(-1))

    assert 403 == client_of("temporary").get("/me/").status_code


@pytest.mark.parametrize("path", ["people/no-one/", "people/no-one/remove/"])
def test_nobody_of_that_name_is_said_in_words(path: str, client_of: Callable[..., Client]) -> None:
    assert 404 == client_of("admin").get(f"/{path}").status_code


def test_a_button_that_is_not_there_does_nothing(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    before, client = state(two_nodes), client_of("admin")
    tried = [client.post("/people/", {"do": "burn"}), client.post("/people/", {"do": "end", "number": "x"})]

    assert [422, 404] == [one.status_code for one in tried]
    assert before == state(two_nodes)
