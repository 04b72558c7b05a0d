"""Nodes on their disks that know each other, and serve: for tests of what happens on the wire between them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from msgspec import structs

from paraph.node import Identity, Node
from paraph.service.ingest import admit
from paraph.service.joining import invitation, join
from paraph.service.publish import offer
from paraph.service.setup import Setup
from paraph.serving import Serving

PASSPHRASE = "noon"  # noqa: S105  # seals the keys of a test


def new_node(folder: Path, party: str, *frameworks: str) -> Node:
    identity = Identity(party=party, name=party.title(), host=f"{party.lower()}.example")
    node = Node.create(folder / party, identity, passphrase=lambda: PASSPHRASE)
    for framework in frameworks:
        node.begin(framework, quick=True)
    return node


def introduce(framework: str, *nodes: Node) -> None:
    """Have all know and trust each other's keys in a framework."""
    setups = [node.setup(framework) for node in nodes]
    for node in nodes:
        setup = node.setup(framework)
        for other in setups:
            setup = join(setup, invitation(other))
        node.configure(structs.replace(setup, compared=True, founders=setup.founding))


def reached_at(node: Node, framework: str, party: str, port: int) -> Setup:
    """Tell a node where a counterpart answers."""
    setup = node.setup(framework)
    moved = structs.replace(setup.member(party), address=f"https://127.0.0.1:{port}")
    changed = structs.replace(setup, members=tuple(moved if one.party == party else one for one in setup.members))
    node.configure(changed)
    return changed


def appends(node: Node, framework: str, words: str) -> None:
    """Put an entry into a node's own log, and sign it."""
    entry = f'{{"at":"2026-03-01T12:00:00Z","by":["desk"],"content":"{words}","kind":"test.paper/1","verb":"propose"}}'
    with node.desk(framework, writable=True) as desk:
        admit(desk.store, desk.me, desk.store.size(desk.me), [entry.encode()], kinds=desk.kinds)
        offer(desk, node.keys(framework))


def held(node: Node, framework: str, party: str) -> int:
    with node.desk(framework) as desk:
        return desk.store.size(party)


def link_of(node: Node, framework: str, party: str) -> dict[str, object]:
    return node.house.get("link", f"{framework}/{party}") or {}


def until(holds: Callable[[], object], *, seconds: float = 20.0) -> None:
    """Wait for what happens in another thread or process."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end
        sleep(0.02)


@contextmanager
def serving(node: Node, *, every: float = 3600.0) -> Iterator[Serving]:
    with closing(Serving(node, every=every).start()) as one:
        yield one
