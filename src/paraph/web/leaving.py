"""The end of somebody's sign-in: sessions, password, second factors and links go at once, and it is written down.

* What ended is read off the trail again, so that whoever asks later is told the same.
"""

from collections.abc import Iterator
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from paraph.service.trail import Asked, Deed
from paraph.web.models import OneTimeLink
from paraph.web.office import office


class Ended(NamedTuple):
    """What ended of a person's sign-in.

    Attributes:
        sessions: How many browsers were signed in.
        password: Whether there was a password.
        codes: Whether there were codes of an app, or printed ones.
        passkeys: How many.
        links: How many one-time links were still good.
    """

    sessions: int
    password: bool
    codes: bool
    passkeys: int
    links: int


def end_sign_in(person: str, *, by: str) -> Ended:
    """End every session of a person, and forget their password, second factors and links."""
    with transaction.atomic():
        ended = Ended(
            sessions=_drop_sessions(person),
            password=_drop_password(person),
            codes=bool(_drop_factors(person, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)),
            passkeys=_drop_factors(person, Authenticator.Type.WEBAUTHN),
            links=OneTimeLink.objects.filter(person=person).delete()[0],
        )
    office().tell(Deed.FACTOR, by=by, subject=person, ended=True, **ended._asdict())
    return ended


def ended_sign_in(person: str) -> Ended | None:
    """Return what ended of a person's sign-in when it last was ended; None when it never was."""
    told = office().node.trail.entries(Asked(subject=person, deed=Deed.FACTOR))
    found = next((one.event.facts for one in told if one.event.facts.get("ended")), None)
    return None if found is None else Ended(**{name: found[name] for name in Ended._fields})


def sessions_of(person: str) -> int:
    """Count the browsers in which a person is signed in."""
    return sum(1 for _one in _sessions(person))


def can_sign_in() -> frozenset[str]:
    """Name everybody who has a password."""
    return frozenset(user.username for user in User.objects.exclude(password="") if user.has_usable_password())


def _sessions(person: str) -> Iterator[Session]:
    user = User.objects.filter(username=person).first()
    if user is None:
        return
    for one in Session.objects.all():
        if one.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield one


def _drop_sessions(person: str) -> int:
    found = [one.session_key for one in _sessions(person)]
    return Session.objects.filter(session_key__in=found).delete()[0]


def _drop_password(person: str) -> bool:
    user = User.objects.filter(username=person).first()
    if user is None:
        return False
    had = bool(user.password) and user.has_usable_password()
    user.set_unusable_password()
    user.save()
    return had


def _drop_factors(person: str, *types: str) -> int:
    dropped, _of_each = Authenticator.objects.filter(user__username=person, type__in=types).delete()
    return int(dropped)
