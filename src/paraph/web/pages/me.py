"""One's own page: what one may say, who stands in for one, when one is away, and how one wants to be spoken to."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.service.absences import Absence, end_absence, note_absence
from paraph.service.chancery import Chancery
from paraph.service.delegations import end, give, held_by
from paraph.service.preferences import prefer, preferences_of
from paraph.values import Answer, Barred, convert
from paraph.web.access import person, signed_in, whole_person
from paraph.web.answers import said, status_of
from paraph.web.frame import clocks
from paraph.web.mandates import in_words
from paraph.web.my_forms import Away, Deputy, Spoken, hours, of_preferences
from paraph.web.office import office
from paraph.web.persons import aways, others, standings
from paraph.web.told import told_last

_FORMS = ("deputy", "away", "spoken")


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own page, or do one thing on it."""
    if request.method != "POST":
        return _page(request, _drawn(request))
    posted = _drawn(request, judged=request.POST.get("do", ""))
    try:
        section = _done(request, posted)
    except Answer as answer:
        return _page(request, posted, refused=answer)
    if section is None:
        return _page(request, posted, status=422)
    return HttpResponseRedirect(f"{reverse('me')}#{section}", status=303)


def _drawn(request: HttpRequest, *, judged: str = "") -> dict[str, Any]:
    """Return the forms: empty or as things are, but the one that was sent as it was typed."""
    chancery, known = office().node.chancery, whole_person(request)
    typed = {name: request.POST if name == judged else None for name in _FORMS}
    there = others(chancery, known.id)
    today = {"first": chancery.today}
    wanted = of_preferences(preferences_of(chancery.house, known.id))
    offset = clocks(office())[0].offset
    return {
        "deputy": Deputy(typed["deputy"], others=there, mandates=known.mandates, initial=today),
        "away": Away(typed["away"], others=there, initial=today),
        "spoken": Spoken(typed["spoken"], hours=hours(offset), initial=wanted),
    }


def _done(request: HttpRequest, posted: dict[str, Any]) -> str | None:
    """Do what a button says, and return the part of the page where it shows; None where a form has mistakes."""
    chancery, who = office().node.chancery, person(request)
    match request.POST.get("do"):
        case "end":
            end(chancery, who, _number(request.POST.get("number", "")))
            return "deputies"
        case "back":
            end_absence(chancery, who, request.POST.get("person", ""), request.POST.get("first", ""))
            return "absence"
        case "deputy" | "away" | "spoken" as name:
            return _kept(chancery, who, name, posted[name])
        case other:
            raise Barred("pages.no_such_button", button=other)


def _kept(chancery: Chancery, who: str, name: str, form: Any) -> str | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    if name == "deputy":
        days = {"first": given["first"].isoformat(), "last": given["last"].isoformat()}
        give(chancery, who, given["deputy"], **days, scope=form.scope)
        return "deputies"
    if name == "away":
        note_absence(chancery, who, _absence(who, given))
        return "absence"
    prefer(chancery, who, form.preferences(who))
    return "spoken"


def _absence(who: str, given: dict[str, Any]) -> Absence:
    days = {"first": given["first"].isoformat(), "last": given["last"].isoformat()}
    return convert(Absence, {"person": who, **days, "stand_in": given["stand_in"] or None}, exact=False)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _page(
    request: HttpRequest, shown: dict[str, forms.Form], *, refused: Answer | None = None, status: int = 200
) -> HttpResponse:
    chancery, known = office().node.chancery, whole_person(request)
    code = status if refused is None else int(status_of(refused))
    seen = {
        **shown,
        "whole": known,
        "mandates": in_words(known.mandates),
        "held": [
            (one, giver, in_words(given)) for one, giver, given in held_by(chancery.house, known.id, on=chancery.today)
        ],
        "standings": standings(chancery, of=known.id),
        "aways": aways(chancery, of=known.id),
        "told": told_last(chancery.house, known.id),
        "refused": None if refused is None else said(refused),
        "refused_in": request.POST.get("do", ""),
        "status": code if code > 200 else None,
    }
    return render(request, "paraph/me.html", seen, status=code)


urlpatterns = [path("me/", me, name="me")]
