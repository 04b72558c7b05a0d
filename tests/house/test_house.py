"""The rules of the house that no linter holds: what CONTRIBUTING.md states, measured on the tree as it stands."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from statistics import quantiles

import pytest

HOUSE = Path(__file__).parents[2]
PURE = ("values", "tlog", "record", "domains", "service")
BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_a_module_is_at_most_300_lines() -> None:
    """A longer module is probably two."""
    lengths = {name(path): len(path.read_text().splitlines()) for path in python()}

    assert {} == {module: lines for module, lines in lengths.items() if lines > 300}


def test_a_function_body_is_at_most_40_lines() -> None:
    """The docstring is not counted: it is the promise, not the work."""
    assert {} == {where: lines for where, lines in measured(body_lines) if lines > 40}


def test_most_functions_are_short() -> None:
    """Half of the package's have at most 8 lines, nine in ten at most 25: under a ceiling alone all could sit at 40."""
    sizes = [lines for where, lines in measured(body_lines) if where.startswith("src/")]
    deciles = quantiles(sizes, n=10)

    assert (True, True) == (deciles[4] <= 8, deciles[8] <= 25)


def test_blocks_nest_at_most_two_deep() -> None:
    """A block is an if, for, while, with, try or match; elif and else stand beside their if, not in it."""
    assert {} == {where: depth for where, depth in measured(nesting) if depth > 2}


def test_no_module_is_named_for_nothing() -> None:
    """A name that fits every module says nothing of this one."""
    empty = {"utils", "util", "common", "base", "helpers", "helper", "core", "misc"}

    assert [] == [name(path) for path in python() if empty & {part.lower() for part in path.with_suffix("").parts}]


def test_the_list_of_layers_names_every_package() -> None:
    """A package that no contract names could import anything."""
    standing = {f"paraph.{folder}" for folder in folders("src/paraph")}

    assert set() == standing - set(contract("layers")["layers"])


def test_the_contract_of_independence_names_every_domain() -> None:
    standing = {f"paraph.domains.{folder}" for folder in folders("src/paraph/domains")}

    assert set() == standing - set(contract("independence")["modules"])


def test_the_pure_half_is_the_same_for_coverage_and_for_imports() -> None:
    assert [f"src/paraph/{layer}/*" for layer in PURE] == settings()["coverage"]["report"]["include"]
    assert [f"paraph.{layer}" for layer in PURE] == contract("forbidden")["source_modules"]


def test_every_rule_that_the_linter_leaves_out_says_why() -> None:
    """`ALL` with exceptions is a rule only while each exception has its reason beside it."""
    rules = re.findall(r'^ +"[A-Z]+[0-9]*",(.*)$', (HOUSE / "pyproject.toml").read_text(), re.MULTILINE)

    assert [] == [rest for rest in rules if not re.match(r" +# \w", rest)]


def test_an_exemption_on_a_line_gives_its_reason() -> None:
    """That it names its rule, the linter sees to; why the rule does not fit here, only its author knows."""
    exemption = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[\w, -]+\])?|pragma: no \w+)(.*)$")
    exempt = [(where, found[1]) for where, line in lines(*python()) if (found := exemption.search(line))]

    assert [] == [where for where, reason in exempt if not re.search(r"\w+ \w+", reason)]


@pytest.mark.parametrize(
    "trace",
    [
        r"(?<![\w.~$}])/(?:work|root|home/\w+|tmp|opt)/",
        r"\bpypi\.org|pythonhosted\.org|\bnpmjs\.(?:org|com)|\byarnpkg\.com|\bproxy\.golang\.org|\bdeb\.debian\.org",
        r"--(?:extra-)?index-url[ =]\S|--find-links[ =]\S|PIP_(?:FIND|INDEX|EXTRA)\w*=",
        r"https?://\S*(?:/simple\b|\bregistry\b|\bartifact)",
        r"\"resolved\":",
    ],
)
def test_no_file_says_where_it_was_made_or_fetched_from(trace: str) -> None:
    """A stranger builds from the names and hashes alone, from whatever registry is at hand."""
    assert [] == [(where, line) for where, line in lines(*texts()) if re.search(trace, line)]


