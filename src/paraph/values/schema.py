"""What a schema refused, said in our codes and with the whole path.

msgspec answers with a sentence that ends in a path such as `$.content.lines[3]`, and writes `[...]` for the key of a
mapping. Here the sentence becomes a code with facts, and the key is found again.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Final

from msgspec import ValidationError

from paraph.values.errors import Unfit, Unreadable
from paraph.values.refusal import step

_SHOWN: Final = 200
_PLACE: Final = re.compile(r" - at (?:`key` in )?`(\$(?:\.\w+|\[\d+\]|\[\.\.\.\])*)`\Z")
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]|\[(\.\.\.)\]")
_UNKNOWN: Final = "Object contains unknown field `"

_SENTENCES: Final = tuple(
    (code, re.compile(sentence, re.DOTALL))
    for code, sentence in (
        ("json.unknown_field", re.escape(_UNKNOWN) + r"(?P<field>.*)`"),
        ("json.missing_field", r"Object missing required field `(?P<field>[^`]*)`"),
        ("json.wrong_type", r"Expected `(?P<expected>[^`]*)`(?:, got `(?P<got>[^`]*)`)?"),
        ("json.length", r"Expected `\w+` of length (?P<expected>.*)"),
        ("json.pattern", r"Expected `str` matching regex (?P<expected>.*)"),
        ("json.out_of_bounds", r"Expected `\w+` (?P<expected>.*)"),
        ("json.not_a_choice", r"Invalid (?:enum )?value (?P<got>.*)"),
        ("json.integer_range", r"Integer value out of range"),
        ("json.refused", r"(?P<detail>.*)"),
    )
)


def schema_refusal(error: Exception, given: Any, trial: Callable[[Any], object]) -> Unreadable:
    """Return the refusal that says what the schema refused and where.

    Args:
        error: As msgspec raised it.
        given: The JSON builtins that were refused.
        trial: Reads JSON builtins under the same schema; used to find the key that msgspec does not name.
    """
    sentence, steps = _taken_apart(str(error), given)
    path = _path(_named(steps, str(error), given, trial))
    cause = error.__cause__
    if isinstance(cause, Unfit):
        facts = dict(cause.facts)
        return Unreadable(cause.code, **facts | {"path": path + facts.get("path", "")})
    code, facts = _coded(sentence)
    field = facts.pop("field", None)
    return Unreadable(code, path=path if field is None else step(path, field), **facts)


def _coded(sentence: str) -> tuple[str, dict[str, str]]:
    for code, pattern in _SENTENCES[:-1]:
        if found := pattern.fullmatch(sentence):
            return code, {name: text[:_SHOWN] for name, text in found.groupdict().items() if text is not None}
    return _SENTENCES[-1][0], {"detail": sentence[:_SHOWN]}


def _taken_apart(message: str, given: Any) -> tuple[str, list[str | int | None]]:
    # A field of the outermost object may be named so that it looks like a path: what is there decides.
    if message.startswith(_UNKNOWN) and isinstance(given, dict) and message[len(_UNKNOWN) : -1] in given:
        return message, []
    place = _PLACE.search(message)
    if place is None:
        return message, []
    steps = [_step(name, index) for name, index, _ in _STEP.findall(place[1])]
    return message[: place.start()], steps


def _step(name: str, index: str) -> str | int | None:
    if name:
        return name
    return int(index) if index else None


def _named(
    steps: list[str | int | None], message: str, given: Any, trial: Callable[[Any], object]
) -> list[str | int | None]:
    """Fill in the keys that msgspec left out: the first key with which the same sentence comes."""
    if None not in steps:
        return steps
    gap = steps.index(None)
    keys = list(_reach(given, steps[:gap]))

    def fails(many: int) -> bool:
        return message == _sentence(_with_keys(given, steps[:gap], keys[:many]), trial)

    many = bisect_left(range(len(keys) + 1), True, key=fails)  # noqa: FBT003  # the value sought
    if many > len(keys):
        return steps
    return _named([*steps[:gap], keys[many - 1], *steps[gap + 1 :]], message, given, trial)


def _sentence(given: Any, trial: Callable[[Any], object]) -> str:
    try:
        trial(given)
    except ValidationError as error:
        return str(error)
    return ""


def _reach(given: Any, steps: list[Any]) -> Any:
    for each in steps:
        given = given[each]
    return given


def _with_keys(given: Any, steps: list[Any], keys: list[str]) -> Any:
    if not steps:
        return {key: given[key] for key in keys}
    inner = _with_keys(given[steps[0]], steps[1:], keys)
    if isinstance(given, dict):
        return {**given, steps[0]: inner}
    return [*given[: steps[0]], inner, *given[steps[0] + 1 :]]


def _path(steps: list[str | int | None]) -> str:
    path = "$"
    for each in steps:
        match each:
            case str():
                path = step(path, each)
            case int():
                path = f"{path}[{each}]"
            case _:
                path = f"{path}[...]"
    return path
