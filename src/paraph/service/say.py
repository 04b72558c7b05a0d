"""Say something for the party: composed, judged with the record, keyed, made durable, then signed.

Invariants:

* What the reader would void is barred here, by the same computation, and nothing is appended or signed.
* What asks for two keys, by its verb or by the mandate it is said with, is kept at home until a person of another
  office releases exactly what was drafted, and says what that is.
* Whose hand it was is in the trail before the act is in the log.
* The act is durable in our own log before a checkpoint over it is signed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from paraph.record import Said, View, utc_text, write_act
from paraph.service.composing import Saying, compose, declared, judged
from paraph.service.desk import Desk
from paraph.service.hands import Hand, first_key, second_key, second_keys
from paraph.service.ingest import admit
from paraph.service.people import Person, may_administer, person_of, serves
from paraph.service.publish import offer, require_clock
from paraph.service.trail import Deed, Event
from paraph.tlog import leaf_hash
from paraph.values import Barred, Damaged, Value, builtin, content_digest, convert, encode

__all__ = [
    "SECOND_KEY",
    "Pending",
    "Saying",
    "all_pending",
    "consider",
    "declared",
    "pending_of",
    "release",
    "say",
    "take_back",
]

SECOND_KEY: Final = "second_key"
_TRIES: Final = 5


class Pending(Value, frozen=True, kw_only=True):
    """A draft that waits at home for its second key.

    Attributes:
        id: Short name by which it is released.
        saying: Exactly what was drafted.
        by: Who drafted it.
        office: What the first key is signed as.
        at: When, UTC.
        framework: In which framework; empty in drafts of before there were several.
        delegation: Under which the drafter stood in for another; None: in the drafter's own right.
        people: The drafter, and whom the drafter stood in for.
        offices: The offices of both.
    """

    id: str
    saying: Saying
    by: str
    office: str
    at: str
    framework: str = ""
    delegation: int | None = None
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What whoever gives the second key has seen: every word of it, and whose it is."""
        return content_digest(self)

    @property
    def hand(self) -> Hand:
        """Whose hand turned the first key."""
        return Hand(
            person=self.by,
            office=self.office,
            people=self.people or (self.by,),
            offices=self.offices or (self.office,),
            delegation=self.delegation,
        )


def say(desk: Desk, person_id: str, saying: Saying, *, under: int | None = None) -> Said | Pending:
    """Say something, or keep it for the second key where the kind or the mandate asks for one.

    Args:
        desk: The framework.
        person_id: Who says it.
        saying: What.
        under: Number of the delegation to say it under; None: in one's own right where that reaches, else as a deputy.

    Returns:
        The act where it now lies in our log, signed; or the draft that waits.

    Raises:
        Barred: It may not be said now, or not by this person; nothing was signed.
        Recovering: This node signs nothing until it is restored.
    """
    person = person_of(desk.house, person_id)
    kind, verb = declared(desk, saying)
    today = desk.clock().date()
    with _refusals(desk, person_id, saying.record or ""):
        hand, alone = first_key(desk.house, person, kind=kind.family, verb=verb.name, on=today, under=under)
    if verb.keys == 1 and alone:
        return _commit(desk, saying, (hand.office,), partial(_told, desk, Deed.FIRST_KEY, hand))
    # Judged as if the second key were there: a draft that could never be said is not kept.
    consider(desk, saying, (hand.office, f"{hand.office} (second key)"[-80:]))
    return _keep(desk, saying, hand)


def release(desk: Desk, person_id: str, pending_id: str, *, seen: str, under: int | None = None) -> Said:
    """Give the second key to a draft: it is judged again as the record now stands, appended and signed.

    Args:
        desk: The framework.
        person_id: Who gives it.
        pending_id: Which draft, by its id or the beginning of it.
        seen: `Pending.digest` of what was shown to that person.
        under: Number of the delegation to give it under; None: whichever reaches, one's own right first.

    Raises:
        Barred: "mandate.second_key", "second_key.…": not by this person, or not this draft; or it may not be said now.
    """
    person = person_of(desk.house, person_id)
    pending = pending_of(desk, pending_id)
    kind, verb = declared(desk, pending.saying)
    first, today = pending.hand, desk.clock().date()
    with _refusals(desk, person_id, pending.id):
        hand = second_key(desk.house, person, kind=kind.family, verb=verb.name, on=today, first=first, under=under)
    if seen != pending.digest:
        raise Barred("second_key.changed", id=pending.id)
    told = partial(_told, desk, Deed.SECOND_KEY, hand, draft=pending.id)
    said = _commit(desk, pending.saying, (pending.office, hand.office), told)
    desk.house.drop(SECOND_KEY, pending.id)
    return said


