"""Two real nodes, each served by a `paraph serve` of its own, with a small record between them and a link to cut."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from paraph.demo.folder import fresh
from paraph.demo.founding import FRAMEWORK, PASSPHRASE, SIDES, address, charter, compare_keys, found_nodes
from paraph.demo.link import Link
from paraph.demo.relay import Relay
from paraph.demo.replay import Replay
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.node import Node
from paraph.record import Act, read_act
from paraph.service.ports import Stored

T = TypeVar("T")

SECONDS = 45.0
"""How long a test waits for what must happen soon."""


class Served:
    """One party's node, served."""

    def __init__(self, home: Path, party: str) -> None:
        self.home = home
        self.party = party
        self.node = Node(home, passphrase=lambda: PASSPHRASE)
        self.speaker = Speaker(
            self.node, FRAMEWORK, Telling(lambda _: None), office=SIDES[party][2], head=SIDES[party][3]
        )
        self.cookies: dict[str, list[Any]] = {}
        self.other: Served
        self.process: subprocess.Popen[str]
        self.told: dict[str, Any] = {}

    @property
    def url(self) -> str:
        """Where its pages begin, without the last stroke."""
        return str(self.told["pages"]).rstrip("/")

    def at(self, path: str = "") -> str:
        """The address of a page of the framework."""
        return f"{self.url}/{FRAMEWORK}/{path}"

    def serve(self, *more: str) -> None:
        self.process, self.told = serve(self.home, *more)

    def held_there(self) -> list[tuple[Stored, Act]]:
        """All that this party said, as the OTHER house holds it now."""
        with self.other.node.desk(FRAMEWORK) as desk:
            size = desk.store.size(self.party)
            return [(one, read_act(one.data)) for one in desk.store.stored(self.party, 0, size)]


class Nodes:
    """Both, and the link between."""

    def __init__(self, pk: Served, us: Served, replay: Replay) -> None:
        self.pk, self.us = pk, us
        pk.other, us.other = us, pk
        self.statement = replay.statement.digest if replay.statement else ""
        self.sessions = dict(replay.session_records)
        self._relays: dict[str, Relay] = {}

    def __iter__(self) -> Iterator[Served]:
        return iter((self.pk, self.us))

    def serve(self) -> None:
        """Serve both; each reaches the other through a relay, which knows where to only afterwards."""
        for one in self:
            relay = Relay(0)
            self._relays[one.party] = relay
            address(one.other.node, one.party, f"https://127.0.0.1:{relay.port}")
        for one in self:
            one.serve("--demo")
            self._relays[one.party]._target = int(one.told["port"])

    def cut(self) -> None:
        for relay in self._relays.values():
            relay.cut()

    def mend(self) -> None:
        for relay in self._relays.values():
            relay.mend()

    def close(self) -> None:
        for one in self:
            if one.told:
                stop(one.process)
            one.node.close()
        for relay in self._relays.values():
            relay.close()


@contextmanager
def nodes_in(folder: Path) -> Iterator[Nodes]:
    """Two nodes with charter, ten sessions and an agreed statement; every desk has a link that signs it in."""
    replay = founded(fresh(folder / "nodes"))
    nodes = Nodes(Served(folder / "nodes/PK", "PK"), Served(folder / "nodes/US", "US"), replay)
    try:
        nodes.serve()
        yield nodes
    finally:
        nodes.close()


def founded(folder: Path) -> Replay:
    nodes = found_nodes(folder)
    compare_keys(nodes)
    telling = Telling(lambda _: None)
    sides = {
        party: Speaker(node, FRAMEWORK, telling, office=SIDES[party][2], head=SIDES[party][3])
        for party, node in nodes.items()
    }
    with closing(Link(folder, nodes)) as link:
        replay = Replay(sides, telling, sync=link.both)
        replay.charter(charter)
        replay.sessions()
        replay.argue_the_21st()
    for node in nodes.values():
        node.close()
    return replay


def serve(home: Path, *more: str) -> tuple["subprocess.Popen[str]", dict[str, Any]]:
    """A `paraph serve` that answers, and what it said."""
    command = [sys.executable, "-m", "paraph.cli", "serve", "--home", str(home), "--pages", "127.0.0.1:0", "--json"]
    env = {**os.environ, "PARAPH_PASSPHRASE": PASSPHRASE}
    process = subprocess.Popen([*command, *more], stdout=subprocess.PIPE, env=env, text=True)
    assert process.stdout is not None
    text = "".join(iter(process.stdout.readline, "}\n")) + "}"
    told = json.loads(text)
    assert "error" not in told, told
    return process, told


def stop(process: "subprocess.Popen[str]") -> int:
    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=30)
    if process.stdout is not None:
        process.stdout.close()
    return code


def heard_there(node: Served, act: str = "", **facts: Any) -> Act:
    """Wait for an act of this node's party in the OTHER node's log, and return it as that house holds it.

    Args:
        node: Where it was said.
        act: Its digest; or the facts by which it is known, such as verb="accept", record=digest. The latest counts.
    """

    def found() -> Act | None:
        held = ((one.leaf.hex(), each) for one, each in reversed(node.held_there()))
        return next((each for leaf, each in held if _is(leaf, each, act, facts)), None)

    return soon(found, f"{node.party} said {act or facts}, and it is not in the other house")


def _is(leaf: str, held: Act, act: str, facts: dict[str, Any]) -> bool:
    return leaf.startswith(act) and all(value == getattr(held, name) for name, value in facts.items())


def soon(ask: Callable[[], T | None], otherwise: str) -> T:
    """Ask until there is an answer."""
    until = time.monotonic() + SECONDS
    while (found := ask()) is None:
        assert time.monotonic() < until, otherwise
        time.sleep(0.1)
    return found
