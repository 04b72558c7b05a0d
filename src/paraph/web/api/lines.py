"""The board's lines as JSON."""

from typing import Any

from paraph.service.board import Hit, Hits, OwedPage
from paraph.service.board_ports import Called, DueLine, DuePage, Lines, Listed, OwedLine
from paraph.values import builtin


def lines_shape(found: Lines) -> dict[str, Any]:
    """Return a page of a list."""
    return {"records": [line_shape(one) for one in found.lines], "total": found.total}


def owed_lines_shape(found: OwedPage) -> dict[str, Any]:
    """Return answers that are owed."""
    return {"owed": [_owed(one) for one in found.lines], "total": found.total}


def due_lines_shape(found: DuePage) -> dict[str, Any]:
    """Return what is due."""
    return {"due": [_due(one) for one in found.lines], "total": found.total, "overdue": found.overdue}


def hits_shape(found: Hits) -> dict[str, Any]:
    """Return what was found."""
    return {"hits": [_hit(one) for one in found.hits], "total": found.total}


def line_shape(listed: Listed) -> dict[str, Any]:
    """Return a record as a line of a list."""
    line = listed.line
    return {
        "record": line.record,
        "kind": line.kind,
        **_called(line.called, "number", "title"),
        "about": line.about,
        **_called(listed.about_called, "about_number", "about_title"),
        "opener": line.opener,
        "parties": list(line.parties),
        "state": line.state,
        "latest_at": line.latest_at,
        "latest_by": line.latest_by,
        "acts": line.acts,
        "void": line.void,
        "waiting": line.waiting,
        "ours": line.ours,
        "theirs": line.theirs,
    }


def _called(called: Called, number: str, title: str) -> dict[str, Any]:
    return {number: called.number, title: None if called.title is None else builtin(called.title)}


def _owed(one: OwedLine) -> dict[str, Any]:
    owes = one.owes
    return {
        "record": line_shape(one.listed),
        "party": owes.party,
        "what": owes.what,
        "on": owes.on,
        "since": owes.since,
        "act": owes.act,
        "by": None if one.dated is None else one.dated.by,
    }


def _due(one: DueLine) -> dict[str, Any]:
    dated = one.dated
    return {
        "record": line_shape(one.listed),
        "party": dated.party,
        "what": dated.what,
        "by": dated.by,
        "overdue": one.overdue,
        "facts": dict(dated.facts),
    }


def _hit(one: Hit) -> dict[str, Any]:
    parts = [{"text": part.text, "is_hit": part.is_hit} for part in one.snippet.parts]
    return {"record": line_shape(one.listed), "language": one.snippet.language, "parts": parts}
