"""One command's way to the node: opened only when it is needed, and closed when the command ends.

Invariants:

* Nothing is opened, asked or unlocked before a command needs it: `verify` never looks for a node.
* The passphrase comes from a file, the environment or a prompt, never from the command line.
* A record is opened for writing only by a command that writes, and only while it does.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

import click

from paraph.cli.asked import Asked
from paraph.cli.paper import Paper, safe_json
from paraph.values import Barred

if TYPE_CHECKING:
    from paraph.node import Node
    from paraph.service.desk import Desk

_SOON: Final = 1.0
"""Seconds after which a person is told that something is under way."""


class Shell:
    """What a command is given."""

    def __init__(self, asked: Asked) -> None:
        """Keep what was asked; nothing is opened yet."""
        self.asked = asked
        self.paper = Paper()
        self._node: Node | None = None

    @property
    def home(self) -> Path:
        """The node's folder: as given, else PARAPH_HOME, else `.paraph` in the person's own folder."""
        return self.asked.home or Path(os.environ.get("PARAPH_HOME") or Path.home() / ".paraph")

    @property
    def node(self) -> "Node":
        """The node."""
        if self._node is None:
            from paraph.node import Node  # noqa: PLC0415  # start-up: only where there is a node to open

            self._node = Node(self.home, passphrase=self.passphrase)
        return self._node

    @property
    def framework(self) -> str:
        """The framework that is meant: the one named, else the only one."""
        known = self.node.frameworks()
        if self.asked.framework:
            return self.asked.framework
        if len(known) != 1:
            raise Barred("cli.which_framework" if known else "cli.no_framework", known=list(known))
        return known[0]

    def desk(self, *, writable: bool = False) -> AbstractContextManager["Desk"]:
        """Open the framework; for writing, wait for whoever writes."""
        return self.node.desk(self.framework, writable=writable)

    def exchanging(self) -> AbstractContextManager["Desk"]:
        """Open the framework for an exchange, beside those who speak meanwhile."""
        return self.node.exchanging(self.framework)

    @property
    def scratch(self) -> Path:
        """A folder of the framework for what is half done."""
        folder = self.node.folder(self.framework) / "scratch"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    @property
    def person(self) -> str:
        """Who speaks: as given, else PARAPH_AS, else the only person there is."""
        named = self.asked.person or os.environ.get("PARAPH_AS", "")
        if named:
            return named
        from paraph.service.people import people  # noqa: PLC0415  # start-up: only where somebody speaks

        known = [one.id for one in people(self.node.house)]
        if len(known) != 1:
            raise Barred("cli.which_person" if known else "cli.no_person", known=known)
        return known[0]

    def passphrase(self) -> str:
        """Return the passphrase, from the file, the environment or the person."""
        if self.asked.passphrase_file is not None:
            return _first_line(self.asked.passphrase_file)
        given = os.environ.get("PARAPH_PASSPHRASE")
        if given is not None:
            return given
        return self.prompt("Passphrase", hidden=True)

    def new_passphrase(self) -> str:
        """Return a passphrase for new keys: asked for twice when it is typed."""
        typed = self.asked.passphrase_file is None and "PARAPH_PASSPHRASE" not in os.environ
        first = self.passphrase()
        if typed and first != self.prompt("The same passphrase again", hidden=True):
            raise Barred("cli.passphrases_differ")
        return first

    def prompt(self, text: str, *, hidden: bool = False) -> str:
        """Ask the person; refused where nobody can answer."""
        if not sys.stdin.isatty():
            raise Barred("cli.missing_answer", question=text)
        answer: str = click.prompt(text, hide_input=hidden, err=True)
        return answer

    def tell(self, shape: Mapping[str, Any], page: Callable[[Paper], None]) -> None:
        """Answer: the shape as JSON, or the page for a person."""
        if self.asked.as_json:
            click.echo(safe_json(shape))
        else:
            page(self.paper)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Show that something is under way, once it has taken a second; only on a terminal.

        Whatever asks the person something must have asked before.
        """
        if self.asked.as_json or not sys.stderr.isatty():
            yield
            return
        shown: list[Any] = []
        timer = Timer(_SOON, lambda: shown.append(_begun(text)))
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            for status in shown:
                status.stop()

    def close(self) -> None:
        """Let go of the node. Harmless when done twice."""
        if self._node is not None:
            self._node.close()
            self._node = None


def _first_line(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Barred("cli.missing_file", file=str(path), reason=error.strerror or "") from error
    return text.partition("\n")[0].removesuffix("\r")


def _begun(text: str) -> Any:
    from rich.console import Console  # noqa: PLC0415  # start-up: only where it is seen

    status = Console(stderr=True).status(text)
    status.start()
    return status
