"""A lost disk and an old backup: nothing is signed before the mirrors were heard, and never a second history."""

import shutil
from pathlib import Path

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, MemoryHouse, MemoryKeys, Node, member, node, origin
from tests.exchange.simulator import Counterpart, Cutting, Spoilt, at, exchange

from paraph.service.ports import Mark
from paraph.service.publish import offer
from paraph.service.restore import begin_recovery, decide, is_recovering, recover
from paraph.values import Recovering, Unreachable

Two = tuple[Node, Node]
Three = tuple[Node, Node, Node]


def recovered(here: Node, there: Node):  # noqa: ANN201  # the result's own type
    return recover(here.desk, Counterpart(there.desk, here.party), member(there.party))


def after_a_lost_disk(north: Node, folder: Path, *parties: str) -> Node:
    """The record and the house are gone; the keys, with their marks, lay elsewhere."""
    north.store.close()
    return node(folder / "new", NORTH, *parties, keys=north.keys)


def test_a_lost_disk_is_rebuilt_from_the_mirror(two: Two, tmp_path: Path) -> None:
    north, south = two
    south.say("theirs")
    exchange(north, south)
    north.say("one", "two")
    exchange(south, north)
    had = north.entries(NORTH)
    new = after_a_lost_disk(north, tmp_path)

    result = recovered(new, south)

    assert (True, 2, 2, ()) == (result.recovered, result.size, result.mark, result.unheard)
    assert had == new.entries(NORTH)
    assert south.entries(SOUTH) == new.entries(SOUTH)
    assert 1 == result.exchange.logs[0].size
    new.store.close()


