"""Saved views: a list that a person comes back to, by a name of their own. They stay in the house.

* A view is an address: what was asked for, as it stood in the address of the list, and nothing of what was found.
* A person's views are nobody else's.
"""

from typing import Annotated, Final

from msgspec import Meta

from paraph.service.people import PersonId
from paraph.service.ports import House
from paraph.values import Barred, Value, builtin, convert

SHELF: Final = "view"
MOST: Final = 40
"""Views of one person in one framework. Ours."""

NAME: Final = 60
"""Letters of a name. Ours."""

ASKED: Final = 1000
"""Letters of what is asked for. Ours."""


class SavedView(Value, frozen=True, kw_only=True):
    """A list with a name.

    Attributes:
        name: As its person calls it.
        person: Whose.
        framework: Of which framework.
        asked: What stands after the question mark in the address of the list.
    """

    name: Annotated[str, Meta(min_length=1, max_length=NAME)]
    person: PersonId
    framework: str
    asked: Annotated[str, Meta(max_length=ASKED)]


def keep_view(house: House, view: SavedView) -> None:
    """Keep a view; one of the same name is replaced.

    Raises:
        Barred: "view.name": it has no name that can be read; "view.long"; "view.too_many".
    """
    name = " ".join(view.name.split())
    if not name.isprintable() or not 1 <= len(name) <= NAME:
        raise Barred("view.name", longest=NAME)
    if len(view.asked) > ASKED:
        raise Barred("view.long", longest=ASKED)
    others = [one for one in saved_views(house, view.person, view.framework) if one.name != name]
    if len(others) >= MOST:
        raise Barred("view.too_many", most=MOST)
    kept = SavedView(name=name, person=view.person, framework=view.framework, asked=view.asked)
    house.put(SHELF, _key(view.person, view.framework, name), builtin(kept))


def saved_views(house: House, person: str, framework: str) -> tuple[SavedView, ...]:
    """List a person's views of a framework, by name."""
    beginning = _key(person, framework, "")
    found = (one for key, one in house.all(SHELF).items() if key.startswith(beginning))
    return tuple(sorted((convert(SavedView, one) for one in found), key=lambda one: one.name.casefold()))


def drop_view(house: House, person: str, framework: str, name: str) -> None:
    """Forget a view. Harmless where there is none."""
    house.drop(SHELF, _key(person, framework, name))


def _key(person: str, framework: str, name: str) -> str:
    return f"{person}/{framework}/{name}"
