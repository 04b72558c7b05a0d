"""Who may use what, read off the resolver: each tries every address and every button that is not theirs.

Each is refused, and nothing has changed.

A stranger, a person without mandate, a colleague of the same side, somebody who has left, and the other side's courier.
"""

import http.client
import re
import ssl
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client
from tests.web.nodes import FRAMEWORK, Nodes
from tests.web.own import WORDS, Facts
from tests.web.ways import (
    ADMINISTRATOR,
    AUDITOR,
    BY_SECRET,
    EVERYBODY,
    PERSON,
    WAYS,
    Posted,
    address,
    filled,
    patterns,
    ways,
)

import paraph.web
from paraph.adapters.https_tls import TlsIdentity, calling_name, client_context
from paraph.service.trail import Asked, Deed

ClientOf = Callable[..., Client]

REFUSED = {401, 403, 404, 405, 410, 422}
BUTTON = re.compile(r'name="do" value="([a-z_]+)')
TEMPLATES = Path(paraph.web.__file__).parent / "templates"
OURS = "/account/"


def buttons(*names: str) -> list[tuple[str, Posted]]:
    """Every button of these addresses that needs a right of its own."""
    return [(name, posted) for name in names for posted in WAYS[name].keyed]


def test_every_address_has_its_expectation(facts: Facts) -> None:
    """Whoever adds an address says for whom it is, or this fails."""
    assert facts

    assert sorted(WAYS) == sorted(set(patterns()))


def test_every_button_has_its_expectation() -> None:
    """Whoever adds a button to a form says whether it needs a right of its own, or this fails."""
    drawn = {name for file in TEMPLATES.rglob("*.html") for name in BUTTON.findall(file.read_text())}
    declared = [posted.get("do", "") for way in WAYS.values() for posted in (*way.own, *way.keyed)]

    assert set() == drawn - {one.partition(":")[0] for one in declared}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ways(PERSON, ADMINISTRATOR, AUDITOR))
def test_a_stranger_is_asked_to_sign_in(name: str, client_of: ClientOf, facts: Facts) -> None:
    """On every page, and with every button."""
    stranger, at = client_of(""), address(name, facts)

    answers = [stranger.get(at), *(stranger.post(at, filled(one, facts)) for one in posts(name))]

    assert [True] * len(answers) == [one.status_code == 405 or asks_to_sign_in(one) for one in answers]


def posts(name: str) -> tuple[Posted, ...]:
    return ({}, *WAYS[name].own, *WAYS[name].keyed)


def asks_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer.url.startswith("/account/login/")


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ways(EVERYBODY, BY_SECRET))
def test_what_needs_no_sign_in_changes_nothing(name: str, client_of: ClientOf, facts: Facts) -> None:
    """A wrong secret opens nothing, and no page for everybody shows a word of the record."""
    stranger, at = client_of(""), address(name, facts)

    answers = [stranger.get(at), stranger.post(at, {"code": "none", "username": "clerk", "password": "clerk"})]

    if WAYS[name].whose == BY_SECRET:
        assert [] == [one.status_code for one in answers if one.status_code not in REFUSED]
    assert [] == [one.status_code for one in answers if one.status_code >= 500]
    assert not any(facts["record"].encode() in one.content or b"Clerk (" in one.content for one in answers)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("who", ["onlooker", "colleague"])
@pytest.mark.parametrize("name", ways(ADMINISTRATOR, AUDITOR))
def test_a_person_without_the_right_sees_none_of_the_house(
    name: str, who: str, client_of: ClientOf, facts: Facts, two_nodes: Nodes
) -> None:
    """People and trail are for whom they are for; that somebody tried is written down."""
    person, at, before = client_of(who), address(name, facts), refusals(two_nodes, who)

    answers = [person.get(at), *(person.post(at, filled(one, facts)) for one in posts(name))]

    assert {403} == {one.status_code for one in answers} - {405}
    assert before < refusals(two_nodes, who)


def refusals(nodes: Nodes, who: str) -> int:
    return len(nodes.pk.node.trail.entries(Asked(person=who, deed=Deed.REFUSED, limit=0)))


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("name", "posted"), buttons(*ways(PERSON)))
def test_a_person_without_mandate_presses_no_button_that_needs_one(
    name: str, posted: Posted, client_of: ClientOf, facts: Facts
) -> None:
    """Not to say, not to release, not to take back, not to exchange; and nothing of anybody else's."""
    client, typed = client_of("onlooker"), {"on": facts["proposal"], **filled(posted, facts)}

    answer = client.post(address(name, facts), typed)

    if (name, posted.get("do")) == ("statement", "discard"):  # of a copy that they do not have: harmless
        assert 303 == answer.status_code
    else:
        assert answer.status_code in REFUSED, answer


@pytest.mark.usefixtures("only_their_own")
@pytest.mark.parametrize("name", [one for one in ways(PERSON) if WAYS[one].own])
def test_ones_own_buttons_touch_nothing_of_anybody_else(name: str, client_of: ClientOf, facts: Facts) -> None:
    """A colleague with every mandate keeps drafts, views, notes and copies beside the clerk's."""
    colleague, at = client_of("colleague"), address(name, facts)

    answers = [colleague.post(at, {"on": facts["proposal"], **filled(one, facts)}) for one in WAYS[name].own]

    assert [] == [one.status_code for one in answers if one.status_code >= 500]
    assert not any(WORDS.encode() in one.content for one in answers)


