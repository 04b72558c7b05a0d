"""Every kind of counterpart: whatever it does, what is held is what was said, and an honest exchange mends the rest."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.exchange.cast import NORTH, SOUTH, Node, member, node, origin
from tests.exchange.simulator import (
    ByteCut,
    Counterpart,
    Mixed,
    Silent,
    Spoilt,
    at,
    cut,
    exchange,
    flip,
    grown,
    stuck,
)

from paraph.service.exchange import pull
from paraph.service.ports import Courier
from paraph.values import Unreachable

Two = tuple[Node, Node]
OLD, NEW = 280, 620


def honest(south: Node, folder: Path) -> Courier:
    return Counterpart(south.desk, NORTH)


def late(south: Node, folder: Path) -> Courier:
    """South as it was: a node put back from yesterday."""
    yesterday = node(folder / "late", SOUTH)
    yesterday.put(*south.entries(SOUTH)[:OLD])
    return Counterpart(yesterday.desk, NORTH)


def forked(south: Node, folder: Path) -> Courier:
    twin = node(folder / "twin", SOUTH)
    twin.say("another history")
    twin.say_many(NEW)
    return Mixed(Counterpart(south.desk, NORTH), {origin(SOUTH): Counterpart(twin.desk, NORTH)})


def slow(south: Node, folder: Path) -> Courier:
    return ByteCut(Counterpart(south.desk, NORTH), [5000] * 60)


def lying(south: Node, folder: Path) -> Courier:
    chance = random.Random(2)  # noqa: S311  # a sample, not a secret
    return Spoilt(Counterpart(south.desk, NORTH), lambda _path, data: flip(data, chance))


def replaying(south: Node, folder: Path) -> Courier:
    held = south.store.checkpoint(SOUTH, OLD)
    assert held is not None
    return Spoilt(Counterpart(south.desk, NORTH), at("checkpoint", stuck(held.note)), only=origin(SOUTH))


def spoiling(kind: str, change: Callable[[bytes], bytes]) -> Callable[[Node, Path], Courier]:
    return lambda south, _folder: Spoilt(Counterpart(south.desk, NORTH), at(kind, change))


CAST: dict[str, tuple[Callable[[Node, Path], Courier], set[str]]] = {
    "honest": (honest, set()),
    "late": (late, set()),
    "silent": (lambda _south, _folder: Silent(), {"link"}),
    "slow": (slow, set()),
    "lying": (
        lying,
        {"exchange.bad_signature", "exchange.unreadable", "exchange.unknown_key", "exchange.wrong_framework"},
    ),
    "truncating": (spoiling("entries", cut), {"exchange.truncated"}),
    "truncating tiles": (spoiling("hashes", cut), {"exchange.truncated"}),
    "oversize": (spoiling("entries", grown), {"exchange.oversize"}),
    "an oversize checkpoint": (spoiling("checkpoint", grown), {"exchange.oversize"}),
    "replaying": (replaying, set()),
    "forked": (forked, {"exchange.forked"}),
    "flooding": (honest, {"exchange.quota"}),
}


@pytest.mark.parametrize("name", CAST)
def test_whatever_a_counterpart_is_the_good_part_stands(two: Two, tmp_path: Path, name: str) -> None:
    """North holds the first acts; South says more; then the counterpart behaves as it does."""
    north, south = two
    south.say_many(OLD)
    exchange(north, south)
    south.say_many(NEW - OLD)
    behave, expected = CAST[name]

    codes = attempt(north, behave(south, tmp_path), quota=100 if name == "flooding" else 10_000)

    assert codes <= expected
    assert (expected == set()) == (codes == set())
    assert south.entries(SOUTH)[: north.size(SOUTH)] == north.entries(SOUTH)
    assert OLD <= north.size(SOUTH)
    mended = exchange(north, south).logs[0]
    assert (NEW, None) == (mended.cosigned or mended.size, mended.refused) or name == "forked"


def attempt(north: Node, courier: Courier, *, quota: int) -> set[str]:
    """Exchange until the link holds, a hundred times at most; return what was refused."""
    for _ in range(100):
        try:
            report = pull(north.desk, courier, member(SOUTH), quota=quota)
        except Unreachable:
            continue
        return {one.refused.code for one in report.refusals}
    return {"link"}
