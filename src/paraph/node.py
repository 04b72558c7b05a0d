"""A party's node: one folder, and the only place that knows both the ports and the adapters.

    HOME/house.db                       what stays at home
    HOME/trail.db                       who read, exported, signed in, keyed or changed what
    HOME/frameworks/<name>/record.paraph    every party's log; a copy of it is a backup
    HOME/frameworks/<name>/board.db         current views as lines; can be deleted at any time
    HOME/frameworks/<name>/keys.json        our keys in that framework, sealed with the passphrase
    HOME/frameworks/<name>/mark.json        the high-water mark, apart from the record and its backups

A record has one writer at a time. A desk is opened for writing only as long as something is written, and an exchange
writes in turns, so that a person can speak while the node serves and while a slow link is read.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Annotated, Final

from msgspec import Meta

from paraph.adapters.beside import beside
from paraph.adapters.board_file import BoardFile
from paraph.adapters.clock import utc_now
from paraph.adapters.disk import FileLock
from paraph.adapters.house import SqliteHouse
from paraph.adapters.keys import FileKeys
from paraph.adapters.record_opening import opened_for_writing, opened_with_index
from paraph.adapters.record_store import SqliteRecord
from paraph.adapters.trail_file import TrailFile, opened_trail
from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.service.board import Board
from paraph.service.chancery import Chancery
from paraph.service.desk import Desk
from paraph.service.reindex import rebuild_index
from paraph.service.setup import Member, Setup
from paraph.service.trail import Event
from paraph.values import Barred, PartyId, Value, builtin, convert

_NODE: Final = "node"
_PATIENCE: Final = 15.0
"""Seconds that a writer waits for another process to finish."""

Host = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,251}[a-z0-9]\Z")]


class Identity(Value, frozen=True, kw_only=True):
    """Who this node is, in every framework.

    Attributes:
        party: Its id.
        name: What it calls itself, in English.
        host: Host name that stands in the origins of its logs; need not be reachable.
        address: https address of its exchange; empty when files are carried.
    """

    party: PartyId
    name: str
    host: Host
    address: str = ""


class Node:
    """One party's node. Any thread may use it, and any number of processes have one for the same folder."""

    def __init__(self, home: Path, *, passphrase: Callable[[], str]) -> None:
        """Open a node.

        Args:
            home: Its folder.
            passphrase: Asked for only when something is to be signed.

        Raises:
            Barred: "node.missing": there is no node in that folder.
        """
        if not (home / "house.db").is_file():
            raise Barred("node.missing", home=str(home))
        self.home = home
        self.passphrase = passphrase
        self.house = SqliteHouse(home / "house.db")
        self._unlocked: dict[str, FileKeys] = {}
        self._trail: TrailFile | None = None
        self._turn = Lock()
        self._unlocking = Lock()

    @classmethod
    def create(cls, home: Path, identity: Identity, *, passphrase: Callable[[], str]) -> "Node":
        """Make a node in an empty or absent folder.

        Raises:
            Barred: "node.exists".
        """
        if (home / "house.db").exists():
            raise Barred("node.exists", home=str(home))
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        SqliteHouse.create(home / "house.db").close()
        node = cls(home, passphrase=passphrase)
        node.house.put(_NODE, "identity", builtin(identity))
        node.trail.flush()
        return node

    @property
    def identity(self) -> Identity:
        """Who this node is."""
        return convert(Identity, self.house.get(_NODE, "identity"))

    @property
    def trail(self) -> TrailFile:
        """The audit trail, opened when it is first asked for.

        Raises:
            Damaged: "trail.missing": it was begun once, and its file is gone.
        """
        with self._turn:
            self._trail = self._trail or self._opened_trail()
            return self._trail

    @property
    def chancery(self) -> Chancery:
        """The persons' side of this node."""
        return Chancery(house=self.house, clock=utc_now, tell=self._tell)

    def set_address(self, address: str) -> None:
        """Say under which https address the exchange is reached."""
        old = self.identity
        new = Identity(party=old.party, name=old.name, host=old.host, address=address)
        self.house.put(_NODE, "identity", builtin(new))

    def frameworks(self) -> tuple[str, ...]:
        """Name the frameworks in which this node takes part, sorted."""
        return tuple(sorted(path.parent.name for path in (self.home / "frameworks").glob("*/keys.json")))

    def folder(self, framework: str) -> Path:
        """Return a framework's folder."""
        return self.home / "frameworks" / framework

    def begin(self, framework: str, *, quick: bool = False) -> Setup:
        """Make keys and an empty record for a framework, knowing nobody but ourselves yet.

        Args:
            framework: Its name, part of every origin.
            quick: Seal the keys with the least work that the format allows: for demonstrations and tests.
        """
        folder = self.folder(framework)
        if (folder / "keys.json").exists():
            raise Barred("framework.exists", framework=framework)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        identity = self.identity
        keys = FileKeys.create(
            folder,
            origin=f"{identity.host}/{framework}",
            party=identity.party,
            passphrase=self.passphrase(),
            quick=quick,
        )
        setup = Setup(framework=framework, me=identity.party, members=(self._member(keys),))
        with closing(SqliteRecord.create(folder / "record.paraph")) as store:
            store.configure(builtin(setup))
        return setup

    def setup(self, framework: str) -> Setup:
        """Return what was set up."""
        with closing(SqliteRecord(self._record(framework), writable=False)) as store:
            return convert(Setup, store.settings())

    def configure(self, setup: Setup) -> None:
        """Keep a changed set-up."""
        with self._writing(setup.framework) as store:
            store.configure(builtin(setup))

    @contextmanager
    def desk(self, framework: str, *, writable: bool = False) -> Iterator[Desk]:
        """Open a framework; for writing, only for as long as something is written.

        Raises:
            Barred: "framework.unknown"; "store.locked" when another process goes on writing.
        """
        opened = self._writing(framework) if writable else self._reading(framework)
        with opened as store:
            yield self._desk(framework, store)

    @contextmanager
    def exchanging(self, framework: str) -> Iterator[Desk]:
        """Open a framework for an exchange: one at a time, and writing in turns with persons who speak meanwhile.

        Raises:
            Barred: "framework.unknown"; "exchange.busy" when another exchange goes on.
        """
        path = self._record(framework)
        with (
            FileLock(path.with_name("exchange.lock"), code="exchange.busy", patience=_PATIENCE),
            closing(SqliteRecord(path, turns=True)) as store,
        ):
            if store.unindexed():
                rebuild_index(store, kinds=KINDS)
            yield self._desk(framework, store)

    @contextmanager
    def board(self, framework: str) -> Iterator[Board]:
        """Open the board of a framework: cheap, and it may be kept open and asked from any thread.

        Ask it to `refresh` before it is read. While it is made anew, others see it as it was.

        Raises:
            Barred: "framework.unknown".
        """
        path = self._record(framework).with_name("board.db")
        with self.desk(framework) as desk, closing(BoardFile(path)) as index:
            yield Board(desk=desk, index=index)

    def reindex(self, framework: str) -> None:
        """Throw the index and the board of a framework away and compute them again: neither is the only copy."""
        self._reindex(framework)
        with self.board(framework) as board:
            board.renew()

    def keys(self, framework: str) -> FileKeys:
        """Unlock the keys of a framework, once for the life of this object, whichever thread asks first."""
        with self._unlocking:
            if framework not in self._unlocked:
                self._unlocked[framework] = FileKeys.open(self.folder(framework), passphrase=self.passphrase())
            return self._unlocked[framework]

    def close(self) -> None:
        """Let go of the house and of the trail, in which nothing waits any more."""
        try:
            if self._trail is not None:
                self._trail.close()
        finally:
            self.house.close()

    def _opened_trail(self) -> TrailFile:
        begun = self.house.get(_NODE, "trail") is not None
        opened = opened_trail(self.home / "trail.db", begun=begun, clock=utc_now)
        if not begun:
            self.house.put(_NODE, "trail", {"begun": True})
        return opened

    def _tell(self, event: Event) -> None:
        self.trail.tell(event)

    def _desk(self, framework: str, store: SqliteRecord) -> Desk:
        return Desk(
            setup=convert(Setup, store.settings()),
            store=store,
            house=self.house,
            clock=utc_now,
            chance=FileKeys.chance,
            kinds=KINDS,
            charter_family=CHARTER_FAMILY,
            unlock=lambda: self.keys(framework),
            tell=self._tell,
            beside=beside,
        )

    def _record(self, framework: str) -> Path:
        path = self.folder(framework) / "record.paraph"
        if framework not in self.frameworks():
            raise Barred("framework.unknown", framework=framework, known=list(self.frameworks()))
        return path

    def _member(self, keys: FileKeys) -> Member:
        identity = self.identity
        return Member(
            party=identity.party,
            name=identity.name,
            origin=keys.public.origin,
            log_keys=keys.public.log_keys,
            mirror_keys=keys.public.mirror_keys,
            recipient=keys.public.recipient,
            certificate=keys.public.certificate,
            address=identity.address,
        )

    def _reindex(self, framework: str) -> None:
        with self._writing(framework) as store:
            store.drop_index()
            rebuild_index(store, kinds=KINDS)

    @contextmanager
    def _reading(self, framework: str) -> Iterator[SqliteRecord]:
        store = opened_with_index(self._record(framework))
        if store is None:
            self._reindex(framework)
            store = SqliteRecord(self._record(framework), writable=False)
        with closing(store):
            yield store

    @contextmanager
    def _writing(self, framework: str) -> Iterator[SqliteRecord]:
        with closing(opened_for_writing(self._record(framework))) as store:
            if store.unindexed():
                rebuild_index(store, kinds=KINDS)
            yield store
