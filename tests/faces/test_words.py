"""Every code that the package can raise has words, and the words name no fact that is not there."""

import re
from pathlib import Path
from string import Formatter

import pytest
from tests.faces.raised import MORE, computed, constants, raised

from paraph.faces.words import in_words, said_of, say, translating, worded, wording
from paraph.faces.words_states import LADDER, STATES, in_state
from paraph.record import Outcome
from paraph.service.receipt import NOT_PROVED
from paraph.values import Barred, Unproven, Unreadable

# Where a code is computed, it comes from a table in the same file, or from a verdict that was worded already.
TABLES = {
    Path("adapters/https_client.py"): "what TLS said",
    Path("record/pen.py"): "the code of a verdict, which the judge raised",
    Path("service/exchange_log.py"): "two codes, by whose log it is",
    Path("service/exchange_report.py"): "the table of refusals",
    Path("values/refusal.py"): "the table of odd numbers",
    Path("values/schema.py"): "the table of sentences, or a value's own code",
    Path("values/words.py"): "the table of characters",
    Path("web/condition.py"): "what a link or an exchange was refused with, which has words",
    Path("web/pages/statement.py"): "the code of a value that does not fit, which has words",
}
CODE = re.compile(r"(?:json|text|exchange|link)\.[a-z_]+")


def test_every_code_has_words() -> None:
    """A refusal without words would show a person our own names for things."""
    missing = {(one.code, one.where) for one in raised() if not template(one.code, one.family)}

    assert set() == missing


def test_words_name_only_facts_that_are_there() -> None:
    """Wherever a code is raised, every fact that its words name is given."""
    astray = {
        (one.code, field, one.where)
        for one in raised()
        if MORE not in one.facts
        for text in template(one.code, one.family)
        for field in fields(text) - one.facts
    }

    assert set() == astray


def test_a_code_is_computed_only_where_a_table_holds_it() -> None:
    """Otherwise this test could not see it."""
    assert set() == set(computed()) - set(TABLES)


@pytest.mark.parametrize("path", sorted(TABLES), ids=str)
def test_every_code_in_a_table_has_words(path: Path) -> None:
    found = {text for text in constants(path) if CODE.fullmatch(text)}

    assert set() == found - set(wording("en"))


def test_every_verdict_of_the_log_has_words() -> None:
    """An act may be void by its log alone; the reader is told why."""
    codes = {text.removeprefix("void:") for text in constants(Path("record/past.py")) if text.startswith("void:")}

    assert set() == codes - set(wording("en")) - {""}


def test_every_outcome_and_every_limit_of_a_receipt_has_words() -> None:
    spoken = {f"outcome.{one}" for one in Outcome} | {f"not_proved.{one}" for one in NOT_PROVED}

    assert set() == spoken - set(STATES)


def test_no_words_are_left_over() -> None:
    """Words for a code that nobody raises are a promise that nobody keeps."""
    spoken = {one.code for one in raised()} | {text for path in TABLES for text in constants(path)}
    verdicts = {"garbage", "past_not_held", "past_not_closed", "seen_itself", "seen_shrinks", "seen_root"}
    own = {"cli.usage", "cli.interrupted", "cli.unexpected", "cli.file", "update_needed", "record_not_in_past"}

    assert set() == {code.partition("@")[0] for code in wording("en")} - spoken - verdicts - own


def test_every_sentence_ends_and_every_refusal_names_a_next_step() -> None:
    """A flag is half a sentence, after the place it points at; all else is whole."""
    flags = {one.code for one in raised() if one.family == "Flag"}
    bad = {
        code: said
        for code, said in wording("en").items()
        if not said[1].strip() or (code not in flags and not re.search(r"[.?}]\Z", said[0]))
    }

    assert {} == bad


def test_the_ladder_is_the_products_own() -> None:
    """“Received” never looks like “agreed”, and silence is “no answer”."""
    expected = ("draft", "signed here", "sent", "received there", "opened there", "answered", "in force")

    assert expected == LADDER
    assert "received there" == STATES["delivery.received_there"]
    assert "no answer" == STATES["stand.no answer"]


def test_a_digest_is_cut_and_a_list_is_joined() -> None:
    told = worded(Barred("over_differs", over=[], in_force=["ab" * 32, "cd" * 32]))

    assert "It would replace none; in force is abababababab, cdcdcdcdcdcd." == told.message


def test_a_problem_is_said_in_its_own_words() -> None:
    told = worded(Barred("content_unreadable", problem="json.missing_field", path="$.city"))

    assert "The content does not fit. $.city is missing." == told.message


def test_one_code_may_be_worded_for_one_family() -> None:
    """A policy that is unclear is the file's fault; one that is not met is the receipt's."""
    unclear = worded(Unreadable("policy.quorum", path="policy", name="q"))
    unmet = worded(Unproven("policy.quorum", quorum="q", missing=["US-mldsa"]))

    assert ("does not say" in unclear.message, "Missing: US-mldsa." in unmet.message) == (True, True)


def test_a_code_without_words_is_said_with_its_facts() -> None:
    """Nothing is ever swallowed."""
    told = said_of("some.new_code", {"party": "PK"})

    assert "some.new_code: party: PK" == told.message


def test_everything_is_said_as_the_translator_of_its_context_has_it() -> None:
    """Sentences are translated before their facts are filled in; outside, they are English again."""
    words = {"{party} answers.": "{party} ka jawab.", "none": "koi nahin", "accepted": "manzur"}

    with translating(lambda msgid: words.get(msgid, msgid)):
        there = say("{party} answers.", party="PK"), in_words(()), in_state("stand", "accept"), say("Silent.")

    assert ("PK ka jawab.", "koi nahin", "manzur", "Silent.") == there
    assert ("PK answers.", "accepted") == (say("{party} answers.", party="PK"), in_state("stand", "accept"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "none"), ((), "none"), ({}, "none"), (True, "yes"), (False, "no"), (0, "0"), ({"PK": 2}, "PK 2")],
    ids=str,
)
def test_a_fact_in_words(value: object, expected: str) -> None:
    assert expected == in_words(value)


def test_in_a_sentence_from_right_to_left_each_fact_keeps_its_own_direction() -> None:
    """Else a date comes apart: the year stands where the day was."""
    with translating(lambda _: "تازہ ترین {at} کا"):
        actual = say("the latest of {at}", at="2026-11-24")

    assert "تازہ ترین \u20682026-11-24\u2069 کا" == actual


def test_a_language_without_words_of_its_own_has_the_english_ones_for_its_translator() -> None:
    urdu = {"{person} may not read the audit trail.": "{person} آڈٹ ٹریل نہیں پڑھ سکتا۔"}

    with translating(lambda msgid: urdu.get(msgid, msgid)):
        told = said_of("person.no_auditor", {"person": "clerk"}, language="ur")

    assert "\u2068clerk\u2069 آڈٹ ٹریل نہیں پڑھ سکتا۔" == told.message


def template(code: str, family: str) -> tuple[str, ...]:
    words = wording("en")
    return words.get(f"{code}@{family}") or words.get(code) or ()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
