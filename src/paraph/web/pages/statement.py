"""The statement table: a text argued paragraph by paragraph, redrafted at home, tabled whole; on paper too.

* What is redrafted is one person's working copy until it is tabled; it lies in the house.
* No export reads a note.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paraph.adapters.clock import utc_now
from paraph.domains.consultation import Statement
from paraph.domains.consultation.drafting import resolve
from paraph.domains.consultation.statement import ParagraphType
from paraph.papers import statement_document, statement_sheet
from paraph.record import Said
from paraph.service.desk import Desk
from paraph.service.drafts import Note, keep_note
from paraph.service.read import find_record, show
from paraph.service.redrafting import add_paragraph, hold, put_bracket
from paraph.service.say import Saying, say
from paraph.service.trail import Deed, Event
from paraph.service.working_copies import (
    WorkingCopy,
    discard_working_copy,
    keep_working_copy,
    table_working_copy,
    working_copy,
)
from paraph.values import LANGUAGES, Answer, Barred, Text, Unreadable, convert, in_form
from paraph.web.access import person, signed_in
from paraph.web.answers import said, status_of
from paraph.web.office import office
from paraph.web.statement_table import Asked, Table, table_of

_PDF: Final = "application/pdf"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@signed_in
def statement(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Show a text, or do one thing to it."""
    with office().desk(framework) as desk:
        whole = find_record(desk, record)
        if request.method != "POST":
            office().node.trail.tell(_event(Deed.READ, request, framework, whole))
            return _page(request, desk, framework, whole)
    try:
        return _done(request, framework, whole)
    except Answer as answer:
        with office().desk(framework) as desk:
            return _page(request, desk, framework, whole, refused=answer)


@signed_in
def export(request: HttpRequest, framework: str, record: str, form: str) -> HttpResponse:
    """Give a party's copy of the text as it is shown: on paper (pdf) or as a document (docx)."""
    with office().desk(framework) as desk:
        whole = find_record(desk, record)
        table = table_of(desk, whole, person(request), _asked(request.GET))
    draw, kind = (statement_sheet, _PDF) if form == "pdf" else (statement_document, _DOCX)
    at = datetime.fromisoformat(table.version.said.act.at)
    made = draw(table.statement, party=table.copy.party, state=_standing(table), at=at)
    office().node.trail.tell(_event(Deed.EXPORT, request, framework, whole))
    name = f"statement-{whole[:8]}-{table.copy.party}.{form}"
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(
    request: HttpRequest, desk: Desk, framework: str, record: str, *, refused: Answer | None = None
) -> HttpResponse:
    asked = _asked(request.GET)
    table = table_of(desk, record, person(request), asked)
    shown = {
        "table": table,
        "asked": asked,
        "standing": _standing(table),
        "typed": request.POST if refused else {},
        "refused": None if refused is None else said(refused),
        "status": None if refused is None else int(status_of(refused)),
        "mine": desk.me,
        "here": reverse("statement", args=[framework, record]),
        "kinds": ("position", "briefing", "appreciation", "achievement", "commitment", "next_meeting"),
    }
    return render(request, "paraph/statement.html", shown, status=200 if refused is None else status_of(refused))


def _asked(query: Mapping[str, str]) -> Asked:
    language = query.get("language", "en")
    return Asked(
        version=query.get("version", ""),
        copy=query.get("copy", ""),
        against=query.get("against", ""),
        language=language if language in LANGUAGES else "en",
    )


def _standing(table: Table) -> str:
    words = {
        "working copy": _("Our working copy: not tabled, not sent"),
        "in force": _("In force: all stand on these bytes"),
        "accepted here": _("We stand on this text; the others have not answered yet"),
        "on the table": _("On the table"),
        "replaced": _("Agreed once, and replaced"),
    }
    count = table.copy.brackets
    brackets = ngettext("%(count)s bracket open", "%(count)s brackets open", count) % {"count": count}
    return f"{words[table.state]} · {brackets}"


def _done(request: HttpRequest, framework: str, record: str) -> HttpResponse:
    """Do what a button of the page asks for, and lead back to where it was."""
    verb, _colon, detail = request.POST.get("do", "").partition(":")
    found = _DEEDS.get(verb)
    if found is None:
        raise Barred("pages.no_such_button", button=verb)
    return found(request, framework, record, detail)


def _redrafted(
    request: HttpRequest, framework: str, record: str, change: Callable[[Statement], Statement]
) -> HttpResponse:
    who = person(request)
    with office().desk(framework) as desk:
        held = working_copy(desk, who, record) or _begun(desk, record, request.POST.get("version", ""), who)
        keep_working_copy(desk, who, record, WorkingCopy(statement=change(held.statement), base=held.base))
    return _back(framework, record, at=request.POST.get("paragraph", ""))


