"""One's own page: mandates in words, a deputy, an absence, letters; and nothing of anybody else's."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.desks import at_desk, entered, in_days
from tests.web.nodes import FRAMEWORK, Nodes, heard_there
from tests.web.seen import assert_accessible, assert_fits, signed_in

from paraph.domains.consultation import Session
from paraph.service.absences import Absence, absences, note_absence
from paraph.service.delegations import delegations, end, give
from paraph.service.people import Mandate
from paraph.service.preferences import preferences_of
from paraph.service.reminders import Told, keep_told
from paraph.service.trail import Asked

MINE = (Mandate(kinds="consultation.session", verbs="propose"), Mandate(kinds="commitments.*", verbs="*"))


@pytest.fixture(autouse=True)
def cast(two_nodes: Nodes, pk_office: str) -> None:
    """A desk officer with two mandates, an intern with none, an auditor."""
    assert pk_office
    entered(two_nodes, "officer", mandates=MINE)
    entered(two_nodes, "intern")
    entered(two_nodes, "auditor", audits=True)


def state(nodes: Nodes) -> list[object]:
    house = nodes.pk.node.house
    return [delegations(house), absences(house), house.all("preferences")]


def giving(**more: str) -> dict[str, str]:
    days = {"deputy-first": in_days(0), "deputy-last": in_days(20)}
    return {"do": "deputy", "deputy-deputy": "intern", "deputy-of": "all", **days, **more}


def test_a_deputy_speaks_under_a_delegation_given_without_a_script(
    window_of: Callable[..., BrowserContext], two_nodes: Nodes
) -> None:
    """X for Y under delegation Z: so it stands in the other house."""
    opened = two_nodes.us.speaker.opens("consultation.session", Session(number=83, number_basis="stated", host="US"))
    heard_there(two_nodes.us, opened.digest)
    entered(two_nodes, "ambassador", mandates=(Mandate(kinds="*", verbs="*"),))
    page = at_desk(window_of(java_script_enabled=False).new_page(), two_nodes, "ambassador")
    page.goto(f"{two_nodes.pk.url}/me/")
    expect(page.locator("main")).to_contain_text("Every kind of record: Anything")
    page.get_by_text("Let somebody stand in for me").click()
    page.get_by_label("Who stands in for me").select_option("intern")
    page.locator("[name=deputy-last]").fill(in_days(20))
    page.get_by_role("button", name="Give it").click()
    number = delegations(two_nodes.pk.node.house)[-1].number
    expect(page.locator("#deputies")).to_contain_text("runs")

    deputy = at_desk(window_of().new_page(), two_nodes, "intern")
    deputy.goto(f"{two_nodes.pk.url}/me/")
    expect(deputy.locator("main")).to_contain_text(f"As deputy of Ambassador (fictitious), delegation {number}")
    deputy.goto(two_nodes.pk.at(f"records/{opened.digest}/say/remark/"))
    deputy.locator("#note").fill("Read, with thanks.")
    deputy.get_by_role("button", name="Look at what would be signed").last.click()
    deputy.get_by_role("button", name="Sign and say it").click()

    by = heard_there(two_nodes.pk, verb="remark", record=opened.digest).by
    assert (f"Office of the intern for Office of the ambassador (delegation {number})",) == by
    page.get_by_role("button", name=f"End delegation {number}").click()
    assert "ambassador" == delegations(two_nodes.pk.node.house)[number - 1].ended_by


@pytest.mark.parametrize("language", ["English", "اردو"])
def test_the_page_is_accessible_and_fits_a_telephone_in_both_directions(
    language: str, page: Page, two_nodes: Nodes
) -> None:
    chancery = two_nodes.pk.node.chancery
    give(chancery, "head", "clerk", first=in_days(0), last=in_days(9))
    give(chancery, "clerk", "intern", first=in_days(1), last=in_days(9), scope=(Mandate(kinds="*", verbs="accept"),))
    note_absence(chancery, "clerk", Absence(person="clerk", first=in_days(0), last=in_days(2), stand_in="head"))
    record = next(iter(two_nodes.sessions.values()))
    keep_told(
        two_nodes.pk.node.house,
        "clerk",
        Told(day=in_days(0), items={f"owed/{FRAMEWORK}/{record}/answer/x": in_days(0)}),
    )
    signed_in(page, two_nodes.pk, "clerk").get_by_role("button", name=language).click()
    page.goto(f"{two_nodes.pk.url}/me/")
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="English").click()
    page.locator("#told li a").click()
    expect(page).to_have_url(two_nodes.pk.at(f"records/{record}/"))


def test_only_some_of_ones_mandates_are_given(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    answer = client_of("officer").post("/me/", giving(**{"deputy-of": "some", "deputy-some": "1"}))

    assert 303 == answer.status_code
    assert MINE[1:] == delegations(two_nodes.pk.node.house)[-1].scope


def test_a_deputy_sees_what_waits_for_a_second_key(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """The badge counts what they may release in the head's stead; to give it, they need no mandate of their own."""
    session = {"number": "84", "number_basis": "stated", "host": "PK", "city.en": "Karachi", "do": "say"}
    draft = client_of("clerk").post(f"/{FRAMEWORK}/new/consultation.session/propose/", session)
    entered(two_nodes, "legal")
    legal, badge = client_of("legal"), re.compile(r'data-badge="pending_list"( hidden)?')
    before = badge.findall(legal.get("/me/").content.decode())
    number = give(two_nodes.pk.node.chancery, "head", "legal", first=in_days(0), last=in_days(9)).number

    after = badge.findall(legal.get("/me/").content.decode())
    client_of("clerk").post(draft["Location"], {"do": "take_back"})
    end(two_nodes.pk.node.chancery, "head", number)

    assert ([" hidden"], [""]) == (before, after)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"deputy-last": ""}, 'href="#id_deputy-last"'),
        ({"deputy-last": "2026-13-40"}, 'id="id_deputy-last_error"'),
        ({"deputy-of": "some"}, 'class="reason"'),
        ({"deputy-of": "some", "deputy-some": "7"}, 'class="reason"'),
        ({"deputy-deputy": "nobody"}, 'id="id_deputy-deputy_error"'),
        ({"deputy-deputy": "officer"}, 'id="id_deputy-deputy_error"'),
        ({"deputy-last": in_days(200)}, 'role="alert"'),
        ({"deputy-last": in_days(-200)}, 'role="alert"'),
    ],
)
def test_what_may_not_be_given_is_refused_and_every_word_stays(
    wrong: dict[str, str], where: str, client_of: Callable[..., Client], two_nodes: Nodes
) -> None:
    before = state(two_nodes)
    answer = client_of("officer").post("/me/", giving(**wrong))
    page = answer.content.decode()

    assert 422 == answer.status_code
    assert where in page
    assert f'value="{in_days(0)}"' in page
    assert before == state(two_nodes)


