"""The first page: what needs our answer."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.web.access import person, signed_in
from paraph.web.badges import badges, sizes
from paraph.web.office import office


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the only framework, or let a person choose one."""
    known = office().frameworks()
    if len(known) == 1:
        return HttpResponseRedirect(reverse("home", args=[known[0]]))
    return render(request, "paraph/choose.html")


@signed_in
def home(request: HttpRequest, framework: str) -> HttpResponse:
    """Show what needs our answer."""
    with office().desk(framework) as desk:
        held = sizes(desk)
    return render(request, "paraph/home.html", {"held": held, "owed": badges(office(), framework, person(request))})


urlpatterns = [path("", choose, name="choose"), path("<str:framework>/", home, name="home")]
