"""Checkpoints as counterparts show them: opened, kept with the lines that were verified, and never more than that.

Invariants:

* A checkpoint counts only with both signatures of its log; a line of a known key that does not hold refuses it whole.
* Only lines of known keys are kept. No mirror line of the log's own owner is: nobody receives its own words.
"""

from typing import Final

from paraph.service.desk import Desk
from paraph.service.exchange_report import Gained, Refused
from paraph.service.ports import Held, RecordStore, Source
from paraph.service.publish import seconds
from paraph.service.setup import Member, Setup, log_keys, mirror_keys
from paraph.tlog import Opened, SignedNote, VerifierKey, add_lines, format_note, open_checkpoint, parse_note
from paraph.values import Unproven, Unreadable

AHEAD: Final = 300
"""Seconds by which a counterpart's clock may be ahead of ours without a warning."""


def fetch_checkpoint(source: Source, setup: Setup, owner: Member) -> Opened | None:
    """Fetch and open the checkpoint of a log; None when the source has none yet.

    Raises:
        Unreachable: The link failed.
        Unreadable: It is no checkpoint.
        Unproven: It is not signed by both of the log's keys, or a line does not hold.
    """
    try:
        data = source.fetch("checkpoint")
    except Unreadable as none:
        if none.code == "source.missing":
            return None
        raise
    return open_offered(data, setup, owner)


def open_offered(data: bytes, setup: Setup, owner: Member) -> Opened:
    """Open a checkpoint of a party's log with every key that may have signed it. Raises as `fetch_checkpoint`."""
    required = log_keys(owner)
    opened = open_checkpoint(data, (*required, *_mirrors(setup, owner)), origin=owner.origin)
    missing = [key.vkey for key in required if all(key != signed.key for signed in opened.signed)]
    if missing:
        raise Unproven("exchange.unknown_key", party=owner.party, missing=[vkey.rsplit("+", 1)[0] for vkey in missing])
    return opened


def keep_offered(store: RecordStore, setup: Setup, owner: Member, opened: Opened) -> tuple[Gained, ...]:
    """Keep a checkpoint whose entries are held, and say which cosignatures are new."""
    head = opened.checkpoint
    before = store.checkpoint(owner.party, head.size)
    had = () if before is None else tuple((line.name, line.key_id) for line in parse_note(before.note).lines)
    fresh = [signed for signed in opened.signed if (signed.line.name, signed.line.key_id) not in had]
    if fresh:
        note = add_lines(SignedNote(body=opened.note.body, lines=()), [signed.line for signed in opened.signed])
        store.keep_checkpoint(owner.party, Held(head.size, head.root, format_note(note)))
    whose = {key: member.party for member in setup.members for key in mirror_keys(member)}
    by_mirror = {whose[signed.key]: signed.at for signed in fresh if signed.key in whose}
    return tuple(Gained(by=party, size=head.size, at=at) for party, at in sorted(by_mirror.items()))


def clock_warnings(desk: Desk, opened: Opened) -> tuple[Refused, ...]:
    """Warn of stated times that lie more than five minutes ahead of our clock."""
    now = seconds(desk.clock())
    ahead = {signed.key.name: signed.at - now for signed in opened.signed if signed.at and signed.at > now + AHEAD}
    return tuple(Refused(code="exchange.peer_ahead", facts={"key": name, "seconds": by}) for name, by in ahead.items())


def _mirrors(setup: Setup, owner: Member) -> tuple[VerifierKey, ...]:
    return tuple(key for member in setup.members if member.party != owner.party for key in mirror_keys(member))
