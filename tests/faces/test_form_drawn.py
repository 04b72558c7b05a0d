"""Forms as they are drawn: asked by type, explained by the declaration, with what was typed and why it was refused."""

from msgspec import inspect as types
from tests.faces.cast import SEGMENTS, Sums, by_path

from paraph.domains import KINDS as THEIRS
from paraph.domains.consultation import Session, Statement
from paraph.faces.form import (
    Choice,
    Offers,
    form_of,
    moved_row,
    parse,
    posted_of,
    with_row,
    without_row,
)
from paraph.faces.form_labels import FORMS, form_refused
from paraph.faces.words import translating


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
