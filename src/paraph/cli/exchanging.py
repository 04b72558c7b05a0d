"""Exchange over the link, once."""

from collections.abc import Iterable
from typing import Any

import click

from paraph.cli.exits import Exit
from paraph.cli.failing import exit_of
from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.reports import exchange_page, exchange_shape
from paraph.cli.shell import Shell
from paraph.faces.words import worded
from paraph.serving import exchange_with, hint
from paraph.values import Answer, Barred, Fault


@command("sync", gives=("exchanges",))
@click.argument("party", required=False)
def sync(shell: Shell, *, party: str | None) -> Exit:
    """Exchange with the other parties over the link.

    With all of them or with one: both ways, in order, and nothing twice.

    A counterpart that cannot be reached loses nothing: try again, or carry a file (`paraph bundle out`).
    """
    setup = shell.node.setup(shell.framework)
    parties = [one.party for one in setup.others] if party is None else [setup.member(party).party]
    if not parties:
        raise Barred("cli.nobody_else")
    shell.node.keys(shell.framework)
    done = [_exchanged(shell, one) for one in parties]
    shell.tell({"exchanges": done}, lambda paper: _page(paper, done))
    return worst(one["exit"] for one in done)


def worst(exits: Iterable[int]) -> Exit:
    """Return how a command of several parts ended: as the part that someone must look at first."""
    order = (Exit.TWO_HISTORIES, Exit.RESTORE, Exit.REFUSED, Exit.LINK, Exit.CANNOT_TELL, Exit.DONE)
    found = set(exits)
    return next((one for one in order if one in found), Exit.DONE)


def _exchanged(shell: Shell, party: str) -> dict[str, Any]:
    try:
        with shell.working(f"Exchanging with {party}"):
            done = exchange_with(shell.node, shell.framework, party)
    except (Barred, Fault) as error:
        return {"party": party, "exchange": None, "error": _error(error), "exit": int(exit_of(error))}
    shape = exchange_shape(done)
    if any(log["pulled"] for log in shape["logs"]):
        hint(shell.node, shell.framework, party)
    return {"party": party, "exchange": shape, "error": None, "exit": int(shape["exit"])}


def _error(error: Answer) -> dict[str, Any]:
    told = worded(error)
    return {"code": error.code, "facts": error.facts, "message": told.message, "next": told.next}


def _page(paper: Paper, done: list[dict[str, Any]]) -> None:
    for one in done:
        if one["error"] is None:
            exchange_page(paper, one["exchange"])
        else:
            message = one["error"]["message"]
            paper.line(message if one["party"] in message else f"{one['party']}: {message}", tone="bad")
            paper.line(f"→ {one['error']['next']}")
