"""Content as it is read: labelled, in order, each text in its languages, sums and times as they are written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faces.cast import SEGMENTS, VERBS, Sums
from tests.record.histories import NORTH, SOUTH
from tests.record.samples import Sampler, dice

from paraph.domains.consultation import Statement
from paraph.domains.framework import CHARTER
from paraph.faces.fields import example_of
from paraph.faces.shown import Shown, content_shown, words_of
from paraph.record import Verb
from paraph.values import Text, Unreadable, Value, convert


def shown(of: type[Value], content: Any) -> dict[str, Shown]:
    return {one.name: one for one in content_shown(convert(of, content, exact=False))}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"amount": {"amount": "-1234567.50", "currency": "PKR"}}, ("Amount", "money", "PKR -1,234,567.50")),
        ({"number": 0}, ("Number", "number", "0")),
        ({"done": True}, ("Done", "yes_no", "Yes")),
        ({"size": {"unit": "km", "value": "1400.5"}}, ("Size", "quantity", "1,400.5 km")),
        ({"at": {"utc": "2012-12-03T09:00:00Z"}}, ("At", "moment", "2012-12-03T09:00:00Z")),
        (
            {"at": {"utc": "2012-12-03T09:00:00Z", "zone": "+05:00"}},
            ("At", "moment", "2012-12-03T09:00:00Z (+05:00)"),
        ),
        (
            {"where": {"datum": "WGS84", "format": "dd", "original": "33.5984 N, 73.0441 E"}},
            ("Where", "place", "33.5984 N, 73.0441 E (WGS84)"),
        ),
    ],
    ids=str,
)
def test_a_value_is_read_as_it_is_written(content: dict[str, Any], expected: tuple[str, str, str]) -> None:
    (name,) = content
    one = shown(Sums, content)[name]

    assert expected == (one.label, one.sort, one.text)


def test_what_is_not_stated_is_not_shown() -> None:
    assert {"done"} == set(shown(Sums, {}))


def test_a_text_is_shown_in_each_of_its_languages_the_original_first() -> None:
    words = words_of(Text(en="met", ur="ملے", original="ur"))

    assert [("ur", "rtl", "ملے"), ("en", "ltr", "met")] == [(one.language, one.direction, one.words) for one in words]


def test_groups_lists_and_choices_are_shown_within_each_other() -> None:
    found = shown(Statement, SEGMENTS)
    paragraph = found["paragraphs"].inner[0]
    segments = next(one for one in paragraph.inner if one.name == "segments")

    assert ("record", "ab" * 32) == (found["session"].sort, found["session"].value)
    assert ["Words", "Names", "Bracket", "Spelling"] == [one.label for one in segments.inner]
    assert ("party", "PK") == (segments.inner[2].inner[1].sort, segments.inner[2].inner[1].text)


def test_rows_of_a_fixed_length_are_shown() -> None:
    parties = shown(CHARTER.noun, example_of(CHARTER.noun))["parties"].inner[0]

    assert ["group", 2] == [
        value for one in parties.inner if one.name == "log_keys" for value in (one.sort, len(one.inner))
    ]


@pytest.mark.parametrize("verb", VERBS)
@given(seed=st.integers(0, 2**20))
def test_whatever_is_declared_can_be_shown(verb: Verb, seed: int) -> None:
    try:
        content = convert(verb.payload, Sampler(dice(seed), parties=(NORTH, SOUTH), records={}).fit(verb.payload))
    except Unreadable:
        return

    assert all(one.text or one.words or one.inner for one in content_shown(content))


def test_an_ending_shows_nothing() -> None:
    assert () == content_shown(None)
