"""The board: current views as lines, so that home, lists and search answer at once however large the record.

    with node.board(framework) as board:
        board.refresh()
        board.needs_our_answer(limit=20)

Invariants:

* The board claims nothing of its own: every line is made from a view, and says what `service.read` says of it.
* However it was brought up to the record, in one step or in many, it is the same: see `board_refresh`.
* A question is answered from the board as it was last brought up to the record, without a look at the record.
* Nothing typed into a search is ever an error.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from paraph.record import utc_text
from paraph.service.board_ports import BoardIndex, DuePage, Lines, Listed, OwedLine, Wanted
from paraph.service.board_refresh import Refreshed, refresh
from paraph.service.desk import Desk
from paraph.service.folding import Snippet, phrases_of, snippet_of

PATIENCE = 5.0
"""Seconds that a reader waits while another brings the board up to the record, before it takes the board as it is."""


class OwedPage(NamedTuple):
    """Some of the answers that are owed, and how many there are in all."""

    lines: tuple[OwedLine, ...]
    total: int


class Hit(NamedTuple):
    """A record in which words were found, and where."""

    listed: Listed
    snippet: Snippet


class Hits(NamedTuple):
    """A page of what was found, and how many records in all: at most `board_ports.SEARCHED` are counted."""

    hits: tuple[Hit, ...]
    total: int


class Counts(NamedTuple):
    """Numbers for badges.

    Attributes:
        needs_our_answer: Answers that we owe.
        waits_for_them: Answers that the others owe.
        due: What is due.
        overdue: What of it is overdue.
        records: Records.
        kinds: Kind without rule version -> state -> records.
    """

    needs_our_answer: int
    waits_for_them: int
    due: int
    overdue: int
    records: int
    kinds: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class Board:
    """One framework's board. It may be kept open and asked from any thread."""

    desk: Desk
    index: BoardIndex

    @property
    def is_made(self) -> bool:
        """Whether it was ever brought up to the record: before, it is empty, and that nothing is owed is not known."""
        return self.index.brought() is not None

    def refresh(self, *, patience: float = PATIENCE) -> Refreshed | None:
        """Bring the board up to what the record holds now: cheap when nothing was said since.

        Returns:
            What was done; None where another went on bringing it up for longer than `patience` seconds: then the
            board answers as it last was.
        """
        return refresh(self.desk, self.index, patience=patience)

    def renew(self, *, patience: float = PATIENCE) -> Refreshed | None:
        """Make the board anew, whatever it holds; None as for `refresh`."""
        return refresh(self.desk, self.index, patience=patience, anew=True)

    def line(self, record: str) -> Listed | None:
        """Return the line of a record; None when there is no such record."""
        return self.index.line(record)

    def needs_our_answer(
        self, *, families: Collection[str] | None = None, limit: int = 50, offset: int = 0
    ) -> OwedPage:
        """List the answers that we owe, oldest wait first: as `read.needs_our_answer`; or only on some kinds."""
        lines = self.index.owed(ours=True, families=families, limit=limit, offset=offset)
        counted = (one.ours for one in self.index.tallies() if families is None or one.family in families)
        return OwedPage(lines, sum(counted))

    def waits_for_them(self, *, limit: int = 50, offset: int = 0) -> OwedPage:
        """List the answers that the others owe, oldest wait first: as `read.waits_for_them`."""
        lines = self.index.owed(ours=False, families=None, limit=limit, offset=offset)
        return OwedPage(lines, sum(one.theirs for one in self.index.tallies()))

    def due(self, *, limit: int = 50, offset: int = 0) -> DuePage:
        """List what is due by this node's own time: overdue first, then by date, undated last, as `read.due`.

        Where the charter in force cannot be read here, no answer is dated, and nothing is raised.
        """
        return self.index.due(now=utc_text(self.desk.clock()), limit=limit, offset=offset)

    def listing(self, wanted: Wanted | None = None) -> Lines:
        """List records, those whose latest act is newest first unless `wanted` says otherwise."""
        asked = wanted or Wanted()
        phrases = phrases_of(asked.text)
        if asked.text.strip() and not phrases:
            return Lines((), 0)
        return self.index.lines(asked, phrases)

    def changed_since(self, since: str, *, limit: int = 50, offset: int = 0) -> Lines:
        """List the records in which something was said at or after a UTC text, newest first, by what the acts say."""
        return self.listing(Wanted(since=since, limit=limit, offset=offset))

    def search(self, typed: str, *, within: Wanted | None = None, limit: int = 20, offset: int = 0) -> Hits:
        """Find the records in which every word that was typed is, or begins one: by name first, then newest first.

        Args:
            typed: Anything. "21.3" is looked for as it stands; "commit" finds "commitment".
            within: Only among these; its text, order and page do not count.
            limit: How many at most.
            offset: How many to leave out.
        """
        phrases = phrases_of(typed)
        if not phrases:
            return Hits((), 0)
        found = self.index.found(phrases, (within or Wanted())._replace(limit=limit, offset=offset))
        return Hits(tuple(Hit(listed, snippet_of(pieces, phrases)) for listed, pieces in found.lines), found.total)

    def counts(self) -> Counts:
        """Count what badges show."""
        tallies = self.index.tallies()
        kinds: dict[str, dict[str, int]] = {}
        for one in tallies:
            kinds.setdefault(one.family, {})[one.state] = one.records
        due, overdue = self.index.count_due(now=utc_text(self.desk.clock()))
        return Counts(
            needs_our_answer=sum(one.ours for one in tallies),
            waits_for_them=sum(one.theirs for one in tallies),
            due=due,
            overdue=overdue,
            records=sum(one.records for one in tallies),
            kinds=kinds,
        )
