"""Pages of a list: which one, of how many, and where the next one lies."""

from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

SIZE: Final = 50
"""Rows of a page."""


class Pages(NamedTuple):
    """Which page of a list is shown.

    Attributes:
        asked: The page that was asked for, from 1; one beyond the last shows the last.
        total: How many rows there are in all.
        size: Rows of a page.
    """

    asked: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The last page."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """The page that is shown."""
        return min(max(1, self.asked), self.last)

    @property
    def offset(self) -> int:
        """How many rows come before it."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """Number of its first row; 0 when there is none."""
        return min(self.total, self.offset + 1)

    @property
    def last_row(self) -> int:
        """Number of its last row."""
        return min(self.total, self.offset + self.size)


def page_asked(request: HttpRequest, name: str = "page") -> int:
    """Return the page that an address asks for; the first where it asks for none that can be."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def turned(request: HttpRequest, pages: Pages, name: str = "page") -> dict[str, str]:
    """Return the addresses of the page before and after, without what does not exist."""
    kept = {key: str(text) for key, text in request.GET.items() if key != name}
    ways = {"before": pages.number - 1, "after": pages.number + 1}
    return {way: "?" + urlencode({**kept, name: to}) for way, to in ways.items() if 1 <= to <= pages.last}
