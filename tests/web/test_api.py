"""The API over a real connection: what is said by it is heard in the other house, and every endpoint answers."""

import json
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
from tests.web.nodes import FRAMEWORK, Nodes, heard_there
from tests.web.programs import HERE, OPENING, SESSION, Answered, Program, program, says_with_two_keys

from paraph.faces.words import worded
from paraph.service.certificate import verify_certificate
from paraph.service.receipt import Receipt, verify_receipt
from paraph.service.trail import Asked
from paraph.values import Barred

pytestmark = pytest.mark.slow

REMARK = {"kind": "consultation.statement/1", "verb": "remark", "note": "A remark that a program made."}


@pytest.fixture(scope="module")
def clerk(two_nodes: Nodes) -> Program:
    return program(two_nodes.pk)


@pytest.fixture(scope="module")
def described(clerk: Program) -> dict[str, Any]:
    return dict(clerk.gets("/api/v1/openapi.json").json)


def test_what_a_program_says_is_heard_in_the_other_house(two_nodes: Nodes, clerk: Program) -> None:
    answer = clerk.posts(f"records/{two_nodes.statement}/acts", REMARK)

    assert (201, "signed here") == (answer.status, answer.json["state"])
    assert f"{HERE}/acts/{answer.json['act']['act']}" == answer.headers["location"]
    heard = heard_there(two_nodes.pk, answer.json["act"]["act"])
    assert ("remark", REMARK["note"], two_nodes.statement) == (heard.verb, heard.note, heard.record)


def test_two_keys_are_two_programs_of_two_persons(two_nodes: Nodes) -> None:
    """Nothing is signed by the first; the second signs exactly what it read."""
    act = says_with_two_keys(two_nodes.pk, "records", OPENING)

    heard = heard_there(two_nodes.pk, act["act"])
    assert (SESSION, act["by"]) == (heard.content, list(heard.by))
    assert ["Demonstration desk, Islamabad", "Demonstration head, Islamabad"] == act["by"]


def test_the_second_key_is_not_for_whoever_drafted_it(two_nodes: Nodes, clerk: Program) -> None:
    draft = clerk.posts("records", {**OPENING, "content": {**SESSION, "number": 72}}).json["draft"]
    at = f"pending/{draft['id']}"

    refused = clerk.posts(f"{at}/release", {"seen": draft["digest"]})
    changed = program(two_nodes.pk, "head").posts(f"{at}/release", {"seen": "0" * 64})

    assert [(403, "mandate.second_key"), (422, "second_key.changed")] == [
        (one.status, one.code) for one in (refused, changed)
    ]
    assert draft == clerk.gets(at).json
    assert draft == clerk.posts(f"{at}/take-back").json["taken_back"]
    assert 404 == clerk.gets(at).status


def test_a_dry_run_shows_how_it_would_stand_and_keeps_nothing(two_nodes: Nodes) -> None:
    reader = program(two_nodes.pk, "clerk", "read")
    before = reader.gets("health").json["size"], reader.gets("pending").json

    tried = reader.posts("dry-run", OPENING)

    assert (200, "could be said", "on the table") == (
        tried.status,
        tried.json["state"],
        tried.json["stands_then"]["state"],
    )
    assert before == (reader.gets("health").json["size"], reader.gets("pending").json)


def test_what_is_barred_is_barred_in_a_dry_run_with_the_same_reason(two_nodes: Nodes, clerk: Program) -> None:
    lacking = {"kind": "consultation.statement/1", "verb": "accept", "on": two_nodes.statement, "content": {"x": 1}}
    said = clerk.posts(f"records/{two_nodes.statement}/acts", lacking)
    tried = clerk.posts("dry-run", {**lacking, "record": two_nodes.statement})

    assert 422 == said.status
    assert said.json == tried.json


def test_a_receipt_is_three_files_however_it_is_asked_for(two_nodes: Nodes, clerk: Program) -> None:
    at = f"acts/{two_nodes.statement}/receipt"

    files = {one["name"]: b64decode(one["base64"]) for one in clerk.gets(at).json["files"]}
    packed = ZipFile(BytesIO(clerk.asks("GET", at, Accept="application/zip").data))

    assert files == {name: packed.read(name) for name in packed.namelist()}
    assert two_nodes.statement == verify_receipt(Receipt(*files.values())).digest


