"""The house: what stays at home, durable and of the owner alone."""

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from paraph.adapters.house import SqliteHouse
from paraph.adapters.record_store import SqliteRecord
from paraph.values import Barred, Damaged


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SqliteHouse]:
    with closing(SqliteHouse.create(tmp_path / "house.db")) as made:
        yield made


def test_what_was_put_is_there_the_next_time(house: SqliteHouse, tmp_path: Path) -> None:
    value = {"text": "مسودہ \u0000", "open": [1, None, {"a": True}]}
    house.put("drafts", "one", value)
    house.put("drafts", "one", {**value, "open": []})
    house.close()

    with closing(SqliteHouse(tmp_path / "house.db")) as later:
        assert {**value, "open": []} == later.get("drafts", "one")


def test_a_shelf_is_read_by_key_order_and_apart_from_others(house: SqliteHouse) -> None:
    for key in ("b", "a", "c"):
        house.put("notes", key, {"key": key})
    house.put("drafts", "a", {})

    assert [("a", {"key": "a"}), ("b", {"key": "b"}), ("c", {"key": "c"})] == list(house.all("notes").items())
    assert {} == house.all("nothing")


def test_what_was_dropped_is_gone_and_dropping_it_again_is_no_error(house: SqliteHouse) -> None:
    house.put("notes", "a", {})

    house.drop("notes", "a")
    house.drop("notes", "a")

    assert house.get("notes", "a") is None


def test_a_house_is_used_by_several_threads_and_processes_at_once(house: SqliteHouse, tmp_path: Path) -> None:
    with closing(SqliteHouse(tmp_path / "house.db")) as other, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: (house, other)[number % 2].put("notes", f"{number:03}", {"n": number}), range(80)))

        assert list(range(80)) == [value["n"] for value in other.all("notes").values()]


def test_a_house_is_the_owners_alone_and_made_once(house: SqliteHouse, tmp_path: Path) -> None:
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    with pytest.raises(Barred) as caught:
        SqliteHouse.create(tmp_path / "house.db")
    assert "store.exists" == caught.value.code


def test_a_house_is_no_record_and_a_record_no_house(house: SqliteHouse, tmp_path: Path) -> None:
    SqliteRecord.create(tmp_path / "river.paraph").close()

    for use in (lambda: SqliteRecord(tmp_path / "house.db"), lambda: SqliteHouse(tmp_path / "river.paraph")):
        with pytest.raises(Damaged) as caught:
            use()
        assert "store.format" == caught.value.code


def test_a_copy_of_the_house_is_a_house(house: SqliteHouse, tmp_path: Path) -> None:
    house.put("drafts", "a", {"text": "kept"})

    house.copy(tmp_path / "copy.db")

    with closing(SqliteHouse(tmp_path / "copy.db")) as copy:
        assert {"text": "kept"} == copy.get("drafts", "a")


def test_of_many_who_add_under_one_key_one_wins(house: SqliteHouse) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda who: house.add("numbers", "1", {"who": who}), range(8)))

    assert 1 == sum(won)
    assert {"who": won.index(True)} == house.get("numbers", "1")
