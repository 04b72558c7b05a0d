"""The right edge: however a tree grows, it is the same tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tlog.cast import naive_node, naive_root, some_leaves

from paraph.tlog import EMPTY_ROOT, Frontier, grow

LEAVES = some_leaves(700)


@given(st.lists(st.integers(0, 60), max_size=8))
def test_growing_in_any_batches_gives_the_naive_tree(batches: list[int]) -> None:
    """One by one, or in batches of any size, empty ones too."""
    grown = single = Frontier.empty()
    for batch in batches:
        start = grown.size
        grown = grown.extend(iter(LEAVES[start : start + batch]))
        for leaf in LEAVES[start : start + batch]:
            single = single.append(leaf)

    assert grown == single
    assert sum(batches) == grown.size
    assert naive_root(LEAVES[: grown.size]) == grown.root()


@given(st.integers(0, 600), st.integers(0, 100))
def test_a_batch_names_the_nodes_to_keep_that_it_completes(held: int, more: int) -> None:
    """Level 4, 8, 12, ... only; each is the root of its 2**level leaves, and none is named twice or left out."""
    frontier = Frontier.empty().extend(LEAVES[:held])

    grown, kept = grow(frontier, LEAVES[held : held + more])

    assert frontier.extend(LEAVES[held : held + more]) == grown
    whole = [(level, at) for level in (4, 8) for at in range(held >> level, held + more >> level)]
    assert whole == [(level, at) for level, at, _ in kept]
    assert [naive_node(LEAVES)(level, at) for level, at, _ in kept] == [each for _, _, each in kept]


def test_level_sixteen_is_named_when_its_last_leaf_comes() -> None:
    """65,536 leaves are one node at level 16, over 16 at level 12, 256 at level 8 and 4,096 at level 4."""
    leaves = [LEAVES[0]] * 65536
    almost, first = grow(Frontier.empty(), leaves[:-1])

    grown, last = grow(almost, leaves[-1:])

    assert 4095 + 255 + 15 == len(first)
    assert [(4, 4095), (8, 255), (12, 15), (16, 0)] == [(level, index) for level, index, _ in last]
    assert (grown.root(),) == grown.peaks


def test_each_peak_knows_its_place() -> None:
    """13 = 8 + 4 + 1."""
    frontier = Frontier.empty().extend(LEAVES[:13])

    assert ((3, 0), (2, 2), (0, 12)) == tuple((level, index) for level, index, _ in frontier.subtrees())
    assert all(naive_node(LEAVES)(level, index) == each for level, index, each in frontier.subtrees())
    assert () == Frontier.empty().subtrees()
    assert EMPTY_ROOT == Frontier.empty().root()


@pytest.mark.parametrize(("size", "peaks"), [(3, 1), (0, 1), (-1, 1)])
def test_a_frontier_that_no_tree_has_cannot_be_made(size: int, peaks: int) -> None:
    """As many peaks as the size has bits set."""
    with pytest.raises(ValueError, match=str(size)):
        Frontier(size=size, peaks=(LEAVES[0],) * peaks)
