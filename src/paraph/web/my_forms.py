"""The forms of one's own page: a deputy, an absence, how one wants to be spoken to."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from paraph.service.people import Mandate
from paraph.service.preferences import Preferences
from paraph.values import builtin, convert
from paraph.web.languages import LANGUAGES
from paraph.web.mandates import in_words
from paraph.web.person_form import DayInput

Choices = list[tuple[str, str]]
Typed = QueryDict | None
"""What was sent; None where nothing was."""

_ISO: Final = ["%Y-%m-%d"]


class Deputy(forms.Form):
    """Who stands in for oneself, from when to when, in what."""

    deputy = forms.ChoiceField(label=_("Who stands in for me"))
    first = forms.DateField(label=_("First day"), widget=DayInput(), input_formats=_ISO)
    last = forms.DateField(
        label=_("Last day"), help_text=_("It ends by itself; a quarter at most."), widget=DayInput(), input_formats=_ISO
    )
    of = forms.ChoiceField(
        label=_("Of what"),
        choices=[("all", _("All that I may say")), ("some", _("Only what is marked here"))],
        widget=forms.RadioSelect,
        initial="all",
    )
    some = forms.MultipleChoiceField(label=_("Of my mandates"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self, typed: Typed, *, others: Choices, mandates: tuple[Mandate, ...], initial: dict[str, Any]
    ) -> None:
        """Offer everybody else, and each of one's own mandates."""
        super().__init__(typed, initial=initial, prefix="deputy")
        self._mandates = mandates
        words = in_words(mandates)
        self.fields["deputy"].choices = others  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["some"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (str(n), f"{one.kinds}: {one.verbs} ({' · '.join(one.keys)})") for n, one in enumerate(words)
        ]

    def clean(self) -> dict[str, Any]:
        """To give some, one must be marked: none would be all."""
        given = super().clean() or {}
        if given.get("of") == "some" and not given.get("some"):
            self.add_error("some", _("Mark at least one, or give all."))
        return given

    @property
    def scope(self) -> tuple[Mandate, ...]:
        """What is given; empty for all."""
        given = self.cleaned_data
        return tuple(self._mandates[int(n)] for n in given["some"]) if given["of"] == "some" else ()


class Away(forms.Form):
    """When one is away, and whom to ask meanwhile."""

    first = forms.DateField(label=_("First day away"), widget=DayInput(), input_formats=_ISO)
    last = forms.DateField(label=_("Last day away"), widget=DayInput(), input_formats=_ISO)
    stand_in = forms.ChoiceField(
        label=_("Whom to ask meanwhile"),
        help_text=_("It is shown to everybody here, and lets nobody sign: for that, give a deputy."),
        required=False,
    )

    def __init__(self, typed: Typed, *, others: Choices, initial: dict[str, Any]) -> None:
        """Offer everybody else."""
        super().__init__(typed, initial=initial, prefix="away")
        self.fields["stand_in"].choices = [("", _("nobody")), *others]  # type: ignore[attr-defined]  # a ChoiceField


class Spoken(forms.Form):
    """In which language, at which address, and when."""

    language = forms.ChoiceField(label=_("Language of pages and letters"))
    digits = forms.ChoiceField(
        label=_("Digits of dates"),
        choices=[
            ("usual", _("As official papers in the language have them")),
            ("western", "0 1 2 3 4 5 6 7 8 9"),
            ("own", "۰ ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹"),
        ],
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("No word of any record goes there: only that something waits."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    daily = forms.BooleanField(
        label=_("Write to me once a day at most, when something new waits for me"), required=False
    )
    hour = forms.TypedChoiceField(label=_("Not before"), coerce=int)

    def __init__(self, typed: Typed, *, hours: Choices, initial: dict[str, Any]) -> None:
        """Offer the languages there are, and the hours as clocks show them here."""
        super().__init__(typed, initial=initial, prefix="spoken")
        self.fields["language"].choices = [(one.code, one.name) for one in LANGUAGES]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["hour"].choices = hours  # type: ignore[attr-defined]  # a ChoiceField

    def clean_digits(self) -> str:
        """Return which digits; the usual ones where nothing was chosen."""
        return self.cleaned_data["digits"] or "usual"

    def preferences(self, person: str) -> Preferences:
        """Return what is wanted."""
        return convert(Preferences, {"person": person, **self.cleaned_data}, exact=False)


def hours(offset: int) -> Choices:
    """Return the hours of the day in UTC, each with the clock of this house beside it.

    Args:
        offset: Minutes that the clock here is before UTC.
    """
    found = [(n, (n * 60 + offset) % 1440) for n in range(24)]
    found.sort(key=lambda one: one[1])
    return [(str(n), f"{here // 60:02}:{here % 60:02} ({n:02}:00 UTC)") for n, here in found]


def of_preferences(preferences: Preferences) -> dict[str, Any]:
    """Return preferences as the form shows them."""
    return {
        **builtin(preferences),
        "language": preferences.language,
        "daily": preferences.daily,
        "hour": preferences.hour,
        "digits": preferences.digits,
    }
