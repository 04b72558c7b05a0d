"""Begin: a node, its keys in a framework, the charter."""

import sys

import click

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.saying import tell_outcome
from paraph.cli.shell import Shell
from paraph.domains import CHARTER_FAMILY
from paraph.faces.composing import charter_content
from paraph.node import Identity, Node
from paraph.service.charter import charter_record
from paraph.service.considering import say_or_consider
from paraph.service.say import Saying
from paraph.service.setup import Setup
from paraph.values import Barred, convert


@command("init", gives=("home", "party", "framework", "origin"))
@click.option("--party", metavar="ID", help="Your party's id in every act, such as PK; needed once.")
@click.option("--name", metavar="TEXT", help="What your party calls itself, in English; needed once.")
@click.option("--host", metavar="HOST", help="Host name in the origin of your logs, such as dcg.example; needed once.")
@click.option(
    "--address", metavar="URL", default="", help="https address of the exchange; without it, files are carried."
)
@click.option("--quick", is_flag=True, hidden=True)
def init(shell: Shell, *, address: str, quick: bool, **identity: str | None) -> None:
    """Make a node, with keys and an empty record in a framework (--framework).

    A node takes part in any number of frameworks: run it again with the name of another one.
    """
    if not shell.asked.framework:
        raise Barred("cli.missing_option", option=["--framework"], meaning="what the framework is called, such as dcg")
    setup = _begun(shell, identity, address=address, quick=quick)
    origin = setup.member(setup.me).origin
    shape = {"home": str(shell.home), "party": setup.me, "framework": setup.framework, "origin": origin}

    def page(paper: Paper) -> None:
        paper.line(f"{setup.me} has a node in {shell.home}, with keys for {setup.framework}.", tone="good")
        paper.line("→ Enter who may speak: `paraph person add`. Then exchange keys: `paraph invite`.")

    shell.tell(shape, page)


@command("charter", gives=("state", "record", "act", "draft", "content"))
@click.option("--file", metavar="FILE", help="A charter as JSON, instead of the one composed from the set-up.")
@click.option("--set", "fields", metavar="PATH=VALUE", multiple=True, help="Set a field of it; may be repeated.")
@click.option("--note", metavar="TEXT", help="A public remark.")
@click.option("--dry-run", is_flag=True, help="Show it, and whether it could be proposed; nothing is kept.")
def charter(shell: Shell, *, file: str | None, fields: tuple[str, ...], note: str | None, dry_run: bool) -> None:
    """Compose the charter from the set-up, and propose it: parties, keys, kinds, terms.

    Nothing else can be opened before all parties have accepted one. Where there is one, this tables its next version.
    """
    with shell.desk(writable=not dry_run) as desk:
        content = charter_content(desk, file=file, fields=fields, stdin=sys.stdin.buffer)
        record = charter_record(desk)
        kind = "" if record else f"{CHARTER_FAMILY}/1"
        saying = Saying(kind=kind, record=record, verb="propose", content=content, note=note)
        outcome = say_or_consider(desk, shell.person, saying, dry_run=dry_run)
    tell_outcome(shell, outcome, content=content)


def _begun(shell: Shell, given: dict[str, str | None], *, address: str, quick: bool) -> Setup:
    if (shell.home / "house.db").is_file():
        shell.node.passphrase = shell.new_passphrase
        return shell.node.begin(shell.asked.framework, quick=quick)
    missing = [f"--{name}" for name in ("party", "name", "host") if not given[name]]
    if missing:
        raise Barred("cli.missing_option", option=missing, meaning="needed once, to make a node")
    identity = convert(Identity, {**given, **({"address": address} if address else {})})
    passphrase = shell.new_passphrase()
    node = Node.create(shell.home, identity, passphrase=lambda: passphrase)
    try:
        return node.begin(shell.asked.framework, quick=quick)
    finally:
        node.close()
