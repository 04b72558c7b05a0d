"""Content as a person reads it: labelled fields in the order of the declaration, each in the form that its type has.

Invariants:

* Nothing here knows a kind; what is not stated is not shown.
* Every text says in which language it is, so that it can be set in its own direction.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct, to_builtins
from msgspec import inspect as types

from paraph.faces.fields import bare
from paraph.faces.form_labels import choice_label, label_in_words
from paraph.faces.form_shape import inner_of, item_of, sort_of, variants_of
from paraph.faces.form_value import widget_of
from paraph.faces.words import say
from paraph.values import LANGUAGES, Direction, Instant, Language, Money, Period, Place, Quantity, Text, direction

Sort = Literal[
    "words",  # in one or more languages
    "text",
    "choice",
    "yes_no",
    "number",
    "date",  # a day, a month or a year
    "day",
    "moment",  # in UTC
    "party",
    "record",
    "money",
    "quantity",
    "period",
    "place",
    "group",
    "list",
    "json",
]


class Words(NamedTuple):
    """Words in a language."""

    words: str
    language: Language
    direction: Direction


class Shown(NamedTuple):
    """One field of a content, as it is read.

    Attributes:
        name: As declared.
        label: What it is called; empty for an item of a list.
        sort: What it is.
        text: What is read; empty where `words` or `inner` hold it.
        words: A text in its languages.
        inner: The fields of a group, the items of a list.
        value: As JSON, for whoever formats dates, sums and links.
    """

    name: str
    label: str
    sort: Sort
    text: str = ""
    words: tuple[Words, ...] = ()
    inner: "tuple[Shown, ...]" = ()
    value: Any = None


_PLAIN: Final = ("number", "date", "day", "moment", "party", "record", "json", "choice", "yes_no")


def content_shown(content: Any) -> tuple[Shown, ...]:
    """Return a typed content, such as a version's, as labelled fields; nothing for an ending."""
    if not isinstance(content, Struct):
        return ()
    return tuple(_fields(types.type_info(type(content)), content))


def _fields(kind: types.Type, value: Any) -> Iterator[Shown]:
    for one in inner_of(kind):
        held = value[int(one.name)] if isinstance(value, tuple) else getattr(value, one.name, None)
        shown = None if held is None else _shown(one.name, label_in_words(one.name), one.kind, held)
        if shown is not None and (shown.text or shown.words or shown.inner):
            yield shown


def _shown(name: str, label: str, kind: types.Type, value: Any) -> Shown:
    known = _known(name, label, value)
    if known is not None:
        return known
    match sort_of(kind):
        case "list":
            items = tuple(_shown("", "", item_of(kind), one) for one in value)
            return Shown(name, label, "list", inner=items)
        case "variant":
            tag = str(to_builtins(value)[_tag_field(value)])
            group = variants_of(kind)[tag]
            return Shown(name, label or choice_label(tag), "group", inner=tuple(_fields(group, value)))
        case "group":
            return Shown(name, label, "group", inner=tuple(_fields(bare(kind), value)))
        case _:
            return _single(name, label, kind, value)


def _known(name: str, label: str, value: Any) -> Shown | None:
    match value:
        case Text():
            return Shown(name, label, "words", words=words_of(value), value=to_builtins(value))
        case Money(amount=amount, currency=currency):
            text, sort = f"{currency} {_grouped(amount)}", "money"
        case Quantity(value=number, unit=unit):
            text, sort = f"{_grouped(number)} {unit}", "quantity"
        case Instant(utc=utc, original=original, zone=zone):
            text, sort = f"{utc} ({original or zone})" if original or zone else utc, "moment"
        case Period(start=start, end=end):
            until = say("from {start}, before {end}", start=start, end=end) if end else say("from {start}", start=start)
            text, sort = until, "period"
        case Place(original=original, datum=datum):
            text, sort = f"{original} ({datum})", "place"
        case _:
            return None
    return Shown(name, label, sort, text=text, value=to_builtins(value))  # type: ignore[arg-type]  # each is a Sort


def words_of(text: Text) -> tuple[Words, ...]:
    """Return a text in its languages, the original first."""
    given = text.by_language
    order = sorted(given, key=lambda one: (one != text.original, LANGUAGES.index(one)))
    return tuple(Words(given[one], one, direction(one)) for one in order)


def _single(name: str, label: str, kind: types.Type, value: Any) -> Shown:
    widget = widget_of(kind)
    sort: Sort = widget if widget in _PLAIN else "text"
    match widget:
        case "choice":
            text = choice_label(str(value))
        case "yes_no":
            text = say("Yes") if value else say("No")
        case _:
            text = str(value)
    return Shown(name, label, sort, text=text, value=to_builtins(value))


def _tag_field(value: Any) -> str:
    return str(value.__struct_config__.tag_field)


def _grouped(number: str) -> str:
    """Return a decimal number with commas between thousands."""
    whole, point, after = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{after}" if digits.isdigit() else number
