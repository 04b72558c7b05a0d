"""What waits for whom, how urgent it is, and what was told already."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.record.kinds import CHARTER, Charter
from tests.service.boards import board_in
from tests.service.cast import Seat
from tests.service.halls import Hall

from paraph.adapters.board_file import BoardFile
from paraph.record import JOINT, Kind, kinds_by_name
from paraph.service.board import Board
from paraph.service.desk import Desk
from paraph.service.reminders import Item, Told, digest_for, is_fresh, told_after, waiting

Two = tuple[Seat, Seat]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[BoardFile]:
    """North's board."""
    with board_in(tmp_path) as opened:
        yield opened


class DatedCharter(Charter, frozen=True, kw_only=True):
    answer_within_days: int | None = 10


def dated(seat: Seat) -> Desk:
    """The same desk under a charter that says within how many days an answer is owed."""
    kind = Kind(name=CHARTER.name, title="Charter", dealing=JOINT, noun=DatedCharter)
    others = (one for one in seat.desk.kinds.values() if one.name != CHARTER.name)
    return dataclasses.replace(seat.desk, kinds=kinds_by_name((kind, *others)))


def item(stage: str = "owed", date: str = "2026-03-01", **more: str) -> Item:
    usual = {"framework": "river", "record": "r", "kind": "k.k", "what": "answer", "on": "v"}
    return Item(stage=stage, date=date, verbs=("accept",), **{**usual, **more})


def test_what_is_overdue_is_said_again_every_so_many_days_and_nothing_else_is() -> None:
    hall = Hall()
    on = hall.chancery.today
    told = told_after(Told(), fresh=(item(), item("overdue")), still=(), on=on)

    later = {days: on + timedelta(days=days) for days in (6, 7)}

    assert (False, True) == tuple(is_fresh(item("overdue"), told, on=day, again=7) for day in later.values())
    assert not is_fresh(item(), told, on=later[7], again=7)
    assert is_fresh(item("due_soon"), told, on=later[6], again=7)


def test_a_letter_without_anything_new_is_not_written() -> None:
    on = Hall().chancery.today
    told = told_after(Told(), fresh=(item(),), still=(), on=on - timedelta(days=1))

    assert digest_for("clerk", (item(),), told, on=on, again=7) is None


def test_what_waits_no_longer_is_forgotten() -> None:
    on = Hall().chancery.today
    told = told_after(Told(), fresh=(item(), item(record="other")), still=(), on=on)

    after = told_after(told, fresh=(), still=(item(), item(record="new")), on=on)

    assert [item().key] == list(after.items)


def test_what_is_due_is_told_as_soon_or_overdue_and_not_as_owed_too(two: Two, index: BoardFile) -> None:
    """A charter gives a number of days in which an answer is owed; here ten."""
    north, south = two
    desk = dated(north)
    opened = south.opens()
    north.hears(south)
    board = Board(desk=desk, index=index)
    board.refresh()

    stages = {}
    for days, later in ((2, 2), (3, 1), (11, 8)):
        north.clock.pass_by(later * 86_400)
        stages[days] = [(one.stage, one.record, one.date[:10]) for one in waiting(board, soon=7)]

    assert {
        2: [("owed", opened.digest, "2026-03-01")],
        3: [("due_soon", opened.digest, "2026-03-11")],
        11: [("overdue", opened.digest, "2026-03-11")],
    } == stages
