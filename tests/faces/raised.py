"""What the package raises, read off its source: every code, with the facts that are there wherever it is raised."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "src/paraph"
FAMILIES = frozenset(
    {"Barred", "Fault", "Unreadable", "Unfit", "Unproven", "Forked", "Damaged", "Recovering", "Unreachable", "Flag"}
    | {"Refused"}
)
MORE = "**"
Function = ast.FunctionDef


class Raised(NamedTuple):
    """One place that speaks a code."""

    code: str
    family: str
    facts: frozenset[str]
    where: str


class Spoken(NamedTuple):
    """A call that makes an answer, a fault or a flag, with the function and the class around it."""

    call: ast.Call
    function: Function | None
    owner: str


@cache
def raised() -> list[Raised]:
    """Every place with a code that can be read; where a function passes its own parameter on, the calls of it."""
    found = []
    for path, tree in trees().items():
        for spoken in _spoken(tree):
            where = f"{path.relative_to(SOURCE)}:{spoken.call.lineno}"
            facts = _facts(spoken.call)
            found += [Raised(code, spoken.call.func.id, facts, where) for code in _codes(spoken)]
    return found


@cache
def computed() -> dict[Path, list[int]]:
    """File -> the lines whose code is computed, and so cannot be read there."""
    found = {path: [one.call.lineno for one in _spoken(tree) if not _codes(one)] for path, tree in trees().items()}
    return {path.relative_to(SOURCE): lines for path, lines in found.items() if lines}


@cache
def constants(path: Path) -> set[str]:
    """Every text in a file that stands by itself, docstrings aside."""
    return {
        node.value
        for node in ast.walk(trees()[SOURCE / path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value
    }


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text()) for path in sorted(SOURCE.rglob("*.py"))}


def _spoken(tree: ast.AST) -> Iterator[Spoken]:
    around = {id(child): each for each in ast.walk(tree) if isinstance(each, Function) for child in ast.walk(each)}
    owners = {id(child): each.name for each in ast.walk(tree) if isinstance(each, ast.ClassDef) for child in each.body}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    for call in calls:
        if call.func.id in FAMILIES and _first(call) is not None:
            function = around.get(id(call))
            yield Spoken(call, function, owners.get(id(function), ""))


def _first(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return next(iter([*call.args, *named]), None)


def _codes(spoken: Spoken) -> list[str]:
    first = _first(spoken.call)
    parameter = _parameter(first, spoken.function)
    return _texts(first) if parameter is None else _passed(spoken, parameter)


def _texts(node: ast.expr | None) -> list[str]:
    branches = [node]
    if isinstance(node, ast.IfExp):
        branches = [node.body, node.orelse]
    if isinstance(node, ast.BoolOp):
        branches = node.values
    return [one.value for one in branches if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _parameter(first: ast.expr | None, function: Function | None) -> str | None:
    """The parameter of the function around a call which that call takes as its code."""
    if function is None or not isinstance(first, ast.Name):
        return None
    every = [*function.args.args, *function.args.kwonlyargs]
    return next((one.arg for one in every if one.arg == first.id), None)


def _passed(spoken: Spoken, parameter: str) -> list[str]:
    name = spoken.owner if spoken.function.name == "__init__" else spoken.function.name
    positional = [one.arg for one in spoken.function.args.args if one.arg not in ("self", "cls")]
    place = positional.index(parameter) if parameter in positional else None
    given = [value for call in _calls(name) for value in _given(call, place, parameter)]
    return [text for value in [*given, *_defaults(spoken.function)] for text in _texts(value)]


def _calls(name: str) -> list[ast.Call]:
    return [one for one in _every_call() if name == getattr(one.func, "id", getattr(one.func, "attr", ""))]


@cache
def _every_call() -> list[ast.Call]:
    return [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _given(call: ast.Call, place: int | None, parameter: str) -> Iterator[ast.expr]:
    if place is not None and place < len(call.args):
        yield call.args[place]
    yield from (keyword.value for keyword in call.keywords if keyword.arg == parameter)


def _defaults(function: Function) -> list[ast.expr]:
    return [one for one in (*function.args.defaults, *function.args.kw_defaults) if one is not None]


def _facts(call: ast.Call) -> frozenset[str]:
    if call.func.id not in ("Flag", "Refused"):
        # Whatever a value refuses about itself, the codec adds the path.
        added = {"path"} if call.func.id == "Unfit" else set()
        return frozenset(keyword.arg or MORE for keyword in call.keywords) | added
    given = [*call.args[2:3], *(one.value for one in call.keywords if one.arg == "facts")]
    if any(not isinstance(one, ast.Dict) for one in given):
        return frozenset({MORE})
    return frozenset(key.value for one in given for key in one.keys if isinstance(key, ast.Constant))
