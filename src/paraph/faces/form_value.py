"""One field's typed text, as JSON and back.

Invariants:

* What is typed is put in the one form that can be signed: digits of any script in numbers and dates, separators of
  thousands, the currency's digits after the point, a local time with its zone. Nothing is guessed beyond that.
* What cannot be read so goes on as it was typed: the codec refuses it and says why.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, get_args

from msgspec import inspect as types

from paraph.faces.fields import bare
from paraph.faces.form_field import NO, YES, Widget
from paraph.record import UtcTime
from paraph.values import MINOR_UNITS, CalendarDate, Day, Digest, PartyId, UtcText, in_form

ZONES: Final[Mapping[str, str]] = {"": "+00:00", "UTC": "+00:00", "Asia/Kabul": "+04:30", "Asia/Karachi": "+05:00"}
"""Zones by name of which the offset is known; others are given with the time's own offset."""

_ALIASES: Final[tuple[tuple[Any, Widget], ...]] = (
    (CalendarDate, "date"),
    (Day, "day"),
    (Digest, "record"),
    (PartyId, "party"),
    (UtcText, "moment"),
    (UtcTime, "moment"),
)
_PATTERNED: Final[Mapping[str, Widget]] = {get_args(alias)[1].pattern: widget for alias, widget in _ALIASES}
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.0+)? ?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def widget_of(kind: types.Type) -> Widget:
    """Return how a single value is asked."""
    match bare(kind):
        case types.StrType(pattern=pattern, max_length=most):
            return _PATTERNED.get(pattern or "", "long" if pattern is None and (most is None or most > 200) else "text")
        case types.IntType():
            return "number"
        case types.BoolType():
            return "yes_no"
        case types.LiteralType() | types.EnumType():
            return "choice"
        case _:
            return "json"


def value_of(text: str, kind: types.Type) -> Any:  # noqa: PLR0911  # one answer for each way of asking
    """Return what was typed as JSON of a type; as the text it is, where it is none."""
    match bare(kind), widget_of(kind):
        case types.LiteralType(values=values), _:
            return next((one for one in values if str(one) == text), text)
        case _, "number":
            digits = numeral(text)
            return int(digits) if _NUMBER.fullmatch(digits) else digits
        case _, "yes_no":
            return {YES: True, NO: False}.get(text.strip(), text)
        case _, "date" | "day":
            return text.strip().translate(_DIGITS)
        case _, "moment":
            return moment_of(text, zone="")
        case _, "json":
            return _json(text)
        case _:
            return in_form(text)


def text_of(value: Any) -> str:
    """Return a single JSON value as it would be typed."""
    match value:
        case str():
            return value
        case bool():
            return YES if value else NO
        case _:
            return json.dumps(value, ensure_ascii=False)


def numeral(text: str) -> str:
    """Return a number as typed, in ASCII digits and without separators of thousands."""
    digits = text.strip().translate(_DIGITS).replace("\u2212", "-")
    return digits.replace(",", "") if _GROUPED.fullmatch(digits) else digits


def amount_of(text: str, currency: str) -> str:
    """Return a sum as typed, in the one form of its currency where digits after the point are merely not written."""
    digits = numeral(text)
    minor = MINOR_UNITS.get(currency, 0)
    whole, _, after = digits.partition(".")
    if not minor or not _NUMBER.fullmatch(whole) or len(after) > minor or not (after.isdigit() or not after):
        return digits
    return f"{whole}.{after:0<{minor}}"


def moment_of(text: str, *, zone: str) -> str:
    """Return a time as typed, in UTC: by its own offset, else by the zone's."""
    typed = text.strip().translate(_DIGITS)
    found = _MOMENT.fullmatch(typed)
    if found is None:
        return typed
    day, minutes, seconds, own = found.groups()
    offset = own or ZONES.get(zone, zone)
    try:
        local = datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset}")
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return typed


def local_of(utc: str, *, zone: str) -> str:
    """Return a moment as it would be typed in a zone; as it is, where the zone's offset is not known."""
    offset = ZONES.get(zone, zone)
    try:
        moment = datetime.fromisoformat(utc)
        shift = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").utcoffset() or timedelta()
        return (moment + shift).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError):
        return utc


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return in_form(text)
