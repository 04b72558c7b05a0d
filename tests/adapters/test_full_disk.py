"""A disk that is full, or that fails, at every write: said so, nothing half written, nothing acknowledged is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.cast import NORTH, SOUTH, Shelf, checkpoint, frontier_over, rows, shelf_in, story

from paraph.adapters.record_store import SqliteRecord
from paraph.service.ports import Row
from paraph.values import Damaged

FAILING = """
import json, resource, signal, sys
from pathlib import Path
from paraph.adapters.record_store import SqliteRecord
from paraph.values import Damaged
from tests.adapters.cast import NORTH, rows

store, room, told = SqliteRecord(Path(sys.argv[1])), int(sys.argv[2]), []
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    while True:
        at = store.size(NORTH)
        store.append(NORTH, at, rows(40, start=at))
        told.append(at + 40)
except Damaged as error:
    told.append([error.code, error.facts["reason"]])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
try:
    store.append(NORTH, store.size(NORTH), rows(1))
except Damaged as error:
    told.append([error.code, error.facts["reason"]])
store.close()
print(json.dumps(told))
"""

CREATING = """
import resource, signal, sys
from pathlib import Path
from paraph.adapters.record_store import SqliteRecord
from paraph.values import Damaged

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    SqliteRecord.create(Path(sys.argv[1])).close()
except Damaged as error:
    print(error.code)
"""


def child(program: str, *arguments: object) -> str:
    """Run a program that breaks its own disk, and return what it printed."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=Path(__file__).parents[2], timeout=60, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf_in(tmp_path) as place:
        yield place


def pages(store: SqliteRecord, limit: int | None = None) -> int:
    """Count the pages of the file, or let it have no more than so many."""
    db = store._file._writer
    assert db is not None
    if limit is not None:
        db.execute(f"PRAGMA max_page_count = {limit}")
    return int(db.execute("PRAGMA page_count").fetchone()[0])


def write_on(store: SqliteRecord, said: list[Row]) -> None:
    """Append to both logs in turn: three entries with their checkpoint, then forty."""
    for at in range(300, len(said), 3):
        store.commit(NORTH, at, said[at : at + 3], held=checkpoint(at + 3, frontier_over(said[: at + 3]).root()))
        store.append(SOUTH, store.size(SOUTH), rows(40, start=at))


@pytest.mark.parametrize("room", range(12))
def test_a_full_disk_at_any_page_of_a_write_leaves_the_record_as_it_was(shelf: Shelf, room: int) -> None:
    store, said = shelf.create(), story(420)
    root = frontier_over(said[:300]).root()
    store.commit(NORTH, 0, said[:300], held=checkpoint(300, root))
    pages(store, pages(store) + room)

    with pytest.raises(Damaged) as caught:
        write_on(store, said)

    size, south = store.size(NORTH), store.size(SOUTH)
    assert ("store.write_failed", "SQLITE_FULL") == (caught.value.code, caught.value.facts["reason"])
    assert frontier_over(said[:size]) == store.audit(NORTH)
    assert south in {(size - 300) // 3 * 40, (size - 303) // 3 * 40}
    latest = store.checkpoint(NORTH)
    assert latest is not None
    assert size == latest.size
    pages(store, 1 << 30)
    store.append(NORTH, size, said[size:])
    assert frontier_over(said) == shelf.reopen().audit(NORTH)
    assert sum(bool(each.record) for each in said) == sum(
        len(shelf.reopen().acts_of(record)) for record in {each.record for each in said} if record
    )


@pytest.mark.parametrize("room", [60_000, 100_000, 150_000, 200_000])
def test_a_disk_that_fails_is_not_written_to_until_reopened(shelf: Shelf, room: int) -> None:
    shelf.create().append(NORTH, 0, rows(40))
    shelf.close()

    *acknowledged, failed, after = json.loads(child(FAILING, shelf.path, room))

    assert ["store.write_failed", "SQLITE_IOERR_WRITE"] == failed == after
    store = shelf.open()
    assert store.size(NORTH) in {(acknowledged or [40])[-1], (acknowledged or [40])[-1] + 40}
    assert frontier_over(rows(store.size(NORTH))) == store.audit(NORTH)


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_record_that_cannot_be_made_is_not_there(shelf: Shelf, room: int) -> None:
    assert "store.write_failed\n" == child(CREATING, shelf.path, room)

    assert not shelf.path.exists()
    assert () == shelf.create().parties()
