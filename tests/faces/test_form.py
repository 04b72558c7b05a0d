"""Forms read off the declarations: what is there comes back, what is refused is told, nothing that is sent raises."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import inspect as types
from tests.record.histories import NORTH, SOUTH
from tests.record.kinds import KINDS as OURS
from tests.record.samples import Sampler, dice

from paraph.domains import KINDS as THEIRS
from paraph.domains.consultation import Session, Statement
from paraph.faces.fields import example_of
from paraph.faces.form import (
    Choice,
    FormField,
    Offers,
    form_of,
    moved_row,
    parse,
    posted_of,
    told,
    with_row,
    without_row,
)
from paraph.faces.form_labels import FORMS, form_refused
from paraph.faces.words import translating
from paraph.record import Effective, Verb
from paraph.values import Instant, Money, Place, Quantity, Text, Unreadable, Value, builtin, convert

VERBS = [
    pytest.param(verb, id=f"{kind.family} {verb.name}")
    for kind in (*THEIRS.values(), *OURS.values())
    for verb in kind.verbs.values()
    if verb.payload is not None
]
every_verb = pytest.mark.parametrize("verb", VERBS)


class Sums(Value, frozen=True, kw_only=True):
    """Sums of the usual values.

    Attributes:
        amount: How much; None: not known.
        at: When.
        done: Whether it is done.
        number: How many.
        size: How large.
        where: Where.
    """

    amount: Money | None = None
    at: Instant | None = None
    done: bool = False
    number: int | None = None
    size: Quantity | None = None
    where: Place | None = None


class Promise(Value, frozen=True, kw_only=True):
    """What comes once."""

    effective: Effective | None = None
    words: Text


SEGMENTS: Any = {
    "session": "ab" * 32,
    "languages": ["en"],
    "signatories": [{"party": "PK", "name": {"en": "Pakistan"}}, {"party": "US", "name": {"en": "United States"}}],
    "paragraphs": [
        {
            "id": "1",
            "type": "position",
            "segments": [
                {"type": "words", "text": {"en": "Both sides met.", "ur": "دونوں فریق ملے۔", "original": "en"}},
                {"type": "names", "of": "parties", "between": {"en": "and"}},
                {
                    "type": "bracket",
                    "id": "border",
                    "owner": "PK",
                    "alternatives": [{"by": "PK", "words": {"en": "first"}}, {"by": "US"}],
                },
                {
                    "type": "spelling",
                    "forms": [{"party": "PK", "text": {"en": "Defence"}}, {"party": "US", "text": {"en": "Defense"}}],
                },
            ],
        }
    ],
}


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


def test_a_trouble_is_told_in_words_and_never_as_a_pattern() -> None:
    parsed = parse(Session, {"number": "0", "number_basis": "stated", "actual.first": "monday"})
    shown = by_path(form_of(Session, {}, troubles=parsed.troubles))

    assert (
        "Write it so: a year, a month or a day, such as 2012, 2012-12 or 2012-12-03." == shown["actual.first"].trouble
    )
    assert "Number must be >= 1." == shown["number"].trouble


def test_every_pattern_that_is_declared_has_its_form_in_words() -> None:
    """A diplomat reads no regular expressions."""
    patterns = {
        found
        for kind in THEIRS.values()
        for verb in kind.verbs.values()
        if verb.payload is not None
        for found in patterns_in(types.type_info(verb.payload))
    }

    assert set() == patterns - set(FORMS)
    assert set() == {one for one in patterns if form_refused(f"'{one}'"[:200]) != FORMS[one]}


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


def test_rows_are_added_removed_and_moved_with_all_their_words() -> None:
    """A row that is removed takes only its own words with it."""
    posted = {"topics[0].en": "border", "topics[1].en": "trade", "topics[2].ur": "پانی", "number": "7"}

    assert {**posted, "topics[3]": ""} == with_row(posted, "topics")
    assert {"sources[0]": ""} == with_row({}, "sources")
    assert {"topics[0].en": "border", "topics[1].ur": "پانی", "number": "7"} == without_row(posted, "topics[1]")
    assert posted == without_row(posted, "number")
    assert {**posted, "topics[1].en": "border", "topics[0].en": "trade"} == moved_row(posted, "topics[0]", by=1)
    assert posted == moved_row(posted, "topics[2]", by=1)
    assert posted == moved_row(posted, "topics[9]", by=1)


def test_an_added_row_is_shown_and_an_empty_one_is_not_said() -> None:
    posted = with_row({"number": "1", "number_basis": "stated"}, "delegations")

    shown = by_path(form_of(Session, posted))

    assert "party" == shown["delegations[0].party"].widget
    assert ({"number": 1, "number_basis": "stated"}, {}) == parse(Session, posted)


def test_a_refusal_finds_its_row_behind_empty_ones() -> None:
    """Empty rows are left out of what is said, and the reason still stands where it was typed."""
    posted = {"number": "1", "number_basis": "stated", "delegations[0]": "", "delegations[4].party": "nobody"}

    assert ["delegations[4].party"] == list(parse(Session, posted).troubles)


def test_a_form_asks_by_type_and_explains_by_the_declaration() -> None:
    offers = Offers(parties=(Choice("PK", "Pakistan"),), records=lambda name: (Choice("ab" * 32, name),))
    shown = by_path(form_of(Statement, posted_of(Statement, SEGMENTS), offers=offers))

    assert ("record", (Choice("ab" * 32, "session"),)) == (shown["session"].widget, shown["session"].choices)
    assert ("party", (Choice("PK", "Pakistan"),)) == (
        shown["signatories[0].party"].widget,
        shown["signatories[0].party"].choices,
    )
    assert ("languages", "ur", "rtl", "long") == (
        shown["paragraphs[0].segments[0].text"].widget,
        shown["paragraphs[0].segments[0].text.ur"].language,
        shown["paragraphs[0].segments[0].text.ur"].direction,
        shown["paragraphs[0].segments[0].text.ur"].widget,
    )
    assert ("variant", {"words", "names", "spelling", "bracket"}) == (
        shown["paragraphs[0].segments[1]"].widget,
        {one.value for one in shown["paragraphs[0].segments[1].type"].choices},
    )
    assert ("Its title; empty: none yet.", "text") == (shown["title"].help, shown["title.en"].widget)


def test_a_form_says_everything_through_the_translator() -> None:
    with translating(str.upper):
        shown = by_path(form_of(Sums, {}))

    assert ("AMOUNT", "HOW MUCH; EMPTY: NOT KNOWN.") == (shown["amount"].label, shown["amount"].help)


def test_what_is_deep_and_empty_is_not_spread_out() -> None:
    """A form for a charter would otherwise ask for a hundred things at once."""
    assert 150 > len(by_path(form_of(Session, {})))


def test_a_verb_that_carries_nothing_asks_nothing() -> None:
    assert ((), {}, (None, {})) == (form_of(None, {}), posted_of(None, None), parse(None, {"a": "b"}))


def read(payload: Any, content: Any) -> Any:
    return builtin(convert(payload, content, exact=False))


def by_path(fields: tuple[FormField, ...]) -> Mapping[str, FormField]:
    found = [inner for one in fields for inner in one.walk()]
    assert len(found) == len({one.path for one in found})
    return {one.path: one for one in found}


def patterns_in(kind: types.Type) -> set[str]:
    match kind:
        case types.Metadata(type=inner) | types.VarTupleType(item_type=inner):
            return patterns_in(inner)
        case types.UnionType(types=several) | types.TupleType(item_types=several):
            return {found for one in several for found in patterns_in(one)}
        case types.StructType(fields=fields):
            return {found for one in fields for found in patterns_in(one.type)}
        case types.StrType(pattern=str() as pattern):
            return {pattern}
        case _:
            return set()
