"""What a person wants said, made into an act and judged with the record as it stands. Nothing is kept or signed.

* What the reader would void is barred here, by the same computation.
"""

from typing import Any

from paraph.record import (
    Act,
    JointState,
    Kind,
    Said,
    Verb,
    View,
    World,
    say_where,
    try_act,
    utc_text,
    write_act,
)
from paraph.service.desk import Desk
from paraph.service.ingest import Ingest
from paraph.service.seen import seen_now
from paraph.service.shelves import world_of
from paraph.tlog import leaf_hash
from paraph.values import Barred, Digest, Value


class Saying(Value, frozen=True, kw_only=True):
    """What a person wants said, before it is an act.

    Attributes:
        kind: Kind with rule version; needed to open a record, else read off it, and where it is named it must be that.
        verb: The verb.
        record: The record; None to open one.
        content: The payload as JSON; None when the verb has none.
        on: The version spoken to.
        over: What a new version would replace; None: what is in force.
        note: A public remark or reason.
        until: Answers later than this come too late; UTC.
    """

    verb: str
    kind: str = ""
    record: Digest | None = None
    content: Any = None
    on: Digest | None = None
    over: tuple[Digest, ...] | None = None
    note: str | None = None
    until: str | None = None


def declared(desk: Desk, saying: Saying) -> tuple[Kind, Verb]:
    """Return the kind and verb that are meant, or raise Barred with those that exist."""
    name = saying.kind if saying.record is None else _kind_of_record(desk, saying.record)
    if saying.kind not in ("", name):
        raise Barred("record.other_kind", record=saying.record, kind=name, named=saying.kind)
    kind = desk.kinds.get(name)
    if kind is None:
        raise Barred("unknown_kind", kind=name, kinds=sorted(desk.kinds))
    verb = kind.verbs.get(saying.verb)
    if verb is None:
        raise Barred("unknown_verb", verb=saying.verb, verbs=sorted(kind.verbs))
    return kind, verb


def compose(desk: Desk, saying: Saying, by: tuple[str, ...]) -> Act:
    """Make the act that a saying would be now."""
    kind, verb = declared(desk, saying)
    over = saying.over
    if over is None:
        over = _in_force(world_of(desk), saying.record) if verb.brings else ()
    owed: dict[str, Any] = {"content": {}} if verb.payload is not None or verb.brings else {}
    content = owed if saying.content is None else {"content": saying.content}
    return Act(
        at=utc_text(desk.clock()),
        by=by,
        kind=kind.name,
        seen=seen_now(desk),
        verb=saying.verb,
        note=saying.note,
        on=saying.on,
        over=over,
        record=saying.record,
        until=saying.until,
        **content,
    )


def judged(desk: Desk, act: Act) -> tuple[Said, View]:
    """Return an act where it would lie in our log, and the record as it would be with it.

    Raises:
        Barred: The act would be void, with the same code and facts as any reader would give.
    """
    digest = leaf_hash(write_act(act)).hex()
    log = Ingest(desk.store, desk.me)
    odd = log.verdict(act, seq=log.seq, before=log.reach)
    candidate = say_where(desk.me, log.seq, digest, act, odd=odd)
    return candidate, try_act(world_of(desk), candidate)


def _kind_of_record(desk: Desk, record: str) -> str:
    found = desk.store.find(bytes.fromhex(record))
    if found is None:
        raise Barred("record_not_held", record=record)
    return world_of(desk).view(record).name


def _in_force(world: World, record: str | None) -> tuple[str, ...]:
    state = None if record is None else world.view(record).state
    return state.frontier if isinstance(state, JointState) else ()
