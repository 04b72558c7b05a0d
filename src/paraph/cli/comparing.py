"""Do both houses hold the same record? Each writes down what stands; the other reckons again, and compares."""

from pathlib import Path
from typing import Any

import click

from paraph.cli.exits import Exit
from paraph.cli.options import command
from paraph.cli.pages import short
from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.compared import comparison_shape
from paraph.faces.content import read_file
from paraph.faces.words_states import in_state
from paraph.service.compare import Standing, standing
from paraph.service.compare import compare as compared
from paraph.values import content_digest, decode, encode

_LIMIT = 256 * 1024 * 1024
_FILE = click.Path(path_type=Path, dir_okay=False)


@command("compare", gives=("result", "total"))
@click.argument("theirs", metavar="[FILE]", required=False, type=_FILE)
@click.option("--out", metavar="FILE", type=_FILE, help="Where to write what stands here, for the other party.")
def compare(shell: Shell, *, theirs: Path | None, out: Path | None) -> Exit:
    """Compare what stands here with what stands in the other house.

    Without a file: write down what stands here, as digests, for the other party. With the file that the other party
    wrote: reckon again at its state of things, and compare. Ends with 0 when the same stands, 1 when not, 2 when this
    node does not hold all that they reckoned with.
    """
    if theirs is None:
        return _written(shell, out)
    found = decode(Standing, read_file(theirs), limit=_LIMIT)
    with shell.working("Comparing"), shell.desk() as desk:
        comparison = compared(desk, found)
    shape = {**comparison_shape(comparison), "with": found.party}
    shell.tell(shape, lambda paper: _page(paper, shape))
    return {"same": Exit.DONE, "differs": Exit.REFUSED, "behind": Exit.CANNOT_TELL}.get(
        comparison.result, Exit.TWO_HISTORIES
    )


def _written(shell: Shell, out: Path | None) -> Exit:
    with shell.working("Reckoning"), shell.desk() as desk:
        ours = standing(desk)
    path = out or Path(f"{ours.framework}-{ours.party}.paraph-standing")
    path.write_bytes(encode(ours))
    total = content_digest(ours.records)
    shape = {"result": "written", "total": total, "file": str(path), "records": len(ours.records)}

    def page(paper: Paper) -> None:
        paper.line(f"Written: {path}: {len(ours.records)} records; read aloud: {total[:8]} {total[8:16]}.", tone="good")
        paper.line("→ Give it to the other party, who runs `paraph compare FILE`.")

    shell.tell(shape, page)
    return Exit.DONE


def _page(paper: Paper, shape: dict[str, Any]) -> None:
    party = shape["with"]
    match shape["result"]:
        case "same":
            paper.line(
                f"The same stands here and with {party}: {shape['total'][:8]} {shape['total'][8:16]}.", tone="good"
            )
        case "behind":
            lacks = ", ".join(f"{count} of {whose}" for whose, count in shape["behind"].items())
            paper.line(f"Cannot tell yet: {party} reckoned with entries that are not held here ({lacks}).", tone="care")
            paper.line("→ Exchange first: `paraph sync`, or `paraph bundle in FILE`.")
        case "other_history":
            whose = ", ".join(shape["other_history"])
            paper.line(f"The log of {whose} held by {party} is another history than the one held here.", tone="bad")
            paper.line("→ Keep both, stop the exchange of that log, and see the evidence: `paraph audit`.")
        case _:
            paper.line(f"{len(shape['differences'])} records stand differently here and with {party}.", tone="bad")
            rows = (
                (short(one["record"]), one["kind"], one["label"], in_state("differs", one["how"]))
                for one in shape["differences"]
            )
            paper.table(("RECORD", "KIND", "WHAT", "HOW"), rows)
            paper.line("→ The same acts give the same record on every node: are both of one version of Paraph?")
