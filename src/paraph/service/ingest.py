"""Entries on their way into the record: the log's verdict on each, and what the index keeps of it.

Invariants:

* An entry of a verified log is stored whatever it says: poison is received, shown and without effect.
* The index can be thrown away: the rows depend on the logs alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final

from msgspec import UNSET

from paraph.record import (
    GARBAGE,
    WAITING,
    Act,
    Kind,
    Reach,
    Seen,
    pack_reach,
    reach_after,
    read_act,
    unpack_reach,
    verdict_of_log,
)
from paraph.service.ports import Opening, RecordStore, Row
from paraph.tlog import leaf_hash, leaf_hashes, root_at
from paraph.values import Unreadable

_BATCH: Final = 4096
"""Verdicts that are settled in one transaction."""


class Ingest:
    """Turns the entries of one log into rows, in order, against what is held of the others.

    One Ingest serves one batch or one pull: it remembers the reach and the roots it has looked up.
    """

    def __init__(
        self, store: RecordStore, party: str, *, kinds: Mapping[str, Kind] | None = None, seq: int | None = None
    ) -> None:
        """Start at the end of what is held of `party`'s log, or where the index is to be computed again.

        Args:
            store: The record.
            party: Whose log the entries extend.
            kinds: The declarations, to know which field of an opening names the record it is about.
            seq: The place of the first entry to judge; None: the end of what is held.
        """
        self.party = party
        self.seq = store.size(party) if seq is None else seq
        self.reach = unpack_reach(store.reach(party, self.seq))
        self._packed = pack_reach(self.reach)
        self._passed: Mapping[str, Seen] | None = None
        self._about = {} if kinds is None else {name: kind.about for name, kind in kinds.items() if kind.about}
        self._sizes = {other: store.size(other) for other in store.parties()}
        self._reach_at = lru_cache(256)(lambda other, size: unpack_reach(store.reach(other, size)))
        self._root_at = lru_cache(256)(
            lambda other, size: root_at(size, lambda level, index: store.node(other, level, index)).hex()
        )

    def rows(self, entries: Iterable[bytes], leaves: Iterable[bytes] | None = None) -> list[Row]:
        """Judge entries and describe them for the index.

        Args:
            entries: The next ones.
            leaves: Their leaf hashes, if the caller has them already.
        """
        held = list(entries)
        hashes = leaf_hashes(held) if leaves is None else leaves
        return [self.row(data, leaf) for data, leaf in zip(held, hashes, strict=True)]

    def row(self, data: bytes, leaf: bytes | None = None) -> Row:
        """Judge the next entry, whose leaf hash the caller may have already."""
        leaf = leaf_hash(data) if leaf is None else leaf
        seq = self.seq
        self.seq = seq + 1
        try:
            act = read_act(data)
        except Unreadable:
            return Row(leaf, data, b"", self._packed, None, GARBAGE)
        # What has passed passes again: the reach is then exactly what this act has seen, and our own log only grows.
        odd = "" if act.seen == self._passed else self._judged(act, seq)
        if act.record is None:
            return Row(leaf, data, leaf, self._packed, self._opening(act), odd)
        return Row(leaf, data, bytes.fromhex(act.record), self._packed, None, odd)

    def _judged(self, act: Act, seq: int) -> str:
        odd = self.verdict(act, seq=seq, before=self.reach)
        after = reach_after(self.reach, act)
        if after is not self.reach:
            self.reach, self._packed = after, pack_reach(after)
        self._passed = None if odd else act.seen
        return odd

    def verdict(self, act: Act, *, seq: int, before: Reach) -> str:
        """Judge an act by what is held of the other logs now."""
        return verdict_of_log(
            act,
            party=self.party,
            seq=seq,
            before=before,
            sizes=self._sizes,
            reach_at=self._reach_at,
            root_at=self._root_at,
        )

    def _opening(self, act: Act) -> Opening:
        field = self._about.get(act.kind, "")
        named = act.content.get(field) if field and act.content is not UNSET and isinstance(act.content, dict) else None
        return Opening(act.kind, _digest_or_nothing(named))


def admit(store: RecordStore, party: str, at: int, entries: Sequence[bytes], *, kinds: Mapping[str, Kind]) -> None:
    """Append verified entries to a log, durably, if it still ends at `at`; then look again at what waited."""
    store.append(party, at, Ingest(store, party, kinds=kinds).rows(entries))
    settle_waiting(store)


def settle_waiting(store: RecordStore) -> None:
    """Judge again every entry that waited for a past, now that more is held.

    What a log has seen never shrinks, so where one entry still waits all later ones of that log do. The cost is that of
    what is settled, however much waits.
    """
    for party in store.parties():
        settled = takewhile(lambda one: one[2] != WAITING, _judged_again(store, party))
        while batch := tuple(islice(settled, _BATCH)):
            store.settle(batch)


def _judged_again(store: RecordStore, party: str) -> Iterator[tuple[str, int, str]]:
    ingest = None
    for seq in store.waiting_of(party):
        ingest = ingest or Ingest(store, party)
        act = read_act(next(iter(store.entries(party, seq, seq + 1))))
        yield party, seq, ingest.verdict(act, seq=seq, before=unpack_reach(store.reach(party, seq)))


def _digest_or_nothing(named: object) -> bytes:
    if not isinstance(named, str) or len(named) != 64:
        return b""
    try:
        return bytes.fromhex(named)
    except ValueError:
        return b""
