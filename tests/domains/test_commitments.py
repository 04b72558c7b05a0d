"""Commitments: terms on which all stand, and each party's own word on what became of them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.domains.points import COMMITMENT, PROGRESS, TODAY, a_point, a_report, in_session, promised, standing_of
from tests.domains.tale import EAST, LATER, NORTH, SOUTH, Tale, en
from tests.domains.texts import NOBODY, SESSION, STATEMENT, opening, statement

from paraph.domains.cited import Source
from paraph.domains.commitments import Evidence, ProgressReport
from paraph.domains.commitments.queries import standing
from paraph.domains.consultation import Session
from paraph.domains.forum import Forum
from paraph.record import Due, Said
from paraph.values import Unfit

BARRED: dict[str, tuple[dict[str, Any], str]] = {
    "it was made at a session": ({"session": NOBODY}, "commitments.not_a_session"),
    "a paragraph is of a statement": ({"paragraph": "p"}, "commitments.paragraph_of_nothing"),
    "a statement is a statement": ({"statement": NOBODY, "paragraph": "p"}, "commitments.not_a_statement"),
    "owners are parties": ({"owners": (EAST,)}, "commitments.unknown_owner"),
    "an owner is named once": ({"owners": (NORTH, NORTH)}, "commitments.owner_twice"),
}


@pytest.mark.parametrize("verb", ["propose", "correct"])
@pytest.mark.parametrize("rule", BARRED)
def test_terms_that_break_a_rule_are_barred_and_void(rule: str, verb: str) -> None:
    changes, code = BARRED[rule]
    tale, session = in_session()
    to: Said | str = COMMITMENT if verb == "propose" else tale.agree(COMMITMENT, a_point(session))

    assert code == tale.barred(tale.draft(NORTH, verb, to, a_point(session, **changes)))


def test_what_is_no_session_and_no_statement_is_neither() -> None:
    tale, session, terms = promised()

    not_a_session = tale.barred(tale.draft(NORTH, "propose", COMMITMENT, a_point(terms)))
    not_a_statement = tale.barred(tale.draft(NORTH, "propose", COMMITMENT, a_point(session, statement=session.digest)))

    assert ("commitments.not_a_session", "commitments.not_a_statement") == (not_a_session, not_a_statement)


def test_a_commitment_names_the_paragraph_in_which_it_was_made() -> None:
    tale, session = in_session()
    text = tale.agree(STATEMENT, statement(opening(), session=session))

    made = a_point(session, statement=text.digest, paragraph="identification")

    assert "" == tale.barred(tale.draft(NORTH, "propose", COMMITMENT, made))


def test_a_commitment_stays_with_its_session() -> None:
    tale, session, terms = promised()
    other = tale.agree(SESSION, Session(number=22, number_basis="stated"))

    moved = tale.barred(tale.draft(NORTH, "propose", terms, a_point(other)))
    kept = tale.barred(tale.draft(NORTH, "propose", terms, a_point(session, due="2013-06")))

    assert ("commitments.session_changed", "") == (moved, kept)


@pytest.mark.parametrize("verb", ["withdraw", "denounce"])
def test_a_commitment_may_be_left(verb: str) -> None:
    tale, _session, terms = promised()

    assert "" == tale.barred(tale.draft(SOUTH, verb, terms, on=terms if verb == "withdraw" else None))


def test_a_commitment_that_all_drop_stands_no_more() -> None:
    tale, _session, terms = promised()
    tale.agree(terms, None, on_the="propose_end")

    assert None is standing_of(tale, terms)


def test_what_is_only_proposed_or_not_held_stands_nowhere() -> None:
    tale, session = in_session()
    terms = tale.say(NORTH, "propose", COMMITMENT, a_point(session))

    assert None is standing_of(tale, terms)
    assert None is standing(tale.view(NOBODY), (), on=TODAY)


def test_progress_is_reported_on_commitments_only() -> None:
    tale, session = in_session()
    report = ProgressReport(terms=session.digest, version=session.digest, status="done")

    assert "commitments.not_a_commitment" == tale.barred(tale.draft(NORTH, "report", PROGRESS, report))


def test_progress_on_what_is_not_there_is_void() -> None:
    tale, _session = in_session()
    report = ProgressReport(terms=NOBODY, version=NOBODY, status="done")

    assert "terms_not_in_force" == tale.barred(tale.draft(NORTH, "report", PROGRESS, report))


# What North and South say of the same terms; None: nothing. Then: done by all, differs, open.
WORDS: dict[str, tuple[str | None, str | None, tuple[bool, bool, bool]]] = {
    "nobody has spoken": (None, None, (False, False, True)),
    "one has spoken": ("done", None, (False, True, True)),
    "both say done": ("done", "done", (True, False, False)),
    "late is done": ("done_late", "done", (True, True, False)),
    "one says done": ("done", "partly", (False, True, True)),
    "nothing seen is not the same as not done": ("not_seen", "not_done", (False, True, True)),
    "nothing owed by either": ("not_applicable", "not_applicable", (True, False, False)),
    "both are at work": ("in_progress", "in_progress", (False, False, True)),
}


@pytest.mark.parametrize("name", WORDS)
def test_done_is_what_every_party_calls_done(name: str) -> None:
    north, south, expected = WORDS[name]
    tale, _session, terms = promised()
    progress = None if north is None else tale.say(NORTH, "report", PROGRESS, a_report(terms, north), by=("desk",))
    if progress is not None and south is not None:
        tale.say(SOUTH, "report", progress, a_report(terms, south), by=("desk",))

    found = standing_of(tale, terms)

    assert found is not None
    assert expected == (found.is_done, found.differs, found.is_open)
    assert (north, south) == tuple(
        None if found.latest[party] is None else found.latest[party].status for party in (NORTH, SOUTH)
    )


def test_reports_on_earlier_terms_stay_as_that() -> None:
    tale, session, terms = promised()
    progress = tale.say(NORTH, "report", PROGRESS, a_report(terms, "done"))
    newer = tale.agree(terms, a_point(session, due="2013-06"))

    found = standing_of(tale, terms)

    assert found is not None
    assert (newer.digest, None) == (found.version, found.latest[NORTH])
    assert {NORTH: (a_report(terms, "done"),)} == dict(found.earlier)
    assert "" == tale.barred(tale.draft(SOUTH, "report", progress, a_report(terms, "partly", version=newer)))


def test_reports_opened_by_both_at_once_are_read_together() -> None:
    tale, _session, terms = promised()
    seen = {party: len(log) for party, log in tale.logs.items()}
    tale.say(NORTH, "report", PROGRESS, a_report(terms, "done"), seen={SOUTH: seen[SOUTH]})
    tale.say(SOUTH, "report", PROGRESS, a_report(terms, "done"), seen={NORTH: seen[NORTH]}, at=LATER)

    found = standing_of(tale, terms)

    assert found is not None
    assert found.is_done


OVERDUE = {
    "a month is over with its last day": ({}, date(2013, 3, 31), False),
    "the day after, it is overdue": ({}, date(2013, 4, 1), True),
    "a year is over with its last day": ({"due": "2013"}, date(2013, 12, 31), False),
    "without a date nothing is overdue": (
        {"due": None, "forum": Forum(name=en("Next session"))},
        date(2030, 1, 1),
        False,
    ),
    "what promises nothing is never overdue": ({"type": "position"}, date(2030, 1, 1), False),
}


@pytest.mark.parametrize("name", OVERDUE)
def test_overdue_is_computed_from_the_last_day_that_the_date_may_mean(name: str) -> None:
    changes, on, expected = OVERDUE[name]
    tale, _session, terms = promised(**changes)

    found = standing_of(tale, terms, on=on)

    assert found is not None
    assert expected is found.is_overdue


def due_of(tale: Tale, terms: Said) -> tuple[Due, ...]:
    charter, now = tale.world.charter(), datetime(2013, 4, 1, tzinfo=UTC)
    return tale.view(terms).due(charter=charter, now=now, about=tale.world.views_about)


def test_a_commitment_is_due_from_its_owner_until_all_call_it_done() -> None:
    tale, _session, terms = promised()
    before = due_of(tale, terms)
    progress = tale.say(NORTH, "report", PROGRESS, a_report(terms, "done_late"))
    tale.say(SOUTH, "report", progress, a_report(terms, "done_late"))

    assert (Due(NORTH, "commitment", "2013-03", True, {"owners": [NORTH], "public_id": "21.3"}),) == before  # noqa: FBT003  # a row
    assert () == due_of(tale, terms)


def test_a_commitment_of_both_with_a_forum_is_due_from_all_without_a_date() -> None:
    changes: dict[str, Any] = {"owners": (NORTH, SOUTH), "due": None, "forum": Forum(name=en("Next session"))}
    tale, _session, terms = promised(**changes)

    assert (
        Due("", "commitment", "", False, {"owners": [NORTH, SOUTH], "public_id": "21.3"}),  # noqa: FBT003  # a row
    ) == due_of(tale, terms)


def test_what_is_not_agreed_is_not_due() -> None:
    tale, session = in_session()
    terms = tale.say(NORTH, "propose", COMMITMENT, a_point(session))

    assert () == due_of(tale, terms)


def test_evidence_says_something() -> None:
    with pytest.raises(Unfit):
        Evidence()

    assert None is Evidence(sources=(Source(url="https://example.org/a"),)).words
