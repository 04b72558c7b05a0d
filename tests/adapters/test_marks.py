"""The marks beside the keys: durable, never back or sideways, whole after a crash, one for each log that is signed."""

import fcntl
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.adapters.cast import NORTH, ORIGIN

from paraph.adapters.keys import FileKeys
from paraph.adapters.marks import own_mark
from paraph.service.ports import Mark
from paraph.tlog import EMPTY_ROOT
from paraph.values import Damaged, Recovering

WORDS = "correct horse"
MARK = Mark(7, b"r" * 32)


@pytest.fixture
def keys(tmp_path: Path) -> FileKeys:
    return FileKeys.create(tmp_path, origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)


def test_the_mark_goes_onward_and_is_there_the_next_time(keys: FileKeys, tmp_path: Path) -> None:
    assert keys.mark() is None

    for mark in (Mark(0, EMPTY_ROOT), MARK, MARK, Mark(8, b"s" * 32)):
        keys.raise_mark(mark)
        assert mark == keys.mark() == own_mark(tmp_path) == FileKeys.open(tmp_path, passphrase=WORDS).mark()


@pytest.mark.parametrize(
    ("mark", "code"),
    [(Mark(6, b"r" * 32), "keys.behind_mark"), (Mark(7, b"s" * 32), "keys.forked_mark")],
)
def test_the_mark_goes_neither_back_nor_sideways(keys: FileKeys, mark: Mark, code: str) -> None:
    keys.raise_mark(MARK)
    keys.raise_mirror_mark("south.example/river", MARK)

    with pytest.raises(Recovering) as caught:
        keys.raise_mark(mark)
    with pytest.raises(Recovering) as mirrored:
        keys.raise_mirror_mark("south.example/river", mark)

    assert (code, code, MARK) == (caught.value.code, mirrored.value.code, keys.mark())
    assert MARK == keys.mirror_mark("south.example/river")


def test_only_a_decision_lowers_the_mark(keys: FileKeys) -> None:
    keys.raise_mark(MARK)

    keys.restate_mark(Mark(3, b"s" * 32))

    assert Mark(3, b"s" * 32) == keys.mark()
    with pytest.raises(Recovering):
        keys.raise_mark(Mark(2, b"r" * 32))
    keys.raise_mark(MARK)
    assert MARK == keys.mark()


def test_the_mirror_has_a_mark_for_each_log(keys: FileKeys) -> None:
    keys.raise_mirror_mark("south.example/river", MARK)
    keys.raise_mirror_mark("east.example/river", Mark(1, b"e" * 32))

    assert MARK == keys.mirror_mark("south.example/river")
    assert Mark(1, b"e" * 32) == keys.mirror_mark("east.example/river")
    assert (None, None) == (keys.mirror_mark(ORIGIN), keys.mark())


@pytest.mark.parametrize("cut", [0, 1, 30, 100])
@pytest.mark.parametrize("raised", [0, 1, 2, 3])
def test_a_mark_torn_while_it_was_written_was_never_raised(
    keys: FileKeys, tmp_path: Path, raised: int, cut: int
) -> None:
    """What was being written ends at any byte; what lay there before follows."""
    marks = [Mark(size, bytes([size]) * 32) for size in range(raised + 1)]
    (tmp_path / "mark.json").write_bytes(2 * (b" " * 4095 + b"\n"))  # as it is made, before the first mark
    for mark in marks[:-1]:
        keys.raise_mark(mark)
    assert [None, *marks][-2] == keys.mark()
    before = (tmp_path / "mark.json").read_bytes()
    keys.raise_mark(marks[-1])
    after = (tmp_path / "mark.json").read_bytes()
    place = next(start for start in (0, 4096) if before[start : start + 4096] != after[start : start + 4096])

    (tmp_path / "mark.json").write_bytes(
        after[: place + cut] + before[place + cut : place + 4096] + after[place + 4096 :]
    )

    assert [None, *marks][-2] == keys.mark()
    keys.raise_mark(marks[-1])
    assert marks[-1] == keys.mark()


@pytest.mark.parametrize("content", [b"", b"x" * 8192, b'{"size": 7}', b" " * 100])
def test_a_mark_that_cannot_be_read_signs_nothing(keys: FileKeys, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mark.json").write_bytes(content)
    (tmp_path / "mirrors.json").write_bytes(content)

    for use in (keys.mark, lambda: keys.raise_mark(MARK), lambda: keys.raise_mirror_mark(ORIGIN, MARK)):
        with pytest.raises(Damaged) as caught:
            use()
        assert "keys.mark_damaged" == caught.value.code
    keys.restate_mark(MARK)
    assert MARK == keys.mark()


@pytest.mark.parametrize("name", ["mark.json", "mirrors.json"])
def test_a_mark_that_is_gone_was_not_never_there(keys: FileKeys, tmp_path: Path, name: str) -> None:
    """The marks are made with the keys: without them nobody knows what was signed."""
    assert not keys.lost()
    (tmp_path / name).unlink()

    uses = {"mark.json": lambda: keys.raise_mark(MARK), "mirrors.json": lambda: keys.raise_mirror_mark(ORIGIN, MARK)}
    with pytest.raises(Recovering) as caught:
        uses[name]()

    assert ("keys.mark_lost", True) == (caught.value.code, keys.lost())
    keys.renew_marks()
    uses[name]()
    assert not keys.lost()


def test_new_marks_replace_none_that_can_be_read(keys: FileKeys) -> None:
    keys.raise_mark(MARK)
    keys.raise_mirror_mark("south.example/river", MARK)

    keys.renew_marks()

    assert (MARK, MARK) == (keys.mark(), keys.mirror_mark("south.example/river"))


def test_a_mark_waits_until_another_process_has_raised_its_own(keys: FileKeys, tmp_path: Path) -> None:
    keys.raise_mark(MARK)
    later, ended = Mark(9, b"s" * 32), Event()

    def climb() -> None:
        with suppress(Recovering):
            keys.raise_mark(Mark(8, b"r" * 32))
        ended.set()

    with (tmp_path / "mark.json").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        climber = Thread(target=climb)
        climber.start()
        waited = not ended.wait(0.2)
        raised_elsewhere(tmp_path, later)
    climber.join()

    assert waited
    assert later == keys.mark()


def raised_elsewhere(folder: Path, mark: Mark) -> None:
    """Write what another process would, which holds the lock."""
    (folder / "other").mkdir()
    other = FileKeys.create(folder / "other", origin=ORIGIN, party=NORTH, passphrase=WORDS, quick=True)
    for each in (Mark(0, bytes(32)), Mark(1, bytes(32)), mark):
        other.raise_mark(each)
    (folder / "mark.json").write_bytes((folder / "other" / "mark.json").read_bytes())
