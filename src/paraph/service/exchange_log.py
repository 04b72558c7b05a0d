"""Take what is new of one log, in order, from a source that may lie, stop or send too much.

Invariants:

* Before a byte is admitted, the tree behind the signed checkpoint was shown to begin with everything we hold.
* Every bundle is checked alone against the signed root, and admitted durably in order: after any cut the next attempt
  goes on where this one stopped, with nothing but the same source, or another.
* A bad proof is first taken for an error of transport: it is fetched once more. Only signatures accuse.
* Memory does not grow with the log.

Source: C2SP tlog-tiles, tlog-mirror ("Updating a Mirror"). Ours: the rest.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from paraph.service.cosign import cosign
from paraph.service.desk import Desk
from paraph.service.evidence import fork_evidence
from paraph.service.exchange_batch import Batch
from paraph.service.exchange_checkpoint import clock_warnings, fetch_checkpoint, keep_offered
from paraph.service.exchange_report import Gained, LogReport, Refused, refusal_of
from paraph.service.ports import FarSource, Mark, Source
from paraph.service.setup import Member, log_keys
from paraph.tlog import (
    TILE_WIDTH,
    NodeReader,
    Opened,
    TileTree,
    entries_path,
    format_note,
    parse_checkpoint,
    parse_note,
    root_at,
    tile_path,
    tile_width,
)
from paraph.values import Damaged, Unproven, Unreadable

QUOTA: Final = 2**20
"""Entries of one log that one exchange may bring."""

SEEN: Final = "checkpoint_seen"
"""Shelf of the house: for each log the largest checkpoint ever shown to us, kept before its entries are."""

T = TypeVar("T")


def pull_log(desk: Desk, source: Source, *, owner: Member, via: Member, quota: int = QUOTA) -> LogReport:
    """Take what is new of a log from a counterpart, and cosign what is then durably held.

    Args:
        desk: The framework.
        source: The log's tiles, as the counterpart shows them.
        owner: Whose log.
        via: Which counterpart: the owner itself, or a mirror.
        quota: Entries that this exchange may bring.

    Returns:
        What came of it; what the counterpart did wrong is in `refused`.

    Raises:
        Unreachable: The link failed; what came before is kept.
        Damaged: Our own record is not as we stored it.
    """
    intake = Intake(desk, source, owner=owner, via=via, quota=quota)
    refused = intake.take()
    answer = None if desk.store.evidence(owner.party) else cosign(desk, owner.party)
    if isinstance(answer, Refused):
        return intake.report(refused or answer)
    return intake.report(refused, cosigned=None if answer is None else answer.size)


class Intake:
    """One attempt to take one log from one source."""

    def __init__(self, desk: Desk, source: Source, *, owner: Member, via: Member, quota: int = QUOTA) -> None:
        """Prepare; nothing is read yet."""
        self.desk, self.store, self.source = desk, desk.store, source
        self.owner, self.via, self.quota = owner, via, quota
        self.party = owner.party
        self.before = self.store.size(owner.party)
        self.signed = self._signed_before()
        self.offered: int | None = None
        self.gained: tuple[Gained, ...] = ()
        self.warnings: tuple[Refused, ...] = ()

    def report(self, refused: Refused | None, *, cosigned: int | None = None) -> LogReport:
        """Say what came of it."""
        return LogReport(
            party=self.party,
            via=self.via.party,
            before=self.before,
            size=self.store.size(self.party),
            offered=self.offered,
            cosigned=cosigned,
            gained=self.gained,
            refused=refused,
            warnings=self.warnings,
        )

    def take(self) -> Refused | None:
        """Take and keep what is good; say what was not."""
        if self.store.evidence(self.party):
            return Refused(code="exchange.frozen", facts={"party": self.party})
        try:
            opened = fetch_checkpoint(self.source, self.desk.setup, self.owner)
            if opened is not None:
                self._take(opened)
        except (Unreadable, Unproven) as fault:
            return refusal_of(fault, self.desk.setup)
        except Damaged as fault:
            if fault.code != "store.moved":
                raise
            return refusal_of(fault, self.desk.setup)
        return None

    def _take(self, opened: Opened) -> None:
        self.offered = opened.checkpoint.size
        self.warnings = clock_warnings(self.desk, opened)
        if opened.checkpoint.size <= self.before:
            self._require_ours(opened)
        else:
            self._refuse_stale(opened)
            tree = self.following(opened)
            self._remember(opened)
            self._admit_all(tree)
        self.gained = keep_offered(self.store, self.desk.setup, self.owner, opened)
        self._refuse_stale(opened)

    def _require_ours(self, opened: Opened) -> None:
        """Check a checkpoint no larger than what we hold against what we hold."""
        head = opened.checkpoint
        if root_at(head.size, self._node) == head.root:
            return
        for signed in self.signed:
            self._accuse(opened, signed)
        self._refuse_stale(opened)
        raise Unproven("consistency.fork", size=head.size, held=self.before)

    def _refuse_stale(self, opened: Opened) -> None:
        """Refuse an owner that shows less than it once signed. A mirror may lag: that is no refusal."""
        shown = max((signed.checkpoint.size for signed in self.signed), default=0)
        if self.via.party == self.party and opened.checkpoint.size < shown:
            raise Unproven("exchange.stale", offered=opened.checkpoint.size, shown=shown)

    def following(self, opened: Opened) -> TileTree:
        """Return the tree behind a checkpoint, shown to begin with all that we hold and all that we were shown."""
        try:
            return _again(lambda: self._consistent_tree(opened))
        except Unproven as fault:
            if fault.code != "consistency.fork":
                raise
            for signed in self.signed:
                self._accuse(opened, signed)
            raise

    def _consistent_tree(self, opened: Opened) -> TileTree:
        tree = self._tree(opened)
        tree.check_prefix(self.store.frontier(self.party))
        for signed in self.signed:
            head = signed.checkpoint
            if head.size <= opened.checkpoint.size and root_at(head.size, tree.node) != head.root:
                raise Unproven("consistency.fork", old_size=head.size, new_size=opened.checkpoint.size)
        mark = self._mark()
        if mark is not None and mark.size <= tree.frontier.size and root_at(mark.size, tree.node) != mark.root:
            raise Unproven("exchange.not_our_mark", party=self.party, mark=mark.size, offered=tree.frontier.size)
        return tree

    def _mark(self) -> Mark | None:
        """Return what the log must hold by the marks beside our keys, as far as there are any."""
        keys = self.desk.unlock()
        if keys.lost():
            return None
        return keys.mark() if self.party == self.desk.me else keys.mirror_mark(self.owner.origin)

    def _accuse(self, opened: Opened, signed: Opened) -> None:
        """Keep evidence and refuse, if two signed checkpoints of the log exclude each other and that can be shown."""
        larger = max(opened, signed, key=lambda each: each.checkpoint.size)
        node = self._nodes_of(larger)
        evidence = fork_evidence(opened.note, signed.note, keys=log_keys(self.owner), larger_tree=node)
        if evidence is None:
            return
        self.store.keep_evidence(self.party, evidence)
        sizes = {"size": opened.checkpoint.size, "other_size": signed.checkpoint.size}
        code = "exchange.own_forked" if self.party == self.desk.me else "exchange.forked"
        raise Unproven(code, party=self.party, via=self.via.party, **sizes)

    def _nodes_of(self, opened: Opened) -> NodeReader | None:
        """Read the tree behind a checkpoint: from our record if that holds it, else from the source if it shows it."""
        head = opened.checkpoint
        if head.size <= self.store.size(self.party) and root_at(head.size, self._node) == head.root:
            return self._node
        try:
            return _again(lambda: self._tree(opened)).node
        except (Unreadable, Unproven):
            return None

    def _signed_before(self) -> tuple[Opened, ...]:
        """Return the latest checkpoint that we hold, and the largest that we were ever shown if that is larger."""
        held = self.store.checkpoint(self.party)
        seen = self.desk.house.get(SEEN, self.owner.origin)
        notes = [] if held is None else [held.note]
        if seen is not None and (held is None or held.size < seen["size"]):
            notes.append(seen["note"].encode())
        return tuple(_reopened(note) for note in notes)

    def _remember(self, opened: Opened) -> None:
        """Keep a checkpoint before its entries: whoever goes back on it after a cut is caught."""
        if all(signed.checkpoint.size < opened.checkpoint.size for signed in self.signed):
            note = {"size": opened.checkpoint.size, "note": format_note(opened.note).decode()}
            self.desk.house.put(SEEN, self.owner.origin, note)

    def _admit_all(self, tree: TileTree) -> None:
        """Fetch what is missing, bundle by bundle, and admit it in groups, the good before the bad."""
        size = tree.frontier.size
        stop = min(size, self.before + self.quota)
        batch = Batch(self.desk, self.party, start=self.before, quota=self.quota)
        last = -(-stop // TILE_WIDTH) - 1
        try:
            for index in range(self.before // TILE_WIDTH, last + 1):
                batch.add(index, *_again(partial(self._bundle, tree, index, last)))
        finally:
            batch.close()
        if stop < size:
            raise Unproven("exchange.quota", quota=self.quota, offered=size)

    def _bundle(self, tree: TileTree, index: int, last: int) -> tuple[list[bytes], list[bytes]]:
        """Fetch and check one bundle; the next one is on its way meanwhile."""
        data = self.source.fetch(_path_of(tree, index))
        if index < last and isinstance(self.source, FarSource):
            self.source.expect(_path_of(tree, index + 1))
        return tree.admit(index, data)

    def _tree(self, opened: Opened) -> TileTree:
        head = opened.checkpoint
        return TileTree(size=head.size, root=head.root, read_tile=self._read_tile)

    def _read_tile(self, level: int, index: int, width: int) -> bytes:
        return self.source.fetch(tile_path(level, index, width))

    def _node(self, level: int, index: int) -> bytes:
        return self.store.node(self.party, level, index)


def _path_of(tree: TileTree, index: int) -> str:
    return entries_path(index, tile_width(0, index, tree.frontier.size))


def _reopened(note: bytes) -> Opened:
    """Read a checkpoint that was verified before we kept it."""
    parsed = parse_note(note)
    return Opened(checkpoint=parse_checkpoint(parsed.body), note=parsed, signed=())


def _again(attempt: Callable[[], T]) -> T:
    """Try twice: what was spoilt on the way is fetched once more, past all caches."""
    try:
        return attempt()
    except (Unreadable, Unproven):
        return attempt()
