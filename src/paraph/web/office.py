"""The node of this process, as every page reaches it.

* One node in each process, used by many threads at once. Reading never waits; writing waits its turn.
* A record stays open for reading; what was set up is read again each time, so that a change is seen at once.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Lock
from typing import Any, Final

from paraph.node import Node
from paraph.service.board import Board
from paraph.service.desk import Desk
from paraph.service.setup import Setup
from paraph.service.trail import Deed, Event
from paraph.values import convert
from paraph.web.door import Door

SHELF: Final = "pages"
"""The shelf of the house on which the pages keep what they need to know."""

PATIENCE: Final = 1.0
"""Seconds that a page waits while another process brings the board up; then it shows the board as it last was."""


class Office:
    """This process's node."""

    def __init__(self, door: Door, *, passphrase: Callable[[], str]) -> None:
        """Open the node behind a door."""
        self.door = door
        self.node = Node(door.home, passphrase=passphrase)
        self._open = ExitStack()
        self._reading: dict[str, Desk] = {}
        self._boards: dict[str, Board] = {}
        self._turn = Lock()

    @property
    def party(self) -> str:
        """The party for which this node speaks."""
        return self.node.identity.party

    def frameworks(self) -> tuple[str, ...]:
        """Name the frameworks in which this node takes part, sorted."""
        return self.node.frameworks()

    @contextmanager
    def desk(self, framework: str, *, writable: bool = False) -> Iterator[Desk]:
        """Open a framework: to read, or to say something.

        Raises:
            Barred: "framework.unknown"; "store.locked" when another process goes on writing.
        """
        if writable:
            with self.node.desk(framework, writable=True) as desk:
                yield desk
            return
        desk = self._desk(framework)
        yield replace(desk, setup=convert(Setup, desk.store.settings()))

    def board(self, framework: str) -> Board:
        """Return a framework's board, brought up to what the record holds: for lists, counts and search.

        Raises:
            Barred: "framework.unknown".
        """
        with self._turn:
            if framework not in self._boards:
                self._boards[framework] = self._open.enter_context(self.node.board(framework))
            board = self._boards[framework]
        board.refresh(patience=PATIENCE)
        return replace(board, desk=replace(board.desk, setup=convert(Setup, board.desk.store.settings())))

    def tell(  # what an entry of the trail is made of
        self, deed: Deed, *, by: str, framework: str = "", subject: str = "", **facts: Any
    ) -> None:
        """Write down in the audit trail what a person did."""
        self.node.trail.tell(Event(deed=deed, person=by, framework=framework, subject=subject, facts=facts))

    def known(self, key: str) -> dict[str, Any]:
        """Return what the pages keep in the house under a key; empty when nothing."""
        return self.node.house.get(SHELF, key) or {}

    def keep(self, key: str, value: dict[str, Any]) -> None:
        """Keep something for the pages in the house."""
        self.node.house.put(SHELF, key, value)

    def close(self) -> None:
        """Let go of everything."""
        self._open.close()
        self.node.close()

    def _desk(self, framework: str) -> Desk:
        with self._turn:
            if framework not in self._reading:
                self._reading[framework] = self._open.enter_context(self.node.desk(framework))
            return self._reading[framework]


_ours: list[Office] = []


def office() -> Office:
    """Return the office of this process; `enter` was called before."""
    return _ours[0]


def enter(door: Door, *, passphrase: Callable[[], str]) -> Office:
    """Make this process the office behind a door, once."""
    if not _ours:
        _ours.append(Office(door, passphrase=passphrase))
    return _ours[0]


def leave() -> None:
    """Close the office of this process."""
    while _ours:
        _ours.pop().close()
