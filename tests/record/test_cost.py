"""Cost: folding a record costs what its acts cost, however much of it crossed on the wire."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from tests.record.histories import NORTH, THREE, TWO, History
from tests.record.kinds import ACCORD, KINDS, Accord

from paraph.record import Case, Heard, JointState, kinds_by_name, verb

ROUNDS = 40


def folded(parties: tuple[str, ...], *, crossing: bool) -> tuple[int, int]:
    """Return how many acts there are and how many steps they took."""
    steps: list[Heard] = []

    def counted(state: JointState, heard: Heard) -> Any:
        steps.append(heard)
        return ACCORD.dealing.step(state, heard)

    kind = replace(ACCORD, dealing=replace(ACCORD.dealing, step=counted))
    history = History(parties, kinds=kinds_by_name([*KINDS.values(), kind]))
    history.agree_charter()
    record = history.say(NORTH, kind=kind.name, verb="propose", content={"words": "w"}).digest
    for party in parties:
        history.hear(party)
    for number, party in product(range(ROUNDS), parties):
        history.say(party, kind=kind.name, verb="propose", record=record, content={"words": f"{party} {number}"})
        for other in () if crossing else parties:
            history.hear(other)
    view = history.world().view(record)
    return len(view.verdicts), len(steps)


@pytest.mark.parametrize("parties", [TWO, THREE])
def test_an_act_that_saw_everything_is_folded_once(parties: tuple[str, ...]) -> None:
    """The usual case: one speaks, the others hear it, then answer."""
    acts, steps = folded(parties, crossing=False)

    assert acts == steps == 1 + ROUNDS * len(parties)


@pytest.mark.parametrize("parties", [TWO, THREE])
def test_an_act_that_crossed_is_folded_at_most_once_more_for_each_party(parties: tuple[str, ...]) -> None:
    """The worst case: all write on and nobody hears anything."""
    acts, steps = folded(parties, crossing=True)

    assert acts < steps <= acts * (1 + len(parties))


def test_guards_that_look_at_each_others_records_do_not_look_for_ever() -> None:
    """An act looks at the other record in its past, whose acts looked back: each is judged once for each past."""
    looks: list[str] = []

    @verb(ACCORD.verbs["propose"])
    def propose(case: Case, *, content: Accord) -> None:
        """Look at the other record."""
        looks.append(content.words)
        for view in case.past.records("test.accord"):
            assert view.state is not None

    kind = replace(ACCORD, says=(propose,))
    history = History(TWO, kinds=kinds_by_name([*KINDS.values(), kind]))
    history.agree_charter()
    records: list[str | None] = [None, None]
    for number in range(24):
        party = TWO[number % 2]
        history.hear(party)
        said = history.say(
            party, kind=kind.name, verb="propose", record=records[number % 2], content={"words": f"{number}"}
        )
        records[number % 2] = records[number % 2] or said.digest
    looks.clear()
    history.world().views("test.accord")

    assert len(looks) <= 24**2
