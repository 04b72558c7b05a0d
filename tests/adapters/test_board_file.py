"""The contract of every board: all of a change or nothing, and nothing that was spoilt is ever believed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from paraph.adapters.board_file import BoardFile
from paraph.service.board_ports import Brought, Called, Dated, Entry, Found, Line, Owes, Piece, Wanted
from paraph.values import Barred, Damaged, Text

NORTH, SOUTH = "NORTH", "SOUTH"
NOON, LATER = "2026-01-05T12:00:00Z", "2026-01-06T12:00:00Z"
BROUGHT = Brought("1", {NORTH: (3, "ab")}, frozenset({(SOUTH, 7)}), "c" * 64, frozenset({"d" * 64}))
A, B, C = "a" * 64, "b" * 64, "c" * 64


def entry(  # what a test may want to say of a line
    record: str,
    *,
    at: str = NOON,
    state: str = "proposed",
    about: str = "",
    title: Text | None = None,
    owed: tuple[Owes, ...] = (),
    dated: tuple[Dated, ...] = (),
    asked: tuple[str, ...] = (),
    words: str = "",
) -> Entry:
    ours = sum(one.ours for one in owed)
    numbers = {"acts": 2, "void": 1, "waiting": 0, "ours": ours, "theirs": len(owed) - ours}
    said = {"opener": NORTH, "parties": (NORTH, SOUTH), "latest_at": at, "latest_by": SOUTH}
    called = Called("21.3", title)
    line = Line(record=record, kind="test.paper/1", called=called, about=about, state=state, **said, **numbers)  # type: ignore[arg-type]  # told apart by name
    return Entry(line, owed, dated, asked, (Piece("en", words),) if words else (), "21 3", words)


def owes(party: str, *, since: str = NOON) -> Owes:
    return Owes(party, "answer", A, since, B, party == NORTH)


def due(by: str, late_from: str) -> Dated:
    return Dated(SOUTH, "answer", by, late_from, {"on": A})


@pytest.fixture
def board(tmp_path: Path) -> Iterator[BoardFile]:
    with closing(BoardFile(tmp_path / "board.db")) as found:
        yield found


def put(board: BoardFile, *entries: Entry, brought: Brought = BROUGHT) -> None:
    with board.changing(patience=1) as change:
        for one in entries:
            change.put(one)
        change.keep(brought)


def listed(board: BoardFile) -> list[str]:
    return [one.line.record for one in board.lines(Wanted(), ()).lines]


def test_a_new_board_holds_nothing(board: BoardFile) -> None:
    assert board.brought() is None
    assert ([], None, ()) == (listed(board), board.line(A), board.tallies())


def test_what_was_put_is_read_as_it_was(board: BoardFile, tmp_path: Path) -> None:
    one = entry(A, title=Text(en="Water", ur="پانی"), owed=(owes(SOUTH), owes(NORTH)), words="water پانی")
    put(board, one)
    with closing(BoardFile(tmp_path / "board.db")) as again:
        found = again.line(A)

        assert (one.line, Called()) == found
        assert BROUGHT == again.brought()
        assert Found(((found, one.pieces),), 1) == again.found((("wat",),), Wanted())
        assert [one.owed[1]] == [each.owes for each in again.owed(ours=True, families=None, limit=9, offset=0)]


def test_what_is_put_again_stands_once(board: BoardFile) -> None:
    """Nothing of the entry before is left: no answer, no date, no word, no count."""
    first = entry(A, owed=(owes(NORTH),), dated=(due("2026", NOON),), asked=(B,), words="old")
    put(board, first, entry(B))
    put(board, entry(A, at=LATER, state="in_force", words="new"))

    assert [A, B] == listed(board)
    assert () == board.owed(ours=True, families=None, limit=9, offset=0)
    assert ((), 0, 0) == board.due(now=LATER, limit=9, offset=0)
    assert (0, 1) == (board.found((("old",),), Wanted()).total, board.found((("new",),), Wanted()).total)
    assert {("in_force", 1, 0), ("proposed", 1, 0)} == {(one.state, one.records, one.ours) for one in board.tallies()}
    with board.changing(patience=1) as change:
        assert () == change.asking(B)


def test_a_change_that_fails_changes_nothing(board: BoardFile) -> None:
    put(board, entry(A))
    with suppress(RuntimeError), board.changing(patience=1) as change:
        change.clear()
        change.put(entry(B))
        raise RuntimeError

    assert ([A], BROUGHT) == (listed(board), board.brought())


def test_all_is_taken_away_at_once(board: BoardFile) -> None:
    put(board, entry(A, owed=(owes(NORTH),), words="old"))
    with board.changing(patience=1) as change:
        change.clear()

    assert ([], (), None) == (listed(board), board.tallies(), board.brought())
    put(board, entry(B, words="new"))
    assert [B] == listed(board)


def test_readers_see_the_board_as_it_was_while_it_is_changed(board: BoardFile) -> None:
    put(board, entry(A))
    with board.changing(patience=1) as change:
        change.put(entry(B))

        assert [A] == listed(board)
        with pytest.raises(Barred) as caught, board.changing(patience=0):
            pass
    assert "store.locked" == caught.value.code
    assert [B, A] == listed(board)


def test_the_records_that_ask_are_named(board: BoardFile) -> None:
    put(board, entry(A, asked=(A, C)), entry(B, asked=(C,)))
    with board.changing(patience=1) as change:
        assert ((A, B), (A,), ()) == (change.asking(C), change.asking(A), change.asking(B))
        assert (A, B) == change.records()


def test_lines_whose_ids_begin_alike_stand_beside_each_other(board: BoardFile) -> None:
    """A number that is taken leads to the next; nobody can push another's line away."""
    alike = [f"{'a' * 60}{number:04}" for number in range(20)]
    put(board, *(entry(record) for record in alike))
    put(board, entry(alike[3], state="in_force"))

    assert sorted(alike) == sorted(listed(board))


