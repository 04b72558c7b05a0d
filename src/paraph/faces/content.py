"""What a person gives as a payload: a JSON file, fields set one by one, or both.

Invariants:

* A field that is set is read by its declared type: text stays text, whatever it looks like.
* Words are put in the form that can be signed; a default that is stated is left out. Nothing else is changed.
* What does not fit is refused with the path of the field.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Final

from msgspec import inspect as types

from paraph.values import Barred, builtin, convert, in_form
from paraph.values.refusal import refusal

_STEP: Final = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_-]*)|\[([0-9]{1,4})\]|\.([0-9]{1,4})(?=[.\[]|\Z)")


def content_of(
    payload: Any, *, fields: Iterable[str], stdin: IO[bytes], file: str | None = None, given: Any = None
) -> Any:
    """Return the payload as JSON, in the form in which it can be signed; None when nothing was given.

    Args:
        payload: The declared type; None when the verb carries nothing.
        fields: `path=value`, laid over the rest in their order.
        stdin: Standard input.
        file: A JSON file; "-" for standard input.
        given: What to begin with where there is no file.

    Raises:
        Unreadable: It is no JSON, or does not fit the type; the path says where.
        Barred: A field is not written as `path=value`, or the file is not there.
    """
    given = given if file is None else read_json(file, stdin)
    for field in fields:
        given = _set(given, field, payload)
    if given is None or payload is None:
        return given
    return builtin(convert(payload, put_in_form(given), exact=False))


def read_json(file: str, stdin: IO[bytes]) -> Any:
    """Read a JSON file as a person wrote it, in any form; what no form allows is refused."""
    data = stdin.read() if file == "-" else read_file(Path(file))
    problem = refusal(data)
    if problem is not None:
        raise problem
    return json.loads(data)


def read_file(path: Path) -> bytes:
    """Read a file that a person named."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Barred("cli.missing_file", file=str(path), reason=error.strerror or "") from error


def _set(given: Any, field: str, payload: Any) -> Any:
    path, equals, text = field.partition("=")
    steps = steps_of(path)
    if not equals or not steps:
        raise Barred("cli.set_form", field=field)
    kind = None if payload is None else type_at(types.type_info(payload), steps)
    return laid(given, steps, _value(text, kind))


def steps_of(path: str) -> list[str | int]:
    """Return the steps of a path, `a.b[0]`; empty where it is none."""
    steps: list[str | int] = []
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            return []
        name, index, dotted = found.groups()
        steps.append(name or int(index or dotted))
        at = found.end()
    return steps


def laid(given: Any, steps: list[str | int], value: Any) -> Any:
    """Return JSON with a value laid at the end of some steps; what is missing on the way is made."""
    if not steps:
        return value
    here, rest = steps[0], steps[1:]
    if isinstance(here, str):
        held = given if isinstance(given, dict) else {}
        return {**held, here: laid(held.get(here), rest, value)}
    items = list(given) if isinstance(given, list) else []
    items += [None] * (here + 1 - len(items))
    items[here] = laid(items[here], rest, value)
    return items


def type_at(kind: types.Type, steps: list[str | int]) -> types.Type | None:
    """Return the declared type at the end of some steps; None where nothing is declared."""
    if not steps:
        return kind
    ends = (type_at(inner, rest) for inner, rest in _within(kind, steps))
    return next((end for end in ends if end is not None), None)


def _within(kind: types.Type, steps: list[str | int]) -> list[tuple[types.Type, list[str | int]]]:
    """Return the types that a path may go on in, each with the rest of the path."""
    match kind:
        case types.Metadata(type=inner):
            return [(inner, steps)]
        case types.UnionType(types=several):
            return [(one, steps) for one in several]
        case types.StructType(fields=fields):
            return [(field.type, steps[1:]) for field in fields if field.encode_name == steps[0]]
        case types.VarTupleType(item_type=item) | types.ListType(item_type=item) | types.DictType(value_type=item):
            return [(item, steps[1:])]
        case _:
            return []


def _value(text: str, kind: types.Type | None) -> Any:
    if _is_text(kind):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _is_text(kind: types.Type | None) -> bool:
    match kind:
        case types.Metadata(type=inner):
            return _is_text(inner)
        case types.UnionType(types=several):
            real = [one for one in several if not isinstance(one, types.NoneType)]
            return all(_is_text(one) for one in real)
        case types.StrType():
            return True
        case types.LiteralType(values=values):
            return all(isinstance(value, str) for value in values)
        case _:
            return False


def put_in_form(given: Any) -> Any:
    """Put every text in JSON in the form in which it can be signed."""
    match given:
        case str():
            return in_form(given)
        case dict():
            return {key: put_in_form(value) for key, value in given.items()}
        case list():
            return [put_in_form(value) for value in given]
        case _:
            return given
