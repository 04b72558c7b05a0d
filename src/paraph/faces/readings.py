"""Nouns that are read as running text rather than field by field; every other noun is shown by its fields.

Invariants:

* A reading is drawn from the noun's bytes and nothing else; each house reads its own copy (the alternat).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from paraph.domains.consultation import Paragraph, Statement
from paraph.domains.consultation.alternat import alternat
from paraph.domains.consultation.drafting import open_brackets


def reading_of(kind: str, noun: Any, party: str) -> list[str]:
    """Return a noun as a party reads it, line by line; empty where it is read by its fields."""
    read = READINGS.get(kind)
    return [] if read is None or noun is None else [*read(noun, party)]


def statement_lines(statement: Statement, party: str) -> Iterator[str]:
    """Read a joint statement in a party's own copy, with what is promised by whom and until when."""
    if party not in {one.party for one in statement.signatories}:
        return
    if statement.title is not None:
        yield statement.title.in_("en").words
    copy = alternat(statement, party=party)
    for paragraph, read in zip(statement.paragraphs, copy.paragraphs, strict=True):
        for language, words in read.words.items():
            yield f"[{read.id}] {words}" if language == copy.languages[0] else f"  {words}"
        if promised := "; ".join(_promise(paragraph)):
            yield f"  ({promised})"
    if statement.notes is not None:
        yield statement.notes.in_("en").words
    yield f"Open brackets: {len(open_brackets(statement))}."


def _promise(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.owners:
        yield f"owed by {', '.join(paragraph.owners)}"
    if paragraph.due is not None:
        yield f"due {paragraph.due}"
    if paragraph.forum is not None and paragraph.forum.name is not None:
        yield f"reviewed by {paragraph.forum.name.in_('en').words}"


READINGS: Final[Mapping[str, Callable[[Any, str], Iterator[str]]]] = {"consultation.statement/1": statement_lines}
"""Kind -> how its noun is read."""
