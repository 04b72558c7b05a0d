"""Houses made once; each test works on its own copy."""

import shutil
from pathlib import Path

import pytest
from tests.cli.houses import Houses, chartered, founded, joined, on_table


@pytest.fixture(scope="session")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Houses]:
    """Houses at each stage of their acquaintance; not to be touched."""
    strangers = founded(tmp_path_factory.mktemp("strangers"))
    acquainted = joined(_copied(strangers, tmp_path_factory.mktemp("acquainted")))
    return {
        "strangers": strangers,
        "acquainted": acquainted,
        "chartered": chartered(_copied(acquainted, tmp_path_factory.mktemp("chartered"))),
    }


@pytest.fixture
def strangers(patterns: dict[str, Houses], tmp_path: Path) -> Houses:
    """Two houses that do not know each other."""
    return _copied(patterns["strangers"], tmp_path)


@pytest.fixture
def acquainted(patterns: dict[str, Houses], tmp_path: Path) -> Houses:
    """Two houses that have compared their keys."""
    return _copied(patterns["acquainted"], tmp_path)


@pytest.fixture
def houses(patterns: dict[str, Houses], tmp_path: Path) -> Houses:
    """Two houses under a charter, with a session that South has not answered."""
    return _copied(patterns["chartered"], tmp_path)


def _copied(pattern: Houses, folder: Path) -> Houses:
    table = folder / f"table-{len(list(folder.iterdir()))}"
    return on_table(pattern, Path(shutil.copytree(pattern.table, table)))
