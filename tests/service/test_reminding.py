"""Who is told what, and when: each only what they may answer, once a day at most, and no more once it is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.kinds import ACCORD
from tests.service.boards import board_in
from tests.service.cast import Seat

from paraph.adapters.board_file import BoardFile
from paraph.service.board import Board
from paraph.service.chancery import Chancery
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.preferences import Preferences, set_preferences
from paraph.service.reminders import Digest, told_to
from paraph.service.reminding import Sent, is_wanted, remind
from paraph.service.settings import (
    Mail,
    Webhook,
    forget,
    set_up,
    webhooks_of,
)
from paraph.service.trail import Event
from paraph.service.webhooks import Message, outgoing
from paraph.values import Unreachable

Two = tuple[Seat, Seat]
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # the specification's own example
MAIL = Mail(host="mail.example", port=587, sender="paraph@north.example", password="hush")  # noqa: S106  # never sent anywhere
HOOK = Webhook(name="register", url="https://register.example/in", secret=SECRET)


class Post:
    """Takes letters and messages, or fails."""

    def __init__(self, seat: Seat, board: Board) -> None:
        self.seat = seat
        self.board = board
        self.letters: list[Digest] = []
        self.messages: list[Message] = []
        self.cut = False
        self.status = 200
        self.told: list[Event] = []

    @property
    def chancery(self) -> Chancery:
        return Chancery(house=self.seat.desk.house, clock=self.seat.clock, tell=self.told.append)

    def post(self, _to: Preferences, digest: Digest) -> None:
        if self.cut:
            raise Unreachable("mail.link", host="mail.example", reason="x")
        self.letters.append(digest)

    def send(self, _webhook: Webhook, message: Message) -> int:
        if self.cut:
            raise Unreachable("webhook.link", host="register.example", reason="x")
        self.messages.append(message)
        return self.status

    def run(self) -> Sent:
        return remind(self.chancery, {"river": self.board}, post=self.post, send=self.send)

    def next_day(self, days: int = 1) -> None:
        self.seat.clock.pass_by(days * 86_400)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[BoardFile]:
    """North's board."""
    with board_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(two: Two, index: BoardFile) -> Post:
    """North, with a mail server, whose clerk, head and intern have addresses; South has opened a record."""
    north, south = two
    office = Post(north, Board(desk=north.desk, index=index))
    for name in ("clerk", "head", "intern"):
        set_preferences(office.chancery, Preferences(person=name, email=f"{name}@north.example", language="ur"))
    set_up(office.chancery, MAIL)
    south.opens()
    north.hears(south)
    return office


def seen(office: Post) -> list[tuple[str, list[str], list[str]]]:
    return [
        (one.person, [item.stage for item in one.fresh], [item.stage for item in one.still]) for one in office.letters
    ]


def test_whoever_may_answer_is_told_of_an_answer_that_we_owe(office: Post) -> None:
    """The intern has no mandate and hears nothing."""
    assert Sent(("clerk", "head"), (), {}) == office.run()
    assert [("clerk", ["owed"], []), ("head", ["owed"], [])] == seen(office)


def test_nobody_is_told_twice(office: Post) -> None:
    office.run()
    office.run()
    office.next_day()
    office.run()

    assert 2 == len(office.letters)


def test_a_reminder_stops_on_the_answer(office: Post, two: Two) -> None:
    north, south = two
    office.run()
    opened = office.letters[0].fresh[0]
    south.opens("second")
    north.hears(south)
    north.say("accept", opened.record, on=opened.on)
    office.next_day()
    office.run()

    assert [("clerk", ["owed"], []), ("head", ["owed"], [])] == seen(office)[2:]
    assert opened.record not in {one.record for letter in office.letters[2:] for one in (*letter.fresh, *letter.still)}
    assert 1 == len(told_to(north.desk.house, "clerk").items)


