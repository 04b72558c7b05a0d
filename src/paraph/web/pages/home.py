"""The first page: what needs our answer, and then the rest.

Everything on it is read from the board and the house in milliseconds, however large the record; none of it is a read
of a record, so that none of it is written in the trail.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.tending import health_of
from paraph.web.access import signed_in, whole_person
from paraph.web.home_lists import answers, awaited, coming, keys, own_drafts
from paraph.web.office import office
from paraph.web.paging import page_asked, turned


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the only framework, or let a person choose one."""
    known = office().frameworks()
    if len(known) == 1:
        return HttpResponseRedirect(reverse("home", args=[known[0]]))
    return render(request, "paraph/choose.html")


@signed_in
def home(request: HttpRequest, framework: str) -> HttpResponse:
    """Show what needs our answer; to a page that is open already, only the lists."""
    whole = not getattr(request, "htmx", False)
    return render(request, "paraph/home.html" if whole else "paraph/parts/home_lists.html", _lists(request, framework))


def _lists(request: HttpRequest, framework: str) -> dict[str, Any]:
    board, who = office().board(framework), whole_person(request)
    ours, our_pages, mine = answers(board, who, page_asked(request))
    theirs, their_pages = awaited(board, page_asked(request, "theirs"))
    soon, due, overdue = coming(board)
    return {
        "here": request.get_full_path(),
        "made": board.is_made,
        "answers": ours,
        "pages": our_pages,
        "turned": turned(request, our_pages),
        "mine": mine,
        "not_mine": our_pages.total - mine,
        "keys": keys(board, who),
        "awaited": theirs,
        "their_pages": their_pages,
        "their_turned": turned(request, their_pages, "theirs"),
        "drafts": own_drafts(board, who),
        "coming": soon,
        "due": due,
        "overdue": overdue,
        "health": health_of(office().node, framework, owed=our_pages.total),
    }


urlpatterns = [path("", choose, name="choose"), path("<str:framework>/", home, name="home")]
