"""The node and its links: how they stand, and what a person does where no link does it.

* An administrator may exchange and carry files, and so may whoever may say anything for this party: see
  `service.carriers`. A file that is not sealed, an administrator alone.
* What is carried in is believed only as far as signatures reach; what cannot be read changes nothing.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.adapters.clock import utc_now
from paraph.service.carriers import may_carry, require_carrier
from paraph.service.trail import Deed
from paraph.tending import carry_in, carry_out, exchange_now, health_of, scratch
from paraph.values import Answer, Barred, Fault, Unreachable
from paraph.web.access import administers, person, signed_in, whole_person
from paraph.web.answers import said, status_of
from paraph.web.carried import came_of
from paraph.web.condition import counterparts, forks
from paraph.web.office import office

_CAME: Final = "carried"
"""In the session: what came of the last exchange, until it was shown."""

_STRANGE: Final = re.compile(r"[^\w.() -]")
_NAME: Final = 80


@signed_in
def node(request: HttpRequest, framework: str) -> HttpResponseBase:
    """Show how the node stands; its buttons exchange, and carry files out and in."""
    if request.method != "POST":
        return _page(request, framework)
    deed = _DEEDS.get(request.POST.get("do", ""))
    try:
        if deed is None:
            raise Barred("pages.no_such_button", button=request.POST.get("do", ""))
        return deed(request, framework)
    except Answer as answer:
        return _page(request, framework, refused=answer)


@signed_in
def evidence(request: HttpRequest, framework: str, party: str, place: int) -> HttpResponse:
    """Give evidence of a fork: a file that a stranger checks without a node."""
    with office().desk(framework) as desk:
        kept = desk.store.evidence(desk.setup.member(party).party)
    if not place < len(kept):
        raise Barred("evidence.missing", party=party)
    name = f"fork-{party}-{place}.json"
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject=name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(kept[place], content_type="application/json", headers=headers)


def _exchange(request: HttpRequest, framework: str) -> HttpResponseBase:
    _require(request)
    party = request.POST.get("party", "")
    done = exchange_now(office().node, framework, party)
    office().tell(Deed.NODE, by=person(request), framework=framework, subject=party, did="exchange")
    return _told(request, framework, came_of(done))


def _out(request: HttpRequest, framework: str) -> HttpResponseBase:
    plain, whole = "plain" in request.POST, "whole" in request.POST
    _require(request, plain=plain)
    ours, party = office().node, request.POST.get("party", "")
    name = f"{framework}-{ours.identity.party}-to-{party}.paraph-bundle"
    with TemporaryDirectory(dir=scratch(ours, framework)) as room:
        written = Path(room, "out")
        carry_out(ours, framework, party, written, plain=plain, whole=whole)
        opened = written.open("rb")  # read on after the folder is gone
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject=name, plain=plain, whole=whole)
    return FileResponse(opened, as_attachment=True, filename=name, content_type="application/octet-stream")


def _in(request: HttpRequest, framework: str) -> HttpResponseBase:
    _require(request)
    given = request.FILES.get("file")
    if given is None:
        raise Barred("pages.no_file")
    name = _STRANGE.sub("_", given.name or "")[-_NAME:] or "file"
    with TemporaryDirectory(dir=scratch(office().node, framework)) as room:
        file = Path(room, f"in-{name}")
        with file.open("wb") as kept:
            kept.writelines(given.chunks())
        done = came_of(carry_in(office().node, framework, file))
    office().tell(Deed.NODE, by=person(request), framework=framework, subject=done["party"], did="bundle in")
    return _told(request, framework, {**done, "file": name})


def _require(request: HttpRequest, *, plain: bool = False) -> None:
    require_carrier(office().node.house, whole_person(request), on=utc_now().date(), plain=plain)


def _told(request: HttpRequest, framework: str, came: dict[str, Any]) -> HttpResponse:
    request.session[_CAME] = {**came, "framework": framework}
    return HttpResponseRedirect(reverse("node", args=[framework]) + "#came", status=303)


def _page(request: HttpRequest, framework: str, *, refused: Answer | None = None) -> HttpResponse:
    ours = office()
    status = 200 if refused is None else _status(refused)
    with ours.desk(framework) as desk:
        found = forks(desk)
        sizes = [(party, desk.store.size(party)) for party in desk.setup.parties]
    came = request.session.pop(_CAME, None) if refused is None else None
    seen = {
        "health": health_of(ours.node, framework, owed=ours.board(framework).counts().needs_our_answer),
        "counterparts": counterparts(ours, framework),
        "sizes": sizes,
        "forks": found,
        "came": came if came and came["framework"] == framework else None,
        "may": may_carry(ours.node.house, whole_person(request), on=utc_now().date()),
        "may_plain": administers(request),
        "refused": None if refused is None else said(refused),
        "status": None if refused is None else status,
    }
    return render(request, "paraph/node.html", seen, status=status)


def _status(refused: Answer) -> int:
    """Return how a refusal is said in HTTP: a file that cannot be read is no fault of this node."""
    bad_file = isinstance(refused, Fault) and not isinstance(refused, Unreachable)
    return 422 if bad_file else int(status_of(refused))


_DEEDS: Final[dict[str, Callable[[HttpRequest, str], HttpResponseBase]]] = {
    "exchange": _exchange,
    "out": _out,
    "in": _in,
}

urlpatterns = [
    path("<str:framework>/node/", node, name="node"),
    path("<str:framework>/node/evidence/<str:party>/<int:place>", evidence, name="evidence"),
]
