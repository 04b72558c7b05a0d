"""What lies at home: drafts that wait for a second key, and texts somebody works on."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import StringConstraints

from paraph.faces.outcomes import outcome_shape, pending_shape
from paraph.faces.whole import whole
from paraph.record import utc_text
from paraph.service.considering import Outcome
from paraph.service.desk import Desk
from paraph.service.drafts import Draft, drafts, drop_draft, keep_draft, own_draft
from paraph.service.once import once
from paraph.service.read import find_act, find_record
from paraph.service.say import Pending, Saying, all_pending, pending_of, release, take_back
from paraph.web.api.asking import asked, asks, desk_of, given, reads, sent
from paraph.web.api.promises import reading, writing
from paraph.web.api.reading import FrameworkName
from paraph.web.api.shapes_saying import Release
from paraph.web.api.speaking import Sent
from paraph.web.api.telling import told
from paraph.web.api.ways import router
from paraph.web.saying_form import TYPED

DraftId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{1,8}$")]
DraftName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


@router.get("/frameworks/{framework}/pending", **reading("PendingList", summary="What waits for a second key"))
def pending_list(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """List the drafts that wait for a second key, the oldest first."""
    one = reads(request, framework=framework, subject="pending")
    with desk_of(one, framework) as desk:
        return told({"pending": [pending_shape(each) for each in all_pending(desk)]})


@router.get(
    "/frameworks/{framework}/pending/{draft}", **reading("PendingShape", summary="A draft, exactly as it was drafted")
)
def pending(request: HttpRequest, framework: FrameworkName, draft: DraftId) -> HttpResponse:
    """Show a draft whole: what would be signed, and whose it is."""
    one = reads(request, framework=framework, subject=draft)
    with desk_of(one, framework) as desk:
        return told(pending_shape(pending_of(desk, draft)))


@router.post(
    "/frameworks/{framework}/pending/{draft}/release",
    **writing({201: "Said"}, "Release", summary="Give the second key"),
)
def releasing(request: HttpRequest, framework: FrameworkName, draft: DraftId) -> HttpResponse:
    """Give the second key to exactly what was seen: it is judged again as the record now stands, and signed."""
    one = asks(request, "say")
    content = sent(request)
    wanted = given(Release, content)

    def released(desk: Desk) -> Outcome:
        return release(desk, one.person.id, draft, seen=wanted.seen, under=wanted.under)

    with desk_of(one, framework, writable=True) as desk:
        answer = once(desk, asked(request, one, content), released, _said)
    return told(answer, status=201, at=f"/api/v1/frameworks/{framework}/acts/{answer['act']['act']}")


@router.post(
    "/frameworks/{framework}/pending/{draft}/take-back",
    **writing({200: "TakenBack"}, summary="Take a draft back, unsigned"),
)
def taking_back(request: HttpRequest, framework: FrameworkName, draft: DraftId) -> HttpResponse:
    """Take a draft away from the second key. Its words come back, so that none is lost."""
    one = asks(request, "say")

    def taken(desk: Desk) -> Pending:
        return take_back(desk, one.person.id, draft)

    with desk_of(one, framework, writable=True) as desk:
        answer = once(desk, asked(request, one, None), taken, _taken_back)
    return told(answer)


@router.get("/frameworks/{framework}/drafts", **reading("Drafts", summary="One's own drafts"))
def draft_list(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """List the drafts of whoever asks; a draft is never sent."""
    one = reads(request, framework=framework, subject="drafts")
    with desk_of(one, framework) as desk:
        return told({"drafts": [whole(each) for each in drafts(desk.house, by=one.person.id, framework=framework)]})


@router.get("/frameworks/{framework}/drafts/{name}", **reading("DraftShape", summary="A draft of one's own"))
def draft(request: HttpRequest, framework: FrameworkName, name: DraftName) -> HttpResponse:
    """Show a draft of whoever asks."""
    one = reads(request, framework=framework, subject=name)
    with desk_of(one, framework) as desk:
        return told(whole(own_draft(desk.house, name, by=one.person.id)))


@router.put(
    "/frameworks/{framework}/drafts/{name}",
    **writing({200: "DraftShape"}, "Keeping", summary="Keep a draft under a name", keyed=False),
)
def keeping(request: HttpRequest, framework: FrameworkName, name: DraftName) -> HttpResponse:
    """Keep a text at home; one's own of the same name is replaced. It is judged when it is said."""
    one = asks(request, "say")
    wanted = given(Sent, sent(request))
    with desk_of(one, framework) as desk:
        saying = _unjudged(desk, wanted)
        kept = Draft(name=name, saying=saying, by=one.person.id, at=utc_text(desk.clock()), framework=framework)
        keep_draft(desk.house, kept)
        # What was typed on a page under that name is no longer what is kept.
        desk.house.drop(TYPED, name)
    return told(whole(kept))


@router.delete(
    "/frameworks/{framework}/drafts/{name}",
    **writing({200: "DraftShape"}, summary="Throw a draft of one's own away", keyed=False),
)
def dropping(request: HttpRequest, framework: FrameworkName, name: DraftName) -> HttpResponse:
    """Throw a draft away. Its words come back, so that none is lost."""
    one = asks(request, "say")
    with desk_of(one, framework) as desk:
        own_draft(desk.house, name, by=one.person.id)
        desk.house.drop(TYPED, name)
        return told(whole(drop_draft(desk.house, name)))


def _unjudged(desk: Desk, wanted: Sent) -> Saying:
    record = None if wanted.record is None else find_record(desk, wanted.record)
    return Saying(
        kind=wanted.kind,
        record=record,
        verb=wanted.verb,
        content=wanted.content,
        on=_version(desk, record, wanted.on),
        over=wanted.over,
        note=wanted.note,
        until=wanted.until,
    )


def _version(desk: Desk, record: str | None, named: str | None) -> str | None:
    return named if named is None or record is None else find_act(desk, named, record=record)


def _said(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a second key."""
    return {**outcome_shape(outcome), "flags": []}


def _taken_back(found: Any) -> dict[str, Any]:
    return {"taken_back": pending_shape(found)}