def test_an_absence_is_noted_shown_and_taken_away(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    client, house = client_of("officer"), two_nodes.pk.node.house
    days = {"away-first": in_days(1), "away-last": in_days(5)}
    noted = client.post("/me/", {"do": "away", **days, "away-stand_in": "head"})
    kept = [one for one in absences(house) if one.person == "officer"]
    shown = client.get("/me/").content.decode()
    gone = client.post("/me/", {"do": "back", "person": "officer", "first": in_days(1)})

    assert [Absence(person="officer", first=in_days(1), last=in_days(5), stand_in="head")] == kept
    assert "Head (fictitious)" in shown
    assert ["/me/#absence", "/me/#absence"] == [noted["Location"], gone["Location"]]
    assert [] == [one for one in absences(house) if one.person == "officer"]


def test_an_absence_that_ends_before_it_begins_is_refused(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    before = state(two_nodes)
    answer = client_of("officer").post("/me/", {"do": "away", "away-first": in_days(5), "away-last": in_days(1)})

    assert 422 == answer.status_code
    assert before == state(two_nodes)


def test_how_one_is_spoken_to_is_kept_and_written_down(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    client = client_of("officer")
    wanted = {"spoken-language": "ur", "spoken-email": "officer@pk.example", "spoken-daily": "on", "spoken-hour": "4"}
    kept = client.post("/me/", {"do": "spoken", **wanted})
    shown = client.get("/me/").content.decode()
    wrong = client.post("/me/", {"do": "spoken", **wanted, "spoken-email": "not an address"})

    preferences = preferences_of(two_nodes.pk.node.house, "officer")
    assert ("ur", "officer@pk.example", True, 4) == (
        preferences.language,
        preferences.email,
        preferences.daily,
        preferences.hour,
    )
    assert (303, 422) == (kept.status_code, wrong.status_code)
    assert '<html lang="ur" dir="rtl"' in shown
    told = two_nodes.pk.node.trail.entries(Asked(subject="officer", deed="settings", limit=1))
    assert ["officer"] == [one.event.person for one in told]


@pytest.mark.parametrize("person", ["intern", "officer", "auditor"])
def test_what_is_anothers_stays_as_it_is(person: str, client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    """Neither a delegation between others nor another's absence is ended from one's own page."""
    chancery = two_nodes.pk.node.chancery
    number = give(chancery, "head", "clerk", first=in_days(0), last=in_days(9)).number
    note_absence(chancery, "head", Absence(person="head", first=in_days(0), last=in_days(2)))
    before, client = state(two_nodes), client_of(person)
    tried = [
        client.post("/me/", {"do": "end", "number": str(number)}),
        client.post("/me/", {"do": "back", "person": "head", "first": in_days(0)}),
    ]
    unheard = [client.post("/me/", {"do": "burn"}), client.post("/me/", {"do": "end", "number": "9" * 30})]

    assert [403, 403] == [one.status_code for one in tried]
    assert [422, 404] == [one.status_code for one in unheard]
    assert before == state(two_nodes)


@pytest.mark.parametrize("person", ["intern", "auditor"])
def test_who_has_nothing_gives_nothing(person: str, client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    before, client = state(two_nodes), client_of(person)

    assert b"Let somebody stand in for me" not in client.get("/me/").content
    assert 422 == client.post("/me/", giving(**{"deputy-deputy": "clerk"})).status_code
    assert before == state(two_nodes)


def test_a_stranger_is_asked_to_sign_in(client_of: Callable[..., Client], two_nodes: Nodes) -> None:
    before, client = state(two_nodes), client_of("")

    assert (302, 302) == (client.get("/me/").status_code, client.post("/me/", giving()).status_code)
    assert before == state(two_nodes)
