"""Tokens for programs that speak in one's stead: made, shown once, taken back.

* A token is shown on the answer to the form that made it, and nowhere after: only its digest is kept.
"""

from datetime import timedelta
from secrets import token_bytes
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from paraph.service.tokens import LONGEST, end, make, tokens
from paraph.values import Answer
from paraph.web.access import person, signed_in
from paraph.web.answers import said, status_of
from paraph.web.office import office
from paraph.web.person_form import DayInput

_USUAL: Final = timedelta(days=90)
_SECRET: Final = 32


class Wanted(forms.Form):
    """Which program, what it may do, and how long."""

    name = forms.CharField(label=_("Which program"), help_text=_("As you will know it again."), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[("read", _("Read what I may read")), ("say", _("Say what I may say, by my mandate"))],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    last = forms.DateField(
        label=_("Last day"),
        help_text=_("After it the token opens nothing. A year at most."),
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
    )


@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show one's tokens; make one, or take one back."""
    usual = {"last": office().node.chancery.today + min(_USUAL, timedelta(days=LONGEST))}
    if request.method != "POST":
        return _page(request, Wanted(initial=usual))
    try:
        if request.POST.get("do") == "end":
            return _ended(request)
        form = Wanted(request.POST)
        return _made(request, form, Wanted(initial=usual)) if form.is_valid() else _page(request, form, status=422)
    except Answer as answer:
        return _page(request, Wanted(request.POST or None, initial=usual), refused=answer)


def _made(request: HttpRequest, form: Wanted, empty: Wanted) -> HttpResponse:
    given = form.cleaned_data
    made = make(
        office().node.chancery,
        person(request),
        name=given["name"],
        scopes=tuple(given["scopes"]),
        last=given["last"].isoformat(),
        secret=token_bytes(_SECRET),
    )
    return _page(request, empty, made=made)


def _ended(request: HttpRequest) -> HttpResponse:
    end(office().node.chancery, person(request), request.POST.get("id", ""))
    return HttpResponseRedirect(reverse("tokens"), status=303)


def _page(
    request: HttpRequest, form: Wanted, *, made: str = "", refused: Answer | None = None, status: int = 200
) -> HttpResponse:
    code = status if refused is None else int(status_of(refused))
    today = office().node.chancery.today.isoformat()
    seen = {
        "form": form,
        "made": made,
        "held": [(one, one.token.last < today) for one in tokens(office().node.house, person(request))],
        "refused": None if refused is None else said(refused),
        "status": code if code > 200 else None,
    }
    return render(request, "paraph/tokens.html", seen, status=code)


urlpatterns = [path("me/tokens/", page, name="tokens")]
