"""The checkpoints in a record, and evidence of forks: kept for ever.

* One size of a log has one root here. Another one is no checkpoint to keep but evidence.
* A key's first line over a checkpoint stays, a later one is dropped (as `tlog.merge_signatures` has it): for a
  cosignature the earliest is the one that says most.
"""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from paraph.adapters.sqlite_rows import insert_rows
from paraph.service.ports import Held
from paraph.tlog import SignatureLine, VerifierKey, parse_note
from paraph.values import Forked, Unreadable

MAX_SIZE = 2**63 - 1
_BESIDE = " AND EXISTS (SELECT 1 FROM signature WHERE log = one.log AND size = one.size AND signer = ?)"


def keep_checkpoint(db: Connection, log: int, held: Held, *, party: str) -> None:
    """Keep a verified checkpoint, or add the lines it brings to the one held.

    Raises:
        Forked: "store.other_root": a checkpoint of this size and another root is held. Nothing was written.
        Unreadable: "note.other": the same size and root under another text; or it is no note.
    """
    note = parse_note(held.note)
    place = (log, held.size)
    found = db.execute("SELECT root, body FROM checkpoint WHERE log = ? AND size = ?", place).fetchone()
    if found is None:
        db.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", (*place, held.root, note.body))
        _add_lines(db, place, note.lines, held=[])
        return
    if found[0] != held.root:
        raise Forked("store.other_root", party=party, size=held.size, held=found[0].hex(), other=held.root.hex())
    if found[1] != note.body:
        raise Unreadable("note.other", path="body")
    signers = db.execute("SELECT signer FROM signature WHERE log = ? AND size = ?", place).fetchall()
    _add_lines(db, place, note.lines, held=[row[0] for row in signers])


def latest_checkpoint(db: Connection, log: int, *, within: int = MAX_SIZE) -> Held | None:
    """Return the largest checkpoint of a log, of those over at most `within` entries."""
    row = db.execute("SELECT max(size) FROM checkpoint WHERE log = ? AND size <= ?", (log, within)).fetchone()
    return None if row[0] is None else checkpoint_of(db, log, row[0])


def checkpoint_of(db: Connection, log: int, size: int) -> Held | None:
    """Return the checkpoint of a size."""
    found = _checkpoints(db, log, size, size)
    return found[0] if found else None


def checkpoints_from(db: Connection, log: int, least: int) -> list[Held]:
    """Return every checkpoint of a log of at least that size, by size."""
    return _checkpoints(db, log, least, MAX_SIZE)


def latest_signed(db: Connection, log: int, keys: Sequence[VerifierKey], within: int) -> Held | None:
    """Return the largest checkpoint of at most that size that bears a line of each key."""
    return _signed(db, log, keys, "size <= ? ORDER BY size DESC", within)


def first_signed(db: Connection, log: int, keys: Sequence[VerifierKey], least: int) -> Held | None:
    """Return the smallest checkpoint of at least that size that bears a line of each key."""
    return _signed(db, log, keys, "size >= ? ORDER BY size", least)


def keep_evidence(db: Connection, log: int, evidence: bytes) -> None:
    """Keep evidence once, however often it is brought."""
    if evidence not in all_evidence(db, log):
        db.execute("INSERT INTO evidence (log, evidence) VALUES (?, ?)", (log, evidence))


def all_evidence(db: Connection, log: int) -> list[bytes]:
    """Return the evidence against a log, in the order it came."""
    return [row[0] for row in db.execute("SELECT evidence FROM evidence WHERE log = ? ORDER BY no", (log,)).fetchall()]


def _add_lines(db: Connection, place: tuple[int, int], lines: Iterable[SignatureLine], *, held: Sequence[str]) -> None:
    signers = dict.fromkeys(held, b"")
    for line in lines:
        signers.setdefault(_signer(line), line.text.encode())
    rows = [(*place, position, signer, text) for position, (signer, text) in enumerate(signers.items()) if text]
    insert_rows(db, "signature", 5, rows)


def _signed(db: Connection, log: int, keys: Sequence[VerifierKey], where: str, size: int) -> Held | None:
    """Go through the lines of the last key, or through the checkpoints where none is asked for, as they lie."""
    *others, last = [_signer(key) for key in keys] or [""]
    table = "signature AS one WHERE signer = ?" if last else "checkpoint WHERE '' = ?"
    question = f"SELECT size FROM {table}{_BESIDE * len(others)} AND log = ? AND {where} LIMIT 1"  # noqa: S608  # our own
    found = db.execute(question, (last, *others, log, size)).fetchone()
    return None if found is None else checkpoint_of(db, log, found[0])


def _signer(line: SignatureLine | VerifierKey) -> str:
    return f"{line.name}+{line.key_id.hex()}"


def _checkpoints(db: Connection, log: int, first: int, last: int) -> list[Held]:
    rows = db.execute(
        "SELECT size, root, body, line FROM checkpoint LEFT JOIN signature USING (log, size)"
        " WHERE log = ? AND size BETWEEN ? AND ? ORDER BY size, position",
        (log, first, last),
    ).fetchall()
    notes: dict[int, tuple[bytes, list[bytes]]] = {}
    for size, root, body, line in rows:
        notes.setdefault(size, (root, [body, b"\n"]))[1].append(line)
    return [Held(size, root, b"".join(parts)) for size, (root, parts) in notes.items()]
