"""Which parts of a type could still hold what canonical JSON forbids, decided once when its codec is made.

A type is closed when its schema alone keeps out long integers, keys that are not ASCII and unlimited depth. The parts
that are not closed are walked at every reading, so a tight schema is a fast one.
"""

from typing import Any, Final

from msgspec import inspect

LARGEST: Final = 2**53 - 1
"""The largest integer that every JSON reader holds exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2)."""


def open_fields(of: Any) -> tuple[str, ...] | None:
    """Return the fields of a struct whose values must be walked.

    Returns:
        Field names; none if the whole type is closed. None means: walk the whole value.
    """
    whole = inspect.type_info(of)
    if not isinstance(whole, inspect.StructType):
        return None
    return tuple(field.name for field in whole.fields if not _is_closed(field.type, frozenset({whole.cls})))


def _is_closed(kind: inspect.Type, above: frozenset[type]) -> bool:
    match kind:
        case inspect.Metadata(type=inner):
            return _is_closed(inner, above)
        case inspect.StrType() | inspect.BoolType() | inspect.NoneType() | inspect.LiteralType() | inspect.EnumType():
            return True
        case inspect.IntType(ge=least, le=most):
            return least is not None and most is not None and -LARGEST <= least and most <= LARGEST
        case inspect.UnionType(types=types) | inspect.TupleType(item_types=types):
            return all(_is_closed(each, above) for each in types)
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return _is_closed(item, above)
        case inspect.DictType(key_type=key, value_type=held):
            return _is_ascii(key) and _is_closed(held, above)
        case inspect.StructType(cls=cls, fields=fields):
            # A struct inside itself can be nested without limit.
            return cls not in above and all(_is_closed(field.type, above | {cls}) for field in fields)
        case _:
            return False


def _is_ascii(key: inspect.Type) -> bool:
    match key:
        case inspect.Metadata(extra={"ascii": True}) | inspect.LiteralType() | inspect.EnumType():
            return True
        case _:
            return False
