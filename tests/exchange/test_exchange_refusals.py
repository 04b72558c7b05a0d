"""Every way in which a counterpart can be wrong has a name, and leaves the good part standing."""

import base64
import random
from collections.abc import Callable

import pytest
from tests.exchange.cast import EAST, NORTH, SOUTH, Clock, Node, member, origin, signers
from tests.exchange.simulator import Counterpart, Spoilt, at, exchange, flip, kind_of

from paraph.service.exchange import pull
from paraph.service.exchange_report import LogReport
from paraph.service.ports import Courier
from paraph.service.publish import seconds
from paraph.tlog import Checkpoint, SignedNote, format_note, parse_note, sign_checkpoint
from paraph.values import Unreadable

Two = tuple[Node, Node]
Change = Callable[[bytes], bytes]


def taken(north: Node, courier: Courier) -> LogReport:
    """Exchange with South and return what came of South's log."""
    return pull(north.desk, courier, member(SOUTH)).logs[0]


def spoilt(south: Node, kind: str, change: Change) -> Spoilt:
    return Spoilt(Counterpart(south.desk, NORTH), at(kind, change), only=origin(SOUTH))


def resigned(
    note: bytes, *, party: str = SOUTH, origin: str = "", lines: int = 2, extensions: tuple[str, ...] = ()
) -> bytes:
    """The same head under other signatures or another name."""
    _, size, root, *_ = parse_note(note).body.decode().split("\n")

    name = origin or signers(party)[0].name
    head = Checkpoint(origin=name, size=int(size), root=base64.b64decode(root), extensions=extensions)
    by = signers(party)[:lines]
    if extensions:
        return format_note(SignedNote(body=head.body(), lines=(by[0].sign_note(head.body()),)))
    return format_note(sign_checkpoint(head, by, at=seconds(Clock()())))


SPOILT: dict[str, tuple[str, Change, str]] = {
    "no checkpoint at all": ("checkpoint", lambda _: b"hello", "exchange.unreadable"),
    "a checkpoint too long to be one": ("checkpoint", lambda note: note + b"x" * 70_000, "exchange.oversize"),
    "a bit of the text turned": (
        "checkpoint",
        lambda note: note.replace(b"\n300\n", b"\n301\n"),
        "exchange.bad_signature",
    ),
    "another party's log": ("checkpoint", lambda note: resigned(note, party=NORTH), "exchange.wrong_party"),
    "a log of another framework": (
        "checkpoint",
        lambda note: note.replace(b"south.example/river/log", b"south.example/lake/log"),
        "exchange.wrong_framework",
    ),
    "a key that nobody knows": (
        "checkpoint",
        lambda note: resigned(note, party=EAST, origin=origin(SOUTH)),
        "exchange.unknown_key",
    ),
    "one of two signatures": ("checkpoint", lambda note: resigned(note, lines=1), "exchange.unknown_key"),
    "a bundle that ends early": ("entries", lambda data: data[:-1], "exchange.truncated"),
    "a bundle with a tail": ("entries", lambda data: data + b"x", "exchange.oversize"),
    "another entry": ("entries", lambda data: data[:-1] + b"x", "exchange.tiles_mismatch"),
    "a tile that ends early": ("hashes", lambda data: data[:-1], "exchange.truncated"),
    "a tile with a tail": ("hashes", lambda data: data + b"x" * 32, "exchange.oversize"),
    "other hashes": ("hashes", lambda data: bytes(len(data)), "exchange.tiles_mismatch"),
}


@pytest.mark.parametrize("story", SPOILT)
def test_what_is_wrong_has_a_name_and_nothing_bad_is_kept(two: Two, story: str) -> None:
    north, south = two
    south.say_many(300)
    kind, change, code = SPOILT[story]

    report = taken(north, spoilt(south, kind, change))

    assert code == report.refused.code
    assert (None, None, []) == (report.cosigned, north.store.checkpoint(SOUTH), north.store.evidence(SOUTH))
    assert south.entries(SOUTH)[: north.size(SOUTH)] == north.entries(SOUTH)


