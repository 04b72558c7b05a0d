"""How a command that did not work out ends: a sentence and the next step, or the same as JSON, and an exit code.

Invariants:

* No traceback reaches a person, unless asked for with --debug; what was unexpected is written to a file, and named.
* With --json everything a command says, refusals included, is one JSON value on standard output.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from paraph.cli.asked import Asked
from paraph.cli.exits import Exit
from paraph.cli.paper import Paper, safe_json
from paraph.faces.words import Told, said_of, worded
from paraph.values import Answer, Damaged, Forked, Recovering, Unreachable


def ended_by(error: BaseException, asked: Asked) -> Exit:
    """Tell why a command ended early, and return the code to end with."""
    if asked.debug:
        sys.stderr.write("".join(traceback.format_exception(error)))
    match error:
        case Answer():
            _tell(error.code, error.facts, worded(error), as_json=asked.as_json)
            return exit_of(error)
        case click.Abort() | KeyboardInterrupt() | EOFError():
            _tell("cli.interrupted", {}, said_of("cli.interrupted", {}), as_json=asked.as_json)
            return Exit.INTERRUPTED
        case click.exceptions.NoArgsIsHelpError() if not asked.as_json:
            click.echo(error.format_message())
            return Exit.CANNOT_TELL
        case click.ClickException():
            _tell("cli.usage", {}, _misused(error), as_json=asked.as_json)
            return Exit.CANNOT_TELL
        case OSError(filename=str() | Path() as file):
            facts = {"file": str(file), "reason": error.strerror or type(error).__name__}
            _tell("cli.file", facts, said_of("cli.file", facts), as_json=asked.as_json)
            return Exit.CANNOT_TELL
        case _:
            facts = {"error": type(error).__name__, "file": str(_written_down(error, asked.home))}
            _tell("cli.unexpected", facts, said_of("cli.unexpected", facts), as_json=asked.as_json)
            return Exit.UNEXPECTED


def exit_of(error: Answer) -> Exit:
    """Return the code that an answer or a fault ends with."""
    match error:
        case Unreachable():
            return Exit.LINK
        case Damaged() | Recovering():
            return Exit.RESTORE
        case Forked():
            return Exit.TWO_HISTORIES
        case _ if error.code.startswith("cli.missing"):
            return Exit.CANNOT_TELL
        case _:
            return Exit.REFUSED


def _misused(error: click.ClickException) -> Told:
    context = getattr(error, "ctx", None)
    return Told(error.format_message(), f"See `{'paraph' if context is None else context.command_path} --help`.")


def _tell(code: str, facts: Mapping[str, Any], told: Told, *, as_json: bool) -> None:
    if as_json:
        body = {"code": code, "facts": dict(facts), "message": told.message, "next": told.next}
        click.echo(safe_json({"error": body}))
        return
    paper = Paper(sys.stderr)
    paper.line(told.message, tone="bad")
    if told.next:
        paper.line(f"→ {told.next}")


def _written_down(error: BaseException, home: Path | None) -> Path:
    folder = home if home is not None and home.is_dir() else Path(tempfile.gettempdir())
    at = datetime.now(UTC)
    path = folder / f"paraph-{at:%Y%m%dT%H%M%S}-{os.getpid()}.log"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return path
