"""Dates as exact as they are known, and periods of whole days.

Invariants:

* A date is a year, a month or a day of the Gregorian calendar, and real: there is no 30 February.
* A period holds its first day and not its end, so that periods meet without overlapping; it may have no end.
* Days are days of the calendar, without a zone: a moment is an Instant.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Final, Self

from msgspec import Meta

from paraph.values.codec import Value
from paraph.values.errors import Barred, Unfit

_YEAR: Final = "[12][0-9]{3}"
_LEAP_YEAR: Final = (
    "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)"  # divisible by 4, of the centuries by 400
)
_DAY: Final = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    rf"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)

Day = Annotated[str, Meta(pattern=rf"^{_DAY}\Z", extra={"ascii": True})]
"""A day: `2002-09-26`."""

CalendarDate = Annotated[str, Meta(pattern=rf"^(?:{_YEAR}|{_YEAR}-(?:0[1-9]|1[0-2])|{_DAY})\Z", extra={"ascii": True})]
"""A date as exact as it is known: `2002`, `2006-05` or `2002-09-26`; years 1000 to 2999."""


def first_day(of: str) -> date:
    """Return the first day that a CalendarDate may mean."""
    year, month, day = _parts(of)
    return date(year, month or 1, day or 1)


def last_day(of: str) -> date:
    """Return the last day that a CalendarDate may mean."""
    year, month, day = _parts(of)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


class Period(Value, frozen=True, kw_only=True):
    """Whole days from a first one up to an end that no longer belongs to it.

    Attributes:
        end: The day after the last one; None: it has no end.
        start: The first day.
    """

    end: Day | None = None
    start: Day

    def __post_init__(self) -> None:
        """Check that the period holds at least a day."""
        if self.end is not None and self.end <= self.start:
            raise Unfit("period.ends_before_start", path=".end", start=self.start, end=self.end)

    @classmethod
    def of(cls, start: str, until: str | None = None) -> Self:
        """Return the period that two dates of any exactness may mean, both included.

        Args:
            start: A CalendarDate.
            until: A CalendarDate, the last of the period; None: the period of `start` alone.
        """
        end = last_day(start if until is None else until) + timedelta(days=1)
        return cls(start=first_day(start).isoformat(), end=end.isoformat())

    @property
    def days(self) -> int:
        """How many days it holds. Raises Barred if it has no end."""
        if self.end is None:
            raise Barred("period.no_end", start=self.start)
        return (first_day(self.end) - first_day(self.start)).days

    def contains(self, day: date) -> bool:
        """Say whether the day lies in the period."""
        text = day.isoformat()
        return self.start <= text and (self.end is None or text < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Say whether some day lies in both periods."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def _parts(of: str) -> tuple[int, int, int]:
    year, month, day = [*map(int, of.split("-")), 0, 0][:3]
    return year, month, day
