"""Dates by language: the Gregorian date first, and a second calendar's beside it.

Invariants:

* The record is dated in the Gregorian calendar; a second date is a courtesy and never decides anything.
* The lunar date is that of the Umm al-Qura calendar: where the moon is sighted, a month may begin a day earlier or
  later. Outside its tables (before 1343, after 1500 AH) none is given, and none is guessed.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from paraph.faces.form_value import ZONES
from paraph.faces.language import direction_of, language_of, numerals
from paraph.values import Language

Second = Literal["lunar", "solar", ""]
"""Hijri by the moon; Hijri by the sun; none."""

SECONDS: Final[Mapping[Language, Second]] = {"en": "", "ur": "lunar", "ps": "solar", "prs": "solar"}
"""Language -> the second calendar that its readers keep."""

_GREGORIAN: Final[Mapping[Language, str]] = {
    "en": "January February March April May June July August September October November December",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ps": "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر اکتوبر نومبر دسمبر",
    "prs": "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
}
_LUNAR: Final[Mapping[Language, str]] = {
    "en": "Muharram,Safar,Rabi al-Awwal,Rabi al-Thani,Jumada al-Ula,Jumada al-Akhira,Rajab,Shaban,Ramadan,Shawwal,"
    "Dhu al-Qada,Dhu al-Hijja",
    "ur": "محرم,صفر,ربیع الاول,ربیع الثانی,جمادی الاول,جمادی الثانی,رجب,شعبان,رمضان,شوال,ذوالقعدہ,ذوالحجہ",
    "ps": "محرم,صفر,ربیع الاول,ربیع الثاني,جمادی الاول,جمادی الثاني,رجب,شعبان,رمضان,شوال,ذوالقعده,ذوالحجه",
    "prs": "محرم,صفر,ربیع‌الاول,ربیع‌الثانی,جمادی‌الاول,جمادی‌الثانی,رجب,شعبان,رمضان,شوال,ذوالقعده,ذوالحجه",
}
_SOLAR: Final[Mapping[Language, str]] = {
    "en": "Hamal Sawr Jawza Saratan Asad Sunbula Mizan Aqrab Qaws Jadi Dalw Hut",
    "ur": "حمل ثور جوزا سرطان اسد سنبلہ میزان عقرب قوس جدی دلو حوت",
    "ps": "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
    "prs": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
}
_ERAS: Final[Mapping[Second, Mapping[Language, str]]] = {
    "lunar": {"en": "AH", "ur": "ھ", "ps": "هـ.ق", "prs": "هـ.ق"},
    "solar": {"en": "SH", "ur": "ھ ش", "ps": "هـ.ش", "prs": "هـ.ش"},
}


class Dated(NamedTuple):
    """A date as it is read.

    Attributes:
        iso: As it stands in the record, for programs and for whoever compares.
        first: Gregorian, in words.
        second: By the second calendar, in words; empty where there is none.
    """

    iso: str
    first: str
    second: str


def date_in_words(iso: str, code: str, *, second: Second | None = None) -> Dated:
    """Return a day, a month or a year as a reader of a language writes it; as it is, where it is none.

    Args:
        iso: `2012-12-03`, `2012-12` or `2012`.
        code: The language.
        second: Which second calendar; None: the language's own. It is given for days only.
    """
    language = language_of(code)
    parts = iso.split("-")
    try:
        day = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    except ValueError:
        return Dated(iso, iso, "")
    months = _GREGORIAN[language].split(" ")
    named = [str(day.day), months[day.month - 1], f"{day.year:04}"][3 - len(parts) :]
    beside = SECONDS[language] if second is None else second
    return Dated(iso, numerals(" ".join(named), code), _second(day, language, beside) if len(parts) == 3 else "")


def moment_in_words(utc: str, code: str, *, zone: str = "", second: Second | None = None) -> Dated:
    """Return a moment as a reader writes it, in a zone, which stands beside it; as it is, where it is none.

    Args:
        utc: `2012-12-03T09:00:00Z`.
        code: The language.
        zone: An offset, or a name whose offset is known; UTC when it is neither.
        second: As for `date_in_words`.
    """
    shift = _offset(zone)
    try:
        local = datetime.fromisoformat(utc).astimezone(UTC) + shift
    except (ValueError, OverflowError):
        return Dated(utc, utc, "")
    day = date_in_words(local.date().isoformat(), code, second=second)
    at = numerals(f"{local:%H:%M}", code)
    comma = "," if direction_of(code) == "ltr" else "،"
    return Dated(utc, f"{day.first}{comma} {at} {_zone_in_words(shift)}", day.second)


def lunar_of(day: date) -> tuple[int, int, int] | None:
    """Return (year, month, day) by the Umm al-Qura calendar; None where its tables do not reach."""
    from hijridate import Gregorian  # noqa: PLC0415  # start-up: only where a second calendar is shown

    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except OverflowError:
        return None


def solar_of(day: date) -> tuple[int, int, int] | None:
    """Return (year, month, day) of the Solar Hijri calendar; None before it begins."""
    import jdatetime  # type: ignore[import-untyped]  # noqa: PLC0415  # it ships no types; start-up: only when shown

    try:
        found = jdatetime.date.fromgregorian(date=day)
    except ValueError:
        return None
    return found.year, found.month, found.day


def _second(day: date, language: Language, calendar: Second) -> str:
    if not calendar:
        return ""
    found, months = (
        (lunar_of(day), _LUNAR[language].split(","))
        if calendar == "lunar"
        else (solar_of(day), _SOLAR[language].split())
    )
    if found is None:
        return ""
    year, month, number = found
    return numerals(f"{number} {months[month - 1]} {year} {_ERAS[calendar][language]}", language)


def _offset(zone: str) -> timedelta:
    try:
        found = datetime.fromisoformat(f"2000-01-01T00:00:00{ZONES.get(zone, zone)}").utcoffset()
    except ValueError:
        found = None
    return found or timedelta()


def _zone_in_words(shift: timedelta) -> str:
    minutes = int(shift.total_seconds()) // 60
    sign, size = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{size // 60:02}:{size % 60:02}" if minutes else "UTC"
