"""Why an act may be void, read off the declarations: every code that a guard, or what it calls, can bar with."""

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any, Final

from paraph.record import Dealing, Kind
from paraph.values import Barred

BARRED: Final = Barred.__name__
OURS: Final = ("paraph.record", "paraph.domains", "tests.")


def codes_by_verb(kind: Kind) -> dict[str, frozenset[str]]:
    """Verb -> the codes with which the kind itself bars it."""
    return {name: codes_in(verb.guard) for name, verb in kind.verbs.items() if verb.guard is not None}


def codes_of_kind(kind: Kind) -> frozenset[str]:
    """The codes with which a kind itself bars something."""
    return frozenset().union(*codes_by_verb(kind).values())


def codes_of_dealing(dealing: Dealing) -> frozenset[str]:
    """The codes with which a dealing bars something, whatever the kind."""
    return codes_in(dealing.guard)


def codes_in(function: Callable[..., Any]) -> frozenset[str]:
    """Every code that a function bars with, by itself or through any function of ours that it names."""
    called = _reachable(function)
    passed_on = {one: _parameters_as_codes(one) for one in called}
    own = {code for one in called for call in _calls(one) for code in _codes(call, passed_on, _names(one))}
    return frozenset(own)


def _codes(
    call: ast.Call, passed_on: Mapping[FunctionType, tuple[str, ...]], names: Mapping[str, Any]
) -> Iterator[str]:
    if not isinstance(call.func, ast.Name):
        return
    if call.func.id == BARRED:
        yield from _texts(call.args[0])
        return
    callee = names.get(call.func.id)
    if isinstance(callee, FunctionType) and passed_on.get(callee):
        given = dict(zip(inspect.signature(callee).parameters, call.args, strict=False))
        given |= {word.arg: word.value for word in call.keywords if word.arg}
        for parameter in passed_on[callee]:
            yield from _texts(given[parameter])


def _texts(node: ast.expr) -> Iterator[str]:
    for held in ast.walk(node):
        if isinstance(held, ast.Constant) and isinstance(held.value, str):
            yield held.value


def _parameters_as_codes(function: FunctionType) -> tuple[str, ...]:
    parameters = inspect.signature(function).parameters
    first = [call.args[0] for call in _calls(function) if isinstance(call.func, ast.Name) and call.func.id == BARRED]
    return tuple(node.id for node in first if isinstance(node, ast.Name) and node.id in parameters)


def _reachable(function: Callable[..., Any]) -> set[FunctionType]:
    found: set[FunctionType] = set()
    ahead = list(_functions([function]))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            names = _names(one)
            used = {node.id for node in ast.walk(_tree(one)) if isinstance(node, ast.Name)}
            ahead += _functions(names[name] for name in used if name in names)
    return found


def _functions(values: Iterable[Any]) -> Iterator[FunctionType]:
    for value in values:
        match value:
            case FunctionType() if value.__module__.startswith(OURS):
                yield value
            case functools.partial():
                yield from _functions([value.func])
            case Mapping():
                yield from _functions(held for held in value.values() if callable(held))
            case _:
                pass


def _names(function: FunctionType) -> dict[str, Any]:
    return {**function.__globals__, **inspect.getclosurevars(function).nonlocals}


def _calls(function: FunctionType) -> list[ast.Call]:
    return [node for node in ast.walk(_tree(function)) if isinstance(node, ast.Call)]


@functools.cache
def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))
