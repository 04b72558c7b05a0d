"""Write everything out: all records, or all acts, as JSON or as CSV with every column."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from paraph.cli.options import command
from paraph.cli.paper import harmless, safe_json
from paraph.cli.shell import Shell
from paraph.faces.shapes import record_shape
from paraph.service.desk import Desk
from paraph.service.read import listing

RECORDS: Final = (
    "record",
    "kind",
    "title",
    "label",
    "opener",
    "state",
    "in_force",
    "words",
    "content",
    "awaited_from",
    "latest_at",
)
ACTS: Final = (
    "act", "party", "place", "record", "kind", "verb", "at", "by", "on", "note", "outcome", "code", "content",
)  # fmt: skip


@command("export", gives=("what", "rows"))
@click.argument("what", type=click.Choice(["records", "acts"]), default="records")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, one line each; otherwise JSON.")
@click.option("--kind", default="", metavar="KIND", help="Only records of a kind (without rule version).")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
def export(shell: Shell, *, what: str, as_csv: bool, kind: str, out: Path | None) -> None:
    """Write all records, or all acts, as JSON or CSV. Every column is there."""
    with shell.working("Exporting"), shell.desk() as desk:
        rows = [*(_records(desk, kind) if what == "records" else _acts(desk, kind))]
    shape = {"what": what, "rows": rows}
    text = (
        _csv(RECORDS if what == "records" else ACTS, rows) if as_csv and not shell.asked.as_json else safe_json(shape)
    )
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    out.write_text(text, encoding="utf-8")
    shell.tell(
        {"what": what, "rows": len(rows), "file": str(out)},
        lambda paper: paper.line(f"Written: {out}, {len(rows)} rows."),
    )


def _records(desk: Desk, family: str) -> Iterable[dict[str, Any]]:
    for view in listing(desk, family):
        shape = record_shape(view, now=desk.clock())
        held = shape["in_force"] or {}
        yield {
            **{name: shape[name] for name in ("record", "kind", "title", "label", "opener", "state", "latest_at")},
            "in_force": held.get("version"),
            "words": held.get("words"),
            "content": held.get("content"),
            "awaited_from": sorted({one["party"] for one in shape["awaited"]}),
        }


def _acts(desk: Desk, family: str) -> Iterable[dict[str, Any]]:
    for view in listing(desk, family):
        shape = record_shape(view, now=desk.clock())
        for verdict, one in zip(view.verdicts, shape["history"], strict=True):
            content = verdict.said.act.content
            yield {**{name: one.get(name) for name in ACTS}, "content": content if isinstance(content, dict) else None}


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case dict():
            return harmless(json.dumps(value, ensure_ascii=False, sort_keys=True))
        case list():
            return _cell("; ".join(str(one) for one in value))
        case _:
            # A spreadsheet would run what begins like a formula.
            text = harmless(str(value))
            return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
