"""Signed messages: what others' implementations accept, tried again until they are taken or given up."""

from datetime import timedelta

import pytest
from msgspec import json as msgjson
from tests.exchange.cast import NOON, MemoryHouse

from paraph.service.reminders import Item
from paraph.service.settings import Webhook
from paraph.service.webhooks import (
    RETRIES,
    Message,
    after_try,
    drop,
    headers,
    keep,
    message_of,
    new_secret,
    outgoing,
    signature,
    to_try,
)
from paraph.values import Barred

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # the specification's own example
HOOK = Webhook(name="register", url="https://register.example/in", secret=SECRET)
ITEM = Item(
    stage="owed",
    framework="river",
    record="ab" * 32,
    kind="consultation.session",
    verbs=("accept",),
    what="answer",
    on="ab" * 32,
    date="2026-02-01T12:00:00Z",
)


def test_a_signature_is_the_one_that_others_publish() -> None:
    """The example that the implementations of Standard Webhooks are tested with."""
    body = b'{"test": 2432232314}'

    written = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)

    assert "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" == written


def test_a_message_says_what_waits_and_no_word_of_it() -> None:
    message = message_of(HOOK, ITEM, day="2026-03-01", now=NOON)

    assert {
        "type": "answer.owed",
        "timestamp": "2026-03-01T12:00:00Z",
        "data": {
            "framework": "river",
            "record": "ab" * 32,
            "kind": "consultation.session",
            "what": "answer",
            "on": "ab" * 32,
            "date": "2026-02-01T12:00:00Z",
        },
    } == msgjson.decode(message.body)


def test_a_message_has_one_id_a_day_and_receiver() -> None:
    first, same = (message_of(HOOK, ITEM, day="2026-03-01", now=NOON) for _ in range(2))
    later = message_of(HOOK, ITEM, day="2026-03-08", now=NOON)

    assert (True, False) == (first.id == same.id, first.id == later.id)


def test_each_try_is_signed_anew_under_the_same_id() -> None:
    message = message_of(HOOK, ITEM, day="2026-03-01", now=NOON)

    first, second = headers(HOOK, message, now=NOON), headers(HOOK, message, now=NOON + timedelta(seconds=5))

    assert (first["webhook-id"], str(int(NOON.timestamp()))) == (second["webhook-id"], first["webhook-timestamp"])
    assert first["webhook-signature"] != second["webhook-signature"]


@pytest.mark.parametrize("answer", ["200", "204"])
def test_what_was_taken_is_done(answer: str) -> None:
    assert after_try(message_of(HOOK, ITEM, day="2026-03-01", now=NOON), answer, now=NOON) is None


def test_what_was_not_taken_is_tried_ten_times_and_later_each_time() -> None:
    message = message_of(HOOK, ITEM, day="2026-03-01", now=NOON)
    nexts = []
    while message.next:
        message = after_try(message, "webhook.link", now=NOON)
        nexts.append(message.next)

    assert (10, 10, "webhook.link") == (len(RETRIES), message.tries, message.answer)
    assert ["2026-03-01T12:00:05Z", "2026-03-01T12:05:00Z"] == nexts[:2]
    assert ["2026-03-02T12:00:00Z", ""] == nexts[-2:]
    assert sorted(RETRIES) == list(RETRIES)


def test_a_receiver_that_is_gone_is_not_tried_again() -> None:
    gone = after_try(message_of(HOOK, ITEM, day="2026-03-01", now=NOON), "410", now=NOON)

    assert ("", 1, "410") == (gone.next, gone.tries, gone.answer)


def test_a_message_is_tried_when_its_time_has_come() -> None:
    house = MemoryHouse()
    now, later, never = (
        Message(id=f"msg_{name}", webhook="register", body="{}", next=at)
        for name, at in (("a", "2026-03-01T12:00:00Z"), ("b", "2026-03-01T12:00:01Z"), ("c", ""))
    )
    for message in (now, later, never):
        keep(house, message)

    assert (now,) == to_try(outgoing(house), now=NOON)
    drop(house, now)
    assert (later, never) == outgoing(house)


def test_a_secret_is_base64_behind_its_prefix() -> None:
    assert "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" == new_secret(bytes(range(24)))
    with pytest.raises(Barred, match=r"webhook\.secret"):
        signature("whsec_!", "m", "0", b"")
