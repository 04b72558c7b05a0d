"""Exchange: what comes, what is kept, what is cosigned, and what is owed to no new traffic."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.cast import NORTH, SOUTH, Node, member, nodes
from tests.exchange.simulator import Counterpart

from paraph.service.exchange import pull
from paraph.service.exchange_report import Exchange, Gained


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    with nodes(tmp_path, NORTH, SOUTH) as (north, south):
        yield north, south


def exchange(here: Node, there: Node) -> Exchange:
    return pull(here.desk, Counterpart(there.desk, here.party), member(there.party))


def test_what_was_said_there_is_held_here_and_cosigned(two: tuple[Node, Node]) -> None:
    north, south = two
    south.say("one", "two")

    report = exchange(north, south)

    assert (2, 2, None) == (report.logs[0].size, report.logs[0].cosigned, report.logs[0].refused)
    assert south.entries(SOUTH) == north.entries(SOUTH)


def test_a_receipt_comes_back_without_new_traffic(two: tuple[Node, Node]) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)

    report = exchange(south, north)

    assert (Gained(by=NORTH, size=1, at=1772366400),) == report.ours.gained
