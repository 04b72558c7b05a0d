"""A second implementation, written from docs/protocol.md alone, finds the same record in the same logs.

`second.mjs` reads static trees: bundles, tiles, signatures, acts, verdicts, and what stands of every record.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.needs_node]

HERE = Path(__file__).parent
PARAPH = Path(sys.executable).with_name("paraph")
FRAMEWORK = "pk-us-dcg"
PARTIES = ("PK", "US")


@dataclass(frozen=True)
class Played:
    """The demonstration, as Pakistan's node writes it out."""

    home: Path
    folder: Path
    trees: Path
    digests: dict[str, str]

    def second(self, *words: str, trees: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Read static trees by the second implementation."""
        node = shutil.which("node") or pytest.fail("node is missing: apt-get install nodejs", pytrace=False)
        policies = [f"{party}={self.folder / party}.tlog-policy" for party in PARTIES]
        told = [node, str(HERE / "second.mjs"), str(trees or self.trees), FRAMEWORK, *policies, *words]
        return subprocess.run(told, capture_output=True, text=True, check=False, timeout=120)


def paraph(*words: object, code: int = 0) -> str:
    told = [str(each) for each in (PARAPH, *words)]
    done = subprocess.run(told, capture_output=True, text=True, check=False, timeout=600)
    assert code == done.returncode, done.stdout + done.stderr
    return done.stdout


def in_lines(printed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Separate the records, by id, from the last line."""
    *records, last = map(json.loads, printed.splitlines())
    return {each["record"]: each for each in records}, last


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("second")
    home = folder / "demo" / "PK"
    paraph("demo", "--headless", folder / "demo")
    paraph("tiles", "--home", home, folder / "trees")
    paraph("compare", "--home", home, "--out", folder / "PK.paraph-standing")
    for party in PARTIES:
        paraph("policy", "--home", home, party, "--out", folder / f"{party}.tlog-policy")
    said = json.loads((folder / "PK.paraph-standing").read_bytes())
    return Played(home=home, folder=folder, trees=folder / "trees", digests=said["records"])


def test_the_same_stands_of_every_record(played: Played) -> None:
    """All 70 of the demonstration, digest by digest."""
    read = played.second("--at", str(played.folder / "PK.paraph-standing"))

    records, last = in_lines(read.stdout)
    assert played.digests == {record: each["digest"] for record, each in records.items()}
    assert (70, 0) == (last["total"], read.returncode)


def test_nothing_is_void_in_the_demonstration(played: Played) -> None:
    """The second implementation hears every act."""
    read = played.second("--verdicts")

    assert len(PARTIES) == len(read.stderr.splitlines())


@pytest.mark.parametrize("cut", ["PK=68,US=30", "PK=20,US=66", "PK=40,US=0", "PK=33,US=33"])
def test_the_same_stands_at_any_cut(played: Played, tmp_path: Path, cut: str) -> None:
    """Paraph takes the comparison file that the second implementation wrote, and finds the same."""
    records, last = in_lines(played.second("--cut", cut).stdout)
    digests = {record: each["digest"] for record, each in records.items()}
    said = {"cut": last["cut"], "framework": FRAMEWORK, "party": "US", "records": digests}
    file = tmp_path / "US.paraph-standing"
    file.write_text(json.dumps(said, separators=(",", ":"), sort_keys=True))

    paraph("compare", "--home", played.home, file)


def test_paraph_sees_where_another_differs(played: Played, tmp_path: Path) -> None:
    """One digest of the comparison file is another."""
    said = json.loads((played.folder / "PK.paraph-standing").read_bytes())
    said |= {"party": "US", "records": played.digests | {next(iter(played.digests)): "0" * 64}}
    file = tmp_path / "US.paraph-standing"
    file.write_text(json.dumps(said, separators=(",", ":"), sort_keys=True))

    paraph("compare", "--home", played.home, file, code=1)


def the_entries(tree: Path) -> Path:
    return next(tree.glob("tile/entries/000.p/*"))


def the_tile(tree: Path) -> Path:
    return next(tree.glob("tile/0/000.p/*"))


def the_checkpoint(tree: Path) -> Path:
    return tree / "checkpoint"


FLIPPED: dict[str, tuple[Callable[[Path], Path], Callable[[bytes], int]]] = {
    "the first entry's length": (the_entries, lambda _: 1),
    "the first entry's first byte": (the_entries, lambda _: 2),
    "in the middle of an entry": (the_entries, lambda data: len(data) // 2),
    "the last entry's last byte": (the_entries, lambda data: len(data) - 1),
    "a hash of a tile": (the_tile, lambda data: len(data) // 2),
    "the size": (the_checkpoint, lambda data: data.index(b"\n") + 1),
    "the log's signature": (the_checkpoint, lambda data: data.index("— ".encode()) + 70),
    "the mirror's cosignature": (the_checkpoint, lambda data: data.index(b"/mirror ") + 60),
}


@pytest.mark.parametrize("place", FLIPPED)
def test_one_flipped_byte_is_refused(played: Played, tmp_path: Path, place: str) -> None:
    """In an entry, a tile, the checkpoint or a signature."""
    shutil.copytree(played.trees, tmp_path / "trees")
    which, at = FLIPPED[place]
    file = which(min((tmp_path / "trees").iterdir()))
    data = bytearray(file.read_bytes())
    data[at(bytes(data))] ^= 1
    file.write_bytes(data)

    read = played.second(trees=tmp_path / "trees")

    assert (1, "") == (read.returncode, read.stdout)
    assert "refused: " in read.stderr
