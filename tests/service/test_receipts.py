"""Receipts: verified with three files and no node; refused when any byte of them is another."""

from collections.abc import Callable

import pytest
from tests.service.cast import EAST, NORTH, SOUTH, Seat, sync

from paraph.record import Said, write_act
from paraph.service.ingest import admit
from paraph.service.publish import seconds
from paraph.service.receipt import Proven, Receipt, policy_of, receipt, verify_receipt
from paraph.tlog import format_policy
from paraph.values import Barred, Unproven, Unreadable

Two = tuple[Seat, Seat]
Three = tuple[Seat, Seat, Seat]


def held(north: Seat, south: Seat, words: str = "words") -> tuple[Said, Receipt]:
    """Something said, with its receipt."""
    said = north.opens(words)
    sync(north, south)
    return said, receipt(north.desk, said.digest)


def test_a_receipt_shows_who_said_what_and_who_held_it_when(two: Two) -> None:
    north, south = two
    south.clock.pass_by(30)
    said, one = held(north, south)

    proven = verify_receipt(one)

    assert ("north.example/river", 1, 2, said.digest, said.act) == proven[:5]
    assert seconds(north.clock()) == proven.signed_at
    assert [("SOUTH-ed25519", seconds(south.clock())), ("SOUTH-mldsa", seconds(south.clock()))] == sorted(
        proven.held_by
    )


def test_either_house_can_make_the_receipt(two: Two) -> None:
    north, south = two
    said, one = held(north, south)

    assert one.policy == receipt(south.desk, said.digest).policy
    assert verify_receipt(one) == verify_receipt(receipt(south.desk, said.digest))


def test_a_receipt_rests_on_the_earliest_checkpoint_that_all_cosigned(two: Two) -> None:
    """What is said later changes no receipt."""
    north, south = two
    said, one = held(north, south)
    north.opens("later")
    sync(north, south)

    assert one == receipt(north.desk, said.digest)


def test_without_the_others_cosignature_there_is_no_receipt(two: Two) -> None:
    north, _south = two
    said = north.opens()

    with pytest.raises(Barred) as caught:
        receipt(north.desk, said.digest)

    assert "receipt.not_cosigned" == caught.value.code
    assert ["SOUTH-ed25519", "SOUTH-mldsa"] == sorted(caught.value.facts["missing"])


def test_of_three_everyone_must_have_held_it_and_who_has_not_is_named(three: Three) -> None:
    north, south, east = three
    said = north.opens()
    south.hears(north)
    north.hears(south)

    with pytest.raises(Barred) as caught:
        receipt(north.desk, said.digest)
    sync(north, south, east)

    assert ["EAST-ed25519", "EAST-mldsa"] == sorted(caught.value.facts["missing"])
    assert 4 == len(verify_receipt(receipt(north.desk, said.digest)).held_by)


def test_what_was_not_yet_signed_has_no_receipt(two: Two) -> None:
    north, _south = two
    entry = write_act(north.compose())
    admit(north.store, NORTH, 1, (entry,), kinds=north.desk.kinds)
    leaf = next(iter(north.store.stored(NORTH, 1, 2))).leaf.hex()

    with pytest.raises(Barred) as caught:
        receipt(north.desk, leaf)

    assert ("receipt.not_cosigned", []) == (caught.value.code, caught.value.facts["missing"])


def test_what_is_not_held_has_no_receipt(two: Two) -> None:
    north, _south = two

    with pytest.raises(Barred, match=r"act\.unknown"):
        receipt(north.desk, "0" * 64)


def test_a_party_is_not_its_own_witness(three: Three) -> None:
    """One policy for each log: its own two keys, and both keys of everyone else."""
    north, _south, _east = three

    names = {
        party: {one.name for one in policy_of(north.desk.setup, party).witnesses} for party in (NORTH, SOUTH, EAST)
    }

    assert {"NORTH-log-mldsa", "SOUTH-ed25519", "SOUTH-mldsa", "EAST-ed25519", "EAST-mldsa"} == names[NORTH]
    assert all(f"{party}-mldsa" not in found for party, found in names.items())


def test_the_policy_of_another_log_does_not_hold(two: Two) -> None:
    north, south = two
    _said, one = held(north, south)

    with pytest.raises(Unproven) as caught:
        verify_receipt(one._replace(policy=format_policy(policy_of(north.desk.setup, SOUTH))))

    assert caught.value.code in {"policy.log", "signature.none", "signature.foreign"}


def test_a_receipt_of_another_act_does_not_hold(two: Two) -> None:
    north, south = two
    _said, one = held(north, south)
    _other, another = held(north, south, "other words")

    with pytest.raises(Unproven, match=r"inclusion\.root"):
        verify_receipt(one._replace(act=another.act))


def test_garbage_in_a_log_has_no_receipt_that_says_what_it_means(two: Two) -> None:
    north, south = two
    digest = north.forges(b"hello")
    sync(north, south)

    with pytest.raises(Unreadable):
        verify_receipt(receipt(north.desk, digest))


def flips(data: bytes, step: int) -> list[bytes]:
    return [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(0, len(data), step)]


BROKEN: dict[str, Callable[[Receipt], list[Receipt]]] = {
    "act": lambda one: [one._replace(act=data) for data in flips(one.act, 1)],
    "proof": lambda one: [one._replace(proof=data) for data in flips(one.proof[:400], 1) + flips(one.proof, 61)],
    "policy": lambda one: [one._replace(policy=data) for data in flips(one.policy[:400], 1) + flips(one.policy, 61)],
}


@pytest.mark.parametrize("file", BROKEN)
def test_one_flipped_bit_anywhere_refuses_a_receipt(two: Two, file: str) -> None:
    north, south = two
    _said, one = held(north, south)
    accepted: list[Proven] = []

    for broken in BROKEN[file](one):
        try:
            accepted.append(verify_receipt(broken))
        except (Unproven, Unreadable):
            continue

    assert [] == accepted


CUT = ("act", "proof", "policy")


@pytest.mark.parametrize("file", CUT)
def test_a_file_that_was_cut_short_refuses_a_receipt(two: Two, file: str) -> None:
    north, south = two
    _said, one = held(north, south)

    for length in (0, 1, len(getattr(one, file)) // 2, len(getattr(one, file)) - 1):
        with pytest.raises((Unproven, Unreadable)):
            verify_receipt(one._replace(**{file: getattr(one, file)[:length]}))
