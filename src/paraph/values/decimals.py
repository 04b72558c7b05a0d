"""Decimal numbers as text: exact, and each in one form.

Invariants:

* No exponent, no plus sign, no leading zeros, no negative zero, no zeros at the end of a fraction: "10.5", "-0.25".
* Nothing here rounds: what has no finite decimal form of the allowed length has no text.
"""

import re
from fractions import Fraction
from typing import Final

PLACES: Final = 12
"""How many digits may follow the point."""

_CANONICAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{0,11}[1-9])?")


def is_decimal(text: str) -> bool:
    """Say whether the text is the one form of a decimal number of at most 18 digits before and 12 after the point."""
    return text != "-0" and _CANONICAL.fullmatch(text) is not None


def decimal_text(number: Fraction) -> str | None:
    """Return the one form of a number.

    Returns:
        None if the number has no exact form of at most 12 digits after the point.
    """
    scaled = number * 10**PLACES
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(abs(scaled.numerator), 10**PLACES)
    text = f"{whole}.{rest:0{PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text
