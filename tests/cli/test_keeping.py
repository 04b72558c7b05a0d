"""Keep the node well: health in one line, an audit, a backup, and the way back from a lost disk."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.houses import NEXT, House, Houses

from paraph.adapters.record_store import SqliteRecord


def test_a_node_that_is_well_says_so_in_one_line(houses: Houses) -> None:
    told = houses.north.run("status", env={"PARAPH_PASSPHRASE": None})

    assert (0, "NORTH in pact: well; 2 acts of ours\n") == (told.code, told.out)


def test_what_is_undelivered_is_said_with_its_age(houses: Houses) -> None:
    """A silent receiver cannot be told from a link that is down: both are shown as undelivered since."""
    houses.north.said("session", "propose", *NEXT)

    told = houses.north.run("status")

    assert (0, True) == (told.code, "SOUTH has not confirmed 1, since 20" in told.out)


def test_a_node_whose_keys_were_not_compared_wants_a_look(strangers: Houses) -> None:
    told = strangers.north.run("status")

    assert (1, "NORTH in pact: keys not compared yet: `paraph join`; 0 acts of ours\n") == (told.code, told.out)


def test_an_audit_reads_every_log_again(houses: Houses) -> None:
    shape = houses.north.done("audit")

    assert [("NORTH", 2), ("SOUTH", 1)] == [(one["party"], one["size"]) for one in shape["logs"]]
    assert ([], []) == (shape["odd"], shape["evidence"])


def test_an_index_that_is_thrown_away_is_computed_again_and_lists_the_same(houses: Houses) -> None:
    """It needs no passphrase: nothing is signed."""
    before = [houses.north.done(*asked) for asked in (("list",), ("show", houses.session), ("inbox",))]
    with closing(SqliteRecord(houses.north.home / "frameworks/pact/record.paraph")) as store:
        store.drop_index()

    told = houses.north.run("reindex", env={"PARAPH_PASSPHRASE": None})
    after = [houses.north.done(*asked) for asked in (("list",), ("show", houses.session), ("inbox",))]

    assert (0, "The index of pact is new: 2 records in 3 acts.\n") == (told.code, told.out)
    assert before == after


@pytest.fixture
def backup(houses: Houses) -> Path:
    """A backup of North, made before it said one thing more."""
    file = Path(houses.north.done("backup", str(houses.table / "north.backup"))["file"])
    houses.north.said("session", "propose", *NEXT)
    houses.exchange()
    return file


def test_a_backup_is_not_written_over_another(houses: Houses, backup: Path) -> None:
    assert "backup.exists" == houses.north.refused("backup", str(backup))["code"]


def test_a_node_from_a_backup_signs_nothing_until_the_mirror_has_spoken(houses: Houses, backup: Path) -> None:
    shutil.rmtree(houses.north.home)

    put_back = houses.north.run("restore", "--from", str(backup), "--json")
    status = houses.north.run("status", "--json")
    error = houses.north.refused("say", houses.session, "remark", "--note", "Are we back?")

    assert (4, "recovering") == (put_back.code, put_back.shape["state"])
    assert (4, "restore") == (status.code, status.shape["state"])
    assert error["code"].startswith(("record.", "keys."))


def test_the_mirror_gives_back_what_came_after_the_backup(houses: Houses, backup: Path) -> None:
    """Nothing that was said and held by the other party is lost with a disk."""
    before = houses.north.done("list")["records"]
    shutil.rmtree(houses.north.home)
    houses.north.run("restore", "--from", str(backup))
    file = houses.south.done("bundle", "out", "--whole", "--out", str(houses.table / "whole"))["file"]

    shape = houses.north.done("restore", "--bundle", file)

    assert ("restored", 1) == (shape["state"], shape["mirrors"][0]["ours"]["pulled"])
    assert before == houses.north.done("list")["records"]
    assert "signed here" == houses.north.done("say", houses.session, "remark", "--note", "We are back.")["state"]


def test_without_a_mirror_only_a_written_decision_goes_on(houses: Houses, backup: Path) -> None:
    shutil.rmtree(houses.north.home)
    houses.north.run("restore", "--from", str(backup))

    error = houses.north.refused("restore", "--without-mirrors", " ", "--as", "head")
    shape = houses.north.done("restore", "--without-mirrors", "The other capital is cut off.", "--as", "head")

    assert "recovery.no_statement" == error["code"]
    assert ("decided", "Secretary") == (shape["state"], shape["decision"]["by"])


def test_keys_that_survived_their_record_begin_an_empty_one_that_signs_nothing(houses: Houses) -> None:
    """The record's disk is lost, the keys are not, and there is no backup."""
    for file in (houses.north.home / "frameworks/pact").glob("record.paraph*"):
        file.unlink()

    begun = houses.north.run("restore", "--json")
    invitation = houses.south.done("invite", "--out", str(houses.table / "again"))["file"]
    words = houses.north.done("join", invitation)["words"]
    houses.north.done("join", "--words", words)
    whole = houses.south.done("bundle", "out", "--whole", "--out", str(houses.table / "whole"))["file"]
    shape = houses.north.done("restore", "--bundle", whole)

    assert (4, "recovering") == (begun.code, begun.shape["state"])
    assert ("restored", 2) == (shape["state"], shape["mirrors"][0]["size"])
    assert 2 == len(houses.north.done("list")["records"])


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"torn")])
@pytest.mark.parametrize("name", ["mark.json", "mirrors.json"])
def test_keys_without_their_marks_sign_nothing_until_the_mirror_has_spoken(
    houses: Houses, name: str, spoil: Callable[[Path], None]
) -> None:
    """Whoever removes a mark to make a node sign again makes it ask its mirrors."""
    spoil(houses.north.home / "frameworks/pact" / name)

    status = houses.north.run("status", "--json")
    error = houses.north.refused("say", houses.session, "remark", "--note", "Are we back?")
    whole = houses.south.done("bundle", "out", "--whole", "--out", str(houses.table / "whole"))["file"]
    shape = houses.north.done("restore", "--bundle", whole)

    assert (4, "restore", "keys.mark_lost") == (status.code, status.shape["state"], error["code"])
    assert "restored" == shape["state"]
    assert "signed here" == houses.north.done("say", houses.session, "remark", "--note", "We are back.")["state"]


