"""Text: the same words in one or more stated languages.

Invariants:

* At least one language; in each, words that passed `check_words`.
* A language is stated, never guessed; a reader without theirs is told which one is shown instead.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, get_args

from paraph.values.codec import Value
from paraph.values.errors import Unfit
from paraph.values.words import check_words

Language = Literal["en", "ps", "prs", "ur"]
"""ISO 639 codes: English, Pashto, Dari, Urdu."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

Direction = Literal["ltr", "rtl"]


class Wording(NamedTuple):
    """What is shown to a reader.

    Attributes:
        words: The words.
        language: The language they are in.
        is_asked: Whether it is the language the reader asked for.
    """

    words: str
    language: Language
    is_asked: bool


class Text(Value, frozen=True, kw_only=True):
    """Words in stated languages.

    Attributes:
        en: English; None if it is not given, as for the others.
        original: The language the others were translated from. None: all are equally authentic, or there is only one.
        prs: Dari.
        ps: Pashto.
        ur: Urdu.
    """

    en: str | None = None
    original: Language | None = None
    prs: str | None = None
    ps: str | None = None
    ur: str | None = None

    def __post_init__(self) -> None:
        """Check that there are words, each in form, and that the original is among them."""
        given = self.by_language
        if not given:
            raise Unfit("text.no_language")
        for language, words in given.items():
            check_words(words, path=f".{language}")
        if self.original is not None and self.original not in given:
            raise Unfit("text.original_missing", path=".original", language=self.original)

    @property
    def by_language(self) -> Mapping[Language, str]:
        """The words by language, in the order of `LANGUAGES`."""
        return {language: words for language in LANGUAGES if (words := getattr(self, language)) is not None}

    def in_(self, language: Language) -> Wording:
        """Return the words in a language; else the original, else the first there is."""
        given = self.by_language
        found = next(each for each in (language, self.original, *given) if each is not None and each in given)
        return Wording(given[found], found, found == language)


def direction(language: Language) -> Direction:
    """Return how a language is written: left to right, or right to left."""
    return "ltr" if language == "en" else "rtl"
