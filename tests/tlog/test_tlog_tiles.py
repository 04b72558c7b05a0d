"""Paths and bundles: one spelling each, and nothing missing or left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.tlog import (
    MAX_BUNDLE,
    MAX_ENTRY,
    TILE_WIDTH,
    TilePath,
    decode_bundle,
    encode_bundle,
    entries_path,
    parse_path,
    partial_width,
    split_hashes,
    tile_path,
    tile_width,
    tiles_of,
)
from paraph.values.errors import Unreadable


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("checkpoint", TilePath(kind="checkpoint")),
        ("tile/0/000", TilePath(kind="hashes", level=0, index=0, width=256)),
        ("tile/0/x001/x234/067", TilePath(kind="hashes", level=0, index=1234067, width=256)),
        ("tile/63/999.p/1", TilePath(kind="hashes", level=63, index=999, width=1)),
        ("tile/1/x001/000.p/255", TilePath(kind="hashes", level=1, index=1000, width=255)),
        ("tile/entries/x123/456.p/17", TilePath(kind="entries", index=123456, width=17)),
        (f"tile/0/{tile_path(0, 2**63 - 1)[7:]}", TilePath(kind="hashes", level=0, index=2**63 - 1, width=256)),
    ],
)
def test_a_path_names_one_resource(path: str, named: TilePath) -> None:
    """C2SP tlog-tiles: three digits a folder, all but the last after an x; the width only of a partial tile."""
    assert named == parse_path(path)
    assert path == named.text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/checkpoint",
        "checkpoint/",
        "tile",
        "tile/0",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/-01",
        "tile/0/x000/000",  # not the shortest
        "tile/0/x000/x001/000",
        "tile/0/001/000",  # a folder without its x
        "tile/0/x001",
        "tile/0/x01/000",
        "tile/0/X001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/-1",
        "tile/0/000p/1",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/\u0660\u0660\u0660",
        "tile/0//000",
        "tile/0/../000",
        "tile/data/000",
        "tile/entries/",
        "tile/entries/0/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808",  # 2**63
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
    ],
)
def test_another_spelling_is_no_path(path: str) -> None:
    """Leading zeroes, missing or doubled parts, other digits, a full tile with a width."""
    with pytest.raises(Unreadable) as caught:
        parse_path(path)

    assert "tile.path" == caught.value.code


@given(st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_place_has_a_path_that_reads_back(level: int, index: int, width: int) -> None:
    """Hashes and entries."""
    assert TilePath(kind="hashes", level=level, index=index, width=width) == parse_path(tile_path(level, index, width))
    assert TilePath(kind="entries", index=index, width=width) == parse_path(entries_path(index, width))


@pytest.mark.parametrize(
    ("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 2**63, 1), (0, 0, 0), (0, 0, 257)]
)
def test_a_place_that_no_tile_has_has_no_path(level: int, index: int, width: int) -> None:
    """Our mistake, not a stranger's."""
    with pytest.raises(ValueError, match=r"-1|64|256|257|0|92233"):
        tile_path(level, index, width)


def test_the_specifications_tree_of_seventy_thousand() -> None:
    """C2SP tlog-tiles: 273 full level 0 tiles, one of 112, a full level 1 tile, one of 17, and a level 2 tile of 1."""
    tiles = [each for each in tiles_of(70_000) if each.kind == "hashes"]

    assert [(2, 0, 1), (1, 0, 256), (1, 1, 17)] == [(each.level, each.index, each.width) for each in tiles[:3]]
    assert [256] * 273 + [112] == [each.width for each in tiles if each.level == 0]
    assert (112, 17, 1, 0) == tuple(partial_width(level, 70_000) for level in range(4))


def test_the_specifications_tree_of_two_hundred_and_fifty_six() -> None:
    """C2SP tlog-tiles: a full level 0 tile and a partial level 1 tile of width 1."""
    assert ["tile/1/000.p/1", "tile/0/000", "tile/entries/000"] == [each.text for each in tiles_of(256)]
    assert [] == list(tiles_of(0))
    assert ["tile/0/000.p/1", "tile/entries/000.p/1"] == [each.text for each in tiles_of(1)]


def test_a_reader_is_told_only_what_it_lacks() -> None:
    """With 600 held of 1000: the tile and the bundle it is in the middle of, and those after it."""
    assert ["tile/1/000.p/3", "tile/0/002", "tile/0/003.p/232", "tile/entries/002", "tile/entries/003.p/232"] == [
        each.text for each in tiles_of(1000, held=600)
    ]


@given(st.integers(0, 3), st.integers(0, 400), st.integers(0, 2**24))
def test_the_widths_of_a_level_add_up(level: int, index: int, size: int) -> None:
    """A tile is full, the partial one, or not there."""
    full, width = size >> 8 * level >> 8, tile_width(level, index, size)

    assert width == (TILE_WIDTH if index < full else partial_width(level, size) if index == full else 0)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    """Empty ones too; and every cut or added byte is refused."""
    data = encode_bundle(entries)

    assert entries == decode_bundle(data, len(entries))
    assert sum(2 + len(entry) for entry in entries) == len(data)
    for wrong, code in ((data[:-1], "bundle.short"), (data + b"\x00", "bundle.long"), (b"", "bundle.short")):
        with pytest.raises(Unreadable) as caught:
            decode_bundle(wrong, len(entries))
        assert code == caught.value.code


def test_the_longest_entry_fits_and_no_longer() -> None:
    """C2SP tlog-tiles: two bytes of length."""
    longest = [b"x" * MAX_ENTRY] * TILE_WIDTH

    assert MAX_BUNDLE == len(encode_bundle(longest))
    with pytest.raises(Unreadable) as caught:
        encode_bundle([b"x" * (MAX_ENTRY + 1)])
    assert ("entry.long", "entries[0]") == (caught.value.code, caught.value.facts["path"])


@pytest.mark.parametrize("count", [0, 257])
def test_a_bundle_has_one_to_two_hundred_and_fifty_six_entries(count: int) -> None:
    """C2SP tlog-tiles: empty ones are not served."""
    with pytest.raises(Unreadable) as caught:
        encode_bundle([b""] * count)

    assert "bundle.count" == caught.value.code


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x00\x01a\x00"])
def test_a_bundle_cut_anywhere_is_short(data: bytes) -> None:
    """Within a length, within an entry, between two."""
    with pytest.raises(Unreadable) as caught:
        decode_bundle(data, 2)

    assert "bundle.short" == caught.value.code


def test_a_tile_has_as_many_bytes_as_its_width_says() -> None:
    """32 each."""
    assert [b"\x01" * 32, b"\x02" * 32] == split_hashes(b"\x01" * 32 + b"\x02" * 32, 2)
    for data in (b"", bytes(63), bytes(65), bytes(96)):
        with pytest.raises(Unreadable) as caught:
            split_hashes(data, 2)
        assert "tile.length" == caught.value.code
