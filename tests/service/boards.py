"""A board beside a record that grows as logs do: any party's entries next, settled at once or left to wait."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.domains.tale import NORTH, SOUTH, Tale
from tests.exchange.cast import NOON, Clock, MemoryHouse
from tests.record.chance import Move, Stage, Teller
from tests.record.histories import FRAMEWORK, TWO, History
from tests.record.kinds import ACCORD, CHARTER_FAMILY, KINDS
from tests.scenarios.forgery import TrueHistory

from paraph import domains
from paraph.adapters.board_file import BoardFile
from paraph.adapters.record_store import SqliteRecord
from paraph.record import Kind, UpdateNeeded, write_act
from paraph.service import read
from paraph.service.board import Board
from paraph.service.board_lines import about_of, called_of
from paraph.service.board_ports import Wanted
from paraph.service.board_states import state_of
from paraph.service.desk import Desk
from paraph.service.ingest import Ingest, settle_waiting
from paraph.service.setup import Setup
from paraph.values import builtin

ALL = 10**9
TABLES = ("line", "owed", "dated", "asked", "piece", "tally", "late")


@dataclass
class Hall:
    """A record that is filled by hand, and its board."""

    desk: Desk
    board: Board
    folder: Path

    @property
    def store(self) -> SqliteRecord:
        store = self.desk.store
        assert isinstance(store, SqliteRecord)
        return store

    def takes(self, party: str, entries: list[bytes], *, settles: bool = True) -> None:
        """Hold more of a log; what waited is looked at again, or not yet."""
        rows = Ingest(self.store, party, kinds=self.desk.kinds).rows(entries)
        self.store.append(party, self.store.size(party), rows)
        if settles:
            settle_waiting(self.store)

    def takes_from(self, history: History, party: str, count: int, *, settles: bool = True) -> None:
        size = self.store.size(party)
        self.takes(party, history.logs[party].entries[size : size + count], settles=settles)

    def hears(self, tale: Tale) -> None:
        """Hold all that a tale tells."""
        for party, log in tale.logs.items():
            self.takes(party, [write_act(said.act) for said in log[self.store.size(party) :]])

    def at(self, now: datetime) -> None:
        assert isinstance(self.desk.clock, Clock)
        self.desk.clock.now = now


@contextmanager
def hall(
    *parties: str,
    kinds: Mapping[str, Kind] = KINDS,
    charter_family: str = CHARTER_FAMILY,
    framework: str = FRAMEWORK,
    me: str = "",
) -> Iterator[Hall]:
    """Open an empty record of some parties, with an empty board."""
    folder = Path(tempfile.mkdtemp(prefix="paraph-hall-"))
    setup = Setup(framework=framework, me=me or parties[0], members=(), compared=True, founders=tuple(sorted(parties)))
    try:
        with closing(SqliteRecord.create(folder / "record.paraph")) as store, board_in(folder) as index:
            store.configure(builtin(setup))
            desk = Desk(
                setup=setup,
                store=store,
                house=MemoryHouse(),
                clock=Clock(NOON),
                chance=bytes,
                kinds=kinds,
                charter_family=charter_family,
                unlock=lambda: None,  # type: ignore[arg-type,return-value]  # nothing is signed here
            )
            yield Hall(desk, Board(desk=desk, index=index), folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def board_in(folder: Path, name: str = "board.db") -> Iterator[BoardFile]:
    with closing(BoardFile(folder / name)) as index:
        yield index


@contextmanager
def border(*, me: str = NORTH) -> Iterator[Hall]:
    """Open an empty record for the tales of tests/domains."""
    with hall(
        NORTH, SOUTH, kinds=domains.KINDS, charter_family=domains.CHARTER_FAMILY, framework="border", me=me
    ) as here:
        yield here


def equal(here: Hall) -> bool:
    return by_reading(here) == by_board(here) and made_anew(here) == held(here.board.index)


@contextmanager
def agreed(kinds: Mapping[str, Kind], *, kind: str = ACCORD.name) -> Iterator[Hall]:
    """A record with a charter, and one more thing proposed; brought up."""
    history = TrueHistory(TWO, kinds=kinds)
    history.agree_charter(kinds=[*kinds, kind])
    history.say(NORTH, kind=kind, verb="propose", content={"words": "begun anew"})
    with hall(*TWO, kinds=kinds) as here:
        for party in TWO:
            here.takes_from(history, party, 99)
        here.board.refresh()
        yield here


def told(stage: Stage, parties: tuple[str, ...], moves: list[tuple[str, Move]]) -> History:
    """A history by chance in which records of several kinds are spoken to, with roots as nodes compute them."""
    true = stage._replace(history=TrueHistory)
    teller = Teller(stage.charter, true, parties=parties)
    for name, move in moves:
        teller.kind = stage.kinds[name]
        teller.move(move)
    return teller.history


def made_anew(here: Hall) -> dict[str, Any]:
    """What a board holds that is made from this record in one step."""
    with board_in(here.folder, "anew.db") as index:
        Board(desk=here.desk, index=index).renew()
        return held(index)


def held(index: BoardFile) -> dict[str, Any]:
    """Everything on a board, row by row."""
    with closing(sqlite3.connect(index._path)) as db:  # the rows themselves are compared
        rows = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608  # our own names
        rows["words"] = db.execute("SELECT rowid, name, body FROM words").fetchall()
    rows["tally"] = [row for row in rows["tally"] if row[5]]
    rows["late"] = [row for row in rows["late"] if row[1]]
    return {table: sorted(found) for table, found in rows.items()}


def by_board(here: Hall) -> dict[str, Any]:
    """What the board answers, as `by_reading` puts it."""
    board = here.board
    return {
        "listing": sorted(
            (
                *(one.line.record, one.line.kind, one.line.opener, one.line.called, one.line.about, one.line.state),
                *(one.line.acts, one.line.void, one.line.waiting, one.line.latest_at),
            )
            for one in board.listing(Wanted(limit=ALL)).lines
        ),
        "ours": [(one.listed.line.record, *one.owes[:5]) for one in board.needs_our_answer(limit=ALL).lines],
        "theirs": [(one.listed.line.record, *one.owes[:5]) for one in board.waits_for_them(limit=ALL).lines],
        "due": [
            (one.listed.line.record, *one.dated[:3], one.overdue, dict(one.dated.facts))
            for one in board.due(limit=ALL).lines
        ],
    }


def by_reading(here: Hall) -> dict[str, Any]:
    """What `service.read` says of the same record."""
    desk = here.desk
    views = {view.record: view for view in read.listing(desk)}
    return {
        "listing": sorted(
            (
                *(view.record, view.name, view.opener, called_of(view), about_of(view), state_of(view)),
                len(view.verdicts),
                *(sum(str(one.outcome) == outcome for one in view.verdicts) for outcome in ("void", "waiting")),
                max(one.said.act.at for one in view.verdicts if one.heard or not view.noun),
            )
            for view in views.values()
        ),
        "ours": [_owed(one) for one in read.needs_our_answer(desk) if one.view.record in views],
        "theirs": [_owed(one) for one in read.waits_for_them(desk)],
        "due": _due(desk),
    }


def _due(desk: Desk) -> Any:
    try:
        found = read.due(desk, now=desk.clock())
    except UpdateNeeded:
        return None
    return [(one.view.record, one.due.party, one.due.what, one.due.by, one.due.overdue, one.due.facts) for one in found]


def _owed(one: read.Owed) -> tuple[str, ...]:
    awaited = one.awaited
    return (one.view.record, awaited.party, awaited.what, awaited.on, awaited.since.act.at, awaited.since.digest)
