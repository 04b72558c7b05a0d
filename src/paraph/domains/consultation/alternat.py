"""Alternat: each party's copy of one text names that party first, signs it first and opens with its language.

Invariants:

* A copy is drawn from the statement's bytes and from nothing else; every copy carries the digest of those bytes.
* Copies differ in order and spelling only, as the statement itself states them.

Source: S39 to S41.
"""

from typing import NamedTuple

from paraph.domains.consultation.reading import in_order, read
from paraph.domains.consultation.statement import ParagraphType, Signatory, Statement
from paraph.values import Language, content_digest


class CopyParagraph(NamedTuple):
    """One paragraph of a copy.

    Attributes:
        id: Its name in the statement.
        type: What it does.
        words: Language -> running words, in the copy's order of languages.
    """

    id: str
    type: ParagraphType
    words: dict[Language, str]


class Copy(NamedTuple):
    """One party's copy.

    Attributes:
        party: Whose.
        digest: SHA-256 of the statement's canonical bytes: the same in every copy.
        languages: In the order of this copy.
        signatories: In the order of this copy, which is also the order of the signatures.
        paragraphs: In the order of reading.
    """

    party: str
    digest: str
    languages: tuple[Language, ...]
    signatories: tuple[Signatory, ...]
    paragraphs: tuple[CopyParagraph, ...]


def alternat(statement: Statement, *, party: str) -> Copy:
    """Draw a party's copy of a statement.

    Raises:
        ValueError: The party is no signatory.
    """
    signatories = in_order(statement, party)
    if signatories[0].party != party:
        raise ValueError(party)
    own = signatories[0].language
    languages = tuple(sorted(statement.languages, key=lambda language: language != own))
    return Copy(
        party=party,
        digest=content_digest(statement),
        languages=languages,
        signatories=signatories,
        paragraphs=tuple(
            CopyParagraph(
                one.id,
                one.type,
                {language: read(one, statement, language=language, party=party) for language in languages},
            )
            for one in statement.paragraphs
        ),
    )


def copies(statement: Statement) -> tuple[Copy, ...]:
    """Draw every party's copy, by id."""
    return tuple(alternat(statement, party=one.party) for one in in_order(statement))