def test_nothing_is_signed_while_recovering(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    south.say("theirs")
    new = after_a_lost_disk(north, tmp_path)

    with pytest.raises(Recovering, match=r"record\.behind_mark"):
        offer(new.desk, new.keys)
    report = exchange(new, south)

    assert (True, "exchange.recovering") == (report.recovering, report.ours.refused.code)
    assert ("exchange.recovering", 1) == (report.logs[0].refused.code, new.size(SOUTH))
    assert {"south.example/river/log"} == new.cosigners(SOUTH)
    new.store.close()


def test_what_is_said_after_recovery_continues_the_one_history(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    new = after_a_lost_disk(north, tmp_path)
    recovered(new, south)
    new.say("two")

    assert () == exchange(south, new).refusals
    assert new.entries(NORTH) == south.entries(NORTH)
    new.store.close()


def test_receipts_come_back_too(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    exchange(north, south)
    new = after_a_lost_disk(north, tmp_path)

    recovered(new, south)

    assert {"north.example/river/log", "south.example/river/mirror"} == new.cosigners(NORTH)
    new.store.close()


def test_a_cut_restore_goes_on_where_it_stopped(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say_many(1000)
    exchange(south, north)
    new = after_a_lost_disk(north, tmp_path)

    with pytest.raises(Unreachable):
        recover(new.desk, Cutting(Counterpart(south.desk, NORTH), after=[10]), member(SOUTH))
    held = new.size(NORTH)

    assert 0 < held < 1000
    assert (True, 1000) == (recovered(new, south).recovered, new.size(NORTH))
    new.store.close()


def test_a_mirror_that_is_behind_the_mark_does_not_end_recovery(two: Two, tmp_path: Path) -> None:
    """What it has is taken; what our key has signed beyond it must come from another, or from the administrator."""
    north, south = two
    north.say("one")
    exchange(south, north)
    north.say("two")
    new = after_a_lost_disk(north, tmp_path)

    result = recovered(new, south)

    assert (False, 1, 2) == (result.recovered, result.size, result.mark)
    with pytest.raises(Recovering):
        offer(new.desk, new.keys)
    new.store.close()


def test_what_two_mirrors_hold_is_put_together(three: Three, tmp_path: Path) -> None:
    north, south, east = three
    north.say("one")
    exchange(south, north)
    north.say("two")
    exchange(east, north)
    new = after_a_lost_disk(north, tmp_path, EAST, NORTH, SOUTH)

    assert [False, True] == [recovered(new, other).recovered for other in (south, east)]
    new.store.close()


def test_a_mirror_that_shows_another_history_under_our_mark_is_refused(two: Two, tmp_path: Path) -> None:
    """Signed with our own key, stolen: at the mark it does not hold what our key signed."""
    north, south = two
    north.say("one", "two")
    thief = node(tmp_path / "thief", NORTH)
    thief.say("lies", "more", "yet more")
    exchange(south, thief)
    new = after_a_lost_disk(north, tmp_path)

    result = recovered(new, south)

    assert ("exchange.not_our_mark", 0, 2) == (result.ours.refused.code, new.size(NORTH), new.keys.mark().size)
    thief.store.close()
    new.store.close()


def test_a_mirror_that_spoils_our_log_restores_nothing_bad(two: Two, tmp_path: Path) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    new = after_a_lost_disk(north, tmp_path)
    courier = Spoilt(Counterpart(south.desk, NORTH), at("entries", lambda data: data[:-1] + b"x"), only=origin(NORTH))

    result = recover(new.desk, courier, member(SOUTH))

    assert ("exchange.tiles_mismatch", False, 0) == (result.ours.refused.code, result.recovered, new.size(NORTH))
    new.store.close()


def test_a_mark_lost_with_the_key_is_learned_from_the_mirror(two: Two, tmp_path: Path) -> None:
    """An old copy of the keys knows nothing of what was signed since: the mirror does."""
    north, south = two
    north.say("one")
    exchange(south, north)
    north.store.close()
    new = node(tmp_path / "new", NORTH, keys=MemoryKeys(NORTH))

    report = exchange(new, south)

    assert (True, Mark(1, south.store.frontier(NORTH).root())) == (report.recovering, new.keys.mark())
    with pytest.raises(Recovering):
        offer(new.desk, new.keys)
    new.store.close()


def test_an_old_backup_signs_nothing_until_every_mirror_was_heard(three: Three, tmp_path: Path) -> None:
    """Keys, record and house are all of the same old day: nothing beside them knows what was signed since."""
    north, south, east = three
    north.say("one")
    exchange(south, north)
    north.store.copy(tmp_path / "backup")
    north.say("two")
    exchange(east, north)
    north.store.close()
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "backup", tmp_path / "new" / f"{NORTH}.paraph")
    house, keys = MemoryHouse(), MemoryKeys(NORTH)
    keys.known = Mark(1, south.store.frontier(NORTH).root())
    begin_recovery(house, "river")
    new = node(tmp_path / "new", NORTH, EAST, NORTH, SOUTH, keys=keys, house=house)

    with pytest.raises(Recovering, match=r"record\.restored"):
        offer(new.desk, new.keys)
    steps = [recovered(new, other) for other in (south, east)]

    assert [(False, (EAST,), 1), (True, (), 2)] == [(one.recovered, one.unheard, one.size) for one in steps]
    new.say("three")
    assert () == exchange(east, new).refusals
    new.store.close()


def test_keys_whose_mark_is_gone_sign_nothing_until_every_mirror_was_heard(three: Three, tmp_path: Path) -> None:
    """An old record beside keys without a mark: what was signed since is known to the mirrors alone."""
    north, south, east = three
    north.say("one")
    north.store.copy(tmp_path / "backup")
    north.say("two")
    exchange(east, north)
    south.say("theirs")
    north.store.close()
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "backup", tmp_path / "new" / f"{NORTH}.paraph")
    keys = MemoryKeys(NORTH)
    keys.gone = True
    new = node(tmp_path / "new", NORTH, EAST, NORTH, SOUTH, keys=keys)

    with pytest.raises(Recovering, match=r"keys\.mark_lost"):
        offer(new.desk, new.keys)
    assert "exchange.recovering" == exchange(new, south).logs[0].refused.code
    assert exchange(new, east).recovering
    assert keys.lost()
    steps = [recovered(new, other) for other in (south, east)]

    assert [(False, 1), (True, 2)] == [(one.recovered, one.size) for one in steps]
    new.say("three")
    assert () == exchange(east, new).refusals
    new.store.close()


def test_a_decision_goes_on_without_the_lost_mark(two: Two) -> None:
    north, _south = two
    north.say("one", "two")
    north.keys.gone = True

    decision = decide(north.desk, by="Secretary", statement="No mirror can be reached.")

    assert (0, 2, 2) == (decision.mark, decision.size, north.keys.mark().size)
    north.say("three")


def test_a_backup_that_is_as_new_as_the_record_recovers_by_hearing_so(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)
    begin_recovery(north.desk.house, "river")
    assert is_recovering(north.desk)

    assert recovered(north, south).recovered


def test_asking_a_mirror_without_need_changes_nothing(two: Two) -> None:
    north, south = two
    north.say("one")
    exchange(south, north)

    result = recovered(north, south)

    assert (True, 0, None) == (result.recovered, result.ours.pulled, result.ours.refused)


def test_our_mirror_put_back_does_not_cosign_another_history(two: Two, tmp_path: Path) -> None:
    """The mark beside the mirror's key outlives the record: South cannot sell it a second history."""
    north, south = two
    south.say("one", "two")
    exchange(north, south)
    twin = node(tmp_path / "twin", SOUTH)
    twin.say("other", "words", "now")
    new = after_a_lost_disk(north, tmp_path)

    report = exchange(new, twin).logs[0]

    assert ("exchange.not_our_mark", 0, None) == (report.refused.code, report.size, report.cosigned)
    twin.store.close()
    new.store.close()


def test_our_mirror_put_back_does_not_cosign_less_than_before(three: Three, tmp_path: Path) -> None:
    """A mirror says "the largest I have seen": after a loss that must be reached again first."""
    north, south, east = three
    south.say("one")
    exchange(east, south)
    south.say("two")
    exchange(north, south)
    new = after_a_lost_disk(north, tmp_path, EAST, NORTH, SOUTH)

    lagging = exchange(new, east).logs[1]
    whole = exchange(new, south).logs[0]

    assert (1, "exchange.cosigned_more", None) == (lagging.size, lagging.refused.code, lagging.cosigned)
    assert 2 == whole.cosigned
    new.store.close()
