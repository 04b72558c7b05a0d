"""The tree against its definition, the public vectors and another library."""

import json
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from tests.tlog.cast import VECTORS, flip, naive_leaf, naive_node, naive_root, some_leaves

from paraph.tlog import (
    EMPTY_ROOT,
    Frontier,
    complete_root,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from paraph.values.errors import Unproven

PUBLIC = json.loads((VECTORS / "merkle.json").read_text())
ENTRIES = [bytes.fromhex(each) for each in PUBLIC["leaves"]]
ROOTS = [bytes.fromhex(each) for each in PUBLIC["roots"]]
SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
LEAVES = some_leaves(70)
NODE = naive_node(LEAVES)


def hashes(proof: list[str]) -> tuple[bytes, ...]:
    return tuple(map(bytes.fromhex, proof))


def includes(index: int, size: int, root: bytes, leaf: bytes, proof: tuple[bytes, ...]) -> bool:
    try:
        verify_inclusion(leaf=leaf, index=index, size=size, proof=proof, root=root)
    except Unproven:
        return False
    return True


def continues(old: int, new: int, old_root: bytes, new_root: bytes, proof: tuple[bytes, ...]) -> bool:
    try:
        verify_consistency(old_size=old, old_root=old_root, new_size=new, new_root=new_root, proof=proof)
    except Unproven:
        return False
    return True


def test_the_public_roots_are_ours() -> None:
    """transparency-dev/merkle: the roots over its first n leaves."""
    leaves = leaf_hashes(ENTRIES)

    assert [leaf_hash(each) for each in ENTRIES] == leaves
    assert ROOTS == [root_at(size, naive_node(leaves)) for size in range(1, 9)]
    assert bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == EMPTY_ROOT
    assert EMPTY_ROOT == root_at(0, naive_node([]))


@pytest.mark.parametrize("vector", PUBLIC["inclusion"], ids=str)
def test_a_public_inclusion_proof_holds_and_none_of_its_corruptions(vector: dict[str, Any]) -> None:
    """The corruptions are those of transparency-dev/merkle, proof/verify_test.go."""
    index, size, proof = vector["index"], vector["size"], hashes(vector["proof"])
    root, leaf = ROOTS[size - 1], leaf_hash(ENTRIES[index])
    wrong = [
        (index - 1, size, root, leaf, proof),
        (index + 1, size, root, leaf, proof),
        (index ^ 2, size, root, leaf, proof),
        (index, size * 2, root, leaf, proof),
        (index, size // 2, root, leaf, proof),
        (index, size, root, b"WrongLeaf", proof),
        (index, size, EMPTY_ROOT, leaf, proof),
        (index, size, SOME_HASH, leaf, proof),
        (index, size, root, leaf, (*proof, b"")),
        (index, size, root, leaf, (*proof, root)),
        (index, size, root, leaf, (b"", *proof)),
        (index, size, root, leaf, (root, *proof)),
        *((index, size, root, leaf, (*proof[:at], flip(each, 0), *proof[at + 1 :])) for at, each in enumerate(proof)),
        *([(index, size, root, leaf, proof[:-1])] if proof else []),
        *([(index, size, root, leaf, (proof[0], SOME_HASH, *proof[1:]))] if proof[1:] else []),
    ]

    assert includes(index, size, root, leaf, proof)
    assert proof == inclusion_proof(index, size, naive_node(leaf_hashes(ENTRIES)))
    assert [False] * len(wrong) == [includes(*each) for each in wrong]


@pytest.mark.parametrize("vector", PUBLIC["consistency"], ids=str)
def test_a_public_consistency_proof_holds_and_none_of_its_corruptions(vector: dict[str, Any]) -> None:
    """The corruptions are those of transparency-dev/merkle, proof/verify_test.go."""
    old, new, proof = vector["old"], vector["new"], hashes(vector["proof"])
    old_root, new_root = ROOTS[old - 1], ROOTS[new - 1]
    wrong = [
        (old - 1, new, old_root, new_root, proof),
        (old + 1, new, old_root, new_root, proof),
        (old ^ 2, new, old_root, new_root, proof),
        (old, new * 2, old_root, new_root, proof),
        (old, new // 2, old_root, new_root, proof),
        (old, new, b"WrongRoot", new_root, proof),
        (old, new, old_root, b"WrongRoot", proof),
        (old, new, new_root, old_root, proof),
        (old, new, old_root, new_root, ()),
        *((old, new, old_root, new_root, (*proof, more)) for more in (b"", old_root, new_root)),
        *((old, new, old_root, new_root, (more, *proof)) for more in (b"", old_root, new_root, *proof[:1])),
        (old, new, old_root, new_root, proof[:-1]),
        *(
            (old, new, old_root, new_root, (*proof[:at], flip(each, 0), *proof[at + 1 :]))
            for at, each in enumerate(proof)
        ),
    ]

    assert continues(old, new, old_root, new_root, proof)
    assert proof == consistency_proof(old, new, naive_node(leaf_hashes(ENTRIES)))
    if proof:
        assert [False] * len(wrong) == [continues(*each) for each in wrong]


@pytest.mark.parametrize(
    ("old", "new", "old_root", "new_root", "proof", "holds"),
    [
        (0, 0, EMPTY_ROOT, SOME_HASH, (), False),
        (1, 1, ROOTS[0], SOME_HASH, (), False),
        (0, 0, EMPTY_ROOT, EMPTY_ROOT, (), True),
        (0, 1, EMPTY_ROOT, ROOTS[0], (), True),
        (0, 1, SOME_HASH, ROOTS[0], (), False),
        (1, 1, ROOTS[0], ROOTS[0], (), True),
        (1, 0, ROOTS[0], EMPTY_ROOT, (), False),
        (2, 1, ROOTS[1], ROOTS[0], (), False),
        (1, 2, ROOTS[0], ROOTS[1], (), False),
        (0, 1, EMPTY_ROOT, ROOTS[0], (EMPTY_ROOT,), False),
        (1, 1, ROOTS[0], ROOTS[0], (EMPTY_ROOT,), False),
        (1, 2**63, ROOTS[0], ROOTS[1], (), False),
    ],
)
def test_consistency_without_a_proof(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: tuple[bytes, ...], holds: bool
) -> None:
    """Equal trees and the empty tree need no proof, and none is taken; no tree begins with a larger one."""
    assert holds == continues(old, new, old_root, new_root, proof)


@given(st.data())
def test_every_root_and_proof_is_the_naive_one(data: st.DataObject) -> None:
    """For any leaf and sizes, ours is MTH of RFC 6962, and its proofs verify."""
    new = data.draw(st.integers(1, 70))
    old, index = data.draw(st.integers(0, new)), data.draw(st.integers(0, new - 1))
    old_root, new_root = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])

    assert new_root == root_at(new, NODE)
    assert includes(index, new, new_root, LEAVES[index], inclusion_proof(index, new, NODE))
    assert continues(old, new, old_root, new_root, consistency_proof(old, new, NODE))


@given(st.data())
def test_a_proof_for_one_place_is_none_for_another(data: st.DataObject) -> None:
    """Another leaf, index, size or root never passes with the same proof."""
    size = data.draw(st.integers(2, 70))
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(index, size, NODE), naive_root(LEAVES[:size])

    assert (index == other) == includes(other, size, root, LEAVES[index], proof)
    assert (index == other) == includes(index, size, root, LEAVES[other], proof)
    assert not includes(index, size, naive_root(LEAVES[: size - 1]), LEAVES[index], proof)


def test_another_library_computes_the_same_tree() -> None:
    """pymerkle agrees on every root and inclusion proof up to 40 entries."""
    theirs = InmemoryTree(algorithm="sha256")
    for size in range(1, 41):
        theirs.append_entry(b"act %d" % (size - 1))
        with warnings.catch_warnings(action="ignore"):
            assert theirs.get_state(size) == naive_root(LEAVES[:size]) == root_at(size, NODE)
            proofs = [theirs.prove_inclusion(index + 1, size).serialize()["path"] for index in range(size)]
        assert [hashes(proof[1:]) for proof in proofs] == [inclusion_proof(index, size, NODE) for index in range(size)]


def test_each_refusal_has_its_code() -> None:
    """What is wrong is told apart: a place, a length, a hash, a root."""
    root, proof = naive_root(LEAVES[:5]), inclusion_proof(4, 5, NODE)
    faults: dict[str, dict[str, Any]] = {
        "inclusion.range": {"leaf": LEAVES[4], "index": 5, "proof": proof},
        "proof.long": {"leaf": LEAVES[4], "index": 4, "proof": (root,) * 64},
        "proof.hash": {"leaf": LEAVES[4], "index": 4, "proof": (b"short",)},
        "inclusion.length": {"leaf": LEAVES[4], "index": 4, "proof": (*proof, root)},
        "inclusion.root": {"leaf": LEAVES[3], "index": 4, "proof": proof},
    }

    for code, arguments in faults.items():
        with pytest.raises(Unproven) as caught:
            verify_inclusion(**arguments, size=5, root=root)
        assert code == caught.value.code


def test_a_fork_at_one_size_is_named() -> None:
    """Equal sizes with other roots are two histories."""
    with pytest.raises(Unproven) as caught:
        verify_consistency(old_size=3, old_root=ROOTS[2], new_size=3, new_root=SOME_HASH, proof=())

    assert "consistency.fork" == caught.value.code
    assert {"old_size": 3, "new_size": 3, "expected": ROOTS[2].hex(), "actual": SOME_HASH.hex()} == caught.value.facts


@pytest.mark.parametrize(("old", "code"), [(3, "consistency.old_root"), (4, "consistency.new_root")])
def test_an_old_root_that_the_proof_does_not_lead_from_is_refused(old: int, code: str) -> None:
    """A complete old tree is itself a part of the proof, so there the new root shows it."""
    proof = consistency_proof(old, 5, NODE)

    with pytest.raises(Unproven) as caught:
        verify_consistency(old_size=old, old_root=SOME_HASH, new_size=5, new_root=naive_root(LEAVES[:5]), proof=proof)

    assert code == caught.value.code


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63)])
def test_a_place_that_no_tree_has_is_our_mistake(index: int, size: int) -> None:
    """Making a proof of it is a ValueError, not a fault of someone else's."""
    with pytest.raises(ValueError, match=str(size)):
        inclusion_proof(index, size, NODE)


