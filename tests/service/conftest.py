import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service.cast import EAST, NORTH, SOUTH, Seat, agree_charter, found, seats


@pytest.fixture(scope="session")
def chartered(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Path]:
    """Folders of two and of three parties with a charter in force, to be copied for each test."""
    folders = {}
    for parties in ((NORTH, SOUTH), (NORTH, SOUTH, EAST)):
        folders[parties] = tmp_path_factory.mktemp("chartered")
        found(folders[parties], *parties)
        with seats(folders[parties], *parties) as seated:
            agree_charter(*seated)
    return folders


@pytest.fixture
def two(chartered: dict[tuple[str, ...], Path], tmp_path: Path) -> Iterator[tuple[Seat, Seat]]:
    """North and South, with a charter in force."""
    shutil.copytree(chartered[NORTH, SOUTH], tmp_path / "two")
    with seats(tmp_path / "two", NORTH, SOUTH) as (north, south):
        yield north, south


@pytest.fixture
def three(chartered: dict[tuple[str, ...], Path], tmp_path: Path) -> Iterator[tuple[Seat, Seat, Seat]]:
    """North, South and East, with a charter in force."""
    shutil.copytree(chartered[NORTH, SOUTH, EAST], tmp_path / "three")
    with seats(tmp_path / "three", NORTH, SOUTH, EAST) as (north, south, east):
        yield north, south, east
