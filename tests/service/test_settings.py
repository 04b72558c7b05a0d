"""Where reminders go is an administrator's to say; how one is written to, one's own."""

import pytest
from msgspec.structs import replace
from tests.service.halls import Hall

from paraph.service.preferences import Preferences, prefer, preferences_of
from paraph.service.settings import Mail, Reminders, Webhook, configure, mail_of, reminders_of, set_up, webhooks_of
from paraph.values import Barred, Unreadable

MAIL = Mail(host="mail.example", port=587, sender="paraph@north.example", password="hush")  # noqa: S106  # never sent anywhere
HOOK = Webhook(name="register", url="https://register.example/in", secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")  # noqa: S106  # an example


def test_settings_are_an_administrators_and_secrets_are_not_told() -> None:
    hall = Hall()
    hall.enters("keeper", administers=True)
    hall.enters("clerk")

    configure(hall.chancery, "keeper", MAIL)
    configure(hall.chancery, "keeper", Reminders(soon=3))
    with pytest.raises(Barred, match=r"person\.no_administrator"):
        configure(hall.chancery, "clerk", HOOK)

    assert (MAIL, 3, ()) == (mail_of(hall.house), reminders_of(hall.house).soon, webhooks_of(hall.house))
    assert "hush" not in repr(hall.told)


@pytest.mark.parametrize(
    "url", ["http://register.example/", "ftp://x", "https://", "https://user@x/", "javascript:x", "http://127.0.0.1.x/"]
)
def test_a_message_goes_over_https_or_stays_on_this_machine(url: str) -> None:
    with pytest.raises(Unreadable):
        set_up(Hall().chancery, replace(HOOK, url=url))


@pytest.mark.parametrize("url", ["https://register.example:8443/in?x=1", "http://127.0.0.1:99/", "http://[::1]/x"])
def test_addresses_that_a_message_may_go_to(url: str) -> None:
    hall = Hall()
    set_up(hall.chancery, replace(HOOK, url=url))

    assert url == webhooks_of(hall.house)[0].url


def test_everyone_says_for_themselves_how_they_are_written_to() -> None:
    hall = Hall()
    hall.enters("clerk")
    hall.enters("keeper", administers=True)

    prefer(hall.chancery, "clerk", Preferences(person="clerk", language="ur", email="clerk@north.example"))
    prefer(hall.chancery, "keeper", Preferences(person="clerk", language="ps", email="clerk@north.example"))
    with pytest.raises(Barred, match=r"preferences\.not_yours"):
        prefer(hall.chancery, "clerk", Preferences(person="keeper"))

    assert ("ps", "en") == (preferences_of(hall.house, "clerk").language, preferences_of(hall.house, "keeper").language)


def test_the_usual_language_may_be_chosen_too() -> None:
    """A page sends what holds anyway, and as words of its own."""
    hall = Hall()
    hall.enters("clerk")
    sent = "-en"[1:]

    prefer(hall.chancery, "clerk", Preferences(person="clerk", language=sent, hour=7))

    assert ("en", 7) == (preferences_of(hall.house, "clerk").language, preferences_of(hall.house, "clerk").hour)


@pytest.mark.parametrize("email", ["clerk", "a@b@c", "A Clerk <a@b>", "a@b\r\nBcc: c@d", "a,b@c"])
def test_an_address_is_one_address(email: str) -> None:
    hall = Hall()
    hall.enters("clerk")

    with pytest.raises(Unreadable):
        prefer(hall.chancery, "clerk", Preferences(person="clerk", email=email))
