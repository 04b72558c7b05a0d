"""Lines of the board as a person reads them: what a record is called, how it stands, what is owed on it and by when.

* A code stands beside its words, for marks, addresses and tests.
* Nothing is concluded: what the board does not say is not said.
"""

from typing import NamedTuple

from paraph.domains import KINDS
from paraph.faces.words import translate
from paraph.faces.words_states import STATES, in_state
from paraph.service.board_ports import Called, Dated, DueLine, Listed, OwedLine
from paraph.values import Text


class Row(NamedTuple):
    """A record in a list.

    Attributes:
        record: Its id.
        kind: With its rule version.
        family: Without.
        title: The kind in words.
        number: Its own number; empty when it has none.
        name: Its own title; None when it has none.
        about: What it is about, by which it is known where it has no name of its own.
        about_record: The record that it is about; empty when it is about none.
        opener: Who opened it.
        code: How it stands.
        state: The same in words.
        latest_at: When something was last heard in it.
        latest_by: Who said it.
        ours: How many answers we owe.
        theirs: How many answers the others owe.
        acts: How many acts are held.
        odd: How many of them are void or wait for their past.
    """

    record: str
    kind: str
    family: str
    title: str
    number: str
    name: Text | None
    about: Called
    about_record: str
    opener: str
    code: str
    state: str
    latest_at: str
    latest_by: str
    ours: int
    theirs: int
    acts: int
    odd: int


class Owing(NamedTuple):
    """An answer that is owed, in a list.

    Attributes:
        row: The record.
        party: Who owes it.
        code: What is awaited.
        what: The same in words.
        on: The version that it would answer.
        since: Since when.
        act: The act that asks for it.
        by: By when; empty where no date is set.
        overdue: That was before now.
    """

    row: Row
    party: str
    code: str
    what: str
    on: str
    since: str
    act: str
    by: str
    overdue: bool


class Coming(NamedTuple):
    """Something due, in a list: the record, who owes what, by when, and whether that was before now."""

    row: Row
    party: str
    code: str
    what: str
    by: str
    overdue: bool


def row_of(listed: Listed) -> Row:
    """Read a line."""
    line = listed.line
    named = bool(line.called.number or line.called.title)
    return Row(
        record=line.record,
        kind=line.kind,
        family=line.family,
        title=kind_in_words(line.family),
        number=line.called.number,
        name=line.called.title,
        about=Called() if named else listed.about_called,
        about_record=line.about,
        opener=line.opener,
        code=line.state,
        state=in_state("state", line.state),
        latest_at=line.latest_at,
        latest_by=line.latest_by,
        ours=line.ours,
        theirs=line.theirs,
        acts=line.acts,
        odd=line.void + line.waiting,
    )


def owing_of(line: OwedLine, *, now: str) -> Owing:
    """Read an answer that is owed, at a time in UTC."""
    owes = line.owes
    return Owing(
        row=row_of(line.listed),
        party=owes.party,
        code=owes.what,
        what=in_state("awaited", owes.what),
        on=owes.on,
        since=owes.since,
        act=owes.act,
        by="" if line.dated is None else line.dated.by,
        overdue=_is_over(line.dated, now),
    )


def coming_of(line: DueLine) -> Coming:
    """Read something due."""
    dated = line.dated
    family = "due" if f"due.{dated.what}" in STATES else "awaited"
    return Coming(row_of(line.listed), dated.party, dated.what, in_state(family, dated.what), dated.by, line.overdue)


def kind_in_words(family: str) -> str:
    """Return a kind, named without its rule version, as a person calls it; an unknown one as itself."""
    found = [kind.title for kind in KINDS.values() if kind.family == family]
    return translate(found[-1]) if found else family


def _is_over(dated: Dated | None, now: str) -> bool:
    return dated is not None and dated.late_from <= now
