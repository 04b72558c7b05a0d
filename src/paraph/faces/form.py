"""Forms, read off the declarations: what to ask, what was typed, and what it comes to.

Invariants:

* Nothing here knows a kind: a field is asked by its type and explained by the docstring of the value that declares it.
* Every label and every explanation is a sentence of `say`, so it is translated like all others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from msgspec import inspect as types

from paraph.faces.fields import bare, meanings_in
from paraph.faces.form_field import NO, YES, Choice, FormField, Limits, Posted, Typed, Widget, within
from paraph.faces.form_labels import choice_label, form_in_words, form_refused, help_in_words, label_in_words
from paraph.faces.form_posted import moved_row, posted_of, with_row, without_row
from paraph.faces.form_read import Parsed, Trouble, parse
from paraph.faces.form_shape import (
    ROOT,
    Inner,
    group_widget,
    inner_of,
    is_given,
    item_of,
    sort_of,
    tag_field,
    variants_of,
)
from paraph.faces.form_value import ZONES, moment_of
from paraph.faces.words import said_of, say
from paraph.values import LANGUAGES, MINOR_UNITS, UNITS, Instant, Language, Money, Quantity, Text, direction

__all__ = [
    "Choice",
    "FormField",
    "Limits",
    "Offers",
    "Parsed",
    "Posted",
    "Trouble",
    "Widget",
    "form_of",
    "moment_of",
    "moved_row",
    "parse",
    "posted_of",
    "told",
    "with_row",
    "without_row",
]

_OPEN: Final = 3
"""How many groups deep a form shows what was not begun; deeper, a group is shown once something in it is typed."""

_LINES: Final = frozenset({"title", "name", "city", "post", "subject", "group", "between", "given_by", "topics"})
"""Texts that are a line, not a paragraph."""


def _no_records(_name: str) -> tuple[Choice, ...]:
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Offers:
    """What a form can offer that no declaration knows.

    Attributes:
        parties: The parties of the framework.
        records: Name of a field, "session" -> the records that it may name; none: they are typed.
        languages: In which languages a text is asked; what is typed in another is shown all the same.
    """

    parties: tuple[Choice, ...] = ()
    records: Callable[[str], tuple[Choice, ...]] = _no_records
    languages: tuple[Language, ...] = LANGUAGES


def form_of(
    payload: Any,
    posted: Posted,
    *,
    offers: Offers | None = None,
    troubles: Mapping[str, Trouble] | None = None,
    help_: str = "",
) -> tuple[FormField, ...]:
    """Return the form for a payload, with what was typed and why it was refused.

    Args:
        payload: The declared type; None when the verb carries nothing.
        posted: What was typed so far: `posted_of` what is there, or what the form sent.
        offers: Choices that depend on the framework.
        troubles: As `parse` returned them.
        help_: The verb's own help, which explains the fields that it declares itself.
    """
    if payload is None:
        return ()
    drawing = _Drawing(Typed(posted), offers or Offers(), troubles or {})
    kind = types.type_info(payload)
    if sort_of(kind) == "group":
        return drawing.fields(kind, "", meanings_in(help_), 0)
    return (drawing.draw(Inner(ROOT, kind, needed=True, meaning=""), ROOT, 0),)


def told(trouble: Trouble) -> str:
    """Say why a field was refused: a sentence that stands beside it."""
    name = trouble.path.rpartition(".")[2].partition("[")[0] or trouble.path
    facts = {**trouble.facts, "path": label_in_words(name)}
    if trouble.code in ("json.missing_field", "text.no_language"):
        return say("This is needed.")
    if trouble.code == "json.pattern":
        return say("Write it so: {form}.", form=form_refused(str(facts.get("expected", ""))))
    return said_of(trouble.code, facts, family="Unreadable").message


class _Drawing:
    """Walks a declaration, and makes a field of each step."""

    def __init__(self, typed: Typed, offers: Offers, troubles: Mapping[str, Trouble]) -> None:
        self._typed = typed
        self._offers = offers
        self._troubles = troubles

    def draw(self, one: Inner, path: str, depth: int, *, of: type | None = None) -> FormField:
        """Return the field for a declared one, of a group of this type, with all that stands in it."""
        trouble = self._troubles.get(path)
        language = one.name if one.name in LANGUAGES and path.endswith(f".{one.name}") else ""
        return FormField(
            path=path,
            label=label_in_words(one.name),
            help=help_in_words(one.meaning),
            widget=self._widget(one, path),
            needed=one.needed,
            value=self._typed.text(path),
            trouble="" if trouble is None else told(trouble),
            choices=self._choices(one, of),
            limits=_limits(one.kind),
            fields=self._inner(one, path, depth),
            language=language,
            direction=direction(language) if language else "",
            filled=is_given(one.kind, path, self._typed),
        )

    def fields(self, kind: types.Type, path: str, told_: Mapping[str, str], depth: int) -> tuple[FormField, ...]:
        """Return the fields of a group."""
        cls = getattr(bare(kind), "cls", None)
        asked = [*inner_of(kind, told_)]
        if cls is Text:
            asked = self._asked(asked, path)
        if isinstance(bare(kind), types.TupleType):
            return tuple(self.draw(one, f"{path}[{one.name}]", depth + 1) for one in asked)
        return tuple(self.draw(one, within(path, one.name), depth + 1, of=cls) for one in asked)

    def _asked(self, declared: list[Inner], path: str) -> list[Inner]:
        """Return the languages that are asked for, or in which something was typed; then which one is the original."""
        by_name = {one.name: one for one in declared}
        languages = [*self._offers.languages, *(one for one in LANGUAGES if one not in self._offers.languages)]
        typed = [
            by_name[one] for one in languages if one in self._offers.languages or self._typed.filled(within(path, one))
        ]
        return [*typed, by_name["original"]]

    def _inner(self, one: Inner, path: str, depth: int) -> tuple[FormField, ...]:
        match sort_of(one.kind):
            case "value":
                return ()
            case "list":
                return self._rows(one, path, depth)
            case _ if depth > _OPEN and not one.needed and not self._typed.filled(path):
                return ()
            case "variant":
                return self._variant(one, path, depth)
            case _:
                return self.fields(one.kind, path, {}, depth)

    def _rows(self, one: Inner, path: str, depth: int) -> tuple[FormField, ...]:
        rows = self._typed.items(path) or ((0,) if one.needed else ())
        item = Inner(one.name, item_of(one.kind), needed=True, meaning="")
        return tuple(self.draw(item, f"{path}[{at}]", depth + 1) for at in rows)

    def _variant(self, one: Inner, path: str, depth: int) -> tuple[FormField, ...]:
        groups, name = variants_of(one.kind), tag_field(one.kind)
        at = within(path, name)
        choice = FormField(
            path=at,
            label=say("Which of these it is"),
            help="",
            widget="choice",
            needed=True,
            value=self._typed.text(at) or next(iter(groups)),
            choices=tuple(Choice(tag, choice_label(tag)) for tag in groups),
        )
        chosen = groups.get(choice.value)
        return (choice,) if chosen is None else (choice, *self.fields(chosen, path, {}, depth))

    def _widget(self, one: Inner, path: str) -> Widget:
        widget = group_widget(one.kind)
        parts = path.replace("]", "").replace("[", ".").split(".")
        return "text" if widget == "long" and _LINES & {*parts[-3:]} else widget

    def _choices(self, one: Inner, of: type | None) -> tuple[Choice, ...]:
        match bare(one.kind), group_widget(one.kind):
            case types.LiteralType(values=values), _:
                return tuple(Choice(str(value), choice_label(str(value))) for value in values)
            case _, "yes_no":
                return (Choice(YES, say("Yes")), Choice(NO, say("No")))
            case _, "party":
                return self._offers.parties
            case _, "record":
                return self._offers.records(one.name)
            case _:
                return () if of is None else _OFFERED.get((of, one.name), ())


_OFFERED: Final[Mapping[tuple[type, str], tuple[Choice, ...]]] = {
    (Money, "currency"): tuple(Choice(code, code) for code in MINOR_UNITS),
    (Quantity, "unit"): tuple(Choice(code, code) for code in UNITS),
    (Instant, "zone"): tuple(Choice(zone, zone) for zone in ZONES if zone),
}
"""(value, field) -> what it may be, or is mostly."""


def _limits(kind: types.Type) -> Limits:
    match bare(kind):
        case types.StrType(min_length=least, max_length=most, pattern=pattern):
            return Limits(least=least, most=most, form=form_in_words(pattern or ""))
        case types.IntType(ge=least, le=most):
            return Limits(least=least, most=most)
        case types.VarTupleType(min_length=least, max_length=most) | types.ListType(min_length=least, max_length=most):
            return Limits(least=least, most=most)
        case _:
            return Limits()
