"""The languages of the pages: each person's own, and before sign-in the one that this browser was switched to."""

from typing import Final, NamedTuple

from django.conf import locale
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from msgspec import structs

from paraph.service.preferences import SHELF, prefer, preferences_of
from paraph.web.office import Office


class Language(NamedTuple):
    """A language of the pages.

    Attributes:
        code: As in `lang` (BCP 47).
        name: In itself.
        english: In English.
        rtl: Whether it is written from right to left.
    """

    code: str
    name: str
    english: str
    rtl: bool = False


LANGUAGES: Final = (
    Language("en", "English", "English"),
    Language("ur", "اردو", "Urdu", rtl=True),
    Language("ps", "پښتو", "Pashto", rtl=True),
    Language("prs", "دری", "Dari", rtl=True),
)
CODES: Final = tuple(one.code for one in LANGUAGES)


def introduce() -> None:
    """Tell Django of the languages that it does not know."""
    for one in LANGUAGES:
        known = {"bidi": one.rtl, "code": one.code, "name": one.english, "name_local": one.name}
        locale.LANG_INFO.setdefault(one.code, known)


def language_of(office: Office, person: str) -> str:
    """Return a person's language; empty when none was chosen."""
    if office.node.house.get(SHELF, person) is None:
        return ""
    return preferences_of(office.node.house, person).language


def digits_of(office: Office, person: str) -> bool | None:
    """Return whether a person wants a language's own digits; None: as is usual in it."""
    if not person or office.node.house.get(SHELF, person) is None:
        return None
    return {"own": True, "western": False}.get(preferences_of(office.node.house, person).digits)


def keep_language(office: Office, person: str, code: str) -> None:
    """Keep a person's language."""
    wanted = structs.replace(preferences_of(office.node.house, person), language=code)
    prefer(office.node.chancery, person, wanted)


def asked_for(request: HttpRequest, cookie: str) -> str:
    """Return the language that a browser asks for: by the switch, else by its own settings, else English."""
    switched = request.COOKIES.get(cookie, "")
    if switched in CODES:
        return switched
    wished = (code for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((code for code in map(_ours, wished) if code), "en")


def _ours(code: str) -> str:
    if code.startswith("fa-af"):
        return "prs"
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return ""
