"""What is due by the board: dated when a record is read, overdue when it is asked."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.domains.points import PROGRESS, a_report, promised
from tests.domains.sittings import SESSION as SESSION_KIND
from tests.domains.sittings import a_session
from tests.domains.tale import NORTH, SOUTH, a_charter, chartered
from tests.record.kinds import ACCORD
from tests.record.kinds import KINDS as SMALL_KINDS
from tests.service.boards import Hall, agreed, border, by_board, by_reading, equal

from paraph.domains.framework import Terms
from paraph.record import Due, UpdateNeeded, utc_time
from paraph.service import read
from paraph.service.board_ports import NEVER
from paraph.service.board_refresh import Refreshed

COMMITMENT = "commitments.commitment"


@pytest.fixture
def here() -> Iterator[Hall]:
    with border() as found:
        yield found


def test_what_is_due_on_terms_follows_what_is_reported_of_them(here: Hall) -> None:
    """Only the reports' own record was spoken to."""
    tale, _session, terms = promised(due="2024-05-03")
    progress = tale.say(NORTH, "report", PROGRESS, a_report(terms, "done"))
    here.hears(tale)
    here.board.refresh()
    before = [one.listed.line.record for one in here.board.due().lines]
    tale.say(SOUTH, "report", progress, a_report(terms, "done"))
    here.hears(tale)

    found = here.board.refresh()

    assert ([terms.digest], []) == (before[:1], [one.listed.line.record for one in here.board.due().lines])
    assert Refreshed(2) == found
    assert equal(here)


def test_a_new_charter_dates_every_answer_anew(here: Hall) -> None:
    tale = chartered(NORTH, SOUTH)
    charter = tale.logs[NORTH][0]
    tale.say(NORTH, "propose", SESSION_KIND, a_session())
    here.hears(tale)
    here.board.refresh()
    before = [one.dated.by for one in here.board.due().lines]
    tale.agree(charter, a_charter(NORTH, SOUTH, terms=Terms(answer_within_days=2)))
    here.hears(tale)

    here.board.refresh()

    assert ["2024-05-15T12:00:00Z"] == before
    assert ["2024-05-03T12:00:00Z"] == [one.dated.by for one in here.board.due().lines]
    assert equal(here)


def test_overdue_is_reckoned_when_it_is_asked(here: Hall) -> None:
    """Nothing was said in between, so nothing was read."""
    tale, _session, _terms = promised(due="2024-05")
    here.hears(tale)
    here.board.refresh()

    found = []
    for moment in (datetime(2024, 5, 31, 23, 59, 59, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)):
        here.at(moment)
        found.append([one.overdue for one in here.board.due().lines])

    assert [[False], [True]] == found
    assert (1, 1) == here.board.due()[1:]
    assert equal(here)


def test_a_time_that_stands_beside_no_date_is_found(here: Hall) -> None:
    """A denunciation takes effect at an hour of the day that is shown, and its rule says no more."""
    tale = chartered(NORTH, SOUTH)
    tale.say(SOUTH, "denounce", tale.logs[NORTH][0], note="We leave")
    here.hears(tale)
    here.board.refresh()

    (line,) = here.board.due().lines

    assert ("2024-05-31", "2024-05-31T12:00:00Z") == (line.dated.by, line.dated.late_from)


def test_what_has_no_date_is_never_overdue(here: Hall) -> None:
    tale, _session, _terms = promised(due=None, owners=(NORTH, SOUTH))
    here.hears(tale)
    here.board.refresh()

    assert [("", NEVER, False)] == [(one.dated.by, one.dated.late_from, one.overdue) for one in here.board.due().lines]


PROBES = [
    utc_time(at)
    for at in ("1900-01-01T00:00:00Z", "2031-07-04T09:30:00Z", "2031-07-04T09:30:01Z", "2999-01-01T00:00:00Z")
]
TURNS = {
    "at a time that stands nowhere": PROBES[2],
    "from the beginning": PROBES[0].replace(year=1),
    "never": PROBES[3].replace(year=9999),
}


@pytest.mark.parametrize("name", TURNS)
@pytest.mark.parametrize("by", ["", "2029-02", "2031-07-04T09:30:00Z"])
def test_a_rule_may_turn_at_any_second(name: str, by: str) -> None:
    """No rule has to say it beside its date."""

    def rule(_view: Any, *, charter: Any, now: datetime, about: Any) -> tuple[Due, ...]:  # the rule's shape
        return (Due(SOUTH, "thing", by, now >= TURNS[name], {}),)

    kinds = {**SMALL_KINDS, ACCORD.name: dataclasses.replace(ACCORD, due=rule)}
    with agreed(kinds) as here:
        for now in PROBES:
            here.at(now)

            assert by_reading(here) == by_board(here)


def test_a_charter_that_cannot_be_read_dates_nothing_and_stops_nothing() -> None:
    with agreed(SMALL_KINDS, kind="test.charter/9") as here:
        with pytest.raises(UpdateNeeded):
            read.due(here.desk, now=here.desk.clock())

        assert ((), 0, 0) == here.board.due()
        assert {"in_force": 1}.items() < here.board.counts().kinds["test.charter"].items()


def test_an_answer_may_still_come_at_the_second_by_which_it_is_owed(here: Hall) -> None:
    tale = chartered(NORTH, SOUTH)
    tale.say(NORTH, "propose", SESSION_KIND, a_session())
    here.hears(tale)
    here.board.refresh()

    for at in ("2024-05-15T12:00:00Z", "2024-05-15T12:00:01Z"):
        here.at(utc_time(at))

        assert by_reading(here)["due"] == by_board(here)["due"]


def test_a_date_is_beside_the_answer_that_it_is_for(here: Hall) -> None:
    tale = chartered(NORTH, SOUTH)
    said = tale.say(SOUTH, "propose", SESSION_KIND, a_session())
    here.hears(tale)
    here.board.refresh()

    ((line,), total) = here.board.needs_our_answer(families={"consultation.session"})

    assert (1, said.digest, "2024-05-15T12:00:00Z") == (total, line.owes.on, line.dated and line.dated.by)
    assert ((), 0) == here.board.needs_our_answer(families={COMMITMENT})
