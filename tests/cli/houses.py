"""Two houses, North and South, worked by the command line alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from paraph.cli.app import paraph

FIELDS = ("number=21", "number_basis=stated", "city.en=Rawalpindi", "host=NORTH", "planned.first=2012-12-03")
PLANNED = tuple(part for field in FIELDS for part in ("--set", field))
NEXT = (*PLANNED, "--set", "number=22")


class Told(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def shape(self) -> dict[str, Any]:
        """The answer to --json."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


class House:
    """One party's node, its clerk and its head, and the folder where files are exchanged."""

    def __init__(self, table: Path, party: str) -> None:
        self.party = party
        self.table = table
        self.home = table / party

    def run(self, *arguments: str, stdin: str | None = None, env: Mapping[str, str | None] | None = None) -> Told:
        """Run a command as typed."""
        given = {"PARAPH_HOME": str(self.home), "PARAPH_PASSPHRASE": "open sesame", "PARAPH_AS": "clerk", **(env or {})}
        result = CliRunner().invoke(paraph, list(arguments), input=stdin, env=given)
        return Told(result.exit_code, result.stdout, result.stderr)

    def done(self, *arguments: str, stdin: str | None = None) -> dict[str, Any]:
        """Run a command that must succeed, and return what it says in JSON."""
        told = self.run(*arguments, "--json", stdin=stdin)
        assert 0 == told.code, told
        return told.shape

    def refused(self, *arguments: str, env: Mapping[str, str | None] | None = None) -> dict[str, Any]:
        """Run a command that must be refused, and return the refusal; a person is told the same."""
        told = self.run(*arguments, "--json", env=env)
        spoken = self.run(*arguments, env=env)
        error = told.shape["error"]
        assert ({"code", "facts", "message", "next"}, told.code) == (set(error), spoken.code)
        assert "" == spoken.out
        assert f"{error['message']}\n→ {error['next']}\n" == spoken.err
        return {**error, "exit": told.code}

    def found(self) -> None:
        """Make the node, and enter who may speak."""
        host = f"{self.party.lower()}.example"
        identity = ("--party", self.party, "--name", self.party.title(), "--host", host)
        self.done("init", "--framework", "pact", *identity, "--quick")
        self.done("person", "add", "clerk", "--name", "A. Clerk", "--office", "Desk", "--drafts", "*:*")
        self.done("person", "add", "head", "--name", "A. Head", "--office", "Secretary", "--releases", "*:*")
        self.done("person", "add", "intern", "--name", "An Intern", "--office", "Desk", "--drafts", "none.such:*")

    def said(self, *arguments: str) -> dict[str, Any]:
        """Say something with as many keys as it asks for, and return the act."""
        outcome = self.done("say", *arguments)
        return self.keyed(outcome)

    def keyed(self, outcome: dict[str, Any]) -> dict[str, Any]:
        """Give the second key where one is asked for."""
        if outcome["draft"] is not None:
            outcome = self.done("release", outcome["draft"]["id"], "--as", "head")
        return outcome["act"]

    def carry(self, other: "House") -> dict[str, Any]:
        """Carry a file to the other house."""
        file = self.done("bundle", "out", "--out", str(self.table / f"{self.party}.bundle"))["file"]
        return other.done("bundle", "in", file)["exchange"]


class Houses(NamedTuple):
    """Both of them, the table between, and what they have agreed or argue about."""

    north: House
    south: House
    table: Path
    charter: str = ""
    session: str = ""

    def exchange(self) -> None:
        """Carry files until each has the other's receipts."""
        self.north.carry(self.south)
        self.south.carry(self.north)
        self.north.carry(self.south)


def founded(table: Path) -> Houses:
    """Two houses that have made their nodes and do not know each other."""
    houses = Houses(House(table, "NORTH"), House(table, "SOUTH"), table)
    houses.north.found()
    houses.south.found()
    return houses


def joined(houses: Houses) -> Houses:
    """The same houses, having compared their keys."""
    table = houses.table
    for one, other in ((houses.north, houses.south), (houses.south, houses.north)):
        file = other.done("invite", "--out", str(table / f"{other.party}.invitation"))["file"]
        one.done("join", file)
    words = houses.south.done("join")["words"]
    houses.north.done("join", "--words", words)
    houses.south.done("join", "--words", houses.north.done("join")["words"].upper())
    return houses


def chartered(houses: Houses) -> Houses:
    """The same houses under a charter, with a session that North proposed and South has not answered."""
    record = houses.north.keyed(houses.north.done("charter"))["record"]
    houses.north.carry(houses.south)
    houses.south.said(record, "accept")
    houses.exchange()
    session = houses.north.said("session", "propose", *PLANNED)["record"]
    houses.exchange()
    return houses._replace(charter=record, session=session)


def on_table(houses: Houses, table: Path) -> Houses:
    """The same houses, in another place."""
    return houses._replace(north=House(table, "NORTH"), south=House(table, "SOUTH"), table=table)
