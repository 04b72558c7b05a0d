"""Where reminders go: the house's mail server, and whoever is told by a signed message. Kept at home.

* Nothing is sent anywhere before an administrator has said where.
* A secret in a setting is never shown again, and never written to the trail.
"""

from typing import Annotated, Any, Final

from msgspec import Meta

from paraph.service.chancery import Chancery, administrator
from paraph.service.ports import House
from paraph.service.trail import Deed
from paraph.values import Value, builtin, convert

SHELF: Final = "settings"
_WEBHOOK: Final = "webhook/"
_HIDDEN: Final = ("password", "secret", "authority")

Port = Annotated[int, Meta(ge=1, le=65535)]
HostName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}\Z")]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}\Z")]
Url = Annotated[
    str,
    Meta(pattern=r"^(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(?:/\S*)?\Z"),
]
"""An https address; plain http only to this machine."""


class Mail(Value, frozen=True, kw_only=True):
    """The mail server through which letters go. They are encrypted on the way, but to this machine itself.

    Attributes:
        host: Its name.
        sender: The address that letters come from.
        port: Usually 587, for submission.
        user: For signing in there; empty for not.
        password: For signing in there.
        authority: PEM of the authority that vouches for it; empty for those the machine trusts.
    """

    host: HostName
    sender: str
    port: Port
    user: str = ""
    password: str = ""
    authority: str = ""


class Webhook(Value, frozen=True, kw_only=True):
    """Another program of this house that is told what waits.

    Attributes:
        name: By which it is known here.
        url: Where.
        secret: What its messages are signed with: "whsec_" and Base64.
        off: The other end said that it is gone (410), or an administrator paused it.
    """

    name: Name
    url: Url
    secret: str
    off: bool = False


class Reminders(Value, frozen=True, kw_only=True):
    """When reminders are due.

    Attributes:
        soon: Days before its date at which something is due soon.
        again: Days after which what is overdue is said again.
        pages: Address of the office's pages, for links in letters; empty for none.
    """

    soon: Annotated[int, Meta(ge=0, le=365)] = 7
    again: Annotated[int, Meta(ge=1, le=365)] = 7
    pages: str = ""


Setting = Mail | Webhook | Reminders


def configure(chancery: Chancery, by: str, setting: Setting) -> None:
    """Keep a setting, as an administrator.

    Raises:
        Barred: "person.no_administrator".
        Unreadable: It is not of its form.
    """
    administrator(chancery, by)
    set_up(chancery, setting, by=by)


def set_up(chancery: Chancery, setting: Setting, *, by: str = "") -> None:
    """Keep a setting, as whoever holds the node's folder."""
    plain = builtin(convert(type(setting), builtin(setting)))
    key = _key(setting)
    chancery.house.put(SHELF, key, plain)
    chancery.note(Deed.SETTINGS, by=by, subject=key, **shown(plain))


def forget(chancery: Chancery, key: str, *, by: str = "") -> None:
    """Take a setting away: "mail", "reminders" or "webhook/NAME"; nothing is sent there any more."""
    chancery.house.drop(SHELF, key)
    chancery.note(Deed.SETTINGS, by=by, subject=key, gone=True)


def mail_of(house: House) -> Mail | None:
    """Return the mail server; None while none is set up."""
    found = house.get(SHELF, "mail")
    return None if found is None else convert(Mail, found)


def reminders_of(house: House) -> Reminders:
    """Return when reminders are due."""
    return convert(Reminders, house.get(SHELF, "reminders") or {})


def webhooks_of(house: House) -> tuple[Webhook, ...]:
    """List who is told by a signed message, by name."""
    return tuple(convert(Webhook, one) for key, one in house.all(SHELF).items() if key.startswith(_WEBHOOK))


def shown(plain: dict[str, Any]) -> dict[str, Any]:
    """Return a setting without its secrets."""
    return {name: "…" if name in _HIDDEN else value for name, value in plain.items()}


def _key(setting: Setting) -> str:
    if isinstance(setting, Webhook):
        return f"{_WEBHOOK}{setting.name}"
    return "mail" if isinstance(setting, Mail) else "reminders"
