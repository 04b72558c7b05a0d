"""Mandates in words, and the words among which one is chosen: kinds and verbs by their titles, keys by what they do.

* A pattern that has no words is shown as it stands: nothing that is permitted is left out.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paraph.domains import KINDS
from paraph.faces.words import translate
from paraph.faces.words_verbs import spoken
from paraph.service.people import Mandate

Choices = list[tuple[str, str]]

AREAS: Final[dict[str, Promise]] = {
    "framework": gettext_lazy("the framework's charter"),
    "consultation": gettext_lazy("consultation"),
    "commitments": gettext_lazy("commitments"),
    "coordination": gettext_lazy("coordination"),
    "requirements": gettext_lazy("requirements"),
    "assistance": gettext_lazy("assistance"),
    "claims": gettext_lazy("claims"),
    "transit": gettext_lazy("transit"),
}
"""Areas of the record, as roles name them."""

ROLES: Final[dict[str, Promise]] = {
    "desk_officer": gettext_lazy("Desk officer"),
    "head_of_delegation": gettext_lazy("Head of delegation"),
    "liaison": gettext_lazy("Liaison"),
    "reviewer": gettext_lazy("Reviewer"),
    "programme_manager": gettext_lazy("Programme manager"),
    "transit_officer": gettext_lazy("Transit officer"),
    "administrator": gettext_lazy("Administrator"),
    "auditor": gettext_lazy("Auditor"),
}
"""Roles by which somebody is appointed, in words."""


class Words(NamedTuple):
    """A mandate in words.

    Attributes:
        kinds: On what.
        verbs: What may be said.
        keys: Which keys it gives.
    """

    kinds: str
    verbs: str
    keys: tuple[str, ...]


def in_words(mandates: Iterable[Mandate]) -> tuple[Words, ...]:
    """Say what somebody may say, and with which keys."""
    return tuple(Words(kinds_in_words(one.kinds), verbs_in_words(one.verbs), _keys(one)) for one in mandates)


def kinds_in_words(pattern: str) -> str:
    """Say which kinds a pattern names."""
    return dict(kinds()).get(pattern, pattern)


def verbs_in_words(pattern: str) -> str:
    """Say which verbs a pattern names."""
    return dict(verbs()).get(pattern, pattern)


def kinds(*more: str) -> Choices:
    """Return the kinds among which one is chosen: all, each area, each kind; and patterns that are there already."""
    areas = [(f"{name}.*", _("All of: %(area)s") % {"area": area}) for name, area in AREAS.items()]
    single = {kind.family: translate(kind.title) for kind in KINDS.values()}
    return _with([("*", _("Every kind of record")), *areas, *sorted(single.items(), key=lambda one: one[1])], more)


def verbs(*more: str) -> Choices:
    """Return the verbs among which one is chosen, as buttons name them; and patterns that are there already."""
    single = {name: spoken(name, "").do for kind in KINDS.values() for name in kind.verbs}
    return _with([("*", _("Anything")), *sorted(single.items(), key=lambda one: one[1])], more)


def roles() -> Choices:
    """Return the roles by which somebody is appointed."""
    return [(name, str(label)) for name, label in ROLES.items()]


def _with(known: Choices, more: Iterable[str]) -> Choices:
    there = {value for value, _label in known}
    return [*known, *((one, one) for one in more if one and one not in there)]


def _keys(mandate: Mandate) -> tuple[str, ...]:
    keys = {
        _("first key"): mandate.drafts,
        _("second key"): mandate.releases,
        _("never alone"): mandate.second_key,
    }
    return tuple(name for name, held in keys.items() if held)
