"""What the board keeps, and what it needs of whatever keeps it.

The board is an index of current views. It can be thrown away whole: nothing in it is the only copy of anything. The
invariants every adapter must keep:

* `BoardIndex.changing` is all or nothing, one at a time among all threads and processes.
* A question is answered from one state of the board: never from half of a change, and without waiting for one.
* What was damaged, or is of another format, is empty again: `brought` is None until it is brought up to the record.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from paraph.values import Text

NEVER = "~"
"""In place of a time that does not come; it sorts after all that do."""

SEARCHED = 1000
"""How many of the records in which words are found are listed and counted: those whose latest act is newest."""

Phrases = tuple[tuple[str, ...], ...]
"""Words to look for, folded: all phrases must be found, and the last word of each may go on."""


class Called(NamedTuple):
    """What a person calls a record.

    Attributes:
        number: Its own number, such as "21.3"; empty when it has none.
        title: Its title, in the languages it has; None when it has none.
    """

    number: str = ""
    title: Text | None = None


class Line(NamedTuple):
    """A record as one line of a list.

    Attributes:
        record: Its id.
        kind: Kind with rule version, as it was opened.
        called: What a person calls it; empty when it has no name of its own.
        about: The record it is about; empty when it is about none, or nothing of it was heard.
        opener: The party that opened it.
        parties: The parties to it.
        state: How it stands, as one code: see `service.board_states`.
        latest_at: When the latest act that was heard says that it was said; of any act where none was heard.
        latest_by: The party that said it; empty where none was heard.
        acts: How many acts are held.
        void: How many of them are void.
        waiting: How many of them wait for a past that is not held.
        ours: How many answers this node's party owes.
        theirs: How many answers the others owe.
    """

    record: str
    kind: str
    called: Called
    about: str
    opener: str
    parties: tuple[str, ...]
    state: str
    latest_at: str
    latest_by: str
    acts: int
    void: int
    waiting: int
    ours: int
    theirs: int

    @property
    def family(self) -> str:
        """The kind without its rule version."""
        return self.kind.partition("/")[0]


class Owes(NamedTuple):
    """An answer that is owed: who, what, on which version, since when and by which act."""

    party: str
    what: str
    on: str
    since: str
    act: str
    ours: bool


class Dated(NamedTuple):
    """Something due: who, what, by when; from which second on it is overdue (or `NEVER`); what words it."""

    party: str
    what: str
    by: str
    late_from: str
    facts: Mapping[str, object]


class Piece(NamedTuple):
    """Words that somebody wrote; the language is empty where it is not stated."""

    language: str
    words: str


class Entry(NamedTuple):
    """All that the board keeps of a record.

    Attributes:
        line: What a list shows.
        owed: The answers that are owed, in the order of the view.
        dated: What is due, in the order of the view.
        asked: The records on whose papers `dated` rests.
        pieces: Every word a person wrote in it.
        name: Folded words of what it is called.
        words: Folded words of all pieces.
    """

    line: Line
    owed: tuple[Owes, ...]
    dated: tuple[Dated, ...]
    asked: tuple[str, ...]
    pieces: tuple[Piece, ...]
    name: str
    words: str


class Brought(NamedTuple):
    """How far the board was brought.

    Attributes:
        edition: What the lines depend on besides the record: of another edition, all are made anew.
        reached: Party -> how many of its entries, and the leaf hash of the last, in hex.
        waiting: (party, seq) of the entries that waited.
        charter: The charter in force, by digest; empty when none is.
        doubtful: Records read while an entry that could be settled was not yet.
    """

    edition: str
    reached: Mapping[str, tuple[int, str]]
    waiting: frozenset[tuple[str, int]]
    charter: str
    doubtful: frozenset[str]


class Wanted(NamedTuple):
    """Which lines of a list; an empty field lets all through.

    Attributes:
        kind: A kind without rule version, "commitments.commitment".
        state: A state's code.
        waiting: "us": an answer is awaited from us; "them": from another party.
        about: The record they are about.
        opener: The party that opened them.
        since: The latest act heard is not older than this UTC text.
        text: What somebody typed into a search field.
        sort: By the latest act heard: "latest" first, or "earliest" first.
        offset: How many to leave out.
        limit: How many at most.
    """

    kind: str = ""
    state: str = ""
    waiting: Literal["", "us", "them"] = ""
    about: str = ""
    opener: str = ""
    since: str = ""
    text: str = ""
    sort: Literal["latest", "earliest"] = "latest"
    offset: int = 0
    limit: int = 50


class Listed(NamedTuple):
    """A line, with what the record it is about is called: by that a record without a name is known."""

    line: Line
    about_called: Called


class Lines(NamedTuple):
    """A page of a list, and how many there are in all; with a text at most `SEARCHED`."""

    lines: tuple[Listed, ...]
    total: int


class OwedLine(NamedTuple):
    """An answer that is owed, on a record.

    Attributes:
        listed: The record.
        owes: The answer.
        dated: By when, where that is set; None where it is not.
    """

    listed: Listed
    owes: Owes
    dated: Dated | None = None


class DueLine(NamedTuple):
    """Something due, on a record, reckoned at the time asked for."""

    listed: Listed
    dated: Dated
    overdue: bool


class DuePage(NamedTuple):
    """Some of what is due, how many there are in all, and how many of these are overdue."""

    lines: tuple[DueLine, ...]
    total: int
    overdue: int


class Found(NamedTuple):
    """Some of the lines in which words are found, each with its pieces, and how many there are: at most `SEARCHED`."""

    lines: tuple[tuple[Listed, tuple[Piece, ...]], ...]
    total: int


class Tally(NamedTuple):
    """How many records of a kind are in a state, and how many answers are owed on them, by us and by the others."""

    family: str
    state: str
    records: int
    ours: int
    theirs: int


class BoardChange(Protocol):
    """One change of the board, while no other is made."""

    def brought(self) -> Brought | None:
        """Return how far the board was brought; None when it holds nothing that can be used."""

    def clear(self) -> None:
        """Take every line away."""

    def put(self, entry: Entry) -> None:
        """Keep a record's entry in place of the one before."""

    def asking(self, record: str) -> tuple[str, ...]:
        """Name the records whose dates rest on the papers about a record, sorted."""

    def records(self) -> tuple[str, ...]:
        """Name all records on the board, sorted."""

    def keep(self, brought: Brought) -> None:
        """Say how far the board was brought."""


