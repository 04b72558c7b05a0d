"""Redrafting: the changes a delegation makes to a text before it tables it again.

Invariants:

* Pure: each change makes another text; nothing is said until a whole text is tabled.
* A party writes in its own name only: whoever else's words stand in a bracket stay as they were.
* What cannot be done is said with what is there; no word is lost.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from paraph.domains.consultation.statement import (
    Alternative,
    Bracket,
    Paragraph,
    ParagraphType,
    Segment,
    Statement,
    Words,
)
from paraph.values import LANGUAGES, Barred, Language, Text


def hold(statement: Statement, *, paragraph: str, bracket: str, party: str, words: Text | None) -> Statement:
    """Put a party's own words beside the others in a bracket, in place of what it held there before.

    Args:
        statement: The text.
        paragraph: Name of the paragraph.
        bracket: Name of the bracket in it.
        party: In whose name.
        words: What it would have there; None: that the place be left out.

    Raises:
        Barred: "redraft.no_paragraph" or "redraft.no_bracket".
    """
    mine = Alternative(by=party, words=words)

    def held(segment: Segment) -> Segment:
        if not isinstance(segment, Bracket) or segment.id != bracket:
            return segment
        others = tuple(one for one in segment.alternatives if one.by != party)
        return replace(segment, alternatives=(*others, mine))

    def changed(one: Paragraph) -> Paragraph:
        if not any(isinstance(segment, Bracket) and segment.id == bracket for segment in one.segments):
            raise Barred("redraft.no_bracket", paragraph=paragraph, bracket=bracket)
        return replace(one, segments=tuple(held(segment) for segment in one.segments))

    return _with(statement, paragraph, changed)


def put_bracket(  # noqa: PLR0913  # where, whose, what stands there and what should
    statement: Statement,
    *,
    paragraph: str,
    phrases: Mapping[Language, str],
    standing: str,
    party: str,
    words: Text | None,
) -> Statement:
    """Put a bracket around settled words.

    Args:
        statement: The text.
        paragraph: Name of the paragraph.
        phrases: The words to be bracketed, in every language in which they are settled; each occurs once.
        standing: The party that tabled the settled words: they stay, as its alternative.
        party: Who puts the bracket.
        words: What it would have instead; None: that they be left out.

    Raises:
        Barred: "redraft.no_paragraph"; "redraft.phrase_not_once": the words are not there, or several times.
    """
    taken = {segment.id for one in statement.paragraphs for segment in one.segments if isinstance(segment, Bracket)}
    name = next(each for at in count(1) if (each := f"{paragraph[:24]}-b{at}") not in taken)

    def bracket() -> Bracket:
        kept = Alternative(by=standing, words=Text(original=None, **_known(phrases)))
        mine = () if standing == party and words == kept.words else (Alternative(by=party, words=words),)
        return Bracket(id=name, owner=party, alternatives=(kept, *mine))

    def changed(one: Paragraph) -> Paragraph:
        found = [(at, words) for at, words in enumerate(one.segments) if isinstance(words, Words)]
        places = [(at, words) for at, words in found if _once(words, phrases)]
        if not phrases or len(places) != 1:
            raise Barred("redraft.phrase_not_once", paragraph=paragraph, phrases=list(phrases.values()))
        ((at, settled),) = places
        split = _around(settled, phrases, bracket())
        return replace(one, segments=(*one.segments[:at], *split, *one.segments[at + 1 :]))

    return _with(statement, paragraph, changed)


def add_paragraph(
    statement: Statement,
    *,
    after: str,
    does: ParagraphType,
    party: str,
    words: Text,
) -> Statement:
    """Add a paragraph behind another, in brackets: nobody but its author has seen it.

    Args:
        statement: The text.
        after: Name of the paragraph before it; empty: it comes first.
        does: What it does.
        party: Who adds it.
        words: Its words.

    Raises:
        Barred: "redraft.no_paragraph".
    """
    names = [one.id for one in statement.paragraphs]
    if after and after not in names:
        raise Barred("redraft.no_paragraph", paragraph=after, known=names)
    name = next(each for at in count(1) if (each := f"{does}.{at}") not in names)
    bracket = Bracket(id=f"{name[:28]}-b1", owner=party, alternatives=(Alternative(by=party, words=words),))
    place = names.index(after) + 1 if after else 0
    fresh = Paragraph(id=name, type=does, segments=(bracket,))
    return replace(statement, paragraphs=(*statement.paragraphs[:place], fresh, *statement.paragraphs[place:]))


def _with(statement: Statement, paragraph: str, changed: Callable[[Paragraph], Paragraph]) -> Statement:
    names = [one.id for one in statement.paragraphs]
    if paragraph not in names:
        raise Barred("redraft.no_paragraph", paragraph=paragraph, known=names)
    return replace(
        statement, paragraphs=tuple(changed(one) if one.id == paragraph else one for one in statement.paragraphs)
    )


def _once(segment: Words, phrases: Mapping[Language, str]) -> bool:
    """Tell whether each phrase occurs once in settled words, and none of their languages is left out."""
    if segment.text.by_language.keys() != phrases.keys():
        return False
    return all(phrase and segment.text.by_language[each].count(phrase) == 1 for each, phrase in phrases.items())


def _around(segment: Words, phrases: Mapping[Language, str], bracket: Bracket) -> Sequence[Segment]:
    found = {each: segment.text.by_language[each].partition(phrase) for each, phrase in phrases.items()}
    before = _settled({each: parts[0] for each, parts in found.items()}, segment)
    after = _settled({each: parts[2] for each, parts in found.items()}, segment)
    return (*before, bracket, *after)


def _settled(words: Mapping[Language, str], segment: Words) -> tuple[Words, ...]:
    given = _known(words)
    if not given:
        return ()
    original = segment.text.original if segment.text.original in given else None
    return (Words(text=Text(original=original, **given)),)


def _known(words: Mapping[Language, str]) -> dict[Language, str]:
    return {each: stripped for each in LANGUAGES if (stripped := words.get(each, "").strip())}
