"""A joint statement as a word processor's document: open brackets are tracked changes, each by the party that holds it.

Invariants:

* The words stand in the order of the screen, brackets and parties' labels included; to refuse a party's changes takes
  its words out of the brackets, and no settled word with them.
* The same values give the same bytes: no clock and no name of a machine enters.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from paraph.domains.consultation import Statement
from paraph.faces.statement_copy import Span, StatementCopy, statement_copy
from paraph.faces.words import say, translate
from paraph.values import Language, direction

_FONTS: Final[dict[Language, str]] = {
    "en": "Noto Serif",
    "ps": "Noto Naskh Arabic",
    "prs": "Noto Naskh Arabic",
    "ur": "Noto Nastaliq Urdu",
}
_TAGS: Final[dict[Language, str]] = {"en": "en-GB", "ps": "ps-AF", "prs": "prs-AF", "ur": "ur-PK"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def statement_document(statement: Statement, *, party: str, state: str, at: datetime) -> bytes:
    """Return a party's copy as a .docx; arguments as of `statement_sheet`."""
    from docx import Document  # noqa: PLC0415  # start-up: only where a document is made

    copy = statement_copy(statement, party=party)
    document = Document()
    _describe(document, copy, at)
    pen = _Pen(at)
    for language, title in copy.title.items():
        pen.words(_paragraph(document, language, style="Title"), title, language)
    pen.words(_paragraph(document, "en"), state, "en", small=True)
    for paragraph in copy.paragraphs:
        pen.words(_paragraph(document, "en", keep=True), f"{paragraph.number} · {paragraph.kind}", "en", small=True)
        for language, place in _columns(document, copy.languages):
            pen.spans(_shaped(place, language), paragraph.spans[language], language)
        promised = "   ".join(f"{label}: {value}" for label, value in paragraph.promise)
        if promised:
            pen.words(_paragraph(document, "en"), promised, "en", small=True)
    if copy.notes:
        pen.words(_paragraph(document, copy.languages[0]), copy.notes, copy.languages[0], small=True)
    _sign(document, copy, pen)
    return _steady(document)


class _Pen:
    """Writes runs, and tracked changes with a number and the version's own time."""

    def __init__(self, at: datetime) -> None:
        self._at = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._numbers = count(1)

    def words(self, paragraph: Any, text: str, language: Language, *, small: bool = False) -> None:
        """Write settled words."""
        paragraph._p.append(_run(text, language, small=small))  # noqa: SLF001  # the only way to its XML

    def spans(self, paragraph: Any, spans: tuple[Span, ...], language: Language) -> None:
        """Write words and brackets."""
        for span in spans:
            before = " " if span.apart else ""
            if span.bracket:
                self._bracket(paragraph, span, language, before)
            else:
                self.words(paragraph, f"{before}{span.words}", language)

    def _bracket(self, paragraph: Any, span: Span, language: Language, before: str) -> None:
        self._change(paragraph, span.owner, f"{before}[", language)
        for place, held in enumerate(span.alternatives):
            between = " | " if place else ""
            words = held.words or f"({translate('nothing: leave it out')})"
            self._change(paragraph, held.party, f"{between}{held.party}: {words}", language)
        self._change(paragraph, span.owner, "]", language)

    def _change(self, paragraph: Any, author: str, text: str, language: Language) -> None:
        change = _element("w:ins", {"w:id": str(next(self._numbers)), "w:author": author, "w:date": self._at})
        change.append(_run(text, language))
        paragraph._p.append(change)  # noqa: SLF001  # the only way to its XML


def _describe(document: Any, copy: StatementCopy, at: datetime) -> None:
    about = document.core_properties
    about.title = next(iter(copy.title.values()), translate("Joint statement"))
    about.author = ", ".join(one.party for one in copy.signatures)
    about.subject = f"SHA-256 {copy.digest}"
    about.comments = say("Copy of {party}. Not what was signed: the statement's own bytes are.", party=copy.party)
    about.created = about.modified = at.replace(tzinfo=None)
    about.last_modified_by, about.revision = copy.party, 1
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(f"{copy.party} · SHA-256 {copy.digest}")


def _sign(document: Any, copy: StatementCopy, pen: _Pen) -> None:
    for one in copy.signatures:
        _paragraph(document, "en")
        for language in copy.languages:
            line = " · ".join(part for part in (one.head.get(language, ""), one.name.get(language, "")) if part)
            pen.words(_paragraph(document, language), line, language)


def _columns(document: Any, languages: tuple[Language, ...]) -> Iterator[tuple[Language, Any]]:
    """Give each language its place: the page, or a column beside the others."""
    if len(languages) == 1:
        yield languages[0], document.add_paragraph()
        return
    cells = document.add_table(rows=1, cols=len(languages)).rows[0].cells
    for language, cell in zip(languages, cells, strict=True):
        yield language, cell.paragraphs[0]


def _paragraph(document: Any, language: Language, *, style: str | None = None, keep: bool = False) -> Any:
    paragraph = _shaped(document.add_paragraph(style=style), language)
    paragraph.paragraph_format.keep_with_next = keep or None
    return paragraph


def _shaped(paragraph: Any, language: Language) -> Any:
    if direction(language) == "rtl":
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))  # noqa: SLF001  # the only way to its XML
    return paragraph


def _run(text: str, language: Language, *, small: bool = False) -> Any:
    run, form = _element("w:r"), _element("w:rPr")
    font = _FONTS[language]
    form.append(_element("w:rFonts", {f"w:{part}": font for part in ("ascii", "hAnsi", "cs")}))
    for size in ("w:sz", "w:szCs"):
        form.append(_element(size, {"w:val": "17" if small else "22"}))
    if direction(language) == "rtl":
        form.append(_element("w:rtl"))
        form.append(_element("w:lang", {"w:bidi": _TAGS[language]}))
    else:
        form.append(_element("w:lang", {"w:val": _TAGS[language]}))
    words = _element("w:t", {"xml:space": "preserve"})
    words.text = text
    run.append(form)
    run.append(words)
    return run


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415  # start-up: only where a document is made
    from docx.oxml.ns import qn  # noqa: PLC0415  # as above

    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made


def _steady(document: Any) -> bytes:
    """Save a document without the time at which it was saved."""
    saved, steady = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(steady, "w") as target:
        for name in parts.namelist():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, parts.read(name))
    return steady.getvalue()
