"""Two nodes in processes of their own, over a link."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.cli.houses import NEXT, House, Houses, founded, joined

from paraph.node import Node


def test_what_was_said_here_is_received_there_over_the_link(houses: Houses) -> None:
    houses.north.said("session", "propose", *NEXT)

    with serving(houses.south) as address:
        houses.north.done("address", "SOUTH", address)
        done = houses.north.done("sync")["exchanges"]
        again = houses.north.run("sync")

    assert [("SOUTH", None, 0)] == [(one["party"], one["error"], one["exit"]) for one in done]
    assert (0, True) == (again.code, again.out.startswith("Exchanged with SOUTH.\n"))


def test_a_link_that_is_down_has_an_exit_code_and_loses_nothing(houses: Houses) -> None:
    with serving(houses.south) as address:
        houses.north.done("address", "SOUTH", address)

    told = houses.north.run("sync")
    status = houses.north.run("status", "--json")

    assert (3, "SOUTH could not be reached") == (told.code, told.out.partition(" (")[0])
    assert "→ Nothing was lost. Try again, or carry a file: `paraph bundle out`.\n" in told.out
    assert "cut" == status.shape["frameworks"][0]["links"]["SOUTH"]["state"]


def test_a_link_that_stalls_keeps_nobody_from_speaking(houses: Houses) -> None:
    """An exchange writes in turns: a person never waits for a slow line."""
    with stalled() as (address, reached):
        houses.north.done("address", "SOUTH", address)
        sync = begun(houses.north, "sync")
        assert reached.wait(20)
        spoken = houses.north.done("say", houses.session, "remark", "--note", "The line is slow tonight.")
        busy = houses.north.run("status", "--json")
        still = sync.poll()
        sync.kill()
        sync.wait()

    assert ("signed here", None, 0) == (spoken["state"], still, busy.code)


def test_what_was_lost_comes_back_over_the_link(houses: Houses) -> None:
    """As with a carried file; a mirror that cannot be reached gives nothing back, and nothing is lost."""
    with serving(houses.south) as address:
        houses.north.done("address", "SOUTH", address)
        houses.north.done("sync")
        houses.north.done("sync")
        before = houses.north.done("list")["records"]
        for file in (houses.north.home / "frameworks/pact").glob("record.paraph*"):
            file.unlink()
        houses.north.run("restore")
        invitation = houses.south.done("invite", "--out", str(houses.table / "again"))["file"]
        words = houses.north.done("join", invitation)["words"]
        houses.north.done("join", "--words", words)
        houses.north.done("address", "SOUTH", address)
        shape = houses.north.done("restore")
    down = houses.north.run("restore")

    assert ("restored", "SOUTH") == (shape["state"], shape["mirrors"][0]["party"])
    assert before == houses.north.done("list")["records"]
    assert 3 == down.code


def test_one_exchange_at_a_time(houses: Houses) -> None:
    """Two would fetch the same twice; the second waits for its turn, and a carried file too."""
    file = houses.south.done("bundle", "out", "--out", str(houses.table / "carried"))["file"]
    node = Node(houses.north.home, passphrase=lambda: "open sesame")
    with node.exchanging("pact"):
        waiting = Thread(target=houses.north.done, args=("bundle", "in", file))
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(20)

    assert not waiting.is_alive()
    node.close()


def test_whoever_answers_must_hold_the_keys_that_were_compared(houses: Houses, tmp_path: Path) -> None:
    """An address is a matter of the link alone: somebody else behind it proves nothing and gets nothing."""
    others = joined(founded(tmp_path / "others"))

    with serving(others.south) as address:
        houses.north.done("address", "SOUTH", address)
        told = houses.north.run("sync", "--json")

    (exchange,) = told.shape["exchanges"]
    assert (3, "link.certificate") == (told.code, exchange["error"]["code"])


@pytest.mark.parametrize("address", ["http://south.example", "south.example"])
def test_an_address_that_is_not_protected_is_refused(houses: Houses, address: str) -> None:
    assert "address.not_https" == houses.north.refused("address", "SOUTH", address)["code"]


@contextmanager
def stalled() -> Iterator[tuple[str, Event]]:
    """An address at which somebody picks up and never says a word, and whether anybody called."""
    reached = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def pick_up() -> None:
            with suppress(OSError):
                kept.append(listening.accept()[0])
                reached.set()

        kept: list[socket.socket] = []
        thread = Thread(target=pick_up, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}", reached
    for each in kept:
        each.close()


def begun(house: House, *arguments: str) -> subprocess.Popen[bytes]:
    """A command of a house, in a process of its own."""
    env = {**os.environ, "PARAPH_HOME": str(house.home), "PARAPH_PASSPHRASE": "open sesame"}
    command = [sys.executable, "-m", "paraph.cli", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)


@contextmanager
def serving(house: House) -> Iterator[str]:
    """A house that serves in a process of its own, and the address it is reached at; stopped by Ctrl-C."""
    env = {**os.environ, "PARAPH_HOME": str(house.home), "PARAPH_PASSPHRASE": "open sesame"}
    command = [sys.executable, "-m", "paraph.cli", "serve", "--no-pages", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True) as process:
        try:
            text = "".join(iter(process.stdout.readline, "}\n")) + "}"
            yield f"https://127.0.0.1:{json.loads(text)['port']}"
        finally:
            process.send_signal(signal.SIGINT)
            told = process.stderr.read()
    assert (0, "") == (process.wait(), told)
