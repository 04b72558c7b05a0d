"""The story of a record: what is in force, where each party stands, what can be said, what became of each act."""

import ast
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.tale import LATER, NORTH, SOUTH, chartered
from tests.domains.texts import at_the_table, opening, paragraph, statement
from tests.faces.raised import trees
from tests.faces.telling import NOW, assessment, commitment, offers, told, words
from tests.record.chance import MOVES, OURS, Move, Teller
from tests.record.histories import THREE, TWO

from paraph.faces.story import story_of
from paraph.faces.story_parts import Line
from paraph.faces.words import translating
from paraph.faces.words_states import STATES
from paraph.record import Outcome, Said
from paraph.service.delivery import Delivery


def test_a_text_on_the_table_says_who_stands_on_it_and_whose_answer_is_awaited() -> None:
    """Silence is no answer; nothing that was merely tabled looks agreed."""
    tale, _session, tabled = at_the_table(opening())

    story = told(tale, tabled)

    assert (None, ["on the table"], (), "on the table") == (
        story.in_force,
        [one.state for one in story.table],
        story.earlier,
        story.state,
    )
    assert {NORTH: "stands on it", SOUTH: "no answer"} == words(story.parties) == words(story.table[0].answers)
    assert [(SOUTH, True, "an answer", tabled.digest, tabled.act.at)] == [
        (one.party, one.is_us, one.what, one.on, one.since) for one in story.awaited
    ]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("accept", "stands on it"),
        ("accept_ad_referendum", "accepted ad referendum (no standing yet)"),
        ("return", "returned for changes"),
        ("refuse", "refused"),
        ("hold", "holds (will take time)"),
    ],
)
def test_an_answer_stands_in_its_own_words_with_its_reason_and_time(verb: str, expected: str) -> None:
    tale, _session, tabled = at_the_table(opening())
    said = tale.say(SOUTH, verb, tabled, on=tabled, note="the capital asks", at=LATER)

    story = told(tale, tabled)

    assert (expected, "the capital asks", LATER, said.digest) == next(
        (one.word, one.note, one.at, one.act) for one in story.parties if one.is_us
    )
    version = next(one for one in (*story.table, *story.earlier, story.in_force) if one is not None)
    assert words(version.answers)[SOUTH] == ("agreed" if verb == "accept" else expected)


def test_what_is_withdrawn_is_no_standing_any_more() -> None:
    tale, _session, tabled = at_the_table(opening())
    tale.say(NORTH, "withdraw", tabled, on=tabled)

    story = told(tale, tabled)

    assert {NORTH: "took its standing back", SOUTH: "no answer"} == words(story.parties)
    assert words(story.parties) == words(story.earlier[0].answers)


def test_who_tabled_other_words_stands_on_those_now() -> None:
    tale, session, tabled = at_the_table(opening())
    other = tale.say(NORTH, "propose", tabled, statement(paragraph("x", "Other words"), session=session))
    tale.say(SOUTH, "accept_ad_referendum", tabled, on=other)

    story = told(tale, tabled)

    assert {NORTH: "stands on another version now", SOUTH: "no answer"} == words(story.earlier[0].answers)
    assert {NORTH: "stands on it", SOUTH: "accepted ad referendum (no standing yet)"} == words(story.table[0].answers)


def test_what_all_stand_on_is_in_force_and_shows_its_words() -> None:
    tale, _session, tabled = at_the_table(opening())
    tale.say(SOUTH, "accept", tabled, on=tabled)
    tabled_later = tale.say(
        NORTH, "propose", tabled, statement(paragraph("x", "Other words"), session=_session_of(tabled))
    )

    story = told(tale, tabled)

    assert story.in_force is not None
    assert (tabled.digest, True, ()) == (story.in_force.version, story.in_force.effective, story.in_force.unmet)
    assert [tabled_later.digest] == [one.version for one in story.table]
    # Agreed is for ever: that North stands on other words now takes nothing back.
    assert {NORTH: "agreed", SOUTH: "agreed"} == words(story.in_force.answers)
    assert "in force, new version on the table" == story.state
    labels = [one.label for one in story.in_force.content]
    assert ["Session", "Signatories", "Paragraphs"] == [
        one for one in labels if one in ("Session", "Signatories", "Paragraphs")
    ]


def test_a_declaration_is_its_owners_and_the_others_speak_to_it() -> None:
    tale, session, _tabled = at_the_table(opening())
    opened = tale.say(NORTH, "declare", "consultation.assessment/1", assessment(session))
    assert {"declared": NORTH, "no answer": SOUTH} == {one.word: one.party for one in told(tale, opened).parties}
    assert {"attest", "declare", "end", "remark"} == set(offers(told(tale, opened, me=NORTH)))
    assert {"confirm", "dispute", "take_note", "remark"} == set(offers(told(tale, opened)))
    tale.say(SOUTH, "take_note", opened, on=opened)
    disputed = tale.say(SOUTH, "dispute", opened, on=opened, note="not so")

    story = told(tale, opened)

    assert story.in_force is not None
    assert ("disputed", "disputes", "not so") == (story.state, story.parties[1].word, story.parties[1].note)
    assert {NORTH: "declared", SOUTH: "disputes"} == words(story.in_force.answers)
    assert {"lift", "confirm"} <= set(offers(story))
    tale.say(SOUTH, "lift", opened, on=opened)
    tale.say(NORTH, "end", opened)
    assert (None, {"remark"}) == (told(tale, opened).in_force, set(offers(told(tale, opened))))
    assert disputed.digest in {one.act for one in told(tale, opened).history}


