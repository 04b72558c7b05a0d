"""What may be said: kinds and verbs, read off the declarations. Needs no node."""

from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.domains import KINDS
from paraph.faces.declarations import kind_shape, kinds_named
from paraph.values import Barred


@command("kinds", gives=("kinds",))
@click.argument("kind", default="")
def kinds(shell: Shell, *, kind: str) -> None:
    """List the kinds of record and their verbs; with a kind, what each verb does and asks for."""
    found = kinds_named(KINDS, kind) if kind else [KINDS[name] for name in sorted(KINDS)]
    if not found:
        raise Barred("unknown_kind", kind=kind, kinds=sorted(KINDS))
    shape = {"kinds": [kind_shape(one) for one in found]}
    shell.tell(shape, lambda paper: _whole(paper, shape["kinds"]) if kind else _overview(paper, shape["kinds"]))


def asks(verb: dict[str, Any]) -> str:
    """Say what a verb asks for beyond its content."""
    asked = (
        "opens" if verb["opens"] else "",
        "two keys" if verb["keys"] == 2 else "",
        "a reason" if verb["reason"] else "",
        "a version" if verb["on"] == "always" else "",
        f"only the {verb['who']}" if verb["who"] != "anyone" else "",
    )
    return ", ".join(one for one in asked if one)


def _overview(paper: Paper, shapes: list[dict[str, Any]]) -> None:
    rows = (
        (one["kind"], one["title"], one["dealing"], ", ".join(verb["verb"] for verb in one["verbs"])) for one in shapes
    )
    paper.table(("KIND", "TITLE", "DEALING", "VERBS"), rows)
    paper.line("→ What each verb does: `paraph kinds KIND`.")


def _whole(paper: Paper, shapes: list[dict[str, Any]]) -> None:
    for one in shapes:
        paper.line(f"{one['title']} ({one['kind']}), {one['dealing']}", tone="strong")
        paper.table(
            ("VERB", "ASKS FOR", "WHAT IT DOES"), ((verb["verb"], asks(verb), verb["help"]) for verb in one["verbs"])
        )
        paper.line("→ What it carries: `paraph say KIND VERB --help-payload`, `--example`.")
