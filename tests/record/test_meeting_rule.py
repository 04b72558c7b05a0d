"""The meeting rule on every small history: the fold agrees with the definition by cuts, and agreed is never retracted.

Two parties with up to five acts after the opening, three with up to four: 79,639 histories. `make soak` asks them all.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

import pytest
from tests.record import cuts
from tests.record.histories import FRAMEWORK, NOON
from tests.record.kinds import ACCORD, CHARTER_FAMILY, KINDS

from paraph.record import Act, Cut, JointState, Kind, Outcome, Past, Said, Seen, judge, say_where
from paraph.record.meeting import Interval, meeting

NAMES: Final = ("EAST", "NORTH", "SOUTH")
ROOT: Final = "0" * 64
SPOKEN: Final = {"propose": "propose", "accept": "accept", "leave": "refuse"}


class Standing:
    """A background in which the same parties have the same charter at every cut."""

    framework = FRAMEWORK
    kinds: Mapping[str, Kind] = KINDS
    charter_family = CHARTER_FAMILY

    def __init__(self, parties: int) -> None:
        self.founders = self.party_ids = NAMES[:parties]

    def charter(self, _cut: Cut) -> "Standing":
        return self

    def charter_unread(self, _cut: Cut) -> bool:
        return False

    def past(self, cut: Cut) -> Past:
        raise AssertionError(cut)

    def allows(self, _kind: str) -> bool:
        return True


class Found(NamedTuple):
    """What one definition says of a history; versions by the place of their proposal in it."""

    heard: tuple[bool, ...]
    stances: tuple[int | None, ...]
    agreed: frozenset[int]
    frontier: frozenset[int]
    in_force: int | None


def by_cuts(parties: int, acts: tuple[cuts.Act, ...]) -> Found:
    history = cuts.History(parties, acts)
    whole = history.whole
    return Found(
        tuple(history.is_valid(act.author, act.past[act.author]) for act in acts),
        tuple(history.stands_on(party, size) for party, size in enumerate(whole)),
        history.agreed(whole),
        history.frontier(whole),
        history.in_force(whole),
    )


def by_folding(parties: int, acts: tuple[cuts.Act, ...]) -> Found:
    view = judge(_digest(0), [_said(act, place) for place, act in enumerate(acts)], Standing(parties))
    state: JointState = view.state
    outcomes = {(one.said.party, one.said.seq): one.outcome is Outcome.HEARD for one in view.verdicts}
    stances = [state.stands_on(party) for party in NAMES[:parties]]
    return Found(
        tuple(outcomes[NAMES[act.author], act.past[act.author]] for act in acts),
        tuple(None if digest is None else int(digest, 16) for digest in stances),
        frozenset(int(digest, 16) for digest in state.agreed),
        frozenset(int(digest, 16) for digest in state.frontier),
        None if state.in_force is None else int(state.in_force, 16),
    )


def _said(act: cuts.Act, place: int) -> Said:
    others = {NAMES[party]: size for party, size in enumerate(act.past) if size and party != act.author}
    fields: dict[str, Any] = {"record": _digest(0)} if place else {}
    if act.does == "propose":
        fields |= {"content": {"words": "w"}, "over": tuple(sorted(_digest(one) for one in act.over))}
    else:
        fields |= {"on": _digest(act.version), "note": "n"}
    seen = {party: Seen(size=size, root=ROOT) for party, size in others.items()}
    said = Act(at=NOON, by=("desk",), kind=ACCORD.name, seen=seen, verb=SPOKEN[act.does], **fields)
    return say_where(NAMES[act.author], act.past[act.author], _digest(place), said)


def _digest(place: int) -> str:
    return f"{place:064x}"


def check(parties: int, shorter: tuple[cuts.Act, ...], acts: tuple[cuts.Act, ...]) -> None:
    """Both definitions say the same; and of the shorter history nothing is taken back but by replacing or crossing."""
    found = by_cuts(parties, acts)
    assert found == by_folding(parties, acts)
    if shorter:
        before = by_folding(parties, shorter)
        assert before.heard == found.heard[: len(shorter)]
        assert before.agreed <= found.agreed
        replaced = {over for act in acts if act.version in found.agreed for over in act.over}
        assert before.in_force in {None, found.in_force, *replaced} or len(found.frontier) > 1


def every(parties: int, acts: int, *, step: int = 1) -> Iterator[tuple[tuple[cuts.Act, ...], tuple[cuts.Act, ...]]]:
    return islice(cuts.histories(parties, acts=acts), 0, None, step)


@pytest.mark.parametrize(("parties", "acts", "count"), [(2, 5, 4_237), (3, 4, 1_271)])
def test_it_equals_its_cut_definition_on_every_smaller_history(parties: int, acts: int, count: int) -> None:
    """Two parties with up to four acts after the opening, three with up to three."""
    asked = [check(parties, shorter, longer) for shorter, longer in every(parties, acts)]

    assert count == len(asked)


@pytest.mark.parametrize(("parties", "acts"), [(2, 6), (3, 5)])
def test_it_equals_its_cut_definition_on_some_of_the_others(parties: int, acts: int) -> None:
    """Every 29th of the histories with one act more."""
    assert len([check(parties, *pair) for pair in every(parties, acts, step=29)]) > 800


@pytest.mark.soak
@pytest.mark.parametrize(("parties", "acts", "count"), [(2, 6, 54_669), (3, 5, 24_970)])
def test_it_equals_its_cut_definition_on_all_histories(parties: int, acts: int, count: int) -> None:
    """The same 80,000 histories on which the model was checked."""
    asked = [check(parties, shorter, longer) for shorter, longer in every(parties, acts)]

    assert count == len(asked)


def test_a_party_that_came_and_went_meets_by_any_of_its_standings() -> None:
    """A later standing does not undo an earlier one, and an earlier one that was over does not hide a later one."""
    north = [_act("NORTH", seq, south) for seq, south in enumerate((0, 0, 1, 3))]
    south = [_act("SOUTH", seq, north) for seq, north in enumerate((1, 1, 4))]
    left, came_back = Interval("v", north[0], north[1]), Interval("v", north[2], None)
    seen_over = Interval("v", _act("SOUTH", 0, 2), None)

    assert (left, Interval("v", south[0], None)) == meeting([(left, came_back), (Interval("v", south[0], None),)])
    assert (came_back, seen_over) == meeting([(left, came_back), (seen_over,)])
    assert meeting([(left,), (seen_over,)]) is None
    assert meeting([(left,), ()]) is None


def _act(party: str, seq: int, seen: int) -> Said:
    other = "SOUTH" if party == "NORTH" else "NORTH"
    seen_by = {other: Seen(size=seen, root=ROOT)} if seen else {}
    act = Act(at=NOON, by=("desk",), kind=ACCORD.name, seen=seen_by, verb="hold")
    return say_where(party, seq, f"{party}{seq}", act)
