"""Declared, rule by rule: what its owner says, and what the others say of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO
from tests.record.kinds import POST
from tests.record.stories import Played, Step, play, says

from paraph.record import confirmed_at, is_fresh


def declares(party: str, name: str, place: str = "", **fields: Any) -> Step:
    return says(party, "declare", name, content={"place": place or name}, **fields)


def told(played: Played) -> dict[str, Any]:
    state = played.view.state
    if state is None:
        return {"void": played.voids}
    return {
        "current": played.name(state.current.digest),
        "confirmed": sorted(state.confirmed),
        "disputes": {
            party: sorted(str(played.name(one.digest)) for one in said) for party, said in state.disputed.items()
        },
        "ended": state.ended is not None,
        "place": None if state.content_in_force is None else state.content_in_force.place,
        "renewed": played.name(state.renewed.digest),
        "noted": sorted({party for _version, party in state.noted}),
        "awaited": [(one.party, played.name(one.on), one.what) for one in played.view.awaited],
        "void": played.voids,
    }


OPEN = declares(NORTH, "a")
CONFIRMED = (OPEN, says(SOUTH, "confirm", on="a"))
DISPUTED = (OPEN, says(SOUTH, "dispute", on="a"))
ENDED = (OPEN, says(NORTH, "end"))

STORIES: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "what is declared is current and awaits the other's word": (
        [OPEN],
        {"current": "a", "place": "a", "awaited": [(SOUTH, "a", "answer")], "renewed": "a", "void": {}},
    ),
    "only its opener declares": (
        [OPEN, declares(SOUTH, "b")],
        {"current": "a", "void": {"b": "not_yours"}},
    ),
    "only its opener attests or ends": (
        [OPEN, says(SOUTH, "attest", on="a"), says(SOUTH, "end")],
        {"void": {"attest": "not_yours", "end": "not_yours"}},
    ),
    "nobody confirms its own": (
        [OPEN, says(NORTH, "confirm", on="a"), says(NORTH, "dispute", on="a"), says(NORTH, "take_note", on="a")],
        {"void": {"confirm": "not_yours", "dispute": "not_yours", "take_note": "not_yours"}},
    ),
    "a confirmation is of the current version": (CONFIRMED, {"confirmed": [SOUTH], "awaited": []}),
    "a new version voids every confirmation by construction": (
        [*CONFIRMED, declares(NORTH, "b")],
        {"current": "b", "confirmed": [], "awaited": [(SOUTH, "b", "answer")], "void": {}},
    ),
    "a confirmation that crossed the new version stays with the old one": (
        [OPEN, declares(NORTH, "b"), says(SOUTH, "confirm", on="a", before="b")],
        {"current": "b", "confirmed": [], "awaited": [(SOUTH, "b", "answer")], "void": {}},
    ),
    "an answer to an older version that one has seen replaced is history too": (
        [OPEN, declares(NORTH, "b"), says(SOUTH, "confirm", on="a")],
        {"current": "b", "confirmed": [], "void": {}},
    ),
    "an answer names a version": (
        [OPEN, says(SOUTH, "confirm")],
        {"void": {"confirm": "on_missing"}},
    ),
    "to attest renews the age and keeps the confirmations": (
        [*CONFIRMED, says(NORTH, "attest", on="a")],
        {"confirmed": [SOUTH], "renewed": "attest", "void": {}},
    ),
    "one attests only what is current": (
        [OPEN, declares(NORTH, "b"), says(NORTH, "attest", on="a")],
        {"renewed": "b", "void": {"attest": "not_current"}},
    ),
    "what has ended is over": (
        ENDED,
        {"ended": True, "current": "a", "place": None, "awaited": []},
    ),
    "nothing is declared, attested or ended after the end": (
        [*ENDED, declares(NORTH, "b"), says(NORTH, "attest", on="a"), says(NORTH, "end", "again")],
        {"current": "a", "void": {"b": "ended", "attest": "ended", "again": "ended"}},
    ),
    "what has ended may still be disputed": (
        [*ENDED, says(SOUTH, "dispute", on="a")],
        {"disputes": {SOUTH: ["dispute"]}, "void": {}},
    ),
    "a dispute is a word: nothing more is awaited": (DISPUTED, {"disputes": {SOUTH: ["dispute"]}, "awaited": []}),
    "a dispute ends one's confirmation": (
        [*CONFIRMED, says(SOUTH, "dispute", on="a")],
        {"confirmed": [], "disputes": {SOUTH: ["dispute"]}},
    ),
    "a dispute lasts over a new version": (
        [*DISPUTED, declares(NORTH, "b")],
        {"disputes": {SOUTH: ["dispute"]}, "awaited": [(SOUTH, "b", "answer")]},
    ),
    "a dispute lasts until its author confirms that version": (
        [*DISPUTED, says(SOUTH, "confirm", on="a")],
        {"disputes": {}, "confirmed": [SOUTH]},
    ),
    "or a later one": (
        [*DISPUTED, declares(NORTH, "b"), says(SOUTH, "confirm", on="b")],
        {"disputes": {}, "confirmed": [SOUTH]},
    ),
    "to confirm an earlier version leaves the dispute of a later one": (
        [OPEN, declares(NORTH, "b"), says(SOUTH, "dispute", on="b"), says(SOUTH, "confirm", on="a")],
        {"disputes": {SOUTH: ["dispute"]}, "confirmed": []},
    ),
    "a dispute lasts until its author lifts it": (
        [*DISPUTED, says(SOUTH, "lift", on="a")],
        {"disputes": {}, "confirmed": [], "void": {}},
    ),
    "to lift one dispute leaves another": (
        [*DISPUTED, declares(NORTH, "b"), says(SOUTH, "dispute", "second", on="b"), says(SOUTH, "lift", on="a")],
        {"disputes": {SOUTH: ["second"]}},
    ),
    "one lifts only one's own dispute that lasts": (
        [*DISPUTED, says(SOUTH, "lift", "once", on="a"), says(SOUTH, "lift", "twice", on="a")],
        {"void": {"twice": "nothing_disputed"}},
    ),
    "a dispute says why": ([OPEN, says(SOUTH, "dispute", on="a", note=None)], {"void": {"dispute": "reason_missing"}}),
    "to take note is a word and no confirmation": (
        [OPEN, says(SOUTH, "take_note", on="a")],
        {"noted": [SOUTH], "confirmed": [], "awaited": []},
    ),
    "to take note does not undo a confirmation": (
        [*CONFIRMED, says(SOUTH, "take_note", on="a")],
        {"noted": [SOUTH], "confirmed": [SOUTH]},
    ),
    "a remark changes nothing": (
        [OPEN, says(SOUTH, "remark"), says(NORTH, "remark", "own", on="a")],
        {"awaited": [(SOUTH, "a", "answer")], "void": {}},
    ),
    "nothing but a declaration opens": ([says(NORTH, "end", record=None)], {"void": {"end": "opens_nothing"}}),
    "a declaration replaces nothing by `over`": (
        [OPEN, declares(NORTH, "b", over=("a",))],
        {"void": {"b": "over_forbidden"}},
    ),
    "an end speaks to no version": ([OPEN, says(NORTH, "end", on="a")], {"void": {"end": "on_forbidden"}}),
    "a kind bars its own": ([OPEN, declares(NORTH, "b", "barred")], {"void": {"b": "post.place"}}),
}

OF_THREE: dict[str, tuple[Sequence[Step], dict[str, Any]]] = {
    "each of the others answers for itself": (
        [OPEN, says(SOUTH, "confirm", on="a"), says(EAST, "dispute", on="a")],
        {"confirmed": [SOUTH], "disputes": {EAST: ["dispute"]}, "awaited": []},
    ),
    "nobody lifts or confirms away another's dispute": (
        [*DISPUTED, says(EAST, "confirm", on="a"), says(EAST, "lift", on="a")],
        {"confirmed": [EAST], "disputes": {SOUTH: ["dispute"]}, "void": {"lift": "nothing_disputed"}},
    ),
}


@pytest.mark.parametrize("sentence", STORIES)
def test_between_two(sentence: str) -> None:
    """Every rule of the dealing is a row: what was said, and what then stands; the pen bars what the reader voids."""
    steps, expected = STORIES[sentence]

    played = play(POST, steps, parties=TWO)

    assert expected == {key: told(played)[key] for key in expected}
    assert played.voids == {name: code for name, code in played.barred.items() if code}


@pytest.mark.parametrize("sentence", OF_THREE)
def test_among_three(sentence: str) -> None:
    """Nothing counts to two."""
    steps, expected = OF_THREE[sentence]

    played = play(POST, steps, parties=THREE)

    assert expected == {key: told(played)[key] for key in expected}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_confirmation_ends_at_its_until_or_the_kinds_age_whichever_is_earlier() -> None:
    """The state keeps it; whether it has run out is asked with a time."""
    state = play(POST, [OPEN, says(SOUTH, "confirm", on="a", until="2026-01-06T12:00:00Z")]).view.state

    def holds(now: str, age: timedelta | None) -> bool:
        return SOUTH in confirmed_at(state, at(now), age=age)

    assert [True, False] == [holds(f"2026-01-06T12:00:0{second}", None) for second in (0, 1)]
    assert [True, False] == [holds(f"2026-01-05T13:01:0{second}", timedelta(hours=1)) for second in (0, 1)]
    assert [True, False] == [holds(f"2026-01-06T12:00:0{second}", timedelta(days=9)) for second in (0, 1)]


def test_without_until_and_age_a_confirmation_does_not_run_out() -> None:
    """Nothing is invented."""
    state = play(POST, CONFIRMED).view.state

    assert [SOUTH] == list(confirmed_at(state, at("2999-01-01T00:00:00")))


def test_the_owners_word_ages_from_its_latest_declaration_or_attestation() -> None:
    """An attestation says that nothing changed, and when."""
    declared, attested = play(POST, [OPEN]), play(POST, [OPEN, says(NORTH, "attest", on="a")])

    def fresh(played: Played, now: str) -> bool:
        return is_fresh(played.view.state, at(now), age=timedelta(hours=1))

    assert [True, False] == [fresh(declared, f"2026-01-05T13:00:0{second}") for second in (0, 1)]
    assert [True, False] == [fresh(attested, f"2026-01-05T13:01:0{second}") for second in (0, 1)]


def test_a_confirmation_with_a_date_is_due_for_renewal() -> None:
    """By its `until`; after the end of the whole nothing is due."""
    steps = [OPEN, says(SOUTH, "confirm", on="a", until="2026-01-06T12:00:00Z")]
    view, over = play(POST, steps).view, play(POST, [*steps, says(NORTH, "end")]).view

    due = view.due(charter=None, now=at("2026-01-06T12:00:01"))

    assert [(SOUTH, "confirmation", "2026-01-06T12:00:00Z", True)] == [one[:4] for one in due]
    assert () == over.due(charter=None, now=at("2026-01-06T12:00:01"))
    assert () == play(POST, CONFIRMED).view.due(charter=None, now=at("2026-01-06T12:00:01"))


def test_what_stands_is_said_in_json() -> None:
    """Answers, disputes, notes, the end: by the acts that said them."""
    played = play(
        POST, [*DISPUTED, says(SOUTH, "take_note", on="a"), says(NORTH, "attest", on="a"), says(NORTH, "end")]
    )

    stands = played.stands()

    assert ["dispute"] == stands["disputes"]
    assert ["take_note"] == stands["noted"]
    assert ("attest", "end", "a") == (stands["renewed"], stands["ended"], stands["current"])
    assert [{"act": "dispute", "on": "a", "party": SOUTH, "said": "dispute"}] == stands["answers"]
