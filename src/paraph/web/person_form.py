"""The form by which somebody is appointed: who they are, and their mandates as rows that are added and taken away.

* A row is added, and a role filled in, without judging anything: every typed word stays.
* What is judged is refused beside the field.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from paraph.service.people import Mandate, Person
from paraph.service.roles import Role, role_named
from paraph.values import convert
from paraph.web.mandates import kinds, verbs

MOST: Final = 40
"""Rows of mandates that one form has at most."""

_KEYS: Final = ("drafts", "releases", "second_key")


class DayInput(forms.DateInput):
    """A day as browsers let one choose it; ISO everywhere."""

    input_type = "date"

    def __init__(self) -> None:
        """Write it as ISO does, whatever the language."""
        super().__init__(format="%Y-%m-%d")


class About(forms.Form):
    """Who somebody is, and what is no mandate."""

    id = forms.RegexField(
        label=_("Short name, for signing in"),
        help_text=_("Small letters, digits, dot and hyphen. It is never given to anybody else."),
        regex=r"^[a-z0-9][a-z0-9._\-]{0,39}\Z",
        error_messages={"invalid": _("Use small letters, digits, dot and hyphen, at most 40.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Full name"), help_text=_("Stays in this house."), max_length=120)
    office = forms.CharField(label=_("Office"), help_text=_("What they say is signed as this office."), max_length=80)
    until = forms.DateField(
        label=_("Last day"),
        help_text=_("After it they may do nothing here. Leave it empty where it does not end."),
        required=False,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
    )
    administers = forms.BooleanField(label=_("Administers the node: people, link, settings, backups"), required=False)
    audits = forms.BooleanField(label=_("Reads the audit trail"), required=False)

    def __init__(self, *args: Any, known: Person | None = None, **more: Any) -> None:
        """Ask for no short name where there is one."""
        super().__init__(*args, **more)
        if known is not None:
            del self.fields["id"]


class Row(forms.Form):
    """One mandate."""

    kinds = forms.ChoiceField(label=_("On"))
    verbs = forms.ChoiceField(label=_("May say"))
    drafts = forms.BooleanField(label=_("First key"), required=False)
    releases = forms.BooleanField(label=_("Second key, to another's draft"), required=False)
    second_key = forms.BooleanField(label=_("Never alone: always with a second key"), required=False)

    def __init__(self, *args: Any, known: Person | None, **more: Any) -> None:
        """Offer the kinds and verbs that there are, and the patterns that the person has."""
        super().__init__(*args, **more)
        had = known.mandates if known else ()
        self.fields["kinds"].choices = kinds(*(one.kinds for one in had))  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["verbs"].choices = verbs(*(one.verbs for one in had))  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A mandate that gives no key is none."""
        given = super().clean() or {}
        if not given.get("drafts") and not given.get("releases"):
            self.add_error("drafts", _("Give a key, or take the row away."))
        return given


class PersonForm:
    """Both together, as they are drawn and judged."""

    def __init__(self, posted: Mapping[str, str] | None = None, *, known: Person | None = None) -> None:
        """Begin with what was posted, else with the person as known, else empty."""
        self.known = known
        if posted is None:
            had = known.mandates if known else ()
            self.about = About(initial=_initial(known), known=known)
            self.rows = [Row(initial=_whole(one), known=known, prefix=f"m{n}") for n, one in enumerate(had)]
        else:
            self.about = About(posted, known=known)
            self.rows = [Row(posted, known=known, prefix=f"m{n}") for n in range(_count(posted))]

    @property
    def forms(self) -> tuple[forms.Form, ...]:
        """All of it, in the order of the page."""
        return (self.about, *self.rows)

    def is_valid(self) -> bool:
        """Judge all of it."""
        return not [one for one in self.forms if not one.is_valid()]

    def person(self) -> Person:
        """Return whom it appoints."""
        given = dict(self.about.cleaned_data)
        until = given.pop("until")
        mandates = [dict(one.cleaned_data) for one in self.rows]
        plain = {"id": self.known.id if self.known else "", **given, "mandates": mandates}
        return convert(Person, {**plain, "until": until.isoformat() if until else None}, exact=False)


def redrawn(posted: Mapping[str, str], known: Person | None = None) -> PersonForm:
    """Return the form with a row more, a row less, or a role filled in; nothing is judged."""
    form = PersonForm(known=known)
    role = role_named(posted.get("role", "")) if "fill" in posted else Role()
    rows = [one for n, one in enumerate(_rows(posted)) if str(n) != posted.get("drop")]
    rows += [_whole(one) for one in role.mandates]
    rows += [_whole(Mandate(kinds="*", verbs="*"))] if "add" in posted else []
    form.about = About(initial=_typed(posted, role), known=known)
    form.rows = [Row(initial=one, known=known, prefix=f"m{n}") for n, one in enumerate(rows[:MOST])]
    return form


def _count(posted: Mapping[str, str]) -> int:
    return next(n for n in count() if n >= MOST or f"m{n}-kinds" not in posted)


def _whole(mandate: Mandate) -> dict[str, Any]:
    """Return a mandate as a row shows it: every key said."""
    return {"kinds": mandate.kinds, "verbs": mandate.verbs, **{key: getattr(mandate, key) for key in _KEYS}}


def _rows(posted: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "kinds": posted[f"m{n}-kinds"],
            "verbs": posted.get(f"m{n}-verbs", "*"),
            **{key: f"m{n}-{key}" in posted for key in _KEYS},
        }
        for n in range(_count(posted))
    ]


def _typed(posted: Mapping[str, str], role: Role) -> dict[str, Any]:
    words = {name: posted.get(name, "") for name in ("id", "name", "office", "until")}
    return {
        **words,
        "administers": "administers" in posted or role.administers,
        "audits": "audits" in posted or role.audits,
    }


def _initial(known: Person | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {name: getattr(known, name) for name in ("id", "name", "office", "until", "administers", "audits")}
