"""The description: valid OpenAPI 3.1, read off the declarations, and every example in it holds."""

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from paraph.domains import KINDS
from paraph.record import Kind, Verb
from paraph.values import convert

STATUSES = {"401", "403", "404", "405", "406", "422", "429"}
WRITES = STATUSES | {"409", "413", "415"}


@pytest.fixture(scope="module")
def described(pk_office: str) -> dict[str, Any]:
    assert pk_office
    return dict(Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json())


def verbs() -> Iterator[tuple[Kind, Verb]]:
    return ((kind, verb) for kind in KINDS.values() for verb in kind.verbs.values())


def name_of(way: str, kind: Kind, verb: Verb) -> str:
    return f"{way}{kind.name.replace('/', '-')}.{verb.name}"


def test_it_is_openapi_3_1(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    assert [] == [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()]


def test_every_declared_verb_has_its_schemas(described: Any) -> None:
    """What it carries, and what is sent to open a record by it or to say it in one; and no others."""
    schemas = described["components"]["schemas"]
    kinds = {f"{way}{kind.name.replace('/', '-')}" for kind in KINDS.values() for way in ("open.", "say.")}
    expected = {
        *(name_of("", *one) for one in verbs() if one[1].payload is not None),
        *(name_of("open.", *one) for one in verbs() if one[1].opens),
        *(name_of("say.", *one) for one in verbs() if one[1].continues),
        *kinds,
    }

    assert expected == {name for name in schemas if "." in name}


def test_what_is_sent_is_told_apart_by_kind_and_verb(described: Any) -> None:
    schemas = described["components"]["schemas"]

    for way, name in (("open.", "Opening"), ("say.", "Speaking")):
        by_kind = schemas[name]["discriminator"]
        assert ("kind", set(KINDS)) == (by_kind["propertyName"], set(by_kind["mapping"]))
        for kind in KINDS.values():
            said = {verb.name for verb in kind.verbs.values() if (verb.opens if way == "open." else verb.continues)}
            by_verb = schemas[f"{way}{kind.name.replace('/', '-')}"]["discriminator"]
            assert ("verb", said) == (by_verb["propertyName"], set(by_verb["mapping"]))


def test_every_example_is_of_its_schema_and_of_its_type(described: Any) -> None:
    found = [(schema, verb) for one in verbs() for schema, verb in bodies(described, *one)]
    problems = [problem for schema, _verb in found for problem in astray(described, schema)]

    for schema, verb in found:
        for example in schema["examples"]:
            assert verb.payload is None or convert(verb.payload, example["content"], exact=False)
    assert (True, []) == (len(found) > 90, problems)


def bodies(described: Any, kind: Kind, verb: Verb) -> Iterator[tuple[Any, Verb]]:
    """What is sent to say a verb, in every way in which it may be said."""
    schemas = described["components"]["schemas"]
    names = (name_of(way, kind, verb) for way in ("open.", "say."))
    return ((schemas[name], verb) for name in names if name in schemas)


def astray(described: Any, schema: Any) -> list[str]:
    """What of a schema's own examples does not hold."""
    validator = jsonschema_rs.validator_for({**schema, "components": described["components"]})
    return [error.message for example in schema["examples"] for error in validator.iter_errors(example)]


def test_every_pattern_is_one_that_every_reader_of_schemas_knows(described: Any) -> None:
    """Python's own end of a text is none of theirs."""
    assert "\\\\Z" not in str(described)


def test_the_meaning_of_a_field_stands_beside_it(described: Any) -> None:
    schemas = described["components"]["schemas"]

    assert "English" in schemas["Text"]["properties"]["en"]["description"]
    assert "Attributes:" not in str(schemas)


def test_every_endpoint_declares_its_refusals(described: Any) -> None:
    for methods in described["paths"].values():
        for method, one in methods.items():
            refused = {status for status in one["responses"] if status >= "400"}
            assert (STATUSES if method == "get" else WRITES) == refused
            assert one["summary"]
            assert [{"Token": []}] == one["security"]


def test_every_post_takes_a_key(described: Any) -> None:
    keyed = {
        at
        for at, methods in described["paths"].items()
        if any(one["name"] == "Idempotency-Key" for one in methods.get("post", {}).get("parameters", ()))
    }

    assert {at for at, methods in described["paths"].items() if "post" in methods} == keyed


def test_it_asks_for_nothing_outside(described: Any, client_of: Callable[..., Client]) -> None:
    """No page of it loads a script, a style or a font from another house."""
    page = client_of("").get("/api/v1/").content.decode()

    assert "https://" not in page
    assert [] == described["servers"]
