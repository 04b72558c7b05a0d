"""Both nodes served with their pages, with a link between them that can be cut, as `paraph serve` serves them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paraph.demo.carrying import carry
from paraph.demo.founding import FRAMEWORK, PASSPHRASE, SIDES, address
from paraph.demo.relay import Relay
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.node import Node


class Desks:
    """Two served nodes.

    Attributes:
        told: Party -> what its `paraph serve` said of itself.
        sides: Party -> its clerk and head.
    """

    def __init__(self, folder: Path, *, front: str) -> None:
        """Serve the two nodes of a demonstration; `front` is the origin of the page that shows both."""
        self._folder = folder
        nodes = {party: Node(folder / party, passphrase=lambda: PASSPHRASE) for party in SIDES}
        telling = Telling(lambda _line: None)
        self.sides = {
            party: Speaker(node, FRAMEWORK, telling, office=SIDES[party][2], head=SIDES[party][3])
            for party, node in nodes.items()
        }
        self._processes = {party: _serve(folder / party, front) for party in nodes}
        self.told = {party: _told(process) for party, process in self._processes.items()}
        self._relays = {party: Relay(int(one["port"])) for party, one in self.told.items()}
        for party, node in nodes.items():
            other = _other(party)
            address(node, other, f"https://127.0.0.1:{self._relays[other].port}")
        self.is_cut = False

    def pages(self, party: str) -> str:
        """Return where a party's pages begin, without the last stroke."""
        return str(self.told[party]["pages"]).rstrip("/")

    def port(self, party: str) -> int:
        """Return the port of a party's pages."""
        return urlsplit(self.pages(party)).port or 0

    def cut(self) -> None:
        """Cut the link."""
        self.is_cut = True
        for relay in self._relays.values():
            relay.cut()

    def mend(self) -> None:
        """Mend the link."""
        self.is_cut = False
        for relay in self._relays.values():
            relay.mend()

    def carry(self) -> int:
        """Carry a sealed file each way, as by hand. Returns how many acts crossed."""
        pk, us = self.sides["PK"], self.sides["US"]
        done = (carry(self._folder, pk, us), carry(self._folder, us, pk), carry(self._folder, pk, us))
        return sum(report.pulled for one in done for report in one.logs)

    def close(self) -> None:
        """End both."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()
        for relay in self._relays.values():
            relay.close()
        for side in self.sides.values():
            side.node.close()


def fresh_desk_link(home: Path, pages: str, who: str) -> str:
    """Make another link that signs the desk in: for a second browser."""
    command = [sys.executable, "-m", "paraph.demo.desk_link", str(home), pages, who]
    env = {**os.environ, "PARAPH_PASSPHRASE": PASSPHRASE}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout.strip()  # noqa: S603  # our own


def _serve(home: Path, front: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "paraph.cli", "serve", "--home", str(home), "--json", "--demo"]
    command += ["--pages", "127.0.0.1:0", "--front", front]
    env = {**os.environ, "PARAPH_PASSPHRASE": PASSPHRASE}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True)  # noqa: S603  # our own


def _told(process: "subprocess.Popen[str]") -> dict[str, Any]:
    lines: list[str] = []
    while process.stdout is not None and (line := process.stdout.readline()):
        lines.append(line)
        if line == "}\n":
            break
    if not lines:
        raise RuntimeError(process.args)
    found: dict[str, Any] = json.loads("".join(lines))
    return found


def _other(party: str) -> str:
    return "US" if party == "PK" else "PK"
