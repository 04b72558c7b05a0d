"""The book of a session as PDF: exactly what the page shows, in the same order, under the same numbers."""

from datetime import datetime
from typing import Any

from paraph.faces.session_book import Book, Entry, Spoken, counted_in
from paraph.faces.shown import Shown
from paraph.faces.statement_copy import StatementCopy
from paraph.faces.words import say, translate
from paraph.papers.sheet import sheet
from paraph.papers.statement_sheet import paragraph_data
from paraph.values import Language, Text


def session_book_sheet(book: Book, *, at: datetime, language: Language = "en") -> bytes:
    """Return a book as PDF.

    Args:
        book: As the page shows it.
        at: When the latest act in it was said; the paper bears no other time, so it is the same whenever it is made.
        language: Of the labels, and of titles that are there in several.
    """
    data = {
        "at": at.timetuple()[:6],
        "heading": book.title,
        "parties": list(book.parties),
        "foot": f"{book.framework} · {book.title} · {book.record[:16]}",
        "attached-words": "",
        "language": language,
        "framework": book.framework,
        "record": book.record,
        "counted": counted_in(book),
        "empty": translate("Nothing of this is on the record."),
        "empty-short": translate("nothing"),
        "nothing": translate("nothing: leave it out"),
        "said": translate("All that was said, each act by its digest"),
        "chapters": [
            {**one._asdict(), "entries": [_entry(each, language) for each in one.entries]} for one in book.chapters
        ],
    }
    return sheet("book", data)


def _entry(entry: Entry, language: Language) -> dict[str, Any]:
    return {
        **entry._asdict(),
        "title": _title(entry.title, language),
        "made": say("made at session {number}", number=entry.made_at) if entry.made_at else "",
        "content": [_shown(one) for one in entry.content],
        "copies": [_copy(one) for one in entry.copies],
        "stands": [{"party": one.party, "word": one.word} for one in entry.stands],
        "acts": [_act(one) for one in entry.acts],
    }


def _title(title: Text | None, language: Language) -> dict[str, str] | None:
    if title is None:
        return None
    found = title.in_(language)
    return {"words": found.words, "language": found.language}


def _shown(one: Shown) -> dict[str, Any]:
    return {
        "label": one.label,
        "sort": one.sort,
        "text": one.text,
        "words": [spoken._asdict() for spoken in one.words],
        "inner": [_shown(inner) for inner in one.inner],
    }


def _copy(copy: StatementCopy) -> dict[str, Any]:
    return {
        **copy._asdict(),
        "heading": say("The copy of {party}", party=copy.party),
        "paragraphs": [paragraph_data(one) for one in copy.paragraphs],
        "signatures": [one._asdict() for one in copy.signatures],
    }


def _act(one: Spoken) -> dict[str, Any]:
    line = one.line
    return {
        "act": line.act,
        "at": line.at,
        "party": line.party,
        "offices": " · ".join(line.offices),
        "done": line.done,
        "note": line.note,
        "became": line.became,
        "reason": line.reason,
        "content": [_shown(each) for each in one.content],
    }
