"""Come to know each other: invitations by file, keys compared in eight words by telephone."""

from pathlib import Path
from typing import Any

import click
from msgspec import structs

from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.content import read_file
from paraph.service.joining import Invitation, confirm, invitation, keys_to_compare
from paraph.service.joining import join as joined
from paraph.service.setup import Setup
from paraph.service.words import eight_words
from paraph.values import Barred, decode, encode

_LIMIT = 1024 * 1024


@command("invite", gives=("file", "framework", "parties"))
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
def invite(shell: Shell, *, out: Path | None) -> None:
    """Write an invitation: the parties known here, with their keys. Public; its truth rests on the telephone call."""
    setup = shell.node.setup(shell.framework)
    path = out or Path(f"{setup.framework}-{setup.me}.paraph-invitation")
    path.write_bytes(encode(invitation(setup)))
    shape = {"file": str(path), "framework": setup.framework, "parties": list(setup.parties)}

    def page(paper: Paper) -> None:
        paper.line(f"Written: {path}, with the keys of {', '.join(setup.parties)}.", tone="good")
        paper.line("→ Send it to the other party by any way; it runs `paraph join FILE`, and you do so with its file.")

    shell.tell(shape, page)


@command("join", gives=("framework", "parties", "words", "compared", "addresses"))
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--words", metavar="WORDS", help="The eight words as you HEARD them by telephone, in one argument.")
def join(shell: Shell, *, file: Path | None, words: str | None) -> None:
    """Take an invitation, then confirm the keys by eight words heard by telephone.

    Both parties take the other's invitation first. Then call: each reads its eight words aloud, and the other types
    what it hears. Nothing is exchanged or said before that.

    A later invitation of a party that is known changes nothing but the address of its node, if that is another now.
    """
    setup = before = shell.node.setup(shell.framework)
    if file is not None:
        setup = joined(setup, decode(Invitation, read_file(file), limit=_LIMIT))
        shell.node.configure(setup)
    with shell.working("Making the eight words"):
        seen = eight_words(keys_to_compare(setup))
    if words is not None:
        setup = confirm(setup, words=seen, heard=words)
        shell.node.configure(setup)
    told = {one.party: one.address for one in setup.others if one.address and one not in before.members}
    shape = {**_shape(setup, seen), "addresses": told}
    shell.tell(shape, lambda paper: _page(paper, setup, seen, told))


@command("address", gives=("party", "address"))
@click.argument("party")
@click.argument("url")
def address(shell: Shell, *, party: str, url: str) -> None:
    """Set the https address of a party's node, our own or another's. An empty one means that files are carried.

    It is a matter of the link alone: no key changes with it, and whoever answers there must hold the keys known here.
    """
    if url and not url.startswith("https://"):
        raise Barred("address.not_https", party=party, address=url)
    setup = shell.node.setup(shell.framework)
    moved = structs.replace(setup.member(party), address=url)
    members = tuple(moved if one.party == party else one for one in setup.members)
    shell.node.configure(structs.replace(setup, members=members))
    if party == setup.me:
        shell.node.set_address(url)
    told = f"{party} is reached at {url}." if url else f"{party} is reached by carried files."
    shell.tell({"party": party, "address": url}, lambda paper: paper.line(told, tone="good"))


def _shape(setup: Setup, words: str) -> dict[str, Any]:
    return {
        "framework": setup.framework,
        "parties": list(setup.parties),
        "words": words,
        "compared": setup.compared,
    }


def _page(paper: Paper, setup: Setup, words: str, told: dict[str, str]) -> None:
    paper.line(f"Known in {setup.framework}: {', '.join(f'{one.party} ({one.name})' for one in setup.members)}.")
    for party, url in told.items():
        paper.line(f"{party} is reached at {url}.")
    if setup.compared:
        paper.line("The keys are confirmed.", tone="good")
        paper.line("→ One of you proposes the charter: `paraph charter`. After a loss go on with `paraph restore`.")
    elif setup.others:
        paper.line()
        paper.line(f"    {words}", tone="strong")
        paper.line()
        paper.line("→ Call the other party on a line you trust, and read these words aloud. It reads its own to you.")
        paper.line('  Then type what you heard: `paraph join --words "…"`. Nothing is exchanged before that.')
    else:
        paper.line("→ Nobody else is known yet: take the other party's invitation: `paraph join FILE`.")
