"""What the use cases need from the world, and nothing else.

Adapters implement these; `node` joins the two. The invariants every adapter must keep:

* `RecordStore.append` is durable (survives a kill and a power cut) when it returns, or did nothing.
* Entries, checkpoints and evidence are never changed or deleted.
* `Keys.raise_mark` is durable before any signature over a checkpoint is returned to anyone.
* A `Source` may lie, stop or send too much: it is believed only after its bytes were verified.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar, runtime_checkable

from paraph.tlog import Frontier, Signer, VerifierKey

T = TypeVar("T")


class Row(NamedTuple):
    """One entry on its way into the record: the bytes, and what the index must know of them."""

    leaf: bytes  # RFC 6962 leaf hash of `data`: the act's digest
    data: bytes  # the exact bytes as sent
    record: bytes  # the record's id; empty for an entry that is no act of ours to read
    reach: bytes  # packed running maximum of what this log has seen (record.Reach); opaque to the store
    opens: "Opening | None"  # set when this entry opens a record
    odd: str  # "" | "waiting" | "void:<code>" | "garbage": verdict of the log, not of the record


class Opening(NamedTuple):
    """What the index keeps of an act that opens a record."""

    kind: str
    about: bytes  # the record its content is about, or empty


class Stored(NamedTuple):
    """One entry as it lies in a log."""

    party: str
    seq: int
    leaf: bytes
    data: bytes
    odd: str


class Opened(NamedTuple):
    """One record in the index."""

    record: bytes
    kind: str
    about: bytes
    party: str
    seq: int


class Held(NamedTuple):
    """A checkpoint that we hold, as a signed note with every signature line known to us."""

    size: int
    root: bytes
    note: bytes


class RecordStore(Protocol):
    """The record of one framework: every party's log, durable and append-only. A copy of it is a backup."""

    def parties(self) -> tuple[str, ...]:
        """Name the parties whose logs lie here, sorted."""

    def size(self, party: str) -> int:
        """Count the entries durably held of a party's log."""

    def frontier(self, party: str) -> Frontier:
        """Return the peaks of the tree over everything held of the log."""

    def node(self, party: str, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree of 2**level leaves at index. Raises Damaged when it is not held."""

    def append(self, party: str, at: int, rows: Sequence[Row]) -> None:
        """Append rows durably if the log's size is `at`; Damaged("store.moved") otherwise, and nothing is written."""

    def commit(
        self,
        party: str,
        at: int,
        rows: Sequence[Row],
        *,
        held: Held | None = None,
        grown: tuple[Frontier, Sequence[tuple[int, int, bytes]]] | None = None,
    ) -> None:
        """Append as `append` does, and keep a verified checkpoint of the log: both durable together, or neither.

        A checkpoint that we sign may cover only what an earlier call made durable; another party's may cover the rows.
        `grown` is what `tlog.grow` made of the frontier at `at` and the rows, if the caller has it already.
        """

    def entries(self, party: str, start: int, stop: int) -> Iterator[bytes]:
        """Read the exact bytes of entries [start, stop); Damaged("store.missing") where one is not held."""

    def stored(self, party: str, start: int, stop: int) -> Iterator[Stored]:
        """Read entries [start, stop) with their leaf hash and verdict."""

    def reach(self, party: str, size: int) -> bytes:
        """Return the packed reach after the first `size` entries; empty for 0."""

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """List (party, seq) of entries that wait for a past not yet held."""

    def waiting_of(self, party: str) -> Iterator[int]:
        """Read where entries of a log wait, from the first on; costs what is read. They may be settled meanwhile."""

    def settle(self, settled: Sequence[tuple[str, int, str]]) -> None:
        """Replace verdicts of waiting entries, (party, seq, odd), now that their past is held: all, or none.

        In the index only; the entries themselves never change.
        """

    def acts_of(self, record: bytes) -> list[Stored]:
        """Read every entry of one record, in (party, seq) order. Costs what the record's own acts cost."""

    def find(self, leaf: bytes) -> Stored | None:
        """Find an entry by its leaf hash."""

    def beginning(self, prefix: str) -> Iterator[Stored]:
        """Find the entries whose leaf hash begins with some hex digits, in (party, seq) order, as far as asked for."""

    def opened(self, *, kind: str = "", about: bytes = b"") -> list[Opened]:
        """List records, all or those of a kind (without version, e.g. "consultation.session") or about a record."""

    def odd_entries(self) -> list[Stored]:
        """List all entries with a verdict, for the auditor."""

    def keep_checkpoint(self, party: str, held: Held, *, synced: bool = True) -> None:
        """Keep a verified checkpoint for ever; the same size again merges signature lines.

        Without `synced` it survives the end of this process, and a power cut only after the next durable write.
        """

    def checkpoint(self, party: str, size: int | None = None) -> Held | None:
        """Return the checkpoint of a size, or the latest one held."""

    def checkpoints(self, party: str, *, least: int = 0) -> list[Held]:
        """List every checkpoint ever seen of at least that size, by size. There may be as many as entries."""

    def latest_signed(self, party: str, keys: Sequence[VerifierKey] = (), *, within: int = ...) -> Held | None:
        """Return the largest checkpoint of at most that size with a line of each key; costs those above it."""

    def first_signed(self, party: str, keys: Sequence[VerifierKey] = (), *, least: int = 0) -> Held | None:
        """Return the smallest checkpoint of at least that size with a line of each key; costs those below it."""

    def keep_evidence(self, party: str, evidence: bytes) -> None:
        """Keep evidence of a fork (both signed notes) for ever, and freeze the log's exchange."""

    def evidence(self, party: str) -> list[bytes]:
        """List the evidence kept against a log; any means frozen."""

    def reindex(self, party: str, rows: Iterable[tuple[int, Row]]) -> None:
        """Rebuild the disposable index of one log from (seq, Row)."""

    def unindexed(self) -> tuple[str, ...]:
        """Name the parties whose log waits for `reindex`."""

    def audit(self, party: str, *, start: int = 0) -> Frontier:
        """Read the log from `start` on again, hash it, and compare with what was signed; Damaged where it differs."""

    def settings(self) -> dict[str, Any]:
        """Return what this framework was set up with (parties, keys, addresses), JSON."""

    def configure(self, settings: dict[str, Any]) -> None:
        """Replace the set-up."""


class Mark(NamedTuple):
    """The furthest checkpoint our key has signed."""

    size: int
    root: bytes


class Keys(Protocol):
    """The keys of one party in one framework. Roles never share a key."""

    def log(self) -> tuple[Signer, Signer]:
        """Return the log's Ed25519 (0x01) and ML-DSA-44 (0x06) signers."""

    def mirror(self) -> tuple[Signer, Signer]:
        """Return the mirror's Ed25519 (0x04) and ML-DSA-44 (0x06) cosigners."""

    def lost(self) -> bool:
        """Tell whether a mark that was made with the keys is gone or unreadable: nobody knows what they signed."""

    def renew_marks(self) -> None:
        """Make blank marks where they are lost: only by a node that is recovering."""

    def mark(self) -> Mark | None:
        """Return the high-water mark kept beside the key; None where none was raised, or it is lost."""

    def raise_mark(self, mark: Mark) -> None:
        """Record, durably, that a checkpoint is about to be signed; Recovering if it goes back, sideways or is lost."""

    def restate_mark(self, mark: Mark) -> None:
        """Replace the mark, durably: only by an administrator's decision in writing (`service.restore.decide`)."""

    def mirror_mark(self, origin: str) -> Mark | None:
        """Return the furthest checkpoint of another's log that our mirror has cosigned."""

    def raise_mirror_mark(self, origin: str, mark: Mark) -> None:
        """Record, durably, that a checkpoint is about to be cosigned; Recovering when it would go back or sideways."""


class Clock(Protocol):
    """The time, in UTC, as this node has it."""

    def __call__(self) -> datetime:
        """Return an aware datetime in UTC."""


class Beside(Protocol):
    """A way to let work go on beside other work."""

    def __call__(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begin work; calling what is returned waits for its end and gives, or raises, what came of it."""


class Source(Protocol):
    """Tiles of one log, however they are carried: an https prefix, a folder, a zip."""

    def fetch(self, path: str) -> bytes:
        """Read one C2SP tlog-tiles path ("checkpoint", "tile/0/x001/234", "tile/entries/000.p/7").

        Raises:
            Unreachable: The link failed or was cut; what was read is kept, and the next call resumes.
            Unreadable: The path does not exist there, or is larger than the format allows.
        """


@runtime_checkable
class FarSource(Source, Protocol):
    """A source at the other end of a link that should not stand still while what came before is checked."""

    def expect(self, path: str) -> None:
        """Begin to fetch what will be asked for next. What goes wrong is raised when it is asked for, if it is."""


class Courier(Protocol):
    """A way to a counterpart."""

    def source(self, origin: str) -> Source:
        """Return the tiles of a log as that counterpart serves them: its own, or its mirror of ours."""

    def hint(self) -> None:
        """Say "I have news"; best effort, never needed for correctness."""


class House(Protocol):
    """What stays at home: persons, mandates, drafts, notes, waiting second keys, seals' secrets."""

    def put(self, shelf: str, key: str, value: dict[str, Any]) -> None:
        """Keep a JSON value durably under (shelf, key)."""

    def add(self, shelf: str, key: str, value: dict[str, Any]) -> bool:
        """Keep a value as `put` does if nothing lies there yet, and tell whether it was kept: one of many wins."""

    def get(self, shelf: str, key: str) -> dict[str, Any] | None:
        """Read one value."""

    def all(self, shelf: str) -> dict[str, dict[str, Any]]:
        """Read a whole shelf, by key order."""

    def drop(self, shelf: str, key: str) -> None:
        """Remove one value."""
