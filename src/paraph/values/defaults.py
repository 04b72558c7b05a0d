"""Which defaults a type may declare: only those that are surely left out when they are written.

msgspec leaves a field out when it holds the default itself, not merely its equal. A default such as 300 or "open" would
then be written by one reader and left out by another, and one value would have two forms.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from msgspec import NODEFAULT, UnsetType, inspect


def twofold_defaults(of: Any) -> tuple[str, ...]:
    """Return the fields of a type, as `Struct.field`, whose default could be both written and left out."""
    return tuple(
        f"{struct.cls.__name__}.{field.name}"
        for struct in _structs(inspect.type_info(of), set())
        for field in struct.fields
        if field.default is not NODEFAULT and not _is_single(field.default, field.type)
    )


def _structs(kind: Any, met: set[type]) -> Iterator[inspect.StructType]:
    match kind:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner):
            yield from _structs(inner, met)
        case inspect.UnionType(types=types) | inspect.TupleType(item_types=types):
            for each in types:
                yield from _structs(each, met)
        case inspect.DictType(value_type=held):
            yield from _structs(held, met)
        case inspect.StructType(cls=cls) if cls not in met:
            met.add(cls)
            yield kind
            for field in kind.fields:
                yield from _structs(field.type, met)


def _is_single(default: Any, kind: inspect.Type) -> bool:
    """Say whether every reader that reads an equal value holds this very object."""
    match default:
        case "" | () | None | bool() | Enum() | UnsetType():
            return True
        case str():
            kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
            return any(
                default is word for each in kinds if isinstance(each, inspect.LiteralType) for word in each.values
            )
        case int():
            # CPython keeps one object for each of these.
            return -5 <= default <= 256
        case _:
            return False
