"""The sessions in their order: when, where, received by whom, how far apart, and what lies before each.

Invariants:

* Planned and actual stand side by side, and so do gaps in time and gaps in the numbers.
* Who receives next is a habit that was counted, and is told as that; no rule is read into it.
* What is not agreed yet is shown, and shown as that.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from paraph.domains.consultation import Session
from paraph.domains.consultation.queries import Stage, next_host, stage, timeline
from paraph.faces.standings import state_word
from paraph.faces.words import translate
from paraph.faces.words_states import in_state
from paraph.record import JointState, View
from paraph.record.declared import DeclaredState
from paraph.service.desk import Desk
from paraph.service.shelves import world_of
from paraph.values import Text

SESSION: Final = "consultation.session"
STATEMENT: Final = "consultation.statement"
AGENDA: Final = "consultation.agenda_item"
COMMITMENT: Final = "commitments.commitment"
PAPERS: Final = ("consultation.assessment", "consultation.strategic_priorities", "consultation.briefing")
"""What a party lays before a session, in this order."""


class Before(NamedTuple):
    """A record that belongs to a session: an agenda item, a paper, a statement.

    Attributes:
        view: All that is known of it.
        content: What stands of it, or the latest that was tabled; None: it was ended, or is unread.
        kind: What it is called.
        title: Its own name; None where it has none.
        party: Who opened it.
        state: How it stands, in words.
        code: The same as a code.
    """

    view: View
    content: Any
    kind: str
    title: Text | None
    party: str
    state: str
    code: str


class Line(NamedTuple):
    """One session in the series.

    Attributes:
        record: Its record.
        session: What stands of it, or the latest that was tabled.
        state: How the record stands, in words.
        agreed: What is shown is in force.
        stage: How far it has come, as a code.
        stage_words: The same in words.
        gap_months: Mean months since the session before; None: not known.
        missing: How many numbers are left out before it.
        alternated: Whether another party received than the time before; None: not known.
        statements: Its joint statements.
        items: Its agenda.
        papers: What was laid before it.
        commitments: How many points were opened at it.
        latest_at: When the latest act of the record says that it was said.
    """

    record: str
    session: Session
    state: str
    agreed: bool
    stage: Stage
    stage_words: str
    gap_months: float | None
    missing: int
    alternated: bool | None
    statements: tuple[Before, ...]
    items: tuple[Before, ...]
    papers: tuple[Before, ...]
    commitments: int
    latest_at: str


class Timeline(NamedTuple):
    """All sessions.

    Attributes:
        lines: In the order of their numbers.
        next_host: Whose turn it is by habit; None: no habit yet.
        alternated: How often the host changed.
        repeated: How often the same party received twice running.
    """

    lines: tuple[Line, ...]
    next_host: str | None
    alternated: int
    repeated: int


def timeline_of(desk: Desk) -> Timeline:
    """Read the sessions of a framework."""
    world = world_of(desk)
    found = [(view, standing_content(view)) for view in world.views(SESSION)]
    held = sorted(((view, one) for view, one in found if isinstance(one, Session)), key=lambda pair: pair[1].number)
    sittings = timeline(session for _, session in held)
    lines: list[Line] = []
    for (view, session), sitting in zip(held, sittings, strict=True):
        before = lines[-1].session.number if lines else session.number - 1
        facts = {"gap_months": sitting.gap_months, "alternated": sitting.alternated}
        lines.append(_line(desk, view, session, missing=max(session.number - before - 1, 0), **facts))
    changed = [line.alternated for line in lines]
    host = next_host((line.session for line in lines), parties=desk.setup.parties)
    return Timeline(tuple(lines), host, changed.count(True), changed.count(False))


def before_session(desk: Desk, record: str, *families: str) -> tuple[Before, ...]:
    """Return the records of some kinds that are about a session, in the order in which an agenda or a book has them."""
    world = world_of(desk)
    opened = desk.store.opened(about=bytes.fromhex(record))
    views = (world.view(one.record.hex()) for one in opened if one.kind.partition("/")[0] in families)
    found = (before_of(view) for view in views if view.state is not None)
    return tuple(sorted(found, key=lambda one: (families.index(one.view.name.partition("/")[0]), *_placed(one))))


def before_of(view: View) -> Before:
    """Return a record as it is listed."""
    code, content = state_word(view), standing_content(view)
    return Before(
        view=view,
        content=content,
        kind="" if view.kind is None else translate(view.kind.title),
        title=next(_titles(content), None),
        party=view.opener,
        state=in_state("record", code),
        code=code,
    )


def standing_content(view: View) -> Any:
    """Return what stands of a record: in force or current, else the latest on the table, else what opened it."""
    match view.state:
        case JointState() as state if state.in_force is not None:
            return state.content_in_force
        case JointState() as state:
            return state.on_the_table[-1].content if state.on_the_table else view.noun
        case DeclaredState() as state:
            return state.current.content
        case _:
            return view.noun


def _line(desk: Desk, view: View, session: Session, **facts: Any) -> Line:
    statements = before_session(desk, view.record, STATEMENT)
    reached = stage(session, statement=statements[-1].view if statements else None)
    agreed = isinstance(view.state, JointState) and view.state.content_in_force is session
    return Line(
        record=view.record,
        session=session,
        state=in_state("record", state_word(view)),
        agreed=agreed,
        stage=reached,
        stage_words=in_state("session", reached),
        statements=statements,
        items=before_session(desk, view.record, AGENDA),
        papers=before_session(desk, view.record, *PAPERS),
        commitments=len(desk.store.opened(kind=COMMITMENT, about=bytes.fromhex(view.record))),
        latest_at=max(one.said.act.at for one in view.verdicts),
        **facts,
    )


def _titles(content: Any) -> Iterator[Text]:
    for name in ("title", "subject", "wording"):
        found = getattr(content, name, None)
        if isinstance(found, Text):
            yield found


def _placed(one: Before) -> tuple[Any, ...]:
    order = getattr(one.content, "order", None)
    return (order is None, order or 0, one.party, one.view.record)
