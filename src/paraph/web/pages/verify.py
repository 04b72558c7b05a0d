"""Check a receipt without an account; print what an act's receipt shows; a page that checks receipts without any node.

* Nothing brought here is kept, and the node's own record is not asked: the files prove themselves, or do not.
"""

from io import BytesIO
from typing import Final

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET
from qrcode.image.svg import SvgPathImage

from paraph.faces.checked import LIMIT, Checked, checked
from paraph.faces.shown import content_shown
from paraph.faces.words_states import in_state
from paraph.record import JointState
from paraph.service.certificate import certificate as certified
from paraph.service.certificate import write_certificate
from paraph.service.meant import act_meant
from paraph.service.read import show
from paraph.service.receipt import NOT_PROVED, verify_receipt
from paraph.service.receipt import receipt as made_receipt
from paraph.service.trail import Deed, Event
from paraph.values import Barred
from paraph.web.access import person, signed_in
from paraph.web.office import office
from paraph.web.standalone import page_without_a_node

_FILES: Final = 16


def verify(request: HttpRequest) -> HttpResponse:
    """Check what somebody brings."""
    found: tuple[Checked, ...] = ()
    if request.method == "POST":
        found = checked(_brought(request, "files"), policies=_brought(request, "policies"))
    return render(request, "paraph/verify.html", {"found": found, "not_proved": _not_proved()})


@require_GET
def alone(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's shape
    """Give a page that checks receipts in any browser, from a disk, without a node."""
    return HttpResponse(
        page_without_a_node(),
        content_type="text/html; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="verify.html"'},
    )


@signed_in
def certificate(request: HttpRequest, framework: str, act: str) -> HttpResponse:
    """Print what the receipt of an act shows, with what it does not."""
    with office().desk(framework) as desk:
        digest = act_meant(desk, act)
        proven = verify_receipt(made_receipt(desk, digest))
        record = proven.act.record or digest
        view = show(desk, record)
        verb = None if view.kind is None else view.kind.verbs.get(proven.act.verb)
        heard = next((one.heard for one in view.verdicts if one.said.digest == digest), None)
        agreed = isinstance(view.state, JointState) and view.state.in_force is not None
    office().node.trail.tell(Event(deed=Deed.EXPORT, person=person(request), framework=framework, subject=digest))
    seen = {
        "proven": proven,
        "record": record,
        "kind": view.kind,
        "verb": verb,
        "parts": () if heard is None else content_shown(heard.content),
        "agreed": agreed,
        "picture": _picture(f"{proven.origin} {proven.place} {proven.size} {proven.digest}"),
        "not_proved": _not_proved(),
    }
    return render(request, "paraph/certificate.html", seen)


@signed_in
def agreed_certificate(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Give the certificate of what is agreed in a record: a file that proves itself."""
    with office().desk(framework) as desk:
        made = write_certificate(certified(desk, record))
    office().node.trail.tell(Event(deed=Deed.EXPORT, person=person(request), framework=framework, subject=record))
    name = f"certificate-{record[:12]}.json"
    return HttpResponse(
        made, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _brought(request: HttpRequest, field: str) -> dict[str, bytes]:
    files = request.FILES.getlist(field)
    if len(files) > _FILES or sum(one.size or 0 for one in files) > LIMIT:
        raise Barred("verify.too_much", files=len(files), limit=LIMIT)
    return {str(one.name): one.read() for one in files}


def _not_proved() -> tuple[str, ...]:
    return tuple(in_state("not_proved", code) for code in NOT_PROVED)


def _picture(text: str) -> str:
    drawn = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage).save(drawn)
    return drawn.getvalue().decode()


urlpatterns = [
    path("verify/", verify, name="verify"),
    path("verify/verify.html", alone, name="verify_alone"),
    path("<str:framework>/acts/<str:act>/certificate/", certificate, name="certificate"),
    path("<str:framework>/records/<str:record>/certificate.json", agreed_certificate, name="certificate_agreed"),
]