@pytest.mark.parametrize("requirements", ["run", "test", "check"])
def test_every_requirement_is_pinned_by_hash(requirements: str) -> None:
    locked = (HOUSE / f"requirements/{requirements}.txt").read_text()
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", locked, flags=re.MULTILINE).strip())

    assert [] == [entry for entry in entries if not re.match(r"[\w.-]+==\S+.*\\\n +--hash=sha256:[0-9a-f]{64}", entry)]


def test_what_the_project_asks_for_is_locked() -> None:
    """A dependency added without `make lock` would be missing on a fresh machine."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    asked = {plain(line) for line in [*project["dependencies"], *chain(*project["optional-dependencies"].values())]}
    locks = [(HOUSE / f"requirements/{which}.txt").read_text() for which in ("run", "test", "check")]

    assert set() == asked - {plain(line) for lock in locks for line in lock.splitlines()}


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    named = {word for _, line in lines(*documents()) for word in re.findall(r"(?:`|^\$? *)make ([a-z]+)", line)}

    assert set() == named - targets


def test_every_link_in_the_documents_leads_to_a_file() -> None:
    link = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
    links = [(path, target) for path in documents() for target in link.findall(path.read_text())]

    assert [] == [(name(path), target) for path, target in links if not (path.parent / target).exists()]


def test_the_examples_for_contributors_run() -> None:
    """What is taught is code that works, and its own test passes."""
    blocks = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
    taught = "\n".join(blocks.findall((HOUSE / "CONTRIBUTING.md").read_text()))
    lesson: dict = {"__name__": "lesson"}

    exec(compile(taught, "CONTRIBUTING.md", "exec"), lesson)  # noqa: S102  # our own document, and the point of the test

    lesson["test_a_visit_has_no_more_heads_than_delegates"]()


def test_no_number_of_a_decision_is_used_twice() -> None:
    numbers = Counter(path.name[:4] for path in decisions())

    assert [] == [number for number, times in numbers.items() if times > 1]


def test_a_decision_says_what_it_costs() -> None:
    """Status, context, options, decision, cost: a decision without its price is an advertisement."""
    parts = ("Status", "Context", "Options", "Decision", "What it costs us")
    missing = {name(path): [part for part in parts if f"## {part}\n" not in path.read_text()] for path in decisions()}

    assert {} == {path: absent for path, absent in missing.items() if absent}


def tracked() -> list[Path]:
    """What is committed or waits to be."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=HOUSE, check=True, capture_output=True, text=True).stdout.split("\0")
    return [HOUSE / each for each in names if each and (HOUSE / each).is_file()]


def python() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def decisions() -> list[Path]:
    return [path for path in documents() if path.parent == HOUSE / "docs/adr" and path.name[:1].isdigit()]


def texts() -> list[Path]:
    return [path for path in tracked() if b"\0" not in path.read_bytes()[:8192]]


def lines(*paths: Path) -> Iterator[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            yield f"{name(path)}:{number}", line.strip()


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def folders(parent: str) -> set[str]:
    return {path.parent.name for path in (HOUSE / parent).glob("*/__init__.py")}


def settings() -> dict:
    return tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]


def contract(kind: str) -> dict:
    return next(each for each in settings()["importlinter"]["contracts"] if kind == each["type"])


def plain(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def measured(measure: Callable[[ast.AST], int]) -> Iterator[tuple[str, int]]:
    nodes = ((path, node) for path in python() for node in ast.walk(ast.parse(path.read_text())))
    for path, node in nodes:
        if isinstance(node, FUNCTIONS):
            yield f"{name(path)}:{node.lineno} {node.name}", measure(node)


def body_lines(function: ast.FunctionDef) -> int:
    body = function.body[ast.get_docstring(function) is not None :]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def nesting(node: ast.AST, *, is_elif: bool = False) -> int:
    """How many blocks stand in one another; functions within are measured on their own."""
    below = [0]
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, FUNCTIONS):
            alone = isinstance(node, ast.If) and [child] == node.orelse and isinstance(child, ast.If)
            below.append(nesting(child, is_elif=alone))
    return max(below) + (isinstance(node, BLOCKS) and not is_elif)
