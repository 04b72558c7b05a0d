"""What stays in the house: drafts not yet shown to a second key, and notes on records. Never in a log, never sent.

* A draft is its author's: nobody else replaces it under its name.
* A note is never replaced by another, whoever writes it and when.
"""

from collections.abc import Iterator
from itertools import count
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
        framework: In which framework it is to be said; empty in drafts of before there were several.
        first_by: Who wrote it, where it was left to another.
    """

    name: str
    saying: Saying
    by: str
    at: str
    framework: str = ""
    first_by: str = ""


class Note(Value, frozen=True, kw_only=True):
    """A private remark on a record.

    Attributes:
        record: Which record.
        text: The words.
        by: Whose.
        at: When, UTC.
        paragraph: Of a statement, on which paragraph; empty: on the whole record.
        red_line: It says what we cannot accept.
    """

    record: Digest
    text: str
    by: str
    at: str
    paragraph: str = ""
    red_line: bool = False


def keep_draft(house: House, draft: Draft) -> None:
    """Keep a draft; its author's own of the same name is replaced.

    Raises:
        Barred: "draft.not_yours": the name is another person's draft.
        Unreadable: It could not be read again; what cannot be read would bar everybody from their own drafts.
    """
    kept = builtin(draft)
    convert(Draft, kept)
    found = house.get(DRAFTS, draft.name)
    if found is not None and found["by"] != draft.by:
        raise Barred("draft.not_yours", name=draft.name, by=found["by"])
    house.put(DRAFTS, draft.name, kept)


def drafts(house: House, *, by: str = "", framework: str = "") -> tuple[Draft, ...]:
    """List the drafts, all or a person's, in all frameworks or one, by name."""
    found = (convert(Draft, one) for one in house.all(DRAFTS).values())
    return tuple(one for one in found if by in ("", one.by) and (not framework or one.framework in ("", framework)))


def drafts_to(house: House, *, by: str, framework: str, record: str | None, verb: str) -> tuple[Draft, ...]:
    """List a person's drafts of one verb on one record (None: to open one), the latest first."""
    mine = drafts(house, by=by, framework=framework)
    found = (one for one in mine if (one.saying.record, one.saying.verb) == (record, verb))
    return tuple(sorted(found, key=lambda one: (one.at, one.name), reverse=True))


def draft_of(house: House, name: str) -> Draft:
    """Return a draft, or raise Barred with the names that exist."""
    found = house.get(DRAFTS, name)
    if found is None:
        raise Barred("draft.unknown", name=name, known=sorted(house.all(DRAFTS)))
    return convert(Draft, found)


def own_draft(house: House, name: str, *, by: str) -> Draft:
    """Return a person's own draft, or raise Barred as `draft_of`, or "draft.not_yours"."""
    found = draft_of(house, name)
    if found.by != by:
        raise Barred("draft.not_yours", name=name, by=found.by)
    return found


def drop_draft(house: House, name: str) -> Draft:
    """Remove a draft, and return it, so that no word is lost."""
    found = draft_of(house, name)
    house.drop(DRAFTS, name)
    return found


def leave_draft(house: House, draft: Draft, heir: str) -> None:
    """Leave a draft to another person, under the name it has."""
    first = draft.first_by or draft.by
    left = Draft(name=draft.name, saying=draft.saying, by=heir, at=draft.at, framework=draft.framework, first_by=first)
    house.put(DRAFTS, draft.name, builtin(left))


def keep_note(house: House, note: Note) -> None:
    """Keep a note beside the others on its record: two of one second stand side by side."""
    key = f"{note.record}/{note.at}/{note.by}"
    # Whoever writes at the same moment takes another place, in another process too.
    next(place for place in _places(key) if house.add(NOTES, place, builtin(note)))


def notes_on(house: House, record: str) -> tuple[Note, ...]:
    """List the notes on a record, oldest first."""
    found = (convert(Note, one) for one in house.all(NOTES).values())
    return tuple(sorted((one for one in found if one.record == record), key=lambda one: one.at))


def _places(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}/{number}" for number in count(2))
