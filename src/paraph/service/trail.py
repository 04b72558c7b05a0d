"""The audit trail of this house: who read, exported, signed in, keyed or changed what. Never exchanged.

* An entry holds the digest of the entry before it, so none can be changed, left out or put in without a trace.
* Whoever noted a head (`Head`) elsewhere can tell later that nothing up to it was cut off.
* What is in an entry is what happened; no entry holds a password, a passphrase, a token or the words of a draft.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from paraph.values import Damaged, Value, content_digest

_NOTHING: Final = "0" * 64
_STRANGE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST: Final = 200
COLUMNS: Final = ("number", "at", "person", "deed", "framework", "subject", "facts", "before", "digest")


class Deed(StrEnum):
    """What is written down."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    FACTOR = "factor"
    READ = "read"
    EXPORT = "export"
    FIRST_KEY = "first_key"
    SECOND_KEY = "second_key"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"
    PERSON = "person"
    REMOVAL = "removal"
    DELEGATION = "delegation"
    DELEGATION_ENDED = "delegation_ended"
    ABSENCE = "absence"
    SETTINGS = "settings"
    TOKEN = "token"  # noqa: S105  # the name of a deed
    TOKEN_ENDED = "token_ended"  # noqa: S105  # the name of a deed
    TOLD = "told"
    NODE = "node"


MAY_WAIT: Final = frozenset({Deed.READ})
"""What may be written with others within the second; all else is durable when it is told."""


class Event(Value, frozen=True, kw_only=True):
    """Something that happened.

    Attributes:
        deed: What.
        person: Who: an id, or the name that was typed where a sign-in failed; empty at the console.
        framework: In which framework; empty where it concerns the house.
        subject: Of what: a record, a draft, a person, a delegation, the name of an export.
        facts: What else a reader of the trail needs, as JSON.
    """

    deed: Deed
    person: str = ""
    framework: str = ""
    subject: str = ""
    facts: dict[str, Any] = {}  # noqa: RUF012  # msgspec gives every value its own


Tell = Callable[[Event], None]
"""Writes an event down; when it returns, the event is durable, or may wait as its deed may (`MAY_WAIT`)."""


class Entry(Value, frozen=True, kw_only=True):
    """An event in its place.

    Attributes:
        number: From 1, without a gap.
        at: When it was told, UTC.
        before: Digest of the entry before; zeros for the first.
        event: What happened.
    """

    number: int
    at: str
    before: str
    event: Event

    @property
    def digest(self) -> str:
        """Digest of its canonical bytes."""
        return content_digest(self)


class Head(NamedTuple):
    """The last entry so far; noted elsewhere, it holds everything up to it fast."""

    number: int = 0
    digest: str = _NOTHING


START: Final = Head()
"""Before the first entry."""


class Asked(Value, frozen=True, kw_only=True):
    """Which entries are asked for; what is empty does not matter.

    Attributes:
        person: Who.
        subject: Of what.
        deed: What.
        first: From this day on.
        last: Up to the end of this day.
        below: Only entries with a lower number: the next page.
        limit: How many, the latest first; 0 for all.
    """

    person: str = ""
    subject: str = ""
    deed: str = ""
    first: str = ""
    last: str = ""
    below: int = 0
    limit: int = 0


class Trail(Protocol):
    """The trail as the shells use it."""

    def tell(self, event: Event) -> None:
        """Write an event down, durably when this returns; one that may wait within the second."""

    def entries(self, asked: Asked) -> list[Entry]:
        """Return the entries asked for, the latest first."""

    def verify(self, noted: Head = START) -> Head:
        """Read every entry again, and return the head; Damaged("trail.broken") or ("trail.cut")."""


def unheard(_event: Event) -> None:
    """Let an event pass: for a desk without a house around it."""


def entry_after(head: Head, event: Event, *, at: str) -> Entry:
    """Return an event in its place behind the head."""
    plain = Event(
        deed=event.deed,
        person=harmless(event.person),
        framework=harmless(event.framework),
        subject=harmless(event.subject),
        facts=event.facts,
    )
    return Entry(number=head.number + 1, at=at, before=head.digest, event=plain)


def harmless(typed: str) -> str:
    """Return what a stranger typed as it may be kept and shown: short, and without what steers a screen."""
    return _STRANGE.sub("�", typed)[:_LONGEST]


def verified(kept: Iterable[tuple[Entry, str]], *, noted: Head = START) -> Head:
    """Walk the whole chain, and return its head.

    Args:
        kept: Every entry from the first, with the digest kept beside it.
        noted: A head that somebody noted before.

    Raises:
        Damaged: "trail.broken": an entry is not the one that was written there; "trail.cut": entries up to the noted
            head are gone, or others are in their place.
    """
    head, met = START, noted == START
    for entry, digest in kept:
        if (entry.number, entry.before, entry.digest) != (head.number + 1, head.digest, digest):
            raise Damaged("trail.broken", number=head.number + 1)
        head = Head(entry.number, digest)
        met = met or head == noted
    if not met:
        raise Damaged("trail.cut", number=noted.number, held=head.number)
    return head


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Write entries as lines of CSV, the head line first; nothing in them runs in a spreadsheet."""
    yield csv_line(COLUMNS)
    for one in entries:
        event = one.event
        facts = json.dumps(event.facts, ensure_ascii=False, sort_keys=True) if event.facts else ""
        row = (one.at, event.person, str(event.deed), event.framework, event.subject, facts, one.before, one.digest)
        yield csv_line((str(one.number), *row))


def csv_line(cells: Iterable[str]) -> str:
    """Write one line of CSV; nothing in it runs in a spreadsheet."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_cell(one) for one in cells])
    return text.getvalue()


def _cell(text: str) -> str:
    plain = harmless_line(text)
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@", "\t") else plain


def harmless_line(text: str) -> str:
    """Return text of any length without what steers a screen."""
    return _STRANGE.sub("�", text)
