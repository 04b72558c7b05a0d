"""Unread: what rests on a kind or rule version that this node does not know is never called void."""

from typing import Any

import pytest
from tests.record.histories import NORTH, SOUTH, TWO, History
from tests.record.kinds import ACCORD, CHARTER, KINDS, WORKS
from tests.record.stories import Step, play, says
from tests.record.test_judge_stories import OPEN, verdicts

from paraph.record import (
    JOINT,
    Kind,
    UpdateNeeded,
    kinds_by_name,
    write_act,
)

OLD = kinds_by_name(kind for kind in KINDS.values() if kind is not ACCORD)


def test_a_kind_that_this_node_does_not_know_is_unread_and_never_void() -> None:
    """It makes no claim about what is in force, and says that an update is needed."""
    played = play(ACCORD, [OPEN, says(SOUTH, "accept", on="a"), says(NORTH, "dispute", "d", on="a")])

    view = played.history.world(kinds=OLD).view(played.record)

    assert [("unread", "update_needed")] * 3 == [(one.outcome, one.code) for one in view.verdicts]
    assert view.update_needed
    assert (ACCORD.name, NORTH, None, None) == (view.name, view.opener, view.kind, view.state)


def test_what_is_void_by_its_log_is_void_in_an_unread_record_too() -> None:
    """That much needs no kind."""
    history = History(TWO)
    history.agree_charter()
    act = history.compose(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"})
    record = history.write(NORTH, write_act(act))
    history.write(SOUTH, write_act(act))

    view = history.world(kinds=OLD).view(record)

    assert {("unread", "update_needed"), ("void", "seen_itself")} == {(one.outcome, one.code) for one in view.verdicts}


def works(version: str, *, party: str = SOUTH, name: str = "r", **fields: Any) -> Step:
    content = {"terms": "<a>", "version": f"<{version}>"}
    return says(party, "report", name, kind=WORKS.name, content=content, **({"record": None} | fields))


def test_what_rests_on_an_unread_record_is_unread() -> None:
    """A guard that asks for what this node cannot read is not answered with "there is nothing"."""
    steps = [OPEN, says(SOUTH, "accept", on="a"), works("a"), says(NORTH, "remark", "m", kind=WORKS.name)]
    played = play(ACCORD, steps)
    record = played.acts["r"].digest

    view = played.history.world(kinds=OLD).view(record)

    assert [("unread", "update_needed")] * 2 == [(one.outcome, one.code) for one in view.verdicts]
    assert (True, None) == (view.update_needed, view.state)
    assert {"heard"} == {one.outcome for one in played.world.view(record).verdicts}


def test_an_unread_kind_that_the_charter_does_not_name_makes_nothing_unread() -> None:
    """It is void for whoever knows it: nobody blinds another by opening what no charter allows."""
    played = play(ACCORD, [OPEN, says(SOUTH, "accept", on="a")])
    history = played.history
    history.hear(SOUTH)
    history.say(SOUTH, kind="test.accord/9", verb="propose", content={"words": "blind"})
    history.say(SOUTH, kind="test.charter/9", verb="propose", content={"words": "blind"})
    history.hear(NORTH)
    said = history.say(
        NORTH, kind=WORKS.name, verb="report", content={"terms": played.record, "version": played.record}
    )

    view = history.world().view(said.digest)

    assert ["heard"] == [one.outcome for one in view.verdicts]


def test_a_later_charter_that_this_node_cannot_read_stops_its_claims() -> None:
    """Once the charter in force names the new rule version, what is said after its opening may rest on it."""
    newer = Kind(name="test.charter/2", title="Charter", dealing=JOINT, noun=CHARTER.noun)
    kinds = kinds_by_name((*KINDS.values(), newer))
    history = History(TWO)
    history.agree_charter(kinds=kinds)
    before = history.say(NORTH, kind=ACCORD.name, verb="propose", content={"words": "before"}).digest
    content = {"parties": sorted(TWO), "kinds": sorted(kinds)}
    charter = history.say(NORTH, kind=newer.name, verb="propose", content=content).digest
    history.hear(SOUTH)
    after = history.say(SOUTH, kind=ACCORD.name, verb="propose", content={"words": "after"}).digest

    assert [("heard", "")] == verdicts(history, before)
    assert [("unread", "update_needed")] == verdicts(history, after)
    assert [("unread", "update_needed")] == verdicts(history, charter)
    assert [("heard", "")] == verdicts(history, after, kinds=kinds)
    with pytest.raises(UpdateNeeded):
        history.world().charter()
    with pytest.raises(UpdateNeeded):
        history.world().parties()


def test_acts_on_a_known_charter_that_saw_an_unread_one_are_unread_too() -> None:
    """And so is everything that asks which charter is in force."""
    newer = "test.charter/2"
    history = History(TWO)
    record = history.agree_charter(kinds=[*KINDS, newer])
    history.say(NORTH, kind=newer, verb="propose", content={"parties": sorted(TWO)})
    history.say(NORTH, kind=CHARTER.name, verb="remark", record=record, note="see there")
    history.hear(SOUTH)
    history.say(SOUTH, kind=CHARTER.name, verb="remark", record=record, note="seen")

    assert ["heard", "heard", "unread", "unread"] == [outcome for outcome, _code in verdicts(history, record)]
    assert history.world().view(record).state is None
    with pytest.raises(UpdateNeeded):
        history.world().charter()


def test_before_a_readable_charter_an_unread_one_leaves_other_kinds_unread() -> None:
    """It may be in force; a charter that can be read is not held up by it."""
    history = History(TWO)
    history.say(NORTH, kind="test.charter/9", verb="propose", content={"words": "?"})
    said = history.say(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"})
    history.hear(SOUTH)
    record = history.agree_charter()

    assert [("unread", "update_needed")] == verdicts(history, said.digest)
    assert [("heard", "")] * 2 == verdicts(history, record)
    assert history.world().charter() is not None
