"""Say something: every declared verb, with its payload read off the declaration. Nothing here knows a kind."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.saying import (
    kind_or_record,
    tell_outcome,
    verb_named,
    versions_over,
)
from paraph.cli.shell import Shell
from paraph.domains import KINDS
from paraph.faces.content import content_of
from paraph.faces.declarations import kinds_named, verb_shape
from paraph.faces.outcomes import flags_shape
from paraph.record import Kind
from paraph.service.considering import say_or_consider
from paraph.service.desk import Desk
from paraph.service.meant import version_meant
from paraph.service.say import Saying


@command("say", gives=("state", "record", "act", "draft", "flags"))
@click.argument("about", metavar="KIND|RECORD")
@click.argument("verb")
@click.option("--file", metavar="FILE", help="The content as JSON; - for standard input.")
@click.option("--set", "fields", metavar="PATH=VALUE", multiple=True, help="Set a field of it; may be repeated.")
@click.option("--on", metavar="VERSION", help="The version spoken to; not needed where only one can be meant.")
@click.option("--over", metavar="VERSION", multiple=True, help="What a new version would replace; default: in force.")
@click.option("--note", metavar="TEXT", help="A public remark or reason.")
@click.option("--until", metavar="TIME", help="Answers later than this come too late, such as 2012-12-04T18:00:00Z.")
@click.option("--dry-run", is_flag=True, help="Find out whether it could be said; nothing is kept or signed.")
@click.option("--help-payload", is_flag=True, help="Show which fields the content has.")
@click.option("--example", is_flag=True, help="Show an example of the content.")
def say(shell: Shell, *, about: str, verb: str, dry_run: bool, **given: Any) -> None:
    """Say something of a record, or open one.

    KIND is the name of a kind (`consultation.session`, or `session`), to open a record; RECORD the beginning of a
    record's id, to speak to it. What may be said: `paraph kinds`. Where a verb asks for two keys, it is kept as a draft
    until a person of another office releases it.
    """
    if given.pop("help_payload") or given["example"]:
        _explain(shell, about, verb, example=given["example"])
        return
    with shell.desk(writable=not dry_run) as desk:
        saying = saying_of(desk, about, verb, given)
        outcome = say_or_consider(desk, shell.person, saying, dry_run=dry_run)
        flags = flags_shape(desk, saying)
    tell_outcome(shell, outcome, flags=flags)


def saying_of(desk: Desk, about: str, verb: str, given: Mapping[str, Any]) -> Saying:
    """Return what a command line says, before it is judged."""
    kind, record = kind_or_record(desk, about)
    declared = verb_named(kind, verb)
    return Saying(
        kind="" if record else kind.name,
        record=record,
        verb=declared.name,
        content=content_of(declared.payload, file=given["file"], fields=given["fields"], stdin=sys.stdin.buffer),
        on=version_meant(desk, record, declared, given["on"]),
        over=versions_over(desk, record, given["over"]),
        note=given["note"],
        until=given["until"],
    )


def fields_page(paper: Paper, shape: Mapping[str, Any]) -> None:
    """Write which fields a verb's content has, and then those of the values in it."""
    _fields(paper, shape["fields"], empty="It carries no content.")
    for name, fields in shape["values"].items():
        paper.heading(name)
        _fields(paper, fields, empty="No fields.")


def _fields(paper: Paper, fields: Iterable[Mapping[str, Any]], *, empty: str) -> None:
    rows = (
        (one["name"], one["type"], "yes" if one["needed"] else "", one["meaning"].replace("None", "absent"))
        for one in fields
    )
    paper.table(("FIELD", "TYPE", "NEEDED", "MEANING"), rows, empty=empty)


def _explain(shell: Shell, about: str, verb: str, *, example: bool) -> None:
    shape = verb_shape(verb_named(_kind(shell, about), verb))

    def page(paper: Paper) -> None:
        if example:
            paper.json(shape["example"])
            return
        paper.line(f"{shape['verb']}: {shape['help']}")
        fields_page(paper, shape)

    shell.tell(shape, page)


def _kind(shell: Shell, about: str) -> Kind:
    """Return a kind without a node where its name is given, and off a record otherwise."""
    named = kinds_named(KINDS, about)
    if named:
        return named[-1]
    with shell.desk() as desk:
        return kind_or_record(desk, about)[0]
