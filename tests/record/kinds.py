"""A charter and one kind for each of the six dealings, as small as they can be, each with a guard of its own."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from paraph.record import (
    ALARM,
    CLAIMED,
    DECLARED,
    JOINT,
    TRACKED,
    About,
    Case,
    Due,
    Effective,
    Kind,
    UtcTime,
    View,
    kinds_by_name,
    sealed,
    verb,
)
from paraph.record.alarm import RAISE
from paraph.record.claimed import SUBMIT
from paraph.record.declared import DECLARE
from paraph.record.joint import PROPOSE
from paraph.record.sealed import OPEN, REVEAL, Salt
from paraph.record.tracked import REPORT
from paraph.values import Barred, Digest, Money, PartyId, Value

CHARTER_FAMILY: Final = "test.charter"

Words = Annotated[str, Meta(min_length=1, max_length=200)]


class Charter(Value, frozen=True, kw_only=True):
    parties: tuple[PartyId, ...]
    kinds: tuple[str, ...] = ()
    denunciation_notice_days: int | None = None

    @property
    def party_ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.parties))

    def allows(self, kind: str) -> bool:
        return kind in self.kinds


class Accord(Value, frozen=True, kw_only=True):
    words: Words
    effective: Effective | None = None


class Post(Value, frozen=True, kw_only=True):
    place: Words


class Line(Value, frozen=True, kw_only=True):
    id: str
    amount: Money


class Bill(Value, frozen=True, kw_only=True):
    parts: tuple[Line, ...]
    respondent: PartyId | None = None


class Works(Value, frozen=True, kw_only=True):
    terms: Digest
    version: Digest
    done: bool = False


class Draw(Value, frozen=True, kw_only=True):
    parties: tuple[PartyId, ...]
    rule: Words
    reveal_by: UtcTime


class Pick(Value, frozen=True, kw_only=True):
    name: Words


class Bell(Value, frozen=True, kw_only=True):
    sector: Words | None = None


@verb(PROPOSE)
def propose(case: Case, *, content: Accord) -> None:
    """Table words."""
    if content.words == "barred":
        raise Barred("accord.words", words=content.words)


@verb(PROPOSE, keys=2)
def convene(case: Case) -> None:
    """Table words under a name of the kind's own, with a second key."""


@verb(DECLARE)
def declare(case: Case, *, place: Words) -> None:
    """Declare where."""
    if place == "barred":
        raise Barred("post.place", place=place)


@verb(SUBMIT)
def submit(case: Case, *, content: Bill) -> None:
    """Submit a bill of at least one part."""
    if not content.parts:
        raise Barred("bill.empty")


@verb(REPORT)
def report(case: Case, *, content: Works) -> None:
    """Report on the works; what is done stays done."""
    state = case.before
    own = () if state is None else state.reports.get(case.party, ())
    if own and own[-1].content.done and not content.done:
        raise Barred("works.undone")


@verb(OPEN)
def open_(case: Case, *, content: Draw) -> None:
    """Open a draw in which the opener takes part."""
    if case.party not in content.parties:
        raise Barred("draw.opener_absent")


@verb(REVEAL)
def reveal(case: Case, *, salt: Salt, content: Pick) -> None:
    """Show the pick."""
    if content.name == "barred":
        raise Barred("draw.name", name=content.name)


@verb(RAISE)
def raise_(case: Case, *, sector: Words | None = None) -> None:
    """Ring the bell, of one sector or of all."""


def same(contents: Mapping[str, Any]) -> Any:
    return len({pick.name for pick in contents.values()}) == 1


def works_due(view: View, *, charter: Any, now: Any, about: About) -> tuple[Due, ...]:
    return (Due("", "works", "2026-12-31", overdue=False, facts={"about": len(about(view.record, "test.accord"))}),)


CHARTER: Final = Kind(name="test.charter/1", title="Charter", dealing=JOINT, noun=Charter)
ACCORD: Final = Kind(name="test.accord/1", title="Accord", dealing=JOINT, noun=Accord, says=(propose, convene))
POST: Final = Kind(name="test.post/1", title="Post", dealing=DECLARED, noun=Post, says=(declare,))
BILL: Final = Kind(name="test.bill/1", title="Bill", dealing=CLAIMED, noun=Bill, says=(submit,))
WORKS: Final = Kind(
    name="test.works/1", title="Works", dealing=TRACKED, noun=Works, says=(report,), about="terms", due=works_due
)
DRAW: Final = Kind(name="test.draw/1", title="Draw", dealing=sealed({"same": same}), noun=Draw, says=(open_, reveal))
BELL: Final = Kind(name="test.bell/1", title="Bell", dealing=ALARM, noun=Bell, says=(raise_,))

KINDS: Final = kinds_by_name((CHARTER, ACCORD, POST, BILL, WORKS, DRAW, BELL))
