"""Joint, asked with a time: what is effective, what is left, what is due. None of it changes what stands."""

from datetime import UTC, datetime

import pytest
from tests.record.accords import AGREED, OPEN, accepts, tables, told
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import ACCORD
from tests.record.stories import play, says

from paraph.record import Effective, effective_at, leaves_at, met_by
from paraph.values import Unfit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_denunciation_needs_a_charter_that_allows_it() -> None:
    """Where the charter sets no notice, nobody leaves alone."""
    played = play(ACCORD, [*AGREED, says(NORTH, "denounce")], charter={"notice": None})

    assert {"denounce": "charter_has_no_denunciation"} == played.voids
    assert {"denounce": "charter_has_no_denunciation"} == {k: v for k, v in played.barred.items() if v}


def test_a_denunciation_takes_effect_after_the_charters_notice() -> None:
    """It is shown at once; what is in force is not changed by a clock."""
    played = play(ACCORD, [*AGREED, says(NORTH, "denounce")])
    state = played.view.state

    assert {"NORTH": "denounce"} == played.stands()["denounced"]
    assert at("2026-02-04T12:02:00") == leaves_at(state.denounced[NORTH], notice_days=30)
    assert "a" == played.name(state.in_force)


def test_a_denunciation_is_over_once_its_author_agrees_to_something_after_it() -> None:
    """One does not leave what one has just joined; an agreement on which it stood before does not bring it back."""
    again = [*AGREED, says(NORTH, "denounce"), tables(SOUTH, "b"), accepts(NORTH, "b")]
    crossing = [OPEN, accepts(SOUTH, "a"), tables(NORTH, "b"), says(NORTH, "denounce"), accepts(SOUTH, "b")]

    assert {} == play(ACCORD, again).view.state.denounced
    assert [NORTH] == list(play(ACCORD, crossing).view.state.denounced)


def test_an_agreed_version_is_effective_on_its_date() -> None:
    """Agreed and not yet effective is shown as that; nothing in the state changes with the day."""
    dated = [says(NORTH, "propose", "a", content={"words": "a", "effective": {"on": "2026-03"}}), accepts(SOUTH, "a")]
    state = play(ACCORD, dated).view.state

    assert not effective_at(state, state.in_force, at("2026-02-28T23:59:59"))
    assert effective_at(state, state.in_force, at("2026-03-01T00:00:00"))


def test_a_condition_is_met_when_every_party_has_reported_it() -> None:
    """Each party says for itself; until all have, their word is awaited."""
    held = {"words": "a", "effective": {"condition": "both houses have approved"}}
    steps = [says(NORTH, "propose", "a", content=held), accepts(SOUTH, "a"), says(NORTH, "report_met", "n", on="a")]
    half, whole = play(ACCORD, steps), play(ACCORD, [*steps, says(SOUTH, "report_met", "s", on="a")])

    assert [(SOUTH, "a", "condition")] == told(half)["awaited"]
    assert not effective_at(half.view.state, half.record, at("2030-01-01T00:00:00"))
    assert effective_at(whole.view.state, whole.record, at("2020-01-01T00:00:00"))
    assert [["a", NORTH, "n"], ["a", SOUTH, "s"]] == sorted(whole.stands()["met"])


def test_what_says_nothing_of_its_effect_is_effective_once_agreed() -> None:
    """And nothing is effective before it is agreed."""
    tabled, agreed = play(ACCORD, [OPEN]), play(ACCORD, AGREED)

    assert not effective_at(tabled.view.state, tabled.record, at("2030-01-01T00:00:00"))
    assert effective_at(agreed.view.state, agreed.record, at("2020-01-01T00:00:00"))


def test_an_effect_on_nothing_is_no_effect() -> None:
    """A value that says neither date nor condition is refused."""
    with pytest.raises(Unfit) as caught:
        Effective()

    assert "effective.of_nothing" == caught.value.code


def test_an_answer_is_due_until_the_earliest_until() -> None:
    """A proposal's own, and that of an acceptance which holds only so long."""
    steps = [
        tables(NORTH, "a", until="2026-01-07T12:00:00Z"),
        accepts(SOUTH, "a", until="2026-01-06T12:00:00Z"),
    ]
    view = play(ACCORD, steps, parties=THREE).view

    due = view.due(charter=None, now=at("2026-01-06T12:00:01"))

    assert [(EAST, "answer", "2026-01-06T12:00:00Z", True)] == [one[:4] for one in due]
    assert [False] == [one.overdue for one in view.due(charter=None, now=at("2026-01-06T12:00:00"))]
    assert () == play(ACCORD, [OPEN]).view.due(charter=None, now=at("2030-01-01T00:00:00"))


def test_the_standings_by_which_it_was_agreed_can_be_named() -> None:
    """A certificate rests on them."""
    agreed, tabled = play(ACCORD, AGREED), play(ACCORD, [OPEN])
    found = met_by(agreed.view.state, agreed.record)

    assert found is not None
    assert ["a", "SOUTH accepts a"] == [agreed.name(one.start.digest) for one in found]
    assert met_by(tabled.view.state, tabled.record) is None


def test_to_accept_what_one_stands_on_begins_no_new_standing() -> None:
    """The first act is the one that a certificate names."""
    state = play(ACCORD, [OPEN, accepts(SOUTH, "a"), accepts(NORTH, "a", name="again")], parties=THREE).view.state

    assert [1, 1] == [len(intervals) for intervals in state.standings.values()]


def test_words_are_compared_by_their_digest_and_versions_by_their_act() -> None:
    """The same words tabled twice are two versions with one digest of words."""
    state = play(ACCORD, [OPEN, tables(SOUTH, "b", words="a"), tables(NORTH, "c", words="c")]).view.state

    assert 3 == len(state.versions)
    assert 2 == len({version.words for version in state.versions.values()})


def test_the_parties_to_it_are_those_of_the_version_in_force() -> None:
    """Before the first, those of the opening."""
    assert TWO == play(ACCORD, [OPEN]).view.state.parties
    assert TWO == play(ACCORD, AGREED).view.state.parties
