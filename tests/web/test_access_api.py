"""The API for whom it is not: a stranger, a token that may only read, a person without mandate, a colleague.

Every endpoint that the resolver knows is tried with every method, and nothing has changed afterwards.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.desks import in_days
from tests.web.nodes import Nodes
from tests.web.own import OPENING, WORDS, Facts
from tests.web.ways import PROGRAM, address, ways

from paraph.service.staff import TOKENS
from paraph.service.tokens import make
from paraph.values import builtin, digest_of

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")
REFUSED = {400, 401, 403, 404, 405, 415, 422}
SAID = {name: value for name, value in builtin(OPENING).items() if name in {"kind", "verb", "content"}}

TokenOf = Callable[..., str]


@pytest.fixture
def token_of(facts: Facts, two_nodes: Nodes) -> TokenOf:
    """Makes a token of a person: `token_of("colleague", "read")`; it is in the house before anything is compared."""
    made: dict[str, str] = facts.setdefault("tokens", {})

    def token(person: str, *scopes: str) -> str:
        key = f"{person} {scopes}"
        if key not in made:
            secret = len(made).to_bytes(32, "big")
            chancery = two_nodes.pk.node.chancery
            made[key] = make(chancery, person, name=key, scopes=scopes, last=in_days(9), secret=secret)
        return made[key]

    return token


@pytest.fixture
def onlookers(token_of: TokenOf) -> str:
    return token_of("onlooker", "read", "say")


@pytest.fixture
def readers(token_of: TokenOf) -> str:
    """A token of a colleague with every mandate that may only read."""
    return token_of("colleague", "read")


@pytest.fixture
def colleagues(token_of: TokenOf) -> str:
    return token_of("colleague", "read", "say")


@pytest.fixture(autouse=True)
def nobody_guessed_yet(pk_office: str) -> None:
    """A stranger is refused for having no token here, and not for having tried too often."""
    assert pk_office
    cache.clear()


def asked(client: Client, method: str, at: str, token: str = "", **body: Any) -> Any:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    content = None if method == "GET" else {**SAID, **body}
    return client.generic(
        method, at, "" if content is None else json.dumps(content), content_type="application/json", headers=headers
    )


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", ways(PROGRAM))
def test_without_a_token_nothing_is_answered(name: str, client_of: Callable[..., Client], facts: Facts) -> None:
    """Neither to a stranger, nor to a person whose browser is signed in, nor for a token that nobody made."""
    at = address(name, facts)
    tried = [(client_of(who), method, token) for who in ("", "clerk") for method in METHODS for token in ("", "no")]

    answers = [asked(client, method, at, token) for client, method, token in tried]

    assert {401, 405} >= {one.status_code for one in answers}
    assert 401 in {one.status_code for one in answers}


@pytest.mark.parametrize("name", ways(PROGRAM))
@pytest.mark.parametrize("whose", ["onlookers", "readers"])
def test_a_token_without_the_right_changes_nothing(
    name: str, whose: str, client_of: Callable[..., Client], facts: Facts, request: pytest.FixtureRequest
) -> None:
    """One that may only read, and one of a person without mandate."""
    token = request.getfixturevalue(whose)
    request.getfixturevalue("unchanged")
    at = address(name, facts)
    mine = name == "api-draft" or name.endswith(("keeping", "dropping"))

    answers = [
        asked(client_of(""), method, at, token, seen=facts["seen"], on=facts["proposal"]) for method in METHODS[1:]
    ]

    assert [] == [one.content for one in answers if one.status_code not in REFUSED and not harmless(name)]
    assert not mine or not any(WORDS.encode() in one.content for one in answers)


def harmless(name: str) -> bool:
    """Whether an endpoint that is posted to changes nothing for anybody: a dry run, a comparison."""
    return name in {"api-trying", "api-comparing", "api-standing_here"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_colleagues_token_never_reaches_a_draft_of_the_clerk(
    method: str, client_of: Callable[..., Client], facts: Facts, colleagues: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("unchanged")

    answer = asked(client_of(""), method, address("api-draft", facts), colleagues)

    assert answer.status_code in {403, 404, 422}
    assert WORDS.encode() not in answer.content


def test_a_colleagues_token_lists_none_of_the_clerks_drafts(
    client_of: Callable[..., Client], facts: Facts, colleagues: str
) -> None:
    answer = asked(client_of(""), "GET", address("api-draft_list", facts), colleagues)

    assert WORDS.encode() not in answer.content


def test_the_token_of_somebody_who_left_is_none(
    client_of: Callable[..., Client], facts: Facts, two_nodes: Nodes, colleagues: str
) -> None:
    """Even where it was left on the shelf."""
    house = two_nodes.pk.node.house
    key = digest_of(colleagues.encode())
    kept = house.get(TOKENS, key) or {}
    house.put(TOKENS, key, {**kept, "person": "leaver"})
    try:
        answers = {asked(client_of(""), "GET", address(name, facts), colleagues).status_code for name in ways(PROGRAM)}
    finally:
        house.put(TOKENS, key, kept)

    assert {401, 403, 405} >= answers
