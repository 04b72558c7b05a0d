"""Sessions: their timeline, the book of each, and the calendar that follows a person home.

* The address of a calendar is shown once, on the page that made it, and is kept nowhere but as a digest.
"""

from datetime import datetime
from secrets import token_urlsafe
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language

from paraph.adapters.clock import utc_now
from paraph.faces.calendar_feed import Owed, calendar_of
from paraph.faces.language import language_of as spoken_language
from paraph.faces.session_book import Book, book_of, counted_in
from paraph.faces.timeline import timeline_of
from paraph.papers import session_book_sheet
from paraph.service.feeds import end_feed, feed_of, make_feed, reader_by
from paraph.service.read import find_record
from paraph.service.trail import Deed
from paraph.values import Barred
from paraph.web.access import person, signed_in
from paraph.web.languages import language_of
from paraph.web.office import office
from paraph.web.session_chart import session_chart

_SECRET_BYTES: Final = 32
_MOST_DUES: Final = 1000


@signed_in
def sessions(request: HttpRequest, framework: str) -> HttpResponse:
    """Show the sessions in their order; its buttons make and revoke the address of a calendar."""
    if request.method != "POST":
        return _timeline(request, framework)
    chancery = office().node.chancery
    match request.POST.get("do", ""):
        case "feed":
            secret = token_urlsafe(_SECRET_BYTES)
            make_feed(chancery, person(request), secret)
            # Not sent elsewhere: the secret is in this answer and nowhere else, so there is nothing to come back to.
            return _timeline(request, framework, secret=secret)
        case "end":
            end_feed(chancery, person(request))
            return HttpResponseRedirect(reverse("sessions", args=[framework]) + "#feed", status=303)
        case button:
            raise Barred("pages.no_such_button", button=button)


@signed_in
def session_book(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Show everything that was said about a session, in one order."""
    book = _book(request, framework, record, Deed.READ)
    counted = counted_in(book)
    return render(request, "paraph/session_book.html", {"book": book, "counted": counted})


@signed_in
def session_book_paper(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Give the same on paper."""
    book = _book(request, framework, record, Deed.EXPORT)
    made = session_book_sheet(
        book, at=datetime.fromisoformat(book.latest_at), language=spoken_language(get_language() or "en")
    )
    name = f"session-{book.number}-{book.record[:8]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def calendar(request: HttpRequest, framework: str) -> HttpResponse:
    """Give a calendar what its person may read: by the secret in the address, since it cannot sign in."""
    reader = reader_by(office().node.house, request.GET.get("key", ""), on=utc_now().date())
    with office().desk(framework) as desk:
        lines = timeline_of(desk).lines
    due = office().board(framework).due(limit=_MOST_DUES).lines
    owed = [_owed(one) for one in due if one.dated.what != "session"]

    def address(record: str) -> str:
        return request.build_absolute_uri(reverse("record", args=[framework, record]))

    made = calendar_of(framework, lines, owed, language=language_of(office(), reader.id) or "en", address=address)
    office().tell(Deed.READ, by=reader.id, framework=framework, subject="calendar")
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _owed(line: Any) -> Owed:
    dated = line.dated
    return Owed(line.listed.line, dated.party, dated.what, dated.by, line.overdue, str(dated.facts.get("on", "")))


def _timeline(request: HttpRequest, framework: str, *, secret: str = "") -> HttpResponse:
    with office().desk(framework) as desk:
        timeline = timeline_of(desk)
        parties = sorted(desk.setup.parties)
    rtl = (get_language() or "en") != "en"
    address = request.build_absolute_uri(reverse("calendar", args=[framework]))
    seen = {
        "timeline": timeline,
        "chart": session_chart(timeline.lines, parties=parties, rtl=rtl),
        "feed": feed_of(office().node.house, person(request)),
        "feed_secret": f"{address}?key={secret}" if secret else "",
    }
    office().tell(Deed.READ, by=person(request), framework=framework, subject="sessions")
    return render(request, "paraph/sessions.html", seen)


def _book(request: HttpRequest, framework: str, record: str, deed: Deed) -> Book:
    with office().desk(framework) as desk:
        whole = find_record(desk, record)
        book = book_of(desk, whole, now=utc_now())
    office().tell(deed, by=person(request), framework=framework, subject=whole, what="session book")
    return book


urlpatterns = [
    path("<str:framework>/sessions/", sessions, name="sessions"),
    path("<str:framework>/sessions/<str:record>/book/", session_book, name="session_book"),
    path("<str:framework>/sessions/<str:record>/book.pdf", session_book_paper, name="session_book_paper"),
    path("<str:framework>/calendar.ics", calendar, name="calendar"),
]
