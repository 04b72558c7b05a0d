"""When the board is brought up to what, and when it is made anew."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed
from tests.domains.points import promised
from tests.domains.tale import NORTH, SOUTH
from tests.service.boards import Hall, border, equal

from paraph.adapters.record_store import SqliteRecord
from paraph.record import kinds_by_name
from paraph.service.board import Board
from paraph.service.board_ports import Wanted
from paraph.service.board_refresh import Refreshed
from paraph.values import builtin

COMMITMENT = "commitments.commitment"


@pytest.fixture
def here() -> Iterator[Hall]:
    with border() as found:
        yield found


def test_a_board_that_was_never_made_claims_nothing(here: Hall) -> None:
    tale, _session, _terms = promised()
    here.hears(tale)
    before = here.board.is_made

    here.board.refresh()

    assert (False, True) == (before, here.board.is_made)


def test_nothing_is_read_again_where_nothing_was_said(here: Hall) -> None:
    tale, _session, terms = promised()
    here.hears(tale)
    first = here.board.refresh()
    second = here.board.refresh()
    tale.say(SOUTH, "remark", terms)
    here.hears(tale)

    assert (Refreshed(3, whole=True), Refreshed(0)) == (first, second)
    assert Refreshed(1) == here.board.refresh()


def test_a_record_that_this_node_cannot_read_is_listed_as_that(here: Hall) -> None:
    """A charter of a later rule: nothing is claimed, and nothing raised."""
    tale, _session, terms = promised()
    here.hears(tale)
    known = kinds_by_name(kind for kind in here.desk.kinds.values() if not kind.name.startswith("framework."))
    board = knowing(here, known)

    board.refresh()

    assert {"unread"} == {one.line.state for one in board.listing().lines}
    assert ((), 0) == board.search("washington")
    assert terms.digest in {one.line.record for one in board.listing(Wanted(state="unread")).lines}


def test_a_node_that_learns_a_kind_makes_its_board_anew(here: Hall) -> None:
    tale, _session, terms = promised()
    here.hears(tale)
    knowing(here, kinds_by_name(kind for kind in here.desk.kinds.values() if kind.family != COMMITMENT)).refresh()
    before = here.board.line(terms.digest)

    found = here.board.refresh()

    after = here.board.line(terms.digest)
    assert ("unread", "in_force") == (before and before.line.state, after and after.line.state)
    assert Refreshed(3, whole=True) == found
    assert equal(here)


def knowing(here: Hall, kinds: Any) -> Board:
    return Board(desk=replace(here.desk, kinds=kinds), index=here.board.index)


def test_a_record_that_was_put_back_makes_the_board_anew(here: Hall) -> None:
    """What is held now is less than the board was made from, or other."""
    tale, _session, terms = promised()
    here.hears(tale)
    here.board.refresh()
    other, _session, _terms = promised(due="2031")
    other.say(NORTH, "remark", other.logs[NORTH][0])
    with closing(SqliteRecord.create(here.folder / "other.paraph")) as store:
        store.configure(builtin(here.desk.setup))
        put_back = Hall(replace(here.desk, store=store), here.board, here.folder)
        found = [Board(desk=put_back.desk, index=here.board.index).refresh()]
        put_back.hears(other)
        here.board.refresh()
        found.append(Board(desk=put_back.desk, index=here.board.index).refresh())

        assert [Refreshed(0, whole=True), Refreshed(3, whole=True)] == found
        assert here.board.line(terms.digest) is None


def test_who_comes_while_another_brings_it_up_sees_the_board_as_it_was(here: Hall) -> None:
    tale, _session, _terms = promised()
    here.hears(tale)
    with here.board.index.changing(patience=0):
        found = here.board.refresh(patience=0)

    assert (None, False) == (found, here.board.is_made)


def test_who_waited_finds_it_done(here: Hall) -> None:
    """The first look was before the other had finished; the second is when it is one's turn."""
    tale, _session, _terms = promised()
    here.hears(tale)
    late = Late(here.board.index, here.board)

    assert Refreshed(0) == Board(desk=here.desk, index=late).refresh()  # type: ignore[arg-type]  # it only waits longer


class Late:
    """An index that somebody else brings up between one's look and one's turn."""

    def __init__(self, index: Any, other: Board) -> None:
        self.index, self.other = index, other

    def brought(self) -> Any:
        return self.index.brought()

    def changing(self, *, patience: float) -> Any:
        self.other.refresh()
        return self.index.changing(patience=patience)


def test_a_board_may_be_made_anew_at_will(here: Hall) -> None:
    tale, _session, _terms = promised()
    here.hears(tale)
    here.board.refresh()

    assert Refreshed(3, whole=True) == here.board.renew()


def test_acts_on_what_nobody_opened_are_no_line(here: Hall) -> None:
    tale, _session, terms = promised()
    here.hears(tale)
    here.board.refresh()
    nobody = changed(terms, digest="c" * 64)
    tale.logs[NORTH].append(tale.draft(NORTH, "remark", nobody))
    here.hears(tale)

    assert Refreshed(1) == here.board.refresh()
    assert here.board.line("c" * 64) is None
    assert equal(here)
