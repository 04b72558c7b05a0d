"""Whose words they are: what a party tabled itself, as others may then repeat it in brackets.

Ours (principle 1: a party speaks only for itself).
"""

from collections.abc import Iterable, Iterator

from paraph.domains.consultation.statement import Alternative, Bracket, Paragraph, Spelling, Statement, Words
from paraph.record import Version
from paraph.values import Text


def bracketed_by(bracket: Bracket, versions: Iterable[Version]) -> bool:
    """Tell whether a bracket's owner put one of this name in a version that it tabled."""
    return any(
        isinstance(segment, Bracket) and segment.id == bracket.id and segment.owner == bracket.owner
        for paragraph in _paragraphs(versions, by=bracket.owner)
        for segment in paragraph.segments
    )


def tabled_by(alternative: Alternative, paragraph: str, versions: Iterable[Version]) -> bool:
    """Tell whether a party tabled the words of an alternative in a paragraph: as its alternative, or as settled words.

    Args:
        alternative: The words and the party in whose name they stand.
        paragraph: The paragraph's name.
        versions: What was tabled before.
    """
    found = (one for one in _paragraphs(versions, by=alternative.by) if one.id == paragraph)
    return any(_says(alternative, segment) for one in found for segment in one.segments)


def _says(alternative: Alternative, segment: object) -> bool:
    match segment:
        case Bracket(alternatives=alternatives):
            return alternative in alternatives
        case Words(text=text):
            return alternative.words is not None and _within(alternative.words, text)
        case Spelling(forms=forms):
            return any(form.party == alternative.by and form.text == alternative.words for form in forms)
        case _:
            return False


def _within(words: Text, text: Text) -> bool:
    tabled = text.by_language
    return all(said in tabled.get(language, "") for language, said in words.by_language.items())


def _paragraphs(versions: Iterable[Version], *, by: str) -> Iterator[Paragraph]:
    for version in versions:
        if version.said.party == by and isinstance(version.content, Statement):
            yield from version.content.paragraphs
