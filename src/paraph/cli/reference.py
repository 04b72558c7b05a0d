"""The reference of the command line, written from the declarations: `python -m paraph.cli.reference FILE`.

Invariants:

* Nothing here is prose about one command: what is wrong in the reference is wrong in a declaration.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from paraph.cli.app import paraph
from paraph.cli.exits import Exit
from paraph.cli.kinds import asks
from paraph.cli.options import COMMON, Order
from paraph.cli.table import TABLE
from paraph.domains import KINDS
from paraph.faces.declarations import kind_shape


def reference() -> str:
    """Return the whole reference, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# Commands",
        "",
        "Written from the declarations: `python -m paraph.cli.reference docs/reference/cli.md`. A test holds it true.",
        "",
        "## For every command",
        "",
        "These stand before or after the command; what stands nearer to it wins.",
        "",
        *_options([one for one in paraph.params if one.name in COMMON]),
        "",
        "With `--json` a command prints one JSON object on standard output: the keys listed with it or, when refused,",
        '`{"error": {"code", "facts", "message", "next"}}`. Without it, the answer goes to standard output, and a',
        "refusal with its next step to standard error.",
        "",
        "A record, an act or a version is named by the beginning of its digest, four digits at least for a record.",
        "",
        "## Exit codes",
        "",
        "| code | meaning |",
        "|---|---|",
        *(f"| {int(code)} | {code.meaning} |" for code in Exit),
    )
    for group in dict.fromkeys(entry.group for entry in TABLE.values()):
        yield from ("", f"## {group}")
        for name in (name for name, entry in TABLE.items() if entry.group == group):
            yield from _command(name)
    yield from ("", "## What may be said")
    for name in sorted(KINDS):
        yield from _kind(name)


def _command(name: str) -> Iterator[str]:
    context = click.Context(paraph, info_name="paraph")
    command = paraph.get_command(context, name)
    if isinstance(command, click.Group):
        yield from ("", f"### paraph {name}", "", *_help(command))
        for inner in command.commands.values():
            yield from _leaf(inner, f"{name} {inner.name}", "####")
    elif command is not None:
        yield from _leaf(command, name, "###")


def _leaf(command: click.Command, name: str, level: str) -> Iterator[str]:
    pieces = [piece for piece in command.collect_usage_pieces(click.Context(command)) if piece != "[OPTIONS]"]
    own = [one for one in command.params if isinstance(one, click.Option) and one.name not in COMMON and not one.hidden]
    yield from ("", f"{level} paraph {' '.join((name, *pieces))}", "", *_help(command))
    if own:
        yield from ("", *_options(own))
    if isinstance(command, Order) and command.gives:
        yield from ("", f"JSON: {', '.join(f'`{key}`' for key in command.gives)}")


def _help(command: click.Command) -> Iterator[str]:
    paragraphs = (command.help or "").split("\n\n")
    for place, paragraph in enumerate(paragraphs):
        if place:
            yield ""
        yield " ".join(paragraph.split())


def _options(parameters: list[click.Parameter] | list[click.Option]) -> Iterator[str]:
    yield "| option | meaning |"
    yield "|---|---|"
    for one in parameters:
        if isinstance(one, click.Option):
            metavar = "" if one.is_flag else f" {one.metavar or 'TEXT'}"
            yield f"| `{', '.join(one.opts)}{metavar}` | {one.help} |"


def _kind(name: str) -> Iterator[str]:
    shape = kind_shape(KINDS[name])
    yield from ("", f"### {shape['title']}", "", f"`{name}`, {shape['dealing']}", "")
    yield "| verb | asks for | what it does |"
    yield "|---|---|---|"
    for verb in shape["verbs"]:
        yield f"| `{verb['verb']}` | {asks(verb)} | {verb['help']} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
