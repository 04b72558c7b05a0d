"""The audit trail: who read, exported, signed in, keyed or changed what."""

from pathlib import Path
from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.pages import short
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.service.trail import START, Asked, Deed, Entry, Head, as_csv
from paraph.values import Barred, builtin


@click.group("trail")
def trail() -> None:
    """Read, check and write out who read, exported, signed in, keyed or changed what; all of this house."""


def _asks(run: Any) -> Any:
    """Give a command the options that choose entries."""
    for option in (
        click.option("--last", default="", metavar="DAY", help="Up to the end of this day."),
        click.option("--first", default="", metavar="DAY", help="From this day on, such as 2026-03-01."),
        click.option("--deed", default="", metavar="DEED", help=f"What: {', '.join(Deed)}."),
        click.option("--subject", default="", metavar="ID", help="Of what: a record, a draft, a person, in full."),
        click.option("--person", "who", default="", metavar="PERSON", help="Who."),
    ):
        run = option(run)
    return run


@command("list", gives=("entries",))
@_asks
@click.option("--limit", type=int, default=50, metavar="N", help="How many; 0 for all. The latest come first.")
def list_(shell: Shell, *, limit: int, **asked: str) -> None:
    """List what was written down, the latest first."""
    found = shell.node.trail.entries(_asked(limit=limit, **asked))
    rows = [(str(one.number), one.at, one.event.person, str(one.event.deed), _of(one), _facts(one)) for one in found]
    columns = ("NUMBER", "AT", "WHO", "WHAT", "OF", "")
    shell.tell({"entries": [_shape(one) for one in found]}, lambda paper: paper.table(columns, rows))


@command("verify", gives=("number", "digest"))
@click.option("--head", metavar="NUMBER:DIGEST", help="A head noted before: nothing up to it may have been cut off.")
def verify(shell: Shell, *, head: str | None) -> None:
    """Read every entry again: none was changed, left out or put in. Prints the head; note it somewhere else."""
    noted = START if head is None else _head(head)
    with shell.working("Reading the trail"):
        found = shell.node.trail.verify(noted)

    def page(paper: Paper) -> None:
        paper.line(f"Every one of {found.number} entries is the one that was written.", tone="good")
        paper.line(f"→ Note the head away from this machine: {found.number}:{found.digest}")

    shell.tell(found._asdict(), page)


@command("export", gives=("rows", "file"))
@_asks
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where.")
def export(shell: Shell, *, out: Path, **asked: str) -> None:
    """Write entries to a file as CSV, the oldest first. That it was done is written down too."""
    found = shell.node.trail.entries(_asked(limit=0, **asked))
    out.write_text("".join(as_csv(reversed(found))), encoding="utf-8", newline="")
    shell.node.chancery.note(Deed.EXPORT, by=shell.asked.person or "", subject="trail", rows=len(found))
    shape = {"rows": len(found), "file": str(out)}
    shell.tell(shape, lambda paper: paper.line(f"Written: {out}, {len(found)} entries.", tone="good"))


for _command in (list_, verify, export):
    trail.add_command(_command)


def _asked(  # noqa: PLR0913  # one for each thing that may be asked
    *, who: str, subject: str, deed: str, first: str, last: str, limit: int
) -> Asked:
    return Asked(person=who, subject=subject, deed=deed, first=first, last=last, limit=limit)


def _head(text: str) -> Head:
    number, colon, digest = text.partition(":")
    if not colon or not number.isdecimal():
        raise Barred("cli.head_form", head=text)
    return Head(int(number), digest)


def _shape(one: Entry) -> dict[str, Any]:
    event = one.event
    return {
        "number": one.number,
        "at": one.at,
        "person": event.person,
        "deed": str(event.deed),
        "framework": event.framework,
        "subject": event.subject,
        "facts": builtin(event.facts),
        "before": one.before,
        "digest": one.digest,
    }


def _of(one: Entry) -> str:
    named = short(one.event.subject) if len(one.event.subject) == 64 else one.event.subject
    return f"{one.event.framework}: {named}" if one.event.framework and named else named or one.event.framework


def _facts(one: Entry) -> str:
    return ", ".join(
        f"{name} {short(value) if isinstance(value, str) and len(value) == 64 else value}"
        for name, value in one.event.facts.items()
        if isinstance(value, (str, int)) and value != ""
    )
