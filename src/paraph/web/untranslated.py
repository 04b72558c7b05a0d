"""Sentences that a language does not have yet: shown in English, marked, and counted at the foot of the page.

* A catalogue isolates such a sentence by U+2066 and U+2069 (see `scripts/messages.py`), which sets it in its own
  direction wherever it stands: in a title, a letter, on paper. Where a page can say more, it says which language it is.
"""

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import ngettext

Next = Callable[[HttpRequest], HttpResponse]

OPEN: Final = "\u2066"
CLOSE: Final = "\u2069"
FOOT: Final = "<!--untranslated-->"
"""Where `base.html` wants the number of sentences told."""

_SPAN: Final = '<span class="untranslated" lang="en" dir="ltr">'
# In these an element would be shown as its letters.
_PLAIN: Final = re.compile(r"<(title|option|textarea|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_PART: Final = re.compile(r"<[^>]*>|[\u2066\u2068\u2069]")


def shown(following: Next) -> Next:
    """Mark what a page says in English because the reader's language does not have it, and say how much it is."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = following(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        page = response.content.decode()
        if OPEN in page or FOOT in page:
            response.content = marked(page.replace(FOOT, _told(count(page)))).encode()
        return response

    return answer


def count(page: str) -> int:
    """Return how many sentences of a page are not translated."""
    return page.count(OPEN)


def marked(page: str) -> str:
    """Return a page with every sentence that is not translated marked as English."""
    done, parts, opened = 0, [], list[str]()
    for plain in _PLAIN.finditer(page):
        parts += [_spanned(page[done : plain.start()], opened), plain[0]]
        done = plain.end()
    return "".join([*parts, _spanned(page[done:], opened)])


def _told(number: int) -> str:
    if not number:
        return ""
    told = ngettext(
        "%(n)s sentence of this page is in English.", "%(n)s sentences of this page are in English.", number
    )
    return format_html("<p>{}</p>", told % {"n": number})


def _spanned(html: str, opened: list[str]) -> str:
    """Mark what stands between tags; a sentence may go on beyond an element, and hold isolated facts."""

    def instead(found: re.Match[str]) -> str:
        match found[0]:
            case "\u2066" | "\u2068":
                opened.append("" if found[0] == OPEN else CLOSE)
                return _SPAN if found[0] == OPEN else found[0]
            case "\u2069" if opened:
                return opened.pop() or "</span>"
            case kept:
                return kept

    return _PART.sub(instead, html)
