"""One node, used by many at once: by the threads that serve its pages, by a process that exchanges, by a command."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier, Event

import pytest

from paraph.node import Identity, Node
from paraph.service.ingest import admit

IDENTITY = Identity(party="NORTH", name="North", host="north.example")
ROUNDS = 12


@pytest.fixture
def north(tmp_path: Path) -> Iterator[Node]:
    node = Node.create(tmp_path / "north", IDENTITY, passphrase=lambda: "noon")
    node.begin("river", quick=True)
    yield node
    node.close()


def appends(node: Node, words: str) -> None:
    entry = f'{{"at":"2026-03-01T12:00:00Z","by":["desk"],"content":"{words}","kind":"test.paper/1","verb":"propose"}}'
    with node.desk("river", writable=True) as desk:
        admit(desk.store, desk.me, desk.store.size(desk.me), [entry.encode()], kinds=desk.kinds)


def reads(node: Node) -> int:
    """Read all of the own log; return how much there was."""
    with node.desk("river") as desk:
        size = desk.store.size(desk.me)
        assert size == len(list(desk.store.entries(desk.me, 0, size)))
        return size


def works(home: Path, who: str) -> None:
    """What a process of its own does: it opens and closes the node again and again, to write and to read."""
    for number in range(ROUNDS):
        with closing(Node(home, passphrase=lambda: "noon")) as node:
            node.house.put("notes", f"{who}/{number}", {"by": who})
            appends(node, f"{who} {number}")
            reads(node)


def test_threads_that_share_a_node_read_while_others_write(north: Node) -> None:
    """Whoever reads sees what was whole when it asked; whoever writes waits for its turn, and none fails."""

    def writes(who: int) -> None:
        for number in range(ROUNDS):
            north.house.put("notes", f"{who}/{number}", {"by": who})
            appends(north, f"{who} {number}")

    def looks(_who: int) -> None:
        seen = [reads(north) for _ in range(2 * ROUNDS)]
        assert sorted(seen) == seen

    with ThreadPoolExecutor(8) as pool:
        for done in [*[pool.submit(writes, who) for who in range(2)], *[pool.submit(looks, who) for who in range(6)]]:
            done.result()

    assert (2 * ROUNDS, 2 * ROUNDS) == (reads(north), len(north.house.all("notes")))


def test_processes_that_open_one_node_wait_for_one_another(north: Node) -> None:
    """Also for the last one that closes it, when the database tidies up after itself."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(works, north.home, who) for who in ("one", "two")]:
            done.result()

    assert (2 * ROUNDS, 2 * ROUNDS) == (reads(north), len(north.house.all("notes")))


def test_threads_that_ask_for_the_keys_at_once_unlock_them_once(north: Node) -> None:
    """Unlocking takes a second and much memory; and one passphrase is asked for once."""
    asked = []
    start = Barrier(6)

    def unlocks() -> object:
        start.wait()
        return node.keys("river")

    def passphrase() -> str:
        asked.append("noon")
        Event().wait(0.1)  # typing takes a while
        return asked[-1]

    with closing(Node(north.home, passphrase=passphrase)) as node, ThreadPoolExecutor(6) as pool:
        found = {id(one.result()) for one in [pool.submit(unlocks) for _ in range(6)]}

    assert (1, ["noon"]) == (len(found), asked)