def take_back(desk: Desk, person_id: str, pending_id: str) -> Pending:
    """Take a draft away from the second key, unsigned. Returns it, so that no word is lost.

    Raises:
        Barred: "second_key.not_yours": neither drafted by this person or in their stead, nor theirs to release, and
            they do not administer.
    """
    person, pending = person_of(desk.house, person_id), pending_of(desk, pending_id)
    with _refusals(desk, person_id, pending.id):
        if not _may_take_back(desk, person, pending):
            raise Barred("second_key.not_yours", person=person.id, id=pending.id)
    desk.tell(_event(desk, Deed.TAKEN_BACK, person_id, pending.id))
    desk.house.drop(SECOND_KEY, pending.id)
    return pending


def pending_of(desk: Desk, pending_id: str) -> Pending:
    """Return a draft that waits, by its id or the beginning of it."""
    waiting = [one for one in all_pending(desk) if one.id.startswith(pending_id)]
    if len(waiting) != 1:
        raise Barred("second_key.unknown", id=pending_id, waiting=[one.id for one in all_pending(desk)])
    return waiting[0]


def all_pending(desk: Desk) -> tuple[Pending, ...]:
    """List the drafts of this framework that wait for a second key, oldest first."""
    found = (convert(Pending, one) for one in desk.house.all(SECOND_KEY).values())
    ours = (one for one in found if one.framework in ("", desk.setup.framework))
    return tuple(sorted(ours, key=lambda one: (one.at, one.id)))


def _may_take_back(desk: Desk, person: Person, pending: Pending) -> bool:
    kind, verb = declared(desk, pending.saying)
    today = desk.clock().date()
    drafted = person.id in pending.hand.people and serves(person, on=today)
    released = second_keys(desk.house, person, kind=kind.family, verb=verb.name, on=today)
    return drafted or bool(released) or may_administer(person, on=today)


def consider(desk: Desk, saying: Saying, by: tuple[str, ...]) -> View:
    """Compute the record as it would be with the act; nothing is kept.

    Raises:
        Barred: The act would be void, with the same code and facts as any reader would give.
    """
    return judged(desk, compose(desk, saying, by))[1]


def _commit(desk: Desk, saying: Saying, by: tuple[str, ...], told: Callable[[Said], None]) -> Said:
    keys = desk.unlock()
    # Refuses a node that is behind its own key, and signs what an interrupted saying left unsigned.
    offer(desk, keys)
    require_clock(desk)
    said = _append(desk, saying, by, told)
    offer(desk, keys)
    return said


def _append(
    desk: Desk, saying: Saying, by: tuple[str, ...], told: Callable[[Said], None], *, tries: int = _TRIES
) -> Said:
    """Compose, judge and append; where our own log has moved meanwhile, all three again with what lies there now."""
    said, _view = judged(desk, compose(desk, saying, by))
    told(said)
    try:
        admit(desk.store, desk.me, said.seq, (write_act(said.act),), kinds=desk.kinds)
    except Damaged as moved:
        if moved.code != "store.moved" or tries == 1:
            raise
        return _append(desk, saying, by, told, tries=tries - 1)
    return said


def _keep(desk: Desk, saying: Saying, hand: Hand) -> Pending:
    at = utc_text(desk.clock())
    pending = Pending(
        id=leaf_hash(encode(saying) + at.encode() + desk.chance(8)).hex()[:8],
        saying=saying,
        by=hand.person,
        office=hand.office,
        at=at,
        framework=desk.setup.framework,
        delegation=hand.delegation,
        people=hand.people,
        offices=hand.offices,
    )
    facts = {"verb": saying.verb, "record": saying.record, "under": hand.delegation}
    desk.tell(_event(desk, Deed.FIRST_KEY, hand.person, pending.id, facts))
    desk.house.put(SECOND_KEY, pending.id, builtin(pending))
    return pending


@contextmanager
def _refusals(desk: Desk, person_id: str, subject: str) -> Iterator[None]:
    """Write down that a key was refused to somebody."""
    try:
        yield
    except Barred as barred:
        desk.tell(_event(desk, Deed.REFUSED, person_id, subject, {"code": barred.code}))
        raise


def _told(desk: Desk, deed: Deed, hand: Hand, said: Said, *, draft: str = "") -> None:
    facts = {"act": said.digest, "verb": said.act.verb, "under": hand.delegation}
    more = {"draft": draft} if draft else {}
    desk.tell(_event(desk, deed, hand.person, said.act.record or said.digest, facts | more))


def _event(desk: Desk, deed: Deed, person_id: str, subject: str, facts: dict[str, Any] | None = None) -> Event:
    return Event(deed=deed, person=person_id, framework=desk.setup.framework, subject=subject, facts=facts or {})