@pytest.mark.usefixtures("unchanged")
def test_a_colleague_never_sees_a_draft_or_a_working_copy_of_the_clerk(client_of: ClientOf, facts: Facts) -> None:
    """Neither by name, nor as the beginning of a form, nor in a list; not even with every mandate."""
    colleague = client_of("colleague")
    forms = [address(name, facts) for name in ("open", "say")]
    tried = [colleague.get(address("draft", facts)), colleague.post(address("draft", facts), {"do": "drop"})]
    tried += [colleague.get(form, {"draft": "clerks"}) for form in forms]
    tried += [colleague.post(form, {"do": "keep", "draft": "clerks", "on": facts["proposal"]}) for form in forms]

    shown = [colleague.get(address(name, facts)) for name in ("home", "drafts", "statement", "record", "me")]

    assert {403, 422} >= {one.status_code for one in tried}
    assert {200} == {one.status_code for one in shown}
    assert not any(WORDS.encode() in one.content for one in (*tried, *shown))


@pytest.mark.usefixtures("only_their_own")
def test_a_colleague_ends_nothing_of_the_clerks(client_of: ClientOf, facts: Facts) -> None:
    """Not a delegation, an absence, a working copy, a view or a calendar."""
    colleague = client_of("colleague")
    tried = (*WAYS["me"].keyed, {"do": "discard"}, {"do": "drop", "name": "mine"}, {"do": "end"})
    places = ("me", "me", "statement", "records", "sessions")

    answers = [
        colleague.post(address(at, facts), filled(cast("Posted", one), facts))
        for at, one in zip(places, tried, strict=True)
    ]

    assert [403, 403, 303, 303, 303] == [one.status_code for one in answers]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ways(PERSON, ADMINISTRATOR, AUDITOR))
def test_somebody_who_has_left_is_out(name: str, client_of: ClientOf, facts: Facts, two_nodes: Nodes) -> None:
    """A browser that is signed in still is told so on whichever page it asks for next, and then it is a stranger's."""
    leaver, at = client_of("leaver"), address(name, facts)

    answers = [leaver.get(at), *(leaver.post(at, filled(one, facts)) for one in posts(name))]

    assert 403 == answers[0].status_code
    assert all(one.status_code == 405 or asks_to_sign_in(one) for one in answers[1:])


@pytest.mark.parametrize("name", [one for one in ways(PERSON, ADMINISTRATOR, AUDITOR) if not one.startswith("mfa")])
def test_nobody_comes_in_without_a_second_factor(name: str, client_of: ClientOf, facts: Facts) -> None:
    """A password alone leads to where the second factor is chosen, and nowhere else."""
    client, at = client_of("colleague"), address(name, facts)
    session = client.session
    del session["by_link"]
    session.save()

    answer = client.get(at)

    if not at.startswith(OURS):
        assert (302, "/account/2fa/totp/activate/") == (answer.status_code, answer.url)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ways())
def test_the_other_sides_courier_gets_nothing_but_logs(name: str, facts: Facts, two_nodes: Nodes) -> None:
    """Its certificate opens the port of the exchange; no page, no file of the house and no button is there."""
    at = address(name, facts)

    with closing(courier(two_nodes)) as line:
        answers = [asked(line, method, at) for method in ("GET", "POST")]

    assert {404} == set(answers)


@pytest.mark.parametrize(
    "at", ["house.db", "../house.db", "record.paraph", "%2e%2e/house.db", "pending/", "x/checkpoint"]
)
def test_the_other_sides_courier_gets_no_file(at: str, facts: Facts, two_nodes: Nodes) -> None:
    assert facts
    with closing(courier(two_nodes)) as line:
        assert 404 == asked(line, "GET", f"/{FRAMEWORK}/{at}")


@pytest.mark.parametrize("path", ["/", f"/{FRAMEWORK}/", f"/{FRAMEWORK}/checkpoint"])
def test_without_a_certificate_that_was_compared_the_exchange_answers_nothing(path: str, two_nodes: Nodes) -> None:
    """Not even to say no."""
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    bare.check_hostname, bare.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", two_nodes.pk.told["port"], context=bare, timeout=10)

    with closing(line), pytest.raises(OSError, match=r"."):
        asked(line, "GET", path)


def courier(nodes: Nodes) -> http.client.HTTPSConnection:
    """A line to Islamabad's exchange, with Washington's certificate."""
    keys = nodes.us.node.keys(FRAMEWORK)
    pin = nodes.us.node.setup(FRAMEWORK).member("PK").certificate
    context = client_context(TlsIdentity(certificate=keys.public.certificate, key=keys.tls_key), pin)
    assert calling_name(pin)
    return http.client.HTTPSConnection("127.0.0.1", nodes.pk.told["port"], context=context, timeout=10)


def asked(line: http.client.HTTPSConnection, method: str, at: str) -> int:
    line.request(method, at, headers={"Content-Length": "0"} if method == "POST" else {})
    answer = line.getresponse()
    answer.read()
    return answer.status
