"""A calendar's address: a secret of one person, of which the house keeps only a digest."""

import pytest
from tests.service.halls import EVERYTHING, ON, Hall

from paraph.service.feeds import end_feed, feed_of, make_feed, reader_by
from paraph.service.people import Person, keep_person
from paraph.service.staff import remove
from paraph.values import Barred

ADDRESS = "forty three characters that nobody guesses:"


@pytest.fixture
def hall() -> Hall:
    made = Hall()
    made.enters("keeper", administers=True)
    made.enters("clerk", EVERYTHING)
    return made


def unread(hall: Hall, secret: str) -> bool:
    with pytest.raises(Barred) as caught:
        reader_by(hall.house, secret, on=ON)
    return caught.value.code == "feed.unknown"


def test_a_calendar_reads_by_the_secret_and_the_house_does_not_keep_it(hall: Hall) -> None:
    feed = make_feed(hall.chancery, "clerk", ADDRESS)

    assert "clerk" == reader_by(hall.house, ADDRESS, on=ON).id
    assert feed == feed_of(hall.house, "clerk")
    assert ADDRESS not in str(hall.house.all("feed"))
    assert [("token", "clerk", "calendar")] == hall.deeds


def test_another_address_ends_the_one_before(hall: Hall) -> None:
    make_feed(hall.chancery, "clerk", ADDRESS)
    make_feed(hall.chancery, "clerk", ADDRESS.upper())

    assert unread(hall, ADDRESS)
    assert "clerk" == reader_by(hall.house, ADDRESS.upper(), on=ON).id


def test_a_revoked_address_is_read_no_more(hall: Hall) -> None:
    make_feed(hall.chancery, "clerk", ADDRESS)

    assert (True, False) == (end_feed(hall.chancery, "clerk"), end_feed(hall.chancery, "clerk"))
    assert unread(hall, ADDRESS)


def test_a_removed_person_s_address_goes_with_them(hall: Hall) -> None:
    make_feed(hall.chancery, "clerk", ADDRESS)

    remove(hall.chancery, "keeper", "clerk")

    assert unread(hall, ADDRESS)
    assert {} == hall.house.all("feed")


def test_who_no_longer_serves_is_not_read_for(hall: Hall) -> None:
    make_feed(hall.chancery, "clerk", ADDRESS)
    keep_person(hall.house, Person(id="clerk", name="Clerk", office="Office clerk", until="2026-02-28"))

    assert unread(hall, ADDRESS)


@pytest.mark.parametrize("typed", ["", "\ud800", "x" * 10_000])
def test_what_nobody_was_given_opens_nothing(typed: str, hall: Hall) -> None:
    make_feed(hall.chancery, "clerk", ADDRESS)

    assert unread(hall, typed)
