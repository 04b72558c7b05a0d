"""How a person begins: who they are, a password, and a second factor that has been tried, all in one step.

Nothing is kept until all of it is right; then the link is used up with it.
"""

from io import BytesIO
from typing import Any

import qrcode
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django import forms
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from msgspec import structs
from qrcode.image.svg import SvgPathImage

from paraph.service.people import Person, people
from paraph.service.staff import enter
from paraph.values import Answer, convert
from paraph.web.links import use_link
from paraph.web.models import OneTimeLink
from paraph.web.office import office

_KEY = "begin.key"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_PERSON = r"[a-z0-9][a-z0-9._\-]{0,39}"


class Beginning(forms.Form):
    """What somebody who begins fills in."""

    account = forms.RegexField(
        label=_("Short name, for signing in"),
        help_text=_("Small letters, digits, dot and hyphen."),
        regex=rf"^{_PERSON}\Z",
        error_messages={"invalid": _("Use small letters, digits, dot and hyphen, at most 40.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Full name"), help_text=_("Stays in this house."), max_length=120)
    office = forms.CharField(label=_("Office"), help_text=_("What you say is signed as this office."), max_length=80)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters; several words are easy to remember."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    code = forms.CharField(
        label=_("Code that the app shows now"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, link: OneTimeLink, key: str) -> None:
        """Ask for less where the house knows the person already."""
        super().__init__(*args)
        self._key = key
        self.known = {one.id: one for one in people(office().node.house)}
        self.whose = link.person
        if link.person:
            for name in ("account", "name", "office"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Hold the parts against each other."""
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", _("The two are not the same."))
        if given.get("password"):
            self._check("password", lambda: validate_password(given["password"], User(username=self._account(given))))
        if given.get("code") and not validate_totp_code(self._key, given["code"].strip()):
            self.add_error("code", _("That is not the code. Check that the clock of your telephone is right."))
        if given.get("account") and not self.errors:
            self._require_person(given)
        return given

    def _account(self, given: dict[str, Any]) -> str:
        return self.whose or given.get("account", "")

    def _check(self, field: str, ask: Any) -> None:
        try:
            ask()
        except forms.ValidationError as refusal:
            self.add_error(field, refusal)

    def _require_person(self, given: dict[str, Any]) -> None:
        try:
            self.entered(given)
        except Answer:
            self.add_error("office", _("The name of the office cannot be signed: use letters, digits and spaces."))

    def entered(self, given: dict[str, Any]) -> Person:
        """Return the person as the house will know them: as it does already, else with no mandate yet."""
        account = self._account(given)
        fresh = {"id": account, "name": given.get("name"), "office": given.get("office")}
        return self.known.get(account) or convert(Person, fresh)


def begun(request: HttpRequest, secret: str, form: Beginning) -> User:
    """Use the link up, keep password and second factor, and sign the person in."""
    given = form.cleaned_data
    known = form.entered(given)
    with transaction.atomic():
        link = use_link(secret)
        user, _created = User.objects.get_or_create(username=known.id)
        user.set_password(given["password"])
        user.save()
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, request.session.pop(_KEY))
        RecoveryCodes.activate(user)
        if link.purpose == "administrator":
            enter(office().node.chancery, structs.replace(known, administers=True))
    login(request, user, backend=_BACKEND)
    record_authentication(request, user, method="password", username=known.id, reauthenticated=True)
    return user


def secret_of(session: SessionBase) -> str:
    """Return the key of the second factor that is being set up in this browser."""
    if _KEY not in session:
        session[_KEY] = generate_totp_secret()
    return str(session[_KEY])


def picture(key: str, account: str) -> SafeString:
    """Draw a key for a telephone to read."""
    named = User(username=account or "administrator")
    drawn = qrcode.make(get_adapter().build_totp_url(named, key), image_factory=SvgPathImage)
    file = BytesIO()
    drawn.save(file)
    svg = file.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # drawn here, of a key that we made