def test_a_certificate_is_verified_as_it_came(two_nodes: Nodes, clerk: Program) -> None:
    certified = verify_certificate(clerk.gets(f"records/{two_nodes.statement}/certificate").data)

    assert (two_nodes.statement, {"PK", "US"}) == (certified.certificate.record, set(certified.standing))


def test_both_houses_compare_over_their_programs(two_nodes: Nodes, clerk: Program) -> None:
    heard_there(two_nodes.us, verb="accept")
    theirs = program(two_nodes.us).gets("compare").json

    found = clerk.posts("compare", theirs).json

    assert (("same", "US"), []) == ((found["result"], found["party"]), found["differences"])


def test_a_list_is_the_boards_with_its_filters(two_nodes: Nodes, clerk: Program) -> None:
    whole = clerk.gets("records", kind="consultation.session", limit=200).json
    first = clerk.gets("records", kind="consultation.session", limit=1).json
    second = clerk.gets("records", kind="consultation.session", limit=1, offset=1).json

    assert whole["records"][:2] == first["records"] + second["records"]
    assert (whole["total"], {"consultation.session/1"}) == (first["total"], {one["kind"] for one in whole["records"]})
    assert [] == clerk.gets("records", kind="consultation.session", waiting="us", q="no such words").json["records"]


def test_a_record_says_what_this_person_can_say_now(two_nodes: Nodes, clerk: Program, described: Any) -> None:
    """And where what to send is described. A person without mandate can say nothing."""
    offered = clerk.gets(f"records/{two_nodes.statement}").json["sayable"]

    assert {"remark", "propose", "withdraw"} <= {one["verb"] for one in offered}
    assert {True} == {one["schema"].rpartition("/")[2] in described["components"]["schemas"] for one in offered}


def test_refusals_are_worded_as_the_pages_word_them(two_nodes: Nodes, clerk: Program) -> None:
    """In the language that is asked for; the code is the same in all."""
    at = f"{HERE}/records/{'0' * 64}"

    english = clerk.asks("GET", at, Accept_Language="en")
    urdu = clerk.asks("GET", at, Accept_Language="ur")

    words = worded(Barred("record.unknown", prefix="0" * 64, found=[]))
    assert (words.message, words.next) == (english.json["detail"], english.json["next"])
    assert ("application/problem+json", "urn:paraph:record.unknown") == (
        english.headers["content-type"],
        english.json["type"],
    )
    assert (english.code, "ur") == (urdu.code, urdu.headers["content-language"])
    assert english.json["title"] != urdu.json["title"]
    assert two_nodes.pk.party == "PK"


def test_what_a_token_does_is_in_the_trail_under_its_persons_name(two_nodes: Nodes) -> None:
    mine = program(two_nodes.pk, "clerk", "read")
    token = mine.gets("/api/v1/me").json["token"]
    mine.gets(f"records/{two_nodes.statement}")
    mine.gets(f"acts/{two_nodes.statement}/receipt")
    mine.posts(f"records/{two_nodes.statement}/acts", REMARK)

    told = [each.event for each in two_nodes.pk.node.trail.entries(Asked(person="clerk", limit=40))]

    deeds = {(one.deed, one.subject) for one in told if token in (one.facts.get("token"), one.subject)}
    assert {
        ("token", token),
        ("read", two_nodes.statement),
        ("export", two_nodes.statement),
        ("refused", token),
    } <= deeds


