"""A joint statement as it is read: on the screen, on paper and in a document, in one party's copy.

Invariants:

* One reading: whoever shows a statement shows this, so that what is printed is what stood on the screen.
* A bracket is never read as settled words, and whose it is is always said.
"""

from typing import NamedTuple

from paraph.domains.consultation import Paragraph, Statement
from paraph.domains.consultation.drafting import open_brackets
from paraph.domains.consultation.reading import Run, in_order, runs
from paraph.faces.words import translate
from paraph.faces.words_states import in_state
from paraph.values import Language, Text, content_digest


class Alternative(NamedTuple):
    """What one party would have in the place of a bracket; no words: nothing at all."""

    party: str
    words: str


class Span(NamedTuple):
    """Settled words, or a bracket with its alternatives side by side.

    Attributes:
        words: Settled words; empty for a bracket.
        bracket: Name of the bracket; empty for settled words.
        owner: The party that put the bracket.
        alternatives: Each with the party that holds it.
        apart: A space stands before it.
    """

    words: str
    bracket: str
    owner: str
    alternatives: tuple[Alternative, ...]
    apart: bool


class ReadParagraph(NamedTuple):
    """One paragraph.

    Attributes:
        id: Its name in the statement.
        number: What it is called by: its public number, else its name.
        kind: What it does, in words.
        spans: Language -> its words and brackets, in the copy's order of languages.
        promise: Who owes it, by when, reviewed where: (label, value).
        brackets: How many are open in it.
    """

    id: str
    number: str
    kind: str
    spans: dict[Language, tuple[Span, ...]]
    promise: tuple[tuple[str, str], ...]
    brackets: int


class Signature(NamedTuple):
    """A party as its copy names it, and who signs for it; empty where it is not settled."""

    party: str
    name: dict[Language, str]
    head: dict[Language, str]


class StatementCopy(NamedTuple):
    """One party's copy of a statement.

    Attributes:
        party: Whose copy.
        digest: SHA-256 of the statement's canonical bytes: the same in every copy.
        title: Language -> the title, where it has one.
        languages: In the order of this copy.
        signatures: In the order of this copy.
        paragraphs: In the order of reading.
        brackets: How many are open.
        notes: Anything else, such as what in it is invented.
    """

    party: str
    digest: str
    title: dict[Language, str]
    languages: tuple[Language, ...]
    signatures: tuple[Signature, ...]
    paragraphs: tuple[ReadParagraph, ...]
    brackets: int
    notes: str


def statement_copy(statement: Statement, *, party: str) -> StatementCopy:
    """Read a statement in a party's copy; in the order of ids where the party is no signatory."""
    signatories = in_order(statement, party)
    own = signatories[0].language
    languages = tuple(sorted(statement.languages, key=lambda language: language != own))
    return StatementCopy(
        party=party,
        digest=content_digest(statement),
        title=_given(statement.title, languages),
        languages=languages,
        signatures=tuple(
            Signature(
                one.party,
                _in_each(one.name, languages),
                _in_each(None if one.head is None else one.head.name or one.head.post, languages),
            )
            for one in signatories
        ),
        paragraphs=tuple(_paragraph(one, statement, languages, party) for one in statement.paragraphs),
        brackets=len(open_brackets(statement)),
        notes="" if statement.notes is None else statement.notes.in_(languages[0]).words,
    )


def _paragraph(
    paragraph: Paragraph, statement: Statement, languages: tuple[Language, ...], party: str
) -> ReadParagraph:
    spans = {
        language: tuple(_span(run, language) for run in runs(paragraph, statement, language=language, party=party))
        for language in languages
    }
    return ReadParagraph(
        id=paragraph.id,
        number=paragraph.public_id or paragraph.id,
        kind=in_state("paragraph", paragraph.type),
        spans=spans,
        promise=tuple(_promise(paragraph)),
        brackets=sum(1 for span in spans[languages[0]] if span.bracket),
    )


def _span(run: Run, language: Language) -> Span:
    if run.bracket is None:
        return Span(run.words, "", "", (), run.apart)
    held = tuple(
        Alternative(one.by, "" if one.words is None else one.words.in_(language).words)
        for one in run.bracket.alternatives
    )
    return Span("", run.bracket.id, run.bracket.owner, held, run.apart)


def _promise(paragraph: Paragraph) -> list[tuple[str, str]]:
    forum = paragraph.forum
    named = "" if forum is None else (forum.name.in_("en").words if forum.name is not None else forum.session or "")
    owners = ", ".join(paragraph.owners)
    found = [(translate("owed by"), owners), (translate("due"), paragraph.due or ""), (translate("reviewed by"), named)]
    return [(label, value) for label, value in found if value]


def _in_each(text: Text | None, languages: tuple[Language, ...]) -> dict[Language, str]:
    return {} if text is None else {language: text.in_(language).words for language in languages}


def _given(text: Text | None, languages: tuple[Language, ...]) -> dict[Language, str]:
    found = _in_each(text, languages)
    return found if text is None else {one: found[one] for one in languages if text.in_(one).is_asked}
