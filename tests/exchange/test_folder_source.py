"""Static trees: read like the wire, and giving out nothing else."""

from pathlib import Path

import pyrage
import pytest
from tests.exchange.cast import NORTH, Node, member, origin

from paraph.adapters.folder_source import FolderCourier, write_trees
from paraph.service.bundle import tree_files
from paraph.service.exchange import pull
from paraph.service.serve_tiles import head_to_serve, origin_hash
from paraph.values import Unreachable, Unreadable

Two = tuple[Node, Node]
SECRET = pyrage.x25519.Identity.generate()


def test_a_static_tree_is_read_like_the_wire(two: Two, tmp_path: Path) -> None:
    """What `paraph tiles` writes is what a web server would serve: a node reads it by the same code."""
    north, south = two
    north.say_many(300)
    owner = north.desk.setup.member(NORTH)
    head = head_to_serve(north.desk, owner)
    assert head is not None

    count = write_trees(tmp_path / "tree", tree_files(north.desk, owner, head))
    report = pull(south.desk, FolderCourier(tmp_path / "tree"), member(NORTH))

    assert (6, 300) == (count, report.logs[0].cosigned)


def test_a_folder_gives_out_nothing_else(two: Two, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    source = FolderCourier(tmp_path).source(origin(NORTH))

    for path in ("../secret", "/etc/passwd", "tile/0/..", "checkpoint/"):
        with pytest.raises(Unreadable, match=r"tile\.path"):
            source.fetch(path)


def test_a_file_in_a_folder_has_its_limit(tmp_path: Path) -> None:
    tree = tmp_path / origin_hash(origin(NORTH))
    tree.mkdir()
    (tree / "checkpoint").write_bytes(bytes(65537))

    with pytest.raises(Unreadable, match=r"source\.long"):
        FolderCourier(tmp_path).source(origin(NORTH)).fetch("checkpoint")


def test_a_folder_that_is_not_there_has_no_logs(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"source\.missing"):
        FolderCourier(tmp_path / "none").source(origin(NORTH)).fetch("checkpoint")


def test_a_disk_that_fails_is_a_failed_link(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"link\.disk"):
        FolderCourier(tmp_path / ("x" * 300)).source(origin(NORTH)).fetch("checkpoint")
