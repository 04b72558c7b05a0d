"""Types that leave nothing open are not walked; a default that would give two forms is refused."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, Literal

import pytest
from msgspec import UNSET, Meta, UnsetType

import paraph
from paraph.values import Codec, Count, Money, PartyId, Value, decode
from paraph.values.closed import Open, open_parts

Small = Annotated[int, Meta(ge=0, le=9)]


class Mood(Enum):
    CALM = "calm"


class Leaf(Value, frozen=True, kw_only=True):
    count: Count
    size: Small
    word: str


class Tight(Value, frozen=True, kw_only=True):
    by_mood: dict[Mood, str]
    by_name: dict[Literal["a", "b"], bool | None]
    by_party: dict[PartyId, Leaf]
    leaves: tuple[Leaf, ...]
    listed: list[Mood]
    pair: tuple[Literal[1, 2], Small]
    bounded: Annotated[str, Meta(max_length=3), Meta(extra={"x": 1})]


class Loose(Value, frozen=True, kw_only=True):
    anything: Any
    by_word: dict[str, str]
    leaf: Leaf
    number: int
    half: Annotated[int, Meta(ge=0)]
    other_half: Annotated[int, Meta(le=0)]
    huge: Annotated[int, Meta(ge=0, le=2**53)]
    low: Annotated[int, Meta(ge=-(2**53), le=0)]
    itself: "Loose | None"
    maybe: Any | UnsetType = UNSET


class Chain(Value, frozen=True, kw_only=True):
    link: "Chain | None" = None


class Hook(Value, frozen=True, kw_only=True):
    chain: Chain


def test_a_struct_in_itself_is_looked_at_for_its_depth() -> None:
    assert Open(typed=("link",)) == open_parts(Chain)
    assert Open(typed=("chain",)) == open_parts(Hook)


def test_a_tight_schema_needs_no_second_look() -> None:
    assert Open() == open_parts(Tight)


def test_what_a_schema_leaves_open_is_looked_at() -> None:
    parts = open_parts(Loose)

    assert ("anything", "maybe") == parts.bare
    assert {"by_word", "number", "half", "other_half", "huge", "low", "itself"} == set(parts.typed)


def test_what_is_no_struct_is_looked_at_whole() -> None:
    assert Open(whole=True) == open_parts(dict[str, int])
    assert {"a": 1} == decode(dict[str, int], b'{"a":1}')


class Steady(Value, frozen=True, kw_only=True):
    empty: str = ""
    none: None = None
    number: int = 256
    switch: bool = True
    them: tuple[int, ...] = ()
    mapping: dict[str, Leaf] = {}  # noqa: RUF012  # msgspec copies it
    mood: Mood | None = Mood.CALM
    word: Literal["a long word", "b"] | None = "a long word"
    unset: int | UnsetType = UNSET
    itself: "Steady | None" = None
    pair: tuple[Leaf, ...] | None = None


class Unsteady(Value, frozen=True, kw_only=True):
    number: int = 257
    below: int = -6
    word: str = "a word"
    one: tuple[int, ...] = (1,)
    free: Money = Money(amount="0.00", currency="USD")
    steady: Steady | None = None


class Around(Value, frozen=True, kw_only=True):
    inner: dict[str, tuple[Unsteady, ...]] = {}  # noqa: RUF012  # msgspec copies it


def test_a_default_that_is_always_left_out_is_allowed() -> None:
    assert Steady() == Codec(Steady).decode(b"{}")


def test_a_default_that_could_be_written_and_left_out_is_refused_at_import() -> None:
    with pytest.raises(TypeError) as caught:
        Codec(Around)

    named = {"Unsteady.number", "Unsteady.below", "Unsteady.word", "Unsteady.one", "Unsteady.free"}
    assert named == set(caught.value.args[0])


def values_below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from values_below(each)


def test_every_value_of_the_product_has_one_form() -> None:
    """Those of the pages too, in tests/web: their modules load only where Django was set up."""
    for module in pkgutil.walk_packages(paraph.__path__, "paraph.", onerror=lambda _name: None):
        if not module.name.startswith("paraph.web."):
            importlib.import_module(module.name)

    for kind in values_below(Value):
        if kind.__module__.startswith("paraph."):
            Codec(kind)
