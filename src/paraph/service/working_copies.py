"""A delegation's working copy of a statement: what a person redrafts at home until it is tabled whole.

Invariants:

* It lies in the house, is one person's, and is never sent; what is tabled is judged and keyed as anything else.
* It begins from a version that was tabled, and says from which.
"""

from msgspec import structs

from paraph.domains.consultation import Statement
from paraph.record import Said, utc_text
from paraph.service.desk import Desk
from paraph.service.drafts import DRAFTS, Draft, drop_draft, keep_draft
from paraph.service.say import Pending, Saying, say
from paraph.values import Barred, Value, builtin, convert


class WorkingCopy(Value, frozen=True, kw_only=True):
    """A text on which a person works.

    Attributes:
        statement: The text as it is now.
        base: The version from which it began.
    """

    statement: Statement
    base: str


def working_copy(desk: Desk, person: str, record: str) -> WorkingCopy | None:
    """Return a person's working copy of a statement; None where there is none."""
    found = desk.house.get(DRAFTS, _name(person, record))
    if found is None:
        return None
    saying = convert(Draft, found).saying
    return WorkingCopy(statement=convert(Statement, saying.content), base=saying.on or "")


def keep_working_copy(desk: Desk, person: str, record: str, copy: WorkingCopy) -> None:
    """Keep a working copy, in place of the one before."""
    saying = Saying(verb="propose", record=record, content=builtin(copy.statement), on=copy.base)
    at = utc_text(desk.clock())
    name = _name(person, record)
    keep_draft(desk.house, Draft(name=name, saying=saying, by=person, at=at, framework=desk.setup.framework))


def discard_working_copy(desk: Desk, person: str, record: str) -> None:
    """Throw a working copy away; harmless where there is none."""
    if desk.house.get(DRAFTS, _name(person, record)) is not None:
        drop_draft(desk.house, _name(person, record))


def table_working_copy(desk: Desk, person: str, record: str, *, note: str | None = None) -> Said | Pending:
    """Table a working copy: it waits for its second key, or is signed; then it is no working copy any more.

    Raises:
        Barred: "redraft.nothing": there is none; or what `say` raises, and the copy stays.
    """
    draft = drafted(desk, person, record)
    done = say(desk, person, structs.replace(draft.saying, on=None, note=note))
    discard_working_copy(desk, person, record)
    return done


def drafted(desk: Desk, person: str, record: str) -> Draft:
    """Return the draft that a working copy is kept as. Raises Barred("redraft.nothing")."""
    found = desk.house.get(DRAFTS, _name(person, record))
    if found is None:
        raise Barred("redraft.nothing", record=record)
    return convert(Draft, found)


def _name(person: str, record: str) -> str:
    return f"statement-{record[:16]}-{person}"
