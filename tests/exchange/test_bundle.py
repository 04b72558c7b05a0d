"""Carried files: what goes out, what comes in, and that a file does what the wire does."""

import dataclasses
from pathlib import Path

import pyrage
import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, member, origin
from tests.exchange.simulator import exchange

from paraph.adapters.bundle_file import open_bundle, write_bundle
from paraph.service.bundle import Manifest, bundle, take_bundle
from paraph.service.exchange_report import Exchange
from paraph.service.restore import recover
from paraph.service.serve_tiles import origin_hash
from paraph.values import decode

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
