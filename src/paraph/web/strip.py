"""The link, in one line for each counterpart: how it stands, since when, and how much of ours it does not hold yet.

"Held" is what the counterpart has not confirmed: it may have arrived, and is not said to have.
"""

from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from paraph.adapters.clock import utc_now
from paraph.service.delivery import undelivered
from paraph.service.desk import Desk
from paraph.service.publish import stated_time
from paraph.service.serve_tiles import latest_signed
from paraph.service.setup import Member, mirror_keys
from paraph.serving import LINKS
from paraph.web.office import Office

State = Literal["linked", "waiting", "carried", "refused", "fault"]


class Link(NamedTuple):
    """The link to one counterpart.

    Attributes:
        party: Its id.
        name: What it calls itself.
        state: "linked"; "waiting" when it cannot be reached or was not tried yet; "carried" where files go by hand;
            "refused" or "fault" when somebody must look.
        seconds: Since the last good exchange (linked, carried) or since the state began; None when never.
        held: How many of our acts it has not confirmed.
        code: What went wrong; empty when nothing did.
    """

    party: str
    name: str
    state: State
    seconds: int | None
    held: int
    code: str = ""


def links(office: Office, framework: str) -> tuple[Link, ...]:
    """Say how each link of a framework stands."""
    with office.desk(framework) as desk:
        held = {one.to: one.count for one in undelivered(desk)}
        return tuple(_link(office, desk, other, held.get(other.party, 0)) for other in desk.setup.others)


def _link(office: Office, desk: Desk, other: Member, held: int) -> Link:
    if not other.address:
        return Link(other.party, other.name, "carried", _since_carried(desk, other), held)
    kept = office.node.house.get(LINKS, f"{desk.setup.framework}/{other.party}") or {}
    state = _STATES.get(kept.get("state", ""), "waiting")
    return Link(other.party, other.name, state, _seconds(kept, state), held, kept.get("code", ""))


_STATES: dict[str, State] = {"linked": "linked", "cut": "waiting", "refused": "refused", "fault": "fault"}


def _seconds(kept: dict[str, Any], state: State) -> int | None:
    told = kept.get("at" if state == "linked" else "since")
    return None if told is None else _ago(datetime.fromisoformat(told))


def _since_carried(desk: Desk, other: Member) -> int | None:
    """Return how long ago the counterpart last confirmed what it held of ours."""
    keys = mirror_keys(other)
    confirmed = latest_signed(desk.store, desk.me, keys)
    return None if confirmed is None else _ago(datetime.fromtimestamp(stated_time(confirmed, keys), UTC))


def _ago(moment: datetime) -> int:
    return max(0, int((utc_now() - moment).total_seconds()))
