"""Promises of every kind, asked of histories by chance: honest, careless and hostile, in any order of arrival."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.chance import FAULTS, MOVES, Move, Teller
from tests.record.histories import THREE, TWO, History, world_of
from tests.record.kinds import CHARTER_FAMILY, KINDS
from tests.record.samples import dice
from tests.record.standings import contradicts, words_of

from paraph.record import Heard, Kind, Outcome, Said, Verdict, View, World, saw
from paraph.values import content_digest

try:
    from paraph.domains import CHARTER_FAMILY as THEIR_CHARTER
    from paraph.domains import KINDS as THEIRS
except ImportError:
    THEIR_CHARTER, THEIRS = CHARTER_FAMILY, {}

SOAKED = settings.default is not None and settings.default.max_examples > 100
NOW = datetime(2026, 1, 5, 13, tzinfo=UTC)

of_every_kind = pytest.mark.parametrize("name", KINDS)
few = settings(max_examples=settings().max_examples if SOAKED else 25)


def told(name: str, moves: Sequence[Move], parties: Sequence[str]) -> Teller:
    teller = Teller(KINDS[name], KINDS, parties=parties)
    teller.tell(moves)
    return teller


def views(world: World) -> dict[str, View]:
    return {record: world.view(record) for record in world.library.every()}  # type: ignore[attr-defined]


def verdicts(view: View) -> dict[tuple[str, int], tuple[str, str]]:
    return {(one.said.party, one.said.seq): (one.outcome, one.code) for one in view.verdicts}


@of_every_kind
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)))
@few
def test_every_act_has_a_verdict_and_every_void_one_its_reason(
    name: str, moves: Sequence[Move], parties: Sequence[str]
) -> None:
    """Total on garbage: nothing that stands in a log raises, and everything can be said in JSON."""
    world = told(name, moves, parties).history.world(kinds=KINDS)

    for view in views(world).values():
        assert all((one.outcome is Outcome.HEARD) is (one.code == "") for one in view.verdicts)
        assert content_digest(view.stands())
        assert all(content_digest(one.facts) for one in view.verdicts)
        assert all(one.party in parties for one in view.awaited)
        assert isinstance((view.crossed, view.due(charter=world.charter(), now=NOW)), tuple)


@of_every_kind
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)), seed=st.integers(0, 2**16))
@few
def test_the_order_of_arrival_does_not_matter(
    name: str, moves: Sequence[Move], parties: Sequence[str], seed: int
) -> None:
    """Not the order in which acts are held, and not the causal order in which they are heard."""
    said = told(name, moves, parties).history.admitted()
    mixed = dice(seed).sample(said, len(said))
    one, other = (views(world_of(acts, founders=parties, kinds=KINDS)) for acts in (said, mixed))

    assert one == other
    for view in one.values():
        if view.kind is not None and view.state is not None:
            assert view.state == heard_in_another_order(view, dice(seed))


@of_every_kind
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)), held=st.tuples(*[st.integers(0, 30)] * 3))
@few
def test_a_late_node_is_never_contradicted_by_a_fuller_one(
    name: str, moves: Sequence[Move], parties: Sequence[str], held: tuple[int, ...]
) -> None:
    """On what it holds it says what every other says of that; what comes later adds, replaces or crosses."""
    history = told(name, moves, parties).history
    sizes = {party: min(size, len(history.logs[party])) for party, size in zip(parties, held, strict=False)}
    full = history.world(kinds=KINDS)
    for cut in (sizes, history.closed(sizes)):
        for record, late in views(history.world(cut, kinds=KINDS)).items():
            assert late == full.view(record, cut)
            assert _kept(verdicts(late), verdicts(full.view(record)))
            if cut != sizes:
                assert contradicts(late.state, full.view(record).state) == ""
    assert contradicts_nothing(history, KINDS, history.closed(sizes), full)


@of_every_kind
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)), last=MOVES.map(lambda moves: moves[0]))
@few
def test_a_foreign_hand_changes_no_partys_standing(
    name: str, moves: Sequence[Move], parties: Sequence[str], last: Move
) -> None:
    """Whatever one party writes next, what the others said and stand on is as it was, and so is every verdict."""
    teller = told(name, moves, parties)
    before = views(teller.history.world(kinds=KINDS))
    teller.move(last)
    after = teller.history.world(kinds=KINDS)
    hand = teller.history.parties[last.author % len(parties)]

    for record, view in before.items():
        now = after.view(record)
        assert _kept(verdicts(view), verdicts(now))
        for party in set(parties) - {hand}:
            assert words_of(view.state, party) == words_of(now.state, party)


@of_every_kind
@given(moves=MOVES, parties=st.sampled_from((TWO, THREE)))
@few
def test_what_the_pen_bars_the_reader_voids_for_the_same_reason(
    name: str, moves: Sequence[Move], parties: Sequence[str]
) -> None:
    """And what it lets pass is heard: pen and reader ask one function."""
    teller = told(name, moves, parties)
    world = teller.history.world(kinds=KINDS)

    found = [(one.code, one.outcome) for one in (verdict_on(world, said) for said, _code in teller.tried)]

    assert [code for _said, code in teller.tried] == [code for code, _outcome in found]
    assert all((code == "") is (outcome is Outcome.HEARD) for code, outcome in found)


@of_every_kind
def test_chance_provokes_enough_to_promise_anything(name: str) -> None:
    """Among some histories each verb that a kind has is heard, and some acts are void."""
    kind = KINDS[name]
    heard: set[str] = set()
    void: set[str] = set()
    for seed in range(60):
        moves = [some_move(dice(seed * 100 + at)) for at in range(12)]
        for view in views(told(name, moves, (TWO, THREE)[seed % 2]).history.world()).values():
            if view.kind is kind:
                heard |= {one.heard.verb.name for one in view.verdicts if one.heard is not None}
                void |= {one.code for one in view.verdicts if one.outcome is Outcome.VOID}

    assert set(kind.verbs) - heard <= SELDOM
    assert len(void) > 5


SELDOM = {"report_met"}


def some_move(chance: Random) -> Move:
    return Move(
        author=chance.randint(0, 2),
        hears=chance.randint(0, 4),
        verb=chance.randint(0, 11),
        fault=chance.randrange(len(FAULTS)),
        seed=chance.randint(0, 2**16),
    )


def heard_in_another_order(view: View, chance: Random) -> Any:
    assert view.kind is not None
    state: Any = None
    for heard in another_order([one.heard for one in view.verdicts if one.heard is not None], chance):
        state = view.kind.dealing.step(view.kind.dealing.start(heard) if state is None else state, heard)
    return state


def another_order(heard: list[Heard], chance: Random) -> list[Heard]:
    """A causal order by chance."""
    ahead, found = list(heard), []
    while ahead:
        ready = [one for one in ahead if not any(saw(one.said, other.said) for other in ahead)]
        found.append(chance.choice(ready))
        ahead.remove(found[-1])
    return found


def verdict_on(world: World, said: Said) -> Verdict:
    view = world.view(said.act.record or said.digest)
    return next(one for one in view.verdicts if (one.said.party, one.said.seq) == (said.party, said.seq))


def contradicts_nothing(history: History, kinds: Mapping[str, Kind], cut: Mapping[str, int], full: World) -> bool:
    late = views(history.world(cut, kinds=kinds))
    return {""} >= {contradicts(view.state, full.view(record).state) for record, view in late.items()}


def _kept(late: Mapping[Any, tuple[str, str]], full: Mapping[Any, tuple[str, str]]) -> bool:
    """Every verdict is the same, but for what waited."""
    return all(full[place] == verdict for place, verdict in late.items() if verdict[0] is not Outcome.WAITING)
