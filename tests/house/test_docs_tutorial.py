"""The tutorial works as typed: every line that begins with `$`, in two houses that begin with nothing."""

import json
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from paraph.cli.app import paraph

TUTORIAL = Path(__file__).parents[2] / "docs/tutorial/first-hour.md"
REFUSED = {"refused", "does not hold"}


@pytest.mark.slow
def test_every_line_of_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """Ids, drafts and words differ each time: the words in capitals stand for them."""
    typist = Typist()

    with chdir(tmp_path):
        wrong = [(line, told) for line, told in map(typist.type_in, typed()) if told]

    assert [] == wrong


def test_what_the_tutorial_shows_is_said_by_no_other_command() -> None:
    """Every line typed is one of the two houses', the verifier's, or the forger's."""
    assert {"north", "south", "paraph", "sed"} == {line.split()[0] for line in typed()}


class Typist:
    """Types lines, and puts what was last seen in the place of the words in capitals."""

    def type_in(self, line: str) -> tuple[str, str]:
        """Return the line with what went wrong; nothing if it ended as the tutorial says."""
        command, _, remark = line.partition("  # ")
        house, *rest = shlex.split(command)
        if house == "sed":
            change = re.fullmatch(r"s/(.*)/(.*)/", rest[1])
            file = Path(self._filled("north", rest[2]))
            assert change is not None
            file.write_text(file.read_text().replace(change[1], change[2]))
            return line, ""
        arguments = [self._filled("north" if house == "paraph" else house, one) for one in rest]
        code, out = run(house, *arguments, *(("--quick",) if arguments[0] == "init" else ()))
        return line, "" if code == (remark in REFUSED) else out

    def _filled(self, house: str, text: str) -> str:
        for word, find in (("CHARTER", charter), ("SESSION", session), ("DRAFT", draft), ("WORDS", words)):
            if word in text:
                text = text.replace(word, find(house))
        return text


def charter(house: str) -> str:
    return record(house, "framework.charter/1")


def session(house: str) -> str:
    return record(house, "consultation.session/1")


def record(house: str, kind: str) -> str:
    return next(one["record"] for one in asked(house, "list")["records"] if one["kind"] == kind)[:12]


def draft(house: str) -> str:
    return asked(house, "pending")["pending"][0]["id"]


def words(house: str) -> str:
    return asked("south" if house == "north" else "north", "join")["words"]


def asked(house: str, *arguments: str) -> dict:
    code, out = run(house, *arguments, "--json")
    assert 0 == code, out
    return json.loads(out)


def run(house: str, *arguments: str) -> tuple[int, str]:
    given = {"PARAPH_HOME": house, "PARAPH_PASSPHRASE": "open sesame", "PARAPH_AS": "clerk"}
    result = CliRunner().invoke(paraph, list(arguments), env=given)
    return result.exit_code, result.stdout + ("" if result.exit_code == 0 else result.stderr)


def typed() -> Iterator[str]:
    return iter(re.findall(r"^\$ (.*)$", TUTORIAL.read_text(), re.MULTILINE))
