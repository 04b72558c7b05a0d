"""Private drafts and notes: kept in the house, never sent."""

from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.pages import content_page, day, notes_page, short
from paraph.cli.paper import Paper
from paraph.cli.saying import tell_outcome
from paraph.cli.shell import Shell
from paraph.cli.speaking import saying_of
from paraph.faces.outcomes import flags_shape
from paraph.faces.whole import whole
from paraph.record import utc_text
from paraph.service.considering import say_or_consider
from paraph.service.drafts import Draft, Note, draft_of, drafts, drop_draft, keep_draft, keep_note, notes_on
from paraph.service.read import find_record


@click.group("draft")
def draft() -> None:
    """Keep texts in the house until they are said; they are never sent."""


@command("save", gives=("draft",))
@click.argument("name")
@click.argument("about", metavar="KIND|RECORD")
@click.argument("verb")
@click.option("--file", metavar="FILE", help="The content as JSON; - for standard input.")
@click.option("--set", "fields", metavar="PATH=VALUE", multiple=True, help="Set a field of it; may be repeated.")
@click.option("--on", metavar="VERSION", help="The version spoken to.")
@click.option("--over", metavar="VERSION", multiple=True, help="What a new version would replace.")
@click.option("--note", metavar="TEXT", help="A public remark or reason.")
@click.option("--until", metavar="TIME", help="Answers later than this come too late.")
def save(shell: Shell, *, name: str, about: str, verb: str, **given: Any) -> None:
    """Keep a draft under a name; one of the same name is replaced."""
    with shell.desk() as desk:
        saying = saying_of(desk, about, verb, given)
        kept = Draft(name=name, saying=saying, by=shell.person, at=utc_text(desk.clock()))
        keep_draft(desk.house, kept)
    shell.tell({"draft": whole(kept)}, lambda paper: paper.line(f"Kept as a draft: {name}. It stays in this house."))


@command("list", gives=("drafts",))
def list_(shell: Shell) -> None:
    """List the drafts."""
    found = drafts(shell.node.house)
    rows = [(one.name, one.saying.verb, _about(one), one.by, day(one.at)) for one in found]
    shape = {"drafts": [whole(one) for one in found]}
    shell.tell(shape, lambda paper: paper.table(("NAME", "VERB", "OF", "BY", "KEPT"), rows, empty="There is no draft."))


@command("show", gives=("draft",))
@click.argument("name")
def show(shell: Shell, *, name: str) -> None:
    """Show a draft."""
    _tell(shell, draft_of(shell.node.house, name))


@command("drop", gives=("draft",))
@click.argument("name")
def drop(shell: Shell, *, name: str) -> None:
    """Remove a draft. Its words are shown once more."""
    _tell(shell, drop_draft(shell.node.house, name))


@command("say", gives=("state", "record", "act", "draft", "flags"))
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Find out whether it could be said; nothing is kept or signed.")
def say(shell: Shell, *, name: str, dry_run: bool) -> None:
    """Say a draft: signed, or kept for its second key. The draft itself is then removed."""
    with shell.desk(writable=not dry_run) as desk:
        kept = draft_of(desk.house, name)
        outcome = say_or_consider(desk, shell.person, kept.saying, dry_run=dry_run)
        flags = flags_shape(desk, kept.saying)
        if not dry_run:
            drop_draft(desk.house, name)
    tell_outcome(shell, outcome, flags=flags)


for _command in (save, list_, show, drop, say):
    draft.add_command(_command)


@command("note", gives=("record", "notes"))
@click.argument("record")
@click.argument("text", required=False)
def note(shell: Shell, *, record: str, text: str | None) -> None:
    """Keep a private note on a record, or show those there are. Notes stay in this house."""
    with shell.desk() as desk:
        found = find_record(desk, record)
        if text is not None:
            at = desk.clock().isoformat(timespec="microseconds")
            keep_note(desk.house, Note(record=found, text=text, by=shell.person, at=at))
        shape = {"record": found, "notes": [whole(one) for one in notes_on(desk.house, found)]}
    shell.tell(shape, lambda paper: notes_page(paper, shape["notes"]))


def _about(one: Draft) -> str:
    return one.saying.kind or f"record {short(one.saying.record)}"


def _tell(shell: Shell, kept: Draft) -> None:
    def page(paper: Paper) -> None:
        paper.line(f"{kept.name}: {kept.saying.verb} of {_about(kept)}, by {kept.by}, {day(kept.at)}")
        content_page(paper, kept.saying.content)

    shell.tell({"draft": whole(kept)}, page)
