"""The book of a session: everything that was said about it, in one order, numbered; on the screen and on paper.

Invariants:

* One reading: the page and the paper are drawn from this, and from nothing beside it.
* Every act is named by its digest, with what became of it; none is left out.
* Nothing in it depends on the day on which it is drawn: the same record gives the same book.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from paraph.domains.commitments.queries import carried
from paraph.domains.consultation import Session, Statement
from paraph.faces.commitment_board import PROGRESS, Board, Point, board_of
from paraph.faces.shown import Shown, content_shown
from paraph.faces.statement_copy import StatementCopy, statement_copy
from paraph.faces.story import story_of
from paraph.faces.story_parts import Line, Word
from paraph.faces.timeline import AGENDA, PAPERS, STATEMENT, Before, before_of, before_session
from paraph.faces.words import say
from paraph.record import View
from paraph.service.desk import Desk
from paraph.service.read import show
from paraph.service.shelves import world_of
from paraph.values import Barred, Text


class Spoken(NamedTuple):
    """One act, as the book has it: the line of its history, and all that it carried."""

    line: Line
    content: tuple[Shown, ...]


class Entry(NamedTuple):
    """One record in the book.

    Attributes:
        number: Its place, "2.1".
        kind: What it is called.
        title: Its own name; None where it has none.
        party: Who opened it.
        state: How it stands, in words.
        record: Its id.
        made_at: The number of the session at which it was made; 0 where it is this one.
        content: What stands of it, field by field; empty where `copies` hold it.
        copies: A statement in every party's copy; empty for all else.
        stands: Where each party stands.
        acts: All that was said in it, and in the reports on it, in order.
    """

    number: str
    kind: str
    title: Text | None
    party: str
    state: str
    record: str
    made_at: int
    content: tuple[Shown, ...]
    copies: tuple[StatementCopy, ...]
    stands: tuple[Word, ...]
    acts: tuple[Spoken, ...]


class Chapter(NamedTuple):
    """A part of the book; it stands there, and says so, also when it is empty."""

    number: int
    title: str
    entries: tuple[Entry, ...]


class Book(NamedTuple):
    """The book.

    Attributes:
        record: The session's record.
        number: The session's number.
        title: What the book is called.
        framework: In which framework.
        parties: The parties, in the order of their labels.
        chapters: In order.
        acts: How many acts are in it.
        latest_at: When the latest of them says that it was said.
    """

    record: str
    number: int
    title: str
    framework: str
    parties: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    acts: int
    latest_at: str


def book_of(desk: Desk, record: str, *, now: datetime) -> Book:
    """Bind the book of a session.

    Raises:
        Barred: "record.unknown"; "session.none": the record is no session.
    """
    view = show(desk, record)
    found = before_of(view)
    session = found.content if isinstance(found.content, Session) else view.noun
    if not isinstance(session, Session):
        raise Barred("session.none", record=record, kind=view.name)
    board = board_of(desk, on=now.date())
    chapters = tuple(_chapters(desk, found, board, now))
    acts = [act for chapter in chapters for entry in chapter.entries for act in entry.acts]
    return Book(
        record=record,
        number=session.number,
        title=say("Book of session {number}", number=session.number),
        framework=desk.setup.framework,
        parties=tuple(sorted(desk.setup.parties)),
        chapters=chapters,
        acts=len(acts),
        latest_at=max(act.line.at for act in acts),
    )


def counted_in(book: Book) -> str:
    """Say how many acts are in a book, and how late it reaches."""
    return say("{acts} acts, the latest of {at}", acts=book.acts, at=book.latest_at)


def _chapters(desk: Desk, session: Before, board: Board, now: datetime) -> Iterator[Chapter]:
    record = session.view.record
    parts: tuple[tuple[str, Iterable[tuple[Before, int]]], ...] = (
        (say("The session"), [(session, 0)]),
        (say("Agenda"), _about(desk, record, AGENDA)),
        (say("Papers laid before it"), _about(desk, record, *PAPERS)),
        (say("Joint statement"), _about(desk, record, STATEMENT)),
        (say("Commitments opened at it"), _of(desk, (one for one in board.points if one.session == record), record)),
        (say("Commitments carried to it"), _of(desk, _carried(board, record), record)),
    )
    for number, (title, records) in enumerate(parts, 1):
        entries = (_entry(desk, one, f"{number}.{at}", made, now) for at, (one, made) in enumerate(records, 1))
        yield Chapter(number, title, tuple(entries))


def _about(desk: Desk, record: str, *families: str) -> list[tuple[Before, int]]:
    return [(one, 0) for one in before_session(desk, record, *families)]


def _of(desk: Desk, points: Iterable[Point], record: str) -> list[tuple[Before, int]]:
    world = world_of(desk)
    return [(before_of(world.view(one.record)), 0 if one.session == record else one.number) for one in points]


def _carried(board: Board, record: str) -> list[Point]:
    order = [session for session, _ in board.sessions]
    if record not in order:
        return []
    standings = (one.standing for one in board.points if one.standing is not None)
    found = (board.point(one.record) for one in carried(standings, sessions=order, to=record))
    return [one for one in found if one is not None]


def _entry(desk: Desk, one: Before, number: str, made_at: int, now: datetime) -> Entry:
    story = story_of(one.view, me=desk.me, now=now)
    reports = world_of(desk).views_about(one.view.record, PROGRESS)
    is_text = isinstance(one.content, Statement)
    return Entry(
        number=number,
        kind=one.kind,
        title=one.title,
        party=one.party,
        state=one.state,
        record=one.view.record,
        made_at=made_at,
        content=() if is_text else content_shown(one.content),
        copies=tuple(_copies(one.content)) if is_text else (),
        stands=story.parties,
        acts=tuple(act for view in (one.view, *reports) for act in _acts(view, desk.me, now)),
    )


def _copies(statement: Statement) -> Iterator[StatementCopy]:
    for one in statement.signatories:
        yield statement_copy(statement, party=one.party)


def _acts(view: View, me: str, now: datetime) -> Iterator[Spoken]:
    """Return the acts of a record; what only repeats the entry's own content is not printed again."""
    lines = story_of(view, me=me, now=now).history
    for line, verdict in zip(lines, view.verdicts, strict=True):
        heard = verdict.heard
        is_report = heard is not None and view.name.partition("/")[0] == PROGRESS
        yield Spoken(line, content_shown(heard.content) if heard is not None and is_report else line.content)
