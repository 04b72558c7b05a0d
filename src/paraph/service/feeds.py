"""The address by which a person's calendar reads: calendars cannot sign in, so it holds a secret of that person alone.

* One for each person; only the secret's digest is kept, so who reads the house cannot read by it.
* It ends when the person revokes it, makes another, is removed, or no longer serves.
"""

from datetime import date
from typing import Final

from paraph.service.chancery import Chancery
from paraph.service.people import Person, PersonId, person_of, serves
from paraph.service.ports import House
from paraph.service.trail import Deed
from paraph.values import Barred, Digest, UtcText, Value, builtin, convert, digest_of

SHELF: Final = "feed"
_SUBJECT: Final = "calendar"


class Feed(Value, frozen=True, kw_only=True):
    """A person's address.

    Attributes:
        person: Whose.
        digest: SHA-256 of the secret: 32 unpredictable bytes need no slower one.
        at: When it was made, UTC.
    """

    person: PersonId
    digest: Digest
    at: UtcText


def make_feed(chancery: Chancery, by: str, secret: str) -> Feed:
    """Give a person an address; the one before ends.

    Args:
        chancery: The persons' side of the node.
        by: For whom: nobody makes one for another.
        secret: At least 32 unpredictable bytes, as text; the caller shows it once and keeps it nowhere.
    """
    person_of(chancery.house, by)
    feed = Feed(person=by, digest=digest_of(secret.encode()), at=chancery.now)
    chancery.house.put(SHELF, by, builtin(feed))
    chancery.note(Deed.TOKEN, by=by, subject=_SUBJECT)
    return feed


def end_feed(chancery: Chancery, by: str) -> bool:
    """End a person's address, and tell whether there was one."""
    if feed_of(chancery.house, by) is None:
        return False
    chancery.house.drop(SHELF, by)
    chancery.note(Deed.TOKEN_ENDED, by=by, subject=_SUBJECT)
    return True


def feed_of(house: House, person_id: str) -> Feed | None:
    """Return a person's address; None when they have none."""
    found = house.get(SHELF, person_id)
    return None if found is None else convert(Feed, found)


def reader_by(house: House, secret: str, *, on: date) -> Person:
    """Return who reads by a secret.

    Raises:
        Barred: "feed.unknown": nobody does today. Why is not said to whoever asks.
    """
    digest = digest_of(secret.encode("utf-8", "replace"))
    found = next((one for one in house.all(SHELF).values() if one.get("digest") == digest), None)
    person = None if found is None else person_of(house, convert(Feed, found).person)
    if person is None or not serves(person, on=on):
        raise Barred("feed.unknown")
    return person
