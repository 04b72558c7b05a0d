"""Certificates of agreement: every numbered check, broken once."""

import base64
from collections.abc import Callable

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.service.cast import EAST, NORTH, SOUTH, Seat, sync

from paraph.record import Said
from paraph.service.certificate import (
    Certificate,
    ReceiptText,
    certificate,
    verify_certificate,
    write_certificate,
)
from paraph.service.receipt import policy_of, receipt
from paraph.tlog import format_policy
from paraph.values import Barred, Fault, Unproven, Unreadable

Two = tuple[Seat, Seat]
Three = tuple[Seat, Seat, Seat]


def agreed(north: Seat, *others: Seat, words: str = "words") -> Said:
    opened = north.opens(words)
    for other in others:
        other.hears(north)
        other.accepts(opened)
    sync(north, *others)
    return opened


def text_of(seat: Seat, party: str, digest: str) -> ReceiptText:
    made = receipt(seat.desk, digest)
    return ReceiptText(
        party=party, act=base64.b64encode(made.act).decode(), proof=made.proof.decode(), policy=made.policy.decode()
    )


def test_a_certificate_shows_that_all_stood_on_the_same_bytes(three: Three) -> None:
    north, south, east = three
    opened = agreed(north, south, east)

    found = verify_certificate(write_certificate(certificate(east.desk, opened.digest)))

    assert (opened.digest, opened.act.content) == (found.certificate.version, found.tabled.act.content)
    assert {NORTH: "propose", SOUTH: "accept", EAST: "accept"} == {
        party: proven.act.verb for party, proven in found.standing.items()
    }


def test_a_certificate_rests_on_keys_that_one_has_from_elsewhere(two: Two) -> None:
    north, south = two
    made = write_certificate(certificate(north.desk, agreed(north, south).digest))
    trusted = tuple(format_policy(policy_of(north.desk.setup, party)) for party in (NORTH, SOUTH))

    assert {NORTH, SOUTH} == set(verify_certificate(made, known=trusted).standing)
    with pytest.raises(Unproven, match=r"certificate\.unknown_policy"):
        verify_certificate(made, known=trusted[:1])


def test_an_agreed_version_that_was_replaced_is_still_certified(two: Two) -> None:
    """Agreed is for ever."""
    north, south = two
    first = agreed(north, south)
    second = north.say("propose", first.digest, content={"words": "second"})
    south.hears(north)
    south.accepts(second)
    sync(north, south)

    assert second.digest == certificate(north.desk, first.digest).version
    assert first.digest == certificate(north.desk, first.digest, first.digest).version
    assert verify_certificate(write_certificate(certificate(north.desk, first.digest, first.digest)))


def declared(north: Seat, _south: Seat) -> object:
    post = north.say("declare", kind="test.post/1", content={"place": "here"})
    return certificate(north.desk, post.digest)


def only_proposed(north: Seat, _south: Seat) -> object:
    return certificate(north.desk, north.opens().digest)


def another_version(north: Seat, south: Seat) -> object:
    opened = agreed(north, south)
    return certificate(north.desk, opened.digest, "f" * 64)


def a_proposal(north: Seat, south: Seat) -> object:
    opened = agreed(north, south)
    second = north.say("propose", opened.digest, content={"words": "second"})
    return certificate(north.desk, opened.digest, second.digest)


def not_cosigned(north: Seat, south: Seat) -> object:
    opened = north.opens()
    south.hears(north)
    south.accepts(opened)
    return certificate(south.desk, opened.digest)


NONE = {
    "of a record that is not joint": (declared, "certificate.not_joint"),
    "of what was only proposed": (only_proposed, "certificate.not_agreed"),
    "of a version that there is not": (another_version, "certificate.not_agreed"),
    "of a version that was not agreed": (a_proposal, "certificate.not_agreed"),
    "of what not everyone holds yet": (not_cosigned, "receipt.not_cosigned"),
}


@pytest.mark.parametrize("name", NONE)
def test_there_is_no_certificate(two: Two, name: str) -> None:
    ask, code = NONE[name]

    with pytest.raises(Barred) as caught:
        ask(*two)

    assert code == caught.value.code


Change = Callable[[Certificate, Seat, Seat], Certificate]


def standing(made: Certificate, party: str, text: ReceiptText) -> Certificate:
    others = tuple(one for one in made.standing if one.party != party)
    return replace(made, standing=(*others, text))


