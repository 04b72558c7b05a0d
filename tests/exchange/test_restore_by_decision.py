"""When no mirror can be reached: only in writing, and never against what another house holds."""

from pathlib import Path

import pytest
from tests.exchange.cast import NORTH, Node, member, node
from tests.exchange.simulator import Counterpart, exchange

from paraph.service.restore import begin_recovery, decide, is_recovering, recover
from paraph.service.setup import Setup
from paraph.values import Barred, convert

Two = tuple[Node, Node]
Three = tuple[Node, Node, Node]


def recovered(here: Node, there: Node):  # noqa: ANN201  # the result's own type
    return recover(here.desk, Counterpart(there.desk, here.party), member(there.party))


def after_a_lost_disk(north: Node, folder: Path, *parties: str) -> Node:
    """The record and the house are gone; the keys, with their marks, lay elsewhere."""
    north.store.close()
    return node(folder / "new", NORTH, *parties, keys=north.keys)


def test_an_administrator_may_decide_in_writing_that_no_mirror_can_be_reached(two: Two, tmp_path: Path) -> None:
    """What was signed and never left the house is lost; the log goes on, and the statement stays in the record."""
    north, south = two
    north.say("one")
    exchange(south, north)
    north.say("never sent")
    new = after_a_lost_disk(north, tmp_path)
    recovered(new, south)

    decision = decide(new.desk, by="Administrator", statement="The act never left this house; the link was cut.")
    new.say("two")

    assert (2, 1) == (decision.mark, decision.size)
    assert (decision,) == convert(Setup, new.store.settings()).decisions
    assert ["river/2026-03-01T12:00:00Z"] == list(new.desk.house.all("recovery_decision"))
    assert () == exchange(south, new).refusals
    new.store.close()


def test_an_old_backup_may_go_on_by_decision_too(two: Two) -> None:
    north, _ = two
    north.say("one")
    begin_recovery(north.desk.house, "river")

    decide(north.desk, by="Administrator", statement="The other house has burned down.")

    assert not is_recovering(north.desk)


@pytest.mark.parametrize(("waiting", "statement", "code"), [(False, "x", "not_needed"), (True, " ", "no_statement")])
def test_a_decision_needs_a_reason_and_a_need(two: Two, waiting: bool, statement: str, code: str) -> None:  # noqa: FBT001  # a row of the table
    north, _ = two
    if waiting:
        begin_recovery(north.desk.house, "river")

    with pytest.raises(Barred, match=rf"recovery\.{code}"):
        decide(north.desk, by="Administrator", statement=statement)


def test_a_decision_against_a_mirror_that_holds_more_is_found_out(two: Two, tmp_path: Path) -> None:
    """Nobody can decide away what another house holds: both histories are evidence there."""
    north, south = two
    north.say("one")
    exchange(south, north)
    new = after_a_lost_disk(north, tmp_path)
    decide(new.desk, by="Administrator", statement="I did not ask.")
    new.say("another one")

    assert ["exchange.forked"] == [one.refused.code for one in exchange(south, new).refusals]
    assert 1 == len(south.store.evidence(NORTH))
    new.store.close()
