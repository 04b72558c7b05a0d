"""Which columns a workbook of commitments may have: one table for new commitments, one for reports on those in force.

* A column's name is that of the field in the declaration; names in brackets are for the reader, and are passed over.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Sort = Literal["words", "code", "id", "date", "parties", "session", "commitment"]


class Column(NamedTuple):
    """One column.

    Attributes:
        name: As the first row has it.
        path: Under which it is posted in a form.
        sort: How its cells are read.
        needed: Without it the table is none.
    """

    name: str
    path: str
    sort: Sort
    needed: bool = False


class Table(NamedTuple):
    """One of the two tables.

    Attributes:
        name: What its sheet is called where we write it.
        kind: The kind that its rows open.
        verb: With which verb.
        columns: By name.
    """

    name: str
    kind: str
    verb: str
    columns: Mapping[str, Column]


def _columns(*columns: Column) -> Mapping[str, Column]:
    return {one.name: one for one in columns}


NEW: Final = Table(
    name="commitments",
    kind="commitments.commitment/1",
    verb="propose",
    columns=_columns(
        Column("session", "session", "session", needed=True),
        Column("public_id", "public_id", "id"),
        Column("wording.en", "wording.en", "words"),
        Column("wording.ur", "wording.ur", "words"),
        Column("wording.ps", "wording.ps", "words"),
        Column("wording.prs", "wording.prs", "words"),
        Column("type", "type", "code", needed=True),
        Column("owners", "owners", "parties"),
        Column("due", "due", "date"),
        Column("forum.en", "forum.name.en", "words"),
        Column("forum.ur", "forum.name.ur", "words"),
        Column("notes.en", "notes.en", "words"),
        Column("notes.ur", "notes.ur", "words"),
    ),
)

REPORTS: Final = Table(
    name="reports",
    kind="commitments.progress/1",
    verb="report",
    columns=_columns(
        Column("commitment", "terms", "commitment", needed=True),
        Column("status", "status", "code", needed=True),
        Column("as_of", "as_of", "date"),
        Column("next_step.en", "next_step.en", "words"),
        Column("next_step.ur", "next_step.ur", "words"),
        Column("evidence.en", "evidence[0].words.en", "words"),
        Column("evidence.ur", "evidence[0].words.ur", "words"),
    ),
)

TABLES: Final = (NEW, REPORTS)


def is_for_the_reader(name: str) -> bool:
    """Tell whether a column is passed over: it has no name, or one in round brackets."""
    return not name or (name.startswith("(") and name.endswith(")"))


def table_by(names: frozenset[str]) -> Table | None:
    """Return the table that a first row begins; None where it begins neither."""
    return next((one for one in TABLES if _needed(one) <= names), None)


def _needed(table: Table) -> frozenset[str]:
    return frozenset(one.name for one in table.columns.values() if one.needed)
