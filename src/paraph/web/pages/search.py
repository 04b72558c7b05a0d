"""Search: every word that anybody wrote and that this node may see, in every language and script.

* What is found is shown as it was written, its hits marked here: nothing of it is ever read as markup.
* The first digits of an id find the record or the act that has it.
"""

from itertools import islice
from re import compile as pattern
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paraph.faces.listed import Row, row_of
from paraph.record import read_act
from paraph.service.board import Board, Hit
from paraph.service.board_ports import SEARCHED
from paraph.service.folding import Snippet, phrases_of
from paraph.service.ports import Stored
from paraph.values import Answer
from paraph.web.access import signed_in
from paraph.web.list_filters import address_of, asked_in, kinds_to_choose, states_to_choose, wanted_of
from paraph.web.office import office
from paraph.web.paging import Pages, page_asked, turned

SIZE: Final = 20
_ID: Final = pattern("[0-9a-f]{4,64}")
_IDS: Final = 5


class Found(NamedTuple):
    """A record in which words were found, and the place."""

    row: Row
    snippet: Snippet


class Named(NamedTuple):
    """An act whose id begins as it was typed, and its record."""

    act: str
    record: str
    row: Row | None


@signed_in
def search(request: HttpRequest, framework: str) -> HttpResponse:
    """Show where words are found."""
    board, asked = office().board(framework), asked_in(request.GET)
    typed, within, counts = asked.get("q", ""), wanted_of(asked), board.counts()
    pages = Pages(page_asked(request), board.search(typed, within=within, limit=0).total, SIZE)
    hits = board.search(typed, within=within, limit=SIZE, offset=pages.offset).hits
    seen: dict[str, Any] = {
        "asked": asked,
        "address": address_of(asked),
        "typed": typed,
        "words": [" ".join(one) for one in phrases_of(typed)],
        "hits": [_found(one) for one in hits],
        "named": _named(board, typed.lower()),
        "pages": pages,
        "turned": turned(request, pages),
        "kinds": kinds_to_choose(counts, asked),
        "states": states_to_choose(counts, asked),
        "narrowed": len(asked) > 1,
        "all": counts.records,
        "most": pages.total >= SEARCHED,
        "made": board.is_made,
    }
    return render(request, "paraph/search.html", seen)


def _found(hit: Hit) -> Found:
    return Found(row_of(hit.listed), hit.snippet)


def _named(board: Board, typed: str) -> tuple[Named, ...]:
    if not _ID.fullmatch(typed):
        return ()
    found = (_act(board, one) for one in islice(board.desk.store.beginning(typed), _IDS))
    return tuple(one for one in found if one is not None)


def _act(board: Board, stored: Stored) -> Named | None:
    """Return an act by its id; None for an entry that nobody can read."""
    try:
        record = read_act(stored.data).record or stored.leaf.hex()
    except Answer:
        return None
    listed = board.line(record)
    return Named(stored.leaf.hex(), record, None if listed is None else row_of(listed))


urlpatterns = [path("<str:framework>/search/", search, name="search")]
