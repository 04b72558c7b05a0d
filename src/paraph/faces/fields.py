"""What a verb carries, read off its declaration: the fields with type and meaning, and an example.

Invariants:

* Nothing here knows a kind: a field is described by its type and by the docstring of the value that declares it.
* An example is of the declared type; a guard may still ask for more.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from msgspec import inspect as types

from paraph.values import CalendarDate, Day, Digest, Instant, Money, PartyId, Period, Place, Quantity, Text, UtcText

_SECTION: Final = re.compile(r"^(?:Attributes|Args):\n((?:(?: .*)?\n?)+)", re.MULTILINE)
_ENTRY: Final = re.compile(r"^ {4}(\w+): ((?:.*\n?)(?: {8}.*\n?)*)", re.MULTILINE)
_DEEPEST: Final = 4


class Field(NamedTuple):
    """One field of a payload, or of a value in it.

    Attributes:
        name: As written in JSON.
        type: What it holds, in words.
        needed: It must be given.
        meaning: What it says; empty when its declaration does not tell.
    """

    name: str
    type: str
    needed: bool
    meaning: str


def fields_of(payload: Any, *, help_: str = "") -> tuple[Field, ...]:
    """List the fields of a payload's type.

    Args:
        payload: The declared type; None when the verb carries nothing.
        help_: The verb's own help, which explains the fields that it declares itself.
    """
    return () if payload is None else _fields(types.type_info(payload), meanings_in(help_))


def values_of(payload: Any) -> dict[str, tuple[Field, ...]]:
    """List the values in a payload, each once, by name and in the order in which they are met, with their fields."""
    if payload is None:
        return {}
    top = types.type_info(payload)
    found = {struct.cls: struct for struct in _structs(top, ())}
    return {cls.__name__: _fields(struct, {}) for cls, struct in found.items() if cls is not payload}


def _fields(kind: types.Type, told: Mapping[str, str]) -> tuple[Field, ...]:
    held = bare(kind)
    if not isinstance(held, types.StructType):
        return ()
    meanings = {**meanings_in(inspect.getdoc(held.cls) or ""), **told}
    choice = Field(name=held.tag_field or "", type=f'"{held.tag}"', needed=True, meaning="Which of the choices it is.")
    own = (
        Field(one.encode_name, type_in_words(one.type), one.required, meanings.get(one.name, "")) for one in held.fields
    )
    return (choice, *own) if choice.name else tuple(own)


def _structs(kind: types.Type, above: tuple[type, ...]) -> Iterator[types.StructType]:
    match bare(kind):
        case types.StructType(cls=cls) as struct if cls not in above:
            yield struct
            for field in struct.fields:
                yield from _structs(field.type, (*above, cls))
        case types.VarTupleType(item_type=item) | types.ListType(item_type=item) | types.DictType(value_type=item):
            yield from _structs(item, above)
        case types.TupleType(item_types=several) | types.UnionType(types=several):
            for one in several:
                yield from _structs(one, above)


def type_in_words(kind: types.Type) -> str:  # noqa: PLR0911  # one answer for each sort of type
    """Say what a type holds."""
    match bare(kind):
        case types.LiteralType(values=values):
            return "one of " + ", ".join(str(value) for value in values)
        case types.EnumType(cls=cls):
            return "one of " + ", ".join(str(member.value) for member in cls)
        case types.StructType(cls=cls):
            return cls.__name__
        case types.VarTupleType(item_type=item) | types.ListType(item_type=item):
            return f"list of {type_in_words(item)}"
        case types.TupleType(item_types=items):
            return "list: " + ", then ".join(type_in_words(item) for item in items)
        case types.DictType(key_type=key, value_type=value):
            return f"{type_in_words(key)} to {type_in_words(value)}"
        case types.UnionType(types=several):
            return " or ".join(type_in_words(one) for one in several)
        case scalar:
            return _scalar_in_words(scalar)


def _scalar_in_words(kind: types.Type) -> str:
    match kind:
        case types.StrType(pattern=pattern):
            return "text" if pattern is None else _NAMED.get(pattern, f"text of the form {pattern}")
        case types.IntType():
            return "whole number"
        case types.BoolType():
            return "true or false"
        case _:
            return "any JSON"


_NAMED: Final[Mapping[str, str]] = {
    get_args(alias)[1].pattern: name
    for alias, name in (
        (CalendarDate, "date: a day, a month or a year"),
        (Day, "day"),
        (Digest, "digest"),
        (PartyId, "party"),
        (UtcText, "moment in UTC"),
    )
}

_SAMPLES: Final = (
    "words",
    "PK",
    "dcg",
    "area.name",
    "consultation.session/1",
    "2012-12-03",
    "2012-12-03T09:00:00Z",
    "2012-12",
    "0123456789abcdef" * 4,
    "1",
    "1.5",
    "1-2",
    "P1",
)
"""Texts of the usual forms: the first that fits a pattern is an example of it."""

_KNOWN: Final[Mapping[type, Any]] = {
    Text: {"en": "Words, as both will read them."},
    Money: {"amount": "250000.00", "currency": "USD"},
    Quantity: {"unit": "km", "value": "14"},
    Instant: {"utc": "2012-12-03T09:00:00Z"},
    Period: {"start": "2012-12-03"},
    Place: {"datum": "WGS84", "format": "dd", "original": "33.5984 N, 73.0441 E"},
}


def example_of(payload: Any) -> Any:
    """Return an example of a payload: what must be given, and nothing else."""
    return None if payload is None else sample_of(types.type_info(payload))


def sample_of(kind: types.Type, depth: int = 0) -> Any:  # noqa: PLR0911  # one answer for each sort of type
    """Return an example of a type, as JSON."""
    match bare(kind):
        case types.StructType(cls=cls) if cls in _KNOWN:
            return _KNOWN[cls]
        case types.StructType(fields=fields, tag_field=tag_field, tag=tag):
            sample = {} if tag_field is None else {tag_field: tag}
            return sample | {one.encode_name: sample_of(one.type, depth + 1) for one in fields if one.required}
        case types.LiteralType(values=values):
            return values[0]
        case types.EnumType(cls=cls):
            return next(iter(cls)).value
        case types.VarTupleType(item_type=item, min_length=least) | types.ListType(item_type=item, min_length=least):
            return [] if depth > _DEEPEST else [sample_of(item, depth + 1)] * max(least or 0, 1)
        case types.TupleType(item_types=items):
            return [sample_of(item, depth + 1) for item in items]
        case types.DictType(key_type=key, value_type=value):
            return {sample_of(key, depth + 1): sample_of(value, depth + 1)}
        case types.UnionType(types=several):
            return sample_of(several[0], depth)
        case scalar:
            return _scalar_sample(scalar)


def _scalar_sample(kind: types.Type) -> Any:
    match kind:
        case types.StrType(pattern=pattern):
            return next((text for text in _SAMPLES if re.search(pattern or "", text)), _SAMPLES[0])
        case types.IntType(ge=least):
            return 1 if least is None else max(least, 1)
        case types.BoolType():
            return True
        case _:
            return {}


def bare(kind: types.Type) -> types.Type:
    """Return a type without its metadata, and without None where it may also be left out."""
    match kind:
        case types.Metadata(type=inner):
            return bare(inner)
        case types.UnionType(types=several):
            real = [one for one in several if not isinstance(one, types.NoneType)]
            return bare(real[0]) if len(real) == 1 else types.UnionType(types=tuple(real))
        case _:
            return kind


@cache
def meanings_in(doc: str) -> Mapping[str, str]:
    """Return name -> meaning, as a docstring lists attributes or arguments."""
    section = _SECTION.search(doc)
    if section is None:
        return {}
    return {name: " ".join(text.split()) for name, text in _ENTRY.findall(section[1])}
