"""What every command can be told: which node, which framework, who speaks, and how to answer.

Invariants:

* The options mean the same before and after the command's name; what stands nearer to the command wins.
* A command has a name, a help text that is its docstring, and the keys of its JSON answer (`gives`).
"""

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from paraph.cli.asked import Asked

if TYPE_CHECKING:
    from paraph.cli.shell import Shell

_SHELF: Final = "paraph.cli.asked"


class Order(click.Command):
    """A command, with the keys of its JSON answer.

    Attributes:
        gives: Keys at the top of what `--json` prints.
    """

    def __init__(self, *args: Any, gives: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Declare the keys beside what click needs."""
        super().__init__(*args, **kwargs)
        self.gives = gives


def command(name: str, *, gives: tuple[str, ...]) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command: a function whose first argument is the Shell.

    Args:
        name: As typed.
        gives: Keys at the top of what `--json` prints.
    """

    def declare(run: Callable[..., Any]) -> click.Command:
        @click.pass_context
        @wraps(run)
        def invoked(context: click.Context, /, **given: Any) -> Any:
            return run(shell_of(context), **given)

        return click.command(name, cls=Order, gives=gives)(common(invoked))

    return declare


def shell_of(context: click.Context) -> "Shell":
    """Return the shell for what was asked in a command line."""
    from paraph.cli.shell import Shell  # noqa: PLC0415  # start-up: --help needs none

    shell: Shell | None = context.meta.get(f"{_SHELF}.shell")
    if shell is None:
        shell = Shell(asked_in(context.meta))
        context.meta[f"{_SHELF}.shell"] = shell
        context.find_root().call_on_close(shell.close)
    return shell


def asked_in(meta: Mapping[str, Any]) -> Asked:
    """Return what a command line has asked for so far, from its context's `meta`."""
    return Asked(**meta.get(_SHELF, {}))


def common(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command, or all of them, the options that every command has."""
    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None and value is not False:
        context.meta.setdefault(_SHELF, {})[parameter.name] = value


def _option(*names: str, **rule: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(*names, expose_value=False, callback=_keep, **rule)


_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)

_OPTIONS: Final = (
    _option("--home", metavar="DIR", type=_FOLDER, help="The node's folder (or PARAPH_HOME)."),
    _option("--framework", metavar="NAME", help="Which framework; not needed where there is one."),
    _option("--as", "person", metavar="PERSON", help="Who speaks (or PARAPH_AS); not needed where there is one."),
    _option("--passphrase-file", metavar="FILE", type=_FILE, help="Where the passphrase is (or PARAPH_PASSPHRASE)."),
    _option("--json", "as_json", is_flag=True, help="Answer in JSON."),
    _option("--debug", is_flag=True, help="Show where an unexpected error came from."),
)

COMMON: Final = frozenset({"home", "framework", "person", "passphrase_file", "as_json", "debug"})
"""Names of the options that every command has."""
