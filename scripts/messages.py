# noqa: INP001  # a script that one runs, no package
"""Keep the catalogues of the languages: every sentence that a page, a letter or a paper may say, and its translation.

    .venv/bin/python -m scripts.messages                gather the sentences, keep what is translated, compile
    .venv/bin/python -m scripts.messages --missing ur   print what is not translated

It needs no network and no program but this. The compiled catalogues are committed, so nothing is built where a node
runs; a test holds them equal to what this makes. A language that is not complete shows the English sentence, isolated
by U+2066 and U+2069, so that it is set in its own direction everywhere; pages mark it (`paraph.web.untranslated`).
"""

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from scripts.messages_of_others import MESSAGES

from paraph.faces.msgids import every_msgid
from paraph.web.languages import LANGUAGES
from paraph.web.untranslated import CLOSE, OPEN

SOURCE: Final = Path(__file__).parents[1] / "src/paraph"
LOCALE: Final = SOURCE / "web/locale"
CODES: Final = tuple(one.code for one in LANGUAGES if one.code != "en")
COMPLETE: Final = ("ur",)
"""Languages of which no sentence may be missing."""

_MORE: Final[dict[str, Any]] = {"say": None, "translate": None, "gettext_lazy": None, "ngettext_lazy": (1, 2)}
_KEYWORDS: Final[dict[str, Any]] = {**DEFAULT_KEYWORDS, **_MORE}

Forms = tuple[str, ...]
"""A sentence; or two, for one thing and for many."""


def gathered() -> Mapping[str, Forms]:
    """Return every sentence that may be shown, by its singular."""
    found: dict[str, Forms] = {}
    for one in chain(((each,) for each in every_msgid()), MESSAGES, _of_modules(), _of_templates()):
        if any(letter.isalpha() for letter in one[0]):
            found[one[0]] = max(one, found.get(one[0], one), key=len)
    return dict(sorted(found.items()))


def path_of(code: str) -> Path:
    """Return where a language's catalogue lies."""
    return LOCALE / code / "LC_MESSAGES/django.po"


def read(code: str) -> Mapping[str, Forms]:
    """Return what is translated in a language's catalogue as it lies there."""
    if not path_of(code).exists():
        return {}
    catalog = read_po(BytesIO(path_of(code).read_bytes()))
    entries = ((_forms(one.id), _forms(one.string)) for one in catalog if one.id)
    return {ids[0]: words for ids, words in entries if all(words)}


def written(code: str, ids: Mapping[str, Forms], known: Mapping[str, Forms]) -> bytes:
    """Return a catalogue as text, sorted: these sentences, translated as far as they are known."""
    catalog, out = _empty(code), BytesIO()
    for key, forms in ids.items():
        catalog.add(_id(forms), _id(_fitting(forms, known.get(key, ("",)))))
    write_po(out, catalog, width=0, no_location=True, sort_output=True)
    return out.getvalue()


def compiled(code: str, ids: Mapping[str, Forms], known: Mapping[str, Forms]) -> bytes:
    """Return a catalogue as programs read it."""
    catalog, out = _empty(code), BytesIO()
    for key, forms in ids.items():
        if key in known:
            catalog.add(_id(forms), _id(_fitting(forms, known[key])))
        elif code not in COMPLETE:
            catalog.add(_id(forms), _id(tuple(f"{OPEN}{one}{CLOSE}" for one in forms)))
    write_mo(out, catalog)
    return out.getvalue()


def missing(code: str) -> tuple[Forms, ...]:
    """Return the sentences that a language does not have."""
    known = read(code)
    return tuple(forms for key, forms in gathered().items() if key not in known)


def main(*asked: str) -> None:
    """Write the catalogues, or print what a language lacks."""
    if asked:
        print(*map(repr, missing(asked[-1])), sep="\n")  # noqa: T201  # a script prints
        return
    ids = gathered()
    for code in CODES:
        known, path = read(code), path_of(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(code, ids, known))
        path.with_suffix(".mo").write_bytes(compiled(code, ids, known))
        lacks = sum(key not in known for key in ids)
        print(f"{code}: {len(ids)} sentences, {lacks} not translated")  # noqa: T201  # a script prints


class _Catalogue(Catalog):
    """A catalogue whose head says nothing of who made it, when, or with what: the same sentences give the same file."""

    mime_headers = property(  # read only: the head of ours is never set
        lambda self: [
            ("Language", self.language_team),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
    )


def _empty(code: str) -> Catalog:
    comment = f"# The office in {code}: sorted, and gathered by scripts/messages.py; translated by hand."
    # Babel knows no `prs`, and calls a new catalogue fuzzy unless told otherwise.
    return _Catalogue(language_team=code, header_comment=comment, fuzzy=False)


def _forms(of: Any) -> Forms:
    return (of,) if isinstance(of, str) else tuple(of)


def _id(forms: Forms) -> Any:
    """Return a sentence as Babel takes it."""
    return forms[0] if len(forms) == 1 else forms


def _fitting(forms: Forms, words: Forms) -> Forms:
    """Return a translation in as many forms as the sentence has."""
    return words if len(words) == len(forms) else tuple(words[0] for _ in forms)


def _of_modules() -> Iterator[Forms]:
    for path in sorted(chain((SOURCE / "web").rglob("*.py"), (SOURCE / "papers").rglob("*.py"))):
        yield from _said_in(path.read_bytes())


def _of_templates() -> Iterator[Forms]:
    for path in sorted(p for p in (SOURCE / "web/templates").rglob("*") if p.suffix in (".html", ".txt")):
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield from _said_in("\n".join(line.strip() for line in lines).encode())


def _said_in(source: bytes) -> Iterator[Forms]:
    for _, name, texts, _ in extract_python(BytesIO(source), _KEYWORDS, (), {"encoding": "utf-8"}):
        given = _forms(texts or "")
        yield given[:2] if str(name).startswith("n") else (given[0] or "",)


if __name__ == "__main__":
    main(*sys.argv[1:])
