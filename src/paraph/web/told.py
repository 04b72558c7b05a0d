"""What somebody was told last: the day of the last letter, and what of it waits still, as addresses of this house."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paraph.service.ports import House
from paraph.service.reminders import told_to

_STAGES: dict[str, Promise] = {
    "overdue": _("Overdue"),
    "due_soon": _("Due soon"),
    "second_key": _("Waits for a second key"),
    "owed": _("An answer is owed"),
}


class Item(NamedTuple):
    """Something of which one was told.

    Attributes:
        stage: Why, in words.
        day: When.
        framework: Where.
        on: Beginning of the digest of what waits.
        address: Where it can be answered.
    """

    stage: str
    day: str
    framework: str
    on: str
    address: str


class Last(NamedTuple):
    """The last letter: its day (empty for never), and what of all letters waits still."""

    day: str
    items: tuple[Item, ...]


def told_last(house: House, person: str) -> Last:
    """Return what somebody was told last."""
    told = told_to(house, person)
    return Last(told.day, tuple(_item(key, day) for key, day in told.items.items()))


def _item(key: str, day: str) -> Item:
    # As `reminders.Item.key` writes it.
    stage, framework, record, _what, on = key.split("/", 4)
    address = reverse("record", args=[framework, record]) if record else reverse("pending_list", args=[framework])
    return Item(str(_STAGES[stage]), day, framework, (on or record)[:12], address)
