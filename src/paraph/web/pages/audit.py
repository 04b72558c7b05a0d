"""The audit trail, for auditors: asked by person, subject, deed and day; checked whole; written out.

* Who reads the trail or writes it out is written down in it.
* That an entry is not the one that was written is an answer to whoever asked, and no fault of the page.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from paraph.service.chancery import auditor
from paraph.service.people import everyone
from paraph.service.trail import START, Asked, Deed, Head, as_csv
from paraph.values import Answer, Barred, Damaged
from paraph.web.access import person, signed_in
from paraph.web.answers import said
from paraph.web.deeds import choices, line_of
from paraph.web.office import office

AT_ONCE: Final = 50
"""Entries of one page."""

_ASKED: Final = ("person", "subject", "deed", "first", "last")


@signed_in
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Show what was written down, the latest first."""
    _require_auditor(request)
    return _page(request, request.GET)


@signed_in
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Read every entry again, and say in words whether the chain is whole."""
    _require_auditor(request)
    try:
        whole = office().node.trail.verify(_head(request.POST.get("noted", "")))
    except Answer as answer:
        return _page(request, QueryDict(), broken=answer)
    return _page(request, QueryDict(), whole=whole)


@signed_in
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Write entries out as CSV, the oldest first."""
    _require_auditor(request)
    found = office().node.trail.entries(_asked(request.GET, limit=0))
    office().tell(Deed.EXPORT, by=person(request), subject="trail", rows=len(found))
    lines: Iterator[str] = as_csv(reversed(found))
    headers = {"Content-Disposition": 'attachment; filename="audit-trail.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _require_auditor(request: HttpRequest) -> None:
    auditor(office().node.chancery, person(request))


def _page(
    request: HttpRequest, query: QueryDict, *, whole: Head | None = None, broken: Answer | None = None
) -> HttpResponse:
    found = office().node.trail.entries(_asked(query, limit=AT_ONCE + 1))
    office().tell(Deed.READ, by=person(request), subject="trail")
    kept = {name: query.get(name, "") for name in _ASKED if query.get(name)}
    seen: dict[str, Any] = {
        "lines": [line_of(one) for one in found[:AT_ONCE]],
        "asked": query,
        "deeds": choices(),
        "persons": everyone(office().node.house),
        "older": _at("audit", {**kept, "below": found[AT_ONCE - 1].number}) if len(found) > AT_ONCE else "",
        "latest": _at("audit", kept) if query.get("below") else "",
        "csv": _at("audit_export", kept),
        "whole": whole,
        "broken": None if broken is None else said(broken),
        "certain": isinstance(broken, Damaged),
        "noted": request.POST.get("noted", ""),
    }
    return render(request, "paraph/audit.html", seen, status=422 if isinstance(broken, Barred) else 200)


def _asked(query: QueryDict, *, limit: int) -> Asked:
    below = query.get("below", "")
    number = int(below) if below.isdecimal() and len(below) < 16 else 0
    return Asked(**{name: query.get(name, "").strip() for name in _ASKED}, below=number, limit=limit)


def _head(text: str) -> Head:
    """Return a head that was noted, as the page and the command line print it: NUMBER:DIGEST; START for none."""
    if not text.strip():
        return START
    number, colon, digest = text.strip().partition(":")
    if not colon or not number.isdecimal() or len(number) > 15:
        raise Barred("cli.head_form", head=text[:100])
    return Head(int(number), digest)


def _at(name: str, query: dict[str, Any]) -> str:
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


urlpatterns = [
    path("audit/", audit, name="audit"),
    path("audit/verify/", verify, name="audit_verify"),
    path("audit/trail.csv", export, name="audit_export"),
]
