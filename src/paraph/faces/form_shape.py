"""How a declared type is asked in a form: as one value, a group of fields, the same several times, or one of several.

Reading what was posted, writing what is there and drawing the form all walk a type in these same steps.
"""

import inspect
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from msgspec import inspect as types

from paraph.faces.fields import bare, meanings_in
from paraph.faces.form_field import Typed, Widget, within
from paraph.faces.form_value import widget_of
from paraph.values import LANGUAGES, Instant, Money, Period, Place, Quantity, Text

Sort = Literal["value", "group", "list", "variant"]

GROUPS: Final[Mapping[type, Widget]] = {
    Text: "languages",
    Money: "money",
    Quantity: "quantity",
    Instant: "instant",
    Period: "period",
    Place: "place",
}
"""The values that have a way of their own to be asked."""

_DECIDE: Final[Mapping[type, tuple[str, ...]]] = {
    Text: LANGUAGES,
    Money: ("amount",),
    Quantity: ("value",),
    Instant: ("utc",),
    Period: ("start", "end"),
    Place: ("original",),
}
"""The fields without which such a value counts as not given: the others may stand there from the beginning."""

ROOT: Final = "content"
"""The path of a payload that is no group."""


class Inner(NamedTuple):
    """A field of a group.

    Attributes:
        name: As written in JSON.
        kind: Its declared type.
        needed: It must be given.
        meaning: What it says, as declared.
    """

    name: str
    kind: types.Type
    needed: bool
    meaning: str


def sort_of(kind: types.Type) -> Sort:
    """Return in which way a type is asked."""
    match bare(kind):
        case types.StructType() | types.TupleType():
            return "group"
        case types.VarTupleType() | types.ListType():
            return "list"
        case types.UnionType(types=several) if all(isinstance(bare(one), types.StructType) for one in several):
            return "variant"
        case _:
            return "value"


def group_widget(kind: types.Type) -> Widget:
    """Return the widget of any type."""
    sort = sort_of(kind)
    if sort == "group":
        return GROUPS.get(getattr(bare(kind), "cls", object), "group")
    return widget_of(kind) if sort == "value" else sort


def inner_of(kind: types.Type, told: Mapping[str, str] | None = None) -> Iterator[Inner]:
    """List the fields of a group; `told` says what its declaration tells elsewhere."""
    match bare(kind):
        case types.StructType(cls=cls, fields=fields):
            meanings = {**meanings_in(inspect.getdoc(cls) or ""), **(told or {})}
            yield from (Inner(one.encode_name, one.type, one.required, meanings.get(one.name, "")) for one in fields)
        case types.TupleType(item_types=several):
            yield from (Inner(str(place), one, needed=True, meaning="") for place, one in enumerate(several))


def item_of(kind: types.Type) -> types.Type:
    """Return what a list is of."""
    held: types.Type = bare(kind).item_type  # type: ignore[attr-defined]  # a list or a tuple of any length, as `sort_of` said
    return held


def variants_of(kind: types.Type) -> Mapping[str, types.StructType]:
    """Return tag -> group."""
    several = (bare(one) for one in bare(kind).types)  # type: ignore[attr-defined]  # a union, as `sort_of` said
    return {str(one.tag): one for one in several if isinstance(one, types.StructType)}


def tag_field(kind: types.Type) -> str:
    """Return the name of the field that chooses the group; empty where none does."""
    if isinstance(bare(kind), types.UnionType):
        return next((one.tag_field for one in variants_of(kind).values() if one.tag_field), "type")
    return getattr(bare(kind), "tag_field", None) or ""


def is_given(kind: types.Type, path: str, typed: Typed) -> bool:
    """Tell whether what was typed amounts to a value, and not merely to what stood there from the beginning."""
    deciding = _DECIDE.get(getattr(bare(kind), "cls", object))
    if deciding is not None:
        return any(typed.filled(within(path, name)) for name in deciding) or bool(typed.text(path).strip())
    if sort_of(kind) != "variant":
        return typed.filled(path)
    groups = variants_of(kind).values()
    names = {inner.name for group in groups for inner in inner_of(group)}
    return any(typed.filled(within(path, name)) for name in names) or bool(typed.text(path).strip())
