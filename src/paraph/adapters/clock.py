"""The clock: the only place that reads it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time in UTC, to the second below."""
    return datetime.now(UTC).replace(microsecond=0)
