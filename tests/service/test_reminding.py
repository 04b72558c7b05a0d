"""Who is told what, and when: each only what they may answer, once a day at most, and no more once it is answered."""

import dataclasses
from datetime import timedelta

import pytest
from tests.record.kinds import ACCORD, CHARTER, Charter
from tests.service.cast import Seat
from tests.service.halls import Hall

from paraph.record import JOINT, Kind, kinds_by_name
from paraph.service.chancery import Chancery
from paraph.service.desk import Desk
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.preferences import Preferences, set_preferences
from paraph.service.reminders import Digest, Item, Told, digest_for, is_fresh, told_after, told_to, waiting
from paraph.service.reminding import Sent, remind
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

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
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
        return remind(self.chancery, {"river": self.seat.desk}, post=self.post, send=self.send)

    def next_day(self, days: int = 1) -> None:
        self.seat.clock.pass_by(days * 86_400)


@pytest.fixture
def office(two: Two) -> Post:
    """North, with a mail server, whose clerk, head and intern have addresses; South has opened a record."""
    north, south = two
    office = Post(north)
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


class DatedCharter(Charter, frozen=True, kw_only=True):
    answer_within_days: int | None = 10


def dated(seat: Seat) -> Desk:
    """The same desk under a charter that says within how many days an answer is owed."""
    kind = Kind(name=CHARTER.name, title="Charter", dealing=JOINT, noun=DatedCharter)
    others = (one for one in seat.desk.kinds.values() if one.name != CHARTER.name)
    return dataclasses.replace(seat.desk, kinds=kinds_by_name((kind, *others)))


def item(stage: str = "owed", date: str = "2026-03-01", **more: str) -> Item:
    usual = {"framework": "river", "record": "r", "kind": "k.k", "what": "answer", "on": "v"}
    return Item(stage=stage, date=date, verbs=("accept",), **{**usual, **more})


def test_what_is_overdue_is_said_again_every_so_many_days_and_nothing_else_is() -> None:
    hall = Hall()
    on = hall.chancery.today
    told = told_after(Told(), fresh=(item(), item("overdue")), still=(), on=on)

    later = {days: on + timedelta(days=days) for days in (6, 7)}

    assert (False, True) == tuple(is_fresh(item("overdue"), told, on=day, again=7) for day in later.values())
    assert not is_fresh(item(), told, on=later[7], again=7)
    assert is_fresh(item("due_soon"), told, on=later[6], again=7)


def test_a_letter_without_anything_new_is_not_written() -> None:
    on = Hall().chancery.today
    told = told_after(Told(), fresh=(item(),), still=(), on=on - timedelta(days=1))

    assert digest_for("clerk", (item(),), told, on=on, again=7) is None


def test_what_waits_no_longer_is_forgotten() -> None:
    on = Hall().chancery.today
    told = told_after(Told(), fresh=(item(), item(record="other")), still=(), on=on)

    after = told_after(told, fresh=(), still=(item(), item(record="new")), on=on)

    assert [item().key] == list(after.items)


def test_what_is_due_is_told_as_soon_or_overdue_and_not_as_owed_too(two: Two) -> None:
    """A charter gives a number of days in which an answer is owed; here ten."""
    north, south = two
    desk = dated(north)
    opened = south.opens()
    north.hears(south)
    now = north.clock()

    stages = {
        days: [(one.stage, one.record, one.date[:10]) for one in waiting(desk, now=now + timedelta(days=days), soon=7)]
        for days in (2, 3, 11)
    }

    assert {
        2: [("owed", opened.digest, "2026-03-01")],
        3: [("due_soon", opened.digest, "2026-03-11")],
        11: [("overdue", opened.digest, "2026-03-11")],
    } == stages
