"""A joint statement as PDF: one party's copy, with its brackets, exactly as it is read on the screen."""

from datetime import datetime
from typing import Any

from paraph.domains.consultation import Statement
from paraph.faces.statement_copy import ReadParagraph, Span, statement_copy
from paraph.faces.words import translate
from paraph.papers.sheet import sheet
from paraph.values import encode


def statement_sheet(statement: Statement, *, party: str, state: str, at: datetime) -> bytes:
    """Return a party's copy as PDF, with the statement's own canonical bytes attached.

    Args:
        statement: The version.
        party: Whose copy: named first, its language first.
        state: How that version stands, in words.
        at: When that version was said; the paper bears no other time, so that it is the same whenever it is made.
    """
    copy = statement_copy(statement, party=party)
    data = {
        "at": at.timetuple()[:6],
        "heading": next(iter(copy.title.values()), translate("Joint statement")),
        "parties": [one.party for one in copy.signatures],
        "foot": f"{party} · SHA-256 {copy.digest}",
        "attached-words": translate("What was signed: the statement's own bytes"),
        "languages": copy.languages,
        "title": copy.title,
        "state": state,
        "nothing": translate("nothing: leave it out"),
        "paragraphs": [paragraph_data(one) for one in copy.paragraphs],
        "signatures": [one._asdict() for one in copy.signatures],
        "notes": copy.notes,
    }
    return sheet("statement", data, attached={"statement.json": encode(statement)})


def paragraph_data(one: ReadParagraph) -> dict[str, Any]:
    """Return a paragraph as a template reads it."""
    spans = {language: [_span(span) for span in found] for language, found in one.spans.items()}
    return {**one._asdict(), "spans": spans}


def _span(span: Span) -> dict[str, Any]:
    return {**span._asdict(), "alternatives": [held._asdict() for held in span.alternatives]}
