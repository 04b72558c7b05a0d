"""Promises of every kind, asked of histories by chance: honest, careless and hostile, in any order of arrival."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.chance import FAULTS, MOVES, OURS, Move, Stage, Teller
from tests.record.histories import THREE, TWO, Shelf
from tests.record.samples import dice
from tests.record.standings import contradicts, words_of
from tests.record.theirs import THEIRS

from paraph.record import Heard, Outcome, Said, Verdict, View, World, saw
from paraph.values import content_digest

STAGES: Final[Mapping[str, Stage]] = {name: stage for stage in (THEIRS, OURS) for name in stage.kinds}
NOW: Final = datetime(2026, 1, 5, 13, tzinfo=UTC)

of_every_kind = pytest.mark.parametrize(
    "name",
    [
        *OURS.kinds,
        *(pytest.param(name, marks=pytest.mark.slow) for name in STAGES if name not in OURS.kinds),
        *(pytest.param(name, marks=pytest.mark.soak, id=f"{name} at length") for name in OURS.kinds),
    ],
)
parties_of_some = st.sampled_from((TWO, THREE))
# There are many kinds: few histories of each, and more of them in `make soak`.
few = settings(max_examples=300 if settings().max_examples > 100 else 15)


def told(name: str, moves: Sequence[Move], parties: Sequence[str]) -> Teller:
    stage = STAGES[name]
    teller = Teller(stage.kinds[name], stage, parties=parties)
    teller.tell(moves)
    return teller


def views(world: World) -> dict[str, View]:
    assert isinstance(world.library, Shelf)
    return {record: world.view(record) for record in world.library.every()}


def verdicts(view: View) -> dict[tuple[str, int], tuple[str, str]]:
    return {(one.said.party, one.said.seq): (one.outcome, one.code) for one in view.verdicts}


def kept(late: View, full: View) -> bool:
    """Every verdict is the same, but for what waited."""
    found = verdicts(full)
    return all(found[place] == one for place, one in verdicts(late).items() if one[0] is not Outcome.WAITING)


@of_every_kind
@given(moves=MOVES, parties=parties_of_some)
@few
def test_every_act_has_a_verdict_and_every_void_one_its_reason(
    name: str, moves: Sequence[Move], parties: Sequence[str]
) -> None:
    """Total on garbage: nothing that stands in a log raises, and everything can be said in JSON."""
    world = told(name, moves, parties).history.world()

    for view in views(world).values():
        assert all((one.outcome is Outcome.HEARD) is (one.code == "") for one in view.verdicts)
        assert content_digest(view.stands())
        assert all(content_digest(one.facts) for one in view.verdicts)
        # A charter may have named a third party meanwhile.
        assert all(one.party in THREE for one in view.awaited)
        assert isinstance((view.crossed, view.due(charter=world.charter(), now=NOW)), tuple)


@of_every_kind
@given(moves=MOVES, parties=parties_of_some, seed=st.integers(0, 2**16))
@few
def test_the_order_of_arrival_does_not_matter(
    name: str, moves: Sequence[Move], parties: Sequence[str], seed: int
) -> None:
    """Not the order in which acts are held, and not the causal order in which they are heard."""
    history = told(name, moves, parties).history
    said = history.admitted()
    one, other = (views(history.world_of(acts)) for acts in (said, dice(seed).sample(said, len(said))))

    assert one == other
    for view in one.values():
        assert view.state is None or view.state == heard_in_another_order(view, dice(seed))


@of_every_kind
@given(moves=MOVES, parties=parties_of_some, held=st.tuples(*[st.integers(0, 30)] * 3))
@few
def test_a_late_node_is_never_contradicted_by_a_fuller_one(
    name: str, moves: Sequence[Move], parties: Sequence[str], held: tuple[int, ...]
) -> None:
    """On what it holds it says what every other says of that; what comes later adds, replaces or crosses."""
    history = told(name, moves, parties).history
    full = history.world()
    open_cut = {party: min(size, len(history.logs[party])) for party, size in zip(history.parties, held, strict=False)}
    closed_cut = history.closed(open_cut)

    for cut in (open_cut, closed_cut):
        for record, late in views(history.world(cut)).items():
            assert late == full.view(record, cut)
            assert kept(late, full.view(record))
    for record, late in views(history.world(closed_cut)).items():
        assert contradicts(late.state, full.view(record).state) == ""


@of_every_kind
@given(moves=MOVES, parties=parties_of_some, last=MOVES.map(lambda moves: moves[0]))
@few
def test_a_foreign_hand_changes_no_partys_standing(
    name: str, moves: Sequence[Move], parties: Sequence[str], last: Move
) -> None:
    """Whatever one party writes next, what the others said and stand on is as it was, and so is every verdict."""
    teller = told(name, moves, parties)
    before = views(teller.history.world())
    teller.move(last)
    after = teller.history.world()
    hand = teller.history.parties[last.author % len(parties)]

    for record, view in before.items():
        now = after.view(record)
        assert kept(view, now)
        for party in set(parties) - {hand}:
            assert words_of(view.state, party) == words_of(now.state, party)


@of_every_kind
@given(moves=MOVES, parties=parties_of_some)
@few
def test_what_the_pen_bars_the_reader_voids_for_the_same_reason(
    name: str, moves: Sequence[Move], parties: Sequence[str]
) -> None:
    """And what it lets pass is heard: pen and reader ask one function."""
    teller = told(name, moves, parties)
    world = teller.history.world()

    found = [verdict_on(world, said) for said, _code in teller.tried]

    assert [code for _said, code in teller.tried] == [one.code for one in found]
    assert all((one.code == "") is (one.outcome is Outcome.HEARD) for one in found)


@pytest.mark.parametrize("name", STAGES)
def test_chance_provokes_enough_to_promise_anything(name: str) -> None:
    """Among some histories nearly every verb that the kind has is heard, and some acts are void."""
    heard: set[str] = set()
    void: set[str] = set()
    for seed in range(24):
        moves = [some_move(dice(seed * 100 + at)) for at in range(12)]
        found = views(told(name, moves, (TWO, THREE)[seed % 2]).history.world()).values()
        for view in (one for one in found if one.name == name):
            heard |= {one.heard.verb.name for one in view.verdicts if one.heard is not None}
            void |= {one.code for one in view.verdicts if one.outcome is Outcome.VOID}

    assert set(STAGES[name].kinds[name].verbs) - heard <= SELDOM
    assert len(void) > 5


SELDOM: Final = {"report_met", "lift", "contest", "pay", "mark_paragraphs", "correct"}


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
