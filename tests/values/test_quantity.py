"""Quantities convert exactly or not at all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.values import UNITS, Barred, Quantity, Unfit, decode, encode
from paraph.values.decimals import decimal_text, is_decimal


def quantity(text: str) -> Quantity:
    value, unit = text.split()
    return Quantity(value=value, unit=unit)


REFUSED = {
    "a unit nobody agreed": ("1", "furlong", "quantity.unknown_unit"),
    "a zero at the end of a fraction": ("10.50", "km", "quantity.not_a_number"),
    "a point without digits": ("10.", "km", "quantity.not_a_number"),
    "a leading zero": ("07", "km", "quantity.not_a_number"),
    "negative zero": ("-0", "km", "quantity.not_a_number"),
    "an exponent": ("1e3", "km", "quantity.not_a_number"),
    "a line end": ("1\n", "km", "quantity.not_a_number"),
    "half a person": ("0.5", "person", "quantity.not_whole"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_quantity_has_one_form(name: str) -> None:
    value, unit, code = REFUSED[name]

    with pytest.raises(Unfit) as caught:
        Quantity(value=value, unit=unit)

    assert code == caught.value.code


CONVERSIONS = {
    "kilometres": ("10.5 km", "10500 m"),
    "nautical miles": ("1 [nmi_i]", "1.852 km"),
    "tonnes": ("2.5 t", "2500 kg"),
    "gallons": ("1 [gal_us]", "3.785411784 L"),
    "days": ("1.5 d", "36 h"),
    "weeks": ("2 wk", "14 d"),
    "hectares": ("1 har", "10000 m2"),
    "parts of a hundred": ("5 %", "0.05 1"),
    "less than nothing": ("-1 km", "-1000 m"),
    "nothing": ("0 t", "0 kg"),
}


@pytest.mark.parametrize("name", CONVERSIONS)
def test_units_of_one_dimension_convert_exactly_both_ways(name: str) -> None:
    one, other = map(quantity, CONVERSIONS[name])

    assert other == one.to(other.unit)
    assert one == other.to(one.unit)


def test_a_result_without_an_exact_form_is_barred() -> None:
    with pytest.raises(Barred) as caught:
        quantity("1 h").to("d")

    assert "quantity.not_exact" == caught.value.code


MEETINGS = {
    "length and mass": lambda: quantity("1 km").to("kg"),
    "persons and vehicles": lambda: quantity("1 person") + quantity("1 vehicle"),
    "persons and a number": lambda: quantity("1 person") - quantity("1 1"),
    "an order of unlike things": lambda: quantity("1 km") < quantity("1 h"),
}


@pytest.mark.parametrize("name", MEETINGS)
def test_unlike_things_never_meet(name: str) -> None:
    with pytest.raises(Barred) as caught:
        MEETINGS[name]()

    assert "quantity.dimensions_differ" == caught.value.code


def test_a_unit_nobody_agreed_is_barred() -> None:
    with pytest.raises(Barred) as caught:
        quantity("1 km").to("furlong")

    assert "quantity.unknown_unit" == caught.value.code


def test_sums_are_in_the_unit_of_the_first() -> None:
    assert quantity("1.25 km") == quantity("1 km") + quantity("250 m")
    assert quantity("750 m") == quantity("1000 m") - quantity("0.25 km")


def test_order_is_by_size_across_units() -> None:
    assert quantity("900 m") < quantity("1 km")
    assert quantity("1000 m") <= quantity("1 km")
    assert quantity("25 h") > quantity("1 d")
    assert quantity("24 h") >= quantity("1 d")


@given(number=st.integers(-(10**15), 10**15), unit=st.sampled_from(sorted(UNITS)))
def test_a_quantity_is_read_and_written_back(number: int, unit: str) -> None:
    whole = Quantity(value=str(number), unit=unit)

    assert whole == decode(Quantity, encode(whole)) == whole.to(unit)


@given(numerator=st.integers(-(10**18), 10**18), places=st.integers(0, 12))
def test_every_decimal_number_has_one_text(numerator: int, places: int) -> None:
    number = Fraction(numerator, 10**places)

    text = decimal_text(number)

    assert text is not None
    assert is_decimal(text)
    assert number == Fraction(text)


def test_a_third_has_no_decimal_text() -> None:
    assert None is decimal_text(Fraction(1, 3))
