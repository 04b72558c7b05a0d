"""A working copy of a statement: one person's, at home, until it is tabled whole."""

from datetime import UTC, datetime

import pytest
from tests.domains.texts import paragraph, statement
from tests.exchange.cast import MemoryHouse

from paraph.service import working_copies
from paraph.service.say import Pending, Saying
from paraph.service.working_copies import (
    WorkingCopy,
    discard_working_copy,
    keep_working_copy,
    table_working_copy,
    working_copy,
)
from paraph.values import Barred

RECORD, BASE = "a" * 64, "b" * 64
COPY = WorkingCopy(statement=statement(paragraph("fund", "Both sides settle the claims.")), base=BASE)


class Desk:
    """What a working copy needs of a desk."""

    def __init__(self) -> None:
        self.house = MemoryHouse()
        self.setup = type("Setup", (), {"framework": "river"})

    def clock(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC)


def test_a_copy_is_kept_for_one_person_and_thrown_away() -> None:
    desk = Desk()
    keep_working_copy(desk, "clerk", RECORD, COPY)

    assert COPY == working_copy(desk, "clerk", RECORD)
    assert working_copy(desk, "head", RECORD) is None
    discard_working_copy(desk, "clerk", RECORD)
    discard_working_copy(desk, "clerk", RECORD)
    assert working_copy(desk, "clerk", RECORD) is None


def test_what_is_tabled_is_no_working_copy_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, said = Desk(), []
    keep_working_copy(desk, "clerk", RECORD, COPY)

    def say(_desk: object, person: str, saying: Saying) -> Pending:
        said.append((person, saying.verb, saying.record, saying.on, saying.note))
        return Pending(id="p", saying=saying, by=person, office="Clerk", at="2026-03-01T00:00:00Z")

    monkeypatch.setattr(working_copies, "say", say)
    table_working_copy(desk, "clerk", RECORD, note="At last.")

    assert [("clerk", "propose", RECORD, None, "At last.")] == said
    with pytest.raises(Barred, match=r"redraft\.nothing"):
        table_working_copy(desk, "clerk", RECORD)
