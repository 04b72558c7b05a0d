"""North's node in a process that dies: at the n-th durable step, before or after it, or at any moment.

A life: say, sign, take two parts of South's log from a folder, cosign each, say once more. Everything that was signed
and everything that was acknowledged is written to a pipe at once; the next life goes on in the same folder.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import structs
from tests.exchange.cast import (
    CHARTER,
    EAST,
    KINDS,
    NORTH,
    SOUTH,
    Clock,
    Node,
    leaf,
    member,
    node,
    nodes,
    origin,
    setup,
)
from tests.exchange.simulator import exchange

from paraph.adapters.beside import beside
from paraph.adapters.folder_source import FolderCourier, write_trees
from paraph.adapters.house import SqliteHouse
from paraph.adapters.keys import FileKeys
from paraph.adapters.record_store import SqliteRecord
from paraph.service.bundle import bundle, tree_files
from paraph.service.desk import Desk
from paraph.service.exchange import pull
from paraph.service.serve_tiles import head_to_serve
from paraph.tlog import Checkpoint, SignatureLine, Signer, parse_checkpoint

PASSPHRASE = "north"  # noqa: S105  # of keys that live as long as a test
DURABLE = {
    "append",
    "drop",
    "keep_checkpoint",
    "keep_evidence",
    "put",
    "raise_mark",
    "raise_mirror_mark",
    "settle",
}
"""What must be on the disk when it returns: the steps before and after which a life may end."""


@dataclass
class Steps:
    """Counts the moments before and after durable steps, and ends the process at one of them."""

    end_at: int = 0
    count: int = 0
    names: list[str] = field(default_factory=list)

    def pass_by(self, name: str) -> None:
        self.count += 1
        self.names.append(name)
        if self.count == self.end_at:
            os.kill(os.getpid(), signal.SIGKILL)


class Counted:
    """Anything with durable steps, counted."""

    def __init__(self, inner: Any, steps: Steps) -> None:
        self._inner = inner
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._counted(name, found) if name in DURABLE else found

    def _counted(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self._steps.pass_by(f"before {name}")
            result = act(*given, **named)
            self._steps.pass_by(f"after {name}")
            return result

        return counted


class Telling:
    """A signer that tells what it signs before anybody has the signature."""

    def __init__(self, signer: Signer, tell: Callable[..., None]) -> None:
        self._signer = signer
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._signer, name)

    def sign_note(self, body: bytes) -> SignatureLine:
        head = parse_checkpoint(body)
        self._tell("signed", head.origin, head.size, head.root.hex())
        return self._signer.sign_note(body)

    def cosign(self, checkpoint: Checkpoint, at: int) -> SignatureLine:
        self._tell("signed", checkpoint.origin, checkpoint.size, checkpoint.root.hex())
        return self._signer.cosign(checkpoint, at)


class TellingKeys(Counted):
    """Keys whose signatures are told."""

    def __init__(self, inner: Any, steps: Steps, tell: Callable[..., None]) -> None:
        super().__init__(inner, steps)
        self._tell = tell

    def log(self) -> tuple[Any, ...]:
        return tuple(Telling(signer, self._tell) for signer in self._inner.log())

    def mirror(self) -> tuple[Any, ...]:
        return tuple(Telling(signer, self._tell) for signer in self._inner.mirror())


def prepare(folder: Path) -> None:
    """Lay out what a life needs: North's home, and three folders with South's log.

    The first has South's log alone, which has seen East's: its acts wait. The second brings East's log and more of
    South's. The third is another history of South's.
    """
    home = folder / "home"
    home.mkdir(parents=True)
    FileKeys.create(home, origin=origin(NORTH), party=NORTH, passphrase=PASSPHRASE, quick=True)
    SqliteHouse.create(home / "house.db").close()
    SqliteRecord.create(home / "record.paraph").close()
    with nodes(folder / "others", EAST, NORTH, SOUTH) as (east, _, south):
        east.say("one")
        south.say_many(290)
        exchange(south, east)
        south.say_many(10)
        write_trees(folder / "first", own_tree(south))
        south.say_many(300)
        write_trees(folder / "second", bundle(south.desk, member(NORTH), whole=True))
    twin = node(folder / "twin", SOUTH, EAST, NORTH, SOUTH)
    twin.say("another history")
    twin.say_many(700)
    write_trees(folder / "third", own_tree(twin))
    twin.store.close()


def own_tree(south: Node) -> Any:
    owner = south.desk.setup.member(south.party)
    head = head_to_serve(south.desk, owner)
    assert head is not None
    return tree_files(south.desk, owner, head)


def live(folder: Path, steps: Steps, tell: Callable[..., None]) -> None:
    """Live one life in the folder, from wherever the last one ended."""
    home = folder / "home"
    inner = FileKeys.open(home, passphrase=PASSPHRASE)
    keys = TellingKeys(inner, steps, tell)
    store = SqliteRecord(home / "record.paraph")
    house = SqliteHouse(home / "house.db")
    desk = Desk(
        setup=setup_with(inner),
        store=Counted(store, steps),
        house=Counted(house, steps),
        clock=Clock(),
        chance=bytes,
        kinds=KINDS,
        charter_family=CHARTER.family,
        unlock=lambda: keys,
        beside=beside,
    )
    north = Node(desk, keys, desk.clock, home / "record.paraph")
    for part in ("first", "second", "third"):
        entry = north.write(f"before {part} {store.size(NORTH)}")
        north.put(entry)
        tell("said", leaf(entry))
        report = pull(desk, FolderCourier(folder / part), member(SOUTH)).logs[0]
        tell("pulled", report.size, report.cosigned or 0)
    store.close()
    house.close()
    signal.setitimer(signal.ITIMER_REAL, 0)  # whoever said that it is done is not killed any more
    tell("done", steps.count)


def setup_with(keys: FileKeys) -> Any:
    """South and East as ever; North with the keys in the folder."""
    cast = setup(NORTH, EAST, NORTH, SOUTH)
    public = keys.public
    north = structs.replace(cast.member(NORTH), log_keys=public.log_keys, mirror_keys=public.mirror_keys)
    return structs.replace(cast, members=tuple(north if one.party == NORTH else one for one in cast.members))


def life(folder: Path, *, end_at: int = 0, end_after: float = 0.0) -> list[list[str]]:
    """Let a process live and return what it told, to its last word.

    Args:
        folder: As prepared, or as the last life left it.
        end_at: Which durable step is its last; 0 for none.
        end_after: Seconds after which it ends wherever it is; 0 for never.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be(folder, writing, end_at, end_after)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        lines = [line.split() for line in told if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (["done"] != [line[0] for line in lines[-1:]]), (status, lines)
    return lines


def _be(folder: Path, writing: int, end_at: int, end_after: float) -> None:
    """Be the child: nothing of the parent's is cleaned up, and nobody hears an exception but the parent."""
    code = 1
    try:
        if end_after:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, end_after)
        live(
            folder,
            Steps(end_at),
            lambda *words: os.write(writing, (" ".join(map(str, words)) + "\n").encode()) and None,
        )
        code = 0
    finally:
        os._exit(code)
