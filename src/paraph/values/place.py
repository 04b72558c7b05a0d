"""Places: a position as it was written, with what is needed to judge it.

Invariants:

* What was written is kept, with the format and the datum in which it was declared; nothing is guessed from its looks.
* The computed position, if there is one, is on WGS 84, in decimal degrees, each number in one form; both or neither.
* Values and shapes only: whether the computed position follows from the written one is for the geometry.

Source: EPSG for the codes of datums; the shapes are ours and lenient about space and signs.
"""

import re
from fractions import Fraction
from typing import Annotated, Final, Literal

from msgspec import Meta

from paraph.values.codec import Value
from paraph.values.decimals import is_decimal
from paraph.values.errors import Unfit
from paraph.values.text import Text
from paraph.values.words import check_words

Format = Literal["dd", "dm", "dms", "mgrs", "utm"]
"""Decimal degrees; degrees and minutes; degrees, minutes and seconds; grid references of the two kinds."""

Datum = Annotated[str, Meta(pattern=r"^(?:WGS84|EPSG:[1-9][0-9]{3,5})\Z", extra={"ascii": True})]

Metres = Annotated[int, Meta(ge=1, le=1_000_000)]

_NUMBER: Final = r"[0-9]{1,9}(?:[.,][0-9]{1,9})?"
_BETWEEN: Final = r" ?[,;/ ] ?"


def _pair(one: str) -> re.Pattern[str]:
    side = rf"(?:[NSEW] ?)?[+-]?{one}(?: ?[NSEW])?"
    return re.compile(side + _BETWEEN + side)


# Degree, minute and second signs as typed: apostrophes, or the primes U+2032 and U+2033.
_SHAPES: Final[dict[str, re.Pattern[str]]] = {
    "dd": _pair(rf"{_NUMBER} ?°?"),
    "dm": _pair(rf"[0-9]{{1,3}}[° ] ?{_NUMBER} ?['\u2032]?"),
    "dms": _pair(rf"[0-9]{{1,3}}[° ] ?[0-9]{{1,2}}['\u2032 ] ?{_NUMBER} ?(?:[\"\u2033]|''|\u2032\u2032)?"),
    "mgrs": re.compile(r"[0-9]{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z][A-HJ-NP-V](?: ?[0-9]{1,5} [0-9]{1,5}| ?(?:[0-9]{2}){0,5})"),
    "utm": re.compile(rf"[0-9]{{1,2}} ?[C-HJ-NP-X] {_NUMBER} ?m?E?{_BETWEEN}{_NUMBER} ?m?N?"),
}


class Place(Value, frozen=True, kw_only=True):
    """A position.

    Attributes:
        datum: The datum in which it was written: `WGS84`, or an EPSG code such as `EPSG:24313`.
        format: The format in which it was written.
        original: The text as it was written.
        feature: What is there, in words; None if nothing was said.
        latitude: Degrees north on WGS 84, at most 8 digits after the point; None if it was not computed.
        longitude: Degrees east on WGS 84, above -180 up to 180; None if it was not computed.
        uncertainty_m: How far off it may be, in metres rounded up; None if not known, which is not the same as exact.
    """

    datum: Datum
    format: Format
    original: str
    feature: Text | None = None
    latitude: str | None = None
    longitude: str | None = None
    uncertainty_m: Metres | None = None

    def __post_init__(self) -> None:
        """Check the shape of what was written and the range of what was computed."""
        check_words(self.original, path=".original")
        if not _SHAPES[self.format].fullmatch(" ".join(self.original.split())):
            raise Unfit("place.shape", path=".original", format=self.format)
        if (self.latitude is None) != (self.longitude is None):
            raise Unfit("place.half_a_position")
        if self.latitude is not None and self.longitude is not None:
            _check_degrees(self.latitude, 90, ".latitude")
            _check_degrees(self.longitude, 180, ".longitude")
            if self.longitude == "-180":
                raise Unfit("place.two_names", path=".longitude", use="180")


def _check_degrees(text: str, most: int, path: str) -> None:
    if not is_decimal(text) or len(text.partition(".")[2]) > 8:
        raise Unfit("place.not_degrees", path=path, written=text[:40])
    if abs(Fraction(text)) > most:
        raise Unfit("place.out_of_range", path=path, most=most)
