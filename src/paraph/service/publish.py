"""Sign our own checkpoint: the one place where the log's key is used.

Invariants:

* What is signed was read back from the record, not remembered.
* The high-water mark is durable beside the key before any signature exists.
* The clock never runs backwards under a signature that states a time.
* A checkpoint that leaves the house is on the disk: until both keys have signed it, it is shown to nobody.
* Beyond the mark, the record still holds what the mark says: no second history is signed on top of a lost one.
"""

from datetime import datetime
from typing import Final

from paraph.service.desk import Desk
from paraph.service.ports import Held, Keys, Mark, RecordStore
from paraph.service.serve_tiles import latest_signed
from paraph.service.setup import log_keys
from paraph.tlog import (
    Checkpoint,
    Frontier,
    SignedNote,
    VerifierKey,
    add_lines,
    cosigned_at,
    format_note,
    leaf_hash,
    parse_note,
)
from paraph.values import Barred, Damaged, Recovering

RECOVERY: Final = "recovery"
"""Shelf of the house: the frameworks that came back from a backup and wait for what their mirrors hold."""


def recovering(desk: Desk, keys: Keys) -> bool:
    """Tell whether our record is, or may be, behind what our key has signed: then nothing may be signed."""
    if keys.lost() or _mark_size(keys) > desk.store.size(desk.me):
        return True
    return desk.house.get(RECOVERY, desk.setup.framework) is not None


def publish(desk: Desk, keys: Keys) -> Held:
    """Sign a checkpoint over everything in our own log, unless that is signed already.

    Raises:
        Recovering: The record is behind the mark kept beside the key, or holds another history than the mark says, or
            the mark is lost.
        Damaged: What is stored is not what was appended.
    """
    last = desk.store.checkpoint(desk.me)
    size = desk.store.size(desk.me)
    if recovering(desk, keys):
        raise _behind(keys, size)
    if last is not None and last.size == size:
        return last
    _require_mark(desk, keys, last)
    frontier = read_back(desk, last, size)
    checkpoint = Checkpoint(origin=desk.setup.member(desk.me).origin, size=size, root=frontier.root())
    keys.raise_mark(Mark(size, checkpoint.root))
    line = keys.log()[0].sign_note(checkpoint.body())
    held = Held(size, checkpoint.root, format_note(SignedNote(body=checkpoint.body(), lines=(line,))))
    # Nobody has seen it, and from act and mark the same bytes come again: it may wait for the next sync.
    desk.store.keep_checkpoint(desk.me, held, synced=False)
    return held


def offer(desk: Desk, keys: Keys) -> Held:
    """Return our latest checkpoint with the log's ML-DSA-44 line too, signing it if it lacks one.

    Owed on every checkpoint that is offered for cosigning, bundled or used in a receipt; once per group of acts.

    Raises:
        Barred: What `require_clock` raises.
        Recovering: As `publish`.
    """
    held = publish(desk, keys)
    note = parse_note(held.note)
    signer = keys.log()[1]
    if any(line.key_id == signer.key_id and line.name == signer.name for line in note.lines):
        return held
    require_clock(desk)
    checkpoint = Checkpoint(origin=desk.setup.member(desk.me).origin, size=held.size, root=held.root)
    line = signer.cosign(checkpoint, seconds(desk.clock()))
    signed = Held(held.size, held.root, format_note(add_lines(note, (line,))))
    desk.store.keep_checkpoint(desk.me, signed)
    return signed


def require_clock(desk: Desk) -> None:
    """Refuse to sign with a clock that is behind our own last signature.

    Raises:
        Barred: "clock.behind".
    """
    keys = log_keys(desk.setup.member(desk.me))
    held = latest_signed(desk.store, desk.me, keys)
    last = 0 if held is None else stated_time(held, keys[1:])
    now = seconds(desk.clock())
    if now < last:
        raise Barred("clock.behind", now=now, last=last)


def stated_time(held: Held, keys: tuple[VerifierKey, ...]) -> int:
    """Return the latest time that lines of these cosigning keys state on a checkpoint that bears them."""
    named = {(key.name, key.key_id) for key in keys}
    return max(cosigned_at(line) for line in parse_note(held.note).lines if (line.name, line.key_id) in named)


def read_back(desk: Desk, last: Held | None, size: int) -> Frontier:
    """Rebuild the frontier at `size` from the entries as stored, from the last signed checkpoint on.

    Raises:
        Damaged: It is not the frontier that the store says it is, or the signed part has changed.
    """
    store, party = desk.store, desk.me
    start = 0 if last is None else last.size
    frontier = frontier_at(store, party, start)
    if last is not None and frontier.root() != last.root:
        raise Damaged("record.signed_part_changed", party=party, size=start)
    frontier = frontier.extend(leaf_hash(data) for data in store.entries(party, start, size))
    if frontier.root() != store.frontier(party).root():
        raise Damaged("record.not_as_stored", party=party, size=size)
    return frontier


def frontier_at(store: RecordStore, party: str, size: int) -> Frontier:
    """Return the peaks over the first `size` entries held of a log."""
    peaks, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            peaks.append(store.node(party, level, start >> level))
            start += 1 << level
    return Frontier(size=size, peaks=tuple(peaks))


def seconds(at: datetime) -> int:
    """Return POSIX seconds."""
    return int(at.timestamp())


def _require_mark(desk: Desk, keys: Keys, last: Held | None) -> None:
    mark = keys.mark()
    # Of a record as large as the mark, `raise_mark` sees that it is another; of a smaller one, `recovering`.
    if mark is None or mark.size >= desk.store.size(desk.me) or (last is not None and (last.size, last.root) == mark):
        return
    if frontier_at(desk.store, desk.me, mark.size).root() != mark.root:
        raise Recovering("record.not_our_mark", mark=mark.size, size=desk.store.size(desk.me))


def _behind(keys: Keys, size: int) -> Recovering:
    if keys.lost():
        return Recovering("keys.mark_lost", size=size)
    mark = _mark_size(keys)
    return Recovering("record.behind_mark" if mark > size else "record.restored", mark=mark, size=size)


def _mark_size(keys: Keys) -> int:
    mark = keys.mark()
    return 0 if mark is None else mark.size