def test_a_damaged_backup_puts_nothing_back(tmp_path: Path) -> None:
    (tmp_path / "torn").write_bytes(b"PK\x03\x04")

    error = House(tmp_path, "NORTH").refused("restore", "--from", str(tmp_path / "torn"))

    assert "backup.damaged" == error["code"]


def test_two_histories_of_one_log_are_evidence_that_a_stranger_checks(houses: Houses, tmp_path: Path) -> None:
    """South restores a copy of itself behind its own back, and says two different things."""
    twin = House(tmp_path / "twin", "SOUTH")
    shutil.copytree(houses.south.home, twin.home)
    houses.south.done("say", houses.session, "hold")
    houses.south.carry(houses.north)
    twin.done("say", houses.session, "hold", "--note", "Not so.")
    file = twin.done("bundle", "out", "--out", str(tmp_path / "twin.bundle"))["file"]

    exchanged = houses.north.run("bundle", "in", file, "--json")
    audit = houses.north.run("audit", "--evidence", str(tmp_path / "evidence"), "--json")
    (evidence,) = (tmp_path / "evidence").glob("*.json")
    verified = House(tmp_path, "STRANGER").done("verify", str(evidence))

    assert (5, 5) == (exchanged.code, audit.code)
    assert "exchange.forked" == exchanged.shape["exchange"]["logs"][1]["refused"]["code"]
    assert ("fork", "south.example/pact") == (
        verified["checked"][0]["kind"],
        verified["checked"][0]["proven"]["origin"],
    )
    assert (5, "fork") == (houses.north.run("status").code, houses.north.run("status", "--json").shape["state"])
    assert "paraph.fork/1" == json.loads(evidence.read_bytes())["format"]
