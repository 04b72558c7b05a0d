"""The command `paraph`: one table of commands, each loaded only when it is called.

Invariants:

* `--help` loads no command: the table holds what it prints, and a test holds the table to the commands.
* However a command ends, `main` turns it into words (or JSON) and an exit code; nothing else calls sys.exit.
"""

import gc
import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from paraph.cli.asked import Asked
from paraph.cli.exits import Exit
from paraph.cli.options import asked_in, common
from paraph.cli.table import TABLE


class Paraph(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's shape
        """Name the commands, in the order of the table."""
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's shape
        """Load one command."""
        entry = TABLE.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        found: click.Command = getattr(import_module(f"paraph.cli.{module}"), name)
        gc.enable()  # `main` held it back while modules were loaded
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's shape
        """Write the table, group by group, without loading a command."""
        for group in dict.fromkeys(entry.group for entry in TABLE.values()):
            with formatter.section(group):
                formatter.write_dl([(name, one.short) for name, one in TABLE.items() if one.group == group])

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line, this process's own if none is given, and exit with its code."""
        arguments = args[0] if args else extra.get("args")
        name = extra.get("prog_name") or "paraph"
        sys.exit(int(self.run(list(sys.argv[1:] if arguments is None else arguments), name)))

    def run(self, arguments: list[str], name: str) -> Exit:
        """Run a command line; whatever happens ends in an exit code, and in words for it."""
        asked = Asked(as_json="--json" in arguments, debug="--debug" in arguments)
        meta: dict[str, Any] = {}
        try:
            with self.make_context(name, arguments) as context:
                meta = context.meta
                ended = self.invoke(context)
            return ended if isinstance(ended, Exit) else Exit.DONE
        except click.exceptions.Exit as done:
            return Exit(done.exit_code)
        except BrokenPipeError:
            return _pipe_closed()
        except Exception as error:  # noqa: BLE001  # the one place where what nobody expected ends
            return _ended_by(error, asked._replace(home=asked_in(meta).home))
        except KeyboardInterrupt as error:
            return _ended_by(error, asked)


@common
@click.version_option(package_name="paraph", prog_name="paraph")
def _paraph() -> None:
    """Keep one record with other governments, each in its own house."""


paraph: Final = click.command("paraph", cls=Paraph)(_paraph)
"""The group of all commands."""


def _ended_by(error: BaseException, asked: Asked) -> Exit:
    from paraph.cli.failing import ended_by  # noqa: PLC0415  # start-up: only where something failed

    return ended_by(error, asked)


def _pipe_closed() -> Exit:
    """End quietly: whoever read has read enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
