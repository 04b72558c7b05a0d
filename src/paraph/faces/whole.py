"""Values as JSON with nothing left out."""

from typing import Any

from msgspec import UNSET, Struct


def whole(value: Any) -> Any:
    """Return a value as JSON with every field, defaults included: a shape that does not change with what it holds."""
    match value:
        case Struct():
            return {name: whole(getattr(value, name)) for name in value.__struct_fields__}
        case list() | tuple():
            return [whole(one) for one in value]
        case dict():
            return {name: whole(one) for name, one in value.items()}
        case _:
            return None if value is UNSET else value