@pytest.mark.parametrize("story", SPOILT)
def test_after_a_refusal_the_honest_log_is_taken(two: Two, story: str) -> None:
    """A bad answer freezes nothing: only two signatures do."""
    north, south = two
    south.say_many(300)
    kind, change, _ = SPOILT[story]
    taken(north, spoilt(south, kind, change))

    assert 300 == exchange(north, south).logs[0].cosigned


def test_one_logs_refusal_touches_no_other_log(three: tuple[Node, Node, Node]) -> None:
    north, south, east = three
    south.say("one")
    east.say("two")
    exchange(south, east)

    report = pull(north.desk, spoilt(south, "checkpoint", lambda _: b"no note"), member(SOUTH))

    assert ["exchange.unreadable"] == [one.refused.code for one in report.refusals]
    assert 1 == north.size(EAST)


def test_the_good_part_before_a_bad_bundle_stays(two: Two) -> None:
    north, south = two
    south.say_many(600)

    def spoil(path: str, data: bytes) -> bytes:
        return data[:-1] + b"x" if path == "tile/entries/001" else data

    report = taken(north, Spoilt(Counterpart(south.desk, NORTH), spoil))

    assert ("exchange.tiles_mismatch", 256) == (report.refused.code, report.size)
    assert 600 == exchange(north, south).logs[0].cosigned


def test_a_bad_tile_is_fetched_once_more_before_anything_is_said(two: Two) -> None:
    """What a cache or the line spoilt once is no accusation."""
    north, south = two
    south.say_many(300)
    times = {"hashes": 0, "entries": 0}

    def spoil_once(path: str, data: bytes) -> bytes:
        kind = kind_of(path)
        if kind == "checkpoint":
            return data
        times[kind] += 1
        return bytes(len(data)) if times[kind] == 1 else data

    assert 300 == taken(north, Spoilt(Counterpart(south.desk, NORTH), spoil_once)).cosigned


def test_a_missing_tile_is_a_truncated_log(two: Two) -> None:
    north, south = two
    south.say_many(300)

    def lose(path: str, data: bytes) -> bytes:
        if kind_of(path) == "entries":
            raise Unreadable("source.missing", path=path)
        return data

    report = taken(north, Spoilt(Counterpart(south.desk, NORTH), lose))

    assert ("exchange.truncated", "source.missing") == (report.refused.code, report.refused.facts["cause"])


def test_more_than_an_exchange_may_bring_waits_for_the_next(two: Two) -> None:
    """A flood is taken in measured parts; what came stays, and is cosigned when the checkpoint is reached."""
    north, south = two
    south.say_many(700)

    reports = [exchange(north, south, quota=300).logs[0] for _ in range(3)]

    assert [300, 600, 700] == [report.size for report in reports]
    assert ["exchange.quota", "exchange.quota", None] == [report.refused and report.refused.code for report in reports]
    assert [None, None, 700] == [report.cosigned for report in reports]


def test_an_old_checkpoint_of_the_owner_is_a_replay(two: Two) -> None:
    north, south = two
    old = south.say("one").note
    south.say("two")
    exchange(north, south)

    report = taken(north, spoilt(south, "checkpoint", lambda _: old))

    assert ("exchange.stale", 2, 2) == (report.refused.code, report.refused.facts["shown"], report.size)


def test_an_owner_that_takes_back_what_it_showed_before_a_cut_is_stale(two: Two) -> None:
    """We hold less than was shown: the checkpoint that was shown counts, not what we got of it."""
    north, south = two
    old = south.say_many(300).note
    south.say_many(500)
    exchange(north, south, quota=100)

    report = taken(north, spoilt(south, "checkpoint", lambda _: old))

    assert ("exchange.stale", 800, 100) == (report.refused.code, report.refused.facts["shown"], report.size)


