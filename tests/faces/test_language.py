"""How languages are written."""

import pytest

from paraph.faces.language import numerals, writing_own_digits


@pytest.mark.parametrize(
    ("own", "code", "expected"),
    [(True, "ur", "۱۴"), (None, "ur", "14"), (False, "ps", "14"), (None, "ps", "۱۴"), (True, "en", "14")],
)
def test_a_reader_has_the_digits_that_they_want(*, own: bool | None, code: str, expected: str) -> None:
    with writing_own_digits(own):
        assert expected == numerals("14", code)
