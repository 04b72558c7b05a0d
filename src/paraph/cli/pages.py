"""Shapes as pages for a person. Each function writes one shape, and knows no view.

Invariants:

* A page says nothing that the shape does not hold.
* Times are shown as their authors claim them, in UTC.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from paraph.cli.paper import Paper, Tone
from paraph.faces.words import said_of
from paraph.faces.words_states import in_state
from paraph.values import LANGUAGES

_LONGEST: Final = 100

SHORT: Final = 12
"""Digits of a digest that a person sees; commands take them back as a prefix."""

_TONES: Final[Mapping[str, Tone]] = {
    "in force": "good",
    "declared": "good",
    "crossed": "care",
    "disputed": "care",
    "void": "bad",
    "update needed": "care",
}


def record_page(paper: Paper, shape: Mapping[str, Any]) -> None:
    """Write all that is known of a record."""
    paper.line(" · ".join(part for part in (shape["title"] or shape["kind"], shape["label"]) if part), tone="strong")
    paper.line(f"{shape['kind']} · record {short(shape['record'])} · opened by {shape['opener'] or 'an unknown party'}")
    paper.line(shape["state"], tone=_TONES.get(shape["state"], ""))
    _in_force(paper, shape)
    paper.heading("Where each party stands")
    paper.table(("PARTY", "WORD", "VERSION", "SINCE", "NOTE"), (_party_row(one) for one in shape["parties"]))
    _on_the_table(paper, shape)
    paper.heading("Awaited")
    awaited_page(paper, shape["awaited"], empty="Nothing is awaited from anyone.")
    paper.heading("History")
    history_page(paper, shape["history"])


def awaited_page(paper: Paper, shapes: Iterable[Mapping[str, Any]], *, empty: str) -> None:
    """Write the answers that are owed on one record."""
    rows = ((one["party"], in_state("awaited", one["what"]), short(one["on"]), day(one["since"])) for one in shapes)
    paper.table(("OWED BY", "WHAT", "ON", "SINCE"), rows, empty=empty)


def history_page(paper: Paper, shapes: Sequence[Mapping[str, Any]]) -> None:
    """Write the acts of a record, each with what became of it and how far it has come."""
    columns = ("ACT", "AT", "PARTY", "VERB", "ON", "BY", "WHAT BECAME OF IT", "NOTE")
    paper.table(columns, (_act_row(one) for one in shapes), empty="Nothing was said.")


def list_page(paper: Paper, shapes: Iterable[Mapping[str, Any]]) -> None:
    """Write records as a list."""
    rows = (
        (short(one["record"]), one["title"] or one["kind"], one["label"], one["state"], _from_whom(one["awaited"]))
        for one in shapes
    )
    paper.table(("RECORD", "KIND", "WHAT", "STATE", "AWAITED FROM"), rows, empty="No record is held.")


def owed_page(paper: Paper, shapes: Iterable[Mapping[str, Any]], *, empty: str) -> None:
    """Write answers that are owed, over all records."""
    rows = (
        (
            one["party"],
            in_state("awaited", one["what"]),
            one["title"] or one["kind"],
            one["label"],
            short(one["record"]),
            short(one["on"]),
            day(one["since"]),
        )
        for one in shapes
    )
    paper.table(("OWED BY", "WHAT", "KIND", "ON WHAT", "RECORD", "VERSION", "SINCE"), rows, empty=empty)


def due_page(paper: Paper, shapes: Iterable[Mapping[str, Any]]) -> None:
    """Write what is due."""
    rows = (
        (
            one["by"] or "no date",
            "overdue" if one["overdue"] else "",
            in_state("due", one["what"]),
            one["party"] or "all",
            one["title"] or one["kind"],
            one["label"],
            short(one["record"]),
        )
        for one in shapes
    )
    paper.table(("BY", "", "WHAT", "BY WHOM", "KIND", "ON WHAT", "RECORD"), rows, empty="Nothing is due.")


def drafts_page(paper: Paper, shapes: Iterable[Mapping[str, Any]]) -> None:
    """Write the drafts that wait for a second key."""
    rows = (
        (
            one["id"],
            one["saying"]["verb"],
            one["saying"].get("kind") or f"record {short(one['saying'].get('record'))}",
            one["by"],
            one["office"],
            day(one["at"]),
        )
        for one in shapes
    )
    columns = ("ID", "VERB", "OF", "DRAFTED BY", "OFFICE", "AT")
    paper.table(columns, rows, empty="No draft waits for a second key.")


def notes_page(paper: Paper, shapes: Sequence[Mapping[str, Any]]) -> None:
    """Write our private notes on a record; nothing where there are none."""
    if shapes:
        paper.heading("Our notes (they stay in this house)")
        paper.table(
            ("AT", "BY", "NOTE"), ((one["at"][:16].replace("T", " "), one["by"], one["text"]) for one in shapes)
        )


def content_page(paper: Paper, content: Any) -> None:
    """Write a noun, field by field."""
    for line in _lines("", content, "  "):
        paper.line(line)


def short(digest: str | None) -> str:
    """Return the beginning of a digest."""
    return "" if digest is None else digest[:SHORT]


def day(at: str | None) -> str:
    """Return a time as a person reads it."""
    return "" if at is None else at.replace("T", " ").removesuffix("Z").removesuffix(":00") + "Z"


def reason_of(shape: Mapping[str, Any]) -> str:
    """Return what became of an act, with the reason where it has no effect."""
    outcome = in_state("outcome", shape["outcome"])
    return outcome if not shape["code"] else f"{outcome}: {said_of(shape['code'], shape['facts']).message}"


def _in_force(paper: Paper, shape: Mapping[str, Any]) -> None:
    paper.heading("In force")
    held = shape["in_force"]
    if shape["state"] == "update needed":
        paper.line(
            "  This node makes no claim: it does not know this kind or rule version. Update Paraph.", tone="care"
        )
    elif held is None:
        paper.line("  Nothing is in force.", tone="quiet")
    else:
        _version(paper, held)
        if not held["effective"]:
            paper.line("  agreed, and not yet effective", tone="care")
    for one in shape["crossed"]:
        paper.line(f"  crossed: {short(one)}; settled by agreeing a version over all of them", tone="care")


def _on_the_table(paper: Paper, shape: Mapping[str, Any]) -> None:
    for version in shape["versions"]:
        if version["state"] == "on the table":
            paper.heading("On the table")
            _version(paper, version)


def _version(paper: Paper, shape: Mapping[str, Any]) -> None:
    marks = "".join((", a corrigendum" if shape["corrigendum"] else "", ", an ending" if shape["ending"] else ""))
    paper.line(f"  version {short(shape['version'])}, by {shape['party']}, {day(shape['at'])}{marks}")
    paper.line(f"  words {short(shape['words'])}" + _over(shape["over"]), tone="quiet")
    for line in shape["reads"]:
        paper.line(f"  {line}")
    if not shape["reads"]:
        content_page(paper, shape["content"])


def _over(over: Sequence[str]) -> str:
    return f", to replace {', '.join(short(one) for one in over)}" if over else ""


def _party_row(shape: Mapping[str, Any]) -> tuple[str, ...]:
    word = in_state("stand", shape["word"])
    return (shape["party"], word, short(shape["on"]), day(shape["since"]), shape["note"] or "")


def _act_row(shape: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        short(shape["act"]),
        day(shape["at"]),
        shape["party"],
        shape["verb"],
        short(shape["on"]),
        ", ".join(shape["by"]),
        "; ".join((reason_of(shape), *(f"{one['to']}: {one['state']}" for one in shape["delivery"]))),
        shape["note"] or "",
    )


def _from_whom(awaited: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(f"{one['party']} since {one['since'][:10]}" for one in awaited)


def _lines(name: str, value: Any, margin: str) -> Iterable[str]:
    """Write a value under its name; words in one language, and lists of plain values, on one line."""
    plain = _plain(value)
    if plain is not None:
        yield f"{margin}{name}: {plain}" if name else f"{margin}{plain}"
    elif isinstance(value, dict):
        yield from [f"{margin}{name}"] if name else []
        for key, held in value.items():
            yield from _lines(key, held, margin + ("  " if name else ""))
    else:
        for place, held in enumerate(value or (), 1):
            yield from _lines(f"{name} {place}", held, margin)


def _plain(value: Any) -> str | None:
    match value:
        case dict() if len(value) == 1 and set(value) <= set(LANGUAGES):
            return str(next(iter(value.values())))
        case list() | tuple() if value and not any(isinstance(one, dict | list | tuple) for one in value):
            return ", ".join(_whole(str(one)) for one in value)
        case None | dict() | list() | tuple():
            return None
        case _:
            return _whole(str(value))


def _whole(text: str) -> str:
    """Return words in full, always: people agree on them. A key or a digest, which has no spaces, is cut."""
    is_key = len(text) > _LONGEST and " " not in text and text.isascii()
    return f"{text[:_LONGEST]}… ({len(text)} characters)" if is_key else text
