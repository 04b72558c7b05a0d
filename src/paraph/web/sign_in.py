"""How allauth is held to the house: nobody signs up, a second factor is never taken off, its secret is sealed.

A Django user is a person of the house, with the same id; the house decides who they are and what they may say.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache.backends.db import DatabaseCache
from django.http import HttpRequest

from paraph.web.office import office
from paraph.web.sealing import seal, unseal

_USED = "allauth.mfa.totp.used"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by one-time links alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's shape
        """Nobody makes an account for themselves."""
        return False

    def add_message(self, *args: Any, **more: Any) -> None:
        """Say nothing beside the page: what happened stands on it."""

    def send_mail(self, *args: Any, **more: Any) -> None:
        """Send nothing: the node's mails are the node's own."""


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors: sealed, and at least one of them for ever."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the second factor that stands when all passkeys are lost."""
        return bool(authenticator.type != Authenticator.Type.TOTP)

    def get_totp_issuer(self) -> str:
        """Name this node in a person's list of codes."""
        return f"Paraph {office().party}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this node in a person's list of passkeys."""
        return {**super().get_public_key_credential_rp_entity(), "name": office().node.identity.name}


class Memory(DatabaseCache):
    """What all processes must remember together: how often someone tried, and which codes were used.

    A code is good for a while before and after its half minute; it must be remembered as used for all of that.
    """

    def add(self, key: Any, value: Any, timeout: Any = None, version: int | None = None) -> bool:
        """Remember something that was not there."""
        longer = timeout * 3 if str(key).startswith(_USED) else timeout
        return bool(super().add(key, value, longer, version))


def has_second_factor(user: User) -> bool:
    """Tell whether somebody has a second factor beside printed codes."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
