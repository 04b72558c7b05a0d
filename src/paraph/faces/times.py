"""Times as they are shown."""

from datetime import UTC, datetime


def utc_of(seconds: int | None) -> str | None:
    """Return POSIX seconds as a time in UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
