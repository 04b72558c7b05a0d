"""Signed messages to other programs of this house, as the Standard Webhooks specification has them.

* A message keeps its id through every try, so a receiver that hears it twice knows it.
* What is signed is the id, the time of the try and the exact bytes; a receiver refuses an old time.
* A message is tried ten times within about three days, then given up; 410 means that the receiver is gone.

Source: Standard Webhooks 1.0 (signature scheme v1, headers, schedule of retries).
"""

import base64
import binascii
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from paraph.record import utc_text, utc_time
from paraph.service.ports import House
from paraph.service.reminders import Item
from paraph.service.settings import Webhook
from paraph.values import Barred, Value, builtin, convert, digest_of

SHELF: Final = "webhook_out"
PREFIX: Final = "whsec_"
GONE: Final = 410

RETRIES: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""How long to wait before each try, from the one before."""

_TYPES: Final = {
    "owed": "answer.owed",
    "second_key": "second_key.awaited",
    "due_soon": "due.soon",
    "overdue": "due.overdue",
}


class Message(Value, frozen=True, kw_only=True):
    """A message on its way.

    Attributes:
        id: The same at every try.
        webhook: To whom.
        body: The exact text.
        next: When it is tried next, UTC; empty when it was given up.
        tries: How often it was tried.
        answer: What came of the last try: a status, or a code.
    """

    id: str
    webhook: str
    body: str
    next: str
    tries: int = 0
    answer: str = ""


def new_secret(random: bytes) -> str:
    """Return the secret of a webhook, from at least 24 unpredictable bytes."""
    return PREFIX + base64.b64encode(random).decode()


def message_of(webhook: Webhook, item: Item, *, day: str, now: datetime) -> Message:
    """Return the message that tells a receiver of something that waits. It names records and holds none of their words.

    Args:
        webhook: To whom.
        item: What waits.
        day: On which day it is told: told again another day, it is another message.
        now: This node's time.
    """
    data = {name: value for name, value in builtin(item).items() if name not in ("stage", "verbs")}
    body = {"type": _TYPES[item.stage], "timestamp": utc_text(now), "data": data}
    named = digest_of(f"{webhook.name}\n{item.key}\n{day}".encode())[:32]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Message(id=f"msg_{named}", webhook=webhook.name, body=text, next=utc_text(now))


def headers(webhook: Webhook, message: Message, *, now: datetime) -> dict[str, str]:
    """Return the headers of one try."""
    at = str(int(now.timestamp()))
    return {
        "content-type": "application/json; charset=utf-8",
        "webhook-id": message.id,
        "webhook-timestamp": at,
        "webhook-signature": signature(webhook.secret, message.id, at, message.body.encode()),
    }


def signature(secret: str, message_id: str, at: str, body: bytes) -> str:
    """Return the signature of a message: "v1," and Base64 of an HMAC-SHA256.

    Raises:
        Barred: "webhook.secret": the secret is not "whsec_" and Base64.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise Barred("webhook.secret") from error
    mac = hmac.new(key, b".".join((message_id.encode(), at.encode(), body)), "sha256")
    return f"v1,{base64.b64encode(mac.digest()).decode()}"


def after_try(message: Message, answer: str, *, now: datetime) -> Message | None:
    """Return what becomes of a message after a try; None when it was taken.

    Args:
        message: As it was.
        answer: The status as text, or a code where nobody answered.
        now: When it was tried.
    """
    if answer.startswith("2") and len(answer) == 3:
        return None
    tries = message.tries + 1
    ended = answer == str(GONE) or tries >= len(RETRIES)
    later = "" if ended else utc_text(now + RETRIES[tries])
    return Message(id=message.id, webhook=message.webhook, body=message.body, next=later, tries=tries, answer=answer)


def keep(house: House, message: Message) -> None:
    """Keep a message until it is taken."""
    house.put(SHELF, _key(message), builtin(message))


def drop(house: House, message: Message) -> None:
    """Forget a message that was taken."""
    house.drop(SHELF, _key(message))


def outgoing(house: House) -> tuple[Message, ...]:
    """List the messages that were not taken yet, those given up among them."""
    return tuple(convert(Message, one) for one in house.all(SHELF).values())


def to_try(messages: Iterable[Message], *, now: datetime) -> tuple[Message, ...]:
    """Return the messages whose time has come."""
    return tuple(one for one in messages if one.next and utc_time(one.next) <= now)


def _key(message: Message) -> str:
    return f"{message.webhook}/{message.id}"
