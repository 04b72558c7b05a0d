"""People and mandates, for administrators: appoint, let in by a link, remove with everything that hangs on somebody.

* The house decides who may do this, below the page; the page is shown to administrators alone.
* A one-time link is shown once, where it was made.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from paraph.service.absences import end_absence
from paraph.service.chancery import administrator as require_administrator
from paraph.service.delegations import end
from paraph.service.people import Person, everyone, person_of
from paraph.service.staff import appoint, remove
from paraph.service.trail import Deed
from paraph.values import Answer, Barred
from paraph.web.access import administrator, person
from paraph.web.answers import said, status_of
from paraph.web.leaving import end_sign_in
from paraph.web.links import PATIENCE, new_link
from paraph.web.mandates import in_words, roles
from paraph.web.office import office
from paraph.web.person_form import PersonForm, redrawn
from paraph.web.persons import aways, hanging, left_by, listed, others, standings

_REDRAWN = {"add", "drop", "fill"}
"""Buttons that change the rows of the form, and judge nothing."""


@administrator
def all_people(request: HttpRequest) -> HttpResponse:
    """Show everybody, who stands in for whom, and who is away; end one of the latter."""
    if request.method != "POST":
        return _list(request)
    try:
        _do(request)
    except Answer as answer:
        return _list(request, refused=answer)
    return HttpResponseRedirect(reverse("people"), status=303)


@administrator
def new(request: HttpRequest) -> HttpResponse:
    """Appoint somebody who is not here yet."""
    if request.method != "POST":
        return _form(request, PersonForm())
    return _posted(request, None)


@administrator
def one(request: HttpRequest, who: str) -> HttpResponse:
    """Show a person, and change what they may do; of one who is gone, what ended with them."""
    known = person_of(office().node.house, who)
    if known.removed is not None:
        return render(request, "paraph/left.html", {"whole": known, "left": left_by(office().node, who)})
    if request.method != "POST":
        return _form(request, PersonForm(known=known))
    return _posted(request, known)


@administrator
@require_POST
def let_in(request: HttpRequest, who: str) -> HttpResponse:
    """Make a one-time link for a person; where they lost what they sign in with, end that first."""
    chancery = office().node.chancery
    require_administrator(chancery, person(request))
    known = _here(who)
    ended = end_sign_in(who, by=person(request)) if "lost" in request.POST else None
    link = office().door.origin + new_link(who)
    chancery.note(Deed.FACTOR, by=person(request), subject=who, link=True)
    minutes = int(PATIENCE.total_seconds() // 60)
    return render(request, "paraph/link.html", {"whole": known, "link": link, "ended": ended, "minutes": minutes})


@administrator
def leave(request: HttpRequest, who: str) -> HttpResponse:
    """Show what hangs on a person; on the button remove them, and end all of it."""
    known = _here(who)
    if request.method != "POST":
        return _leave(request, known)
    try:
        remove(office().node.chancery, person(request), who, heir=request.POST.get("heir", ""))
    except Answer as answer:
        return _leave(request, known, refused=answer)
    end_sign_in(who, by=person(request))
    return HttpResponseRedirect(reverse("person", args=[who]), status=303)


def _here(who: str) -> Person:
    known = person_of(office().node.house, who)
    if known.removed is not None:
        raise Barred("person.gone", person=who)
    return known


def _do(request: HttpRequest) -> None:
    """Do what a button of the list says."""
    chancery, posted = office().node.chancery, request.POST
    match posted.get("do"):
        case "end":
            end(chancery, person(request), _number(posted.get("number", "")))
        case "back":
            end_absence(chancery, person(request), posted.get("person", ""), posted.get("first", ""))
        case other:
            raise Barred("pages.no_such_button", button=other)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _posted(request: HttpRequest, known: Person | None) -> HttpResponse:
    """Draw the form again, or judge it and appoint."""
    posted = {name: str(value) for name, value in request.POST.items()}
    if _REDRAWN & set(posted):
        return _form(request, redrawn(posted, known))
    form = PersonForm(posted, known=known)
    if not form.is_valid():
        return _form(request, form, status=422)
    return _appointed(request, form)


def _appointed(request: HttpRequest, form: PersonForm) -> HttpResponse:
    meant = form.person()
    try:
        if form.known is None and any(meant.id == one.id for one in everyone(office().node.house)):
            raise Barred("person.id_used", person=meant.id)
        appoint(office().node.chancery, person(request), meant)
    except Answer as answer:
        return _form(request, form, refused=answer, status=status_of(answer))
    return HttpResponseRedirect(reverse("person", args=[meant.id]), status=303)


def _list(request: HttpRequest, *, refused: Answer | None = None) -> HttpResponse:
    chancery = office().node.chancery
    seen = {
        "persons": listed(chancery),
        "standings": standings(chancery),
        "aways": aways(chancery),
        "gone": [one for one in everyone(chancery.house) if one.removed is not None],
    }
    return _said(request, "paraph/people.html", seen, refused)


def _form(request: HttpRequest, form: PersonForm, *, refused: Answer | None = None, status: int = 200) -> HttpResponse:
    chancery, known = office().node.chancery, form.known
    seen: dict[str, Any] = {"form": form, "whole": known, "roles": roles(), "status": status if status > 200 else None}
    if known is not None:
        seen["mandates"] = in_words(known.mandates)
        seen["standings"] = standings(chancery, of=known.id)
        seen["is_me"] = known.id == person(request)
    return _said(request, "paraph/person.html", seen, refused, status=status)


def _leave(request: HttpRequest, known: Person, *, refused: Answer | None = None) -> HttpResponse:
    chancery = office().node.chancery
    seen = {"whole": known, "hanging": hanging(office().node, known.id), "heirs": others(chancery, known.id)}
    return _said(request, "paraph/leave.html", seen, refused)


def _said(
    request: HttpRequest, template: str, seen: dict[str, Any], refused: Answer | None, *, status: int = 200
) -> HttpResponse:
    if refused is None:
        return render(request, template, seen, status=status)
    code = int(status_of(refused))
    return render(request, template, {**seen, "refused": said(refused), "status": code}, status=code)


urlpatterns = [
    path("people/", all_people, name="people"),
    path("people/new/", new, name="person_new"),
    path("people/<str:who>/", one, name="person"),
    path("people/<str:who>/link/", let_in, name="person_link"),
    path("people/<str:who>/remove/", leave, name="person_remove"),
]
