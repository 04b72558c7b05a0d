"""What is carried out of the house: receipts, certificates, and what stands here for the other side to compare."""

from base64 import b64encode
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile, ZipInfo

from django.http import HttpRequest, HttpResponse

from paraph.faces.compared import comparison_shape
from paraph.service.certificate import certificate, write_certificate
from paraph.service.compare import Standing, compare, standing
from paraph.service.meant import act_meant
from paraph.service.once import once
from paraph.service.read import find_act, find_record
from paraph.service.receipt import NOT_PROVED, receipt
from paraph.service.trail import Deed
from paraph.values import builtin
from paraph.web.api.asking import asked, asks, desk_of, given, noted, reads, sent
from paraph.web.api.promises import JSON, ZIP, asking, reading
from paraph.web.api.reading import Beginning, FrameworkName
from paraph.web.api.telling import told
from paraph.web.api.ways import router
from paraph.web.pages.record import ACT, POLICY, PROOF

STANDING_LIMIT: Final = 8 * 2**20
"""Bytes of what another side says stands there."""


@router.get(
    "/frameworks/{framework}/acts/{act}/receipt",
    **reading("ReceiptShape", summary="The three files by which an act is verified anywhere", also=ZIP),
)
def receipt_of(request: HttpRequest, framework: FrameworkName, act: Beginning) -> HttpResponse:
    """Give the receipt of an act: as JSON with the files in base64, or as a zip where that is asked for."""
    one = asks(request, gives=(JSON, ZIP))
    with desk_of(one, framework) as desk:
        digest = act_meant(desk, act)
        made = receipt(desk, digest)
    noted(one, Deed.EXPORT, framework=framework, subject=digest)
    files = {f"{digest[:12]}{suffix}": data for suffix, data in zip((ACT, PROOF, POLICY), made, strict=True)}
    if not request.accepts(JSON):
        return _packed(f"receipt-{digest[:12]}.zip", files)
    shapes = [{"name": name, "base64": b64encode(data).decode()} for name, data in files.items()]
    return told({"act": digest, "files": shapes, "not_proved": [*NOT_PROVED]})


@router.get(
    "/frameworks/{framework}/records/{record}/certificate",
    **reading("Certificate", summary="The receipts by which a version was agreed"),
)
def certificate_of(
    request: HttpRequest, framework: FrameworkName, record: Beginning, version: Beginning | None = None
) -> HttpResponse:
    """Certify the version in force, or another agreed one: this file is verified anywhere, as it is."""
    one = asks(request)
    with desk_of(one, framework) as desk:
        whole = find_record(desk, record)
        named = None if version is None else find_act(desk, version, record=whole)
        made = certificate(desk, whole, named)
    noted(one, Deed.EXPORT, framework=framework, subject=whole)
    return HttpResponse(write_certificate(made), content_type=JSON)


@router.get(
    "/frameworks/{framework}/compare", **reading("Standing", summary="What stands here, as digests, for the other side")
)
def standing_here(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """Write down what stands here, for the other party to reckon again."""
    one = reads(request, Deed.EXPORT, framework=framework, subject="compare")
    with desk_of(one, framework) as desk:
        return told(builtin(standing(desk)))


@router.post(
    "/frameworks/{framework}/compare",
    **asking("ComparisonShape", "Standing", summary="Compare what stands there with what stands here"),
)
def comparing(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """Reckon again at the other side's state of things, and compare."""
    one = asks(request)
    content = sent(request, limit=STANDING_LIMIT)
    theirs = given(Standing, content)
    noted(one, Deed.READ, framework=framework, subject="compare")
    with desk_of(one, framework) as desk:
        key = asked(request, one, content)
        answer = once(desk, key, lambda its: compare(its, theirs), _comparison)
    return told({**answer, "party": theirs.party})


def _comparison(found: Any) -> dict[str, Any]:
    return comparison_shape(found)


def _packed(name: str, files: dict[str, bytes]) -> HttpResponse:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for each, data in files.items():
            archive.writestr(ZipInfo(each), data)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed.getvalue(), content_type=ZIP, headers=headers)
