"""Dates by language: Gregorian first, a second calendar beside it, digits as the language writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.faces.calendars import Dated, date_in_words, lunar_of, moment_in_words, solar_of
from paraph.faces.language import NAMES, OWN_NAMES, direction_of, language_of, numerals
from paraph.values import LANGUAGES


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("en", "3 December 2012", ""),
        ("ur-PK", "3 دسمبر 2012", "19 محرم 1434 ھ"),
        ("prs", "۳ دسمبر ۲۰۱۲", "۱۳ قوس ۱۳۹۱ هـ.ش"),
        ("ps", "۳ دسمبر ۲۰۱۲", "۱۳ لیندۍ ۱۳۹۱ هـ.ش"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(code: str, first: str, second: str) -> None:
    assert Dated("2012-12-03", first, second) == date_in_words("2012-12-03", code)


def test_a_reader_may_choose_the_second_calendar() -> None:
    assert "19 Muharram 1434 AH" == date_in_words("2012-12-03", "en", second="lunar").second
    assert "13 Qaws 1391 SH" == date_in_words("2012-12-03", "en", second="solar").second
    assert "" == date_in_words("2012-12-03", "ur", second="").second


@pytest.mark.parametrize(("iso", "expected"), [("2012-12", "December 2012"), ("2012", "2012"), ("soon", "soon")])
def test_a_date_is_no_more_exact_than_it_is_known(iso: str, expected: str) -> None:
    """A month has no day, and so no day of another calendar."""
    assert Dated(iso, expected, "") == date_in_words(iso, "en", second="lunar")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Karachi", "4 December 2012, 02:30 UTC+05:00"),
        ("-03:30", "3 December 2012, 18:00 UTC-03:30"),
        ("", "3 December 2012, 21:30 UTC"),
        ("Mars/Olympus", "3 December 2012, 21:30 UTC"),
    ],
)
def test_a_moment_says_its_zone(zone: str, expected: str) -> None:
    """A zone that is not known is not guessed: the moment is in UTC, and says so."""
    assert expected == moment_in_words("2012-12-03T21:30:00Z", "en", zone=zone).first


@pytest.mark.parametrize("utc", ["", "soon", "9999-12-31T23:59:59Z"])
def test_what_is_no_moment_stays_as_it_is(utc: str) -> None:
    assert Dated(utc, utc, "") == moment_in_words(utc, "ur", zone="+05:00")


@pytest.mark.parametrize(
    ("day", "lunar", "solar"),
    [
        (date(2024, 3, 20), (1445, 9, 10), (1403, 1, 1)),  # Nawruz of a leap year
        (date(2000, 1, 1), (1420, 9, 24), (1378, 10, 11)),
        (date(1900, 1, 1), None, (1278, 10, 11)),
        (date(600, 1, 1), None, None),
    ],
)
def test_the_second_calendars_agree_with_published_tables(
    day: date, lunar: tuple[int, int, int] | None, solar: tuple[int, int, int] | None
) -> None:
    assert (lunar, solar) == (lunar_of(day), solar_of(day))


@given(day=st.dates(), code=st.sampled_from(["en", "ur", "ps", "prs", "fa-AF", "xx"]))
def test_every_day_has_words_in_every_language(day: date, code: str) -> None:
    for second in ("lunar", "solar"):
        assert date_in_words(day.isoformat(), code, second=second).first


def test_a_language_has_its_direction_and_both_its_names() -> None:
    assert set(LANGUAGES) == set(NAMES) == set(OWN_NAMES)
    assert ("rtl", "rtl", "ltr", "ltr") == tuple(direction_of(code) for code in ("ur_PK", "fa-AF", "en-GB", "de"))
    assert ("prs", "ps", "en") == tuple(language_of(code) for code in ("fa", "PS", ""))


def test_digits_follow_the_language() -> None:
    """Urdu of Pakistan writes 0 to 9 in official papers, unless a reader asks for its own."""
    assert ("21.3", "۲۱.۳", "21.3", "۲۱.۳") == (
        numerals("21.3", "ur"),
        numerals("21.3", "ps"),
        numerals("21.3", "en", native=True),
        numerals("21.3", "ur", native=True),
    )
