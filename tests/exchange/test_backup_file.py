"""Backups: everything in one file, and back where nothing lies yet."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.exchange.cast import FRAMEWORK, NORTH, SOUTH, Node, member, node, origin
from tests.exchange.mortal import PASSPHRASE
from tests.exchange.simulator import Counterpart, exchange

from paraph.adapters.backup_file import read_backup, write_backup
from paraph.adapters.house import SqliteHouse
from paraph.adapters.keys import FileKeys
from paraph.adapters.record_store import SqliteRecord
from paraph.service.restore import begin_recovery, is_recovering, recover
from paraph.values import Barred, Unreadable

Two = tuple[Node, Node]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A node's folder with a house, a record and keys."""
    folder = tmp_path / "home"
    (folder / "river").mkdir(parents=True)
    SqliteHouse.create(folder / "house.db").close()
    SqliteRecord.create(folder / "river/record.paraph").close()
    FileKeys.create(folder / "river", origin=origin(NORTH), party=NORTH, passphrase=PASSPHRASE, quick=True)
    return folder


def backup(home: Path, target: Path) -> int:
    house, record = SqliteHouse(home / "house.db"), SqliteRecord(home / "river/record.paraph", writable=False)
    names = ("keys.json", "mark.json", "mirrors.json")
    size = write_backup(
        target,
        databases={"house.db": house.copy, "river/record.paraph": record.copy},
        files={f"river/{name}": home / "river" / name for name in names},
    )
    house.close()
    record.close()
    return size


def test_what_was_backed_up_comes_back(home: Path, tmp_path: Path) -> None:
    house = SqliteHouse(home / "house.db")
    house.put("note", "one", {"text": "private"})
    house.close()

    size = backup(home, tmp_path / "backup")
    names = read_backup(tmp_path / "backup", tmp_path / "new")

    kept = {"keys.json", "mark.json", "mirrors.json"}
    assert {"house.db", "river/record.paraph", *(f"river/{name}" for name in kept)} == set(names)
    again = SqliteHouse(tmp_path / "new/house.db")
    assert ({"text": "private"}, True) == (again.get("note", "one"), size > 0)
    again.close()
    assert FileKeys.open(tmp_path / "new/river", passphrase=PASSPHRASE).public.party == NORTH


def test_a_backup_is_the_owners_alone_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    backup(home, tmp_path / "backup")

    assert 0o600 == (tmp_path / "backup").stat().st_mode & 0o777
    assert {"backup", "home"} == {each.name for each in tmp_path.iterdir()}


def test_what_lies_there_already_is_kept(home: Path, tmp_path: Path) -> None:
    """Above all a mark: the one beside the key knows more than the one in the backup."""
    (home / "river/mark.json").write_text("old")
    backup(home, tmp_path / "backup")
    (home / "river/mark.json").write_text("newer")
    (home / "house.db").unlink()

    assert ("house.db",) == read_backup(tmp_path / "backup", home)
    assert "newer" == (home / "river/mark.json").read_text()


def test_a_record_is_put_back_last_after_the_node_was_told(home: Path, tmp_path: Path) -> None:
    """A crash in between leaves no record that does not know that it is an old one."""
    backup(home, tmp_path / "backup")
    new = tmp_path / "new"
    seen: list[tuple[tuple[str, ...], set[str]]] = []

    def look(names: tuple[str, ...]) -> None:
        seen.append((names, {each.name for each in new.rglob("*.*") if "tmp" not in str(each.relative_to(new))}))

    read_backup(tmp_path / "backup", new, last="record.paraph", before_last=look)

    assert [(("river/record.paraph",), {"house.db", "keys.json", "mark.json", "mirrors.json"})] == seen
    assert (new / "river/record.paraph").is_file()


def test_no_backup_is_written_over_another(home: Path, tmp_path: Path) -> None:
    backup(home, tmp_path / "backup")

    with pytest.raises(Barred, match=r"backup\.exists"):
        backup(home, tmp_path / "backup")


def test_a_missing_backup_is_an_answer(tmp_path: Path) -> None:
    with pytest.raises(Barred, match=r"backup\.missing"):
        read_backup(tmp_path / "none", tmp_path / "new")


def packed(path: Path, manifest: object, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("backup.json", json.dumps(manifest))
        for name, data in members.items():
            zipped.writestr(name, data)


DAMAGED: dict[str, tuple[object, dict[str, bytes]]] = {
    "another format": ({"format": "other", "files": {}}, {}),
    "a file too many": ({"format": "paraph.backup/1", "files": {}}, {"extra": b"x"}),
    "a file too few": ({"format": "paraph.backup/1", "files": {"gone": "00"}}, {}),
    "another digest": ({"format": "paraph.backup/1", "files": {"a": "00"}}, {"a": b"x"}),
    "a way out": ({"format": "paraph.backup/1", "files": {"../a": "00"}}, {"../a": b"x"}),
    "a place of its own": ({"format": "paraph.backup/1", "files": {"/a": "00"}}, {"/a": b"x"}),
}


@pytest.mark.parametrize("story", DAMAGED)
def test_a_backup_that_is_not_as_written_puts_nothing_back(tmp_path: Path, story: str) -> None:
    manifest, members = DAMAGED[story]
    packed(tmp_path / "backup", manifest, **members)

    with pytest.raises(Unreadable, match=r"backup\.damaged"):
        read_backup(tmp_path / "backup", tmp_path / "new")

    assert [] == list((tmp_path / "new").iterdir())


def test_what_is_no_backup_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(b"hello")

    with pytest.raises(Unreadable, match=r"backup\.damaged"):
        read_backup(tmp_path / "backup", tmp_path / "new")


def test_an_old_backup_played_to_the_end(two: Two, tmp_path: Path) -> None:
    """Backed up, spoken on, lost, put back, heard from the mirror, spoken again: one history."""
    north, south = two
    north.say("before")
    exchange(south, north)
    house = SqliteHouse.create(tmp_path / "house.db")
    write_backup(tmp_path / "backup", databases={"house.db": house.copy, "r/NORTH.paraph": north.store.copy}, files={})
    house.close()
    north.say("after")
    exchange(south, north)
    north.store.close()

    read_backup(tmp_path / "backup", tmp_path / "new")
    restored = SqliteHouse(tmp_path / "new/house.db")
    begin_recovery(restored, FRAMEWORK)
    new = node(tmp_path / "new/r", NORTH, house=restored)
    assert (True, 1) == (is_recovering(new.desk), new.size(NORTH))
    result = recover(new.desk, Counterpart(south.desk, NORTH), member(SOUTH))
    new.say("and on")

    assert (True, 2) == (result.recovered, result.size)
    assert () == exchange(south, new).refusals
    assert new.entries(NORTH) == south.entries(NORTH)
    new.store.close()
    restored.close()
