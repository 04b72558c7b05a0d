"""Reminders beside whatever is served: now and then, one at a time, and whatever happens to them."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.servers import Letters, serving
from tests.cli.houses import House, Houses

from paraph.adapters.disk import FileLock
from paraph.cli import sending
from paraph.cli.sending import Reminding, tell_everyone
from paraph.node import Node
from paraph.values import Barred

SOON = 0.02


def node_of(house: House) -> Node:
    return Node(house.home, passphrase=lambda: "open sesame")


def told_by(house: House, port: int) -> None:
    """Set a house up so that its clerk is written to."""
    house.done("settings", "mail", "--host", "127.0.0.1", "--port", str(port), "--sender", "paraph@south.example")
    house.done("settings", "person", "clerk", "--email", "clerk@south.example")


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < last
        time.sleep(SOON)


def test_a_node_that_serves_writes_by_itself_and_says_where_its_pages_are(houses: Houses) -> None:
    node = node_of(houses.south)
    with serving(Letters(None)) as post:
        told_by(houses.south, post.port)
        reminding = Reminding(node, pages="https://pages.south.example/", every=SOON).start()
        until(lambda: bool(post.taken))
        reminding.close()
    node.close()

    assert f"https://pages.south.example/pact/records/{houses.session}/" in "".join(
        post.taken[0][1].decode().split("=\r\n")
    )


def test_what_fails_ends_nothing_and_is_tried_again(houses: Houses) -> None:
    """Here the record itself is away for a while."""
    node, record = node_of(houses.south), houses.south.home / "frameworks/pact/record.paraph"
    with serving(Letters(None)) as post:
        told_by(houses.south, post.port)
        away = record.rename(record.with_name("away"))
        reminding = Reminding(node, every=SOON).start()
        time.sleep(10 * SOON)
        before = list(post.taken)
        away.rename(record)
        until(lambda: bool(post.taken))
        reminding.close()
    node.close()

    assert [] == before


def test_nothing_is_read_while_nobody_is_to_be_told(houses: Houses) -> None:
    node = node_of(houses.south)
    reminding = Reminding(node, every=SOON).start()
    time.sleep(5 * SOON)
    reminding.close()
    node.close()

    assert not board_of(houses.south).exists()


def test_a_letter_that_could_not_be_sent_rests(houses: Houses) -> None:
    """A server that refuses is not asked every minute."""
    node = node_of(houses.south)
    with serving(Letters(None, says={"MAIL": "550 no"})) as post:
        told_by(houses.south, post.port)
        rested = Reminding(node)._look()
    node.close()

    assert sending.AFTER_A_FAILURE == rested


def test_one_tells_at_a_time(houses: Houses) -> None:
    node = node_of(houses.south)
    with FileLock(houses.south.home / "remind.lock", code="x"), pytest.raises(Barred, match=r"remind\.busy"):
        tell_everyone(node, patience=0)
    node.close()


def board_of(house: House) -> Path:
    return house.home / "frameworks/pact/board.db"
