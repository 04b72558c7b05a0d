"""The judge: charters, parties, copies, cuts, and the pen that asks it first."""

import pytest
from tests.record.histories import EAST, NORTH, SOUTH, THREE, TWO, History
from tests.record.kinds import ACCORD, CHARTER, KINDS, POST, Accord
from tests.record.stories import play, says
from tests.record.test_judge_stories import OPEN, tables, verdicts
from tests.record.test_unread import OLD, works

from paraph.record import (
    JOINT,
    Case,
    Kind,
    Outcome,
    kinds_by_name,
    say_where,
    try_act,
    verb,
    write_act,
)
from paraph.record.joint import PROPOSE
from paraph.values import Barred


def test_nothing_but_a_charter_comes_before_the_charter() -> None:
    """The founders may agree on a charter, and say nothing else before they have."""
    played = play(ACCORD, [OPEN], charter=None)

    assert {"a": "no_charter"} == played.voids == played.barred


def test_the_charter_names_the_kinds() -> None:
    """A rule version is usable once the charter in force names it."""
    played = play(ACCORD, [OPEN], charter={"kinds": [POST.name]})

    assert {"a": "kind_not_in_charter"} == played.voids == played.barred


def test_whoever_had_not_seen_the_charter_agreed_speaks_without_it() -> None:
    """The charter in force is the one in force in the act's own past."""
    played = play(ACCORD, [], charter={"late": [NORTH]})
    said = played.history.say(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"})
    world = played.history.world()

    assert world.charter() is not None
    assert ["no_charter"] == [one.code for one in world.view(said.digest).verdicts]


def test_only_parties_speak() -> None:
    """By the charter in force in the act's past; before it, the founders."""
    history = History(THREE)
    history.agree_charter()
    of_two = History(TWO)

    world = of_two.world_of(history.admitted())

    assert ["not_a_party"] == [
        one.code for record in world.library.records("test.charter") for one in world.view(record).verdicts if one.code
    ][:1]


def test_a_party_that_the_charter_leaves_out_is_none_any_more() -> None:
    """Its earlier acts stand as they were."""
    history = History(THREE)
    record = history.agree_charter()
    smaller = {"parties": [NORTH, SOUTH], "kinds": sorted(KINDS)}
    tabled = history.say(NORTH, kind=CHARTER.name, verb="propose", record=record, over=(record,), content=smaller)
    for party in (SOUTH, EAST):
        history.hear(party)
        history.say(party, kind=CHARTER.name, verb="accept", record=record, on=tabled.digest)
    for party in THREE:
        history.hear(party)

    said = history.say(EAST, kind=ACCORD.name, verb="propose", content={"words": "a"})

    assert [("void", "not_a_party")] == verdicts(history, said.digest)
    assert (NORTH, SOUTH) == history.world().parties()
    assert {"heard"} == {outcome for outcome, _code in verdicts(history, record)}


def test_the_same_bytes_twice_are_one_act() -> None:
    """A log may hold an entry twice; it is said once."""
    history = History(TWO)
    history.agree_charter()
    act = write_act(history.compose(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"}))
    record = history.write(NORTH, act)
    history.write(NORTH, act)

    assert [("heard", ""), ("void", "said_before")] == verdicts(history, record)


def test_bytes_copied_into_a_second_log_are_that_partys_own_word() -> None:
    """Before anything was seen two logs may hold the same bytes; neither hand undoes what the other said."""
    history = History(TWO)
    content = {"parties": sorted(TWO), "kinds": sorted(KINDS)}
    act = write_act(history.compose(NORTH, kind=CHARTER.name, verb="propose", content=content))
    record = history.write(SOUTH, act)
    assert record == history.write(NORTH, act)
    history.hear(NORTH)
    history.say(NORTH, kind=CHARTER.name, verb="remark", record=record, note="ours too")

    assert [("heard", "")] * 3 == verdicts(history, record)
    assert record == history.world().view(record).state.in_force
    # A node that holds one of the logs alone says the same of what it holds.
    assert [("heard", "")] == verdicts(history, record, cut={SOUTH: 1})
    world = history.world()
    assert [SOUTH, NORTH] == [world.view(record, {party: 1}).opener for party in (SOUTH, NORTH)]


def test_bytes_copied_after_the_charter_are_void_in_the_second_log() -> None:
    """They say that their author had seen the log in which they now lie."""
    history = History(TWO)
    history.agree_charter()
    act = write_act(history.compose(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"}))
    record = history.write(NORTH, act)
    history.write(SOUTH, act)

    assert [("heard", ""), ("void", "seen_itself")] == sorted(verdicts(history, record))


def test_an_opening_that_waits_keeps_its_record_waiting() -> None:
    """An act whose past is not held is kept and shown, without effect."""
    history = History(TWO)
    history.agree_charter()
    opened = history.say(NORTH, kind=ACCORD.name, verb="propose", content={"words": "a"}).digest
    history.hear(SOUTH)
    history.say(SOUTH, kind=ACCORD.name, verb="accept", record=opened, on=opened)

    late = history.world({NORTH: 2, SOUTH: 0}).view(opened)

    assert [("waiting", "past_not_held")] == [(one.outcome, one.code) for one in late.verdicts]
    assert late.state is None
    assert {"kind": ACCORD.name, "claims": None} == late.stands()


def test_a_record_whose_opening_is_not_held_claims_nothing() -> None:
    """Acts that name it are void: it is not in their past."""
    history = History(TWO)
    history.agree_charter()
    history.say(SOUTH, kind=ACCORD.name, verb="hold", record="d" * 64, on="d" * 64)

    view = history.world().view("d" * 64)

    assert ("", "", None, None) == (view.name, view.opener, view.kind, view.state)
    assert [("void", "record_not_in_past")] == [(one.outcome, one.code) for one in view.verdicts]
    assert ((), (), ()) == (view.crossed, view.awaited, view.due(charter=None, now=None))  # type: ignore[arg-type]  # no time is asked for
    assert {"kind": "", "claims": None} == view.stands()
    assert view.noun is None


def test_two_charters_that_crossed_govern_nothing() -> None:
    """Neither is preferred by any order."""
    history = History(TWO)
    content = {"parties": sorted(TWO), "kinds": sorted(KINDS)}
    ours = history.say(NORTH, kind=CHARTER.name, verb="propose", content=content).digest
    theirs = history.say(SOUTH, kind=CHARTER.name, verb="propose", content={"parties": sorted(TWO)}).digest
    held = history.cut
    history.hear(NORTH, held)
    history.say(NORTH, kind=CHARTER.name, verb="accept", record=theirs, on=theirs)
    history.hear(SOUTH, held)
    history.say(SOUTH, kind=CHARTER.name, verb="accept", record=ours, on=ours)

    assert history.world().charter() is None
    assert TWO == history.world().parties()


def test_the_pen_says_what_every_reader_would() -> None:
    """An act without effect is barred with its code and its facts; nothing of the world changes."""
    played = play(ACCORD, [OPEN])
    world, history = played.world, played.history
    history.hear(SOUTH)
    good = history.place(
        SOUTH, history.compose(SOUTH, kind=ACCORD.name, verb="accept", record=played.record, on=played.record)
    )
    bad = history.place(SOUTH, history.compose(SOUTH, kind=ACCORD.name, verb="hold", record=played.record, on="0" * 64))

    with pytest.raises(Barred) as caught:
        try_act(world, bad)

    assert ("version_not_in_past", {"on": "0" * 64}) == (caught.value.code, caught.value.facts)
    assert played.record == try_act(world, good).state.in_force
    assert world.view(played.record).state.in_force is None


def test_the_pen_signs_nothing_that_waits_or_cannot_be_read() -> None:
    """The codes are the verdict's own."""
    played = play(ACCORD, [OPEN])
    history = played.history
    act = history.compose(NORTH, kind=ACCORD.name, verb="remark", record=played.record, note="n")
    waiting = say_where(NORTH, 3, "e" * 64, act, odd="waiting")

    with pytest.raises(Barred, match="past_not_held"):
        try_act(played.world, waiting)
    with pytest.raises(Barred, match="update_needed"):
        try_act(history.world(kinds=OLD), history.place(NORTH, act))


def test_a_view_of_a_cut_leaves_out_what_lies_beyond_it() -> None:
    """And holds what lies in it without its past to be waiting."""
    played = play(ACCORD, [OPEN, says(SOUTH, "accept", "b", on="a"), says(NORTH, "remark")])
    world, cut = played.world, played.history.cut

    inner = world.view(played.record, {**cut, NORTH: cut[NORTH] - 1})
    split = world.view(played.record, {**cut, SOUTH: cut[SOUTH] - 1})

    assert 2 == len(inner.verdicts)
    assert ["heard", "waiting"] == [one.outcome for one in split.verdicts]
    assert inner is world.view(played.record, {**cut, NORTH: cut[NORTH] - 1})


def test_only_open_records_are_listed() -> None:
    """Those of a family, and those about a record."""
    played = play(
        ACCORD, [OPEN, says(SOUTH, "accept", on="a"), works("a"), tables(NORTH, "v", record=None, content={})]
    )
    world = played.world

    assert [played.record] == [view.record for view in world.views("test.accord")]
    assert [played.acts["r"].digest] == [view.record for view in world.views_about(played.record, "test.works")]
    assert () == world.views_about(played.record, "test.accord")
    assert () == world.views("test.accord", {})


def test_a_guard_sees_records_in_one_order_whatever_came_first() -> None:
    """So that its reason names the same on every node."""
    steps = [OPEN, says(SOUTH, "accept", on="a"), works("a")]
    played = play(ACCORD, [*steps, works("a", name="s", party=NORTH, before="r"), works("a", name="t", record=None)])
    said = played.history.admitted()

    found = [
        next(one for one in played.history.world_of(acts).view(played.acts["t"].digest).verdicts).facts["record"]
        for acts in (said, list(reversed(said)))
    ]

    assert [min(played.acts[name].digest for name in "rs")] * 2 == found


def test_a_guard_may_look_at_all_records_of_a_family_in_its_past() -> None:
    """And at no others."""
    counted: dict[str, int] = {}

    @verb(PROPOSE)
    def propose(case: Case, *, content: Accord) -> None:
        """Count what there is."""
        assert case.past.view("0" * 64) is None
        counted[content.words] = len(case.past.records("test.accord"))

    counting = Kind(name=ACCORD.name, title="Accord", dealing=JOINT, noun=Accord, says=(propose,))
    kinds = kinds_by_name((*(kind for kind in KINDS.values() if kind is not ACCORD), counting))
    play(counting, [OPEN, tables(SOUTH, "b", record=None), tables(NORTH, "c", record=None, before="b")], kinds=kinds)

    assert {"a": 0, "b": 1, "c": 1} == counted


def test_outcomes_are_four() -> None:
    """Heard acts have effect; the others are kept and shown without."""
    assert ["heard", "void", "waiting", "unread"] == [str(one) for one in Outcome]
