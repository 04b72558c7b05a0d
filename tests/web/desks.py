"""More persons at Islamabad's desk, as a test needs them: entered in the house, and let in by a one-time link."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from tests.web.nodes import Nodes

from paraph.service.people import Person, keep_person


def entered(nodes: Nodes, person: str, **more: Any) -> Person:
    """Enter somebody in Islamabad's house."""
    made = Person(id=person, name=f"{person.title()} (fictitious)", office=f"Office of the {person}", **more)
    keep_person(nodes.pk.node.house, made)
    return made


def at_desk(page: Page, nodes: Nodes, person: str) -> Page:
    """Sign somebody in at Islamabad's served node by a link; needs `pk_office` in this process."""
    from paraph.web.links import new_link  # noqa: PLC0415  # only after Django was set up

    page.goto(nodes.pk.url + new_link(person, purpose="desk"))
    return page


def in_days(days: int) -> str:
    """The day so many days from today, as ISO writes it."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()
