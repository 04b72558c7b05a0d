"""Schemas for the description, read off the declarations: of every answer, and of all that can be said.

* What a verb carries is one schema, `<kind>.<verb>`; what is sent to say it is another, `open.…` or `say.…`, told apart
  by the names of kind and verb alone.
* Nothing here knows a kind.
"""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import cleandoc
from typing import Any, Final

import msgspec

from paraph.domains import KINDS
from paraph.faces.fields import example_of, meanings_in
from paraph.record import Kind, Verb
from paraph.service.certificate import Certificate
from paraph.service.compare import Standing
from paraph.service.health import Health
from paraph.web.api.shapes_house import Frameworks, Kinds, KindShape, Me, Problem
from paraph.web.api.shapes_lists import DueLines, Hits, Lines, OwedLines
from paraph.web.api.shapes_proof import ComparisonShape, ReceiptShape
from paraph.web.api.shapes_record import Acts, ActWhole, RecordShape
from paraph.web.api.shapes_saying import (
    Considered,
    Drafts,
    DraftShape,
    PendingList,
    PendingShape,
    Release,
    Said,
    TakenBack,
)

_TYPES: Final = (
    *(Problem, Me, Frameworks, Kinds, KindShape, Health),
    *(Lines, OwedLines, DueLines, Hits, RecordShape, Acts, ActWhole),
    *(Said, Considered, PendingShape, PendingList, TakenBack, DraftShape, Drafts, Release),
    *(ReceiptShape, ComparisonShape, Certificate, Standing),
)
"""All that is answered, and what is taken beside sayings."""

PLACE: Final = "#/components/schemas/"
OPENING: Final = "Opening"
SPEAKING: Final = "Speaking"
TRYING: Final = "Trying"
KEEPING: Final = "Keeping"

_DIGEST: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_BEGINNING: Final = {"type": "string", "pattern": "^[0-9a-f]{4,64}$"}
_BESIDE: Final[Mapping[str, dict[str, Any]]] = {
    "note": {"type": "string", "minLength": 1, "maxLength": 8000, "description": "A public remark or reason."},
    "until": {
        "type": "string",
        "pattern": "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        "description": "Answers later than this come too late; UTC.",
    },
    "under": {"type": "integer", "minimum": 1, "maximum": 2**53 - 1, "description": "The delegation to say it under."},
}


@cache
def components() -> dict[str, dict[str, Any]]:
    """Return every schema by its name."""
    _, found = msgspec.json.schema_components(_TYPES, ref_template=PLACE + "{name}")
    schemas = {name: in_words(schema) for name, schema in found.items()}
    for kind in KINDS.values():
        for verb in kind.verbs.values():
            schemas |= _payload(kind, verb)
    schemas |= _bodies("open", OPENING, lambda verb: verb.opens)
    schemas |= _bodies("say", SPEAKING, lambda verb: verb.continues)
    schemas[TRYING] = _anything(
        "What is to be judged: a record is opened, or, where one is named, spoken to. Nothing is kept or signed.",
        needed=["verb"],
    )
    schemas[KEEPING] = _anything("What is to be kept as a draft. It is judged when it is said.", needed=["verb"])
    return dict(sorted(schemas.items()))


def named(kind: Kind, verb: Verb | None = None, *, way: str = "") -> str:
    """Return the name of a schema: of a kind's verbs, or of one, as it opens a record, is said in one, or carries."""
    return ".".join(one for one in (way, kind.name.replace("/", "-"), verb.name if verb else "") if one)


def in_words(schema: Any) -> Any:
    """Return a schema with the meaning of each field beside it, in the dialect that every reader of schemas knows."""
    match schema:
        case dict():
            about = schema.get("description")
            told = meanings_in(cleandoc(about)) if isinstance(about, str) else {}
            return {key: _told(key, one, told) for key, one in schema.items()}
        case list():
            return [in_words(one) for one in schema]
        case _:
            return schema


def _told(key: str, value: Any, told: Mapping[str, str]) -> Any:
    match key, value:
        case "pattern", str():
            return value.replace(r"\Z", "$")
        case "description", str():
            return cleandoc(value).partition("\n\n")[0].replace("\n", " ")
        case "properties", dict():
            return {
                name: {**in_words(one), **({"description": told[name]} if name in told else {})}
                for name, one in value.items()
            }
        case _:
            return in_words(value)