def test_there_is_one_letter_a_day_whatever_happens(office: Post, two: Two) -> None:
    north, south = two
    office.run()
    south.opens("second")
    north.hears(south)
    office.run()

    assert 2 == len(office.letters)
    office.next_day()
    office.run()
    assert [("clerk", ["owed"], ["owed"]), ("head", ["owed"], ["owed"])] == seen(office)[2:]


def test_only_whoever_may_give_it_is_told_of_a_second_key(office: Post) -> None:
    office.seat.say("convene", kind=ACCORD.name, content={"words": "words"})
    office.run()

    assert [("clerk", ["owed"], []), ("head", ["second_key", "owed"], [])] == seen(office)


def test_what_could_not_be_sent_is_sent_the_next_time(office: Post) -> None:
    office.cut = True
    assert {"clerk": "mail.link", "head": "mail.link"} == office.run().failed

    office.cut = False
    assert ("clerk", "head") == office.run().letters


@pytest.mark.parametrize("wanted", [{"email": ""}, {"daily": False}])
def test_whoever_wants_no_letter_gets_none(office: Post, wanted: dict[str, object]) -> None:
    set_preferences(office.chancery, Preferences(**{"person": "head", "email": "head@north.example", **wanted}))

    assert ("clerk",) == office.run().letters


def test_a_letter_waits_for_its_hour(office: Post) -> None:
    """It is noon: who wants it at noon has it, who wants it later waits for it."""
    set_preferences(office.chancery, Preferences(person="clerk", email="clerk@north.example", hour=12))
    set_preferences(office.chancery, Preferences(person="head", email="head@north.example", hour=13))

    assert ("clerk",) == office.run().letters
    office.seat.clock.pass_by(3_600)
    assert ("head",) == office.run().letters


def test_whose_time_is_over_gets_no_letter(office: Post) -> None:
    everything = (Mandate(kinds="*", verbs="*"),)
    over = Person(id="head", name="H", office="North head", mandates=everything, until="2026-02-28")
    keep_person(office.seat.desk.house, over)

    assert ("clerk",) == office.run().letters


def test_nothing_is_looked_for_before_anybody_is_to_be_told(office: Post) -> None:
    forget(office.chancery, "mail")
    before = is_wanted(office.chancery.house)
    set_up(office.chancery, HOOK)

    assert (False, True) == (before, is_wanted(office.chancery.house))


def test_nothing_is_sent_before_a_mail_server_is_named(office: Post) -> None:
    forget(office.chancery, "mail")

    assert Sent((), (), {}) == office.run()


def test_another_program_is_told_at_once_by_a_message_each(office: Post) -> None:
    set_up(office.chancery, HOOK)

    assert 1 == len(office.run().messages)
    assert () == office.run().messages
    assert ["answer.owed"] == [one.body.partition('"type":"')[2].partition('"')[0] for one in office.messages]
    assert () == outgoing(office.seat.desk.house)


def test_a_message_that_was_not_taken_is_tried_again(office: Post) -> None:
    set_up(office.chancery, HOOK)
    office.cut = True
    office.run()
    office.cut, office.status = False, 500
    office.seat.clock.pass_by(5)
    assert {"webhook/register": "500"} == office.run().failed
    office.status = 200
    office.seat.clock.pass_by(300)

    assert (1, 2) == (len(office.run().messages), len({one.tries for one in office.messages}))


def test_a_receiver_that_is_gone_is_told_nothing_any_more(office: Post, two: Two) -> None:
    north, south = two
    set_up(office.chancery, HOOK)
    office.status = 410
    office.run()
    south.opens("second")
    north.hears(south)
    office.next_day(3)
    office.run()

    assert (1, True) == (len(office.messages), webhooks_of(north.desk.house)[0].off)


def test_messages_to_a_receiver_that_was_taken_away_are_forgotten(office: Post) -> None:
    set_up(office.chancery, HOOK)
    office.cut = True
    office.run()
    forget(office.chancery, "webhook/register")
    office.next_day()
    office.run()

    assert ((), ()) == (outgoing(office.seat.desk.house), webhooks_of(office.seat.desk.house))
