"""Bring a node back: put a backup in place, then take from the others' mirrors what came after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from paraph.adapters.backup_file import read_backup
from paraph.adapters.bundle_file import open_bundle
from paraph.adapters.record_store import SqliteRecord
from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.paper import Paper
from paraph.cli.reports import exchange_page, exchange_shape, log_shape
from paraph.cli.shell import Shell
from paraph.faces.whole import whole
from paraph.service.bundle import Manifest
from paraph.service.people import person_of
from paraph.service.restore import Recovery, begin_recovery, decide, recover
from paraph.service.setup import Member, Setup
from paraph.serving import restore_with
from paraph.values import Barred, builtin, decode

_FILE = click.Path(path_type=Path, dir_okay=False)


@command("restore", gives=("state",))
@click.argument("party", required=False)
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=_FILE,
    help="Put this backup in place first; what lies there already is not overwritten.",
)
@click.option(
    "--bundle", metavar="FILE", type=_FILE, help="A carried file in place of the link, made with `bundle out --whole`."
)
@click.option(
    "--without-mirrors",
    "statement",
    metavar="TEXT",
    help="Go on although no mirror can be reached; say why, in writing.",
)
def restore(
    shell: Shell, *, party: str | None, source: Path | None, bundle: Path | None, statement: str | None
) -> Exit:
    """Bring a node back that lost its disk, or that comes from a backup.

    It signs nothing until every counterpart has shown how much of our log it mirrors. First
    `paraph restore --from FILE`; then `paraph restore`, over the link, or with a file that each counterpart wrote. What
    came stays: run it as often as needed.
    """
    if source is not None:
        return _put_back(shell, source)
    if statement is not None:
        return _decided(shell, statement)
    if not (shell.node.folder(shell.framework) / "record.paraph").exists():
        return _begun_anew(shell)
    shell.node.keys(shell.framework)
    with shell.working("Asking the mirrors"):
        done = [_shape(one, found) for one, found in _recovered(shell, party, bundle)]
    if not done:
        raise Barred("cli.nobody_else")
    shape = {"state": "restored" if done[-1]["recovered"] else "recovering", "mirrors": done}
    shell.tell(shape, lambda paper: _page(paper, shape))
    return Exit.DONE if done[-1]["recovered"] else Exit.RESTORE


def _put_back(shell: Shell, source: Path) -> Exit:
    back = read_backup(source, shell.home)
    node = shell.node
    names = [name for name in node.frameworks() if f"frameworks/{name}/record.paraph" in back]
    for name in names:
        begin_recovery(node.house, name)
    shape = {"state": "recovering" if names else "nothing to restore", "files": list(back), "frameworks": names}

    def page(paper: Paper) -> None:
        if not names:
            paper.line("Every record was there already; nothing was overwritten.")
            return
        paper.line(f"The backup is in place: {shell.home}, {', '.join(names)}. It signs nothing yet.", tone="care")
        paper.line("→ Ask the mirrors: `paraph restore`; or with a file from each: `paraph restore --bundle FILE`.")

    shell.tell(shape, page)
    return Exit.RESTORE if names else Exit.DONE


def _begun_anew(shell: Shell) -> Exit:
    """Make an empty record beside keys that survived it; the mark beside them keeps the node from signing."""
    framework, identity = shell.framework, shell.node.identity
    public = shell.node.keys(framework).public
    own = Member(
        party=identity.party,
        name=identity.name,
        origin=public.origin,
        log_keys=public.log_keys,
        mirror_keys=public.mirror_keys,
        recipient=public.recipient,
        certificate=public.certificate,
        address=identity.address,
    )
    begin_recovery(shell.node.house, framework)
    store = SqliteRecord.create(shell.node.folder(framework) / "record.paraph")
    store.configure(builtin(Setup(framework=framework, me=identity.party, members=(own,))))
    store.close()
    shape = {"state": "recovering", "frameworks": [framework]}

    def page(paper: Paper) -> None:
        paper.line(f"An empty record of {framework} stands beside the keys. It signs nothing yet.", tone="care")
        paper.line(
            "→ Take the others' invitations again (`paraph join FILE`), compare the words, then `paraph restore`."
        )

    shell.tell(shape, page)
    return Exit.RESTORE


def _decided(shell: Shell, statement: str) -> Exit:
    with shell.desk(writable=True) as desk:
        decision = decide(desk, by=person_of(desk.house, shell.person).office, statement=statement)
    shape = {"state": "decided", "decision": whole(decision)}

    def page(paper: Paper) -> None:
        paper.line(
            f"Decided by {decision.by}: the log goes on after {decision.size} entries. The statement is kept.",
            tone="care",
        )
        paper.line("  If a mirror holds more, the others will find two histories of our log, and this statement.")

    shell.tell(shape, page)
    return Exit.DONE


def _recovered(shell: Shell, party: str | None, bundle: Path | None) -> Iterator[tuple[str, Recovery]]:
    if bundle is not None:
        yield _carried(shell, bundle)
        return
    setup = shell.node.setup(shell.framework)
    for member in setup.others if party is None else (setup.member(party),):
        yield member.party, restore_with(shell.node, shell.framework, member.party)


def _carried(shell: Shell, bundle: Path) -> tuple[str, Recovery]:
    identity = shell.node.keys(shell.framework).identity
    opened = open_bundle(bundle, identity=identity, scratch=shell.scratch)
    with shell.exchanging() as desk, opened as carried:
        via = desk.setup.member(decode(Manifest, carried.manifest()).author)
        return via.party, recover(desk, carried, via)


def _shape(party: str, found: Recovery) -> dict[str, Any]:
    return {
        "party": party,
        "ours": log_shape(found.ours),
        "exchange": exchange_shape(found.exchange),
        "recovered": found.recovered,
        "size": found.size,
        "mark": found.mark,
        "unheard": list(found.unheard),
    }


def _page(paper: Paper, shape: dict[str, Any]) -> None:
    for one in shape["mirrors"]:
        paper.line(
            f"{one['party']} gave back {one['ours']['pulled']} of our acts; {one['size']} of {one['mark']} are held."
        )
        exchange_page(paper, one["exchange"])
    last = shape["mirrors"][-1]
    if last["recovered"]:
        paper.line("Everything our key has signed is held again: this node may sign.", tone="good")
    else:
        paper.line(f"Not yet: {', '.join(last['unheard']) or 'nobody'} has still to show what it mirrors.", tone="care")
        paper.line("→ Ask again, or take a file from each: `paraph restore --bundle FILE`.")
