"""The second key: what waits for it, give it, take the draft back."""

from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.pages import content_page, drafts_page, short
from paraph.cli.paper import Paper
from paraph.cli.saying import tell_outcome
from paraph.cli.shell import Shell
from paraph.faces.whole import whole
from paraph.service.say import all_pending, pending_of
from paraph.service.say import release as give
from paraph.service.say import take_back as take


@command("pending", gives=("pending",))
@click.argument("draft", required=False)
def pending(shell: Shell, *, draft: str | None) -> None:
    """List the drafts that wait for a second key; with its id, show one whole."""
    with shell.desk() as desk:
        found = all_pending(desk) if draft is None else (pending_of(desk, draft),)
    shape = {"pending": [{**whole(one), "digest": one.digest} for one in found]}
    shell.tell(shape, lambda paper: _page(paper, shape["pending"], whole=draft is not None))


@command("release", gives=("state", "record", "act", "draft"))
@click.argument("draft")
@click.option("--seen", metavar="DIGEST", help="What was seen, as `pending` shows it; another draft is refused.")
@click.option("--under", metavar="NUMBER", type=int, help="The delegation to give it under.")
def release(shell: Shell, *, draft: str, seen: str | None, under: int | None) -> None:
    """Give the second key to a draft: it is judged again, as the record now stands, and signed.

    It takes a person of another office than the one who drafted it (--as), and than the one it was drafted for.
    """
    with shell.desk(writable=True) as desk:
        shown = pending_of(desk, draft)
        said = give(desk, shell.person, shown.id, seen=seen or shown.digest, under=under)
    tell_outcome(shell, said)


@command("take-back", gives=("taken_back",))
@click.argument("draft")
def take_back(shell: Shell, *, draft: str) -> None:
    """Take a draft away from the second key, unsigned. Its words are shown, so that none is lost."""
    with shell.desk() as desk:
        taken = take(desk, shell.person, draft)

    def page(paper: Paper) -> None:
        paper.line(f"Taken back: {taken.id}. Nothing was signed.")
        content_page(paper, taken.saying.content)

    shell.tell({"taken_back": whole(taken)}, page)


def _page(paper: Paper, shapes: list[dict[str, Any]], *, whole: bool) -> None:
    drafts_page(paper, shapes)
    if whole:
        saying = shapes[0]["saying"]
        content_page(paper, saying.get("content"))
        paper.facts({"on": short(saying.get("on")), "note": saying.get("note", ""), "digest": shapes[0]["digest"]})
