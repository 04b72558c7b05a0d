"""Say: what may not be said is refused, and leaves no trace; what is said is durable, then signed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.record.kinds import ACCORD, CHARTER, Accord
from tests.service.cast import NORTH, Seat

from paraph.record import JOINT, Case, Kind, Said, kinds_by_name, verb
from paraph.record.joint import PROPOSE
from paraph.service.people import Mandate, Person, keep_person
from paraph.service.ports import Mark
from paraph.service.publish import RECOVERY
from paraph.service.say import Saying, consider
from paraph.tlog import parse_checkpoint, parse_note
from paraph.values import Answer, Barred, Damaged

Two = tuple[Seat, Seat]
Attempt = Callable[[Seat, Said], object]


def test_what_is_said_lies_in_our_log_signed_with_both_keys(two: Two) -> None:
    north, _south = two

    said = north.opens()

    held = north.store.checkpoint(NORTH)
    assert (1, said.digest) == (said.seq, north.store.find(bytes.fromhex(said.digest)).leaf.hex())
    assert ("2026-03-01T12:00:00Z", ("North desk",)) == (said.act.at, said.act.by)
    assert (2, 2) == (parse_checkpoint(parse_note(held.note).body).size, len(parse_note(held.note).lines))


def test_a_new_version_is_over_what_is_in_force_unless_one_says_otherwise(two: Two) -> None:
    north, south = two
    opened = north.opens()
    south.hears(north)
    south.accepts(opened)
    north.hears(south)

    second = north.say("propose", opened.digest, content={"words": "second"})

    assert (opened.digest,) == second.act.over
    with pytest.raises(Barred, match="over_differs"):
        north.say("propose", opened.digest, content={"words": "third"}, over=())


def test_an_ending_brings_the_empty_version(two: Two) -> None:
    north, _south = two
    opened = north.opens()

    assert {} == north.say("propose_end", opened.digest).act.content


def test_a_record_of_another_dealing_has_nothing_to_be_over(two: Two) -> None:
    north, _south = two
    opened = north.say("declare", kind="test.post/1", content={"place": "here"})

    again = north.say("declare", opened.digest, content={"place": "there"})

    assert ((), opened.digest) == (again.act.over, again.act.record)


def mandate_ended(seat: Seat, _said: Said) -> object:
    everything = (Mandate(kinds="*", verbs="*"),)
    keep_person(
        seat.desk.house, Person(id="gone", name="G", office="North desk", mandates=everything, until="2026-02-28")
    )
    return seat.opens(who="gone")


def wrong_verb(seat: Seat, said: Said) -> object:
    only = (Mandate(kinds="test.*", verbs="remark"),)
    keep_person(seat.desk.house, Person(id="remarker", name="R", office="North desk", mandates=only))
    return seat.say("hold", said.digest, who="remarker", on=said.digest)


BARRED: dict[str, tuple[Attempt, str]] = {
    "a stranger": (lambda seat, _: seat.opens(who="nobody"), "person.unknown"),
    "an intern without mandate": (lambda seat, _: seat.opens(who="intern"), "mandate"),
    "whose mandate has ended": (mandate_ended, "mandate"),
    "whose mandate has not the verb": (wrong_verb, "mandate"),
    "of a kind that there is not": (lambda seat, _: seat.opens(kind="test.nothing/1"), "unknown_kind"),
    "of no kind": (lambda seat, _: seat.opens(kind=""), "unknown_kind"),
    "a verb that there is not": (lambda seat, said: seat.say("sing", said.digest), "unknown_verb"),
    "in a record that is not held": (lambda seat, _: seat.say("remark", "f" * 64, note="?"), "record_not_held"),
    "what the kind bars": (lambda seat, _: seat.opens("barred"), "accord.words"),
    "what the dealing bars": (lambda seat, said: seat.accepts(said), "nobody_stands_on_it"),
    "content that its kind cannot read": (
        lambda seat, _: seat.say("propose", kind=ACCORD.name, content={"wodrs": "x"}),
        "content_unreadable",
    ),
    "no content where it is owed": (lambda seat, _: seat.say("propose", kind=ACCORD.name), "content_unreadable"),
    "content where there is none": (
        lambda seat, said: seat.say("hold", said.digest, on=said.digest, content={}),
        "content_must_be_empty",
    ),
    "no reason where one is owed": (
        lambda seat, said: seat.say("refuse", said.digest, on=said.digest),
        "reason_missing",
    ),
    "on nothing": (lambda seat, said: seat.say("accept", said.digest), "on_missing"),
}


@pytest.mark.parametrize("name", BARRED)
def test_what_may_not_be_said_leaves_no_trace(two: Two, name: str) -> None:
    """Nothing is appended, nothing is signed, the mark beside the key has not moved."""
    attempt, code = BARRED[name]
    north, _south = two
    said = north.opens()
    before = north.trace()

    with pytest.raises(Barred) as caught:
        attempt(north, said)

    assert code == caught.value.code
    assert before == north.trace()


def test_what_a_node_cannot_name_it_does_not_speak_in(two: Two) -> None:
    """An entry that opens nothing, named as if it were a record."""
    north, _south = two
    digest = north.forges(b"hello")

    with pytest.raises(Barred, match="unknown_kind"):
        north.say("remark", digest, note="?")


BEHIND = {
    "behind its key": (lambda seat: seat.keys.raise_mark(Mark(9, b"\1" * 32)), "record.behind_mark"),
    "back from a backup": (lambda seat: seat.desk.house.put(RECOVERY, "river", {"heard": []}), "record.restored"),
}


@pytest.mark.parametrize("name", BEHIND)
def test_a_node_that_is_recovering_says_nothing(two: Two, name: str) -> None:
    fall_behind, code = BEHIND[name]
    north, _south = two
    fall_behind(north)
    before = north.trace()

    with pytest.raises(Answer) as caught:
        north.opens()

    assert code == caught.value.code
    assert before == north.trace()


def test_to_consider_is_not_to_say(two: Two) -> None:
    north, _south = two
    before = north.trace()

    view = consider(north.desk, Saying(verb="propose", kind=ACCORD.name, content={"words": "what if"}), ("desk",))

    assert ("what if", ("desk",)) == (view.noun.words, view.verdicts[0].said.act.by)
    assert before == north.trace()


def interrupted(seat: Seat, interrupt: Callable[[], object]) -> Seat:
    """The same desk with a kind that, whenever it judges, lets something else happen first."""

    @verb(PROPOSE)
    def propose(case: Case, *, content: Accord) -> None:
        interrupt()

    kind = Kind(name=ACCORD.name, title="Accord", dealing=JOINT, noun=Accord, says=(propose,))
    return replace(seat, desk=replace(seat.desk, kinds=kinds_by_name((CHARTER, kind))))


def test_whoever_was_overtaken_is_judged_again_and_said_once(two: Two) -> None:
    """Another voice of the same party came between the judging and the writing: neither is lost, neither is doubled."""
    others = ["faster"]
    north = interrupted(two[0], lambda: others and two[0].opens(others.pop()))

    said = north.opens("slower")

    first, second = (stored.data for stored in north.store.stored(NORTH, 1, 3))
    assert (2, 3) == (said.seq, north.store.size(NORTH))
    assert (True, True) == (b"faster" in first, b"slower" in second)
    assert 3 == north.store.checkpoint(NORTH).size


def test_whoever_is_overtaken_again_and_again_is_told_so(two: Two) -> None:
    """Nothing of it is said, however often it was tried."""
    tries: list[str] = []
    north = interrupted(two[0], lambda: tries.append(two[0].forges(b"%d" % len(tries))))

    with pytest.raises(Damaged, match=r"store\.moved"):
        north.opens()

    assert (5, 6) == (len(tries), north.store.size(NORTH))


def test_a_record_that_fails_is_not_taken_for_another_voice(two: Two) -> None:
    north = interrupted(two[0], two[0].store.close)

    with pytest.raises(Damaged, match=r"store\.closed"):
        north.opens()


def test_a_record_that_is_not_of_the_kind_that_was_named_is_not_spoken_to(two: Two) -> None:
    """Whoever names the kind is held to it: they may have taken one record for another."""
    north, _south = two
    opened = north.opens()

    assert "remark" == north.say("remark", opened.digest, kind=ACCORD.name, note="it is").act.verb
    with pytest.raises(Barred, match=r"record\.other_kind"):
        north.say("remark", opened.digest, kind="test.post/1", note="it is not")
