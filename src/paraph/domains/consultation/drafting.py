"""Drafting: which brackets are open, what a text becomes when one is closed, where each paragraph stands.

Pure: closing a bracket makes another text, which someone must table and everyone must stand on.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec.structs import replace

from paraph.domains.consultation.reading import joined
from paraph.domains.consultation.statement import Bracket, Mark, Paragraph, ParagraphType, Segment, Statement, Words
from paraph.record import JointState, View
from paraph.values import LANGUAGES, Text, content_digest

PartyWord = Literal["accepted", "agreed", "ad_referendum", "open"]
"""A party's word on a paragraph: it stands on the whole text; it marked the paragraph agreed; its delegation accepts
and its capital is still to confirm; none of these."""


class OpenBracket(NamedTuple):
    """A bracket where it stands."""

    paragraph: str
    bracket: Bracket


class ParagraphState(NamedTuple):
    """Where a paragraph of one version stands.

    Attributes:
        id: Its name.
        type: What it does.
        open_brackets: How many are open in it.
        words: Party -> its word on these bytes.
    """

    id: str
    type: ParagraphType
    open_brackets: int
    words: Mapping[str, PartyWord]


def open_brackets(statement: Statement) -> tuple[OpenBracket, ...]:
    """List the open brackets in the order of reading."""
    return tuple(
        OpenBracket(paragraph.id, segment)
        for paragraph in statement.paragraphs
        for segment in paragraph.segments
        if isinstance(segment, Bracket)
    )


def resolve(statement: Statement, *, paragraph: str, bracket: str, choice: int | None) -> Statement:
    """Return the text with one bracket closed.

    Args:
        statement: The text.
        paragraph: Name of the paragraph.
        bracket: Name of the bracket in it.
        choice: Place of the alternative that is taken, from 0; None: the place is left out.

    Returns:
        A new text; a paragraph of which nothing is left is gone.

    Raises:
        ValueError: There is no such bracket.
        IndexError: It has no such alternative.
    """
    there = {(one.paragraph, one.bracket.id): one.bracket for one in open_brackets(statement)}
    if (paragraph, bracket) not in there:
        raise ValueError(paragraph, bracket)
    if choice is not None and choice not in range(len(there[paragraph, bracket].alternatives)):
        raise IndexError(choice)
    closed = (_closed(one, bracket, choice) if one.id == paragraph else one for one in statement.paragraphs)
    return replace(statement, paragraphs=tuple(one for one in closed if one is not None))


def paragraph_states(view: View, version: str) -> tuple[ParagraphState, ...]:
    """Say where each paragraph of a version stands with each party; nothing for an ending or an unknown version.

    A mark holds for the paragraph's bytes, in whatever version they stand; a party's latest mark on them counts.
    """
    state: JointState | None = view.state
    found = None if state is None else state.versions.get(version)
    if state is None or found is None or found.content is None:
        return ()
    marks, parties = _marks(view), sorted(found.parties)
    return tuple(
        ParagraphState(
            id=one.id,
            type=one.type,
            open_brackets=sum(isinstance(segment, Bracket) for segment in one.segments),
            words={party: _word(state, version, party, marks.get((content_digest(one), party))) for party in parties},
        )
        for one in found.content.paragraphs
    )


def _closed(paragraph: Paragraph, bracket: str, choice: int | None) -> Paragraph | None:
    segments = tuple(_merged(_chosen(paragraph.segments, bracket, choice)))
    return replace(paragraph, segments=segments) if segments else None


def _chosen(segments: tuple[Segment, ...], bracket: str, choice: int | None) -> Iterator[Segment]:
    for segment in segments:
        if not isinstance(segment, Bracket) or segment.id != bracket:
            yield segment
        elif choice is not None and (text := segment.alternatives[choice].words) is not None:
            yield Words(text=text)


def _merged(segments: Iterator[Segment]) -> Iterator[Segment]:
    # One form for one text: settled words side by side in the same languages are one segment.
    last: Segment | None = None
    for segment in segments:
        both = _together(last, segment)
        if last is not None and both is None:
            yield last
        last = both or segment
    if last is not None:
        yield last


def _together(one: Segment | None, other: Segment) -> Words | None:
    if not isinstance(one, Words) or not isinstance(other, Words):
        return None
    first, second = one.text.by_language, other.text.by_language
    if first.keys() != second.keys() or one.text.original != other.text.original:
        return None
    words = {language: joined((first[language], second[language])) for language in LANGUAGES if language in first}
    return Words(text=Text(original=one.text.original, **words))


def _marks(view: View) -> dict[tuple[str, str], Mark]:
    found: dict[tuple[str, str], Mark] = {}
    # Causal order holds each party's own log in order, so that its latest mark comes last.
    for heard in (one.heard for one in view.verdicts):
        if heard is None or heard.verb.name != "mark_paragraphs":
            continue
        marked = view.state.versions[heard.said.act.on].content
        paragraphs = () if marked is None else marked.paragraphs
        picked = [one for one in paragraphs if one.id in heard.content.paragraphs]
        found.update({(content_digest(one), heard.said.party): heard.content.mark for one in picked})
    return found


def _word(state: JointState, version: str, party: str, mark: Mark | None) -> PartyWord:
    if version in state.agreed or state.stands_on(party) == version:
        return "accepted"
    answer = state.answers.get((version, party))
    if mark is not None and mark != "open":
        return mark
    return "ad_referendum" if answer is not None and answer.verb == "accept_ad_referendum" else "open"