def _payload(kind: Kind, verb: Verb) -> dict[str, Any]:
    """Return what a verb carries, and the values in it."""
    if verb.payload is None:
        return {}
    (top,), found = msgspec.json.schema_components([verb.payload], ref_template=PLACE + "{name}")
    meanings = meanings_in(verb.help)
    whole = {**top, "description": verb.help.partition("\n\n")[0].replace("\n", " ")}
    values = {name: in_words(schema) for name, schema in found.items()}
    own = values.get(top.get("$ref", "").removeprefix(PLACE), {}).get("properties", {})
    for name in meanings.keys() & own.keys():
        own[name]["description"] = meanings[name]
    return {**values, named(kind, verb): {**whole, "examples": [example_of(verb.payload)]}}


def _bodies(way: str, name: str, can: Callable[[Verb], bool]) -> dict[str, Any]:
    """Return one schema for each saying, each kind's told apart by verb, and all by kind."""
    found: dict[str, Any] = {}
    for kind in KINDS.values():
        verbs = [verb for verb in kind.verbs.values() if can(verb)]
        found |= {named(kind, verb, way=way): _body(way, kind, verb) for verb in verbs}
        each = {verb.name: named(kind, verb, way=way) for verb in verbs}
        found[named(kind, way=way)] = _one_of("verb", each, f"{kind.title}: what can be said.")
    kinds = {kind.name: named(kind, way=way) for kind in KINDS.values()}
    return {**found, name: _one_of("kind", kinds, "All that can be said, by kind and verb.")}


def _one_of(by: str, names: Mapping[str, str], description: str) -> dict[str, Any]:
    mapping = {value: PLACE + name for value, name in names.items()}
    return {
        "description": description,
        "oneOf": [{"$ref": place} for place in mapping.values()],
        "discriminator": {"propertyName": by, "mapping": mapping},
    }


def _body(way: str, kind: Kind, verb: Verb) -> dict[str, Any]:
    """Return what is sent to say a verb."""
    content = {} if verb.payload is None else {"content": {"$ref": PLACE + named(kind, verb)}}
    owed = (*(["content"] if content and not verb.bare else ()), *(["note"] if verb.reason else ()))
    return {
        "title": f"{kind.title}: {verb.name}",
        "description": verb.help.partition("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": {
            "kind": {"const": kind.name},
            "verb": {"const": verb.name},
            **content,
            **(_versions(verb) if way == "say" else {}),
            **_BESIDE,
        },
        "required": ["kind", "verb", *owed],
        "additionalProperties": False,
        "examples": [_example(kind, verb)],
    }


def _versions(verb: Verb) -> dict[str, Any]:
    on = {**_BEGINNING, "description": "The version spoken to; not needed where only one can be meant."}
    over = {
        "type": "array",
        "items": _DIGEST,
        "maxItems": 16,
        "description": "What a new version would replace; what is in force, where it is not named.",
    }
    return {**({"on": on} if verb.on != "never" else {}), **({"over": over} if verb.replaces else {})}


def _example(kind: Kind, verb: Verb) -> dict[str, Any]:
    content = {} if verb.payload is None else {"content": example_of(verb.payload)}
    return {"kind": kind.name, "verb": verb.name, **content, **({"note": "Why."} if verb.reason else {})}


def _anything(description: str, *, needed: list[str]) -> dict[str, Any]:
    """Return what is sent where any verb may be meant; what it carries is described with the verb."""
    return {
        "description": description,
        "type": "object",
        "properties": {
            "kind": {"enum": sorted(KINDS)},
            "record": _BEGINNING,
            "verb": {"type": "string", "pattern": "^[a-z_]{1,32}$"},
            "content": {"description": "As the schema that is named by kind and verb has it."},
            "on": _BEGINNING,
            "over": {"type": "array", "items": _DIGEST, "maxItems": 16},
            **_BESIDE,
        },
        "required": needed,
        "additionalProperties": False,
    }
