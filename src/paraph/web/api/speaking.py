"""Say something: open a record, speak in one, or only ask whether it could be said.

* A content is put in the form that can be signed, as everywhere; what is barred is barred below, with its reason.
* What is said under a key is said once, also where the answer was lost on the way.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from paraph.faces.content import put_in_form
from paraph.faces.outcomes import flags_shape, outcome_shape, pending_shape
from paraph.faces.shapes import record_shape
from paraph.record import Verb
from paraph.service.considering import Considered, Outcome, considered
from paraph.service.desk import Desk
from paraph.service.meant import version_meant
from paraph.service.once import once
from paraph.service.read import find_act, find_record
from paraph.service.say import Pending, Saying, declared, say
from paraph.service.tokens import Bearer
from paraph.service.trail import Deed
from paraph.values import UtcText, Value, builtin, convert
from paraph.web.api.asking import asked, asks, desk_of, given, noted, sent
from paraph.web.api.promises import asking, writing
from paraph.web.api.reading import Beginning, FrameworkName
from paraph.web.api.schemas import OPENING, SPEAKING, TRYING
from paraph.web.api.telling import told
from paraph.web.api.ways import router

Start = Annotated[str, Meta(pattern=r"^[0-9a-f]{4,64}\Z")]
_SAID = {201: "Said", 202: "Said"}


class Sent(Value, frozen=True, kw_only=True):
    """What a program wants said: `Saying`, with its record and versions by their beginnings, as people name them.

    Attributes:
        under: The delegation to say it under.
    """

    verb: str
    kind: str = ""
    record: Start | None = None
    content: Any = None
    on: Start | None = None
    over: tuple[Start, ...] | None = None
    note: str | None = None
    until: UtcText | None = None
    under: int | None = None


@router.post("/frameworks/{framework}/records", **writing(_SAID, OPENING, summary="Open a record"))
def opening(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """Open a record: signed here at once, or kept as a draft where two offices must sign."""
    return _spoken(request, framework, None)


@router.post("/frameworks/{framework}/records/{record}/acts", **writing(_SAID, SPEAKING, summary="Speak in a record"))
def speaking(request: HttpRequest, framework: FrameworkName, record: Beginning) -> HttpResponse:
    """Say something in a record: signed here at once, or kept as a draft where two offices must sign."""
    return _spoken(request, framework, record)


@router.post(
    "/frameworks/{framework}/dry-run", **asking("Considered", TRYING, summary="Find out whether it could be said")
)
def trying(request: HttpRequest, framework: FrameworkName) -> HttpResponse:
    """Judge what could be said, and show how the record would stand. Nothing is kept or signed."""
    one = asks(request)
    content = sent(request)
    wanted = given(Sent, content)
    noted(one, Deed.READ, framework=framework, subject=wanted.record or "dry-run")

    def tried(desk: Desk) -> Outcome:
        saying = said_in(desk, wanted, wanted.record)
        return Considered(saying, considered(desk, one.person.id, saying))

    with desk_of(one, framework) as desk:
        answer = once(desk, asked(request, one, content), tried, partial(_shape, desk, wanted))
    return told(answer)


def said_in(desk: Desk, wanted: Sent, record: str | None) -> Saying:
    """Return what a program wants said, before it is judged.

    Raises:
        Barred: There is no such record, kind, verb or version; or it must be said which version is meant.
        Unreadable: The content does not fit what is declared.
    """
    whole = None if record is None else find_record(desk, record)
    _, verb = declared(desk, Saying(kind=wanted.kind, record=whole, verb=wanted.verb))
    return Saying(
        kind=wanted.kind,
        record=whole,
        verb=verb.name,
        content=_in_form(verb, wanted.content),
        on=version_meant(desk, whole, verb, wanted.on),
        over=None if wanted.over is None else tuple(_version(desk, whole, one) for one in wanted.over),
        note=wanted.note,
        until=wanted.until,
    )


def _spoken(request: HttpRequest, framework: str, record: str | None) -> HttpResponse:
    one = asks(request, "say")
    content = sent(request)
    wanted = given(Sent, content)
    key = asked(request, one, content)
    with desk_of(one, framework, writable=True) as desk:
        answer = once(desk, key, _saying(one, wanted, record), partial(_shape, desk, wanted))
    return told(answer, status=201 if answer["act"] else 202, at=_place(framework, answer))


def _saying(one: Bearer, wanted: Sent, record: str | None) -> Callable[[Desk], Outcome]:
    return lambda desk: say(desk, one.person.id, said_in(desk, wanted, record), under=wanted.under)


def _shape(desk: Desk, wanted: Sent, outcome: Outcome) -> dict[str, Any]:
    """Return what became of it; with a draft's digest, by which it is released as it was seen."""
    shape = outcome_shape(outcome)
    flags: list[dict[str, Any]] = []
    match outcome:
        case Pending():
            shape["draft"] = pending_shape(outcome)
            flags = flags_shape(desk, outcome.saying)
        case Considered():
            shape["stands_then"] = record_shape(outcome.view, now=desk.clock(), me=desk.me)
            flags = flags_shape(desk, outcome.saying)
        case _:
            act = outcome.act
            content = _in_form(declared(desk, Saying(kind=act.kind, verb=act.verb))[1], wanted.content)
            flags = flags_shape(desk, Saying(kind=act.kind, verb=act.verb, content=content))
    return {**shape, "flags": flags}


def _in_form(verb: Verb, content: Any) -> Any:
    if content is None or verb.payload is None:
        return content
    return builtin(convert(verb.payload, put_in_form(content), exact=False))


def _version(desk: Desk, record: str | None, named: str) -> str:
    return named if record is None else find_act(desk, named, record=record)


def _place(framework: str, answer: dict[str, Any]) -> str:
    act, draft = answer["act"], answer["draft"]
    where = f"acts/{act['act']}" if act else f"pending/{draft['id']}"
    return f"/api/v1/frameworks/{framework}/{where}"
