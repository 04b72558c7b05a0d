"""Words as they are looked for: one folding for what is written and for what is typed into a search field.

Invariants:

* Case, accents, Arabic vowel signs, tatweel and joiners make no difference; nor do the two forms that a letter has on
  Arabic and on Urdu, Pashto or Dari keyboards (ي ی, ك ک, ه ہ), nor whose digits are used (٣ ۳ 3).
* What is indexed and what is marked as a hit come from the same function, so they cannot disagree.
* Nothing typed is ever an error: what holds no word looks for nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple
from unicodedata import category, decimal, normalize

from paraph.service.board_ports import Phrases, Piece

_ALIKE: Final = {
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ۍ": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ه": "ہ",
    "ة": "ہ",
    "ۃ": "ہ",
    "ھ": "ہ",
    "ە": "ہ",
    "ګ": "گ",
    "ړ": "ڑ",
    "ټ": "ٹ",
    "ډ": "ڈ",
    "ں": "ن",
    "\u0640": "",  # tatweel: it only makes a word longer
}
_LEFT_OUT: Final = frozenset({"Mn", "Me", "Cf"})

# Marks and joiners belong to the word in which they stand, although they are no letters.
_MARKS: Final = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c-\u200f\u061c"
)
_WORD: Final = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")
_FOLDED: Final = re.compile(r"[^\W_]+")

_PHRASES: Final = 12
_TYPED: Final = 400
_AROUND: Final = 90
_LOOKED_AT: Final = 20_000


class Part(NamedTuple):
    """A part of a text: its words, and whether they were looked for."""

    text: str
    is_hit: bool


class Snippet(NamedTuple):
    """The place in a record where words were found.

    Attributes:
        language: Of these words; empty when it is not stated.
        parts: The words, in order; joined they are the text as it was written.
    """

    language: str
    parts: tuple[Part, ...]


class _Letters(dict[int, str]):
    """Code point -> what it is folded to, worked out once for each."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        folded = self[point] = _folded_letter(letter)
        return folded


_letters: Final = _Letters()


class _Found(NamedTuple):
    """A folded word, and where it stands in the text."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Fold a text; what is between its words stays as it is."""
    if text.isascii():
        return text.lower()
    return normalize("NFKD", text).casefold().translate(_letters)


def folded_words(text: str) -> str:
    """Return the folded words of a text, with one space between them."""
    if text.isascii():
        return " ".join(_FOLDED.findall(text.lower()))
    return " ".join(found.word for found in _words(text))


def phrases_of(typed: str) -> Phrases:
    """Return what to look for: each piece without spaces is a phrase, "21.3" of two words. None repeats."""
    phrases = (tuple(folded_words(piece).split()) for piece in typed[:_TYPED].split())
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))[:_PHRASES]


def snippet_of(pieces: Iterable[Piece], phrases: Phrases) -> Snippet:
    """Return the piece in which most of the phrases are found, around the first hit; the first where none is."""
    best, most = None, -1
    for piece in pieces:
        words = tuple(_words(piece.words[:_LOOKED_AT]))
        count = sum(bool(_hits(words, (phrase,))) for phrase in phrases)
        if count > most:
            best, most = (piece, words), count
        if most == len(phrases):
            break
    if best is None:
        return Snippet("", ())
    piece, words = best
    return Snippet(piece.language, tuple(_parts(piece.words, words, _hits(words, phrases))))


def goes_on(word: str) -> bool:
    """Tell whether a word that was typed may be the beginning of another: one letter alone begins too many."""
    return len(word) > 1


def _folded_letter(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    if category(letter) in _LEFT_OUT:
        return ""
    digit = decimal(letter, None)
    return letter if digit is None else str(digit)


def _words(text: str) -> Iterator[_Found]:
    for found in _WORD.finditer(text):
        for word in _FOLDED.findall(fold(found[0])):
            yield _Found(word, found.start(), found.end())


def _hits(words: tuple[_Found, ...], phrases: Phrases) -> set[int]:
    """Return the places of the words that belong to a phrase."""
    everywhere = ((range(at, at + len(phrase)), phrase) for phrase in phrases for at in range(len(words)))
    found = (places for places, phrase in everywhere if _begins(words[places.start : places.stop], phrase))
    return set(chain.from_iterable(found))


def _begins(words: tuple[_Found, ...], phrase: tuple[str, ...]) -> bool:
    """Tell whether words begin with a phrase, whose last word may go on."""
    *whole, last = phrase
    if len(words) < len(phrase) or any(found.word != word for found, word in zip(words, whole, strict=False)):
        return False
    word = words[len(whole)].word
    return word.startswith(last) if goes_on(last) else word == last


def _parts(text: str, words: tuple[_Found, ...], hits: set[int]) -> Iterator[Part]:
    """Cut a text into what was looked for and what stands around it."""
    first = words[min(hits)].start if hits else 0
    start, stop = _window(text, first)
    at = start
    for place in sorted(hits):
        found = words[place]
        if found.start >= at and found.end <= stop:
            yield from (Part(text[at : found.start], is_hit=False),) if found.start > at else ()
            yield Part(text[found.start : found.end], is_hit=True)
            at = found.end
    if at < stop:
        yield Part(text[at:stop], is_hit=False)


def _window(text: str, first: int) -> tuple[int, int]:
    """Return where a snippet begins and ends: at the spaces around a hit, or at the ends of the text."""
    start = 0 if first <= _AROUND else text.rfind(" ", 0, first - _AROUND) + 1
    stop = text.find(" ", first + 2 * _AROUND)
    return start, len(text) if stop < 0 else stop
