"""The list of records: filters that are addresses, saved views, and the list as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from paraph.faces.listed import Row, row_of
from paraph.service.board import Board
from paraph.service.saved_views import SavedView, drop_view, keep_view, saved_views
from paraph.service.trail import Deed
from paraph.values import Barred
from paraph.web.access import person, signed_in
from paraph.web.answers import said, status_of
from paraph.web.list_filters import address_of, asked_in, kinds_to_choose, states_to_choose, wanted_of
from paraph.web.office import office
from paraph.web.paging import Pages, page_asked, turned
from paraph.web.records_csv import as_csv


@signed_in
def records(request: HttpRequest, framework: str) -> HttpResponse:
    """Show the records that an address asks for; its buttons keep a view of them, and forget one."""
    if request.method != "POST":
        return _page(request, framework)
    try:
        return _kept(request, framework)
    except Barred as barred:
        return _page(request, framework, refused=barred)


@signed_in
def export(request: HttpRequest, framework: str) -> HttpResponseBase:
    """Give the list as CSV: all of it, not only the page that is shown."""
    board, asked = office().board(framework), asked_in(request.GET)
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject="records.csv", asked=asked)
    lines = (line.encode() for line in as_csv(board, wanted_of(asked)))
    name = f"{framework}-records.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _kept(request: HttpRequest, framework: str) -> HttpResponse:
    asked = address_of(asked_in(request.GET))
    house, name = office().node.house, request.POST.get("name", "")
    if request.POST.get("do") == "drop":
        drop_view(house, person(request), framework, name)
    else:
        keep_view(house, SavedView(name=name, person=person(request), framework=framework, asked=asked))
    where = reverse("records", args=[framework])
    return HttpResponseRedirect(f"{where}?{asked}" if asked else where, status=303)


def _page(request: HttpRequest, framework: str, *, refused: Barred | None = None) -> HttpResponse:
    board, asked = office().board(framework), asked_in(request.GET)
    status = 200 if refused is None else int(status_of(refused))
    seen: dict[str, Any] = {
        **_listed(request, board, asked),
        "asked": asked,
        "address": address_of(asked),
        "views": saved_views(office().node.house, person(request), framework),
        "about": _about(board, asked),
        "refused": None if refused is None else said(refused),
        "typed": request.POST.get("name", ""),
        "status": None if refused is None else status,
    }
    return render(request, "paraph/records.html", seen, status=status)


def _listed(request: HttpRequest, board: Board, asked: dict[str, str]) -> dict[str, Any]:
    wanted, counts = wanted_of(asked), board.counts()
    pages = Pages(page_asked(request), board.listing(wanted._replace(limit=0)).total)
    found = board.listing(wanted._replace(limit=pages.size, offset=pages.offset))
    return {
        "rows": [row_of(one) for one in found.lines],
        "pages": pages,
        "turned": turned(request, pages),
        "kinds": kinds_to_choose(counts, asked),
        "states": states_to_choose(counts, asked),
        "all": counts.records,
        "made": board.is_made,
    }


def _about(board: Board, asked: dict[str, str]) -> Row | None:
    """Return the record that the listed ones are about, where one is asked for and is here."""
    listed = board.line(asked["about"]) if asked.get("about") else None
    return None if listed is None else row_of(listed)


urlpatterns = [
    path("<str:framework>/records/", records, name="records"),
    path("<str:framework>/records/export.csv", export, name="records_csv"),
]
