"""Comparing: equal acts give equal digests; whatever else there is has a name."""

from collections.abc import Callable
from dataclasses import replace as with_changes

import pytest
from msgspec.structs import replace
from tests.record.kinds import ACCORD, KINDS, Accord
from tests.service.cast import NORTH, SOUTH, Seat, sync

from paraph.record import JOINT, Case, Kind, kinds_by_name, verb
from paraph.record.joint import PROPOSE
from paraph.service.compare import Standing, compare, standing
from paraph.values import Barred, convert, decode, encode

Two = tuple[Seat, Seat]


def with_words(two: Two, *words: str) -> Two:
    for each in words:
        two[0].opens(each)
    sync(*two)
    return two


def test_who_holds_the_same_acts_sees_the_same(two: Two) -> None:
    north, south = with_words(two, "one", "two")

    found, back = compare(north.desk, standing(south.desk)), compare(south.desk, standing(north.desk))

    assert ("same", {}, (), ()) == found[:4]
    assert found == back
    assert 64 == len(found.total)


def test_what_one_says_stands_is_carried_as_json(two: Two) -> None:
    north, south = with_words(two, "one")
    said = standing(south.desk)

    assert said == decode(Standing, encode(said))
    assert (SOUTH, {NORTH, SOUTH}, 2) == (said.party, set(said.cut), len(said.records))
    assert "same" == compare(north.desk, said).result


def test_who_holds_more_reckons_again_at_the_others_cut(two: Two) -> None:
    north, south = with_words(two, "one")
    said = standing(south.desk)
    north.opens("two")

    assert "same" == compare(north.desk, said).result


def test_who_holds_less_is_told_how_much(two: Two) -> None:
    north, south = with_words(two, "one")
    north.opens("two")
    north.opens("three")

    assert ("behind", {NORTH: 2}, (), (), "") == compare(south.desk, standing(north.desk))


def test_a_party_that_we_do_not_know_leaves_us_behind(two: Two) -> None:
    north, south = two
    said = standing(south.desk)
    more = replace(said, cut={**said.cut, "EAST": said.cut[NORTH]})

    assert ("behind", {"EAST": 1}) == compare(north.desk, more)[:2]


def test_two_histories_of_one_log_are_named(two: Two) -> None:
    north, south = two
    said = standing(south.desk)
    other = replace(said, cut={**said.cut, NORTH: replace(said.cut[NORTH], root="0" * 64)})

    assert ("other_history", {}, (NORTH,), (), "") == compare(north.desk, other)


@verb(PROPOSE)
def propose(case: Case, *, content: Accord) -> None:
    """Table words, but not those."""
    if content.words == "one":
        raise Barred("accord.words")


def test_another_rule_for_the_same_acts_shows_record_by_record(two: Two) -> None:
    """It cannot happen between nodes of one version: rules that were published never change."""
    north, south = with_words(two, "one", "two")
    changed = Kind(name=ACCORD.name, title="Accord", dealing=JOINT, noun=Accord, says=(propose,))
    others = kinds_by_name((*(kind for kind in KINDS.values() if kind.name != ACCORD.name), changed))

    found = compare(with_changes(north.desk, kinds=others), standing(south.desk))

    record = next(one.record.hex() for one in north.store.opened(kind="test.accord"))
    assert ("differs", [(record, "differs")]) == (found.result, [one[:2] for one in found.differences])
    assert None is found.differences[0].here.state


Change = Callable[[dict[str, str]], dict[str, str]]
ONE_SIDED: dict[str, tuple[Change, str]] = {
    "only_there": (lambda records: {**records, "0" * 64: "1" * 64}, "0" * 64),
    "only_here": (lambda records: dict(sorted(records.items())[1:]), ""),
}


@pytest.mark.parametrize("how", ONE_SIDED)
def test_a_record_that_one_side_leaves_out_is_named(two: Two, how: str) -> None:
    change, record = ONE_SIDED[how]
    north, south = with_words(two, "one")
    said = standing(south.desk)
    expected = record or min(said.records)

    found = compare(north.desk, replace(said, records=change(said.records)))

    assert ("differs", [(expected, how)]) == (found.result, [one[:2] for one in found.differences])
    assert (how == "only_here") is (found.differences[0].here is not None)


def test_another_framework_is_not_compared(two: Two) -> None:
    north, south = two

    with pytest.raises(Barred, match=r"compare\.other_framework"):
        compare(north.desk, replace(standing(south.desk), framework="lake"))


def test_a_node_that_holds_nothing_has_nothing_that_stands(two: Two) -> None:
    north, _south = two
    nothing = convert(Standing, {"framework": "river", "party": SOUTH, "cut": {}, "records": {}})

    assert nothing.records == standing(north.desk, {}).records
    assert "same" == compare(north.desk, nothing).result
