"""What the statement table shows: one version, or a person's working copy, paragraph by paragraph.

* The words are those of `faces.statement_copy`, which paper and document show too.
* Notes and red lines come from the house and go nowhere else: no export reads them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from paraph.domains import CHECKS
from paraph.domains.consultation import Statement
from paraph.domains.consultation.comparison import (
    Change,
    ParagraphDiff,
    compare_sessions,
    compare_versions,
    dropped_promises,
)
from paraph.domains.consultation.drafting import paragraph_states
from paraph.domains.consultation.reading import read
from paraph.faces.statement_copy import ReadParagraph, Span, StatementCopy, statement_copy
from paraph.faces.words import said_of
from paraph.record import JointState, Version, View
from paraph.service.desk import Desk
from paraph.service.drafts import Note, notes_on
from paraph.service.read import show
from paraph.service.shelves import world_of
from paraph.service.working_copies import working_copy
from paraph.values import Barred, Language


class Asked(NamedTuple):
    """Which version is to be seen, in whose copy, beside what.

    Attributes:
        version: A version, or the beginning of its digest; empty: the working copy, else the latest.
        copy: Whose copy; empty: our own.
        against: "version", "session" or empty.
        language: In which language texts are compared.
    """

    version: str = ""
    copy: str = ""
    against: str = ""
    language: Language = "en"


class Row(NamedTuple):
    """One paragraph.

    Attributes:
        read: As it is read.
        words: Party -> its word on these bytes; empty in a working copy.
        flags: What a careful clerk would point at, in words.
        notes: Ours only.
        changes: Beside the earlier text; empty where nothing is compared.
        how: What became of it: "same", "changed", "new" or empty.
    """

    read: ReadParagraph
    words: Mapping[str, str]
    flags: tuple[str, ...]
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]
    how: str

    @property
    def bracket_spans(self) -> tuple[Span, ...]:
        """The brackets, as they are read in the copy's first language."""
        return tuple(span for span in next(iter(self.read.spans.values())) if span.bracket)


class Table(NamedTuple):
    """The statement, whole.

    Attributes:
        record: Its record.
        view: All that is known of it.
        statement: The text shown.
        copy: As it is read.
        working: It is a working copy.
        version: The version shown, or the one from which the working copy began.
        versions: All tabled versions, the latest first.
        rows: In the order of reading.
        gone: What the earlier text had and this one has not.
        dropped: The promises of the session before of which this text says nothing.
        notes: Ours, on the whole text.
        state: "in force", "accepted here", "on the table", "replaced" or "working copy".
    """

    record: str
    view: View
    statement: Statement
    copy: StatementCopy
    working: bool
    version: Version
    versions: tuple[Version, ...]
    rows: tuple[Row, ...]
    gone: tuple[str, ...]
    dropped: tuple[str, ...]
    notes: tuple[Note, ...]
    state: str


class _Shown(NamedTuple):
    """Which text is shown, and where it comes from."""

    view: View
    statement: Statement
    version: Version
    versions: tuple[Version, ...]
    working: bool


def table_of(desk: Desk, record: str, person: str, asked: Asked) -> Table:
    """Draw the statement table.

    Raises:
        Barred: "record.unknown"; "statement.none": the record is no statement; "version.unknown".
    """
    shown = _shown(desk, record, person, asked.version)
    copy = statement_copy(shown.statement, party=asked.copy or desk.me)
    notes = notes_on(desk.house, record)
    diff = _diff(desk, shown, asked)
    return Table(
        record=record,
        view=shown.view,
        statement=shown.statement,
        copy=copy,
        working=shown.working,
        version=shown.version,
        versions=shown.versions,
        rows=_rows(shown, copy, notes, diff),
        gone=tuple(" ".join(one.words for one in each.changes) for each in diff if each.how == "gone"),
        dropped=_dropped(desk, shown.statement, asked.language),
        notes=tuple(one for one in notes if not one.paragraph),
        state="working copy" if shown.working else _state(shown.view.state, shown.version, desk.me),
    )


def previous_statement(desk: Desk, statement: Statement) -> Statement | None:
    """Return what was agreed at the session before; None where there is none, or it is not held."""
    if statement.previous is None:
        return None
    state = world_of(desk).view(statement.previous).state
    content = state.content_in_force if isinstance(state, JointState) else None
    return content if isinstance(content, Statement) else None


def _versions(state: JointState) -> tuple[Version, ...]:
    texts = [one for one in state.versions.values() if isinstance(one.content, Statement)]
    if not texts:
        raise Barred("statement.none", record="", kind="")
    # As they were heard, in causal order: two may be of one second.
    return tuple(reversed(texts))


def _chosen(versions: tuple[Version, ...], asked: str) -> Version:
    found = [one for one in versions if one.digest.startswith(asked)]
    if not found:
        raise Barred("version.unknown", version=asked, known=[one.digest[:12] for one in versions])
    return found[0]


def _state(state: JointState, version: Version, me: str) -> str:
    if version.digest == state.in_force:
        return "in force"
    if version.digest in state.agreed:
        return "replaced"
    return "accepted here" if state.stands_on(me) == version.digest else "on the table"


def _shown(desk: Desk, record: str, person: str, asked: str) -> _Shown:
    view = show(desk, record)
    state = view.state
    if not isinstance(state, JointState) or view.name.partition("/")[0] != "consultation.statement":
        raise Barred("statement.none", record=record, kind=view.name)
    versions = _versions(state)
    working = None if asked else working_copy(desk, person, record)
    version = _chosen(versions, working.base if working else asked)
    return _Shown(view, working.statement if working else version.content, version, versions, working is not None)


def _rows(
    shown: _Shown, copy: StatementCopy, notes: tuple[Note, ...], diff: tuple[ParagraphDiff, ...]
) -> tuple[Row, ...]:
    states = () if shown.working else paragraph_states(shown.view, shown.version.digest)
    words = {one.id: one.words for one in states}
    changed = {one.after: one for one in diff}
    flags = CHECKS[shown.view.name](shown.statement)
    return tuple(
        Row(
            read=one,
            words=words.get(one.id, {}),
            flags=tuple(
                said_of(flag.code, flag.facts, family="Flag").message for flag in flags if flag.where == one.id
            ),
            notes=tuple(note for note in notes if note.paragraph == one.id),
            changes=changed[one.id].changes if one.id in changed else (),
            how=changed[one.id].how if one.id in changed else "",
        )
        for one in copy.paragraphs
    )


def _diff(desk: Desk, shown: _Shown, asked: Asked) -> tuple[ParagraphDiff, ...]:
    if asked.against == "session":
        before = previous_statement(desk, shown.statement)
        return () if before is None else compare_sessions(before, shown.statement, language=asked.language)
    if asked.against != "version":
        return ()
    place = shown.versions.index(shown.version) + (0 if shown.working else 1)
    return tuple(
        change
        for earlier in shown.versions[place : place + 1]
        for change in compare_versions(earlier.content, shown.statement, language=asked.language)
    )


def _dropped(desk: Desk, statement: Statement, language: Language) -> tuple[str, ...]:
    before = previous_statement(desk, statement)
    if before is None:
        return ()
    return tuple(read(one, before, language=language) for one in dropped_promises(before, statement, language=language))
