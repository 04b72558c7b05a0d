"""Joint, rule by rule: who stands on what, what is agreed, what is in force, and what is void."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import ACCORD
from tests.record.stories import Played, Step, play, says

from paraph.record import Effective, effective_at, leaves_at, met_by
from paraph.values import Unfit


def tables(party: str, name: str, words: str = "", **fields: Any) -> Step:
    return says(party, "propose", name, content={"words": words or name}, **fields)


def accepts(party: str, on: str, **fields: Any) -> Step:
    return says(party, "accept", fields.pop("name", f"{party} accepts {on}"), on=on, **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"in_force": None, "void": played.voids}
    return {
        "in_force": played.name(state.in_force),
        "agreed": sorted(str(played.name(one)) for one in state.agreed),
        "crossed": sorted(str(played.name(one)) for one in state.crossed),
        "stands": {party: played.name(state.stands_on(party)) for party in played.history.parties},
        "void": played.voids,
        "ended": state.ended,
        "awaited": [(one.party, played.name(one.on), one.what) for one in played.view.awaited],
    }


OPEN = tables(NORTH, "a")
AGREED = (OPEN, accepts(SOUTH, "a"))
CROSSED = (
    *AGREED,
    tables(NORTH, "b"),
    tables(SOUTH, "c", before="b"),
    accepts(SOUTH, "b"),
    accepts(NORTH, "c", before="SOUTH accepts b"),
)
OFF_TABLE = "over_differs"

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "a proposal is stood on by its author and awaits the other": (
        [OPEN],
        {"in_force": None, "stands": {NORTH: "a", SOUTH: None}, "awaited": [(SOUTH, "a", "answer")], "agreed": []},
    ),
    "accepted by all, it is in force and nothing is awaited": (
        AGREED,
        {"in_force": "a", "agreed": ["a"], "awaited": [], "void": {}, "ended": False},
    ),
    "nobody accepts what nobody else stands on": (
        [OPEN, accepts(NORTH, "a")],
        {"void": {"NORTH accepts a": "nobody_stands_on_it"}, "agreed": []},
    ),
    "an acceptance after a withdrawal that was seen is void": (
        [OPEN, says(NORTH, "withdraw", on="a"), accepts(SOUTH, "a")],
        {"void": {"SOUTH accepts a": "nobody_stands_on_it"}, "agreed": []},
    ),
    "a withdrawal counts only when whoever still had to answer has received it": (
        [OPEN, says(NORTH, "withdraw", on="a"), accepts(SOUTH, "a", before="withdraw")],
        {"void": {}, "agreed": ["a"], "in_force": "a", "stands": {NORTH: None, SOUTH: "a"}},
    ),
    "agreed is for ever: a later withdrawal of one's standing changes nothing": (
        [*AGREED, says(NORTH, "withdraw", on="a"), says(SOUTH, "refuse", on="a")],
        {"in_force": "a", "stands": {NORTH: None, SOUTH: None}, "void": {}},
    ),
    "what is agreed is not accepted again": (
        [*AGREED, says(SOUTH, "withdraw", on="a"), accepts(SOUTH, "a", name="again")],
        {"void": {"again": "already_agreed"}},
    ),
    "one withdraws only what one stands on": (
        [OPEN, says(SOUTH, "withdraw", on="a")],
        {"void": {"withdraw": "not_standing"}},
    ),
    "a return is a no to these words, and the other's counter-proposal is awaited": (
        [OPEN, says(SOUTH, "return", on="a"), tables(SOUTH, "b")],
        {"awaited": [(NORTH, "b", "answer")], "stands": {NORTH: "a", SOUTH: "b"}, "agreed": []},
    ),
    "a refusal is no answer owed any more": ([OPEN, says(SOUTH, "refuse", on="a")], {"awaited": [], "void": {}}),
    "a withdrawn standing is a no too": (
        [OPEN, says(NORTH, "withdraw", on="a"), tables(NORTH, "b"), says(NORTH, "withdraw", "w", on="b")],
        {"awaited": [], "void": {}},
    ),
    "a hold changes nothing": (
        [OPEN, says(SOUTH, "hold", on="a")],
        {"awaited": [(SOUTH, "a", "answer")], "stands": {NORTH: "a", SOUTH: None}},
    ),
    "a remark changes nothing, on a version or on none": (
        [OPEN, says(SOUTH, "remark", "r", on="a"), says(NORTH, "remark")],
        {"awaited": [(SOUTH, "a", "answer")], "void": {}},
    ),
    "a refusal of other words leaves one's standing": (
        [OPEN, tables(SOUTH, "b"), says(SOUTH, "refuse", on="a"), accepts(NORTH, "b")],
        {"in_force": "b", "stands": {NORTH: "b", SOUTH: "b"}},
    ),
    "the same words tabled twice are two versions": (
        [OPEN, tables(SOUTH, "b", words="a"), accepts(SOUTH, "a")],
        {"in_force": "a", "agreed": ["a"]},
    ),
    "a counter-proposal ends the standing on what came before": (
        [OPEN, tables(SOUTH, "b"), tables(NORTH, "c"), accepts(SOUTH, "a")],
        {"void": {"SOUTH accepts a": "nobody_stands_on_it"}, "stands": {NORTH: "c", SOUTH: "b"}},
    ),
    "counter-proposals that crossed are both awaited": (
        [OPEN, tables(SOUTH, "b"), tables(NORTH, "c", before="b")],
        {"awaited": [(NORTH, "b", "answer"), (SOUTH, "c", "answer")]},
    ),
    "a proposal must be over what is in force": (
        [*AGREED, tables(NORTH, "b", over=())],
        {"void": {"b": OFF_TABLE}, "in_force": "a"},
    ),
    "an opening replaces nothing": (
        [tables(NORTH, "a", over=("x",))],
        {"in_force": None, "void": {"a": OFF_TABLE}},
    ),
    "an opening that is void opens nothing": (
        [tables(NORTH, "a", over=("x",)), accepts(SOUTH, "a")],
        {"in_force": None, "void": {"a": OFF_TABLE, "SOUTH accepts a": "record_void"}},
    ),
    "a new version over what is in force replaces it once agreed": (
        [*AGREED, tables(SOUTH, "b"), accepts(NORTH, "b")],
        {"in_force": "b", "agreed": ["a", "b"], "crossed": []},
    ),
    "what was over an older version cannot be accepted any more": (
        [*AGREED, tables(NORTH, "b"), tables(SOUTH, "c"), accepts(NORTH, "c"), accepts(SOUTH, "b")],
        {"void": {"SOUTH accepts b": OFF_TABLE}, "in_force": "c"},
    ),
    "agreements that crossed are shown; what both replace stays in force": (
        CROSSED,
        {
            "in_force": "a",
            "crossed": ["b", "c"],
            "agreed": ["a", "b", "c"],
            "void": {},
            "awaited": [(NORTH, "c", "settlement"), (SOUTH, "c", "settlement")],
        },
    ),
    "first agreements that crossed leave nothing in force": (
        [
            OPEN,
            tables(SOUTH, "b"),
            accepts(NORTH, "b"),
            accepts(SOUTH, "a", before="NORTH accepts b"),
        ],
        {"in_force": None, "crossed": ["a", "b"], "void": {}, "agreed": ["a", "b"]},
    ),
    "a version over all that crossed settles it": (
        [*CROSSED, tables(SOUTH, "d"), accepts(NORTH, "d")],
        {"in_force": "d", "crossed": [], "void": {}},
    ),
    "while it is on the table the answer is awaited, not a settlement": (
        [*CROSSED, tables(SOUTH, "d")],
        {"in_force": "a", "awaited": [(NORTH, "d", "answer")]},
    ),
    "a version over one of those that crossed settles nothing and is void": (
        [*CROSSED, tables(SOUTH, "d", over=("b",))],
        {"in_force": "a", "crossed": ["b", "c"], "void": {"d": OFF_TABLE}},
    ),
    "settlements may cross too: what was in force before it all stays": (
        [
            *CROSSED,
            tables(NORTH, "d"),
            tables(SOUTH, "e", before="d"),
            accepts(SOUTH, "d"),
            accepts(NORTH, "e", before="SOUTH accepts d"),
        ],
        {"in_force": "a", "crossed": ["d", "e"], "agreed": ["a", "b", "c", "d", "e"]},
    ),
    "and are settled the same way": (
        [
            *CROSSED,
            tables(NORTH, "d"),
            tables(SOUTH, "e", before="d"),
            accepts(SOUTH, "d"),
            accepts(NORTH, "e", before="SOUTH accepts d"),
            tables(NORTH, "f"),
            accepts(SOUTH, "f"),
        ],
        {"in_force": "f", "crossed": []},
    ),
    "an ending is a version with empty content, agreed like any other": (
        [*AGREED, says(NORTH, "propose_end", "end", content={}), accepts(SOUTH, "end")],
        {"in_force": "end", "ended": True, "void": {}},
    ),
    "an ending with words is void": (
        [*AGREED, says(NORTH, "propose_end", "end", content={"words": "no"})],
        {"in_force": "a", "ended": False, "void": {"end": "content_must_be_empty"}},
    ),
    "what was ended comes back as it went: by agreement over the ending": (
        [
            *AGREED,
            says(NORTH, "propose_end", "end", content={}),
            accepts(SOUTH, "end"),
            tables(SOUTH, "b"),
            accepts(NORTH, "b"),
        ],
        {"in_force": "b", "ended": False},
    ),
    "a corrigendum is a version marked as such": (
        [*AGREED, says(NORTH, "correct", "b", content={"words": "a."}), accepts(SOUTH, "b")],
        {"in_force": "b", "void": {}},
    ),
    "an acceptance in time stands": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a")],
        {"in_force": "a", "void": {}},
    ),
    "an acceptance later than the proposal's until comes too late": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a", at="2026-01-05T12:05:01Z")],
        {"in_force": None, "void": {"SOUTH accepts a": "too_late"}, "awaited": [(SOUTH, "a", "answer")]},
    ),
    "late by its own claim only: a clock voids nothing": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), accepts(SOUTH, "a", at="2020-01-01T00:00:00Z")],
        {"in_force": "a"},
    ),
    "a refusal is never too late": (
        [tables(NORTH, "a", until="2026-01-05T12:05:00Z"), says(SOUTH, "refuse", on="a", at="2027-01-05T12:05:01Z")],
        {"void": {}, "awaited": []},
    ),
    "ad referendum is shown and is no standing": (
        [OPEN, says(SOUTH, "accept_ad_referendum", on="a")],
        {
            "in_force": None,
            "stands": {NORTH: "a", SOUTH: None},
            "awaited": [(SOUTH, "a", "plain_acceptance")],
            "void": {},
        },
    ),
    "the plain acceptance of whoever accepted ad referendum stands": (
        [OPEN, says(SOUTH, "accept_ad_referendum", on="a"), accepts(SOUTH, "a")],
        {"in_force": "a", "awaited": []},
    ),
    "ad referendum does not outlive the proposal either": (
        [OPEN, says(NORTH, "withdraw", on="a"), says(SOUTH, "accept_ad_referendum", on="a")],
        {"void": {"accept_ad_referendum": "nobody_stands_on_it"}},
    ),
    "a no must say why": (
        [OPEN, says(SOUTH, "refuse", on="a", note="  ")],
        {"void": {"refuse": "reason_missing"}},
    ),
    "an acceptance names what it accepts": (
        [OPEN, says(SOUTH, "accept")],
        {"void": {"accept": "on_missing"}},
    ),
    "an act speaks to a version of its own record in its past": (
        [OPEN, accepts(SOUTH, "nothing"), tables(SOUTH, "b"), accepts(NORTH, "b", before="b")],
        {"void": {"SOUTH accepts nothing": "version_not_in_past", "NORTH accepts b": "version_not_in_past"}},
    ),
    "and what brought no version is none": (
        [OPEN, says(SOUTH, "hold", on="a"), accepts(NORTH, "hold")],
        {"void": {"NORTH accepts hold": "version_not_in_past"}},
    ),
    "one does not leave what is not in force": (
        [OPEN, says(NORTH, "denounce")],
        {"void": {"denounce": "nothing_in_force"}},
    ),
    "one does not leave what has ended": (
        [*AGREED, says(NORTH, "propose_end", "end", content={}), accepts(SOUTH, "end"), says(NORTH, "denounce")],
        {"void": {"denounce": "nothing_in_force"}},
    ),
    "a condition is reported met only of what is agreed": (
        [OPEN, says(NORTH, "report_met", on="a")],
        {"void": {"report_met": "not_agreed"}},
    ),
    "a condition is reported met only where there is one": (
        [*AGREED, says(NORTH, "report_met", on="a")],
        {"void": {"report_met": "no_condition"}},
    ),
    "a kind bars its own": (
        [OPEN, tables(SOUTH, "b", words="barred")],
        {"void": {"b": "accord.words"}},
    ),
    "a kind's own name for a verb has the verb's consequence": (
        [OPEN, says(SOUTH, "convene", "b", content={"words": "b"}), accepts(NORTH, "b")],
        {"in_force": "b", "void": {}},
    ),
    "two keys are two different offices": (
        [OPEN, says(SOUTH, "convene", "b", content={"words": "b"}, by=("desk", "desk"))],
        {"void": {"b": "second_key_missing"}},
    ),
}

OF_THREE: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "two of three is not agreed": (
        [OPEN, accepts(SOUTH, "a")],
        {"in_force": None, "awaited": [(EAST, "a", "answer")], "stands": {EAST: None, NORTH: "a", SOUTH: "a"}},
    ),
    "three of three is": ([OPEN, accepts(SOUTH, "a"), accepts(EAST, "a")], {"in_force": "a"}),
    "it is enough that one other still stands on it to accept; it is not enough to agree": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a")],
        {"in_force": None, "void": {}, "agreed": []},
    ),
    "whoever had not seen the withdrawal completes the agreement": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a", before="withdraw")],
        {"in_force": "a", "void": {}},
    ),
    "who withdrew may come back while another stands on it": (
        [OPEN, accepts(SOUTH, "a"), says(NORTH, "withdraw", on="a"), accepts(EAST, "a"), accepts(NORTH, "a")],
        {"in_force": "a", "void": {}},
    ),
    "standings that never overlapped do not meet": (
        [
            OPEN,
            accepts(SOUTH, "a"),
            says(SOUTH, "withdraw", "w", on="a"),
            accepts(EAST, "a"),
        ],
        {"in_force": None, "agreed": [], "void": {}},
    ),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(ACCORD, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


@pytest.mark.parametrize("sentence", OF_THREE)
def test_among_three(sentence: str) -> None:
    """Nothing counts to two."""
    steps, expected = OF_THREE[sentence]

    played = play(ACCORD, steps, parties=THREE)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


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


def test_words_are_compared_by_their_digest_and_versions_by_their_act() -> None:
    """The same words tabled twice are two versions with one digest of words."""
    state = play(ACCORD, [OPEN, tables(SOUTH, "b", words="a"), tables(NORTH, "c", words="c")]).view.state

    assert 3 == len(state.versions)
    assert 2 == len({version.words for version in state.versions.values()})


def test_the_parties_to_it_are_those_of_the_version_in_force() -> None:
    """Before the first, those of the opening."""
    assert TWO == play(ACCORD, [OPEN]).view.state.parties
    assert TWO == play(ACCORD, AGREED).view.state.parties