def test_our_clock_behind_our_last_cosignature_stores_and_does_not_cosign(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    south.say("two")
    north.clock.pass_by(-1)

    report = exchange(north, south).logs[0]

    assert ("exchange.clock_behind", 2, None) == (report.refused.code, report.size, report.cosigned)
    assert {"south.example/river/log"} == north.cosigners(SOUTH)


def test_once_our_clock_is_right_again_it_is_cosigned_without_new_traffic(two: Two) -> None:
    north, south = two
    south.say("one")
    exchange(north, south)
    south.say("two")
    north.clock.pass_by(-1)
    exchange(north, south)
    north.clock.pass_by(1)

    assert 2 == exchange(north, south).logs[0].cosigned


@pytest.mark.parametrize(("ahead", "warned"), [(300, ()), (301, (301,))])
def test_a_counterpart_more_than_five_minutes_ahead_is_a_warning(two: Two, ahead: int, warned: tuple[int, ...]) -> None:
    north, south = two
    south.clock.pass_by(ahead)
    south.say("one")

    report = exchange(north, south).logs[0]

    assert warned == tuple(one.facts["seconds"] for one in report.warnings)
    assert (1, None) == (report.cosigned, report.refused)


def test_a_checkpoint_with_lines_beyond_the_standards_three_is_refused(two: Two) -> None:
    """No ML-DSA signature covers them, so both keys can never have signed them."""
    north, south = two
    south.say("one")

    def extend(note: bytes) -> bytes:
        head = Checkpoint(origin=origin(SOUTH), size=1, root=south.store.frontier(SOUTH).root(), extensions=("more",))
        plain = Checkpoint(origin=origin(SOUTH), size=1, root=south.store.frontier(SOUTH).root())
        log, pq = signers(SOUTH)[:2]
        lines = (log.sign_note(head.body()), pq.cosign(plain, seconds(Clock()())))
        return format_note(SignedNote(body=head.body(), lines=lines))

    report = taken(north, spoilt(south, "checkpoint", extend))

    assert "exchange.bad_signature" == report.refused.code


def test_a_line_of_the_owner_as_its_own_mirror_is_not_kept(two: Two) -> None:
    """Nobody receives its own words."""
    north, south = two
    south.say("one")

    def cosign_own(note: bytes) -> bytes:
        head = Checkpoint(origin=origin(SOUTH), size=1, root=south.store.frontier(SOUTH).root())
        parsed = parse_note(note)
        return format_note(SignedNote(body=parsed.body, lines=(*parsed.lines, signers(SOUTH)[2].cosign(head, 1))))

    taken(north, spoilt(south, "checkpoint", cosign_own))

    assert {"south.example/river/log", "north.example/river/mirror"} == north.cosigners(SOUTH)


def test_a_strangers_line_is_neither_believed_nor_kept(two: Two) -> None:
    north, south = two
    south.say("one")

    def add_stranger(note: bytes) -> bytes:
        head = Checkpoint(origin=origin(SOUTH), size=1, root=south.store.frontier(SOUTH).root())
        parsed = parse_note(note)
        return format_note(SignedNote(body=parsed.body, lines=(*parsed.lines, signers(EAST)[2].cosign(head, 1))))

    taken(north, spoilt(south, "checkpoint", add_stranger))

    assert {"south.example/river/log", "north.example/river/mirror"} == north.cosigners(SOUTH)


def test_a_false_receipt_is_not_kept(two: Two) -> None:
    """Of our own log, too, one bad line of a known key refuses the whole checkpoint."""
    north, south = two
    north.say("one")
    exchange(south, north)
    chance = random.Random(7)  # noqa: S311  # a sample, not a secret

    def spoil(note: bytes) -> bytes:
        head, line = note[:-200], note[-200:]
        return head + flip(line[:-4], chance) + line[-4:]

    report = pull(
        north.desk, Spoilt(Counterpart(south.desk, NORTH), at("checkpoint", spoil), only=origin(NORTH)), member(SOUTH)
    )

    assert report.ours.refused.code in {"exchange.bad_signature", "exchange.unreadable", "exchange.unknown_key"}
    assert {"north.example/river/log"} == north.cosigners(NORTH)


def test_a_bit_turned_anywhere_is_never_believed(two: Two) -> None:
    """Whatever bit of whatever answer is turned, what is held is what was said."""
    north, south = two
    south.say_many(300)
    chance = random.Random(11)  # noqa: S311  # a sample, not a secret

    for _ in range(60):
        wanted = chance.choice(["checkpoint", "hashes", "entries"])
        taken(north, spoilt(south, wanted, lambda data: flip(data, chance)))
        assert south.entries(SOUTH)[: north.size(SOUTH)] == north.entries(SOUTH)
        assert [] == north.store.evidence(SOUTH)