class BoardIndex(Protocol):
    """The board of one framework on one node."""

    def brought(self) -> Brought | None:
        """Return how far the board was brought; None when it holds nothing that can be used."""

    def changing(self, *, patience: float) -> AbstractContextManager[BoardChange]:
        """Change the board: all of it when left, or nothing; Barred("store.locked") while another goes on changing."""

    def line(self, record: str) -> Listed | None:
        """Return the line of a record."""

    def lines(self, wanted: Wanted, phrases: Phrases) -> Lines:
        """List lines; with phrases those in which all are found, the first `SEARCHED` of them."""

    def found(self, phrases: Phrases, wanted: Wanted) -> Found:
        """List the lines in which all phrases are found, with their pieces: by name first, then latest first."""

    def owed(self, *, ours: bool, families: Collection[str] | None, limit: int, offset: int) -> tuple[OwedLine, ...]:
        """List the answers that are owed by us, or by the others: oldest wait first, then by record and party.

        On records of any kind; or of some kinds, without rule version.
        """

    def due(self, *, now: str, limit: int, offset: int) -> DuePage:
        """List what is due: overdue first, then by date, undated last, then by record."""

    def count_due(self, *, now: str) -> tuple[int, int]:
        """Count what is due, and what of it is overdue."""

    def tallies(self) -> tuple[Tally, ...]:
        """Count the records by kind and state, in that order."""
