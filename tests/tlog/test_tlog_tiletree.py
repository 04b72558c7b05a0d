"""A tree read from tiles that may lie."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tlog.cast import flip, naive_node, naive_root

from paraph.tlog import (
    EMPTY_ROOT,
    Frontier,
    TileNodes,
    TileTree,
    consistency_proof,
    encode_bundle,
    grow,
    inclusion_proof,
    leaf_hashes,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from paraph.values.errors import Unproven, Unreadable

SIZE = 66_000  # one full tile at level 1, and so three levels
ENTRIES = [b"act %d" % place for place in range(SIZE)]
LEAVES = leaf_hashes(ENTRIES)
FRONTIER, KEPT = grow(Frontier.empty(), LEAVES)
NODES = {(level, index): each for level, index, each in KEPT}
Read = Callable[[int, int, int], bytes]
EDGES = (0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 768, 1000, 32_768, 65_279, 65_280, 65_535, 65_536, 65_537, 65_792)
SIZES = st.sampled_from([*EDGES, SIZE, *range(777, SIZE, 7919)])


def read(level: int, index: int, width: int) -> bytes:
    places = range(index * 256, index * 256 + width)
    return b"".join(LEAVES[at] if level == 0 else NODES[8 * level, at] for at in places)


def lying_at(level: int, index: int, at: int = 0) -> Read:
    return lambda *place: flip(read(*place), at) if place[:2] == (level, index) else read(*place)


@cache
def held_at(size: int) -> Frontier:
    return Frontier.empty().extend(LEAVES[:size])


def opened(size: int = SIZE, read_tile: Read = read) -> TileTree:
    return TileTree(size=size, root=held_at(size).root(), read_tile=read_tile)


@given(SIZES)
def test_a_tree_of_any_size_opens_to_its_frontier(size: int) -> None:
    """Its right edge alone gives the root, and the peaks to go on from."""
    assert held_at(size) == opened(size).frontier


@given(st.data())
def test_proofs_read_from_tiles_verify(data: st.DataObject) -> None:
    """From our own tiles, and from checked ones."""
    old, new = sorted((data.draw(SIZES), data.draw(SIZES.filter(bool))))
    index = data.draw(st.integers(0, new - 1))
    tree = opened(new)
    old_root, new_root = held_at(old).root(), tree.frontier.root()

    for node in (tree.node, TileNodes(read, new)):
        assert new_root == root_at(new, node)
        proof = inclusion_proof(index, new, node)
        verify_inclusion(leaf=LEAVES[index], index=index, size=new, proof=proof, root=new_root)
        proof = consistency_proof(old, new, node)
        verify_consistency(old_size=old, old_root=old_root, new_size=new, new_root=new_root, proof=proof)


def test_any_complete_node_is_the_naive_one() -> None:
    """Within a tile and across levels."""
    node, naive = TileNodes(read, SIZE), naive_node(LEAVES)

    for level, index in ((0, 0), (1, 7), (7, 3), (8, 5), (9, 2), (15, 1), (16, 0), (4, 4124)):
        assert naive(level, index) == node(level, index) == opened().node(level, index)


@pytest.mark.parametrize(("level", "index"), [(-1, 0), (0, -1), (0, SIZE), (8, 257), (17, 0)])
def test_a_node_that_is_not_complete_is_our_mistake(level: int, index: int) -> None:
    """Only what lies wholly in the tree."""
    with pytest.raises(ValueError, match=str(SIZE)):
        TileNodes(read, SIZE)(level, index)


@pytest.mark.parametrize(("level", "index"), [(0, 258), (1, 2), (-1, 0), (0, -1)])
def test_a_tile_that_the_tree_has_not_is_our_mistake(level: int, index: int) -> None:
    """Asked for by place."""
    with pytest.raises(ValueError, match=str(SIZE)):
        opened().tile(level, index)


def test_a_bundle_is_admitted_with_its_leaf_hashes() -> None:
    """Full ones and the partial one at the end; no tile of leaf hashes is read for a full one."""
    asked: list[tuple[int, int]] = []

    def noting(level: int, index: int, width: int) -> bytes:
        asked.append((level, index))
        return read(level, index, width)

    tree = opened(read_tile=noting)
    for index in (0, 200, 256, 257):
        wanted = slice(index * 256, index * 256 + 256)
        assert (ENTRIES[wanted], LEAVES[wanted]) == tree.admit(index, encode_bundle(ENTRIES[wanted]))

    assert {(0, 257), (1, 1), (2, 0), (1, 0)} == set(asked)


@pytest.mark.parametrize("index", [3, 256, 257])
def test_a_bundle_with_one_flipped_bit_is_refused(index: int) -> None:
    """Full and partial."""
    data = encode_bundle(ENTRIES[index * 256 : index * 256 + 256])

    with pytest.raises(Unproven) as caught:
        opened().admit(index, flip(data))

    assert "bundle.hash" == caught.value.code
    assert index == caught.value.facts["index"]


@pytest.mark.parametrize("index", [-1, 258])
def test_a_bundle_beyond_the_tree_is_our_mistake(index: int) -> None:
    """Whoever asks knows the size."""
    with pytest.raises(ValueError, match=str(index)):
        opened().admit(index, b"")


@pytest.mark.parametrize(("level", "index"), [(0, 257), (1, 1), (2, 0)])
def test_a_lie_at_the_right_edge_is_found_at_once(level: int, index: int) -> None:
    """Every partial tile is bound by the root: nothing is returned."""
    with pytest.raises(Unproven) as caught:
        opened(read_tile=lying_at(level, index))

    assert "tiles.root" == caught.value.code


@pytest.mark.parametrize(("level", "index", "wanted"), [(0, 3, (0, 800)), (1, 0, (8, 3)), (1, 0, (0, 800))])
def test_a_lie_in_a_full_tile_is_found_where_it_lies(level: int, index: int, wanted: tuple[int, int]) -> None:
    """Each is checked against its one hash in the tile above; the rest of the tree still reads."""
    tree = opened(read_tile=lying_at(level, index, 1600))

    with pytest.raises(Unproven) as caught:
        tree.node(*wanted)

    assert "tiles.hash" == caught.value.code
    assert {"level": level, "index": index} == caught.value.facts
    assert LEAVES[SIZE - 1] == tree.node(0, SIZE - 1)


def test_a_lie_is_not_remembered() -> None:
    """Fetched again past the cache, the true tile is taken."""
    answers = [flip(read(0, 3, 256)), read(0, 3, 256)]
    tree = opened(read_tile=lambda *place: answers.pop(0) if place[:2] == (0, 3) else read(*place))
    with pytest.raises(Unproven):
        tree.node(0, 800)

    assert LEAVES[800] == tree.node(0, 800)


@pytest.mark.parametrize("cut", [b"", bytes(31), bytes(32 * 257)])
def test_a_tile_of_the_wrong_length_is_unreadable(cut: bytes) -> None:
    """Too short or too long, at the edge or not."""
    with pytest.raises(Unreadable):
        opened(read_tile=lambda *_: cut)
    with pytest.raises(Unreadable):
        opened(read_tile=lambda *place: cut if place[2] == 256 else read(*place)).node(0, 0)


@given(SIZES, SIZES)
def test_what_we_hold_is_the_beginning_of_what_they_have(ours: int, theirs: int) -> None:
    """Or we hold more than it has, and it cannot tell."""
    held = held_at(ours)
    tree = opened(theirs)
    if ours <= theirs:
        tree.check_prefix(held)
        return

    with pytest.raises(Unproven) as caught:
        tree.check_prefix(held)
    assert "consistency.range" == caught.value.code


@pytest.mark.parametrize("held", [1, 255, 256, 257, 65_536, 65_800, SIZE])
def test_another_beginning_is_a_fork(held: int) -> None:
    """One entry that differs, wherever it is, in the last or the first of what we hold."""
    for at in {0, held - 1}:
        other = Frontier.empty().extend([*LEAVES[:at], flip(LEAVES[at]), *LEAVES[at + 1 : held]])
        with pytest.raises(Unproven) as caught:
            opened().check_prefix(other)
        assert "consistency.fork" == caught.value.code


def test_an_empty_tree_has_no_tiles() -> None:
    """Nothing is read; another root is refused."""
    assert Frontier.empty() == TileTree(size=0, root=EMPTY_ROOT, read_tile=lambda *_: b"").frontier
    with pytest.raises(Unproven):
        TileTree(size=0, root=naive_root(LEAVES[:1]), read_tile=lambda *_: b"")
    with pytest.raises(ValueError, match="-1"):
        TileTree(size=-1, root=EMPTY_ROOT, read_tile=lambda *_: b"")


def test_memory_stays_flat_however_much_is_read() -> None:
    """A bounded number of tiles is kept; those in use stay."""
    asked: list[tuple[int, int]] = []

    def noting(level: int, index: int, width: int) -> bytes:
        asked.append((level, index))
        return read(level, index, width)

    tree = opened(read_tile=noting)
    for index in range(257):
        tree.tile(0, index)
    for index in range(257):
        tree.tile(0, index)

    assert 2 * 257 == sum(1 for level, _ in asked if level == 0) - 1
    assert 1 == asked.count((1, 0))
