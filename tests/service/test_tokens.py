"""Tokens: shown once, kept as a digest, and worth no more than their person."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.service.halls import TODAY, Hall

from paraph.service.staff import remove
from paraph.service.tokens import MOST, bearer, end, make, require, tokens
from paraph.values import Barred

SECRET = bytes(range(32))
WANTED: dict[str, Any] = {"name": "sync script", "scopes": ("read", "say"), "last": "2026-03-31", "secret": SECRET}


@pytest.fixture
def hall() -> Hall:
    made = Hall()
    made.enters("keeper", administers=True)
    made.enters("clerk")
    made.enters("intern")
    return made


def given(hall: Hall, person: str = "clerk", **more: Any) -> str:
    return make(hall.chancery, person, **{**WANTED, **more})


def test_a_token_opens_the_house_in_its_persons_stead(hall: Hall) -> None:
    text = given(hall)

    found = bearer(hall.chancery, text)

    assert ("clerk", "sync script", ("read", "say")) == (found.person.id, found.token.name, found.token.scopes)
    assert [(found.id, found.token)] == [*tokens(hall.house, "clerk")]
    assert () == tokens(hall.house, "intern")


def test_only_its_digest_is_kept_and_the_trail_does_not_hold_it(hall: Hall) -> None:
    text = given(hall)

    assert SECRET.hex() in text
    assert SECRET.hex() not in f"{hall.house.shelves} {hall.told}"
    assert ("token", "clerk", tokens(hall.house, "clerk")[0].id) == hall.deeds[-1]


def test_a_token_serves_on_its_last_day_and_not_after(hall: Hall) -> None:
    text = given(hall, last=TODAY)
    bearer(hall.chancery, text)

    hall.clock.now = datetime(2026, 3, 2, tzinfo=UTC)

    assert "token.over" == refusal(lambda: bearer(hall.chancery, text))
    assert ("refused", "clerk") == hall.deeds[-1][:2]


def test_a_token_that_was_taken_back_is_unknown(hall: Hall) -> None:
    text = given(hall)
    end(hall.chancery, "clerk", tokens(hall.house, "clerk")[0].id)

    assert "token.unknown" == refusal(lambda: bearer(hall.chancery, text))
    assert [("token_ended", "clerk"), ("refused", "")] == [one[:2] for one in hall.deeds[-2:]]


def test_a_removed_persons_tokens_end(hall: Hall) -> None:
    text = given(hall)

    remove(hall.chancery, "keeper", "clerk")

    assert "token.unknown" == refusal(lambda: bearer(hall.chancery, text))


def test_a_token_ends_with_its_persons_time(hall: Hall) -> None:
    text = given(hall)
    hall.enters("clerk", until="2026-02-28")

    assert "token.without_person" == refusal(lambda: bearer(hall.chancery, text))


def test_a_token_does_only_what_it_was_made_for(hall: Hall) -> None:
    found = bearer(hall.chancery, given(hall, scopes=("read",)))

    require(hall.chancery, found, "read")

    assert "token.scope" == refusal(lambda: require(hall.chancery, found, "say"))
    assert ("refused", "clerk", found.id) == hall.deeds[-1]


def test_an_administrator_takes_any_token_back(hall: Hall) -> None:
    given(hall)

    end(hall.chancery, "keeper", tokens(hall.house, "clerk")[0].id)

    assert () == tokens(hall.house, "clerk")


def many(hall: Hall) -> None:
    for number in range(MOST + 1):
        given(hall, secret=bytes([number]) * 32)


REFUSED: dict[str, tuple[Callable[[Hall], object], str]] = {
    "without a name": (lambda hall: given(hall, name="  "), "token.form"),
    "with a name that cannot be read": (lambda hall: given(hall, name="a\u202eb"), "token.form"),
    "for nothing": (lambda hall: given(hall, scopes=()), "token.form"),
    "for something else": (lambda hall: given(hall, scopes=("sign",)), "token.form"),
    "for the same twice": (lambda hall: given(hall, scopes=("read", "read")), "token.form"),
    "until no day": (lambda hall: given(hall, last="soon"), "token.form"),
    "until yesterday": (lambda hall: given(hall, last="2026-02-28"), "token.days"),
    "for more than a year": (lambda hall: given(hall, last="2027-03-02"), "token.days"),
    "by a stranger": (lambda hall: given(hall, "nobody"), "person.unknown"),
    "by one whose time is over": (
        lambda hall: (hall.enters("intern", until="2026-02-28"), given(hall, "intern")),
        "person.gone",
    ),
    "one too many": (many, "token.too_many"),
    "another's taken back": (
        lambda hall: (given(hall), end(hall.chancery, "intern", tokens(hall.house, "clerk")[0].id)),
        "token.not_yours",
    ),
    "none taken back": (lambda hall: end(hall.chancery, "clerk", "0" * 12), "token.none"),
    "a guess": (lambda hall: bearer(hall.chancery, "paraph_\ud800"), "token.unknown"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_token_is_refused(hall: Hall, name: str) -> None:
    attempt, code = REFUSED[name]

    assert code == refusal(lambda: attempt(hall))


def refusal(attempt: Callable[[], object]) -> str:
    with pytest.raises(Barred) as caught:
        attempt()
    return caught.value.code
