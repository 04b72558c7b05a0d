"""Verbs: one decorated function is one thing a party may do.

The decorator is the rule, the keyword-only parameters are the payload, the docstring is the help, the body is the
guard. Buttons, forms, commands, manual pages and the tests that hold for every kind are read off the declaration.
"""

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from paraph.values import Value

if TYPE_CHECKING:
    from paraph.record.case import Case

NOUN: Final = "content"
"""The parameter whose type is the whole payload: a verb that has it carries the kind's noun."""

THE_NOUN: Final = "the noun"
"""As a dealing verb's payload: whatever the kind's noun is."""


class Who(StrEnum):
    """Which parties a verb belongs to."""

    ANYONE = "anyone"
    OPENER = "opener"
    OTHERS = "others"


class On(StrEnum):
    """Whether a verb speaks to a version."""

    NEVER = "never"
    ALWAYS = "always"
    MAY = "may"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """A name, a permission and a consequence.

    Attributes:
        name: The wire name, for ever.
        effect: The dealing's verb whose consequence this one has.
        who: Which parties may say it.
        opens: It may open a record.
        continues: It may be said in a record that is open.
        on: Whether it speaks to a version.
        brings: It brings a new version.
        replaces: It may bear `over`: the version it brings replaces others once agreed.
        bare: It may come without content.
        forgiving: Content that cannot be read counts as none: the act is too urgent to be void for it.
        keys: How many different offices must sign: 1 or 2.
        reason: It must carry a note.
        payload: Type of its content; None when it has none.
        help: The first paragraph of the declaration's docstring.
        guard: What the kind itself bars, as declared; None when it bars nothing.
        heed: Runs that guard on a case, with the content as its parameters; raises Barred.
    """

    name: str
    effect: str
    who: Who = Who.ANYONE
    opens: bool = False
    continues: bool = True
    on: On = On.NEVER
    brings: bool = False
    replaces: bool = False
    bare: bool = False
    forgiving: bool = False
    keys: int = 1
    reason: bool = False
    payload: Any = None
    help: str = ""
    guard: "Callable[..., None] | None" = None
    heed: "Callable[[Case], None] | None" = None


def dealing_verb(name: str, help_: str, **rule: Any) -> Verb:
    """Declare a verb of a dealing: what it does wherever a kind does not say more."""
    return Verb(name=name, effect=name, help=help_, **rule)


def verb(of: Verb, **rule: Any) -> Callable[[Callable[..., None]], Verb]:
    """Declare a kind's verb from its guard.

    Args:
        of: The dealing's verb whose consequence this one has.
        **rule: What differs from it (`who`, `keys`, `reason`, …); the kind may only ask for more.

    Returns:
        A decorator that turns `def name(case, *, payload…) -> None` into a Verb.
    """

    def declare(guard: Callable[..., None]) -> Verb:
        payload, heed = _read_declaration(guard)
        return replace(
            of,
            name=guard.__name__.rstrip("_"),
            help=inspect.getdoc(guard) or of.help,
            payload=of.payload if payload is None else payload,
            guard=guard,
            heed=heed,
            **rule,
        )

    return declare


def _read_declaration(guard: Callable[..., None]) -> "tuple[Any, Callable[[Case], None]]":
    """Return the payload that a guard's parameters make, and how to hand it over."""
    hints = typing.get_type_hints(guard, include_extras=True)
    parameters = [p for p in inspect.signature(guard).parameters.values() if p.kind is p.KEYWORD_ONLY]
    if not parameters:
        return None, guard
    if [p.name for p in parameters] == [NOUN]:
        return hints[NOUN], lambda case: guard(case, **{NOUN: case.content})
    fields: list[Any] = [
        (p.name, hints[p.name]) if p.default is p.empty else (p.name, hints[p.name], p.default) for p in parameters
    ]
    title = "".join(word.capitalize() for word in guard.__name__.split("_") if word)
    payload = msgspec.defstruct(title, fields, bases=(Value,), frozen=True, kw_only=True)
    # A verb that may come bare declares defaults, which then hold.
    return payload, lambda case: guard(case, **({} if case.content is None else msgspec.structs.asdict(case.content)))
