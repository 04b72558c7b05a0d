"""The charter that a set-up amounts to, and the record in which it is agreed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as changed
from tests.service.cast import NORTH, SOUTH, Seat, agree_charter, found, seats

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.service.charter import charter_record, composed
from paraph.values import Barred, builtin


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[tuple[Seat, Seat]]:
    """North and South before any charter, with the kinds of the domains."""
    found(tmp_path, NORTH, SOUTH)
    with seats(tmp_path, NORTH, SOUTH, kinds=KINDS, charter_family=CHARTER_FAMILY) as (north, south):
        yield north, south


def test_a_composed_charter_can_be_agreed_as_it_is(founded: tuple[Seat, Seat]) -> None:
    north, south = founded
    charter = composed(north.desk)

    record = agree_charter(north, south, content=builtin(charter))

    assert ((NORTH, SOUTH), sorted(set(KINDS) - {f"{CHARTER_FAMILY}/1"})) == (charter.party_ids, list(charter.kinds))
    assert record == charter_record(north.desk) == charter_record(south.desk)


def test_a_charter_on_the_table_has_a_record_before_it_is_in_force(founded: tuple[Seat, Seat]) -> None:
    north, _south = founded
    assert charter_record(north.desk) is None

    opened = north.says_with_two_keys("propose", kind=f"{CHARTER_FAMILY}/1", content=builtin(composed(north.desk)))

    assert opened.digest == charter_record(north.desk)


def test_nobody_agrees_a_charter_alone(founded: tuple[Seat, Seat]) -> None:
    north, _south = founded
    setup = changed(north.desk.setup, members=(north.desk.setup.member(NORTH),))

    with pytest.raises(Barred) as caught:
        composed(replace(north.desk, setup=setup))

    assert "cli.nobody_else" == caught.value.code
