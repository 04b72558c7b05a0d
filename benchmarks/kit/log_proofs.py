"""Inclusion proofs, cached and cold; verifying receipts, with and without ML-DSA; the full audit."""

import random
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair

from kit import corpus
from kit.corpus import AT, THEM, US, Logs
from kit.measure import Attempt, Row, interleave, rate, rows_of
from kit.peers import once, peer
from paraph.adapters.record_store import SqliteRecord
from paraph.service.desk import Desk
from paraph.service.ports import Held
from paraph.service.receipt import Receipt, receipt, verify_receipt
from paraph.tlog import (
    Group,
    Log,
    Policy,
    Proof,
    Witness,
    add_lines,
    encode_proof,
    format_note,
    format_policy,
    inclusion_proof,
    parse_checkpoint,
    parse_note,
)


def measure(home: Path, desk: Desk, logs: Logs, *, repeats: int, slow: int) -> list[Row]:
    """Measure proofs on a record that holds PK's log."""
    chance = random.Random(1)  # noqa: S311  # a repeatable sample, no secret
    places = [chance.randrange(logs.size) for _ in range(2000)]
    cached = {
        "ours": lambda: _proofs(desk.store, places[:256], logs.size, 8),
        "pymerkle": peer("trees.py", "cached", logs.raw, min(logs.size, slow)),
    }
    cold = {"ours": lambda: _cold(desk.store, places[:200], logs.size)}
    cold["pymerkle"] = once(peer("trees.py", "cold", logs.raw, min(logs.size, slow)))
    return [
        *rows_of("inclusion proof, cached", logs.size, interleave(repeats, cached), goal=">= 40k/s"),
        *rows_of("inclusion proof, cold", logs.size, interleave(repeats, cold), goal=">= 2.5k/s"),
        *_receipts(home, desk, logs, places[7], repeats),
        *_audit(desk, logs, repeats, slow),
    ]


def _proofs(store: SqliteRecord, places: list[int], size: int, times: int) -> float:
    def node(level: int, index: int) -> bytes:
        return store.node(THEM, level, index)

    for place in places:
        inclusion_proof(place, size, node)

    def work() -> None:
        for _ in range(times):
            for place in places:
                inclusion_proof(place, size, node)

    return rate(times * len(places), work)


def _cold(store: SqliteRecord, places: list[int], size: int) -> float:
    """Prove from a store that has just been opened for each proof; opening is not counted, its first reads are."""
    spent = 0.0
    for place in places:
        fresh = SqliteRecord(store._file.path, writable=False)  # noqa: SLF001  # the file under the store
        fresh.size(THEM)
        start = time.perf_counter()
        inclusion_proof(place, size, lambda level, index, fresh=fresh: fresh.node(THEM, level, index))
        spent += time.perf_counter() - start
        fresh.close()
    return len(places) / spent


def _receipts(home: Path, desk: Desk, logs: Logs, place: int, repeats: int) -> list[Row]:
    entry = next(iter(desk.store.stored(THEM, place, place + 1)))
    whole = receipt(desk, entry.leaf.hex())
    verify_receipt(whole)
    bare = _without_mldsa(home, desk, logs, place, entry.data)
    both = interleave(
        repeats, {"ours": _verifying(whole), "limit": _two_verifies(logs), "without ML-DSA": _verifying(bare)}
    )
    bare_rows = interleave(repeats, {"ours": _verifying(bare), "limit": _two_verifies(logs)})
    return [
        *rows_of("verify receipt, Ed25519 alone", logs.size, bare_rows, goal=">= 0.7 of two bare verifies"),
        *rows_of("verify receipt, with ML-DSA-44", logs.size, both, goal="(two ML-DSA verifies more)"),
    ]


def _verifying(one: Receipt) -> Attempt:
    def work() -> None:
        for _ in range(300):
            verify_receipt(one)

    return lambda: rate(300, work)


def _without_mldsa(home: Path, desk: Desk, logs: Logs, place: int, data: bytes) -> Receipt:
    note = parse_note(logs.head.note)
    log, mirror = corpus.keys(home, THEM).log()[0], corpus.keys(home, US).mirror()[0]
    line = mirror.cosign(parse_checkpoint(note.body), int(AT.timestamp()))
    own = [one for one in note.lines if one.key_id == log.key_id]
    held = Held(
        logs.size, logs.head.root, format_note(add_lines(note.__class__(body=note.body, lines=tuple(own)), [line]))
    )
    hashes = inclusion_proof(place, logs.size, lambda level, index: desk.store.node(THEM, level, index))
    everyone = Group(name="everyone", threshold=1, members=("mirror",))
    policy = Policy(
        logs=(Log(key=log.key),),
        witnesses=(Witness(name="mirror", key=mirror.key),),
        groups=(everyone,),
        quorum="everyone",
    )
    proof = Proof(index=place, hashes=tuple(hashes), checkpoint_note=held.note)
    return Receipt(data, encode_proof(proof), format_policy(policy))


def _two_verifies(logs: Logs) -> Attempt:
    public, secret = crypto_sign_seed_keypair(bytes(32))
    signed = crypto_sign(parse_note(logs.head.note).body, secret)

    def work() -> None:
        for _ in range(300):
            crypto_sign_open(signed, public)
            crypto_sign_open(signed, public)

    return lambda: rate(300, work)


def _audit(desk: Desk, logs: Logs, repeats: int, slow: int) -> list[Row]:
    entries = corpus.some_entries(logs)
    contenders: dict[str, Callable[[], float]] = {
        "ours": lambda: rate(logs.size, lambda: desk.store.audit(THEM)),
        "limit": lambda: rate(len(entries), lambda: _hash_all(entries)),
        "git fsck": peer("repository.py", "fsck", logs.raw, min(logs.size, slow)),
    }
    return rows_of("full audit", logs.size, interleave(repeats, contenders), goal=">= 500k/s")


def _hash_all(entries: list[bytes]) -> bytes:
    hashes = [sha256(b"\x00" + data).digest() for data in entries]
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
    return hashes[0]
