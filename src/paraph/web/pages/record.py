"""The record page, one pattern for every kind: what is in force, where each party stands, what was said.

* Everything on it is read off the dealing and the acts (`faces.story`); a button says what it will do.
* Each act has its receipt beside it, once the other party holds it.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from paraph.adapters.clock import utc_now
from paraph.faces.offered import Sayable
from paraph.faces.readings import reading_of
from paraph.faces.story import story_of
from paraph.record import JointState, Said, View
from paraph.service.considering import barred
from paraph.service.delivery import Delivery, Tracker
from paraph.service.desk import Desk
from paraph.service.drafts import Note, keep_note, notes_on
from paraph.service.hands import first_keys
from paraph.service.meant import act_meant
from paraph.service.read import find_record, show
from paraph.service.receipt import receipt as made_receipt
from paraph.service.say import all_pending
from paraph.service.trail import Deed, Event
from paraph.web.access import person, signed_in, whole_person
from paraph.web.office import office

ACT: Final = ".act.json"
PROOF: Final = ".tlog-proof"
POLICY: Final = ".tlog-policy"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@signed_in
def record(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Show a record; its one button of its own keeps a private note."""
    with office().desk(framework) as desk:
        whole = find_record(desk, record)
        if request.method == "POST":
            return _noted(request, desk, framework, whole)
        view = show(desk, whole)
        trial = partial(barred, desk, whole)
        story = story_of(view, me=desk.me, now=utc_now(), delivered=_delivered(desk), trial=trial)
        seen = {
            "story": story,
            "here": reverse("record", args=[framework, whole]),
            "buttons": _mine(request, desk, view, story.sayable),
            "pending": [one for one in all_pending(desk) if one.saying.record == whole],
            "notes": notes_on(desk.house, whole),
            "is_statement": view.name.startswith("consultation.statement/") and view.state is not None,
            "readings": _readings(view, desk.me),
        }
    office().node.trail.tell(Event(deed=Deed.READ, person=person(request), framework=framework, subject=whole))
    return render(request, "paraph/record.html", seen)


@signed_in
def receipt(request: HttpRequest, framework: str, act: str) -> HttpResponse:
    """Give the receipt of an act: a standard file that public tools verify."""
    with office().desk(framework) as desk:
        digest = act_meant(desk, act)
        made = made_receipt(desk, digest)
    office().node.trail.tell(Event(deed=Deed.EXPORT, person=person(request), framework=framework, subject=act))
    packed = BytesIO()
    with ZipFile(packed, "w") as files:
        for suffix, data in zip((ACT, PROOF, POLICY), made, strict=True):
            files.writestr(ZipInfo(f"{digest[:12]}{suffix}", _EPOCH), data)
    name = f"receipt-{digest[:12]}.zip"
    return HttpResponse(
        packed.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _mine(request: HttpRequest, desk: Desk, view: View, offered: tuple[Sayable, ...]) -> list[Sayable]:
    """Leave out what this person has no hand to say."""
    if view.kind is None:
        return []
    who, today, family = whole_person(request), desk.clock().date(), view.kind.family
    return [one for one in offered if first_keys(desk.house, who, kind=family, verb=one.verb, on=today)]


def _delivered(desk: Desk) -> Callable[[Said], tuple[Delivery, ...]]:
    tracker = Tracker(desk)
    return lambda said: tracker.of(said.seq) if said.party == desk.me else ()


def _readings(view: View, me: str) -> dict[str, list[str]]:
    """Return the versions that are read as running text: version -> its lines, in our copy."""
    versions = view.state.versions.values() if isinstance(view.state, JointState) else ()
    found = {one.digest: reading_of(view.name, one.content, me) for one in versions}
    return {digest: lines for digest, lines in found.items() if lines}


def _noted(request: HttpRequest, desk: Desk, framework: str, whole: str) -> HttpResponse:
    text = request.POST.get("note", "").strip()
    if text:
        at = utc_now().isoformat(timespec="microseconds")
        keep_note(desk.house, Note(record=whole, text=text, by=person(request), at=at))
    return HttpResponseRedirect(reverse("record", args=[framework, whole]) + "#notes", status=303)


urlpatterns = [
    path("<str:framework>/records/<str:record>/", record, name="record"),
    path("<str:framework>/acts/<str:act>/receipt", receipt, name="receipt"),
]
