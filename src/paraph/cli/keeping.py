"""Keep the node well: its state in one line, a whole check of the disk, a copy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from paraph.adapters.backup_file import write_backup
from paraph.adapters.record_store import SqliteRecord
from paraph.cli.exits import Exit
from paraph.cli.health import health_of
from paraph.cli.options import command
from paraph.cli.pages import short
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.words import said_of

_FOLDER = click.Path(path_type=Path, file_okay=False)
_EXITS = {
    "well": Exit.DONE,
    "look": Exit.REFUSED,
    "link": Exit.LINK,
    "restore": Exit.RESTORE,
    "fork": Exit.TWO_HISTORIES,
}


@command("status", gives=("state", "party", "frameworks"))
def status(shell: Shell) -> Exit:
    """Say in one line for each framework whether the node is well. Asks for no passphrase.

    Ends with 0 when it is, 1 when somebody should look, 3 when something is undelivered because of the link, 4 when it
    must be restored, 5 when a log has two histories.
    """
    names = [shell.asked.framework] if shell.asked.framework else shell.node.frameworks()
    found = [health_of(shell.node, name) for name in names]
    worst = max((_EXITS[one["state"]] for one in found), default=Exit.DONE)
    state = next((name for name, code in _EXITS.items() if code is worst), "well")
    shape = {"state": state, "party": shell.node.identity.party, "frameworks": found}

    def page(paper: Paper) -> None:
        for one in found:
            paper.line(
                f"{shape['party']} in {one['framework']}: {one['line']}",
                tone="good" if one["state"] == "well" else "care",
            )
        if not found:
            paper.line(f"{shape['party']}: takes part in no framework yet. → `paraph init --framework NAME`.")

    shell.tell(shape, page)
    return worst


@command("audit", gives=("logs", "odd", "evidence"))
@click.option("--evidence", metavar="DIR", type=_FOLDER, help="Write the evidence of forks there, for a third party.")
def audit(shell: Shell, *, evidence: Path | None) -> Exit:
    """Read every log again from the disk, and check it whole: hashed again, and compared with what was signed.

    What has no effect is listed with its reason, and evidence of forks can be written down.
    """
    with shell.working("Reading every log"), shell.desk() as desk:
        logs = _audited(shell.node.folder(desk.setup.framework), desk.setup.parties)
        odd = [
            {"party": one.party, "place": one.seq, "act": one.leaf.hex(), "odd": one.odd}
            for one in desk.store.odd_entries()
        ]
        kept = [
            (party, place, data)
            for party in desk.setup.parties
            for place, data in enumerate(desk.store.evidence(party))
        ]
    files = (
        []
        if evidence is None
        else [_keep(evidence / f"fork-{party}-{place}.json", data) for party, place, data in kept]
    )
    forks = [{"party": party, "bytes": len(data)} for party, _place, data in kept]
    shape = {"logs": logs, "odd": odd, "evidence": forks, "files": files}
    shell.tell(shape, lambda paper: _audit_page(paper, shape))
    return Exit.TWO_HISTORIES if kept else Exit.DONE


@command("reindex", gives=("framework", "logs", "records"))
def reindex(shell: Shell) -> None:
    """Throw the index of the record away, and compute it again from the logs.

    Nothing is lost: in the index nothing is the only copy. What is listed and shown is the same afterwards; a node does
    this by itself where an index is missing or of an older version.
    """
    framework = shell.framework
    with shell.working("Reading every log"):
        shell.node.reindex(framework)
    with shell.node.desk(framework) as desk:
        sizes = {party: desk.store.size(party) for party in desk.setup.parties}
        records = len(desk.store.opened())
    logs = [{"party": party, "size": size} for party, size in sizes.items()]
    told = f"The index of {framework} is new: {records} records in {sum(sizes.values())} acts."
    shape = {"framework": framework, "logs": logs, "records": records}
    shell.tell(shape, lambda paper: paper.line(told, tone="good"))


@command("backup", gives=("file", "bytes", "frameworks"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(shell: Shell, *, file: Path) -> None:
    """Copy the node into one file: the house, the trail, every record, the sealed keys with their marks.

    It may be made while the node serves. Drafts and notes in it are not sealed: keep it as you keep them.
    """
    node = shell.node
    names = node.frameworks()
    with shell.working("Copying"), ExitStack() as open_:
        records = {name: open_.enter_context(_record(node.folder(name))) for name in names}
        databases = {f"frameworks/{name}/record.paraph": record.copy for name, record in records.items()}
        kept = {f"frameworks/{name}/{one.name}": one for name in names for one in node.folder(name).glob("*.json")}
        length = write_backup(
            file, databases={"house.db": node.house.copy, "trail.db": node.trail.copy, **databases}, files=kept
        )
    shape = {"file": str(file), "bytes": length, "frameworks": list(names)}

    def page(paper: Paper) -> None:
        paper.line(f"Copied: {file}, {length} bytes: {', '.join(names) or 'no framework'}.", tone="good")
        paper.line("→ Keep it away from this machine. The keys in it are sealed; the passphrase is not in it.")

    shell.tell(shape, page)


@contextmanager
def _record(folder: Path) -> Iterator[SqliteRecord]:
    store = SqliteRecord(folder / "record.paraph", writable=False)
    try:
        yield store
    finally:
        store.close()


def _audited(folder: Path, parties: tuple[str, ...]) -> list[dict[str, Any]]:
    with _record(folder) as store:
        peaks = {party: store.audit(party) for party in parties}
    return [{"party": party, "size": found.size, "root": found.root().hex()} for party, found in peaks.items()]


def _keep(path: Path, data: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def _audit_page(paper: Paper, shape: dict[str, Any]) -> None:
    paper.line("Every log held is what was signed.", tone="good")
    paper.table(
        ("LOG OF", "ENTRIES", "ROOT"), ((one["party"], str(one["size"]), short(one["root"])) for one in shape["logs"])
    )
    if shape["odd"]:
        paper.heading("Kept, and without effect")
        rows = ((one["party"], str(one["place"]), short(one["act"]), _why(one["odd"])) for one in shape["odd"])
        paper.table(("LOG OF", "PLACE", "ACT", "WHY"), rows)
    for one in shape["evidence"]:
        paper.line(f"Evidence of two histories of {one['party']} is kept.", tone="bad")
        paper.line("→ Write it down with --evidence DIR; anyone can check it: `paraph verify FILE`.")


def _why(odd: str) -> str:
    return said_of("past_not_held" if odd == "waiting" else odd.removeprefix("void:"), {}).message
