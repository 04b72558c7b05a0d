"""SIGKILL at any moment: what was acknowledged is there, the log opens, and every hash is right."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.adapters.cast import NORTH, SOUTH, Shelf, frontier_over, rows, shelf_in

ROOT_FOLDER = Path(__file__).parents[2]


def killed(path: Path, seed: int, *, after: float) -> dict[str, tuple[int, int]]:
    """Let the appender run for so many seconds, kill it, and return the sizes and checkpoints it acknowledged last."""
    command = [sys.executable, "-m", "tests.adapters.appender", str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT_FOLDER, encoding="utf-8") as child:
        assert child.stdout is not None
        assert "ready\n" == child.stdout.readline()
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        lines = [line.split() for line in child.stdout if line.endswith("\n")]
    assert -signal.SIGKILL == child.returncode
    acknowledged = {NORTH: (0, 0), SOUTH: (0, 0)}
    for party, size, signed in lines:
        acknowledged[party] = (int(size), int(signed) or acknowledged[party][1])
    return acknowledged


def check(shelf: Shelf, acknowledged: dict[str, tuple[int, int]]) -> None:
    store = shelf.open()
    for party, (size, signed) in acknowledged.items():
        said = rows(store.size(party), tag=party)
        assert size <= len(said)
        assert [each.data for each in said] == list(store.entries(party, 0, len(said)))
        assert frontier_over(said) == store.audit(party)
        assert not signed or store.checkpoint(party, signed) is not None
        assert () == store.unindexed()
    shelf.close()


def kill_often(folder: Path, kills: int) -> None:
    """Kill again and again over one record, and begin another after 25 so that checking stays short."""
    chance = random.Random(kills)  # noqa: S311  # a sample, not a secret
    for first in range(0, kills, 25):
        (folder / f"{first}").mkdir()
        kill_one(folder / f"{first}", range(first, min(first + 25, kills)), chance)


def kill_one(folder: Path, numbers: range, chance: random.Random) -> None:
    with shelf_in(folder) as shelf:
        shelf.create()
        shelf.close()
        for number in numbers:
            check(shelf, killed(shelf.path, number, after=chance.random() ** 2 * 0.2))


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_often(tmp_path, 3)


@pytest.mark.slow
def test_forty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_often(tmp_path, 40)


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_often(tmp_path, 200)
