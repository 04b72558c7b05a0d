"""A place keeps what was written, and what was declared about it."""

from typing import Any

import pytest

from paraph.values import Place, Text, Unreadable, convert, decode, encode

SHAPES = {
    "decimal degrees": ("dd", "34.1203, 71.0893"),
    "decimal degrees with letters": ("dd", "N34.1203° E71.0893°"),
    "decimal degrees with letters after": ("dd", "34.1203 N / 71.0893 E"),
    "decimal degrees below zero": ("dd", "-34.1 -71"),
    "decimal degrees with much space": ("dd", "34.1203 ,   71.0893"),
    "minutes": ("dm", "34° 07.218' N, 71° 05.358' E"),
    "minutes without signs": ("dm", "34 07.218 N 71 05.358 E"),
    "seconds": ("dms", "34°07'13\"N 71°05'21.5\"E"),
    "seconds with primes": ("dms", "34°07\u203213\u2033N, 71°05\u203221\u2033E"),
    "seconds with two apostrophes": ("dms", "34°07'13''N 71°05'21''E"),
    "a grid square": ("mgrs", "42S XD 12345 67890"),
    "a grid square in one word": ("mgrs", "42SXD1234567890"),
    "a coarse grid square": ("mgrs", "42SXD"),
    "a transverse position": ("utm", "42S 712345 3778901"),
    "a transverse position with letters": ("utm", "42 S 712345mE 3778901mN"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_place_as_people_write_it_is_kept(name: str) -> None:
    format_, original = SHAPES[name]

    place = convert(Place, {"original": original, "format": format_, "datum": "EPSG:24313"})

    assert original == place.original
    assert place == decode(Place, encode(place))


def test_a_place_may_be_computed_and_described() -> None:
    place = Place(
        datum="WGS84",
        feature=Text(en="the crossing"),
        format="dd",
        latitude="34.12",
        longitude="180",
        original="34.12 180",
        uncertainty_m=30,
    )

    assert place == decode(Place, encode(place))


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an empty original": ({"original": ""}, "text.empty", "$.original"),
    "an original that is no position": ({"original": "near the bridge"}, "place.shape", "$.original"),
    "an original in another format": ({"original": "42SXD1234567890"}, "place.shape", "$.original"),
    "an odd grid reference": ({"format": "mgrs", "original": "42SXD123"}, "place.shape", "$.original"),
    "a long run of spaces": ({"original": "1" + " " * 5000 + "x"}, "place.shape", "$.original"),
    "a format nobody declared": ({"format": "gps"}, "json.not_a_choice", "$.format"),
    "a datum nobody can look up": ({"datum": "Everest"}, "json.pattern", "$.datum"),
    "a latitude alone": ({"latitude": "34"}, "place.half_a_position", "$"),
    "a longitude alone": ({"longitude": "34"}, "place.half_a_position", "$"),
    "a latitude that is no number": ({"latitude": "34.0", "longitude": "1"}, "place.not_degrees", "$.latitude"),
    "a latitude too exact to be true": (
        {"latitude": "34.123456789", "longitude": "1"},
        "place.not_degrees",
        "$.latitude",
    ),
    "a latitude beyond the pole": ({"latitude": "90.1", "longitude": "1"}, "place.out_of_range", "$.latitude"),
    "a longitude beyond the line": ({"latitude": "1", "longitude": "-180.1"}, "place.out_of_range", "$.longitude"),
    "the line by its other name": ({"latitude": "1", "longitude": "-180"}, "place.two_names", "$.longitude"),
    "an exact place": ({"uncertainty_m": 0}, "json.out_of_bounds", "$.uncertainty_m"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_place_that_cannot_be_judged_is_refused(name: str) -> None:
    changes, code, path = REFUSED[name]

    with pytest.raises(Unreadable) as caught:
        convert(Place, {"datum": "WGS84", "format": "dd", "original": "34.1203, 71.0893"} | changes)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])
