"""The second key: what waits for it, exactly as it was drafted; give it, or take the draft back."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.faces.shapes import label_of
from paraph.faces.shown import Shown, content_shown
from paraph.record import Kind, Verb
from paraph.service.composing import declared
from paraph.service.desk import Desk
from paraph.service.hands import second_keys
from paraph.service.people import people
from paraph.service.read import show
from paraph.service.say import Pending, all_pending, pending_of, release, take_back
from paraph.values import Answer, convert
from paraph.web.access import person, signed_in, whole_person
from paraph.web.answers import said, status_of
from paraph.web.office import office


class Waiting(NamedTuple):
    """A draft that waits.

    Attributes:
        pending: The draft.
        kind: The declaration.
        verb: What it would say.
        about: What the record is called; empty where it opens one.
        drafter: Full name of whoever drafted it.
    """

    pending: Pending
    kind: Kind
    verb: Verb
    about: str
    drafter: str


@signed_in
def waiting_list(request: HttpRequest, framework: str) -> HttpResponse:
    """Show everything that waits for a second key; first what this person may release."""
    with office().desk(framework) as desk:
        found = [_waiting(desk, one) for one in all_pending(desk)]
        mine = {one.pending.id for one in found if _may(request, desk, one)}
    ordered = sorted(found, key=lambda one: one.pending.id not in mine)
    return render(request, "paraph/pending_list.html", {"waiting": [(one, one.pending.id in mine) for one in ordered]})


@signed_in
def waiting(request: HttpRequest, framework: str, draft: str) -> HttpResponse:
    """Show a draft whole; on its button give the second key, or take it back."""
    if request.method != "POST":
        return _page(request, framework, draft)
    try:
        return (
            _taken_back(request, framework, draft)
            if request.POST.get("do") == "take_back"
            else _released(request, framework, draft)
        )
    except Answer as answer:
        return _page(request, framework, draft, refused=answer)


def _released(request: HttpRequest, framework: str, draft: str) -> HttpResponse:
    with office().desk(framework, writable=True) as desk:
        done = release(desk, person(request), draft, seen=request.POST.get("seen", ""))
    record = done.act.record or done.digest
    return HttpResponseRedirect(reverse("record", args=[framework, record]) + f"#a-{done.digest}", status=303)


def _taken_back(request: HttpRequest, framework: str, draft: str) -> HttpResponse:
    with office().desk(framework) as desk:
        taken = take_back(desk, person(request), draft)
    return render(request, "paraph/taken_back.html", {"taken": taken, "parts": (), "text": taken.saying.content})


def _page(request: HttpRequest, framework: str, draft: str, *, refused: Answer | None = None) -> HttpResponse:
    with office().desk(framework) as desk:
        one = _waiting(desk, pending_of(desk, draft))
        may = _may(request, desk, one)
    saying = one.pending.saying
    seen = {
        "one": one,
        "parts": _read(one.verb, saying.content),
        "may": may,
        "own": one.pending.by == person(request),
        "refused": None if refused is None else said(refused),
        "status": None if refused is None else int(status_of(refused)),
    }
    return render(request, "paraph/pending.html", seen, status=200 if refused is None else status_of(refused))


def _waiting(desk: Desk, pending: Pending) -> Waiting:
    kind, verb = declared(desk, pending.saying)
    noun = None if pending.saying.record is None else show(desk, pending.saying.record).noun
    names = {each.id: each.name for each in people(desk.house)}
    return Waiting(pending, kind, verb, label_of(noun) if noun else "", names.get(pending.by, pending.by))


def _read(verb: Verb, content: Any) -> tuple[Shown, ...]:
    if content is None or verb.payload is None:
        return ()
    return content_shown(convert(verb.payload, content))


def _may(request: HttpRequest, desk: Desk, one: Waiting) -> bool:
    """Tell whether a person has a hand for the second key; whether it is another's is asked when it is given."""
    hands = second_keys(
        desk.house, whole_person(request), kind=one.kind.family, verb=one.verb.name, on=desk.clock().date()
    )
    return bool(hands) and one.pending.by != person(request)


urlpatterns = [
    path("<str:framework>/pending/", waiting_list, name="pending_list"),
    path("<str:framework>/pending/<str:draft>/", waiting, name="pending"),
]
