"""A key has one answer: asked eight times at once, asked again later, asked for something else."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.web.nodes import Nodes, heard_there
from tests.web.programs import OPENING, SESSION, Program, program

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clerk(two_nodes: Nodes) -> Program:
    return program(two_nodes.pk)


def remark(words: str) -> dict[str, Any]:
    return {"kind": "consultation.statement/1", "verb": "remark", "note": words}


def test_asked_eight_times_at_once_it_is_said_once(two_nodes: Nodes, clerk: Program) -> None:
    """Both processes of the node answer; all eight hear of the same act, to the byte."""
    at, saying = f"records/{two_nodes.statement}/acts", remark("Said once by eight.")

    with ThreadPoolExecutor(8) as together:
        answers = [*together.map(lambda _: clerk.posts(at, saying, key="eight"), range(8))]

    assert [(201, answers[0].data)] * 8 == [(one.status, one.data) for one in answers]
    heard_there(two_nodes.pk, answers[0].json["act"]["act"])
    said = [act for _stored, act in two_nodes.pk.held_there() if act.note == saying["note"]]
    assert 1 == len(said)


def test_without_a_key_each_is_said(two_nodes: Nodes, clerk: Program) -> None:
    at = f"records/{two_nodes.statement}/acts"

    acts = {clerk.posts(at, remark(f"Each by itself: {number}.")).json["act"]["act"] for number in range(3)}

    assert 3 == len(acts)


def test_a_draft_is_not_drafted_twice(clerk: Program) -> None:
    first = clerk.posts("records", {**OPENING, "content": {**SESSION, "number": 75}}, key="draft-75")
    second = clerk.posts("records", {**OPENING, "content": {**SESSION, "number": 75}}, key="draft-75")

    assert (202, first.data, first.headers["location"]) == (second.status, second.data, second.headers["location"])


def test_the_same_answer_comes_after_the_draft_is_gone(clerk: Program) -> None:
    """What was answered was so; that it is no longer is another question."""
    saying = {**OPENING, "content": {**SESSION, "number": 76}}
    first = clerk.posts("records", saying, key="draft-76")
    taken = clerk.posts(f"pending/{first.json['draft']['id']}/take-back", key="taken-76")

    assert first.data == clerk.posts("records", saying, key="draft-76").data
    assert taken.data == clerk.posts(f"pending/{first.json['draft']['id']}/take-back", key="taken-76").data


def test_a_second_key_is_given_once(two_nodes: Nodes, clerk: Program) -> None:
    draft = clerk.posts("records", {**OPENING, "content": {**SESSION, "number": 77}}).json["draft"]
    head, at = program(two_nodes.pk, "head"), f"pending/{draft['id']}/release"

    answers = [head.posts(at, {"seen": draft["digest"]}, key="release-77") for _ in range(2)]

    assert [201, 201] == [one.status for one in answers]
    assert answers[0].data == answers[1].data


@pytest.mark.parametrize("other", ["body", "place"])
def test_the_same_key_for_something_else_is_refused(other: str, two_nodes: Nodes, clerk: Program) -> None:
    at = f"records/{two_nodes.statement}/acts"
    clerk.posts(at, remark(f"First, before another {other}."), key=f"other-{other}")
    size = clerk.gets("health").json["size"]

    again = {"body": (at, remark("Second.")), "place": ("dry-run", remark(f"First, before another {other}."))}[other]
    refused = clerk.posts(*again, key=f"other-{other}")

    assert (422, "once.other_request") == (refused.status, refused.code)
    assert size == clerk.gets("health").json["size"]


def test_another_persons_same_key_is_another(two_nodes: Nodes, clerk: Program) -> None:
    at, head = f"records/{two_nodes.statement}/acts", program(two_nodes.pk, "head")

    mine = clerk.posts(at, remark("The clerk's own words."), key="ours").json["act"]["act"]
    theirs = head.posts(at, remark("The head's own words."), key="ours").json["act"]["act"]

    assert mine != theirs


def test_a_refusal_keeps_no_key(two_nodes: Nodes, clerk: Program) -> None:
    at = f"records/{two_nodes.statement}/acts"

    refused = clerk.posts(at, {**remark("x"), "verb": "sing"}, key="corrected")
    said = clerk.posts(at, remark("Corrected."), key="corrected")

    assert [404, 201] == [refused.status, said.status]


@pytest.mark.parametrize("key", ["x" * 201, "two words"])
def test_a_key_that_cannot_be_kept_is_refused(key: str, two_nodes: Nodes, clerk: Program) -> None:
    refused = clerk.posts(f"records/{two_nodes.statement}/acts", remark("Never."), key=key)

    assert (422, "once.key") == (refused.status, refused.code)
