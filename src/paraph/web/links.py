"""Links that let their holder in once, for half an hour: how the first administrator, and everybody after, begins.

* There is no moment at which whoever comes first is let in: without a link nobody can make an account.
* A link works once, whoever else tries it at the same time; using it and what it was used for stand or fall together.
"""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final, Literal

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from paraph.adapters.clock import utc_now
from paraph.service.people import may_administer, people
from paraph.values import Barred
from paraph.web.models import OneTimeLink
from paraph.web.office import office

PATIENCE: Final = timedelta(minutes=30)
"""How long a link works."""

Purpose = Literal["administrator", "person", "desk"]


def new_link(person: str = "", *, purpose: Purpose = "person") -> str:
    """Make a link and return its address below the pages' origin; it cannot be shown again.

    Args:
        person: Whom it lets in; empty where the first administrator still has to say who they are.
        purpose: "administrator" and "person" let one choose password and second factor; "desk" signs in at once.
    """
    secret = token_urlsafe(24)
    OneTimeLink.objects.filter(until__lt=timezone.now()).delete()
    OneTimeLink.objects.create(digest=_digest(secret), person=person, purpose=purpose, until=timezone.now() + PATIENCE)
    return reverse("desk_link" if purpose == "desk" else "begin", args=[secret])


def first_link() -> str | None:
    """Return a link for the first administrator, or None where one can sign in already."""
    today = utc_now().date()
    known = [one.id for one in people(office().node.house) if may_administer(one, on=today)]
    if any(user.has_usable_password() for user in User.objects.filter(username__in=known)):
        return None
    OneTimeLink.objects.filter(purpose="administrator").delete()
    return new_link(purpose="administrator")


def read_link(secret: str) -> OneTimeLink:
    """Return a link that still works, without using it.

    Raises:
        Barred: "pages.link_spent": it was used, or its time is over.
    """
    found = OneTimeLink.objects.filter(digest=_digest(secret), until__gt=timezone.now()).first()
    if found is None:
        raise Barred("pages.link_spent")
    return found


def use_link(secret: str) -> OneTimeLink:
    """Use a link up, inside the caller's transaction.

    Raises:
        Barred: "pages.link_spent": it was used, or its time is over.
    """
    found = read_link(secret)
    used, _ = OneTimeLink.objects.filter(digest=found.digest).delete()
    if not used:
        raise Barred("pages.link_spent")
    return found


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
