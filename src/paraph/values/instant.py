"""Instants: a moment in UTC, with the words and the zone in which it was first given.

Invariants:

* The moment is to the second and real; there are no leap seconds.
* Where the original is in a form that can be read (ISO 8601), it says the same moment, or the value is refused.
* A zone by name (`Asia/Kabul`) is kept and not computed: its rules change, and two nodes may hold different ones.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Final, Self

from msgspec import Meta

from paraph.values.codec import Value
from paraph.values.errors import Unfit
from paraph.values.words import check_words

UtcText = Annotated[str, Meta(pattern=r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")]
"""A moment in UTC to the second, years 1000 to 2999."""

_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"
_OFFSET: Final = re.compile(r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]")
_NAMED: Final = re.compile(r"UTC|[A-Z][A-Za-z_]{1,30}(?:/[A-Z][A-Za-z0-9_+-]{1,30}){1,2}")
_ISO: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


class Instant(Value, frozen=True, kw_only=True):
    """A moment.

    Attributes:
        utc: The moment in UTC: `2002-09-26T05:30:00Z`.
        original: The text as it was written, whatever its form; None if it was given in UTC.
        zone: Where it was given: an offset such as `+04:30` or `-00:30`, or an IANA name; None if not known.
    """

    utc: UtcText
    original: str | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        """Check that the moment is real, and that original and zone agree with it where they can be read."""
        moment = _moment(self.utc, path=".utc")
        if self.zone is not None and not (_OFFSET.fullmatch(self.zone) or _NAMED.fullmatch(self.zone)):
            raise Unfit("instant.zone", path=".zone", zone=self.zone[:40])
        if self.original is not None:
            check_words(self.original, path=".original")
            self._check_original(self.original, moment)

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """Return the instant of an aware time, cut to the second."""
        if moment.tzinfo is None:
            raise Unfit("instant.naive")
        return cls(utc=moment.astimezone(UTC).strftime(_FORM))

    @property
    def moment(self) -> datetime:
        """The moment as an aware time in UTC."""
        return _moment(self.utc, path=".utc")

    @property
    def local(self) -> datetime | None:
        """The moment in its own zone; None if the zone is not known or given by name."""
        offset = self._offset
        return None if offset is None else self.moment.astimezone(timezone(offset))

    @property
    def _offset(self) -> timedelta | None:
        return _offset(self.zone) if self.zone is not None and _OFFSET.fullmatch(self.zone) else None

    def _check_original(self, original: str, moment: datetime) -> None:
        written = _ISO.fullmatch(original)
        if written is None:
            return
        day, clock, offset = written.groups()
        if offset is not None and self._offset not in {None, _offset(offset)}:
            raise Unfit("instant.zone_disagrees", path=".zone", zone=self.zone, original=original)
        shift = self._offset if offset is None else _offset(offset)
        if shift is None:
            return
        seconds = clock if clock.count(":") == 2 else f"{clock}:00"
        if _moment(f"{day}T{seconds}Z", path=".original") - shift != moment:
            raise Unfit("instant.original_disagrees", path=".original", original=original, utc=self.utc)

    def __lt__(self, other: "Instant") -> bool:
        """Say whether this moment is before the other."""
        return self.utc < other.utc

    def __le__(self, other: "Instant") -> bool:
        """Say whether this moment is the other or before it."""
        return self.utc <= other.utc

    def __gt__(self, other: "Instant") -> bool:
        """Say whether this moment is after the other."""
        return self.utc > other.utc

    def __ge__(self, other: "Instant") -> bool:
        """Say whether this moment is the other or after it."""
        return self.utc >= other.utc


def _moment(text: str, *, path: str) -> datetime:
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    except ValueError as error:
        raise Unfit("instant.not_a_time", path=path, written=text[:40]) from error


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta(0)
    size = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return -size if text.startswith("-") else size