def _begun(desk: Desk, record: str, version: str, who: str) -> WorkingCopy:
    table = table_of(desk, record, who, Asked(version=version))
    return WorkingCopy(statement=table.statement, base=table.version.digest)


def _take(request: HttpRequest, framework: str, record: str, choice: str) -> HttpResponse:
    """Close a bracket: with one of its alternatives, or with nothing."""
    chosen = None if choice == "nothing" else int(choice)
    where = {"paragraph": request.POST.get("paragraph", ""), "bracket": request.POST.get("bracket", "")}

    def change(text: Statement) -> Statement:
        try:
            return resolve(text, **where, choice=chosen)
        except (ValueError, IndexError) as error:
            raise Barred("redraft.no_bracket", **where) from error

    return _redrafted(request, framework, record, change)


def _hold(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Put our own words in a bracket; none means that the place be left out."""
    where = {"paragraph": request.POST.get("paragraph", ""), "bracket": request.POST.get("bracket", "")}
    words = _typed(request, "words")
    return _redrafted(request, framework, record, lambda text: hold(text, **where, party=office().party, words=words))


def _bracket(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Put a bracket around settled words."""
    phrases = _typed(request, "phrase")
    with office().desk(framework) as desk:
        version = table_of(desk, record, person(request), Asked(version=request.POST.get("version", ""))).version

    def change(text: Statement) -> Statement:
        return put_bracket(
            text,
            paragraph=request.POST.get("paragraph", ""),
            phrases={} if phrases is None else dict(phrases.by_language),
            standing=version.said.party,
            party=office().party,
            words=_typed(request, "words"),
        )

    return _redrafted(request, framework, record, change)


def _add(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Add a paragraph behind another, in brackets."""
    words = _typed(request, "words")
    if words is None:
        raise Barred("redraft.no_words")
    does = cast("ParagraphType", request.POST.get("does", "position"))
    after = request.POST.get("paragraph", "")
    return _redrafted(
        request,
        framework,
        record,
        lambda text: add_paragraph(text, after=after, does=does, party=office().party, words=words),
    )


def _table(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Table the working copy: it waits for its second key."""
    with office().desk(framework, writable=True) as desk:
        done = table_working_copy(desk, person(request), record, note=request.POST.get("note") or None)
    if isinstance(done, Said):
        return _back(framework, record)
    return HttpResponseRedirect(reverse("pending", args=[framework, done.id]), status=303)


def _discard(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Throw the working copy away."""
    with office().desk(framework) as desk:
        discard_working_copy(desk, person(request), record)
    return _back(framework, record)


def _mark(request: HttpRequest, framework: str, record: str, mark: str) -> HttpResponse:
    """Say of one paragraph how we hold it."""
    named = request.POST.get("paragraph", "")
    content = {"mark": mark, "paragraphs": [named]}
    saying = Saying(record=record, verb="mark_paragraphs", on=request.POST.get("version"), content=content)
    with office().desk(framework, writable=True) as desk:
        say(desk, person(request), saying)
    return _back(framework, record, at=named)


def _note(request: HttpRequest, framework: str, record: str, _detail: str) -> HttpResponse:
    """Keep a private note, or a red line; it never leaves the house."""
    text, named = request.POST.get("note", "").strip(), request.POST.get("paragraph", "")
    if text:
        with office().desk(framework) as desk:
            show(desk, record)
            at = utc_now().isoformat(timespec="microseconds")
            red = "red_line" in request.POST
            keep_note(
                desk.house, Note(record=record, text=text, by=person(request), at=at, paragraph=named, red_line=red)
            )
    return _back(framework, record, at=named)


_DEEDS: Final[Mapping[str, Callable[[HttpRequest, str, str, str], HttpResponse]]] = {
    "take": _take,
    "hold": _hold,
    "bracket": _bracket,
    "add": _add,
    "table": _table,
    "discard": _discard,
    "mark": _mark,
    "note": _note,
}


def _typed(request: HttpRequest, name: str) -> Text | None:
    """Return what was typed, in each language; None where nothing was."""
    found = {each: in_form(request.POST.get(f"{name}.{each}", "").strip()) for each in LANGUAGES}
    given: dict[str, Any] = {each: words for each, words in found.items() if words}
    try:
        return convert(Text, given, exact=False) if given else None
    except Unreadable as unfit:
        raise Barred(unfit.code, **unfit.facts) from unfit


def _back(framework: str, record: str, *, at: str = "") -> HttpResponse:
    place = f"#p-{at}" if at else ""
    return HttpResponseRedirect(reverse("statement", args=[framework, record]) + place, status=303)


def _event(deed: Deed, request: HttpRequest, framework: str, record: str) -> Event:
    return Event(deed=deed, person=person(request), framework=framework, subject=record)


urlpatterns = [
    path("<str:framework>/statements/<str:record>/", statement, name="statement"),
    path("<str:framework>/statements/<str:record>/export.<str:form>", export, name="statement_export"),
]
