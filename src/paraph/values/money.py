"""Money: exact sums, each with its currency.

Invariants:

* A sum has exactly its currency's digits after the point: "10.00" USD, "10" JPY, "10.000" BHD; never "+10" or "1e1".
* Sums of different currencies never meet: adding or comparing them is barred, and nothing converts.
* Arithmetic is on whole minor units, so nothing is rounded; a division into shares gives out every unit.

Source: ISO 4217 for codes and minor units; the form is ours.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Self

from paraph.values.codec import Value
from paraph.values.currencies import MINOR_UNITS
from paraph.values.errors import Barred, Unfit

_AMOUNT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]+)?")


class Money(Value, frozen=True, kw_only=True):
    """A sum of money.

    Attributes:
        amount: Decimal text in the one form of its currency, at most 18 digits before the point; may be negative.
        currency: ISO 4217 alphabetic code.
    """

    amount: str
    currency: str

    def __post_init__(self) -> None:
        """Check the currency, the form and the digits after the point."""
        digits = MINOR_UNITS.get(self.currency)
        if digits is None:
            raise Unfit("money.unknown_currency", path=".currency", currency=self.currency[:20])
        if not _AMOUNT.fullmatch(self.amount):
            raise Unfit("money.not_an_amount", path=".amount", amount=self.amount[:40])
        if len(self.amount.partition(".")[2]) != digits:
            raise Unfit("money.minor_unit", path=".amount", amount=self.amount[:40], digits=digits)
        if self.amount.startswith("-") and not self.minor:
            raise Unfit("money.negative_zero", path=".amount")

    @classmethod
    def of_minor(cls, minor: int, currency: str) -> Self:
        """Return the sum of so many minor units (cents, paisa, fils).

        Raises:
            Unreadable: The currency is unknown, or the sum is too large to be written.
        """
        digits = MINOR_UNITS.get(currency, 0)
        whole, rest = divmod(abs(minor), 10**digits)
        tail = f".{rest:0{digits}}" if digits else ""
        return cls(amount=f"{'-' if minor < 0 else ''}{whole}{tail}", currency=currency)

    @property
    def minor(self) -> int:
        """The sum in whole minor units."""
        return int(self.amount.replace(".", ""))

    @property
    def decimal(self) -> Decimal:
        """The sum as an exact decimal number."""
        return Decimal(self.amount)

    def __add__(self, other: "Money") -> "Money":
        """Return the sum of both. Raises Barred if the currencies differ."""
        return Money.of_minor(self.minor + _same(self, other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Return the difference. Raises Barred if the currencies differ."""
        return self + -other

    def __neg__(self) -> "Money":
        """Return the opposite sum."""
        return Money.of_minor(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        """Compare. Raises Barred if the currencies differ."""
        return self.minor < _same(self, other).minor

    def __le__(self, other: "Money") -> bool:
        """Compare. Raises Barred if the currencies differ."""
        return self.minor <= _same(self, other).minor

    def __gt__(self, other: "Money") -> bool:
        """Compare. Raises Barred if the currencies differ."""
        return self.minor > _same(self, other).minor

    def __ge__(self, other: "Money") -> bool:
        """Compare. Raises Barred if the currencies differ."""
        return self.minor >= _same(self, other).minor

    def shared(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Divide the sum in proportion to the weights; the shares add up to it to the last minor unit.

        What cannot be divided goes, one unit each, to the shares that lost most by rounding down, the earlier first.

        Args:
            weights: Whole numbers, none negative, not all zero.

        Raises:
            Barred: The weights cannot divide anything.
        """
        whole = sum(weights)
        if not whole or min(weights) < 0:
            raise Barred("money.weights", weights=list(weights))
        size = abs(self.minor)
        shares = [size * weight // whole for weight in weights]
        by_loss = sorted(range(len(weights)), key=lambda at: -(size * weights[at] % whole))
        for at in by_loss[: size - sum(shares)]:
            shares[at] += 1
        sign = -1 if self.minor < 0 else 1
        return tuple(Money.of_minor(sign * share, self.currency) for share in shares)


def total(sums: Iterable[Money], *, currency: str) -> Money:
    """Return the sum of all; zero of the currency if there are none.

    Raises:
        Barred: One of them is in another currency.
    """
    start = Money.of_minor(0, currency)
    return Money.of_minor(sum(_same(start, each).minor for each in sums), currency)


def _same(one: Money, other: Money) -> Money:
    if one.currency != other.currency:
        raise Barred("money.currencies_differ", currencies=[one.currency, other.currency])
    return other
