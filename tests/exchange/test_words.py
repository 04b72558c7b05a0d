"""Eight words by telephone."""

import pytest

from paraph.service.words import eight_words


def test_both_hear_these_words_for_ever_in_whatever_order_they_hold_the_keys() -> None:
    """Two versions of Paraph must agree on the telephone."""
    assert [FROZEN, FROZEN] == [eight_words(b"north", b"south"), eight_words(b"south", b"north")]


@pytest.mark.slow
@pytest.mark.parametrize("keys", [(b"north", b"sout"), (b"northsouth",), (b"north", b"south", b""), ()])
def test_other_keys_are_other_words(keys: tuple[bytes, ...]) -> None:
    assert FROZEN != eight_words(*keys)


def test_there_are_eight_of_the_public_list() -> None:
    from mnemonic import Mnemonic  # noqa: PLC0415  # the list is the library's own

    words = eight_words(b"keys").split()

    assert 8 == len(words)
    assert set(words) <= set(Mnemonic("english").wordlist)


FROZEN = "clump warrior sleep miracle enhance stand cattle hub"
