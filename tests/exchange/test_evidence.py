"""Evidence of a fork, as a stranger reads it: a file, no node, public algorithms."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.cast import NORTH, SOUTH, Node, member, node, origin, signers
from tests.exchange.simulator import exchange

from paraph.service.evidence import fork_evidence, verify_evidence
from paraph.service.setup import log_keys
from paraph.tlog import Checkpoint, format_note, parse_note, sign_checkpoint
from paraph.values import Fault, Unproven, Unreadable

Two = tuple[Node, Node]


@pytest.fixture
def evidence(two: Two, tmp_path: Path) -> bytes:
    """North holds five of South's acts, and sees another history with nine."""
    north, south = two
    south.say_many(5)
    exchange(north, south)
    twin = node(tmp_path / "twin", SOUTH)
    twin.say("another")
    twin.say_many(8)
    exchange(north, twin)
    twin.store.close()
    return north.store.evidence(SOUTH)[0]


def test_evidence_says_which_log_and_which_two_heads(evidence: bytes) -> None:
    fork = verify_evidence(evidence)

    assert (origin(SOUTH), 5, 9) == (fork.origin, fork.smaller.size, fork.larger.size)
    assert fork.real_root != fork.smaller.root
    assert member(SOUTH).log_keys == fork.keys


def test_evidence_bears_no_lines_but_the_logs_own(evidence: bytes) -> None:
    """Who mirrored it is nobody's business but the parties'."""
    assert b"mirror" not in evidence


CHANGED: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "another root": (lambda one: {**one, "real_root": "00" * 32}, "consistency.old_root"),
    "the signed root": (
        lambda one: {**one, "larger": one["smaller"], "real_root": root_in(one["smaller"])},
        "evidence.no_fork",
    ),
    "no proof": (lambda one: {**one, "proof": []}, "consistency.length"),
    "a proof hash turned": (lambda one: {**one, "proof": ["00" * 32, *one["proof"][1:]]}, "consistency.old_root"),
    "the two heads exchanged": (
        lambda one: {**one, "larger": one["smaller"], "smaller": one["larger"]},
        "consistency.range",
    ),
    "another's keys": (lambda one: {**one, "keys": list(member(NORTH).log_keys)}, "signature.none"),
    "a line of an unnamed key": (
        lambda one: {
            **one,
            "larger": one["larger"] + one["larger"].splitlines(keepends=True)[-1].replace("south", "north"),
        },
        "evidence.other_lines",
    ),
    "heads of two logs": (
        lambda one: {
            **one,
            "keys": [*one["keys"], *member(NORTH).log_keys],
            "smaller": signed_by_north(),
        },
        "checkpoint.origin",
    ),
    "a size changed": (lambda one: {**one, "larger": one["larger"].replace("\n9\n", "\n8\n")}, "signature.wrong"),
}


@pytest.mark.parametrize("story", CHANGED)
def test_evidence_that_was_changed_proves_nothing(evidence: bytes, story: str) -> None:
    change, code = CHANGED[story]

    with pytest.raises(Unproven) as caught:
        verify_evidence(written(change(json.loads(evidence))))

    assert code == caught.value.code


@pytest.mark.parametrize("data", [b"", b"{}", b"x" * 300_000])
def test_what_is_no_evidence_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        verify_evidence(data)


def test_no_byte_can_be_turned(evidence: bytes) -> None:
    """Whatever byte of the file is changed, it proves nothing any more."""
    for place in range(0, len(evidence), 7):
        changed = bytearray(evidence)
        changed[place] ^= 1
        with pytest.raises(Fault):
            verify_evidence(bytes(changed))


def test_heads_that_agree_accuse_nobody(two: Two) -> None:
    _, south = two
    one = parse_note(south.say("one").note)
    other = parse_note(south.say("two").note)

    def node_of(level: int, index: int) -> bytes:
        return south.store.node(SOUTH, level, index)

    keys = log_keys(member(SOUTH))
    assert fork_evidence(one, other, keys=keys, larger_tree=node_of) is None
    assert fork_evidence(one, one, keys=keys, larger_tree=None) is None
    assert fork_evidence(one, other, keys=keys, larger_tree=None) is None


def written(one: dict[str, Any]) -> bytes:
    return json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def root_in(note: str) -> str:

    return base64.b64decode(note.split("\n")[2]).hex()


def signed_by_north() -> str:
    head = Checkpoint(origin=origin(NORTH), size=5, root=bytes(32))
    return format_note(sign_checkpoint(head, signers(NORTH)[:2], at=1)).decode()
