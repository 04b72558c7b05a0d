"""Forms read off the declarations: what is there comes back, what is refused is told, nothing that is sent raises."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.faces.cast import SEGMENTS, Bares, Sums, by_path, every_verb, read
from tests.record.histories import NORTH, SOUTH
from tests.record.samples import Sampler, dice

from paraph.domains.consultation import Session, Statement
from paraph.faces.fields import example_of
from paraph.faces.form import (
    form_of,
    parse,
    posted_of,
    told,
)
from paraph.record import Verb
from paraph.values import Unreadable


@every_verb
def test_an_example_comes_back_from_its_form(verb: Verb) -> None:
    found = example_of(verb.payload)
    parsed = parse(verb.payload, posted_of(verb.payload, found))

    assert (read(verb.payload, found), {}) == parsed


@every_verb
@given(seed=st.integers(0, 2**20))
@settings(max_examples=10)
def test_whatever_is_declared_comes_back_from_its_form(verb: Verb, seed: int) -> None:
    """Every content that the codec reads can be shown in a form and sent again."""
    content = Sampler(dice(seed), parties=(NORTH, SOUTH), records={}).fit(verb.payload)
    try:
        expected = read(verb.payload, content)
    except Unreadable:
        return

    assert (expected, {}) == parse(verb.payload, posted_of(verb.payload, expected))


def test_groups_of_several_sorts_come_back_from_their_form() -> None:
    """A statement has settled words, names, brackets and spellings, in any order."""
    assert (read(Statement, SEGMENTS), {}) == parse(Statement, posted_of(Statement, SEGMENTS))


def test_a_group_that_says_nothing_is_still_there() -> None:
    """To state an empty value is not the same as to state none."""
    content = {"one": {}, "rows": [{}, {"words": {"en": "words"}}, {}]}

    assert (content, {}) == parse(Bares, posted_of(Bares, content))
    assert ({}, {}) == parse(Bares, posted_of(Bares, {}))


NAMES = st.sampled_from(
    [
        *("content", "title.en", "parties[0].log_keys[0]", "parties[0]", "paragraphs[0].segments[0].type", "number"),
        *("parts[0].amount.amount", "parts[1].amount", "parts[9999].id", "paragraphs[0].segments[0].text.en", "words"),
        *("effective.on", "reveal_by", "paragraphs[1].segments[3]", "done", "terms", "a[0", "]", "[0]", ".", "x" * 900),
        *("sources[٣].url", "delegations[007].party", "delegations[3].size", "actual", "actual.first", "kinds[0]"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["yes", "no", "1" * 5000, "NaN", "{", "\ud800", "words", "۱۲", "2012-12-03T25:61", "-", "1.5", "[" * 99]
    ),
)


@every_verb
@given(posted=st.dictionaries(st.one_of(NAMES, st.text(max_size=12)), TYPED, max_size=8))
@example(posted={"title.en": "\u202e"})
@settings(max_examples=10)
def test_nothing_that_is_sent_raises_and_every_typed_word_is_shown(verb: Verb, posted: dict[str, str]) -> None:
    """Garbage is refused with a reason on a field, and stands in the form as it was typed."""
    parsed = parse(verb.payload, posted)
    fields = by_path(form_of(verb.payload, posted, troubles=parsed.troubles))

    assert (parsed.content is None) is bool(parsed.troubles)
    assert all(told(one) for one in parsed.troubles.values())
    assert {} == {path: text for path, text in posted.items() if path in fields and fields[path].value != text}


def test_every_refusal_stands_at_its_own_field() -> None:
    """Not only the first: a person mends a form once."""
    posted = {
        "number": "many",
        "number_basis": "guessed",
        "planned.first": "yesterday",
        "delegations[2].party": "pk",
        "city.ur": "را\u202eولپنڈی",
    }

    parsed = parse(Session, posted)

    assert {"number", "number_basis", "planned.first", "delegations[2].party", "city.ur"} == set(parsed.troubles)


def test_a_refusal_of_an_example_is_not_shown() -> None:
    """What is refused beside a field that was mended for the look ahead may be the example's own fault."""
    parsed = parse(Session, {"number": "1", "number_basis": "stated", "planned.first": "soon", "planned.last": "1999"})

    assert ["planned.first"] == list(parsed.troubles)


def test_what_is_missing_is_asked_for_where_it_is_missing() -> None:
    parsed = parse(Session, {"delegations[0].notes.en": "late"})

    assert {"number", "number_basis", "delegations[0].party"} == set(parsed.troubles)
    assert "This is needed." == told(parsed.troubles["number"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"amount.amount": "۲۵۰٬۰۰۰", "amount.currency": "USD"},
            {"amount": {"amount": "250000.00", "currency": "USD"}},
        ),
        (
            {"amount.amount": "12,34,567.5", "amount.currency": "PKR"},
            {"amount": {"amount": "1234567.50", "currency": "PKR"}},
        ),
        ({"amount.amount": "", "amount.currency": "USD"}, {}),
        ({"number": " 1,200 "}, {"number": 1200}),
        ({"done": "yes"}, {"done": True}),
        ({"done": "no"}, {}),
        ({"size.value": "١٤", "size.unit": "km"}, {"size": {"unit": "km", "value": "14"}}),
        (
            {"at.utc": "2012-12-03T14:00", "at.zone": "+05:00"},
            {"at": {"utc": "2012-12-03T09:00:00Z", "zone": "+05:00"}},
        ),
        (
            {"at.utc": "2012-12-03 13:30", "at.zone": "Asia/Kabul"},
            {"at": {"utc": "2012-12-03T09:00:00Z", "zone": "Asia/Kabul"}},
        ),
        ({"at.utc": "2012-12-03T14:00:00+05:00"}, {"at": {"utc": "2012-12-03T09:00:00Z"}}),
        ({"at.utc": "2012-12-03T09:00"}, {"at": {"utc": "2012-12-03T09:00:00Z"}}),
        ({"where.datum": "WGS84", "where.format": "dd", "where.original": " "}, {}),
        ({"csrfmiddlewaretoken": "x", "action": "sign"}, {}),
    ],
    ids=str,
)
def test_what_is_typed_is_put_in_its_one_form(typed: dict[str, str], expected: object) -> None:
    """Digits of any script, separators, local times; what merely stood there from the beginning is no value."""
    assert (expected, {}) == parse(Sums, typed)


def test_a_moment_comes_back_in_the_zone_in_which_it_was_given() -> None:
    content = {"at": {"utc": "2012-12-03T09:00:00Z", "zone": "Asia/Karachi"}}
    posted = posted_of(Sums, content)

    assert "2012-12-03T14:00:00" == posted["at.utc"]
    assert (content, {}) == parse(Sums, posted)


def test_a_refusal_finds_its_row_behind_empty_ones() -> None:
    """Empty rows are left out of what is said, and the reason still stands where it was typed."""
    posted = {"number": "1", "number_basis": "stated", "delegations[0]": "", "delegations[4].party": "nobody"}

    assert ["delegations[4].party"] == list(parse(Session, posted).troubles)
