"""Questions: frameworks, kinds, lists, records, what is owed and due. Nothing here changes anything."""

from base64 import b64encode
from functools import partial
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from pydantic import Field, StringConstraints

from paraph import tending
from paraph.domains import KINDS
from paraph.faces.declarations import kind_shape, kinds_named
from paraph.faces.offered import Sayable, sayable
from paraph.faces.shapes import Delivered, content_shape, record_shape, said_shape
from paraph.faces.whole import whole
from paraph.record import Kind, View, read_act
from paraph.service.board_ports import Wanted
from paraph.service.considering import barred
from paraph.service.delivery import Tracker
from paraph.service.desk import Desk
from paraph.service.hands import first_keys
from paraph.service.meant import act_meant
from paraph.service.people import Person
from paraph.service.read import find_record, show
from paraph.values import Barred
from paraph.web.api.asking import desk_of, reads
from paraph.web.api.lines import due_lines_shape, hits_shape, lines_shape, owed_lines_shape
from paraph.web.api.promises import reading
from paraph.web.api.schemas import PLACE, named
from paraph.web.api.telling import told
from paraph.web.api.ways import router
from paraph.web.office import office

FrameworkName = Annotated[str, StringConstraints(pattern="^[a-z0-9][a-z0-9-]{1,62}$")]
Beginning = Annotated[str, StringConstraints(pattern="^[0-9a-f]{4,64}$")]
Words = Annotated[str, StringConstraints(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=200)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]


@router.get("/me", **reading("Me", summary="Who asks, and what the token is good for"))
def me(request: HttpRequest) -> HttpResponse:
    """Tell who asks."""
    found = reads(request, subject="me")
    person, token = found.person, found.token
    shape = {"person": person.id, "name": person.name, "office": person.office, "party": office().party}
    mandates = [whole(one) for one in person.mandates]
    return told({**shape, "mandates": mandates, "token": found.id, "scopes": [*token.scopes], "last": token.last})


@router.get("/frameworks", **reading("Frameworks", summary="The frameworks in which this node takes part"))
def frameworks(request: HttpRequest) -> HttpResponse:
    """List the frameworks."""
    reads(request, subject="frameworks")
    return told({"frameworks": [_framework(name) for name in office().frameworks()]})


@router.get("/kinds", **reading("Kinds", summary="All kinds of record, and what can be said of them"))
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds, with their verbs, fields and help, as declared."""
    reads(request, subject="kinds")
    return told({"kinds": [_kind(KINDS[name]) for name in sorted(KINDS)]})


@router.get("/kinds/{family}", **reading("KindShape", summary="A kind of record, in its latest rule version"))
def kind(request: HttpRequest, family: Words) -> HttpResponse:
    """Show a kind's declaration."""
    reads(request, subject="kinds")
    found = kinds_named(KINDS, family)
    if not found:
        raise Barred("unknown_kind", kind=family, kinds=sorted(KINDS))
    return told(_kind(found[-1]))


@router.get("/frameworks/{framework}/records", **reading("Lines", summary="Records, by filters"))
def records(  # noqa: PLR0913, PLR0917  # the filters of a list
    request: HttpRequest,
    framework: FrameworkName,
    kind: Words = "",
    state: Words = "",
    waiting: Literal["", "us", "them"] = "",
    about: Words = "",
    opener: Words = "",
    since: Words = "",
    q: Words = "",
    sort: Literal["latest", "earliest"] = "latest",
    limit: Limit = 50,
    offset: Offset = 0,
) -> HttpResponse:
    """List the records that the filters let through; a filter that is empty lets everything through."""
    reads(request, framework=framework, subject="records")
    wanted = Wanted(kind, state, waiting, about, opener, since, q, sort, offset, limit)
    return told(lines_shape(office().board(framework).listing(wanted)))


@router.get("/frameworks/{framework}/needs-our-answer", **reading("OwedLines", summary="The answers that we owe"))
def needs_our_answer(
    request: HttpRequest, framework: FrameworkName, limit: Limit = 50, offset: Offset = 0
) -> HttpResponse:
    """List the answers that we owe, the oldest wait first."""
    reads(request, framework=framework, subject="needs-our-answer")
    return told(owed_lines_shape(office().board(framework).needs_our_answer(limit=limit, offset=offset)))


@router.get("/frameworks/{framework}/waits-for-them", **reading("OwedLines", summary="The answers that others owe"))
def waits_for_them(
    request: HttpRequest, framework: FrameworkName, limit: Limit = 50, offset: Offset = 0
) -> HttpResponse:
    """List the answers that the others owe, the oldest wait first."""
    reads(request, framework=framework, subject="waits-for-them")
    return told(owed_lines_shape(office().board(framework).waits_for_them(limit=limit, offset=offset)))


