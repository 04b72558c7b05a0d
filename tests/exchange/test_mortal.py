"""SIGKILL before and after every durable step: nothing acknowledged is lost, nothing is signed twice."""

import random
import shutil
from pathlib import Path

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, origin
from tests.exchange.mortal import PASSPHRASE, life, prepare, setup_with

from paraph.adapters.keys import FileKeys
from paraph.adapters.record_store import SqliteRecord
from paraph.service.serve_tiles import bears
from paraph.service.setup import mirror_keys

Told = list[list[str]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mortal") / "prepared"
    prepare(folder)
    return folder


def whole_life(prepared: Path, folder: Path) -> int:
    """Return how many durable steps a life has that nothing ends."""
    shutil.copytree(prepared, folder)
    told = life(folder)
    check(folder, told)
    return int(told[-1][1])


def end_and_go_on(prepared: Path, folder: Path, **end: float) -> None:
    """End a life, look at what it left, let another live to the end, and look again."""
    shutil.copytree(prepared, folder)
    told = life(folder, **end)
    check(folder, told)
    told += life(folder)
    check(folder, told)
    assert "done" == told[-1][0]
    shutil.rmtree(folder)


def check(folder: Path, told: Told) -> None:
    store = SqliteRecord(folder / "home/record.paraph")
    keys = FileKeys.open(folder / "home", passphrase=PASSPHRASE)
    for party in (EAST, NORTH, SOUTH):
        store.audit(party)
    check_nothing_lost(store, keys, told)
    check_one_history(told)
    check_marks(store, keys)
    store.close()


def check_nothing_lost(store: SqliteRecord, keys: FileKeys, told: Told) -> None:
    for word, *facts in told:
        if word == "said":
            assert store.find(bytes.fromhex(facts[0])) is not None
        if word == "pulled":
            assert int(facts[0]) <= store.size(SOUTH)
            held = store.checkpoint(SOUTH, int(facts[1]))
            mine = mirror_keys(setup_with(keys).member(NORTH))
            assert facts[1] == "0" or (held is not None and bears(held, mine))


def check_one_history(told: Told) -> None:
    """Of one log and one size, one root was ever signed, by whichever life."""
    signed = [tuple(facts) for word, *facts in told if word == "signed"]
    roots = {(name, size): root for name, size, root in signed}

    assert [] == [one for one in signed if roots[one[0], one[1]] != one[2]]


def check_marks(store: SqliteRecord, keys: FileKeys) -> None:
    """Whatever was signed, the mark beside the key is not behind it."""
    own, mirrored = store.checkpoint(NORTH), keys.mirror_mark(origin(SOUTH))
    mine = mirror_keys(setup_with(keys).member(NORTH))
    cosigned = [held.size for held in store.checkpoints(SOUTH) if bears(held, mine)]

    assert own is None or own.size <= keys.mark().size <= store.size(NORTH)
    assert not cosigned or cosigned[-1] <= mirrored.size <= store.size(SOUTH)


def test_a_life_that_nothing_ends_takes_every_kind_of_step(prepared: Path, tmp_path: Path) -> None:
    steps = whole_life(prepared, tmp_path / "life")
    store = SqliteRecord(tmp_path / "life/home/record.paraph")

    assert 40 < steps
    assert (3, 600, 1, 1) == (store.size(NORTH), store.size(SOUTH), store.size(EAST), len(store.evidence(SOUTH)))
    store.close()


@pytest.mark.parametrize("part", range(3))
def test_a_life_may_end_at_any_step(prepared: Path, tmp_path: Path, part: int) -> None:
    """A sample of the steps; the whole list is played in the slow tests."""
    end_and_go_on(prepared, tmp_path / "life", end_at=11 + 16 * part)


@pytest.mark.slow
def test_a_life_may_end_before_and_after_every_durable_step(prepared: Path, tmp_path: Path) -> None:
    for step in range(1, whole_life(prepared, tmp_path / "whole") + 1):
        end_and_go_on(prepared, tmp_path / "life", end_at=step)


@pytest.mark.soak
def test_two_hundred_lives_may_end_at_any_moment(prepared: Path, tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311  # a sample, not a secret

    for number in range(250):
        end_and_go_on(prepared, tmp_path / str(number), end_after=0.001 + chance.random() * 0.4)
