"""Moments agree with what was written; dates are real; periods meet without overlapping."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.values import (
    Barred,
    CalendarDate,
    Day,
    Instant,
    Period,
    Unfit,
    Unreadable,
    convert,
    decode,
    encode,
    first_day,
    last_day,
)

NOON = "2002-09-26T12:00:00Z"

REFUSED_INSTANTS = {
    "a day that is none": ({"utc": "2002-02-30T12:00:00Z"}, "instant.not_a_time", "$.utc"),
    "a leap second": ({"utc": "2016-12-31T23:59:60Z"}, "instant.not_a_time", "$.utc"),
    "parts of a second": ({"utc": "2002-09-26T12:00:00.5Z"}, "json.pattern", "$.utc"),
    "an offset where UTC belongs": ({"utc": "2002-09-26T12:00:00+05:00"}, "json.pattern", "$.utc"),
    "a zone nobody can read": ({"utc": NOON, "zone": "local"}, "instant.zone", "$.zone"),
    "an offset of a day": ({"utc": NOON, "zone": "+24:00"}, "instant.zone", "$.zone"),
    "an original that hides": ({"utc": NOON, "original": "noon\u202e"}, "text.bidi_control", "$.original"),
    "an original of another moment": (
        {"utc": NOON, "original": "2002-09-26T12:00:00+05:00"},
        "instant.original_disagrees",
        "$.original",
    ),
    "an original of another moment in its zone": (
        {"utc": NOON, "original": "2002-09-26 12:00", "zone": "+05:00"},
        "instant.original_disagrees",
        "$.original",
    ),
    "an original whose offset is not the zone": (
        {"utc": NOON, "original": "2002-09-26T17:00+05:00", "zone": "+04:30"},
        "instant.zone_disagrees",
        "$.zone",
    ),
    "an original that is no time": (
        {"utc": NOON, "original": "2002-02-30T12:00Z"},
        "instant.not_a_time",
        "$.original",
    ),
}


@pytest.mark.parametrize("name", REFUSED_INSTANTS)
def test_an_instant_agrees_with_what_was_written(name: str) -> None:
    given_, code, path = REFUSED_INSTANTS[name]

    with pytest.raises(Unreadable) as caught:
        convert(Instant, given_)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])


INSTANTS = {
    "in UTC": {"utc": NOON},
    "with its offset": {"utc": NOON, "original": "2002-09-26T17:00:00+05:00"},
    "with its offset and zone": {"utc": NOON, "original": "2002-09-26 16:30 +04:30", "zone": "+04:30"},
    "west of Greenwich": {"utc": NOON, "original": "2002-09-26T08:00-04:00", "zone": "-04:00"},
    "in UTC as written": {"utc": NOON, "original": "2002-09-26T12:00Z"},
    "in its zone": {"utc": NOON, "original": "2002-09-26 17:00", "zone": "+05:00"},
    "with a zone by name": {"utc": NOON, "original": "2002-09-26 17:00", "zone": "Asia/Karachi"},
    "with a zone by name and an offset": {"utc": NOON, "original": "2002-09-26T17:00+05:00", "zone": "Asia/Karachi"},
    "without a zone": {"utc": NOON, "original": "2002-09-26 17:00"},
    "in words": {"utc": NOON, "original": "26 ستمبر 2002, 5 pm", "zone": "UTC"},
}


@pytest.mark.parametrize("name", INSTANTS)
def test_an_instant_keeps_what_was_written(name: str) -> None:
    instant = convert(Instant, INSTANTS[name])

    assert instant == decode(Instant, encode(instant))
    assert datetime(2002, 9, 26, 12, tzinfo=UTC) == instant.moment


def test_a_moment_is_shown_in_its_own_zone() -> None:
    kabul = Instant(utc=NOON, zone="+04:30").local

    assert kabul is not None
    assert "2002-09-26T16:30:00+04:30" == kabul.isoformat()
    assert None is Instant(utc=NOON).local
    assert None is Instant(utc=NOON, zone="Asia/Kabul").local


def test_an_instant_is_made_from_an_aware_time_only() -> None:
    karachi = timezone(timedelta(hours=5))

    assert Instant(utc=NOON) == Instant.of(datetime(2002, 9, 26, 17, 0, 0, 999, tzinfo=karachi))
    with pytest.raises(Unfit) as caught:
        Instant.of(datetime(2002, 9, 26, 17))  # noqa: DTZ001  # what is refused
    assert "instant.naive" == caught.value.code


def test_instants_are_ordered_by_moment() -> None:
    early, late = Instant(utc=NOON), Instant(utc="2002-09-26T12:00:01Z")

    assert early < late
    assert early <= late
    assert late > early
    assert late >= early


def accepts(kind: Any, text: str) -> bool:
    try:
        convert(kind, text)
    except Unreadable:
        return False
    return True


def is_real(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("year", ["1000", "1900", "1999", "2000", "2004", "2023", "2100", "2400", "2999"])
def test_a_day_is_a_date_when_the_calendar_has_it(year: str) -> None:
    days = [f"{year}-{month:02}-{day:02}" for month in range(14) for day in range(33)]

    assert [is_real(day) for day in days] == [accepts(CalendarDate, day) for day in days]
    assert [is_real(day) for day in days] == [accepts(Day, day) for day in days]


def test_every_leap_year_is_known() -> None:
    years = range(1000, 3000)

    assert [is_real(f"{year}-02-29") for year in years] == [accepts(Day, f"{year}-02-29") for year in years]


@pytest.mark.parametrize(
    "text", ["", "02", "0202", "3000", "2006-13", "2006-00", "2006-5", "2006-05-1", "2006\n", "٢٠٠٦"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not accepts(CalendarDate, text)


DATES = {
    "a year": ("2004", date(2004, 1, 1), date(2004, 12, 31)),
    "a short month": ("2006-02", date(2006, 2, 1), date(2006, 2, 28)),
    "a leap month": ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
    "a long month": ("2006-12", date(2006, 12, 1), date(2006, 12, 31)),
    "a day": ("2002-09-26", date(2002, 9, 26), date(2002, 9, 26)),
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_is_as_exact_as_it_is_known(name: str) -> None:
    text, first, last = DATES[name]

    assert accepts(CalendarDate, text)
    assert (first, last) == (first_day(text), last_day(text))
    assert (last - first).days + 1 == Period.of(text).days


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    september = Period.of("2002-09")

    assert Period(start="2002-09-01", end="2002-10-01") == september == decode(Period, encode(september))
    assert september.contains(date(2002, 9, 1))
    assert september.contains(date(2002, 9, 30))
    assert not september.contains(date(2002, 8, 31))
    assert not september.contains(date(2002, 10, 1))


def test_a_period_without_end_goes_on() -> None:
    ever = Period(start="2002-09-26")

    assert ever.contains(date(2999, 12, 31))
    assert not ever.contains(date(2002, 9, 25))
    with pytest.raises(Barred) as caught:
        _ = ever.days
    assert "period.no_end" == caught.value.code


def test_a_period_may_run_from_one_date_to_another() -> None:
    assert Period(start="2002-09-26", end="2007-01-01") == Period.of("2002-09-26", "2006")


@pytest.mark.parametrize("end", ["2002-09-26", "2002-09-25"])
def test_a_period_holds_at_least_a_day(end: str) -> None:
    with pytest.raises(Unfit) as caught:
        Period(start="2002-09-26", end=end)

    assert "period.ends_before_start" == caught.value.code


DAYS = st.dates(date(2000, 1, 1), date(2000, 2, 10))


def period(start: date, end: date | None) -> Period:
    return Period(start=start.isoformat(), end=None if end is None else end.isoformat())


PERIODS = st.tuples(DAYS, st.none() | st.integers(1, 30)).map(
    lambda each: period(each[0], each[1] and each[0] + timedelta(days=each[1]))
)


@given(one=PERIODS, other=PERIODS)
def test_periods_overlap_when_they_share_a_day(one: Period, other: Period) -> None:
    days = [date(2000, 1, 1) + timedelta(days=each) for each in range(100)]

    shared = any(one.contains(day) and other.contains(day) for day in days)

    assert shared == one.overlaps(other) == other.overlaps(one)


def test_periods_that_meet_do_not_overlap() -> None:
    assert not Period.of("2002-09").overlaps(Period.of("2002-10"))
