"""How languages are written: direction, own names, digits.

Dates by language stand in `calendars`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from paraph.values import Direction, Language, direction

NAMES: Final[Mapping[str, str]] = {"en": "English", "ur": "Urdu", "ps": "Pashto", "prs": "Dari"}
"""Language -> its name in English."""

OWN_NAMES: Final[Mapping[str, str]] = {"en": "English", "ur": "اردو", "ps": "پښتو", "prs": "دری"}
"""Language -> its name in itself, as a reader looks for it."""

_ASCII: Final = "0123456789"
_EXTENDED: Final = "۰۱۲۳۴۵۶۷۸۹"
_own: ContextVar[bool | None] = ContextVar("own_digits", default=None)
_NATIVE: Final = str.maketrans(_ASCII, _EXTENDED)


def language_of(code: str) -> Language:
    """Return the language of a code such as `ur-PK` or `fa-AF`; English where it is none of ours."""
    primary = code.lower().replace("_", "-").partition("-")[0]
    return {"en": "en", "ur": "ur", "ps": "ps", "prs": "prs", "fa": "prs"}.get(primary, "en")  # type: ignore[return-value]  # each is one of LANGUAGES


def direction_of(code: str) -> Direction:
    """Return how a language of this code is written: "ltr" or "rtl"."""
    return direction(language_of(code))


@contextmanager
def writing_own_digits(own: bool | None) -> Iterator[None]:  # noqa: FBT001  # one thing is chosen
    """Have digits written as a reader wants them; None: as official papers in the language have them."""
    token = _own.set(own)
    try:
        yield
    finally:
        _own.reset(token)


def numerals(text: str, code: str, *, native: bool | None = None) -> str:
    """Return a text with its digits as a language writes them.

    Args:
        text: With ASCII digits.
        code: The language.
        native: Whether to write its own digits; None: as the reader wants (`writing_own_digits`), else where official
            papers in it do (Pashto and Dari do, Urdu of Pakistan writes 0 to 9).
    """
    native = _own.get() if native is None else native
    own = language_of(code) in ("ps", "prs") if native is None else native and language_of(code) != "en"
    return text.translate(_NATIVE) if own else text
