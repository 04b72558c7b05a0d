"""Say something for the party: composed, judged with the record, keyed, made durable, then signed.

Invariants:

* What the reader would void is barred here, by the same computation, and nothing is appended or signed.
* A verb that asks for two keys is kept at home until a person of another office releases exactly what was drafted.
* The act is durable in our own log before a checkpoint over it is signed.
"""

from typing import Any, Final

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
from paraph.service.ingest import Ingest, admit
from paraph.service.people import Person, may_draft, may_release, person_of
from paraph.service.publish import offer, require_clock
from paraph.service.seen import seen_now
from paraph.service.shelves import world_of
from paraph.tlog import leaf_hash
from paraph.values import Barred, Damaged, Digest, Value, builtin, convert, encode

SECOND_KEY: Final = "second_key"
_TRIES: Final = 5


class Saying(Value, frozen=True, kw_only=True):
    """What a person wants said, before it is an act.

    Attributes:
        kind: Kind with rule version; needed to open a record, else read off it.
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


class Pending(Value, frozen=True, kw_only=True):
    """A draft that waits at home for its second key.

    Attributes:
        id: Short name by which it is released.
        saying: Exactly what was drafted.
        by: Who drafted it.
        office: The drafter's office.
        at: When, UTC.
    """

    id: str
    saying: Saying
    by: str
    office: str
    at: str


def say(desk: Desk, person_id: str, saying: Saying) -> Said | Pending:
    """Say something, or keep it for the second key where the kind asks for one.

    Returns:
        The act where it now lies in our log, signed; or the draft that waits.

    Raises:
        Barred: It may not be said now, or not by this person; nothing was signed.
        Recovering: This node signs nothing until it is restored.
    """
    person = person_of(desk.house, person_id)
    kind, verb = declared(desk, saying)
    if not may_draft(person, kind=kind.family, verb=verb.name, on=desk.clock().date()):
        raise Barred("mandate", person=person.id, kind=kind.family, verb=verb.name)
    if verb.keys == 1:
        return _commit(desk, saying, (person.office,))
    # Judged as if the second key were there: a draft that could never be said is not kept.
    consider(desk, saying, (person.office, f"{person.office} (second key)"[-80:]))
    return _keep(desk, saying, person)


def release(desk: Desk, person_id: str, pending_id: str) -> Said:
    """Give the second key to a draft: it is judged again as the record now stands, appended and signed."""
    person = person_of(desk.house, person_id)
    pending = pending_of(desk, pending_id)
    kind, verb = declared(desk, pending.saying)
    if not may_release(person, kind=kind.family, verb=verb.name, on=desk.clock().date()):
        raise Barred("mandate.second_key", person=person.id, kind=kind.family, verb=verb.name)
    if person.id == pending.by or person.office == pending.office:
        raise Barred("second_key.same_hand", person=person.id, office=person.office)
    said = _commit(desk, pending.saying, (pending.office, person.office))
    desk.house.drop(SECOND_KEY, pending.id)
    return said


def take_back(desk: Desk, pending_id: str) -> Pending:
    """Take a draft away from the second key, unsigned. Returns it, so that no word is lost."""
    pending = pending_of(desk, pending_id)
    desk.house.drop(SECOND_KEY, pending.id)
    return pending


def pending_of(desk: Desk, pending_id: str) -> Pending:
    """Return a draft that waits, by its id or the beginning of it."""
    waiting = [one for one in all_pending(desk) if one.id.startswith(pending_id)]
    if len(waiting) != 1:
        raise Barred("second_key.unknown", id=pending_id, waiting=[one.id for one in all_pending(desk)])
    return waiting[0]


def all_pending(desk: Desk) -> tuple[Pending, ...]:
    """List the drafts that wait for a second key, oldest first."""
    found = (convert(Pending, one) for one in desk.house.all(SECOND_KEY).values())
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def consider(desk: Desk, saying: Saying, by: tuple[str, ...]) -> View:
    """Compute the record as it would be with the act; nothing is kept.

    Raises:
        Barred: The act would be void, with the same code and facts as any reader would give.
    """
    return _judged(desk, _compose(desk, saying, by))[1]


def declared(desk: Desk, saying: Saying) -> tuple[Kind, Verb]:
    """Return the kind and verb that are meant, or raise Barred with those that exist."""
    name = saying.kind if saying.record is None else _kind_of_record(desk, saying.record)
    kind = desk.kinds.get(name)
    if kind is None:
        raise Barred("unknown_kind", kind=name, kinds=sorted(desk.kinds))
    verb = kind.verbs.get(saying.verb)
    if verb is None:
        raise Barred("unknown_verb", verb=saying.verb, verbs=sorted(kind.verbs))
    return kind, verb


def _kind_of_record(desk: Desk, record: str) -> str:
    found = desk.store.find(bytes.fromhex(record))
    if found is None:
        raise Barred("record_not_held", record=record)
    return world_of(desk).view(record).name


def _compose(desk: Desk, saying: Saying, by: tuple[str, ...]) -> Act:
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


def _in_force(world: World, record: str | None) -> tuple[str, ...]:
    state = None if record is None else world.view(record).state
    return state.frontier if isinstance(state, JointState) else ()


def _judged(desk: Desk, act: Act) -> tuple[Said, View]:
    digest = leaf_hash(write_act(act)).hex()
    log = Ingest(desk.store, desk.me)
    odd = log.verdict(act, seq=log.seq, before=log.reach)
    candidate = say_where(desk.me, log.seq, digest, act, odd=odd)
    return candidate, try_act(world_of(desk), candidate)


def _commit(desk: Desk, saying: Saying, by: tuple[str, ...]) -> Said:
    keys = desk.unlock()
    # Refuses a node that is behind its own key, and signs what an interrupted saying left unsigned.
    offer(desk, keys)
    require_clock(desk)
    said = _append(desk, saying, by)
    offer(desk, keys)
    return said


def _append(desk: Desk, saying: Saying, by: tuple[str, ...], *, tries: int = _TRIES) -> Said:
    """Compose, judge and append; where our own log has moved meanwhile, all three again with what lies there now."""
    said, _view = _judged(desk, _compose(desk, saying, by))
    try:
        admit(desk.store, desk.me, said.seq, (write_act(said.act),), kinds=desk.kinds)
    except Damaged as moved:
        if moved.code != "store.moved" or tries == 1:
            raise
        return _append(desk, saying, by, tries=tries - 1)
    return said


def _keep(desk: Desk, saying: Saying, person: Person) -> Pending:
    at = utc_text(desk.clock())
    pending = Pending(
        id=leaf_hash(encode(saying) + at.encode() + desk.chance(8)).hex()[:8],
        saying=saying,
        by=person.id,
        office=person.office,
        at=at,
    )
    desk.house.put(SECOND_KEY, pending.id, builtin(pending))
    return pending
