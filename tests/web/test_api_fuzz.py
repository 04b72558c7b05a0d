"""What nobody would ask, asked: schemathesis over the whole API of a served node. Never a failure of ours.

* A node of its own, since what fits is said: many thousand requests leave a record behind that no other test expects.
* The same requests each time; where a name of ours is asked for, mostly one that there is.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.nodes import FRAMEWORK, Nodes, nodes_in
from tests.web.programs import OPENING, Program, program

pytestmark = pytest.mark.slow

EXAMPLES = 15
"""For each endpoint and mode: all of them together stay below a minute."""
HOLDING = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with nodes_in(tmp_path_factory.mktemp("asked")) as made:
        for node in made:
            node.node.house.put("pages", "api", {"a_minute": 10**6})
        yield made


@pytest.fixture(scope="module")
def clerk(nodes: Nodes) -> Program:
    return program(nodes.pk)


@pytest.fixture(scope="module")
def described(nodes: Nodes) -> Any:
    return schemathesis.openapi.from_url(f"{nodes.pk.url}/api/v1/openapi.json")


@pytest.fixture(scope="module")
def names(nodes: Nodes, clerk: Program) -> dict[str, str]:
    """Names that there are, for the parts of an address."""
    draft = clerk.posts("records", OPENING).json["draft"]
    return {
        "framework": FRAMEWORK,
        "record": nodes.statement,
        "act": nodes.statement,
        "draft": draft["id"],
        "family": "consultation.session",
    }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda one: str(one.value))
def test_whatever_is_asked_is_answered_as_it_is_described(
    mode: GenerationMode, described: Any, clerk: Program, names: dict[str, str]
) -> None:
    """What fits its description, and what does not, for every endpoint."""
    operations = [one.ok() for one in described.get_all_operations()]

    for operation in operations:
        asked(operation, mode, clerk, names)

    assert 28 == len(operations)
    assert 200 == clerk.gets("health").status


def asked(operation: Any, mode: GenerationMode, clerk: Program, names: dict[str, str]) -> None:
    """Ask one endpoint in many ways."""

    @settings(HOLDING, max_examples=EXAMPLES)
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        parts = case.path_parameters or {}
        known = {name: names[name] for name in parts if name in names and _mostly(str(parts[name]), name)}
        case.path_parameters = {**parts, **known}
        case.call_and_validate(headers={"Authorization": f"Bearer {clerk.token}"}, checks=CHECKS)

    try:
        holds()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing can be asked wrongly where nothing is given


def _mostly(generated: str, name: str) -> bool:
    """A framework always; anything else where what was made up does not begin with 0."""
    return name == "framework" or not generated.startswith("0")
