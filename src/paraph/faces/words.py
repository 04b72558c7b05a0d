"""How things are said to a person: codes as a sentence that names the cause, and one next step; all else by `say`.

Invariants:

* The pure half speaks in codes and facts; every sentence for a code stands in the files `words_*.py`, in English.
* Every sentence goes through the translator of its context before its facts are filled in, so a face that speaks other
  languages gives one (`translating`), and nobody else knows.
* A code without wording is still said, with its facts, so that nothing is ever swallowed.
* A fact is never shown in full where its beginning is enough: digests are cut to 12 digits.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from string import Formatter
from typing import Any, Final, NamedTuple

from paraph.values import Answer

FILES: Final = (
    "record",
    "house",
    "bytes",
    "proof",
    "dealings",
    "domains",
    "exchange",
    "node",
    "flags",
    "people",
    "pages",
    "api",
)
"""The parts of a language: `words_<part>.py`, or `words_<part>_<language>.py`."""

_ISOLATED: Final = "\u2068{}\u2069"
_RTL: Final = re.compile("[\u0600-\u06ff]")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_NO_STEP: Final = "Run it again with --debug, and keep what it prints."


Translator = Callable[[str], str]
"""An English sentence, facts in braces -> the same in the reader's language; the same sentence where there is none."""

_translator: ContextVar[Translator] = ContextVar("translator", default=str)


@contextmanager
def translating(by: Translator) -> Iterator[None]:
    """Have everything that is said in a context translated."""
    token = _translator.set(by)
    try:
        yield
    finally:
        _translator.reset(token)


def translate(msgid: str) -> str:
    """Return a sentence as the translator of this context has it; an empty one stays empty."""
    return _translator.get()(msgid) if msgid else ""


def say(msgid: str, /, **facts: Any) -> str:
    """Say a sentence to a person: translated, with its facts in words where it names them in braces."""
    return _Filled(wording("en")).format(translate(msgid), **facts)


class Told(NamedTuple):
    """What a person is told.

    Attributes:
        message: What happened, in one or two sentences.
        next: What to do now.
    """

    message: str
    next: str


def worded(error: Answer, language: str = "en") -> Told:
    """Put an answer or a fault in words."""
    return said_of(error.code, error.facts, family=type(error).__name__, language=language)


def said_of(code: str, facts: Mapping[str, Any], *, family: str = "", language: str = "en") -> Told:
    """Put a code and its facts in words.

    Args:
        code: As raised.
        facts: As raised.
        family: Name of the class that was raised; a code may be worded for one class alone, as `code@Class`.
        language: Which words.
    """
    words = wording(language)
    found = words.get(f"{code}@{family}") or words.get(code)
    if found is None:
        return Told(f"{code}: " + "; ".join(f"{name}: {in_words(value)}" for name, value in facts.items()), _NO_STEP)
    return Told(*(_Filled(words).format(translate(template), **facts) for template in found))


@cache
def wording(language: str) -> Mapping[str, tuple[str, str]]:
    """Return code -> (sentence, next step), with the facts in braces.

    A language that has no words of its own here has the English ones, for its translator.
    """
    return {code: said for part in FILES for code, said in _words(part, language).items()}


def _words(part: str, language: str) -> Mapping[str, tuple[str, str]]:
    own = f"paraph.faces.words_{part}_{language}"
    named = own if find_spec(own) else f"paraph.faces.words_{part}"
    return import_module(named).WORDS  # type: ignore[no-any-return]  # a table of ours


def in_words(value: Any) -> str:
    """Say a fact."""
    if value is None or value in ("", [], (), {}):
        return translate("none")
    match value:
        case bool():
            return translate("yes" if value else "no")
        case str():
            return value[:12] if _DIGEST.match(value) else value
        case list() | tuple():
            return ", ".join(in_words(one) for one in value)
        case dict():
            return ", ".join(f"{name} {in_words(one)}" for name, one in value.items())
        case _:
            return str(value)


class _Filled(Formatter):
    """Fills a template; a fact that is not there is shown as missing, and one that is a code is said in its words.

    In a sentence that is written from right to left each fact is isolated (UAX #9): else dates and paths come apart.
    """

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        self._words = words
        self._facts: Mapping[str, Any] = {}
        self._around = "{}"

    def vformat(self, format_string: str, args: Any, kwargs: Mapping[str, Any]) -> str:
        self._facts = kwargs
        self._around = _ISOLATED if _RTL.search(format_string) else "{}"
        return super().vformat(format_string, args, kwargs)

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:  # noqa: ARG002  # its shape
        value = kwargs.get(str(key), "…")
        if key == "problem" and value in self._words:
            return _Filled(self._words).format(translate(self._words[value][0]), **{**self._facts, "problem": "…"})
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._around.format(format(in_words(value), format_spec))
