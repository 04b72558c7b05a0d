"""A node on the wire: it answers its counterparts, and exchanges with them on start, on a hint, and now and then.

* Serving only reads. An exchange takes the writer's place for each write alone, so that persons can speak meanwhile,
  however slow the link.
* A counterpart that cannot be reached is tried again; what it was and since when is kept in the house for `status`.
"""

import threading
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Final, Self

from paraph.adapters.clock import utc_now
from paraph.adapters.https_client import HttpsCourier
from paraph.adapters.https_server import Hosted, TileServer, TlsIdentity
from paraph.node import Node
from paraph.record import utc_text
from paraph.service.exchange import pull
from paraph.service.exchange_report import Exchange
from paraph.service.publish import offer
from paraph.values import Answer, Barred, Unreachable, builtin

LINKS: Final = "link"
"""The shelf of the house on which the state of each link is kept."""

EVERY: Final = 30.0
"""Seconds between exchanges when nobody hints."""

_LOOK: Final = 0.5
"""Seconds between looks at our own logs, where they are watched."""


def exchange_with(node: Node, framework: str, party: str, *, patience: float = 20.0) -> Exchange:
    """Exchange with one counterpart over https, and remember how it went.

    Args:
        node: This node.
        framework: In which framework.
        party: The counterpart.
        patience: Seconds to wait for a connection, or for the next byte.

    Raises:
        Unreachable: The link failed; trying again is safe.
        Barred: The counterpart has no address, or keys were not compared.
    """
    keys = node.keys(framework)
    with node.desk(framework, writable=True) as desk:
        offer(desk, keys)
    with node.exchanging(framework) as desk:
        member = desk.setup.member(party)
        courier = HttpsCourier(
            member, framework=framework, own=_own(node, framework), scratch=_scratch(node, framework), patience=patience
        )
        try:
            done = pull(desk, courier, member)
        except Unreachable as lost:
            _remember(node, framework, party, lost)
            raise
        finally:
            courier.close()
    _remember(node, framework, party, None, done)
    return done


def hint(node: Node, framework: str, party: str) -> None:
    """Tell a counterpart that there is news; best effort."""
    member = node.setup(framework).member(party)
    if not member.address:
        return
    courier = HttpsCourier(
        member, framework=framework, own=_own(node, framework), scratch=_scratch(node, framework), patience=3.0
    )
    courier.hint()
    courier.close()


class Serving:
    """A node that answers and exchanges until it is closed."""

    def __init__(  # where, and how often
        self, node: Node, *, host: str = "127.0.0.1", port: int = 0, every: float = EVERY, watch: bool = False
    ) -> None:
        """Open every framework for reading and listen.

        Args:
            node: The node; its keys are unlocked here, for exchanges.
            host: Where to listen.
            port: Where to listen; 0 takes a free port.
            every: Seconds between exchanges when nobody hints.
            watch: Whether to exchange, and to hint, as soon as something is said here, by whichever process.

        Raises:
            Barred: "serve.nothing": the node takes part in no framework.
        """
        if not node.frameworks():
            raise Barred("serve.nothing")
        self.node = node
        self._every = every
        self._watch = watch
        self._seen: dict[str, int] = {}
        self._news = threading.Event()
        self._over = threading.Event()
        self._open = ExitStack()
        hosted = {
            name: Hosted(
                desk=self._open.enter_context(node.desk(name)),
                own=_own(node, name),
                hinted=lambda _party: self._news.set(),
            )
            for name in node.frameworks()
        }
        self._hosted = hosted
        self._server = TileServer((host, port), hosted=hosted)
        self._worker = threading.Thread(target=self._work, name="exchange", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    def start(self) -> Self:
        """Answer and exchange in the background."""
        self._server.start()
        self._worker.start()
        return self

    def wait(self) -> None:
        """Block until `close` is called from elsewhere."""
        self._over.wait()

    def close(self) -> None:
        """Stop; an exchange under way ends first."""
        self._over.set()
        self._news.set()
        self._worker.join()
        self._server.close()
        self._open.close()

    def _work(self) -> None:
        while not self._over.is_set():
            self._news.clear()
            for framework in self.node.frameworks():
                self._exchange(framework)
            self._rest()

    def _rest(self) -> None:
        """Wait for a hint, for something said here, or for the time."""
        until = monotonic() + self._every
        step = _LOOK if self._watch else self._every
        while monotonic() < until and not self._grown():
            if self._news.wait(min(step, until - monotonic())):
                return

    def _grown(self) -> bool:
        """Tell whether something was said here since the last exchange, where that is watched."""
        return self._watch and any(self._size(name) > self._seen.get(name, 0) for name in self._hosted)

    def _size(self, framework: str) -> int:
        desk = self._hosted[framework].desk
        return desk.store.size(desk.me)

    def _exchange(self, framework: str) -> None:
        ours = self._size(framework) if framework in self._hosted else 0
        news = self._watch and ours > self._seen.get(framework, 0)
        for member in self.node.setup(framework).others:
            if not member.address or self._over.is_set():
                continue
            try:
                done = exchange_with(self.node, framework, member.party)
            except Answer as reason:
                # Every answer or fault of one exchange is kept for `status`; the next exchange tries again.
                _remember(self.node, framework, member.party, reason)
                continue
            if news or any(report.pulled for report in done.logs):
                hint(self.node, framework, member.party)
        self._seen[framework] = ours


def _own(node: Node, framework: str) -> TlsIdentity:
    keys = node.keys(framework)
    return TlsIdentity(certificate=keys.public.certificate, key=keys.tls_key)


def _scratch(node: Node, framework: str) -> Path:
    folder = node.folder(framework) / "scratch"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _remember(node: Node, framework: str, party: str, problem: Answer | None, done: Exchange | None = None) -> None:
    key = f"{framework}/{party}"
    old = node.house.get(LINKS, key) or {}
    now = utc_text(utc_now())
    if problem is None:
        refused = [] if done is None else [builtin(report) for report in done.refusals]
        node.house.put(LINKS, key, {"state": "linked", "at": now, "since": now, "refused": refused})
        return
    since = old.get("since", now) if old.get("state") == "cut" else now
    state = "cut" if isinstance(problem, Unreachable) else "refused" if isinstance(problem, Barred) else "fault"
    node.house.put(
        LINKS, key, {"state": state, "at": now, "since": since, "code": problem.code, "facts": problem.facts}
    )
