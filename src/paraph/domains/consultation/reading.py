"""How the segments of a paragraph are read as running words.

Invariants:

* Two segments are read with one space between them, but for marks that close up: so words may be stored without spaces
  at their ends, and splitting or joining segments never changes what is read.
* A bracket is read with its parties and alternatives side by side; it is never read as settled words.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from paraph.domains.consultation.statement import (
    Alternative,
    Bracket,
    Names,
    Paragraph,
    Segment,
    Signatory,
    Spelling,
    Statement,
    Words,
)
from paraph.values import Language

NOTHING: Final = "—"
"""How the alternative of leaving out is read."""

_CLOSES_UP_BEFORE: Final = frozenset(".,;:!?)]}”’»%…-–/،۔؛؟٪")
_CLOSES_UP_AFTER: Final = frozenset("([{“‘«-–/")


def joined(parts: Iterable[str]) -> str:
    """Join words with single spaces, except before marks that close, after marks that open, and around hyphens."""
    read = ""
    for part in (each.strip() for each in parts):
        if not part:
            continue
        apart = read and part[0] not in _CLOSES_UP_BEFORE and read[-1] not in _CLOSES_UP_AFTER
        read += f" {part}" if apart else part
    return read


def read(paragraph: Paragraph, statement: Statement, *, language: Language, party: str | None = None) -> str:
    """Return a paragraph as running words.

    Args:
        paragraph: The paragraph.
        statement: The statement it stands in, which names the parties.
        language: Where a segment lacks it, the segment's own first language is read: see `checks`.
        party: In whose copy; None: as in the copy of the first party by id.
    """
    order = in_order(statement, party)
    return joined(_read(segment, order, language) for segment in paragraph.segments)


class Run(NamedTuple):
    """Settled words, or a bracket, as they follow one another in a paragraph.

    Attributes:
        words: Settled words as read; empty for a bracket.
        bracket: The bracket; None for settled words.
        apart: A space stands before it.
    """

    words: str
    bracket: Bracket | None
    apart: bool


def runs(
    paragraph: Paragraph, statement: Statement, *, language: Language, party: str | None = None
) -> tuple[Run, ...]:
    """Return a paragraph as runs, brackets kept apart from settled words; arguments as of `read`."""
    order, found = in_order(statement, party), list[Run]()
    for segment in paragraph.segments:
        text = _read(segment, order, language)
        if isinstance(segment, Bracket):
            found.append(Run("", segment, apart=bool(found)))
        elif found and found[-1].bracket is None:
            found[-1] = found[-1]._replace(words=joined((found[-1].words, text)))
        else:
            found.append(Run(text, None, apart=bool(found) and text[:1] not in _CLOSES_UP_BEFORE))
    return tuple(found)


def in_order(statement: Statement, party: str | None = None) -> tuple[Signatory, ...]:
    """Return the signatories as a party's copy names them: itself first, then the others by id.

    Source: S39 to S41 (alternat).
    """
    by_id = sorted(statement.signatories, key=lambda one: one.party)
    return tuple(sorted(by_id, key=lambda one: one.party != party))


def _read(segment: Segment, order: Sequence[Signatory], language: Language) -> str:
    match segment:
        case Words(text=text):
            return text.in_(language).words
        case Names():
            return _names(segment, order, language)
        case Spelling(forms=forms):
            return next(form.text for form in forms if form.party == order[0].party).in_(language).words
    return "[" + " | ".join(f"{one.by}: {_alternative(one, language)}" for one in segment.alternatives) + "]"


def _names(segment: Names, order: Sequence[Signatory], language: Language) -> str:
    between = segment.between.in_(language).words
    first, *others = (_name(one, segment.of, language) for one in order)
    return joined((first, *chain.from_iterable((between, other) for other in others)))


def _name(one: Signatory, of: str, language: Language) -> str:
    head = one.head if of == "heads" else None
    text = (head.name or head.post) if head is not None else None
    return (text or one.name).in_(language).words


def _alternative(one: Alternative, language: Language) -> str:
    return NOTHING if one.words is None else one.words.in_(language).words
