"""How far our words have got: signed here, sent, received there. Never a part of what stands.

Invariants:

* "Received there" is the counterpart's own statement: its mirror has cosigned a checkpoint that covers the act.
* "Sent" says that it left the house. Whether it arrived is not known, and never looks as if it were.
* A counterpart that only refuses to cosign cannot be told from a link that is down: both are "undelivered since".
"""

from datetime import datetime, timedelta
from typing import Literal

from paraph.record import read_act
from paraph.service.desk import Desk
from paraph.service.publish import stated_time
from paraph.service.serve_tiles import latest_signed, sent_size
from paraph.service.setup import Member, mirror_keys
from paraph.values import PartyId, Value


class Delivery(Value, frozen=True, kw_only=True):
    """How far one of our acts has got on its way to one party.

    Attributes:
        to: Which party.
        state: "unsigned" only for a moment, or after a crash; the next signature covers it.
        size: Size of the first checkpoint that covers it and that the party cosigned; `None` before.
        since: Since when the party holds it, by its own clock, in POSIX seconds; `None` before.
    """

    to: PartyId
    state: Literal["unsigned", "signed_here", "sent", "received_there"]
    size: int | None = None
    since: int | None = None


class Undelivered(Value, frozen=True, kw_only=True):
    """What one party has not been shown to hold.

    Attributes:
        to: Which party.
        count: How many of our acts.
        first: Place of the oldest in our log.
        since: When that was said, UTC.
    """

    to: PartyId
    count: int
    first: int
    since: str


class Tracker:
    """Answers for any of our acts how far it has got, as it is when this is made; costs what is asked."""

    def __init__(self, desk: Desk) -> None:
        """Read how far each party has got."""
        head = desk.store.checkpoint(desk.me)
        self._desk = desk
        self._signed = 0 if head is None else head.size
        self._sent = {other.party: sent_size(desk, other.party) for other in desk.setup.others}
        self._received = {other.party: received(desk, other) for other in desk.setup.others}

    def of(self, seq: int) -> tuple[Delivery, ...]:
        """Say how far the act at a place of our log has got, for each other party."""
        return tuple(self._to(other, seq) for other in self._desk.setup.others)

    def _to(self, other: Member, seq: int) -> Delivery:
        keys = mirror_keys(other)
        covered = seq < self._received[other.party]
        held = self._desk.store.first_signed(self._desk.me, keys, least=seq + 1) if covered else None
        if held is not None:
            return Delivery(to=other.party, state="received_there", size=held.size, since=stated_time(held, keys))
        if seq < self._sent[other.party]:
            return Delivery(to=other.party, state="sent")
        return Delivery(to=other.party, state="signed_here" if seq < self._signed else "unsigned")


def undelivered(desk: Desk) -> tuple[Undelivered, ...]:
    """List, for each party that lacks some of our acts as far as it has said, how many and since when."""
    size = desk.store.size(desk.me)
    return tuple(
        Undelivered(to=other.party, count=size - there, first=there, since=_said_at(desk, there))
        for other in desk.setup.others
        if (there := received(desk, other)) < size
    )


def overdue(desk: Desk, *, now: datetime, patience: timedelta) -> tuple[Undelivered, ...]:
    """List what has been undelivered for longer than a patience: the sender's only alarm against a silent receiver."""
    return tuple(one for one in undelivered(desk) if now - datetime.fromisoformat(one.since) > patience)


def received(desk: Desk, other: Member) -> int:
    """Return how much of our log a party has cosigned with both of its mirror keys."""
    cosigned = latest_signed(desk.store, desk.me, mirror_keys(other))
    return 0 if cosigned is None else cosigned.size


def _said_at(desk: Desk, seq: int) -> str:
    return read_act(next(iter(desk.store.entries(desk.me, seq, seq + 1)))).at
