from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, nodes
from tests.exchange.links import identity
from tests.exchange.peer import with_certificates


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    with nodes(tmp_path, NORTH, SOUTH) as (north, south):
        yield north, south


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[Node, Node, Node]]:
    with nodes(tmp_path, EAST, NORTH, SOUTH) as (east, north, south):
        yield north, south, east


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    folder = tmp_path / "certificates"
    folder.mkdir()
    for party in (EAST, NORTH, SOUTH):
        (folder / f"{party}.pem").write_text(identity(party).certificate)
        (folder / f"{party}.key").write_text(identity(party).key)
    return folder


@pytest.fixture
def linked(two: tuple[Node, Node], certificates: Path) -> tuple[Node, Node]:
    north, south = (with_certificates(one, certificates) for one in two)
    return north, south
