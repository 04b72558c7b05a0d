"""Say something: choose, fill in, see what would be signed, sign; or leave it at home as a draft.

* Every form is a plain POST: a row more, a draft, a look before signing and the signing itself are its buttons.
* Nothing is signed that was not shown before; what is refused keeps every word.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.domains import KINDS
from paraph.faces.shown import Shown, content_shown
from paraph.record import Said, utc_text
from paraph.service.considering import considered
from paraph.service.desk import Desk
from paraph.service.drafts import Draft, draft_of, drafts, drop_draft, keep_draft
from paraph.service.read import find_record, show
from paraph.service.say import Saying, say
from paraph.values import Answer, Barred, convert
from paraph.web.access import person, signed_in
from paraph.web.answers import said, status_of
from paraph.web.office import office
from paraph.web.saying_form import (
    TYPED,
    Form,
    Place,
    begun,
    changed_rows,
    content_part,
    drawn,
    flags_in,
    kind_named,
    said_in,
    typed_in,
    verb_of,
)

_UNNAMED: Final = "draft"


@signed_in
def kinds(request: HttpRequest, framework: str) -> HttpResponse:
    """Show what may be opened, kind by kind, with what each is for."""
    with office().desk(framework) as desk:
        latest = {kind.family: kind_named(kind.family) for kind in desk.kinds.values()}
    areas: dict[str, list[tuple[str, str, list[Any]]]] = {}
    for family, kind in sorted(latest.items()):
        opening = [verb for verb in kind.verbs.values() if verb.opens]
        areas.setdefault(family.partition(".")[0], []).append((family, kind.title, opening))
    return render(request, "paraph/kinds.html", {"areas": areas})


@signed_in
def opening(request: HttpRequest, framework: str, family: str, verb: str) -> HttpResponse:
    """Open a record."""
    kind = kind_named(family)
    return _answer(request, Place(framework=framework, kind=kind, verb=verb_of(kind, verb)))


@signed_in
def saying(request: HttpRequest, framework: str, record: str, verb: str) -> HttpResponse:
    """Say something in a record."""
    with office().desk(framework) as desk:
        whole = find_record(desk, record)
        kind = show(desk, whole).kind
    if kind is None:
        raise Barred("unknown_kind", kind="", kinds=sorted(KINDS))
    return _answer(request, Place(framework=framework, kind=kind, verb=verb_of(kind, verb), record=whole))


@signed_in
def draft_list(request: HttpRequest, framework: str) -> HttpResponse:
    """Show a person's own drafts."""
    mine = drafts(office().node.house, by=person(request), framework=framework)
    found = [(one, _where(one, framework)) for one in mine]
    return render(request, "paraph/drafts.html", {"drafts": found})


@signed_in
def draft(request: HttpRequest, framework: str, name: str) -> HttpResponse:
    """Go on with a draft, or throw it away."""
    house = office().node.house
    kept = draft_of(house, name)
    if kept.by != person(request):
        raise Barred("draft.not_yours", name=name, by=kept.by)
    if request.method == "POST" and request.POST.get("do") == "drop":
        drop_draft(house, name)
        house.drop(TYPED, name)
        return HttpResponseRedirect(reverse("drafts", args=[framework]), status=303)
    return HttpResponseRedirect(f"{_where(kept, framework)}?draft={name}", status=303)


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    """Do what the form's button asks for."""
    if request.method != "POST":
        with office().desk(place.framework) as desk:
            return _form(request, drawn(desk, place, _begun(request, desk, place)))
    posted = {name: str(text) for name, text in request.POST.items()}
    try:
        return _done(request, place, posted)
    except Answer as answer:
        with office().desk(place.framework) as desk:
            return _form(request, drawn(desk, place, posted), refused=answer)


def _done(request: HttpRequest, place: Place, posted: Mapping[str, str]) -> HttpResponse:
    rows, do = changed_rows(posted), posted.get("do", "")
    if rows is None and do != "change":
        return _DEEDS.get(do, _preview)(request, place, posted)
    with office().desk(place.framework) as desk:
        return _form(request, drawn(desk, place, _redrawn(posted, rows)))


def _redrawn(posted: Mapping[str, str], rows: Mapping[str, str] | None) -> dict[str, str]:
    """Return a form with its rows changed; what is not content stays as it was typed."""
    if rows is None:
        return dict(posted)
    content = content_part(posted)
    return {**{name: text for name, text in posted.items() if name not in content}, **rows}


