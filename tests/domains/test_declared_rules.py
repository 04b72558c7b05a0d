"""The declarations themselves: every rule has a story, every verb its sentence, every citation its document."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.record import NOUN
from paraph.values import Value

ROOT = Path(__file__).parents[2]
DOMAINS = ROOT / "src" / "paraph" / "domains"
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
CODE = re.compile(r"(framework|consultation|commitments)\.[a-z_]+")
CODED = {"Barred", "_guard_unique"}


def _trees(folder: Path, pattern: str) -> Iterator[ast.AST]:
    for path in sorted(folder.rglob(pattern)):
        yield ast.parse(path.read_text(encoding="utf-8"))


def declared_codes() -> set[str]:
    """Return every code that a guard can bar with: the first argument wherever one is raised."""
    return {
        node.args[0].value
        for tree in _trees(DOMAINS, "*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODED
        if isinstance(node.args[0], ast.Constant)
    }


def told_codes() -> set[str]:
    """Return every code that the stories beside this file expect."""
    return {
        node.value
        for tree in _trees(Path(__file__).parent, "test_*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_every_reason_a_guard_gives_has_a_story() -> None:
    codes = declared_codes()

    assert len(codes) > 25
    assert {code for code in codes if not CODE.fullmatch(code)} == set()
    assert codes - told_codes() == set()


def test_no_code_is_raised_but_where_it_is_declared() -> None:
    raised = [
        node
        for tree in _trees(DOMAINS, "*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Barred"
    ]

    # The one that takes its code as an argument is the guard of unique names, whose callers state it.
    assert {"code"} == {node.args[0].id for node in raised if isinstance(node.args[0], ast.Name)}


VERBS = [(kind.name, verb.name) for kind in KINDS.values() for verb in kind.verbs.values()]


@pytest.mark.parametrize(("kind", "verb"), VERBS)
def test_every_verb_begins_its_help_with_one_sentence(kind: str, verb: str) -> None:
    first = KINDS[kind].verbs[verb].help.splitlines()[0]

    assert re.fullmatch(r"[A-Z].{10,110}\.", first)


@pytest.mark.parametrize("kind", KINDS)
def test_what_binds_a_party_takes_two_keys(kind: str) -> None:
    binding = {"propose", "correct", "propose_end", "accept", "withdraw", "denounce"}
    two = {verb.name for verb in KINDS[kind].verbs.values() if verb.keys == 2}

    agreed_by_all = {CHARTER_FAMILY, "consultation.session", "consultation.statement", "commitments.commitment"}

    assert (binding if KINDS[kind].family in agreed_by_all else set()) == two


@pytest.mark.parametrize("kind", KINDS)
def test_a_noun_is_a_value_and_names_what_it_is_about(kind: str) -> None:
    noun = KINDS[kind].noun

    assert issubclass(noun, Value)
    assert KINDS[kind].about in {"", *noun.__struct_fields__}
    assert NOUN not in noun.__struct_fields__


def test_every_number_cited_in_a_domain_is_a_source() -> None:
    numbers = [int(found) for found in re.findall(r"^\| S(\d+) \|", SOURCES, re.MULTILINE)]
    cited = {
        int(found)
        for path in sorted(DOMAINS.rglob("*"))
        if path.suffix in {".py", ".md"}
        for found in re.findall(r"\bS(\d+)\b", path.read_text(encoding="utf-8"))
    }

    assert list(range(1, len(numbers) + 1)) == numbers
    assert set() == cited - set(numbers)


def test_every_document_behind_the_demonstration_is_a_source() -> None:
    data = json.loads((ROOT / "src/paraph/demo/data/dcg_sessions.json").read_text(encoding="utf-8"))
    addresses = set(re.findall(r"https?://[^\s\"]+", json.dumps(data)))

    assert len(addresses) > 25
    assert set() == {one for one in addresses if f"]({one})" not in SOURCES}
