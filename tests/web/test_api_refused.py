"""What the API refuses, each with its status, its code and its words; and nothing of it is ever a failure of ours."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.desks import entered, in_days
from tests.web.nodes import FRAMEWORK, Nodes
from tests.web.programs import HERE, OPENING, SESSION

from paraph.service.people import Mandate
from paraph.service.staff import TOKENS, dismiss
from paraph.service.tokens import end, make, tokens
from paraph.service.trail import Asked
from paraph.values import digest_of

REMARK = {"kind": "consultation.statement/1", "verb": "remark", "note": "Words."}


class Asking:
    """Asks Islamabad's node in this process."""

    def __init__(self, client: Client, nodes: Nodes) -> None:
        self.client, self.nodes = client, nodes

    def token(self, person: str = "clerk", *scopes: str, days: int = 9) -> str:
        house = self.nodes.pk.node
        secret = f"{person}{len(tokens(house.house, person))}".encode().ljust(32, b"!")
        wanted = {"name": "a program", "scopes": scopes or ("read", "say"), "last": in_days(days)}
        return make(house.chancery, person, secret=secret, **wanted)

    def __call__(self, method: str, at: str, body: Any = None, *, token: str = "", **more: Any) -> Any:
        data = body if isinstance(body, bytes | str) else "" if body is None else json.dumps(body)
        headers = {**({"authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        kind = more.pop("content_type", "application/json")
        place = at if at.startswith("/") else f"{HERE}/{at}"
        return self.client.generic(method, place, data, content_type=kind, headers=headers, **more)

    @property
    def acts(self) -> str:
        return f"records/{self.nodes.statement}/acts"


@pytest.fixture
def asks(client_of: Callable[..., Client], two_nodes: Nodes) -> Iterator[Asking]:
    from django.core.cache import cache  # noqa: PLC0415  # only after Django was set up

    cache.clear()
    house = two_nodes.pk.node.house
    before = set(house.all(TOKENS))
    yield Asking(client_of(""), two_nodes)
    for key in set(house.all(TOKENS)) - before:
        house.drop(TOKENS, key)


def told(answer: Any) -> tuple[int, str]:
    """The status and code of a refusal; that it is one, whole, is asserted here."""
    shape = answer.json()
    assert "application/problem+json" == answer["Content-Type"]
    assert {"type", "code", "title", "status", "detail", "next", "facts"} == set(shape)
    assert (answer.status_code, f"urn:paraph:{shape['code']}") == (shape["status"], shape["type"])
    assert "" not in {shape["title"], shape["detail"], shape["next"]}
    return answer.status_code, shape["code"]


def test_a_person_without_mandate_reads_and_says_nothing(asks: Asking, two_nodes: Nodes) -> None:
    entered(two_nodes, "unmandated")
    token = asks.token("unmandated")

    assert 200 == asks("GET", "records", token=token).status_code
    assert (403, "mandate") == told(asks("POST", asks.acts, REMARK, token=token))
    assert [] == asks("GET", f"records/{two_nodes.statement}", token=token).json()["sayable"]


def test_a_mandate_that_needs_a_second_key_needs_it_here_too(asks: Asking, two_nodes: Nodes) -> None:
    entered(two_nodes, "junior", mandates=(Mandate(kinds="*", verbs="*", second_key=True),))

    answer = asks("POST", asks.acts, REMARK, token=asks.token("junior"))

    assert (202, "draft") == (answer.status_code, answer.json()["state"])


def test_a_token_that_may_only_read_says_nothing(asks: Asking) -> None:
    token = asks.token("clerk", "read")

    assert 200 == asks("GET", "pending", token=token).status_code
    for method, at, body in (
        ("POST", "records", OPENING),
        ("POST", asks.acts, REMARK),
        ("POST", "pending/aa/release", {"seen": "0" * 64}),
        ("POST", "pending/aa/take-back", None),
        ("PUT", "drafts/mine", OPENING),
        ("DELETE", "drafts/mine", None),
    ):
        assert (403, "token.scope") == told(asks(method, at, body, token=token))


def test_a_token_that_may_only_say_reads_nothing(asks: Asking) -> None:
    assert (403, "token.scope") == told(asks("GET", "records", token=asks.token("clerk", "say")))


def test_a_token_ends(asks: Asking, two_nodes: Nodes) -> None:
    """By its last day, by being taken back, with its person; and no other serves as one."""
    node = two_nodes.pk.node
    over, back = asks.token("clerk"), asks.token("clerk")
    yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    first, second = (digest_of(one.encode()) for one in (over, back))
    node.house.put(TOKENS, first, {**(node.house.get(TOKENS, first) or {}), "last": yesterday})
    end(node.chancery, "clerk", second[:12])
    entered(two_nodes, "leaving", mandates=(Mandate(kinds="*", verbs="*"),))
    gone = asks.token("leaving")
    dismiss(node.chancery, "leaving")

    answers = [told(asks("GET", "records", token=one)) for one in (over, back, gone, "guessed", "")]

    unknown = (401, "token.unknown")
    assert [(401, "token.over"), unknown, unknown, unknown, (401, "token.absent")] == answers
    assert asks("GET", "records")["WWW-Authenticate"].startswith("Bearer")


def test_refusals_are_written_down_and_guesses_are_counted(asks: Asking, two_nodes: Nodes) -> None:
    """Whoever guesses is heard of in the trail, and then not listened to for a minute; who has a token still is not."""
    answers = [told(asks("GET", "records", token=f"guess{number}")) for number in range(32)]

    assert ([(401, "token.unknown")] * 30, [(429, "api.too_often")] * 2) == (answers[:30], answers[30:])
    latest = two_nodes.pk.node.trail.entries(Asked(deed="refused", limit=1))[0].event
    assert "token.unknown" == latest.facts["code"]


def test_a_token_may_ask_only_so_often(asks: Asking, two_nodes: Nodes) -> None:
    house, mine, other = two_nodes.pk.node.house, asks.token("clerk"), asks.token("head")
    house.put("pages", "api", {"a_minute": 3})
    try:
        answers = [asks("GET", "records", token=mine) for _ in range(4)]
        assert 200 == asks("GET", "records", token=other).status_code
    finally:
        house.drop("pages", "api")

    assert [200, 200, 200] == [one.status_code for one in answers[:3]]
    assert (429, "api.too_often") == told(answers[3])
    assert "60" == answers[3]["Retry-After"]


def test_a_browser_that_is_signed_in_opens_nothing_here(client_of: Callable[..., Client], asks: Asking) -> None:
    """No other page can ask in a person's name, since no cookie is asked for."""
    asks.client = client_of("clerk")

    assert (401, "token.absent") == told(asks("POST", asks.acts, REMARK))
    assert {} == asks.client.get("/api/v1/me").cookies


SENT: dict[str, tuple[str, str, dict[str, Any], tuple[int, str]]] = {
    "another framework": ("GET", "/api/v1/frameworks/another/records", {}, (404, "framework.unknown")),
    "a name that is none": ("GET", "/api/v1/frameworks/..%00/records", {}, (422, "api.parameter")),
    "no record": ("GET", f"records/{'0' * 64}", {}, (404, "record.unknown")),
    "no record by its beginning": ("GET", "records/ffff0000ffff", {}, (404, "record.unknown")),
    "no beginning": ("GET", "records/zz", {}, (422, "api.parameter")),
    "no act": ("GET", f"acts/{'0' * 64}", {}, (404, "act.unknown")),
    "no kind": ("GET", "/api/v1/kinds/none", {}, (404, "unknown_kind")),
    "too many at once": ("GET", "records?limit=1000", {}, (422, "api.parameter")),
    "nothing there": ("GET", "nothing", {}, (404, "api.nothing_there")),
    "nothing to search for": ("GET", "search", {}, (422, "api.parameter")),
    "another method": ("PATCH", "records", {}, (405, "api.method")),
    "as a page": ("GET", "records", {"headers": {"accept": "text/html"}}, (406, "api.accept")),
    "as a form": (
        "POST",
        "records",
        {"body": "kind=x", "content_type": "application/x-www-form-urlencoded"},
        (415, "api.media_type"),
    ),
    "too much": ("POST", "records", {"body": b"[" + b" " * 2**18 + b"]"}, (413, "api.too_large")),
    "no JSON": ("POST", "records", {"body": b"{"}, (422, "json.not_json")),
    "a list": ("POST", "records", {"body": []}, (422, "json.wrong_type")),
    "a number with a point": ("POST", "records", {"body": {**OPENING, "until": 1.5}}, (422, "json.float")),
    "a field that is none": ("POST", "records", {"body": {**OPENING, "by": ["me"]}}, (422, "json.unknown_field")),
    "a content that does not fit": (
        "POST",
        "records",
        {"body": {**OPENING, "content": {**SESSION, "host": "Pakistan"}}},
        (422, "json.pattern"),
    ),
    "half a letter": (
        "POST",
        "records",
        {"body": b'{"kind":"consultation.session/1","verb":"propose","note":"\\ud800"}'},
        (422, "json.lone_surrogate"),
    ),
    "an unknown verb": ("POST", "records", {"body": {**OPENING, "verb": "sing"}}, (404, "unknown_verb")),
    "a verb that does not open": (
        "POST",
        "records",
        {"body": {"kind": "consultation.session/1", "verb": "accept", "on": "ab" * 32}},
        (422, "opens_nothing"),
    ),
    "no draft": ("GET", "pending/abcdef01", {}, (404, "second_key.unknown")),
    "no text": ("GET", "drafts/none", {}, (404, "draft.unknown")),
    "a text that could not be read again": (
        "PUT",
        "drafts/odd",
        {"body": {**OPENING, "on": "abcd"}},
        (422, "json.pattern"),
    ),
    "nothing seen": ("POST", "pending/abcdef01/release", {"body": {}}, (422, "json.missing_field")),
    "no receipt yet": ("GET", f"acts/{'ab' * 32}/receipt", {}, (404, "act.unknown")),
    "no certificate": ("GET", f"records/{'ab' * 32}/certificate", {}, (404, "record.unknown")),
    "of another framework": (
        "POST",
        "compare",
        {"body": {"framework": "x", "party": "US", "cut": {}, "records": {}}},
        (422, "compare.other_framework"),
    ),
}


@pytest.mark.parametrize("name", SENT)
def test_what_is_asked_badly_is_refused_in_words(name: str, asks: Asking, two_nodes: Nodes) -> None:
    method, at, more, expected = SENT[name]
    before = two_nodes.pk.node.house.all("second_key")

    answer = asks(
        method, at, more.pop("body", None) if "body" in (more := {**more}) else None, token=asks.token(), **more
    )

    assert expected == told(answer)
    assert before == two_nodes.pk.node.house.all("second_key")


def test_a_draft_is_its_authors_alone(asks: Asking) -> None:
    clerk, head = asks.token("clerk"), asks.token("head")
    assert 200 == asks("PUT", "drafts/only-mine", OPENING, token=clerk).status_code

    for method, body in (("GET", None), ("PUT", OPENING), ("DELETE", None)):
        assert (403, "draft.not_yours") == told(asks(method, "drafts/only-mine", body, token=head))
    assert [] == asks("GET", "drafts", token=head).json()["drafts"]
    assert "only-mine" == asks("DELETE", "drafts/only-mine", token=clerk).json()["name"]


def test_the_page_for_programs_lists_every_way_in(client_of: Callable[..., Client], asks: Asking) -> None:
    listed = asks.client.get("/api/v1/").content.decode()
    described = asks.client.get("/api/v1/openapi.json").json()

    assert [] == [at for at in described["paths"] if at not in listed]
    assert FRAMEWORK not in listed
    assert "/people/" not in listed


def test_the_page_for_programs_stands_in_the_frame_of_whoever_is_signed_in(
    client_of: Callable[..., Client], asks: Asking
) -> None:
    assert asks.nodes.pk.party == "PK"

    assert f'href="/{FRAMEWORK}/records/"' in client_of("clerk").get("/api/v1/").content.decode()
