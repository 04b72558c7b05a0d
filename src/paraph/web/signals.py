"""What is written down of sign-in: who came in and went out, who was refused, and which factors changed."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from paraph.service.trail import Deed
from paraph.web.office import office


@receiver(user_logged_in)
def came_in(user: AbstractUser, **_more: Any) -> None:
    """Write down who came in."""
    office().tell(Deed.SIGN_IN, by=user.get_username())


@receiver(user_logged_out)
def went_out(user: AbstractUser | None, **_more: Any) -> None:
    """Write down who went out."""
    if user is not None:
        office().tell(Deed.SIGN_OUT, by=user.get_username())


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], **_more: Any) -> None:
    """Write down which name was tried."""
    office().tell(Deed.SIGN_IN_FAILED, by=str(credentials.get("username", ""))[:200])


@receiver(authentication_failed)
def refused_at_second(user: AbstractUser, authenticator: Authenticator, **_more: Any) -> None:
    """Write down whose password was right, and whose second factor was not."""
    office().tell(Deed.SIGN_IN_FAILED, by=user.get_username(), factor=str(authenticator.type))


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def changed(user: AbstractUser, authenticator: Authenticator, **_more: Any) -> None:
    """Write down whose factors changed."""
    office().tell(Deed.FACTOR, by=user.get_username(), subject=str(authenticator.type))
