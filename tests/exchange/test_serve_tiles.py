"""What a counterpart may read, and that it is what the public format says."""

import hashlib

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Node, origin
from tests.exchange.simulator import exchange

from paraph.service.serve_tiles import limit_of, serve, span
from paraph.tlog import TILE_WIDTH, decode_bundle, leaf_hash, open_checkpoint, parse_vkey, tiles_of
from paraph.values import Barred, Unreadable

Two = tuple[Node, Node]
SIGNED = (("north", "log"), ("south", "mirror"), ("east", "mirror"))


def path(party: str, rest: str) -> str:
    return f"{hashlib.sha256(origin(party).encode()).hexdigest()}/{rest}"


def test_our_own_log_bears_our_signatures_and_every_cosignature(three: tuple[Node, Node, Node]) -> None:
    north, south, east = three
    north.say("one")
    for other in (south, east):
        exchange(other, north)
        exchange(north, other)

    note = serve(north.desk, SOUTH, path(NORTH, "checkpoint")).data.decode()

    names = [line.split()[1] for line in note.splitlines()[4:]]
    assert names == [f"{one}.example/river/{role}" for one, role in SIGNED for _ in ("Ed25519", "ML-DSA-44")]


def test_a_mirrored_log_bears_its_owners_lines_and_ours(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)

    note = serve(south.desk, NORTH, path(NORTH, "checkpoint")).data

    keys = [parse_vkey(key) for one in south.desk.setup.members for key in (*one.log_keys, *one.mirror_keys)]
    assert 4 == len(open_checkpoint(note, keys, origin=origin(NORTH)).signed)


def test_what_we_have_not_cosigned_we_do_not_show_as_held(two: Two) -> None:
    """A mirror's checkpoint says "durably stored"; until we said so, the one before it stands."""
    north, south = two
    north.say("one")
    exchange(south, north)
    north.say("two")
    south.clock.pass_by(-1)
    exchange(south, north)

    served = serve(south.desk, NORTH, path(NORTH, "checkpoint"))

    assert b"\n1\n" in served.data
    with pytest.raises(Barred, match=r"tiles\.not_held"):
        serve(south.desk, NORTH, path(NORTH, "tile/0/000.p/2"))


def test_what_was_never_cosigned_is_not_shown_at_all(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    other = south.desk.store

    assert other.checkpoint(NORTH) is not None
    with pytest.raises(Barred, match=r"tiles\.not_held"):
        serve(north.desk, SOUTH, path(SOUTH, "checkpoint"))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000])
def test_every_tile_the_format_promises_is_served(two: Two, size: int) -> None:
    """Entries hash to the leaves of level 0, and full tiles to the hashes of level 1."""
    north, _ = two
    north.say_many(size)

    served = {one.text: serve(north.desk, SOUTH, path(NORTH, one.text)).data for one in tiles_of(size)}

    entries = [
        entry for one in tiles_of(size) if one.kind == "entries" for entry in decode_bundle(served[one.text], one.width)
    ]
    leaves = b"".join(data for name, data in served.items() if name.startswith("tile/0/"))
    assert north.entries(NORTH) == entries
    assert b"".join(map(leaf_hash, entries)) == leaves


def test_partial_tiles_of_every_earlier_size_are_served(two: Two) -> None:
    north, _ = two
    north.say_many(300)

    widths = [len(serve(north.desk, SOUTH, path(NORTH, f"tile/0/000.p/{width}")).data) // 32 for width in (1, 100, 255)]

    assert [1, 100, 255] == widths


@pytest.mark.parametrize(
    ("asker", "asked", "code"),
    [
        (EAST, "checkpoint", "tiles.not_a_party"),
        (SOUTH, "tile/0/001", "tiles.not_held"),
        (SOUTH, "tile/0/001.p/45", "tiles.not_held"),
        (SOUTH, "tile/1/001", "tiles.not_held"),
        (SOUTH, "tile/entries/002", "tiles.not_held"),
        (SOUTH, "tile/63/000", "tiles.not_held"),
    ],
)
def test_what_is_not_held_or_not_theirs_is_barred(two: Two, asker: str, asked: str, code: str) -> None:
    north, _ = two
    north.say_many(300)

    with pytest.raises(Barred) as caught:
        serve(north.desk, asker, path(NORTH, asked))

    assert code == caught.value.code


@pytest.mark.parametrize("asked", ["", "/checkpoint", "0" * 64 + "/checkpoint", "../checkpoint"])
def test_a_log_of_no_party_is_unknown(two: Two, asked: str) -> None:
    with pytest.raises(Barred, match=r"tiles\.unknown_log"):
        serve(two[0].desk, SOUTH, asked)


@pytest.mark.parametrize("asked", ["tile/0/1", "tile/00/000", "tile/0/000.p/256", "tile/0/../000", "Checkpoint", "x?y"])
def test_another_spelling_of_a_path_is_no_path(two: Two, asked: str) -> None:
    two[0].say("one")

    with pytest.raises(Unreadable, match=r"tile\.path"):
        serve(two[0].desk, SOUTH, path(NORTH, asked))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=0-", range(100)),
        ("bytes=40-", range(40, 100)),
        ("bytes=40-49", range(40, 50)),
        ("bytes=99-500", range(99, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-500", range(100)),
    ],
)
def test_a_transfer_goes_on_at_any_byte(wanted: str, expected: range) -> None:
    assert expected == span(wanted, 100)


@pytest.mark.parametrize(
    "wanted", ["bytes=100-", "bytes=5-4", "bytes=-0", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "x"]
)
def test_bytes_that_are_not_there_are_refused(wanted: str) -> None:
    with pytest.raises(Unreadable, match="range"):
        span(wanted, 100)


@pytest.mark.parametrize(
    ("asked", "limit"),
    [("checkpoint", 65536), ("tile/0/000", 8192), ("tile/3/000.p/7", 224), ("tile/entries/000.p/1", 65537)],
)
def test_every_path_has_its_limit(asked: str, limit: int) -> None:
    assert limit == limit_of(asked)
    assert TILE_WIDTH * 65537 == limit_of("tile/entries/x001/000")
