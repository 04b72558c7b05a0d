"""Commitments as they are read: what was promised, by whom, by when, and each side's own word on it, side by side.

Invariants:

* “Called done by all” is said only where every party's latest report on the terms in force says so; what one side
  reports is always told as that side's.
* A promise is overdue by the day of reckoning that is given; nobody says it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from paraph.domains.commitments import Commitment, ProgressReport
from paraph.domains.commitments.content import PROMISES_NOTHING
from paraph.domains.commitments.queries import FollowThrough, Standing, follow_through, in_public_order, standing
from paraph.domains.consultation import Session
from paraph.faces.standings import state_word
from paraph.faces.timeline import COMMITMENT, SESSION, standing_content
from paraph.faces.words_states import in_state
from paraph.record import View, World
from paraph.service.desk import Desk
from paraph.service.shelves import world_of
from paraph.values import Text

PROGRESS: Final = "commitments.progress"

Tally = Literal["done", "same", "differ", "one", "silent", "nothing"]


class Reported(NamedTuple):
    """One party's own latest word on the terms in force; `report` is None where it has said nothing.

    Attributes:
        party: Whose word.
        report: Its report.
        status: Its status as a code; empty where there is none.
        words: The status in words; “no report” where there is none.
        earlier: How many reports it made on earlier terms.
    """

    party: str
    report: ProgressReport | None
    status: str
    words: str
    earlier: int


class Point(NamedTuple):
    """One commitment.

    Attributes:
        record: Its record.
        session: The record of the session at which it was made.
        number: That session's number; 0 where the session is not held.
        terms: What was agreed; or, where nothing is agreed, what was tabled last.
        standing: How it stands; None where no terms are in force.
        state: How the record stands, in words.
        reported: Each party's own word, by party.
        tally: What these come to, as a code; empty where nothing is agreed.
        tally_words: The same in words.
        version: The version of the terms in force; empty where none is.
        progress: The record in which progress on it is reported; empty where nobody has opened one.
        latest_at: When the latest act of it, or of a report on it, says that it was said.
    """

    record: str
    session: str
    number: int
    terms: Commitment
    standing: Standing | None
    state: str
    reported: tuple[Reported, ...]
    tally: Tally | Literal[""]
    tally_words: str
    version: str
    progress: str
    latest_at: str

    @property
    def is_overdue(self) -> bool:
        """Its last day is over, and not all parties call it done."""
        return self.standing is not None and self.standing.is_overdue

    @property
    def is_open(self) -> bool:
        """Something is owed."""
        return self.standing is not None and self.standing.is_open


class Board(NamedTuple):
    """All commitments of a framework.

    Attributes:
        points: In the order of the sessions, then of their public ids.
        sessions: (record, number) of every session, in the order of their numbers.
        parties: The parties.
        through: What became of what each session agreed, in the same order.
        on: The day of reckoning.
    """

    points: tuple[Point, ...]
    sessions: tuple[tuple[str, int], ...]
    parties: tuple[str, ...]
    through: tuple[FollowThrough, ...]
    on: date

    def point(self, record: str) -> Point | None:
        """Return a commitment by its record."""
        return next((one for one in self.points if one.record == record), None)


def board_of(desk: Desk, *, on: date) -> Board:
    """Read every commitment of a framework, reckoned on a day."""
    world = world_of(desk)
    numbers = _sessions(world)
    views = (world.view(record) for record in world.library.records(COMMITMENT))
    found = [one for view in views if (one := _point(world, view, numbers, on)) is not None]
    order = {record: place for place, record in enumerate(numbers)}
    points = sorted(found, key=lambda one: (order.get(one.session, len(order)), _public(one)))
    standings = [one.standing for one in points if one.standing is not None]
    return Board(
        points=tuple(points),
        sessions=tuple(numbers.items()),
        parties=tuple(sorted(desk.setup.parties)),
        through=follow_through(standings, sessions=tuple(numbers)),
        on=on,
    )


def tally_of(found: Standing) -> Tally:
    """Say what the parties' words come to, without mixing one side's with all sides'."""
    said = [report for report in found.latest.values() if report is not None]
    match len(said):
        case _ if found.terms.type in PROMISES_NOTHING and not said:
            return "nothing"
        case 0:
            return "silent"
        case _ if found.is_done:
            return "done"
        case several if several < len(found.latest):
            return "one"
        case _:
            return "differ" if found.differs else "same"


def _sessions(world: World) -> dict[str, int]:
    found = [(view.record, standing_content(view)) for view in world.views(SESSION)]
    held = [(session.number, record) for record, session in found if isinstance(session, Session)]
    return {record: number for number, record in sorted(held)}


def _point(world: World, view: View, numbers: dict[str, int], on: date) -> Point | None:
    terms = standing_content(view)
    if not isinstance(terms, Commitment):
        return None
    reports = world.views_about(view.record, PROGRESS)
    found = standing(view, reports, on=on)
    tally = "" if found is None else tally_of(found)
    return Point(
        record=view.record,
        session=terms.session,
        number=numbers.get(terms.session, 0),
        terms=terms,
        standing=found,
        state=in_state("record", state_word(view)),
        reported=() if found is None else tuple(_reported(found)),
        tally=tally,
        tally_words=in_state("tally", tally) if tally else "",
        version="" if found is None else found.version,
        progress=reports[0].record if reports else "",
        latest_at=max(one.said.act.at for each in (view, *reports) for one in each.verdicts),
    )


def _reported(found: Standing) -> Iterable[Reported]:
    for party, report in sorted(found.latest.items()):
        status = "" if report is None else report.status
        words = in_state("stand", status or "no report")
        yield Reported(party, report, status, words, len(found.earlier.get(party, ())))


def _public(one: Point) -> Any:
    bare = Standing(one.record, "", one.terms, {}, {}, is_done=False, differs=False, is_open=False, is_overdue=False)
    return in_public_order(bare)


def words_of(text: Text | None, language: str) -> str:
    """Return a text in a language, or in the one that it has; empty for none."""
    return "" if text is None else text.in_(language).words  # type: ignore[arg-type]  # another language gives the first
