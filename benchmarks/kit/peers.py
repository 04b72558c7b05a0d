"""Runs a peer in a process of its own, in an empty folder; what it times itself is the work alone."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kit.measure import Attempt, NotThere

HERE = Path(__file__).resolve().parents[1] / "peers"
PYTHON = HERE.parents[1] / ".cache" / "peers"
PATIENCE = 600


def install() -> None:
    """Install the peers if they are not there. What cannot be installed fails its rows, and nothing else."""
    if not ((PYTHON / "eventsourcing").exists() and (HERE / "node_modules" / "hypercore").exists()):
        print(f"installing the peers, once: {', '.join(_named())} ...", flush=True)
        if subprocess.run([str(HERE / "install")], check=False).returncode:
            print("not all of them could be installed: their rows fail, and so does the run", flush=True)


def _named() -> list[str]:
    """Return what is installed: npm packages and Python packages, each with its version."""
    packages = json.loads((HERE / "package.json").read_text())["dependencies"]
    pinned = re.findall(r"^([\w-]+)==(\S+)", (HERE.parents[1] / "requirements" / "bench.txt").read_text(), re.MULTILINE)
    return [f"{name} {version}" for name, version in (*packages.items(), *pinned)]


def peer(script: str, work: str, raw: Path, count: int) -> Attempt:
    """Return an attempt that runs a peer's script on the first `count` entries of a file."""
    command = ["node"] if script.endswith(".mjs") else [sys.executable]

    def attempt() -> float:
        if shutil.which(command[0]) is None:
            raise NotThere(f"{command[0]} is not installed")
        with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
            return _run([*command, str(HERE / script), work, str(raw), str(count), folder])

    return attempt


def once(attempt: Attempt) -> Attempt:
    """Measure a slow peer a single time and repeat the figure."""
    known: list[float] = []

    def again() -> float:
        if not known:
            known.append(attempt())
        return known[0]

    return again


def _run(command: list[str]) -> float:
    environment = {**os.environ, "PYTHONPATH": str(PYTHON)}
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=environment)
    except subprocess.TimeoutExpired as late:
        raise NotThere("took too long") from late
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["failed"]
        raise NotThere(next((line for line in reversed(lines) if "rror" in line), lines[-1])[:160])
    return float(json.loads(done.stdout.decode().splitlines()[-1])["rate"])


Builder = Callable[[int], Attempt]