WALK: dict[str, Callable[[Program, str], tuple[str, Any]]] = {
    "GET /api/v1/me": lambda _p, _r: ("/api/v1/me", None),
    "GET /api/v1/frameworks": lambda _p, _r: ("/api/v1/frameworks", None),
    "GET /api/v1/kinds": lambda _p, _r: ("/api/v1/kinds", None),
    "GET /api/v1/kinds/{family}": lambda _p, _r: ("/api/v1/kinds/consultation.session", None),
    "GET {}/records": lambda _p, _r: ("records", None),
    "GET {}/needs-our-answer": lambda _p, _r: ("needs-our-answer", None),
    "GET {}/waits-for-them": lambda _p, _r: ("waits-for-them", None),
    "GET {}/due": lambda _p, _r: ("due", None),
    "GET {}/search": lambda _p, _r: ("search?q=joint", None),
    "GET {}/health": lambda _p, _r: ("health", None),
    "GET {}/records/{record}": lambda _p, r: (f"records/{r}", None),
    "GET {}/records/{record}/acts": lambda _p, r: (f"records/{r}/acts", None),
    "GET {}/acts/{act}": lambda _p, r: (f"acts/{r}", None),
    "GET {}/acts/{act}/receipt": lambda _p, r: (f"acts/{r}/receipt", None),
    "GET {}/records/{record}/certificate": lambda _p, r: (f"records/{r}/certificate", None),
    "GET {}/compare": lambda _p, _r: ("compare", None),
    "POST {}/compare": lambda p, _r: ("compare", p.gets("compare").json),
    "POST {}/dry-run": lambda _p, _r: ("dry-run", OPENING),
    "POST {}/records": lambda _p, _r: ("records", {**OPENING, "content": {**SESSION, "number": 73}}),
    "POST {}/records/{record}/acts": lambda _p, r: (f"records/{r}/acts", {**REMARK, "note": "Once more."}),
    "GET {}/pending": lambda _p, _r: ("pending", None),
    "GET {}/pending/{draft}": lambda p, _r: (f"pending/{waiting(p)['id']}", None),
    "POST {}/pending/{draft}/release": lambda p, _r: (f"pending/{waiting(p)['id']}/release", seen(waiting(p))),
    "POST {}/pending/{draft}/take-back": lambda p, _r: (f"pending/{waiting(p)['id']}/take-back", None),
    "PUT {}/drafts/{name}": lambda _p, _r: ("drafts/mine", OPENING),
    "GET {}/drafts": lambda _p, _r: ("drafts", None),
    "GET {}/drafts/{name}": lambda _p, _r: ("drafts/mine", None),
    "DELETE {}/drafts/{name}": lambda _p, _r: ("drafts/mine", None),
}
"""Each endpoint -> how it is asked well, by the clerk; a second key is the head's."""


def test_every_endpoint_answers_as_it_is_described(two_nodes: Nodes, clerk: Program, described: Any) -> None:
    """None is described that is not asked here, and what comes back is of the type that was promised."""
    names = {name.replace("{}", "/api/v1/frameworks/{framework}") for name in WALK}
    ways = {f"{method.upper()} {at}" for at, methods in described["paths"].items() for method in methods}
    assert ways == names

    answers = {name: walked(two_nodes, clerk, name) for name in WALK}

    assert {} == {name: one.data for name, one in answers.items() if one.status >= 400}
    assert {} == {name: found for name, one in answers.items() if (found := astray(described, name, one))}


def walked(nodes: Nodes, clerk: Program, name: str) -> Answered:
    method = name.partition(" ")[0]
    at, body = WALK[name](clerk, nodes.statement)
    return (program(nodes.pk, "head") if at.endswith("release") else clerk).asks(method, at, body)


def waiting(clerk: Program) -> Any:
    """A draft that waits for its second key, made now where none does."""
    found = clerk.gets("pending").json["pending"]
    mine = [one for one in found if one["by"] == "clerk"]
    return mine[0] if mine else clerk.posts("records", {**OPENING, "content": {**SESSION, "number": 74}}).json["draft"]


def seen(draft: Any) -> dict[str, str]:
    return {"seen": draft["digest"]}


def astray(described: Any, name: str, answer: Answered) -> str:
    """Say where an answer is not as it is described; empty where it is."""
    method, at = name.replace("{}", "/api/v1/frameworks/{framework}").split()
    promised = described["paths"][at][method.lower()]["responses"][str(answer.status)]["content"]
    schema = {**promised["application/json"]["schema"], "components": described["components"]}
    problems = [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(json.loads(answer.data))]
    return "; ".join(problems)


def test_the_framework_is_named_in_the_list_of_frameworks(clerk: Program) -> None:
    found = clerk.gets("/api/v1/frameworks").json["frameworks"]

    assert [(FRAMEWORK, "PK", ["PK", "US"])] == [
        (one["framework"], one["me"], sorted(each["party"] for each in one["parties"])) for one in found
    ]
