"""What stands around every page: whose node this is, the link, the clocks, the ways to everything, and what we owe.

* A badge counts answers that we owe, never things unread.
* Where nobody is signed in the frame shows whose node it is, and nothing of the record.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from paraph.adapters.clock import utc_now
from paraph.service.people import Person, people
from paraph.values import Answer
from paraph.web.access import administers, audits, person
from paraph.web.badges import badges
from paraph.web.languages import LANGUAGES
from paraph.web.office import Office, office
from paraph.web.strip import links


class Way(NamedTuple):
    """A line of the navigation.

    Attributes:
        name: Name of the address, and of the badge.
        label: In words.
        address: Where it leads.
        badge: How many answers we owe there; 0 shows nothing.
        here: Whether this page is it, or stands below it.
    """

    name: str
    label: str
    address: str
    badge: int
    here: bool = False


class Clock(NamedTuple):
    """A clock of the frame: what it is called, and the time there."""

    label: str
    time: datetime

    @property
    def offset(self) -> int:
        """Minutes before UTC."""
        ahead = self.time.utcoffset()
        return int(ahead.total_seconds() // 60) if ahead else 0


_WAYS: Final = (
    ("home", _("Needs our answer")),
    ("pending_list", _("Second key")),
    ("drafts", _("Drafts")),
    ("records", _("Records")),
    ("sessions", _("Sessions")),
    ("commitments", _("Commitments")),
    ("kinds", _("Open something new")),
    ("node", _("Node and link")),
)
_WAYS_OF_THE_HOUSE: Final = (("verify", _("Verify a receipt")),)
_PEOPLE: Final = ("people", _("People and mandates"))
_AUDIT: Final = ("audit", _("Audit trail"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` shows around a page."""
    ours = office()
    framework = _framework(request, ours) if person(request) else ""
    return {
        "node_name": ours.node.identity.name,
        "node_party": ours.party,
        "marking": ours.known("marking").get("text", ""),
        "demo": ours.door.demo,
        "languages": LANGUAGES,
        "clocks": clocks(ours),
        "me": _me(ours, person(request)),
        "framework": framework,
        "frameworks": ours.frameworks() if person(request) else (),
        "parties": _parties(ours, framework),
        "links": links(ours, framework) if framework else (),
        "ways": _ways(request, ours, framework),
        "searched": _at("search", framework),
        "live_at": _at("live", framework),
    }


def clocks(ours: Office) -> tuple[Clock, ...]:
    """Return the clocks: here, UTC, and there, where the house knows in which zones they are."""
    now = utc_now()
    zones = ours.known("zones")
    here = zones.get("here", "")
    there = ((name, zone) for name, zone in zones.get("there", {}).items())
    local = Clock("here", now.astimezone(ZoneInfo(here)) if here else now.astimezone())
    return (
        local,
        Clock("utc", now),
        *(Clock(name, now.astimezone(ZoneInfo(zone))) for name, zone in there),
    )


def _framework(request: HttpRequest, ours: Office) -> str:
    """Return the framework of a page: the one in its address, else the only one."""
    match = request.resolver_match
    named = match.kwargs.get("framework", "") if match else ""
    known = ours.frameworks()
    return named if named in known else known[0] if len(known) == 1 else ""


def _parties(ours: Office, framework: str) -> tuple[str, ...]:
    """Return the parties in the order of their marks, which is the same in every house."""
    if not framework:
        return ()
    with ours.desk(framework) as desk:
        return tuple(sorted(desk.setup.parties))


def _me(ours: Office, who: str) -> Person | None:
    return next((one for one in people(ours.node.house) if one.id == who), None) if who else None


def _ways(request: HttpRequest, ours: Office, framework: str) -> tuple[Way, ...]:
    if not person(request):
        return ()
    owed = _owed(ours, framework, person(request))
    inside = ((name, label, _at(name, framework)) for name, label in _WAYS if framework)
    outside = (
        *_WAYS_OF_THE_HOUSE,
        *((_PEOPLE,) if administers(request) else ()),
        *((_AUDIT,) if audits(request) else ()),
    )
    everywhere = ((name, label, _at(name)) for name, label in outside)
    found = [Way(name, str(label), at, owed.get(name, 0)) for name, label, at in (*inside, *everywhere) if at]
    return _marked(found, request.path)


def _marked(ways: Iterable[Way], path: str) -> tuple[Way, ...]:
    """Mark the way whose address is the longest beginning of this page's."""
    all_ways = tuple(ways)
    above = [way.address for way in all_ways if path.startswith(way.address)]
    here = max(above, key=len, default="")
    return tuple(way._replace(here=way.address == here) for way in all_ways)


def _owed(ours: Office, framework: str, who: str) -> dict[str, int]:
    try:
        return badges(ours, framework, who) if framework else {}
    except Answer:  # the page itself says what is wrong; the frame around it must not fail
        return {}


def _at(name: str, framework: str = "") -> str:
    """Return the address of a page that exists; empty otherwise."""
    try:
        return reverse(name, args=[framework] if framework else [])
    except NoReverseMatch:
        return ""
