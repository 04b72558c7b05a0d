"""Carried files and the link: what came, what was refused, and which exit code says so."""

from pathlib import Path

import pytest
from tests.cli.houses import NEXT, House, Houses


def test_a_carried_file_there_and_back_makes_receipts(houses: Houses) -> None:
    houses.north.said("session", "propose", *NEXT)

    there = houses.north.carry(houses.south)
    back = houses.south.carry(houses.north)

    assert [("SOUTH", 0), ("NORTH", 1)] == [(one["party"], one["pulled"]) for one in there["logs"]]
    assert [{"by": "SOUTH", "size": 3}] == [{"by": one["by"], "size": one["size"]} for one in back["logs"][0]["gained"]]


def test_a_file_in_return_is_asked_for_only_where_there_is_something_to_return(houses: Houses) -> None:
    """The same file once more brings nothing, so nothing is to be given back."""
    houses.north.said("session", "propose", *NEXT)
    file = houses.north.done("bundle", "out", "--out", str(houses.table / "carried"))["file"]

    first, again = houses.south.run("bundle", "in", file), houses.south.run("bundle", "in", file)

    assert (True, False) == tuple("Give NORTH a file in return" in told.out for told in (first, again))


def test_a_plain_file_can_be_inspected_by_anyone(houses: Houses, tmp_path: Path) -> None:
    """For a guard between two networks."""
    file = houses.north.done("bundle", "out", "--plain", "--out", str(tmp_path / "plain"))["file"]
    (tmp_path / "STRANGER").mkdir()

    shape = House(tmp_path, "STRANGER").done("bundle", "inspect", file)

    assert ("NORTH", "SOUTH", "pact") == tuple(shape["manifest"][name] for name in ("author", "reader", "framework"))


def test_a_file_sealed_to_another_is_refused(houses: Houses) -> None:
    file = houses.north.done("bundle", "out", "--out", str(houses.table / "sealed"))["file"]

    assert "bundle.sealed_to_another" == houses.north.refused("bundle", "in", file)["code"]


def test_our_own_file_is_not_taken_in(houses: Houses) -> None:
    file = houses.north.done("bundle", "out", "--plain", "--out", str(houses.table / "plain"))["file"]

    assert "bundle.our_own" == houses.north.refused("bundle", "in", file)["code"]


@pytest.mark.parametrize("cut", [10, 1000, -1], ids=["at its head", "in its middle", "by its last byte"])
def test_a_torn_file_is_refused_and_nothing_is_taken_in(houses: Houses, cut: int) -> None:
    houses.north.said("session", "propose", *NEXT)
    file = Path(houses.north.done("bundle", "out", "--out", str(houses.table / "torn"))["file"])
    file.write_bytes(file.read_bytes()[:cut])

    error = houses.south.refused("bundle", "in", str(file))

    assert error["code"].startswith("bundle.")
    assert 2 == houses.south.done("status")["frameworks"][0]["held"]["NORTH"]


def test_a_party_without_address_is_reached_by_files(houses: Houses) -> None:
    told = houses.north.run("sync", "--json")

    (exchange,) = told.shape["exchanges"]
    assert (1, "address.none") == (told.code, exchange["error"]["code"])
    assert "→ Carry one: `paraph bundle out SOUTH`.\n" in houses.north.run("sync").out


def test_there_is_nobody_to_exchange_with_before_an_invitation(strangers: Houses) -> None:
    assert "cli.nobody_else" == strangers.north.refused("sync")["code"]
    assert "cli.nobody_else" == strangers.north.refused("serve", "--no-pages")["code"]
    assert "cli.which_party" == strangers.north.refused("bundle", "out")["code"]


def test_what_the_other_house_holds_differently_is_named(houses: Houses) -> None:
    """Behind is not different: who lacks entries cannot tell yet."""
    houses.south.said(houses.session, "accept")
    file = houses.south.done("compare", "--out", str(houses.table / "south.standing"))["file"]

    told = houses.north.run("compare", file, "--json")

    assert (2, "behind", {"SOUTH": 1}) == (told.code, told.shape["result"], told.shape["behind"])
    assert "1 of SOUTH" in houses.north.run("compare", file).out
