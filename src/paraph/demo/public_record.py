"""The public record of the Defence Consultative Group, as nouns: ten sessions, their briefings and agreed points.

* Everything here rests on public documents, cited point by point in the data and in docs/sources.md.
* What a source does not show is left out, or said not to have been seen; nothing is filled in.
* The facts are in our own words; each is entered as recorded later, on the basis of its source.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from paraph.domains.cited import RecordedLater, Source
from paraph.domains.commitments import Commitment, Evidence, ProgressReport
from paraph.domains.consultation import Briefing, Dates, Delegation, Head, Meeting, Session
from paraph.domains.forum import Forum
from paraph.values import Text

PARENT = "US-Pakistan Strategic Dialogue"
_BASIS = "public documents, entered for this demonstration; neither government wrote this"
_STATUS = {"yes": "done", "partly": "partly", "late": "done_late", "no": "not_done", "not_applicable": "not_applicable"}


class Point(NamedTuple):
    """One agreed point of a session, with what the public record shows of it later.

    Attributes:
        id: The number under which the data has it, "21.3".
        status: What became of it, in the words of the data.
        evidence: On what that rests; None when nothing was seen.
        data: The whole item.
    """

    id: str
    status: str
    evidence: str | None
    data: dict[str, Any]


@cache
def record() -> dict[str, Any]:
    """Return the data as shipped."""
    text = files("paraph.demo").joinpath("data", "dcg_sessions.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def sessions() -> tuple[dict[str, Any], ...]:
    """Return the sessions, in the order of their numbers."""
    return tuple(sorted(record()["sessions"], key=lambda one: int(one["number"])))


def points(session: dict[str, Any]) -> tuple[Point, ...]:
    """Return the agreed points of a session."""
    return tuple(
        Point(one["id"], one["followed_up"]["status"], one["followed_up"]["evidence"], one) for one in session["agreed"]
    )


def session_noun(data: dict[str, Any]) -> Session:
    """Return a session as a noun."""
    stated = data["number_basis"].startswith("stated")
    return Session(
        number=data["number"],
        number_basis="stated" if stated else "inferred",
        number_reason=None if data["number_basis"] == "stated" else _text(data["number_basis"]),
        actual=Dates(first=data["start"], last=None if data["end"] == data["start"] else data["end"]),
        dates_note=_text(data["date_note"]),
        host=data["host"],
        city=_text(data["city"]),
        delegations=tuple(_delegation(party, head) for party, head in sorted(data["heads"].items())),
        working_groups=tuple(Meeting(name=Text(en=name)) for name in data["working_groups"]),
        topics=tuple(Text(en=topic) for topic in data["topics"]),
        reports_to=_text(data["parent_framework"]),
        notes=_text(data["delegation_notes"]),
        coverage=_text(data["coverage"]),
        sources=_sources(*data["sources"]),
        recorded_later=_later(data["end"], *data["sources"]),
    )


def briefing_nouns(data: dict[str, Any], session: str) -> tuple[tuple[str, Briefing], ...]:
    """Return (party, briefing) for each briefing that one party gave; those of both or of a group are in the notes."""
    return tuple(
        (
            one["by"],
            Briefing(
                session=session,
                subject=Text(en=one["text"]),
                sources=_sources(data["sources"][0]),
                recorded_later=_later(data["end"], *data["sources"]),
            ),
        )
        for one in data["briefings"]
        if one["by"] in {"PK", "US"}
    )


def commitment_noun(point: Point, session: str, *, statement: str | None = None) -> Commitment:
    """Return an agreed point as the terms of a commitment."""
    data = point.data
    return Commitment(
        session=session,
        statement=statement,
        paragraph=point.id if statement is not None else None,
        public_id=point.id,
        wording=Text(en=data["text"]),
        type=data["kind"],
        owners=("PK", "US") if data["actor"] == "BOTH" else (data["actor"],),
        due=data["due"],
        forum=None if data["due"] else Forum(name=Text(en="the next session")),
        sources=_sources(data["source"]),
        recorded_later=_later(None, data["source"]),
    )


def report_noun(point: Point, terms: str, version: str) -> ProgressReport | None:
    """Return what the record shows of a point later; None where it shows nothing, and the point stays open."""
    status = _STATUS.get(point.status)
    if status is None:
        return None
    evidence = () if point.evidence is None else (Evidence(words=Text(en=point.evidence)),)
    return ProgressReport(terms=terms, version=version, status=status, evidence=evidence, recorded_later=_later(None))  # type: ignore[arg-type]  # a Status by the table above


def _delegation(party: str, head: dict[str, str | None]) -> Delegation:
    if head["name"] is None and head["post"] is None:
        return Delegation(party=party)
    return Delegation(party=party, heads=(Head(name=_text(head["name"]), post=_text(head["post"])),))


def _later(happened: str | None, *sources: str) -> RecordedLater:
    return RecordedLater(basis=Text(en=_BASIS), happened=happened, sources=_sources(*sources))


def _sources(*found: str) -> tuple[Source, ...]:
    return tuple(Source(url=one) if one.startswith("http") else Source(title=Text(en=one)) for one in found)


def _text(words: str | None) -> Text | None:
    return None if words is None else Text(en=words)
