from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, nodes


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    with nodes(tmp_path, NORTH, SOUTH) as (north, south):
        yield north, south


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[Node, Node, Node]]:
    with nodes(tmp_path, EAST, NORTH, SOUTH) as (east, north, south):
        yield north, south, east
