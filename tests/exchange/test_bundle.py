"""Carried files: what goes out, what comes in, and that a file does what the wire does."""

import dataclasses
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from msgspec import structs
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, member, origin
from tests.exchange.simulator import exchange

from paraph.adapters import bundle_file
from paraph.adapters.bundle_file import open_bundle, write_bundle
from paraph.adapters.folder_source import FolderCourier, write_trees
from paraph.service.bundle import Manifest, bundle, take_bundle, tree_files
from paraph.service.exchange import pull
from paraph.service.exchange_report import Exchange
from paraph.service.restore import recover
from paraph.service.serve_tiles import head_to_serve, origin_hash
from paraph.values import Barred, Unreachable, Unreadable, decode, encode

Two = tuple[Node, Node]
Three = tuple[Node, Node, Node]
SECRET = pyrage.x25519.Identity.generate()


def carry(author: Node, reader: Node, folder: Path, *, sealed: bool = True, whole: bool = False) -> Exchange:
    """Write a bundle on one side and take it on the other."""
    path = folder / f"{author.party}-{reader.party}.bundle"
    recipient = str(SECRET.to_public()) if sealed else ""
    files = bundle(author.desk, member(reader.party), whole=whole)
    write_bundle(path, files, recipient=recipient, scratch=folder)
    with open_bundle(path, identity=str(SECRET), scratch=folder) as carried:
        return take_bundle(reader.desk, carried)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_file_there_and_a_file_back_make_receipts(two: Two, tmp_path: Path, sealed: bool) -> None:  # noqa: FBT001  # two ways
    north, south = two
    north.say("one", "two")

    there = carry(north, south, tmp_path, sealed=sealed)
    back = carry(south, north, tmp_path, sealed=sealed)

    assert (2, ()) == (there.logs[0].cosigned, there.refusals)
    assert [SOUTH] == [one.by for one in back.ours.gained]


def test_only_what_the_reader_lacks_is_carried(two: Two) -> None:
    """What it cosigned it holds: of a thousand acts, the last bundle and the hashes that join it to the rest."""
    north, south = two
    north.say_many(1000)
    exchange(south, north)
    exchange(north, south)
    north.say("one more")

    names = [name.partition("/")[2] for name, _ in bundle(north.desk, member(SOUTH)) if "/" in name]

    assert ["tile/1/000.p/3", "tile/0/003.p/233", "tile/entries/003.p/233", "checkpoint"] == names


def test_a_cut_before_the_carried_file_is_made_good_by_it(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say_many(600)
    exchange(south, north, quota=300)

    assert () == carry(north, south, tmp_path).refusals
    assert 600 == south.size(NORTH)


def test_a_third_log_travels_in_the_file(three: Three, tmp_path: Path) -> None:
    north, south, east = three
    east.say("one")
    exchange(south, east)

    report = carry(south, north, tmp_path)

    assert [(SOUTH, None), (EAST, 1)] == [(one.party, one.cosigned) for one in report.logs]


def test_a_whole_file_restores_a_lost_node(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say_many(300)
    exchange(south, north)
    exchange(north, south)
    fresh = dataclasses.replace(north, desk=emptied(north, tmp_path))
    path = tmp_path / "whole.bundle"
    write_bundle(path, bundle(south.desk, member(NORTH), whole=True), recipient="", scratch=tmp_path)

    with open_bundle(path, identity="", scratch=tmp_path) as carried:
        result = recover(fresh.desk, carried, member(SOUTH))

    assert (True, north.entries(NORTH)) == (result.recovered, fresh.entries(NORTH))
    fresh.store.close()


def emptied(north: Node, folder: Path) -> object:
    from tests.exchange.cast import node  # noqa: PLC0415  # a second node beside the first

    return node(folder / "fresh", NORTH, keys=north.keys).desk


def test_the_same_record_makes_the_same_file(two: Two, tmp_path: Path) -> None:
    north, _ = two
    north.say_many(300)
    paths = [tmp_path / name for name in ("one", "two")]

    for path in paths:
        write_bundle(path, bundle(north.desk, member(SOUTH)), recipient="", scratch=tmp_path)

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_file_says_of_itself_what_it_is(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)

    _, data = next(iter(bundle(south.desk, member(NORTH))))
    manifest = decode(Manifest, data)

    assert (SOUTH, NORTH, "river") == (manifest.author, manifest.reader, manifest.framework)
    assert [(NORTH, 1, 1, origin_hash(origin(NORTH)))] == [
        (one.party, one.size, one.start, one.folder) for one in manifest.logs
    ]


def test_a_sealed_file_hides_even_the_names(two: Two, tmp_path: Path) -> None:
    north, _ = two
    north.say("a secret")
    path = tmp_path / "sealed"

    write_bundle(path, bundle(north.desk, member(SOUTH)), recipient=str(SECRET.to_public()), scratch=tmp_path)

    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    assert [path] == list(tmp_path.glob("*sealed*"))
    assert all(word not in path.read_bytes() for word in (b"secret", b"checkpoint", b"NORTH"))


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


def test_what_was_unsealed_is_removed(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say("one")
    room = tmp_path / "room"
    room.mkdir()
    path = tmp_path / "sealed"
    write_bundle(path, bundle(north.desk, member(SOUTH)), recipient=str(SECRET.to_public()), scratch=room)

    with open_bundle(path, identity=str(SECRET), scratch=room) as carried:
        inside = list(room.iterdir())
        take_bundle(south.desk, carried)

    assert (1, []) == (len(inside), list(room.iterdir()))


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


def test_a_file_beyond_all_measure_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(bundle_file.MAX_FILE + 1)

    with pytest.raises(Unreadable, match=r"bundle\.too_large"), open_bundle(path, identity="", scratch=tmp_path):
        pass
