"""What a form consists of: fields by their paths, each with what is to be asked and what was typed.

Invariants:

* A field's path is its name in what is posted: `city.en`, `delegations[0].party`.
* What was typed is given back as it was typed, whether or not it could be read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Posted = Mapping[str, str]
"""What a form sent: path -> what was typed."""

Widget = Literal[
    "text",  # a line
    "long",  # several lines
    "date",  # a day, a month or a year
    "day",
    "moment",  # a time in UTC, or with an offset
    "number",
    "yes_no",
    "choice",
    "party",
    "record",  # the id of a record or version
    "json",
    # With fields of their own:
    "group",
    "languages",  # a text in some languages
    "money",
    "quantity",
    "instant",
    "period",
    "place",
    "list",  # the same several times
    "variant",  # one of several groups; its first field chooses
]

YES: Final = "yes"
NO: Final = "no"

_LONGEST: Final = 200
"""Characters that a path may have: far more than any declaration needs."""

_STEPS: Final = re.compile(r"(?=[.\[])")


class Choice(NamedTuple):
    """One of several values that a field may have.

    Attributes:
        value: As posted.
        label: As a person reads it.
    """

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What can be said of a value before it is posted; the codec decides.

    Attributes:
        least: Smallest number, or fewest characters or items; None when any.
        most: Largest number, or most characters or items; None when any.
        form: In which form it is written, in words; empty when in any.
    """

    least: int | None = None
    most: int | None = None
    form: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormField:
    """One thing that a form asks.

    Attributes:
        path: Its name in what is posted.
        label: What it is called.
        help: What it says; empty when its declaration does not tell.
        widget: How it is asked.
        needed: It must be given, wherever the group in which it stands is given.
        value: What was typed.
        trouble: Why it was refused; empty when it was not.
        choices: The values that it may have; empty when any.
        limits: What else it must fit.
        fields: The fields of a group, the items of a list (one example of them, where it is needed and empty).
        language: The language in which it is written; empty when none is stated.
        direction: "ltr" or "rtl"; empty when that follows from what is typed.
        filled: Something was typed in it, or in a field of it.
    """

    path: str
    label: str
    help: str
    widget: Widget
    needed: bool
    value: str = ""
    trouble: str = ""
    choices: tuple[Choice, ...] = ()
    limits: Limits = field(default_factory=Limits)
    fields: "tuple[FormField, ...]" = ()
    language: str = ""
    direction: str = ""
    filled: bool = False

    def walk(self) -> "Iterator[FormField]":
        """Return the field and all within it, in the order of reading."""
        yield self
        for inner in self.fields:
            yield from inner.walk()


class Typed:
    """What was posted, by path: what is there, and under which paths anything was typed."""

    def __init__(self, posted: Posted) -> None:
        """Read which paths hold something."""
        self._posted = posted
        read = {name: text for name, text in posted.items() if len(name) <= _LONGEST}
        self._present = {above for name in read for above in paths_to(name)}
        self._filled = {above for name, text in read.items() if text.strip() for above in paths_to(name)}

    def text(self, path: str) -> str:
        """Return what was typed in a field."""
        return self._posted.get(path, "")

    def filled(self, path: str) -> bool:
        """Tell whether anything was typed in a field, or in a field of it."""
        return path in self._filled

    def items(self, path: str) -> tuple[int, ...]:
        """Return the places of a list that were posted, even where nothing was typed."""
        return tuple(sorted({place for one in self._present if (place := _place(one, path)) is not None}))


def paths_to(name: str) -> Iterator[str]:
    """Return a path, and those of what it stands in."""
    at = ""
    for part in _STEPS.split(name):
        at += part
        yield at


def within(path: str, name: str) -> str:
    """Return the path of a field of the group at `path`."""
    return f"{path}.{name}" if path else name


def _place(path: str, of: str) -> int | None:
    rest = path.removeprefix(f"{of}[")
    digits = rest.removesuffix("]")
    is_place = rest not in (path, digits) and digits.isascii() and digits.isdigit() and len(digits) < 5
    return int(digits) if is_place and digits == str(int(digits)) else None
