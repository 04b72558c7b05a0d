"""Cosign another's checkpoint as its mirror: "durably stored, everything up to here".

Invariants:

* What is cosigned was read back from the record and hashed again, not remembered.
* Our clock never runs backwards under a cosignature, and beside the key stands how far it has cosigned.
* A node that is recovering cosigns nothing; what it has stored stays.

Source: C2SP tlog-mirror (what the signature means), tlog-cosignature (0x04 and 0x06).
"""

from typing import Final

from paraph.service.desk import Desk
from paraph.service.exchange_report import Refused
from paraph.service.ports import Held, Mark, RecordStore
from paraph.service.publish import frontier_at, recovering, seconds, stated_time
from paraph.service.serve_tiles import bears, latest_signed
from paraph.service.setup import mirror_keys
from paraph.tlog import (
    Frontier,
    add_lines,
    format_note,
    leaf_hashes,
    parse_checkpoint,
    parse_note,
)
from paraph.values import Damaged

_CHUNK: Final = 4096
"""Entries that are hashed at once when the record is read back."""


def cosign(desk: Desk, party: str) -> Held | Refused | None:
    """Cosign the latest checkpoint held of another's log with both mirror keys, durably, unless that was done.

    Returns:
        The cosigned checkpoint, why it may not be cosigned now, or None when there is nothing to do.

    Raises:
        Damaged: What is stored is not what was admitted: an alarm for our own house.
    """
    mine = mirror_keys(desk.setup.member(desk.me))
    held = desk.store.checkpoint(party)
    if held is None or bears(held, mine):
        return None
    now, last = seconds(desk.clock()), last_cosigned_at(desk)
    if now < last:
        return Refused(code="exchange.clock_behind", facts={"now": now, "last": last})
    keys = desk.unlock()
    if recovering(desk, keys):
        return Refused(code="exchange.recovering", facts={"size": desk.store.size(desk.me)})
    _read_back(desk.store, party, held, latest_signed(desk.store, party, mine))
    mark = keys.mirror_mark(desk.setup.member(party).origin)
    if mark is not None and not _continues(desk.store, party, held, mark):
        return Refused(code="exchange.cosigned_more", facts={"size": held.size, "cosigned": mark.size})
    note = parse_note(held.note)
    checkpoint = parse_checkpoint(note.body)
    keys.raise_mirror_mark(checkpoint.origin, Mark(held.size, held.root))
    lines = [signer.cosign(checkpoint, now) for signer in keys.mirror()]
    signed = Held(held.size, held.root, format_note(add_lines(note, lines)))
    desk.store.keep_checkpoint(party, signed)
    return signed


def last_cosigned_at(desk: Desk) -> int:
    """Return when we last cosigned anything that we still hold, in POSIX seconds; 0 if never."""
    mine = mirror_keys(desk.setup.member(desk.me))
    heads = (latest_signed(desk.store, other.party, mine) for other in desk.setup.others)
    return max((stated_time(held, mine) for held in heads if held is not None), default=0)


def _continues(store: RecordStore, party: str, held: Held, mark: Mark) -> bool:
    """Tell whether a checkpoint continues the history that we cosigned last, before our record was lost."""
    return mark.size <= held.size and frontier_at(store, party, mark.size).root() == mark.root


def _read_back(store: RecordStore, party: str, held: Held, last: Held | None) -> None:
    frontier = Frontier.empty() if last is None else frontier_at(store, party, last.size)
    if last is not None and frontier.root() != last.root:
        raise Damaged("record.signed_part_changed", party=party, size=last.size)
    for start in range(frontier.size, held.size, _CHUNK):
        stop = min(start + _CHUNK, held.size)
        frontier = frontier.extend(leaf_hashes(store.entries(party, start, stop)))
    if frontier.root() != held.root:
        raise Damaged("record.not_as_stored", party=party, size=held.size)
