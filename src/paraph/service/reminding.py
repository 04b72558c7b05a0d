"""Tell everyone what waits for them: a letter a day to persons, signed messages to other programs.

* What could not be sent is not remembered as told: the next run sends it.
* A run may be repeated at any time, by a clock or by hand: nobody is told the same thing twice.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from paraph.service.board import Board
from paraph.service.chancery import Chancery
from paraph.service.desk import Desk
from paraph.service.people import Person, people, serves
from paraph.service.ports import House
from paraph.service.preferences import Preferences, preferences_of
from paraph.service.reminders import (
    Digest,
    Item,
    digest_for,
    is_fresh,
    keep_told,
    may_answer,
    told_after,
    told_to,
    waiting,
)
from paraph.service.settings import Webhook, mail_of, reminders_of, set_up, webhooks_of
from paraph.service.trail import Deed
from paraph.service.webhooks import GONE, Message, after_try, drop, keep, message_of, outgoing, to_try
from paraph.values import Unreachable

Post = Callable[[Preferences, Digest], None]
"""Sends a letter; raises Unreachable when it could not."""

Send = Callable[[Webhook, Message], int]
"""Tries to send a message, and returns the status; raises Unreachable when nobody answered."""


class Sent(NamedTuple):
    """What came of telling everyone.

    Attributes:
        letters: To whom a letter went.
        messages: Ids of the messages that were taken.
        failed: Receiver -> code of why nothing went there; it is tried again.
    """

    letters: tuple[str, ...]
    messages: tuple[str, ...]
    failed: Mapping[str, str]


def is_wanted(house: House) -> bool:
    """Tell whether anything is to be sent anywhere: a mail server or another program is set up, or messages wait."""
    return bool(mail_of(house) or webhooks_of(house) or outgoing(house))


def remind(chancery: Chancery, boards: Mapping[str, Board], *, post: Post, send: Send) -> Sent:
    """Tell everyone what waits for them, as far as it was not told.

    Args:
        chancery: The persons' side of the node.
        boards: The frameworks' boards, which are brought up to their records.
        post: Sends a letter.
        send: Sends a message.
    """
    now, settings = chancery.clock(), reminders_of(chancery.house)
    for board in boards.values():
        board.refresh()
    desks = {name: board.desk for name, board in boards.items()}
    items = {name: waiting(board, soon=settings.soon) for name, board in boards.items()}
    failed: dict[str, str] = {}
    letters = _letters(chancery, desks, items, post, failed) if mail_of(chancery.house) is not None else ()
    _queue(chancery, [one for found in items.values() for one in found], now)
    return Sent(letters, _messages(chancery, send, failed, now), failed)


def _letters(
    chancery: Chancery,
    desks: Mapping[str, Desk],
    items: Mapping[str, tuple[Item, ...]],
    post: Post,
    failed: dict[str, str],
) -> tuple[str, ...]:
    sent = []
    for person in people(chancery.house):
        wanted = preferences_of(chancery.house, person.id)
        if not serves(person, on=chancery.today) or not _wants(wanted, chancery.clock()):
            continue
        mine = [
            one
            for name, found in items.items()
            for one in found
            if may_answer(desks[name], person, one, on=chancery.today)
        ]
        if _letter(chancery, person, mine, partial(post, wanted), failed):
            sent.append(person.id)
    return tuple(sent)


def _wants(wanted: Preferences, now: datetime) -> bool:
    return bool(wanted.email) and wanted.daily and wanted.hour <= now.hour


def _letter(
    chancery: Chancery, person: Person, mine: list[Item], post: Callable[[Digest], None], failed: dict[str, str]
) -> bool:
    told, again = told_to(chancery.house, person.id), reminders_of(chancery.house).again
    digest = digest_for(person.id, mine, told, on=chancery.today, again=again)
    if digest is None:
        return False
    try:
        post(digest)
    except Unreachable as cut:
        failed[person.id] = cut.code
        return False
    after = told_after(told, fresh=digest.fresh, still=digest.still, on=chancery.today)
    keep_told(chancery.house, person.id, after)
    chancery.note(Deed.TOLD, by="", subject=person.id, fresh=len(digest.fresh), still=len(digest.still))
    return True


def _queue(chancery: Chancery, items: list[Item], now: datetime) -> None:
    again = reminders_of(chancery.house).again
    for webhook in webhooks_of(chancery.house):
        receiver = f"webhook/{webhook.name}"
        told = told_to(chancery.house, receiver)
        fresh = [one for one in items if is_fresh(one, told, on=chancery.today, again=again) and not webhook.off]
        for item in fresh:
            keep(chancery.house, message_of(webhook, item, day=chancery.today.isoformat(), now=now))
        keep_told(chancery.house, receiver, told_after(told, fresh=fresh, still=items, on=chancery.today))


def _messages(chancery: Chancery, send: Send, failed: dict[str, str], now: datetime) -> tuple[str, ...]:
    known = {one.name: one for one in webhooks_of(chancery.house) if not one.off}
    taken = []
    for message in to_try(outgoing(chancery.house), now=now):
        webhook = known.get(message.webhook)
        if webhook is None:
            drop(chancery.house, message)
        elif _tried(chancery, webhook, message, send, failed):
            taken.append(message.id)
    return tuple(taken)


def _tried(chancery: Chancery, webhook: Webhook, message: Message, send: Send, failed: dict[str, str]) -> bool:
    try:
        answer = str(send(webhook, message))
    except Unreachable as cut:
        answer = cut.code
    later = after_try(message, answer, now=chancery.clock())
    if later is None:
        drop(chancery.house, message)
        return True
    keep(chancery.house, later)
    failed[f"webhook/{webhook.name}"] = answer
    if answer == str(GONE):
        set_up(chancery, Webhook(name=webhook.name, url=webhook.url, secret=webhook.secret, off=True))
    return False
