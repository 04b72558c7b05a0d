"""Why bytes were refused: the slow path, walked only once something is known to be wrong.

Invariants:

* The first fault in the order of the text is named, with the path of its field (`$.content.lines[3].amount`).
* What the JSON grammar and our restrictions forbid is named before what the schema forbids, so the same bytes have the
  same reason under every schema.
* Every reason has a stable code; the facts are JSON values and bounded in size.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from paraph.values.closed import LARGEST
from paraph.values.errors import Unreadable

DEPTH: Final = 32
"""How many objects and arrays may stand inside one another."""

_LEAVES: Final = frozenset({str, bool, type(None)})
_DIGITS: Final = len(str(LARGEST)) + 1
_SHOWN: Final = 80
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written, twice-named fields included."""


class _Odd(NamedTuple):
    """A number that JSON or our restrictions do not allow."""

    code: str
    text: str


def refusal(data: bytes) -> Unreadable | None:
    """Name the first thing in the bytes that is not JSON under our restrictions.

    Returns:
        None if only the schema or the form of writing can be at fault.
    """
    try:
        text = data.decode("utf-8")
        written = json.loads(
            text, object_pairs_hook=_Pairs, parse_float=_float, parse_int=_integer, parse_constant=_constant
        )
    except UnicodeDecodeError as error:
        return Unreadable("json.not_utf8", path="$", at=error.start)
    except json.JSONDecodeError as error:
        return Unreadable("json.not_json", path="$", at=len(text[: error.pos].encode()))
    except RecursionError:
        return Unreadable("json.too_deep", path="$", limit=DEPTH)
    return next(_faults(written, "$", 0), None)


def is_plain(node: Any, depth: int = 0) -> bool:
    """Say whether a decoded value holds only what canonical JSON may hold.

    Args:
        node: JSON builtins; tuples count as lists.
        depth: How many objects and arrays stand around it.
    """
    kind = type(node)
    if kind is dict:
        inner = node.values()
        fits = depth < DEPTH and _are_ascii(node)
    elif kind is list or kind is tuple:
        inner = node
        fits = depth < DEPTH
    else:
        return kind in _LEAVES or (kind is int and bool(-LARGEST <= node <= LARGEST))
    if not fits:
        return False
    for held in inner:  # noqa: SIM110  # every act is walked here, and a generator doubles the cost
        if type(held) not in _LEAVES and not is_plain(held, depth + 1):
            return False
    return True


def plain_refusal(node: Any) -> Unreadable:
    """Name the first thing in a value in memory that canonical JSON cannot hold."""
    return next(_faults(node, "$", 0))


def form_refusal(written: bytes, canonical: bytes) -> Unreadable:
    """Name what was written in another form than the canonical one: a stated default, white space, an escape, an order.

    Args:
        written: JSON in which `refusal` finds nothing.
        canonical: The canonical bytes of the value that was read from it.
    """
    stated = next(_left_out(json.loads(written), json.loads(canonical), "$"), None)
    if stated is not None:
        return Unreadable("json.default_written", path=stated)
    same = next((at for at, (one, other) in enumerate(zip(written, canonical, strict=False)) if one != other), None)
    return Unreadable("json.not_canonical", path="$", at=min(len(written), len(canonical)) if same is None else same)


def step(path: str, key: str) -> str:
    """Return the path of a field of the object at `path`."""
    if _PLAIN_KEY.match(key) and len(key) <= _SHOWN:
        return f"{path}.{key}"
    return f"{path}[{json.dumps(key[:_SHOWN])}]"


def _are_ascii(keys: dict[Any, Any]) -> bool:
    try:
        return "".join(keys).isascii()
    except TypeError:
        return False


def _faults(node: Any, path: str, depth: int) -> Iterator[Unreadable]:
    match node:
        case _Odd(code=code, text=text):
            yield Unreadable(code, path=path, written=text)
        case None | bool():
            return
        case str():
            yield from _text_faults(node, path)
        case int():
            if not -LARGEST <= node <= LARGEST:
                yield Unreadable("json.integer_range", path=path, written=str(node)[:_SHOWN])
        case float():
            yield Unreadable("json.float", path=path, written=str(node))
        case dict() | list() | tuple():
            if depth == DEPTH:
                yield Unreadable("json.too_deep", path=path, limit=DEPTH)
            yield from _inner_faults(node, path, depth)
        case _:
            yield Unreadable("json.no_such_type", path=path, got=type(node).__name__)


def _inner_faults(node: Any, path: str, depth: int) -> Iterator[Unreadable]:
    if isinstance(node, list | tuple) and not isinstance(node, _Pairs):
        for index, held in enumerate(node):
            yield from _faults(held, f"{path}[{index}]", depth + 1)
        return
    named = set()
    for key, held in node.items() if isinstance(node, dict) else node:
        at = step(path, str(key))
        if not isinstance(key, str):
            yield Unreadable("json.key_not_text", path=at)
        elif not key.isascii():
            yield Unreadable("json.key_not_ascii", path=at)
        elif key in named:
            yield Unreadable("json.duplicate_key", path=at)
        named.add(key)
        yield from _faults(held, at, depth + 1)


def _text_faults(text: str, path: str) -> Iterator[Unreadable]:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        yield Unreadable("json.lone_surrogate", path=path, at=error.start)


def _left_out(given: Any, kept: Any, path: str) -> Iterator[str]:
    match given, kept:
        case dict(), dict():
            yield from (step(path, key) for key in given if key not in kept)
            for key in given:
                yield from _left_out(given[key], kept.get(key), step(path, key))
        case list(), list():
            for index, (one, other) in enumerate(zip(given, kept, strict=False)):
                yield from _left_out(one, other, f"{path}[{index}]")


def _integer(text: str) -> int | _Odd:
    return int(text) if len(text) <= _DIGITS else _Odd("json.integer_range", text[:_SHOWN])


def _float(text: str) -> _Odd:
    return _Odd("json.float", text[:_SHOWN])


def _constant(text: str) -> _Odd:
    return _Odd("json.not_a_number", text)
