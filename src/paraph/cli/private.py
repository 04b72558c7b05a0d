"""What stays in the house: drafts not yet shown to a second key, and notes on records. Never in a log, never sent."""

from typing import Final

from paraph.service.ports import House
from paraph.service.say import Saying
from paraph.values import Barred, Digest, Value, builtin, convert

DRAFTS: Final = "draft"
NOTES: Final = "note"


class Draft(Value, frozen=True, kw_only=True):
    """A text somebody works on.

    Attributes:
        name: By which it is found again.
        saying: What is to be said; not judged yet.
        by: Whose draft.
        at: When it was last kept, UTC.
    """

    name: str
    saying: Saying
    by: str
    at: str


class Note(Value, frozen=True, kw_only=True):
    """A private remark on a record.

    Attributes:
        record: Which record.
        text: The words.
        by: Whose.
        at: When, UTC.
    """

    record: Digest
    text: str
    by: str
    at: str


def keep_draft(house: House, draft: Draft) -> None:
    """Keep a draft; one of the same name is replaced."""
    house.put(DRAFTS, draft.name, builtin(draft))


def drafts(house: House) -> tuple[Draft, ...]:
    """List the drafts, by name."""
    return tuple(convert(Draft, one) for one in house.all(DRAFTS).values())


def draft_of(house: House, name: str) -> Draft:
    """Return a draft, or raise Barred with the names that exist."""
    found = house.get(DRAFTS, name)
    if found is None:
        raise Barred("cli.no_draft", name=name, known=sorted(house.all(DRAFTS)))
    return convert(Draft, found)


def drop_draft(house: House, name: str) -> Draft:
    """Remove a draft, and return it, so that no word is lost."""
    found = draft_of(house, name)
    house.drop(DRAFTS, name)
    return found


def keep_note(house: House, note: Note) -> None:
    """Keep a note beside the others on its record."""
    house.put(NOTES, f"{note.record}/{note.at}/{note.by}", builtin(note))


def notes_on(house: House, record: str) -> tuple[Note, ...]:
    """List the notes on a record, oldest first."""
    found = (convert(Note, one) for one in house.all(NOTES).values())
    return tuple(sorted((one for one in found if one.record == record), key=lambda one: one.at))
