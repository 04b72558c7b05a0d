"""Which parts of a type could still hold what canonical JSON forbids, decided once when its codec is made.

A type is closed when its schema alone keeps out long integers, keys that are not ASCII and unlimited depth. The parts
that are not closed are walked at every reading, so a tight schema is a fast one.
"""

from typing import Annotated, Any, Final, NamedTuple

from msgspec import Meta, inspect

LARGEST: Final = 2**53 - 1
"""The largest integer that every JSON reader holds exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2)."""

Count = Annotated[int, Meta(ge=0, le=LARGEST)]
"""How many: a whole number that leaves nothing open."""


class Open(NamedTuple):
    """What must be walked at every reading.

    Attributes:
        bare: Fields of a struct that hold JSON builtins.
        typed: Fields of a struct that hold typed values.
        whole: The value is no struct and is walked whole.
    """

    bare: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    whole: bool = False


def open_parts(of: Any) -> Open:
    """Return the parts of a type that its schema leaves open."""
    kind = inspect.type_info(of)
    if not isinstance(kind, inspect.StructType):
        return Open(whole=True)
    bare = tuple(field.name for field in kind.fields if isinstance(field.type, inspect.AnyType))
    typed = (field for field in kind.fields if field.name not in bare)
    return Open(bare=bare, typed=tuple(each.name for each in typed if not _is_closed(each.type, frozenset({kind.cls}))))


def _is_closed(kind: inspect.Type, above: frozenset[type]) -> bool:
    match kind:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner):
            return _is_closed(inner, above)
        case inspect.UnionType(types=types) | inspect.TupleType(item_types=types):
            return all(_is_closed(each, above) for each in types)
        case inspect.DictType(key_type=key, value_type=held):
            return _is_ascii(key) and _is_closed(held, above)
        case inspect.StructType(cls=cls, fields=fields):
            # A struct inside itself can be nested without limit.
            return cls not in above and all(_is_closed(field.type, above | {cls}) for field in fields)
        case inspect.IntType(ge=least, le=most):
            return least is not None and most is not None and least >= -LARGEST and most <= LARGEST
        case _:
            return isinstance(kind, _TIGHT)


def _is_ascii(key: inspect.Type) -> bool:
    match key:
        case inspect.Metadata(extra={"ascii": True}) | inspect.LiteralType() | inspect.EnumType():
            return True
        case _:
            return False


_TIGHT: Final = (inspect.StrType, inspect.BoolType, inspect.NoneType, inspect.LiteralType, inspect.EnumType)
