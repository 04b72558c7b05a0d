"""Say something once, however often it is asked for: a program that got no answer asks again with the same key.

* What was answered under a key is answered again; the same key for anything else is refused. A refusal keeps no key.
* By what an act is known lies in the house before the act lies in the log. So after a crash between the saying and the
  answer it is found and answered for, and never said twice.
* Who holds the record's turn holds the key's too: of many who ask at once, one says it and the others hear of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any, Final, TypeVar

from msgspec import Meta, structs

from paraph.record import Said, read_act, say_where, utc_text
from paraph.service.desk import Desk
from paraph.service.people import PersonId
from paraph.service.publish import offer
from paraph.service.say import SECOND_KEY, Pending
from paraph.service.trail import Deed, Event
from paraph.values import Answer, Barred, Digest, UtcText, Value, builtin, content_digest, convert

SHELF: Final = "once"
KEPT: Final = timedelta(days=7)
"""How long a key is remembered."""

_SWEPT: Final = "once_swept"

Key = Annotated[str, Meta(pattern=r"^[!-~]{1,200}\Z")]
T = TypeVar("T")


class Asked(Value, frozen=True, kw_only=True):
    """What is asked for under a key.

    Attributes:
        person: By whom; another person's key is another key.
        key: As they chose it.
        request: All that they asked for, as JSON.
    """

    person: PersonId
    key: Key
    request: Any

    @property
    def place(self) -> str:
        """Where it lies on the shelf."""
        return f"{self.person}/{self.key}"


class Known(Value, frozen=True, kw_only=True):
    """What is known of a key.

    Attributes:
        request: Digest of what was asked for.
        at: When it was first asked for, UTC.
        acts: The acts that may have been appended for it.
        draft: The draft that may wait for it.
        released: The draft that its act releases.
        taken: The draft that it takes back, as it was kept.
        answer: What was answered; None while it was not.
    """

    request: Digest
    at: UtcText
    acts: tuple[Digest, ...] = ()
    draft: str = ""
    released: str = ""
    taken: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None


def once(
    desk: Desk, asked: Asked | None, do: Callable[[Desk], T], shape: Callable[[T | Said | Pending], dict[str, Any]]
) -> dict[str, Any]:
    """Do something for a key, unless it was done; without a key, do it.

    Args:
        desk: The framework, open for writing.
        asked: What is asked for; None without a key.
        do: Does it, with the desk that it is given.
        shape: Makes the answer, as JSON, of what came of it, now or before.

    Raises:
        Barred: "once.other_request"; or what `do` raises, and then the key is free again.
    """
    if asked is None:
        return shape(do(desk))
    known = _known(desk, asked)
    if known.answer is not None:
        return known.answer
    outcome = _found(desk, known) or _done(desk, asked, known, do)
    answer = shape(outcome)
    _keep(desk, asked, answer=answer)
    return answer


def _known(desk: Desk, asked: Asked) -> Known:
    _sweep(desk)
    fresh = Known(request=content_digest(asked.request), at=utc_text(desk.clock()))
    if desk.house.add(SHELF, asked.place, builtin(fresh)):
        return fresh
    known = convert(Known, desk.house.get(SHELF, asked.place))
    if known.request != fresh.request:
        raise Barred("once.other_request", key=asked.key)
    return known


def _found(desk: Desk, known: Known) -> Said | Pending | None:
    """Return what came of an asking that was never answered: its act, or its draft; None where nothing did."""
    return next((said for said in map(_said(desk, known), known.acts) if said is not None), None) or _draft(desk, known)


def _said(desk: Desk, known: Known) -> Callable[[str], Said | None]:
    def found(digest: str) -> Said | None:
        stored = desk.store.find(bytes.fromhex(digest))
        if stored is None:
            return None
        # What was appended and not yet signed is signed now, and its draft waits no more.
        offer(desk, desk.unlock())
        desk.house.drop(SECOND_KEY, known.released)
        return say_where(stored.party, stored.seq, digest, read_act(stored.data), odd=stored.odd)

    return found


def _draft(desk: Desk, known: Known) -> Pending | None:
    waiting = desk.house.get(SECOND_KEY, known.draft) if known.draft else None
    if waiting is not None:
        return convert(Pending, waiting)
    if known.taken is None:
        return None
    taken = convert(Pending, known.taken)
    desk.house.drop(SECOND_KEY, taken.id)
    return taken


def _done(desk: Desk, asked: Asked, known: Known, do: Callable[[Desk], T]) -> T:
    noting = _Noting(desk, asked, known)
    try:
        return do(replace(desk, tell=noting.tell))
    except Answer:
        # What may have been appended before it went wrong is looked for when it is asked for again.
        if noting.known == known:
            desk.house.drop(SHELF, asked.place)
        raise


def _keep(desk: Desk, asked: Asked, *, answer: dict[str, Any]) -> None:
    known = convert(Known, desk.house.get(SHELF, asked.place))
    desk.house.put(SHELF, asked.place, builtin(structs.replace(known, answer=answer)))


@dataclass
class _Noting:
    """Writes under a key what is about to be done for it, before the trail and the log know."""

    desk: Desk
    asked: Asked
    known: Known

    def tell(self, event: Event) -> None:
        self.known = self._with(event)
        self.desk.house.put(SHELF, self.asked.place, builtin(self.known))
        self.desk.tell(event)

    def _with(self, event: Event) -> Known:
        act = event.facts.get("act")
        if act is not None:
            released = event.facts.get("draft", "")
            return structs.replace(self.known, acts=(*self.known.acts, act), released=released)
        if event.deed is Deed.FIRST_KEY:
            return structs.replace(self.known, draft=event.subject)
        if event.deed is Deed.TAKEN_BACK:
            return structs.replace(self.known, taken=self.desk.house.get(SECOND_KEY, event.subject))
        return self.known


def _sweep(desk: Desk) -> None:
    """Forget old keys, once a day."""
    now = desk.clock()
    today = now.date().isoformat()
    if desk.house.get(_SWEPT, "day") == {"day": today}:
        return
    desk.house.put(_SWEPT, "day", {"day": today})
    before = utc_text(now - KEPT)
    for place, one in desk.house.all(SHELF).items():
        if one["at"] < before:
            desk.house.drop(SHELF, place)