def _begun(request: HttpRequest, desk: Desk, place: Place) -> dict[str, str]:
    on = request.GET.get("on", "")
    named = request.GET.get("draft", "")
    if named:
        kept = draft_of(desk.house, named)
        if kept.by != person(request):
            raise Barred("draft.not_yours", name=named, by=kept.by)
        return {**typed_in(desk, kept), "draft": named}
    given = {name: str(text) for name, text in request.GET.items() if name not in {"on", "draft"}}
    return {**begun(desk, place, on=on), **given, "on": on}


def _preview(request: HttpRequest, place: Place, posted: Mapping[str, str]) -> HttpResponse:
    """Show what would be signed, and what would stand then."""
    with office().desk(place.framework) as desk:
        found, troubles = said_in(desk, place, posted)
        if found is None:
            return _form(request, drawn(desk, place, posted, troubles=troubles), status=422)
        view = considered(desk, person(request), found)
        seen = {
            "form": drawn(desk, place, posted),
            "saying": found,
            "parts": _read(place, found.content),
            "view": view,
            "flags": flags_in(desk, found),
            "draft": posted.get("draft", ""),
            "until": posted.get("until", ""),
        }
    return render(request, "paraph/preview.html", seen)


def _say(request: HttpRequest, place: Place, posted: Mapping[str, str]) -> HttpResponse:
    """Sign it, or leave it to the second key."""
    with office().desk(place.framework, writable=True) as desk:
        found, troubles = said_in(desk, place, posted)
        if found is None:
            return _form(request, drawn(desk, place, posted, troubles=troubles), status=422)
        done = say(desk, person(request), found)
    _drop(request, posted.get("draft", ""))
    if isinstance(done, Said):
        record = done.act.record or done.digest
        return HttpResponseRedirect(reverse("record", args=[place.framework, record]) + f"#a-{done.digest}", status=303)
    return HttpResponseRedirect(reverse("pending", args=[place.framework, done.id]), status=303)


def _keep(request: HttpRequest, place: Place, posted: Mapping[str, str]) -> HttpResponse:
    """Leave what was typed at home, whether or not it could be said."""
    house, at = office().node.house, ""
    with office().desk(place.framework) as desk:
        found, _troubles = _or_nothing(desk, place, posted)
        at = utc_text(desk.clock())
    bare = Saying(kind="" if place.record else place.kind.name, record=place.record or None, verb=place.verb.name)
    name = posted.get("draft") or f"{_UNNAMED}-{person(request)}-{at.replace(':', '').lower()}"
    keep_draft(house, Draft(name=name, saying=found or bare, by=person(request), at=at, framework=place.framework))
    house.put(TYPED, name, {"posted": {key: text for key, text in posted.items() if key != "csrfmiddlewaretoken"}})
    return HttpResponseRedirect(reverse("drafts", args=[place.framework]), status=303)


def _or_nothing(desk: Desk, place: Place, posted: Mapping[str, str]) -> tuple[Saying | None, Any]:
    try:
        return said_in(desk, place, posted)
    except Answer:
        return None, {}


def _drop(request: HttpRequest, name: str) -> None:
    house = office().node.house
    mine = {one.name for one in drafts(house, by=person(request))}
    if name in mine:
        drop_draft(house, name)
        house.drop(TYPED, name)


def _form(request: HttpRequest, form: Form, *, refused: Answer | None = None, status: int = 200) -> HttpResponse:
    code = status if refused is None else int(status_of(refused))
    seen = {
        "form": form,
        "place": form.place,
        "refused": None if refused is None else said(refused),
        "draft": form.posted.get("draft") or request.POST.get("draft") or request.GET.get("draft", ""),
        "status": code if code >= 400 else None,  # HTTP's own line
    }
    return render(request, "paraph/say.html", seen, status=code)


def _read(place: Place, content: Any) -> tuple[Shown, ...]:
    """Return a content as it is read, field by field."""
    if content is None or place.verb.payload is None:
        return ()
    return content_shown(convert(place.verb.payload, content))


def _where(kept: Draft, framework: str) -> str:
    """Return the address of the form in which a draft is gone on with."""
    if kept.name.startswith("statement-") and kept.saying.record:
        return reverse("statement", args=[framework, kept.saying.record])
    if kept.saying.record:
        return reverse("say", args=[framework, kept.saying.record, kept.saying.verb])
    return reverse("open", args=[framework, kept.saying.kind.partition("/")[0], kept.saying.verb])


_DEEDS: Final = {"preview": _preview, "say": _say, "keep": _keep}

urlpatterns = [
    path("<str:framework>/kinds/", kinds, name="kinds"),
    path("<str:framework>/new/<str:family>/<str:verb>/", opening, name="open"),
    path("<str:framework>/records/<str:record>/say/<str:verb>/", saying, name="say"),
    path("<str:framework>/drafts/", draft_list, name="drafts"),
    path("<str:framework>/drafts/<str:name>/", draft, name="draft"),
]