def test_overdue_comes_first_whatever_the_date_and_undated_last(board: BoardFile) -> None:
    dates = (due("", "~"), due("2026-01-07", LATER), due("2026", "2027-01-01T00:00:00Z"), due("2026-01", NOON))
    put(board, entry(A, dated=dates))

    pages = [board.due(now=NOON, limit=2, offset=offset) for offset in (0, 1, 2, 4)]

    shown = [[(one.dated.by, one.overdue) for one in page.lines] for page in pages]
    late, year, day, never = ("2026-01", True), ("2026", False), ("2026-01-07", False), ("", False)
    assert [[late, year], [year, day], [day, never], []] == shown
    assert {(4, 1)} == {page[1:] for page in pages}
    assert (4, 2) == board.count_due(now=LATER)


SPOILT = {
    "no database": lambda path: path.write_bytes(b"hello, world" * 999),
    "empty": lambda path: path.write_bytes(b""),
    "another's": lambda path: sqlite3.connect(path).execute("PRAGMA application_id = 7").close(),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_board_that_cannot_be_used_is_made_anew(tmp_path: Path, name: str) -> None:
    path = tmp_path / "board.db"
    with closing(BoardFile(path)) as board:
        put(board, entry(A))
    SPOILT[name](path)

    with closing(BoardFile(path)) as board:
        assert (None, []) == (board.brought(), listed(board))
        put(board, entry(B))
        assert [B] == listed(board)


def test_a_board_that_is_spoilt_inside_is_thrown_away_when_that_shows(tmp_path: Path) -> None:
    """Once it is raised; from then on the board is empty, and can be made again."""
    path = tmp_path / "board.db"
    with closing(BoardFile(path)) as board:
        put(board, *(entry(f"{number:064x}", words=f"word {number} " * 40) for number in range(400)))
    data = bytearray(path.read_bytes())
    data[len(data) // 3 :] = b"\xff" * (len(data) - len(data) // 3)
    path.write_bytes(data)

    with closing(BoardFile(path)) as board:
        with pytest.raises(Damaged):
            board.found((("word",),), Wanted())
        assert (None, []) == (board.brought(), listed(board))
        put(board, entry(A))
        assert [A] == listed(board)


def test_a_board_that_is_spoilt_is_thrown_away_when_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "board.db"
    with closing(BoardFile(path)) as board:
        put(board, entry(A))
        with closing(sqlite3.connect(path)) as db:
            db.execute("DROP TABLE asked")
        with pytest.raises(Damaged):
            put(board, entry(A))

        put(board, entry(B))

        assert [B] == listed(board)


def test_what_cannot_be_read_of_how_far_it_came_counts_as_nothing(board: BoardFile, tmp_path: Path) -> None:
    put(board, entry(A))
    with closing(sqlite3.connect(tmp_path / "board.db")) as db, db:
        db.execute("UPDATE brought SET brought = '{}'")

    assert board.brought() is None


def test_the_file_that_another_process_put_in_its_place_is_used(tmp_path: Path) -> None:
    path = tmp_path / "board.db"
    with closing(BoardFile(path)) as board:
        put(board, entry(A))
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        with closing(BoardFile(path)) as other:
            put(other, entry(B))

        assert [B] == listed(board)
        put(board, entry(C))
        assert [C, B] == listed(board)


def test_a_board_is_the_owners_alone(tmp_path: Path) -> None:
    with closing(BoardFile(tmp_path / "board.db")):
        assert 0o600 == (tmp_path / "board.db").stat().st_mode & 0o777


def test_an_id_that_is_none_finds_nothing(board: BoardFile) -> None:
    put(board, entry(A, about=B))

    assert board.line("not an id") is None
    assert (0, 1) == tuple(board.lines(Wanted(about=about), ()).total for about in ("not an id", B))