def renamed(text: ReceiptText, name: str, other: str) -> ReceiptText:
    """Let its policy call something otherwise."""
    return replace(text, policy=text.policy.replace(name, other))


def by_souths_hand(made: Certificate, north: Seat, verb: str, **saying: object) -> Certificate:
    """Let South have said something else than what it is said to have said."""
    south = saying.pop("south")
    said = south.say(verb, made.record, on=made.version, **saying)
    sync(north, south)
    return standing(made, SOUTH, text_of(south, SOUTH, said.digest))


def a_hold(made: Certificate, north: Seat, south: Seat) -> Certificate:
    return by_souths_hand(made, north, "hold", south=south)


def of_another_record(made: Certificate, north: Seat, south: Seat) -> Certificate:
    other = agreed(north, south, words="other")
    acceptance = south.store.stored(SOUTH, south.store.size(SOUTH) - 1, south.store.size(SOUTH))
    return standing(made, SOUTH, text_of(south, SOUTH, next(iter(acceptance)).leaf.hex())) if other else made


def in_another_record_on_the_same_words(made: Certificate, north: Seat, south: Seat) -> Certificate:
    """Void, but signed: an acceptance that names the version and another record."""
    other = north.opens("other")
    south.hears(north)
    act = south.compose(verb="accept", record=other.digest, on=made.version)
    digest = south.forges(type(act)(**{**{f: getattr(act, f) for f in act.__struct_fields__}, "content": UNSET}))
    sync(north, south)
    return standing(made, SOUTH, text_of(south, SOUTH, digest))


BROKEN: dict[str, tuple[Change, str]] = {
    "1. a receipt of another act": (
        lambda made, north, _: standing(made, SOUTH, replace(made.standing[1], act=made.tabled.act)),
        "inclusion.root",
    ),
    "1. an act that is not base64": (
        lambda made, *_: standing(made, SOUTH, replace(made.standing[1], act="%")),
        "certificate.base64",
    ),
    "2. other words": (lambda made, *_: replace(made, words="0" * 64), "certificate.other_words"),
    "2. another version": (lambda made, *_: replace(made, version="0" * 64), "certificate.other_words"),
    "2. the acceptance in place of the words": (
        lambda made, *_: replace(made, tabled=made.standing[1]),
        "certificate.other_words",
    ),
    "3. an act that does not stand": (a_hold, "certificate.other_version"),
    "3. an acceptance of other words": (of_another_record, "certificate.other_version"),
    "3. an acceptance in another record": (in_another_record_on_the_same_words, "certificate.other_version"),
    "3. another record": (lambda made, *_: replace(made, record="0" * 64), "certificate.other_version"),
    "4. a party less": (lambda made, *_: replace(made, standing=made.standing[:1]), "certificate.party_missing"),
    "4. a party more": (
        lambda made, *_: replace(made, parties=(*made.parties, EAST)),
        "certificate.party_missing",
    ),
    "1. another party's log": (
        lambda made, *_: standing(made, SOUTH, replace(made.standing[0], party=SOUTH)),
        "certificate.other_party",
    ),
    "1. a policy that does not say whose log it is": (
        lambda made, *_: standing(made, NORTH, renamed(made.standing[0], "NORTH-log-mldsa", "log-mldsa")),
        "certificate.other_party",
    ),
    "1. another framework": (lambda made, *_: replace(made, framework="other"), "certificate.other_framework"),
    "1. a policy that does not say in which framework": (
        lambda made, *_: replace(made, tabled=renamed(made.tabled, "everyone-in-", "everyone_in_")),
        "certificate.other_framework",
    ),
    "4. one log for two parties": (
        lambda made, *_: standing(
            made, SOUTH, renamed(replace(made.standing[0], party=SOUTH), "NORTH-log-mldsa", "SOUTH-log-mldsa")
        ),
        "certificate.party_missing",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_certificate_is_refused(two: Two, name: str) -> None:
    change, code = BROKEN[name]
    north, south = two
    made = certificate(north.desk, agreed(north, south).digest)
    changed = change(made, north, south)

    with pytest.raises(Fault) as caught:
        verify_certificate(write_certificate(changed))

    assert made != changed
    assert code == caught.value.code


@pytest.mark.parametrize("data", [b"", b"{}", b'{"format":"paraph.certificate/2"}'])
def test_what_is_no_certificate_is_not_read(data: bytes) -> None:
    with pytest.raises(Unreadable):
        verify_certificate(data)
