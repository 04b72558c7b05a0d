"""Sums are exact, of one form, and never meet another currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.values import MINOR_UNITS, Barred, Money, Unfit, decode, encode, total

SUMS = st.integers(-(10**12), 10**12)


def usd(amount: str) -> Money:
    return Money(amount=amount, currency="USD")


REFUSED = {
    "a currency nobody issues": ("10.00", "ZZZ", "money.unknown_currency"),
    "a currency in small letters": ("10.00", "usd", "money.unknown_currency"),
    "gold, which has no smallest part": ("10.00", "XAU", "money.unknown_currency"),
    "dollars without cents": ("10", "USD", "money.minor_unit"),
    "dollars with one digit": ("10.0", "USD", "money.minor_unit"),
    "dollars with three digits": ("10.000", "USD", "money.minor_unit"),
    "yen with sen": ("10.00", "JPY", "money.minor_unit"),
    "dinars with two digits": ("10.00", "BHD", "money.minor_unit"),
    "a plus sign": ("+10.00", "USD", "money.not_an_amount"),
    "an exponent": ("1e1", "USD", "money.not_an_amount"),
    "a leading zero": ("010.00", "USD", "money.not_an_amount"),
    "no digit before the point": (".50", "USD", "money.not_an_amount"),
    "a comma": ("1,000.00", "USD", "money.not_an_amount"),
    "a space": (" 10.00", "USD", "money.not_an_amount"),
    "a line end": ("10.00\n", "USD", "money.not_an_amount"),
    "digits of another script": ("\u0661\u0660.\u0660\u0660", "USD", "money.not_an_amount"),
    "nothing": ("", "USD", "money.not_an_amount"),
    "more than anybody has": ("1" * 19 + ".00", "USD", "money.not_an_amount"),
    "less than nothing, and nothing": ("-0.00", "USD", "money.negative_zero"),
    "less than no yen, and none": ("-0", "JPY", "money.negative_zero"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_sum_has_one_form(name: str) -> None:
    amount, currency, code = REFUSED[name]

    with pytest.raises(Unfit) as caught:
        Money(amount=amount, currency=currency)

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("amount", "currency"), [("10.00", "USD"), ("-0.01", "PKR"), ("0.00", "AFN"), ("10", "JPY"), ("10.000", "BHD")]
)
def test_a_sum_in_form_is_read_and_written_back(amount: str, currency: str) -> None:
    money = Money(amount=amount, currency=currency)

    assert money == decode(Money, encode(money)) == Money.of_minor(money.minor, currency)
    assert Decimal(amount) == money.decimal


def test_currencies_have_their_own_minor_units() -> None:
    expected = {"JPY": 0, "UYI": 0, "USD": 2, "PKR": 2, "AFN": 2, "EUR": 2, "BHD": 3, "KWD": 3, "IQD": 3, "CLF": 4}

    assert expected == {code: MINOR_UNITS[code] for code in expected}
    assert all(len(code) == 3 and code.isupper() for code in MINOR_UNITS)


def test_sums_are_added_exactly() -> None:
    assert usd("0.30") == usd("0.10") + usd("0.20")
    assert usd("-0.10") == usd("0.20") - usd("0.30")
    assert usd("0.00") == -usd("0.00")


def test_sums_are_ordered_by_worth_not_by_text() -> None:
    assert usd("9.00") < usd("10.00")
    assert usd("10.00") <= usd("10.00")
    assert usd("-9.00") > usd("-10.00")
    assert usd("10.00") >= usd("10.00")
    assert not usd("10.00") < usd("10.00")


AFGHANIS = Money(amount="1.00", currency="AFN")
MEETINGS = {
    "adding": lambda: usd("1.00") + AFGHANIS,
    "subtracting": lambda: usd("1.00") - AFGHANIS,
    "before": lambda: usd("1.00") < AFGHANIS,
    "not after": lambda: usd("1.00") <= AFGHANIS,
    "after": lambda: usd("1.00") > AFGHANIS,
    "not before": lambda: usd("1.00") >= AFGHANIS,
    "summing": lambda: total([usd("1.00"), AFGHANIS], currency="USD"),
    "summing in a third": lambda: total([usd("1.00")], currency="EUR"),
}


@pytest.mark.parametrize("name", MEETINGS)
def test_two_currencies_never_meet(name: str) -> None:
    with pytest.raises(Barred) as caught:
        MEETINGS[name]()

    assert "money.currencies_differ" == caught.value.code
    assert 2 == len(set(caught.value.facts["currencies"]))


def test_a_sum_of_nothing_is_zero_of_its_currency() -> None:
    assert Money(amount="0.000", currency="KWD") == total([], currency="KWD")


def test_a_sum_too_large_to_write_is_refused() -> None:
    with pytest.raises(Unfit):
        usd("9" * 18 + ".99") + usd("0.01")


def test_a_currency_nobody_issues_has_no_minor_units() -> None:
    with pytest.raises(Unfit):
        Money.of_minor(1, "ZZZ")


@given(cents=st.lists(SUMS, max_size=30))
def test_a_total_is_the_sum_of_its_parts_in_any_order(cents: list[int]) -> None:
    sums = [Money.of_minor(each, "USD") for each in cents]

    assert sum(cents) == total(sums, currency="USD").minor
    assert total(sums, currency="USD") == total(reversed(sums), currency="USD")


@given(cents=SUMS, weights=st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_shares_add_up_to_the_last_cent(cents: int, weights: list[int]) -> None:
    whole = Money.of_minor(cents, "USD")

    shares = whole.shared(weights)

    assert whole == total(shares, currency="USD")
    assert len(weights) == len(shares)
    for weight, share in zip(weights, shares, strict=True):
        assert abs(share.minor * sum(weights) - cents * weight) < sum(weights)
        assert weight or not share.minor


def test_what_cannot_be_divided_goes_to_who_lost_most() -> None:
    assert (usd("3.34"), usd("3.33"), usd("3.33")) == usd("10.00").shared([1, 1, 1])
    assert (usd("-3.34"), usd("-3.33"), usd("-3.33")) == usd("-10.00").shared([1, 1, 1])
    assert (usd("0.33"), usd("0.67")) == usd("1.00").shared([1, 2])


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1], [-1]])
def test_weights_that_divide_nothing_are_barred(weights: list[int]) -> None:
    with pytest.raises(Barred) as caught:
        usd("1.00").shared(weights)

    assert "money.weights" == caught.value.code
