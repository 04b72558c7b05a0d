"""Quantities: exact numbers, each with its unit.

Invariants:

* A number has one form (see decimals); nothing is rounded.
* Conversion stays within a dimension and is exact, or it is barred.
* Things that are counted are whole, and each thing is a dimension of its own.

Source: UCUM for the codes and factors of measured units; the names of counted things are ours.
"""

from fractions import Fraction
from typing import Final, NamedTuple

from paraph.values.codec import Value
from paraph.values.decimals import decimal_text, is_decimal
from paraph.values.errors import Barred, Unfit


class Unit(NamedTuple):
    """A unit: its dimension, and how much of the dimension's first unit it is."""

    dimension: str
    factor: Fraction


_COUNTED: Final = ("person", "vehicle", "flight", "container", "post")

_MEASURED: Final = {
    "length": {"m": "1", "km": "1000", "[ft_i]": "0.3048", "[mi_i]": "1609.344", "[nmi_i]": "1852"},
    "area": {"m2": "1", "har": "10000", "km2": "1000000"},
    "volume": {"L": "1", "m3": "1000", "[gal_us]": "3.785411784"},
    "mass": {"kg": "1", "t": "1000", "[lb_av]": "0.45359237"},
    "time": {"s": "1", "min": "60", "h": "3600", "d": "86400", "wk": "604800"},
    "number": {"1": "1", "%": "0.01"},
}

UNITS: Final = {
    code: Unit(dimension, Fraction(factor)) for dimension, units in _MEASURED.items() for code, factor in units.items()
} | {thing: Unit(thing, Fraction(1)) for thing in _COUNTED}
"""Code -> unit."""


class Quantity(Value, frozen=True, kw_only=True):
    """How much of something.

    Attributes:
        value: Decimal text in its one form: "10.5", "-3", never "10.50" or "+3".
        unit: A code of `UNITS`.
    """

    value: str
    unit: str

    def __post_init__(self) -> None:
        """Check the unit and the form of the number."""
        if self.unit not in UNITS:
            raise Unfit("quantity.unknown_unit", path=".unit", unit=self.unit[:20])
        if not is_decimal(self.value):
            raise Unfit("quantity.not_a_number", path=".value", value=self.value[:40])
        if self.unit in _COUNTED and "." in self.value:
            raise Unfit("quantity.not_whole", path=".value", value=self.value, unit=self.unit)

    def to(self, unit: str) -> "Quantity":
        """Return the same quantity in another unit.

        Raises:
            Barred: The units measure different things, or the result has no exact decimal form.
        """
        return _in_unit(self._size(unit), unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        """Return the sum in the unit of the first. Raises Barred as `to`."""
        return _in_unit(self._size(self.unit) + other._size(self.unit), self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Return the difference in the unit of the first. Raises Barred as `to`."""
        return _in_unit(self._size(self.unit) - other._size(self.unit), self.unit)

    def __lt__(self, other: "Quantity") -> bool:
        """Compare, exactly. Raises Barred if the units measure different things."""
        return self._size(self.unit) < other._size(self.unit)

    def __le__(self, other: "Quantity") -> bool:
        """Compare, exactly. Raises Barred if the units measure different things."""
        return self._size(self.unit) <= other._size(self.unit)

    def __gt__(self, other: "Quantity") -> bool:
        """Compare, exactly. Raises Barred if the units measure different things."""
        return self._size(self.unit) > other._size(self.unit)

    def __ge__(self, other: "Quantity") -> bool:
        """Compare, exactly. Raises Barred if the units measure different things."""
        return self._size(self.unit) >= other._size(self.unit)

    def _size(self, unit: str) -> Fraction:
        """The number of the quantity in another unit."""
        ours, theirs = UNITS[self.unit], UNITS.get(unit)
        if theirs is None:
            raise Barred("quantity.unknown_unit", unit=unit)
        if ours.dimension != theirs.dimension:
            raise Barred("quantity.dimensions_differ", units=[self.unit, unit])
        return Fraction(self.value) * ours.factor / theirs.factor


def _in_unit(size: Fraction, unit: str) -> Quantity:
    text = decimal_text(size)
    if text is None:
        raise Barred("quantity.not_exact", unit=unit)
    return Quantity(value=text, unit=unit)
