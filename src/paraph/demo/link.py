"""The two nodes as two processes, with a link between them that can be cut."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from paraph.demo.founding import address
from paraph.demo.relay import Relay
from paraph.node import Node


class Link:
    """Both nodes serving, each reached by the other through a relay."""

    def __init__(self, folder: Path, nodes: dict[str, Node]) -> None:
        """Start the two processes and tell each node the other's address."""
        self._processes = {party: _start(folder / party) for party in nodes}
        self._relays = {party: Relay(int(_line(process))) for party, process in self._processes.items()}
        for party, node in nodes.items():
            other = "US" if party == "PK" else "PK"
            address(node, other, f"https://127.0.0.1:{self._relays[other].port}")

    def exchange(self, party: str) -> dict[str, Any]:
        """Let one node exchange with the other; returns what came of it."""
        process, other = self._processes[party], "US" if party == "PK" else "PK"
        if process.stdin is None:
            raise RuntimeError(party)
        process.stdin.write(f"exchange {other}\n")
        process.stdin.flush()
        found: dict[str, Any] = json.loads(_line(process))
        return found

    def both(self) -> tuple[dict[str, Any], ...]:
        """Exchange both ways until each holds all, and the receipts of it."""
        return tuple(self.exchange(party) for party in ("PK", "US", "PK", "US"))

    def cut(self) -> None:
        """Cut the link."""
        for relay in self._relays.values():
            relay.cut()

    def mend(self) -> None:
        """Mend the link."""
        for relay in self._relays.values():
            relay.mend()

    def close(self) -> None:
        """End both processes."""
        for process in self._processes.values():
            if process.stdin is not None:
                process.stdin.close()
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()
        for relay in self._relays.values():
            relay.close()


def _start(home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "paraph.demo.process", str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own


def _line(process: "subprocess.Popen[str]") -> str:
    line = "" if process.stdout is None else process.stdout.readline()
    if not line:
        raise RuntimeError(process.args)
    return line