def test_a_note_taken_is_told_as_no_more() -> None:
    tale, session, _tabled = at_the_table(opening())
    opened = tale.say(NORTH, "declare", "consultation.assessment/1", assessment(session))
    tale.say(SOUTH, "take_note", opened, on=opened)

    story = told(tale, opened)

    assert story.in_force is not None
    assert "took note (no more)" == words(story.in_force.answers)[SOUTH]


def test_a_report_is_each_partys_own_view() -> None:
    tale, session, _tabled = at_the_table(opening())
    agreed = tale.agree("commitments.commitment/1", commitment(session))
    report = {"terms": agreed.digest, "version": agreed.digest, "status": "in_progress"}
    opened = tale.say(NORTH, "report", "commitments.progress/1", report)

    story = told(tale, opened)

    assert "NORTH: in progress; SOUTH: no report" == story.state
    assert [("report", "reported", ())] == [(one.verb, one.done, one.content) for one in story.history]


def test_history_tells_every_act_with_what_became_of_it() -> None:
    """Void acts are shown, with the reason in words; so is how far our own words have got."""
    tale, _session, tabled = at_the_table(opening())
    marked = tale.say(SOUTH, "mark_paragraphs", tabled, {"marks": []}, on=tabled)
    accepted = tale.say(SOUTH, "accept", tabled, on=tabled)
    again = tale.say(SOUTH, "accept", tabled, on=tabled, at=LATER)

    def delivered(said: Said) -> tuple[Delivery, ...]:
        return (Delivery(to=NORTH, state="received_there", size=3, since=0),) if said.party == SOUTH else ()

    history = {one.act: one for one in told(tale, tabled, delivered=delivered).history}

    assert ("accepted", "heard", "", ("desk", "head")) == _told(history[accepted.digest])
    assert ("void", "void") == (history[again.digest].outcome, history[again.digest].became)
    assert history[again.digest].reason
    assert [(NORTH, "received there", "1970-01-01T00:00:00Z")] == [
        (one.to, one.state, one.since) for one in history[accepted.digest].delivery
    ]
    assert () == history[tabled.digest].delivery
    assert marked.digest in history


def test_what_crossed_is_shown_with_the_way_out() -> None:
    """Nobody is told that one of two agreements won."""
    tale, session, tabled = at_the_table(opening())
    other = tale.say(
        SOUTH,
        "propose",
        tabled,
        statement(paragraph("x", "Other"), session=session),
        seen={NORTH: len(tale.logs[NORTH])},
    )
    sizes = {party: len(log) for party, log in tale.logs.items()}
    tale.say(SOUTH, "accept", tabled, on=tabled, seen={NORTH: sizes[NORTH]})
    tale.say(NORTH, "accept", tabled, on=other, seen={SOUTH: sizes[SOUTH]})

    story = told(tale, tabled)

    assert {tabled.digest, other.digest} == {one.version for one in story.crossed}
    assert ("crossed", None) == (story.code, story.in_force)
    assert story.why_crossed.endswith("table one version over all of them.")


def test_a_record_that_needs_an_update_claims_nothing() -> None:
    tale = chartered(NORTH, SOUTH)
    view = tale.world.view("ab" * 32)

    story = story_of(view, me=SOUTH, now=NOW)

    assert ((), (), (), "", None) == (story.parties, story.sayable, story.history, story.title, story.in_force)


def test_the_story_is_told_in_the_readers_language() -> None:
    tale, _session, tabled = at_the_table(opening())

    with translating(lambda msgid: f"«{msgid}»"):
        story = told(tale, tabled)

    assert "«on the table»" == story.state
    assert "on the table" == story.code
    assert {"«stands on it»", "«no answer»"} == {one.word for one in story.parties}
    assert {"«tabled a version»"} == {one.done for one in story.history}
    assert all(one.label.startswith("«") and one.help.startswith("«") for one in story.sayable)


@pytest.mark.parametrize("name", [*OURS.kinds])
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)))
def test_every_record_has_a_story(name: str, moves: Sequence[Move], parties: Sequence[str]) -> None:
    """Whatever was said, however hostile: every act is told, every void one with a reason."""
    teller = Teller(OURS.kinds[name], OURS, parties=parties)
    teller.tell(moves)
    world = teller.history.world()

    for record in world.library.every():
        view = world.view(record)
        story = story_of(view, me=parties[0], now=NOW)
        assert len(view.verdicts) == len(story.history)
        assert all(bool(one.reason) is (one.outcome != Outcome.HEARD) for one in story.history)
        assert all(one.label for one in story.sayable)


def test_every_wait_has_words() -> None:
    """Whatever a dealing awaits is said by name, and not by its code."""
    sources = [text for path, tree in trees().items() if path.parent.name == "record" for text in awaited_in(tree)]

    assert {"answer", "settlement", "payment"} <= set(sources)
    assert set() == {f"awaited.{one}" for one in sources} - set(STATES)


def awaited_in(tree: ast.Module) -> list[str]:
    """The codes in a file that name what is awaited: those given to `Awaited`, and those of a claim's `_wait`."""
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "Awaited"]
    waits = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == "_wait"]
    found = [arg for call in calls for arg in call.args] + [
        each for wait in waits for one in ast.walk(wait) if isinstance(one, ast.Tuple) for each in one.elts
    ]
    return [one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _told(line: Line) -> tuple[str, str, str, tuple[str, ...]]:
    return line.done, line.outcome, line.reason, line.offices


def _session_of(said: Said) -> str:
    return str(said.act.content["session"])