def test_sizes_out_of_order_are_our_mistake() -> None:
    """A consistency proof goes forward."""
    with pytest.raises(ValueError, match="4"):
        consistency_proof(4, 3, NODE)


def test_only_complete_subtrees_have_a_complete_root() -> None:
    """1, 2, 4, ... hashes."""
    assert node_hash(LEAVES[0], LEAVES[1]) == complete_root(LEAVES[:2])
    assert LEAVES[0] == complete_root(LEAVES[:1])
    for count in (0, 3, 255):
        with pytest.raises(ValueError, match=str(count)):
            complete_root([LEAVES[0]] * count)


def test_a_large_tree_is_proved_without_walking_it() -> None:
    """2**62 + 1 leaves, all alike: 63 hashes at most, and as quick as a small one."""
    levels = [naive_leaf(b"")]
    for _ in range(62):
        levels.append(node_hash(levels[-1], levels[-1]))
    size = 2**62 + 1
    root = root_at(size, lambda level, index: levels[level])
    proof = inclusion_proof(2**62 - 1, size, lambda level, index: levels[level])

    verify_inclusion(leaf=levels[0], index=2**62 - 1, size=size, proof=proof, root=root)

    assert 63 == len(proof)
    assert root == Frontier(size=size, peaks=(levels[62], levels[0])).root()
