"""The trail on the disk: durable, in one chain for all who write, and closed to change by the database itself."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests.exchange.cast import Clock

from paraph.adapters.clock import utc_now
from paraph.adapters.trail_file import TrailFile, opened_trail
from paraph.service.trail import Asked, Deed, Event, Head
from paraph.values import Barred, Damaged

READ = Event(deed=Deed.READ, person="clerk", framework="river", subject="ab" * 32)
EXPORT = Event(deed=Deed.EXPORT, person="head", subject="acts", facts={"rows": 3})

WRITER = """
import sys
from pathlib import Path
from paraph.adapters.clock import utc_now
from paraph.adapters.trail_file import TrailFile
from paraph.service.trail import Deed, Event

trail = TrailFile(Path(sys.argv[1]), clock=utc_now)
for number in range(300):
    trail.tell(Event(deed=Deed.READ if number % 10 else Deed.EXPORT, person=sys.argv[2], subject=str(number)))
if sys.argv[3] == "close":
    trail.close()
"""


@pytest.fixture
def trail(tmp_path: Path) -> Iterator[TrailFile]:
    with closing(TrailFile.create(tmp_path / "trail.db", clock=Clock())) as made:
        yield made


def rows(path: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT number, deed FROM entry ORDER BY number").fetchall()


def test_an_export_is_on_the_disk_with_what_waited_before_it(trail: TrailFile, tmp_path: Path) -> None:
    trail.tell(READ)
    trail.tell(EXPORT)

    assert [(1, "read"), (2, "export")] == rows(tmp_path / "trail.db")


def test_a_plain_read_is_on_the_disk_within_the_second(trail: TrailFile, tmp_path: Path) -> None:
    trail.tell(READ)

    until = time.monotonic() + 5
    while not rows(tmp_path / "trail.db") and time.monotonic() < until:
        time.sleep(0.02)

    assert [(1, "read")] == rows(tmp_path / "trail.db")


def test_nothing_is_lost_on_a_clean_stop(trail: TrailFile, tmp_path: Path) -> None:
    for _ in range(100):
        trail.tell(READ)

    trail.close()
    trail.close()

    assert 100 == len(rows(tmp_path / "trail.db"))
    with pytest.raises(Damaged, match=r"store\.closed"):
        trail.tell(READ)


CHANGES = (
    "DELETE FROM entry",
    "DELETE FROM entry WHERE number = 2",
    "UPDATE entry SET person = 'other' WHERE number = 1",
    "UPDATE entry SET number = 9 WHERE number = 2",
    "INSERT OR REPLACE INTO entry SELECT number, body, digest, at, 'other', subject, deed FROM entry WHERE number = 1",
    "INSERT INTO entry SELECT 9, body, digest, at, person, subject, deed FROM entry WHERE number = 1",
    "INSERT INTO entry SELECT -1, body, digest, at, person, subject, deed FROM entry WHERE number = 1",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses_to_change_an_entry(trail: TrailFile, tmp_path: Path, change: str) -> None:
    trail.tell(READ)
    trail.tell(EXPORT)

    with (
        closing(sqlite3.connect(tmp_path / "trail.db")) as db,
        pytest.raises(sqlite3.DatabaseError, match="only grows"),
    ):
        db.execute(change)

    assert 2 == trail.verify().number


FORGERIES = (
    "UPDATE entry SET person = 'other' WHERE number = 2",
    "UPDATE entry SET body = replace(body, 'clerk', 'other') WHERE number = 1",
    "UPDATE entry SET body = 'x' WHERE number = 1",
    "DELETE FROM entry WHERE number = 1",
    "UPDATE entry SET number = 7 WHERE number = 3",
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_whoever_takes_the_triggers_away_is_found_out(trail: TrailFile, tmp_path: Path, forgery: str) -> None:
    for event in (READ, EXPORT, EXPORT):
        trail.tell(event)
    with closing(sqlite3.connect(tmp_path / "trail.db")) as db:
        for name in ("entry_is_next", "entry_is_kept", "entry_is_final"):
            db.execute(f"DROP TRIGGER {name}")
        db.execute(forgery)
        db.commit()

    with pytest.raises(Damaged, match=r"trail\.broken"):
        trail.verify()


def test_an_end_that_was_cut_off_is_found_by_a_noted_head(trail: TrailFile, tmp_path: Path) -> None:
    for _ in range(3):
        trail.tell(EXPORT)
    noted = trail.head()
    with closing(sqlite3.connect(tmp_path / "trail.db")) as db:
        db.execute("DROP TRIGGER entry_is_kept")
        db.execute("DELETE FROM entry WHERE number = 3")
        db.commit()

    assert 2 == trail.verify().number
    with pytest.raises(Damaged, match=r"trail\.cut"):
        trail.verify(noted)


def test_entries_are_found_by_person_subject_deed_and_day(tmp_path: Path) -> None:
    clock = Clock()
    with closing(TrailFile.create(tmp_path / "trail.db", clock=clock)) as trail:
        trail.tell(READ)
        clock.pass_by(86_400)
        trail.tell(EXPORT)
        trail.tell(READ)

        found = {
            "clerk": Asked(person="clerk"),
            "acts": Asked(subject="acts"),
            "export": Asked(deed="export"),
            "first day": Asked(last="2026-03-01"),
            "second day": Asked(first="2026-03-02"),
            "one": Asked(limit=1),
            "below": Asked(below=2),
            "all": Asked(),
        }
        numbers = {name: [one.number for one in trail.entries(asked)] for name, asked in found.items()}

    assert {
        "clerk": [3, 1],
        "acts": [2],
        "export": [2],
        "first day": [1],
        "second day": [3, 2],
        "one": [3],
        "below": [1],
        "all": [3, 2, 1],
    } == numbers


def test_threads_write_one_chain(trail: TrailFile) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(trail.tell, [READ, EXPORT] * 200))

    assert (400, 400) == (trail.verify().number, len(trail.entries(Asked())))


def test_processes_write_one_chain_and_lose_nothing(trail: TrailFile, tmp_path: Path) -> None:
    """Even one that forgets to close: an ordinary end of the process is a clean stop."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "trail.db")]
    writers = [subprocess.Popen([*command, name, end]) for name, end in (("a", "close"), ("b", "forget"))]

    ended = [writer.wait(60) for writer in writers]

    assert [0, 0] == ended
    assert Head(600, trail.head().digest) == trail.verify()
    assert (300, 300) == tuple(len(trail.entries(Asked(person=name))) for name in "ab")


def test_what_waited_when_the_disk_failed_is_kept_and_told(trail: TrailFile) -> None:
    trail._file.close()

    with pytest.raises(Damaged, match=r"store\.closed"):
        trail.tell(EXPORT)

    assert 1 == len(trail._waiting)
    trail._waiting.clear()


def test_a_trail_that_was_begun_and_is_gone_is_not_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "trail.db"
    opened_trail(path, begun=False, clock=utc_now).close()
    opened_trail(path, begun=True, clock=utc_now).close()
    path.unlink()

    with pytest.raises(Damaged, match=r"trail\.missing"):
        opened_trail(path, begun=True, clock=utc_now)


def test_a_trail_is_copied_with_what_waits(trail: TrailFile, tmp_path: Path) -> None:
    trail.tell(READ)

    trail.copy(tmp_path / "copy.db")

    with closing(TrailFile(tmp_path / "copy.db", clock=utc_now)) as copy:
        assert trail.head() == copy.verify()
    with pytest.raises(Barred, match=r"store\.exists"):
        trail.copy(tmp_path / "copy.db")
