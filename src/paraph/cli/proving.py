"""Proofs for strangers: receipts, certificates, policies, and a log as static files."""

from pathlib import Path
from typing import Any

import click

from paraph.adapters.folder_source import write_trees
from paraph.cli.options import command
from paraph.cli.pages import short
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.cli.verifying import ACT, POLICY, PROOF
from paraph.service.bundle import tree_files
from paraph.service.certificate import certificate as certified
from paraph.service.certificate import write_certificate
from paraph.service.desk import Desk
from paraph.service.meant import act_meant
from paraph.service.ports import Held
from paraph.service.read import find_act, find_record
from paraph.service.receipt import policy_of
from paraph.service.receipt import receipt as made_receipt
from paraph.service.serve_tiles import head_to_serve
from paraph.service.setup import Member
from paraph.tlog import format_policy

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@command("receipt", gives=("act", "files"))
@click.argument("act")
@click.option("--out", metavar="DIR", type=_FOLDER, default=Path(), help="Where to write its three files.")
def receipt(shell: Shell, *, act: str, out: Path) -> None:
    """Write the receipt of an act: that it was said, and that every other party held it by a time of its own clock.

    Three files that public tools read: the act's exact bytes, a tlog-proof and a tlog-policy.
    """
    with shell.desk() as desk:
        digest = act_meant(desk, act)
        made = made_receipt(desk, digest)
    out.mkdir(parents=True, exist_ok=True)
    written = [out / f"{short(digest)}{suffix}" for suffix in (ACT, PROOF, POLICY)]
    for path, data in zip(written, made, strict=True):
        path.write_bytes(data)
    shape = {"act": digest, "files": [str(path) for path in written]}

    def page(paper: Paper) -> None:
        for path in written:
            paper.line(f"Written: {path}", tone="good")
        paper.line(f"→ Anyone can check it, without a node: `paraph verify {written[1]}`.")

    shell.tell(shape, page)


@command("certificate", gives=("record", "version", "words", "parties", "file"))
@click.argument("record")
@click.option("--version", metavar="VERSION", help="Another agreed version than the one in force.")
@click.option("--out", metavar="FILE", type=_FILE, help="Where to write it.")
def certificate(shell: Shell, *, record: str, version: str | None, out: Path | None) -> None:
    """Write the certificate of an agreement: the receipts of every act by which a version was agreed."""
    with shell.desk() as desk:
        found = find_record(desk, record)
        made = certified(desk, found, None if version is None else find_act(desk, version, record=found))
    path = out or Path(f"{short(found)}.paraph-certificate")
    path.write_bytes(write_certificate(made))
    shape = {
        "record": found,
        "version": made.version,
        "words": made.words,
        "parties": list(made.parties),
        "file": str(path),
    }

    def page(paper: Paper) -> None:
        paper.line(
            f"Written: {path}: {', '.join(made.parties)} stood on the words {short(made.words)} together.", tone="good"
        )
        paper.line(f"→ Anyone can check it, without a node: `paraph verify {path}`.")

    shell.tell(shape, page)


@command("policy", gives=("party", "policy", "file"))
@click.argument("party", required=False)
@click.option("--out", metavar="FILE", type=_FILE, help="Where to write it; otherwise it is shown.")
def policy(shell: Shell, *, party: str | None, out: Path | None) -> None:
    """Show the policy for a party's log: whose keys must have signed. Ours, if none is named (C2SP tlog-policy)."""
    setup = shell.node.setup(shell.framework)
    whose = party or setup.me
    text = format_policy(policy_of(setup, whose))
    if out is not None:
        out.write_bytes(text)
    shape = {"party": whose, "policy": text.decode(), "file": None if out is None else str(out)}
    shown = text.decode().rstrip("\n") if out is None else f"Written: {out}"
    shell.tell(shape, lambda paper: paper.lines(shown))


@command("tiles", gives=("folder", "logs"))
@click.argument("out", type=_FOLDER)
def tiles(shell: Shell, *, out: Path) -> None:
    """Write all logs as static trees, for any web server or tool: ours, and our mirrors of others (C2SP tlog-tiles)."""
    with shell.working("Writing tiles"), shell.desk() as desk:
        heads = [(owner, head) for owner in desk.setup.members if (head := head_to_serve(desk, owner)) is not None]
        logs = [_written(desk, owner, head, out) for owner, head in heads]
    shape = {"folder": str(out), "logs": logs}
    rows = [(str(one["party"]), str(one["origin"]), str(one["size"]), str(one["files"])) for one in logs]
    columns = ("PARTY", "ORIGIN", "ENTRIES", "FILES")
    shell.tell(
        shape, lambda paper: paper.table(columns, rows, empty="Nothing is signed yet, so there is nothing to show.")
    )


def _written(desk: Desk, owner: Member, head: Held, out: Path) -> dict[str, Any]:
    files = write_trees(out, tree_files(desk, owner, head))
    return {"party": owner.party, "origin": owner.origin, "size": head.size, "files": files}
