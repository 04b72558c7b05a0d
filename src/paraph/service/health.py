"""Whether a node is well, in one framework: read without unlocking anything.

Invariants:

* The worst thing is said first: two histories, then restore, then the link, then what somebody should look at.
"""

from collections.abc import Mapping
from typing import Any, Literal

from paraph.service.delivery import Undelivered, undelivered
from paraph.service.desk import Desk
from paraph.service.ports import Mark
from paraph.service.publish import RECOVERY
from paraph.service.read import needs_our_answer
from paraph.service.say import all_pending
from paraph.values import Value

State = Literal["fork", "restore", "link", "look", "well"]

Links = Mapping[str, dict[str, Any] | None]
"""Party -> what the exchange last wrote down of the link to it; None before the first."""


class Health(Value, frozen=True, kw_only=True):
    """How a framework's record, links and desks are.

    Attributes:
        framework: Which.
        compared: The keys were compared.
        size: How many acts of ours there are.
        held: Party -> how many of its acts are held.
        forked: The parties of whose log there are two histories.
        recovering: It must be restored before it signs.
        waiting: How many acts wait for their past.
        undelivered: What others have not confirmed.
        links: Party -> the link to it.
        needs_our_answer: How many answers we owe.
        second_key: How many drafts wait for a second key.
        state: The worst of it.
    """

    framework: str
    compared: bool
    size: int
    held: dict[str, int]
    forked: tuple[str, ...]
    recovering: bool
    waiting: int
    undelivered: tuple[Undelivered, ...]
    links: dict[str, dict[str, Any] | None]
    needs_our_answer: int
    second_key: int
    state: State


def health_of(desk: Desk, *, links: Links, mark: Mark | None, lost: bool, owed: int | None = None) -> Health:
    """Say how a framework is.

    Args:
        desk: The framework.
        links: What the exchange wrote down.
        mark: How far our key has signed, as it lies beside the key; None when nowhere.
        lost: That mark is gone or unreadable.
        owed: How many answers we owe, where a board has counted them; None: every record is read.
    """
    late = undelivered(desk)
    forked = tuple(party for party in desk.setup.parties if desk.store.evidence(party))
    recovering = lost or is_behind(desk, mark)
    return Health(
        framework=desk.setup.framework,
        compared=desk.setup.compared,
        size=desk.store.size(desk.me),
        held={party: desk.store.size(party) for party in desk.setup.parties},
        forked=forked,
        recovering=recovering,
        waiting=len(desk.store.waiting()),
        undelivered=late,
        links=dict(links),
        needs_our_answer=len(needs_our_answer(desk)) if owed is None else owed,
        second_key=len(all_pending(desk)),
        state="fork" if forked else "restore" if recovering else _linked(desk, links, late),
    )


def is_behind(desk: Desk, mark: Mark | None) -> bool:
    """Tell whether our key has signed more than is held, or the node is being restored."""
    behind = mark is not None and mark.size > desk.store.size(desk.me)
    return behind or desk.house.get(RECOVERY, desk.setup.framework) is not None


def _linked(desk: Desk, links: Links, late: tuple[Undelivered, ...]) -> State:
    known = [link for link in links.values() if link is not None]
    states = {link["state"] for link in known}
    if "cut" in states and late:
        return "link"
    refused = any(link.get("refused") for link in known)
    return "look" if states & {"refused", "fault"} or refused or not desk.setup.compared else "well"