@router.get("/frameworks/{framework}/due", **reading("DueLines", summary="What is due, overdue first"))
def due(request: HttpRequest, framework: FrameworkName, limit: Limit = 50, offset: Offset = 0) -> HttpResponse:
    """List what is due, reckoned by this node's own time."""
    reads(request, framework=framework, subject="due")
    return told(due_lines_shape(office().board(framework).due(limit=limit, offset=offset)))


@router.get("/frameworks/{framework}/search", **reading("Hits", summary="The records in which words are found"))
def search(
    request: HttpRequest, framework: FrameworkName, q: Words, limit: Limit = 20, offset: Offset = 0
) -> HttpResponse:
    """Find records by the words in them, in any script."""
    reads(request, framework=framework, subject="search")
    return told(hits_shape(office().board(framework).search(q, limit=limit, offset=offset)))


@router.get(
    "/frameworks/{framework}/records/{record}", **reading("RecordShape", summary="All that is known of a record")
)
def record(request: HttpRequest, framework: FrameworkName, record: Beginning) -> HttpResponse:
    """Show what is in force, where each party stands, what is awaited, what was said, and what can be said now."""
    one = reads(request, framework=framework, subject=record)
    with desk_of(one, framework) as desk:
        view = show(desk, find_record(desk, record))
        offered = [_sayable(view.kind, each) for each in _mine(desk, view, one.person)] if view.kind else []
        shape = record_shape(view, now=desk.clock(), me=desk.me, delivered=delivered(desk))
    return told({**shape, "sayable": offered})


@router.get("/frameworks/{framework}/records/{record}/acts", **reading("Acts", summary="Every act of a record"))
def acts(request: HttpRequest, framework: FrameworkName, record: Beginning) -> HttpResponse:
    """List the acts of a record in causal order, with what became of each."""
    one = reads(request, framework=framework, subject=record)
    with desk_of(one, framework) as desk:
        view = show(desk, find_record(desk, record))
        shape = record_shape(view, now=desk.clock(), me=desk.me, delivered=delivered(desk))
    return told({"record": shape["record"], "kind": shape["kind"], "acts": shape["history"]})


@router.get("/frameworks/{framework}/acts/{act}", **reading("ActWhole", summary="An act, with its exact bytes"))
def act(request: HttpRequest, framework: FrameworkName, act: Beginning) -> HttpResponse:
    """Show one act as it lies in its log."""
    one = reads(request, framework=framework, subject=act)
    with desk_of(one, framework) as desk:
        digest = act_meant(desk, act)
        stored = desk.store.find(bytes.fromhex(digest))
        if stored is None:
            raise Barred("act.unknown", prefix=act, found=[])
        said = next(each.said for each in _of(desk, stored.data, digest).verdicts if each.said.digest == digest)
    content = content_shape(said.act.content) if isinstance(said.act.content, dict) else None
    return told({**said_shape(said), "content": content, "bytes": b64encode(stored.data).decode()})


@router.get(
    "/frameworks/{framework}/health", **reading("Health", summary="Whether the record, the links and desks are well")
)
def health(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """Say how a framework's record, links and desks are."""
    reads(request, framework=framework, subject="health")
    owed = office().board(framework).counts().needs_our_answer
    return told(whole(tending.health_of(office().node, framework, owed=owed)))


def delivered(desk: Desk) -> Delivered:
    """Return how to tell how far an act of ours has got."""
    tracker = Tracker(desk)
    return lambda said: tracker.of(said.seq) if said.party == desk.me else ()


def _framework(name: str) -> dict[str, Any]:
    board = office().board(name)
    counts = board.counts()._asdict()
    parties = [{"party": one.party, "name": one.name} for one in board.desk.setup.members]
    return {
        "framework": name,
        "me": board.desk.me,
        "parties": parties,
        "counts": {key: counts[key] for key in counts if key != "kinds"},
    }


def _kind(one: Kind) -> dict[str, Any]:
    return kind_shape(one)


def _mine(desk: Desk, view: View, who: Person) -> list[Sayable]:
    """Leave out what this person has no hand to say."""
    offered = sayable(view, me=desk.me, trial=partial(barred, desk, view.record))
    family, today = view.name.partition("/")[0], desk.clock().date()
    return [one for one in offered if first_keys(desk.house, who, kind=family, verb=one.verb, on=today)]


def _sayable(kind: Kind, one: Sayable) -> dict[str, Any]:
    facts = one._asdict()
    names = ("verb", "label", "help", "does", "on", "keys", "reason", "carries", "brings", "barred")
    return {**{name: facts[name] for name in names}, "schema": PLACE + named(kind, kind.verbs[one.verb], way="say")}


def _of(desk: Desk, data: bytes, digest: str) -> View:
    return show(desk, read_act(data).record or digest)
