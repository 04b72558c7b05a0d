"""Carried files that are damaged, not for us, or made to do harm."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from msgspec import structs
from tests.exchange.cast import NORTH, SOUTH, Node, member, origin

from paraph.adapters import bundle_file
from paraph.adapters.bundle_file import open_bundle, write_bundle
from paraph.adapters.folder_source import FolderCourier, write_trees
from paraph.service.bundle import Manifest, bundle, take_bundle
from paraph.service.serve_tiles import origin_hash
from paraph.values import Barred, Unreadable, decode, encode

Two = tuple[Node, Node]
SECRET = pyrage.x25519.Identity.generate()


def test_only_the_reader_opens_a_sealed_file(two: Two, tmp_path: Path) -> None:
    north, _ = two
    north.say("one")
    path = tmp_path / "sealed"
    write_bundle(path, bundle(north.desk, member(SOUTH)), recipient=str(SECRET.to_public()), scratch=tmp_path)

    with (
        pytest.raises(Barred, match=r"bundle\.sealed_to_another"),
        open_bundle(path, identity=str(pyrage.x25519.Identity.generate()), scratch=tmp_path),
    ):
        pass


@pytest.mark.parametrize("keep", [30, 200, -1, -100])
def test_a_sealed_file_that_was_cut_is_opened_not_at_all(two: Two, tmp_path: Path, keep: int) -> None:
    """age gives out text before it has seen the end: here nothing is read before all of it held."""
    north, south = two
    north.say_many(2000)
    path = tmp_path / "sealed"
    write_bundle(path, bundle(north.desk, member(SOUTH)), recipient=str(SECRET.to_public()), scratch=tmp_path)
    path.write_bytes(path.read_bytes()[:keep])

    with (
        pytest.raises(Unreadable, match=r"bundle\.damaged"),
        open_bundle(path, identity=str(SECRET), scratch=tmp_path),
    ):
        pass
    assert (0, [path]) == (south.size(NORTH), [each for each in tmp_path.iterdir() if not each.is_dir()])


MANIFESTS: dict[str, tuple[dict[str, str], str]] = {
    "of another framework": ({"framework": "lake"}, "bundle.other_framework"),
    "by ourselves": ({"author": SOUTH}, "bundle.our_own"),
    "by nobody we know": ({"author": "WEST"}, "bundle.unknown_author"),
}


@pytest.mark.parametrize("story", MANIFESTS)
def test_a_file_that_is_not_for_us_is_told_apart(two: Two, tmp_path: Path, story: str) -> None:
    north, south = two
    north.say("one")
    changed, code = MANIFESTS[story]
    (name, data), *rest = bundle(north.desk, member(SOUTH))
    manifest = encode(structs.replace(decode(Manifest, data), **changed))
    write_trees(tmp_path / "folder", [(name, manifest), *rest])

    with pytest.raises(Barred) as caught:
        take_bundle(south.desk, FolderCourier(tmp_path / "folder"))

    assert code == caught.value.code


def zipped(*members: tuple[str, bytes], twice: bool = False) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    plain = data.getvalue()
    return plain.replace(b"bbbb", b"aaaa") if twice else plain


DAMAGED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"hello" * 100,
    "a zip with a tail": lambda: zipped(("a", b"x")) + b"tail",
    "a zip with a comment": lambda: zipped(("a", b"x"))[:-2] + b"\x01\x00c",
    "a list that is said to be longer": lambda: zipped(("a", b"x"))[:-10] + (2**30).to_bytes(4, "little") + bytes(6),
    "a zip whose list is cut out": lambda: zipped(("a", b"x"))[-22:],
    "one name twice": lambda: zipped(("aaaa", b"x"), ("bbbb", b"y"), twice=True),
}


@pytest.mark.parametrize("story", DAMAGED)
def test_what_is_no_bundle_is_damaged(tmp_path: Path, story: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(DAMAGED[story]())

    with pytest.raises(Unreadable, match=r"bundle\.damaged"), open_bundle(path, identity="", scratch=tmp_path):
        pass


def test_a_missing_file_is_an_answer(tmp_path: Path) -> None:
    with (
        pytest.raises(Barred, match=r"bundle\.missing"),
        open_bundle(tmp_path / "none", identity="", scratch=tmp_path),
    ):
        pass


def test_a_zip_bomb_is_not_unpacked(two: Two, tmp_path: Path) -> None:
    """A checkpoint of a gigabyte that travels in a megabyte is refused by what it says, before it is read."""
    _, south = two
    folder = origin_hash(origin(NORTH))
    manifest = Manifest(author=NORTH, format="paraph.bundle/1", framework="river", logs=(), paths={}, reader=SOUTH)
    path = tmp_path / "bomb"
    path.write_bytes(zipped(("manifest.json", encode(manifest)), (f"{folder}/checkpoint", bytes(50_000_000))))

    with open_bundle(path, identity="", scratch=tmp_path) as carried:
        report = take_bundle(south.desk, carried)

    assert "exchange.oversize" == report.logs[0].refused.code


def test_a_member_that_grows_beyond_what_it_says_is_cut_off(two: Two, tmp_path: Path) -> None:
    _, south = two
    folder = origin_hash(origin(NORTH))
    manifest = Manifest(author=NORTH, format="paraph.bundle/1", framework="river", logs=(), paths={}, reader=SOUTH)
    path = tmp_path / "bomb"
    whole = zipped(("manifest.json", encode(manifest)), (f"{folder}/checkpoint", bytes(100_000)))
    path.write_bytes(whole.replace((100_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))

    with open_bundle(path, identity="", scratch=tmp_path) as carried:
        report = take_bundle(south.desk, carried)

    assert ("exchange.unreadable", "bundle.damaged") == (
        report.logs[0].refused.code,
        report.logs[0].refused.facts["cause"],
    )


def test_a_file_without_a_manifest_is_no_bundle(two: Two, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(zipped(("other", b"x")))

    with (
        open_bundle(path, identity="", scratch=tmp_path) as carried,
        pytest.raises(Unreadable, match=r"source\.missing"),
    ):
        take_bundle(two[0].desk, carried)


@pytest.mark.slow
def test_a_record_too_large_for_one_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "file"
    many = ((f"{number}", b"") for number in range(bundle_file.MAX_NAMES + 1))

    with pytest.raises(Barred, match=r"bundle\.too_large"):
        write_bundle(path, many, recipient="", scratch=tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_a_file_beyond_all_measure_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(bundle_file.MAX_FILE + 1)

    with pytest.raises(Unreadable, match=r"bundle\.too_large"), open_bundle(path, identity="", scratch=tmp_path):
        pass
