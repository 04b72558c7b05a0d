"""One statement beside another: changes, sentences carried over, promises dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.texts import paragraph, statement

from paraph.domains.consultation import Paragraph, Statement
from paraph.domains.consultation.comparison import (
    MOST_PAIRS,
    Change,
    ParagraphDiff,
    carried_over,
    compare_sessions,
    compare_versions,
    dropped_promises,
    fates,
    word_changes,
)

FUND = "Both sides continue consultations on the support fund."
BORDER = "Militaries improve operational coordination at the border."
FLOODS = "The United States expressed sorrow at the floods."


def promise(name: str, words: str) -> Paragraph:
    return paragraph(name, words, type="commitment")


LAST = statement(promise("20.1", FUND), promise("20.2", BORDER), paragraph("20.3", FLOODS))


def how(before: Statement, after: Statement) -> list[tuple[str, str, str]]:
    return [(one.how, one.before, one.after) for one in compare_sessions(before, after, language="en")]


def test_paragraphs_of_two_sessions_are_matched_by_their_words() -> None:
    now = statement(
        paragraph("21.1", "Nothing like it was ever said."),
        promise("21.2", "Militaries go on to improve operational coordination at the border."),
        promise("21.3", FUND),
    )

    assert [("new", "", "21.1"), ("changed", "20.2", "21.2"), ("gone", "20.3", ""), ("same", "20.1", "21.3")] == how(
        LAST, now
    )


def test_what_stood_before_everything_is_shown_gone_before_everything() -> None:
    assert [("gone", "20.1", ""), ("same", "20.2", "x"), ("gone", "20.3", "")] == how(
        LAST, statement(promise("x", BORDER))
    )


def test_versions_of_one_statement_are_matched_by_name() -> None:
    before = statement(paragraph("p", "With a date for claims"), paragraph("q", "Gone"), paragraph("r", "Kept"))
    after = statement(paragraph("p", "With a firm date for claims"), paragraph("r", "Kept"), paragraph("s", "New"))

    assert (
        ParagraphDiff(
            "changed",
            "p",
            "p",
            (Change("same", "With a"), Change("new", "firm"), Change("same", "date for claims")),
        ),
        ParagraphDiff("gone", "q", "", (Change("gone", "Gone"),)),
        ParagraphDiff("same", "r", "r", (Change("same", "Kept"),)),
        ParagraphDiff("new", "", "s", (Change("new", "New"),)),
    ) == compare_versions(before, after, language="en")


def test_a_word_replaced_is_one_gone_and_one_new() -> None:
    assert (Change("same", "no"), Change("gone", "date"), Change("new", "fund")) == word_changes("no date", "no fund")


def test_sentences_that_stand_in_both_are_carried_over() -> None:
    before = statement(paragraph("a", "The group met.  It was useful! Was it?"), paragraph("b", "اجلاس ہوا۔ اختتام"))
    after = statement(
        paragraph("c", "It was useful! The group met in autumn. اجلاس ہوا۔"), paragraph("d", "It was useful!")
    )

    assert ("It was useful!", "اجلاس ہوا۔") == carried_over(before, after, language="en")


FATES = {
    "repeated": promise("x", BORDER),
    "achieved": paragraph("x", "Both militaries improve operational coordination at the border.", type="achievement"),
    "weakened": paragraph("x", BORDER, type="appreciation"),
    "dropped": paragraph("x", "Nothing of the kind"),
}


@pytest.mark.parametrize("fate", FATES)
def test_each_promise_of_the_last_session_has_a_fate(fate: str) -> None:
    now = statement(FATES[fate], promise("y", FUND))

    found = {one.promise.id: (one.fate, one.counterpart) for one in fates(LAST, now, language="en")}

    assert {"20.1": ("repeated", "y"), "20.2": (fate, "" if fate == "dropped" else "x")} == found


def test_dropped_promises_are_listed_and_what_never_promised_is_not() -> None:
    assert (promise("20.2", BORDER),) == dropped_promises(LAST, statement(promise("y", FUND)), language="en")


def test_a_statement_without_words_in_common_drops_every_promise() -> None:
    marks = statement(paragraph("m", "—"), paragraph("n", "..."))

    assert (promise("20.1", FUND), promise("20.2", BORDER)) == dropped_promises(LAST, marks, language="en")
    assert [("gone", "m", ""), ("gone", "n", ""), ("new", "", "x")] == how(marks, statement(paragraph("x", "?")))


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_every_word_is_the_same_gone_or_new(old: list[str], new: list[str]) -> None:
    runs = word_changes(" ".join(old), " ".join(new))

    assert old == [word for one in runs if one.how != "new" for word in one.words.split()]
    assert new == [word for one in runs if one.how != "gone" for word in one.words.split()]


LONG = ["a"] * (int(MOST_PAIRS**0.5) + 1)
LONG_PAIRS = {
    "the same": (LONG, LONG),
    "one word in the middle": ([*LONG, "x", *LONG], [*LONG, "y", *LONG]),
    "more at the end": (LONG, [*LONG, "x"]),
    "less at the end": ([*LONG, "x"], LONG),
    "nothing alike": (LONG, ["b"] * len(LONG)),
}


@pytest.mark.parametrize("name", LONG_PAIRS)
def test_texts_too_long_for_every_pair_are_compared_at_their_ends(name: str) -> None:
    old, new = LONG_PAIRS[name]

    runs = word_changes(" ".join(old), " ".join(new))

    assert old == [word for one in runs if one.how != "new" for word in one.words.split()]
    assert new == [word for one in runs if one.how != "gone" for word in one.words.split()]
    assert all(one.words for one in runs)
