"""What may be said, as JSON: kinds and verbs, read off the declarations."""

from collections.abc import Mapping
from typing import Any

from paraph.faces.fields import example_of, fields_of, values_of
from paraph.record import Kind, Verb


def kind_shape(kind: Kind) -> dict[str, Any]:
    """Return a kind's declaration."""
    return {
        "kind": kind.name,
        "title": kind.title,
        "dealing": kind.dealing.name,
        "about": kind.about,
        "verbs": [verb_shape(verb) for verb in kind.verbs.values()],
    }


def verb_shape(verb: Verb) -> dict[str, Any]:
    """Return a verb's declaration."""
    return {
        "verb": verb.name,
        "help": verb.help.partition("\n\n")[0].replace("\n", " "),
        "who": str(verb.who),
        "opens": verb.opens,
        "continues": verb.continues,
        "on": str(verb.on),
        "keys": verb.keys,
        "reason": verb.reason,
        "fields": [field._asdict() for field in fields_of(verb.payload, help_=verb.help)],
        "values": {name: [field._asdict() for field in fields] for name, fields in values_of(verb.payload).items()},
        "example": example_of(verb.payload),
    }


def kinds_named(kinds: Mapping[str, Kind], named: str) -> list[Kind]:
    """Return the kinds that a name means, the oldest rule version first: `area.kind/1`, `area.kind` or `kind`."""
    found = (kind for kind in kinds.values() if named in (kind.name, kind.family, kind.family.partition(".")[2]))
    return sorted(found, key=lambda kind: (kind.family, int(kind.name.partition("/")[2])))
