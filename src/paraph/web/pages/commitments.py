"""Commitments: what each side says became of them, side by side; as a list out, and as a workbook in.

* A filter is an address; nothing typed in it is an error.
* A workbook is looked at whole before any of it is said; what was shown is what is said.
"""

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language

from paraph.adapters.clock import utc_now
from paraph.faces.commitment_board import Board, board_of
from paraph.faces.workbook_guard import MOST_BYTES, MOST_ROWS
from paraph.faces.workbook_rows import Checked
from paraph.faces.workbook_write import as_csv, blank_workbook, board_rows, board_workbook
from paraph.service.say import Pending
from paraph.service.trail import Deed
from paraph.values import Answer, Barred
from paraph.web.access import person, signed_in
from paraph.web.answers import said, status_of
from paraph.web.commitment_chart import follow_through_chart
from paraph.web.commitment_list import STATES, chosen, counts, wanted_in
from paraph.web.office import office
from paraph.web.workbook_desk import back_of, look, say_it

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"


@signed_in
def commitments(request: HttpRequest, framework: str) -> HttpResponse:
    """Show the board."""
    board, wanted = _board(framework), wanted_in(request.GET)
    rtl = (get_language() or "en") != "en"
    seen = {
        "board": board,
        "points": chosen(board, wanted),
        "wanted": wanted,
        "counts": counts(board.points),
        "states": STATES,
        "chart": follow_through_chart(board, rtl=rtl),
        "through": [(number, one) for (_, number), one in zip(board.sessions, board.through, strict=True)],
        "us": office().party,
        "done": request.GET.get("said", ""),
    }
    office().tell(Deed.READ, by=person(request), framework=framework, subject="commitments")
    return render(request, "paraph/commitments.html", seen)


@signed_in
def export(request: HttpRequest, framework: str, form: str) -> HttpResponse:
    """Give the commitments that the address asks for as a workbook (xlsx) or as a list (csv), with every field."""
    board = _board(framework)
    points = chosen(board, wanted_in(request.GET))
    if form == "xlsx":
        made, kind = board_workbook(points, board.parties), _XLSX
    else:
        made, kind = as_csv(board_rows(points, board.parties)), _CSV
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject=f"commitments.{form}", rows=len(points))
    return _file(made, kind, f"commitments-{board.on}.{form}")


@signed_in
def blank(request: HttpRequest, framework: str) -> HttpResponse:
    """Give the workbook to begin from: empty rows for new commitments, and our reports as they stand."""
    made = blank_workbook(_board(framework), me=office().party)
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject="commitments.workbook")
    return _file(made, _XLSX, "commitments-to-fill-in.xlsx")


@signed_in
def brought(request: HttpRequest, framework: str) -> HttpResponse:
    """Take a workbook: look at it, give it back with the reasons, or say all of it."""
    if request.method != "POST":
        return _page(request)
    try:
        if request.POST.get("do") == "say":
            return _said(request, framework)
        found, seen = _looked(request, framework)
    except Answer as answer:
        return _page(request, refused=answer)
    return _page(request, found=found, seen=seen)


@signed_in
def given_back(request: HttpRequest, framework: str) -> HttpResponse:
    """Give the workbook that was looked at last back, with every reason in it."""
    made = back_of(office().node.house, person(request))
    office().tell(Deed.EXPORT, by=person(request), framework=framework, subject="commitments.workbook")
    return _file(made, _XLSX, "commitments-to-correct.xlsx")


def _looked(request: HttpRequest, framework: str) -> tuple[Checked, str]:
    chosen_file = request.FILES.get("workbook")
    if chosen_file is None:
        raise Barred("workbook.missing_file")
    data = chosen_file.read(MOST_BYTES + 1)
    with office().desk(framework) as desk:
        return look(desk, person(request), data)


def _said(request: HttpRequest, framework: str) -> HttpResponse:
    with office().desk(framework, writable=True) as desk:
        done = say_it(desk, person(request), request.POST.get("seen", ""))
    if any(isinstance(one, Pending) for one in done):
        return HttpResponseRedirect(reverse("pending_list", args=[framework]), status=303)
    return HttpResponseRedirect(f"{reverse('commitments', args=[framework])}?said={len(done)}", status=303)


def _page(
    request: HttpRequest, *, found: Checked | None = None, seen: str = "", refused: Answer | None = None
) -> HttpResponse:
    code = 200
    if refused is not None:
        code = int(status_of(refused))
    elif found is not None and found.refused:
        code = 422
    shown = {
        "found": found,
        "seen": seen,
        "refused": None if refused is None else said(refused),
        "most_rows": MOST_ROWS,
        "status": code if code >= 400 else None,  # HTTP's own line
    }
    return render(request, "paraph/workbook.html", shown, status=code)


def _board(framework: str) -> Board:
    today: date = utc_now().date()
    with office().desk(framework) as desk:
        return board_of(desk, on=today)


def _file(made: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


urlpatterns = [
    path("<str:framework>/commitments/", commitments, name="commitments"),
    path("<str:framework>/commitments/export.<str:form>", export, name="commitments_export"),
    path("<str:framework>/commitments/workbook.xlsx", blank, name="commitments_blank"),
    path("<str:framework>/commitments/workbook/corrected.xlsx", given_back, name="commitments_corrected"),
    path("<str:framework>/commitments/workbook/", brought, name="commitments_workbook"),
]
