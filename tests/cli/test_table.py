"""The table of commands is true, every command answers in JSON, and the reference says what the declarations say."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from tests.cli.houses import House, Houses

from paraph.cli.app import paraph
from paraph.cli.options import COMMON, Order
from paraph.cli.reference import reference
from paraph.cli.table import TABLE

ROOT = Path(__file__).parents[2]
CONTEXT = click.Context(paraph)


def leaves() -> dict[str, click.Command]:
    """Every command that does something, by how it is typed."""
    found = {}
    for name in TABLE:
        command = paraph.get_command(CONTEXT, name)
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        found |= {f"{name} {sub}".strip(): one for sub, one in inner.items()}
    return found


@pytest.mark.parametrize("name", TABLE)
def test_the_table_says_of_a_command_what_it_says_of_itself(name: str) -> None:
    """`--help` loads no command, so the table repeats their first words."""
    command = paraph.get_command(CONTEXT, name)

    said = " ".join((command.help or "").split())

    assert said.startswith(TABLE[name].short.removesuffix("."))


@pytest.mark.parametrize("name", leaves(), ids=str)
def test_every_command_has_the_options_that_all_have(name: str) -> None:
    command = leaves()[name]

    assert isinstance(command, Order)
    assert set(COMMON) <= {parameter.name for parameter in command.params}


@pytest.mark.parametrize("name", leaves(), ids=str)
def test_every_command_has_help(name: str, tmp_path: Path) -> None:
    told = House(tmp_path, "NOBODY").run(*name.split(), "--help")

    assert (0, True) == (told.code, told.out.startswith(f"Usage: paraph {name} "))


DAY = datetime.now(UTC).date().isoformat()
SAYINGS = {
    "kinds": ("kinds",),
    "say": ("say", "SESSION", "accept"),
    "say --dry-run": ("say", "SESSION", "accept", "--dry-run"),
    "charter": ("charter",),
    "pending": ("pending",),
    "draft save": ("draft", "save", "x", "SESSION", "hold"),
    "draft list": ("draft", "list"),
    "note": ("note", "SESSION", "A note."),
    "inbox": ("inbox",),
    "list": ("list",),
    "show": ("show", "SESSION"),
    "history": ("history", "SESSION"),
    "due": ("due",),
    "export": ("export",),
    "export acts": ("export", "acts"),
    "compare": ("compare", "--out", "TABLE/standing"),
    "receipt": ("receipt", "SESSION", "--out", "TABLE"),
    "certificate": ("certificate", "CHARTER", "--out", "TABLE/certificate"),
    "policy": ("policy",),
    "tiles": ("tiles", "TABLE/tiles"),
    "status": ("status",),
    "audit": ("audit",),
    "reindex": ("reindex",),
    "backup": ("backup", "TABLE/backup"),
    "person add": ("person", "add", "p", "--name", "P", "--office", "O"),
    "person list": ("person", "list"),
    "person roles": ("person", "roles"),
    "person remove": ("person", "remove", "intern"),
    "deputy give": ("deputy", "give", "intern", "--first", DAY, "--last", DAY),
    "deputy list": ("deputy", "list"),
    "deputy away": ("deputy", "away", "clerk", "--first", DAY, "--last", DAY),
    "deputy back": ("deputy", "back", "clerk", "--first", DAY),
    "trail list": ("trail", "list"),
    "trail verify": ("trail", "verify"),
    "trail export": ("trail", "export", "--out", "TABLE/trail.csv"),
    "remind": ("remind",),
    "settings show": ("settings", "show"),
    "settings mail": ("settings", "mail", "--host", "mail.example", "--sender", "paraph@south.example"),
    "settings webhook": ("settings", "webhook", "register", "https://register.example/"),
    "settings reminders": ("settings", "reminders", "--soon", "3"),
    "settings person": ("settings", "person", "clerk", "--language", "ur"),
    "invite": ("invite", "--out", "TABLE/invitation"),
    "join": ("join",),
    "address": ("address", "NORTH", "https://north.example:8443"),
    "bundle out": ("bundle", "out", "--out", "TABLE/bundle"),
    "init": ("init", "--framework", "other", "--quick"),
}


@pytest.mark.parametrize("name", SAYINGS, ids=str)
def test_a_command_answers_with_the_keys_that_it_promises(name: str, houses: Houses) -> None:
    """What `--json` prints is one object, whose keys the reference lists; a person is told as well."""
    places = {"SESSION": houses.session, "CHARTER": houses.charter}
    typed = [places.get(part, part.replace("TABLE", str(houses.table))) for part in SAYINGS[name]]
    promised = leaves()[next(one for one in leaves() if name == one or name.startswith(f"{one} "))].gives

    shape = houses.south.done(*typed)

    assert set(promised) <= set(shape)


def test_options_mean_the_same_before_and_after_the_command(houses: Houses) -> None:
    nobody = {"PARAPH_HOME": None}

    before = houses.north.run("--home", str(houses.north.home), "--json", "list", env=nobody)
    after = houses.north.run("list", "--home", str(houses.north.home), "--json", env=nobody)

    assert (0, before) == (before.code, after)


def test_what_stands_nearer_to_the_command_wins(houses: Houses, tmp_path: Path) -> None:
    told = houses.north.run("--home", str(tmp_path), "list", "--home", str(houses.north.home))

    assert 0 == told.code


def test_the_reference_is_what_the_declarations_say() -> None:
    """`python -m paraph.cli.reference docs/reference/cli.md` writes it again."""
    assert (ROOT / "docs/reference/cli.md").read_text() == reference()


def test_every_command_in_the_how_tos_exists() -> None:
    typed = [
        line.removeprefix("paraph ").split()
        for path in (ROOT / "docs/how-to").glob("*.md")
        for line in path.read_text().splitlines()
        if line.startswith("paraph ")
    ]
    unknown = [words for words in typed if not {words[0], " ".join(words[:2])} & set(leaves())]

    assert (True, []) == (bool(typed), unknown)


def test_json_is_one_value_even_for_a_wrong_command_line(tmp_path: Path) -> None:
    told = House(tmp_path, "NOBODY").run("show", "--json")

    assert (2, "cli.usage") == (told.code, json.loads(told.out)["error"]["code"])
    assert "Missing argument 'RECORD'." == json.loads(told.out)["error"]["message"]
