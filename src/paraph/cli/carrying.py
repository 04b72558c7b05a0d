"""Exchange by a carried file: what the wire does, where there is no wire."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from paraph.adapters.bundle_file import open_bundle
from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.reports import exchange_page, exchange_shape
from paraph.cli.shell import Shell
from paraph.faces.whole import whole
from paraph.service.bundle import Manifest, take_bundle
from paraph.service.setup import Member, Setup
from paraph.tending import carry_out
from paraph.values import Barred, decode

_FILE = click.Path(path_type=Path, dir_okay=False)
_SEALED = b"age-encryption.org/"


@click.group("bundle")
def bundle() -> None:
    """Exchange by a carried file. One there and one back makes receipts, as the link does."""


@command("out", gives=("file", "reader", "bytes"))
@click.argument("party", required=False)
@click.option("--out", metavar="FILE", type=_FILE, help="Where to write it.")
@click.option("--plain", is_flag=True, help="Do not seal it: anyone can read it, for a guard that inspects files.")
@click.option("--whole", is_flag=True, help="Everything from the first entry on, for a node that lost its disk.")
def out(shell: Shell, *, party: str | None, out: Path | None, plain: bool, whole: bool) -> None:
    """Write what the other party lacks, and what we cosigned of its log, sealed to it."""
    framework = shell.framework
    reader = _reader(shell.node.setup(framework), party)
    path = out or Path(f"{framework}-{shell.node.identity.party}-to-{reader.party}.paraph-bundle")
    shell.node.keys(framework)
    with shell.working(f"Writing {path}"):
        length = carry_out(shell.node, framework, reader.party, path, plain=plain, whole=whole)
    shape = {"file": str(path), "reader": reader.party, "bytes": length, "sealed": not plain}

    def page(paper: Paper) -> None:
        paper.line(
            f"Written: {path}, {length} bytes, {'readable by anyone' if plain else f'sealed to {reader.party}'}."
        )
        paper.line(f"→ {reader.party} runs `paraph bundle in {path.name}`, and gives you its own in return.")

    shell.tell(shape, page)


@command("in", gives=("exchange",))
@click.argument("file", type=_FILE)
def in_(shell: Shell, *, file: Path) -> Exit:
    """Take in a file that the other party wrote: the same exchange as over the link."""
    identity = shell.node.keys(shell.framework).identity
    opened = open_bundle(file, identity=identity, scratch=shell.scratch)
    with shell.working(f"Reading {file}"), shell.exchanging() as desk, opened as carried:
        shape = exchange_shape(take_bundle(desk, carried))

    def page(paper: Paper) -> None:
        exchange_page(paper, shape)
        if any(one["cosigned"] for one in shape["logs"]):
            paper.line(f"→ Give {shape['party']} a file in return, so that it has your receipts: `paraph bundle out`.")

    shell.tell({"exchange": shape}, page)
    return Exit(shape["exit"])


@command("inspect", gives=("manifest",))
@click.argument("file", type=_FILE)
def inspect(shell: Shell, *, file: Path) -> None:
    """Show what a carried file says of itself; nothing is taken in. A plain one needs no keys."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory()))
        identity = ""
        if file.is_file() and _begins(file, _SEALED):
            identity, scratch = shell.node.keys(shell.framework).identity, shell.scratch
        carried = stack.enter_context(open_bundle(file, identity=identity, scratch=scratch))
        manifest = decode(Manifest, carried.manifest())
    shape: dict[str, Any] = {"manifest": whole(manifest)}

    def page(paper: Paper) -> None:
        paper.line(
            f"{manifest.framework}: from {manifest.author} to {manifest.reader}. Nothing in it is believed unproved."
        )
        rows = ((one.party, one.origin, str(one.start), str(one.size)) for one in manifest.logs)
        paper.table(("LOG OF", "ORIGIN", "FROM ENTRY", "TO"), rows)

    shell.tell(shape, page)


for _command in (out, in_, inspect):
    bundle.add_command(_command)


def _reader(setup: Setup, party: str | None) -> Member:
    if party is not None:
        return setup.member(party)
    if len(setup.others) != 1:
        raise Barred("cli.which_party", parties=[one.party for one in setup.others])
    return setup.others[0]


def _begins(file: Path, mark: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(mark)) == mark
