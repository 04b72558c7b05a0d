"""The condition of a node in one framework, as its page shows it: each counterpart, each log, each fork."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.utils.translation import get_language

from paraph.faces.words import Told, said_of
from paraph.service.delivery import received, undelivered
from paraph.service.desk import Desk
from paraph.service.evidence import verify_evidence
from paraph.serving import LINKS
from paraph.values import Answer
from paraph.web.office import Office
from paraph.web.strip import Link, links

_QUIET: Final = frozenset({"linked"})


class Counterpart(NamedTuple):
    """A counterpart, and the way to it.

    Attributes:
        link: How the link stands.
        since: Since when it stands so, UTC; empty when that is not known.
        tried: When it was last tried, UTC; empty when it never was.
        told: What went wrong, in words; None when nothing did.
        refused: What the last exchange refused, log by log.
        size: How many of its acts are held.
        confirmed: How many of our acts it has confirmed.
        held_since: When the oldest that it has not confirmed was said; empty when there is none.
    """

    link: Link
    since: str
    tried: str
    told: Told | None
    refused: tuple[tuple[str, Told], ...]
    size: int
    confirmed: int
    held_since: str


class Forked(NamedTuple):
    """Evidence that one log has two histories.

    Attributes:
        party: Whose log.
        place: Which of the pieces of evidence against it.
        smaller: Entries under one signed head.
        larger: Entries under the other.
        holds: Whether the evidence could be verified here again.
    """

    party: str
    place: int
    smaller: int
    larger: int
    holds: bool


def counterparts(office: Office, framework: str) -> tuple[Counterpart, ...]:
    """Say how each counterpart stands."""
    with office.desk(framework) as desk:
        late = {one.to: one.since for one in undelivered(desk)}
        return tuple(_counterpart(office, desk, link, late) for link in links(office, framework))


def forks(desk: Desk) -> tuple[Forked, ...]:
    """List the evidence that is kept."""
    return tuple(
        _forked(party, place, data)
        for party in desk.setup.parties
        for place, data in enumerate(desk.store.evidence(party))
    )


def _counterpart(office: Office, desk: Desk, link: Link, late: Mapping[str, str]) -> Counterpart:
    kept: Mapping[str, Any] = office.node.house.get(LINKS, f"{desk.setup.framework}/{link.party}") or {}
    wrong = kept.get("state", "linked") not in _QUIET and kept.get("code")
    return Counterpart(
        link=link,
        since=kept.get("since", ""),
        tried=kept.get("at", ""),
        told=_told(kept["code"], kept.get("facts", {})) if wrong else None,
        refused=tuple(
            (one["party"], _told(one["refused"]["code"], one["refused"].get("facts", {}), family="Refused"))
            for one in kept.get("refused", ())
            if one.get("refused")
        ),
        size=desk.store.size(link.party),
        confirmed=received(desk, desk.setup.member(link.party)),
        held_since=late.get(link.party, ""),
    )


def _told(code: str, facts: Mapping[str, Any], *, family: str = "") -> Told:
    return said_of(code, facts, family=family, language=get_language() or "en")


def _forked(party: str, place: int, data: bytes) -> Forked:
    try:
        found = verify_evidence(data)
    except Answer:
        return Forked(party, place, 0, 0, holds=False)
    return Forked(party, place, found.smaller.size, found.larger.size, holds=True)
