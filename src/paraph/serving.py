"""A node on the wire: it answers its counterparts, and exchanges with them on start, on a hint, and now and then.

* Serving only reads. An exchange takes the writer's place for each write alone, so that persons can speak meanwhile,
  however slow the link.
* A counterpart that cannot be reached is tried again; what it was and since when is kept in the house for `status`.
* Nothing that a counterpart, the link or one framework does ends the thread that exchanges: it is kept, and goes on.
* What is set up anew while it serves, a party, an address, a framework, is served and exchanged with at the next round.
"""

import threading
import traceback
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
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
from paraph.service.restore import Recovery, recover
from paraph.service.setup import Member
from paraph.values import Answer, Barred, Fault, Unreachable, builtin

LINKS: Final = "link"
"""The shelf of the house on which the state of each link is kept."""

EVERY: Final = 30.0
"""Seconds between exchanges when nobody hints."""

_LOOK: Final = 0.5
"""Seconds between looks at our own logs, where they are watched."""

_AGAIN: Final = 3.0
"""Seconds after which a link that is down is tried again, where our logs are watched."""

_LONGEST: Final = 900.0
"""Seconds that one exchange may take before others have their turn; the next one goes on where it stopped."""

_TO_THE_END: Final = 10.0
"""Seconds that an exchange under way is waited for, once its link was cut."""


def exchange_with(
    node: Node,
    framework: str,
    party: str,
    *,
    patience: float = 20.0,
    begun: Callable[[HttpsCourier], None] = lambda _courier: None,
) -> Exchange:
    """Exchange with one counterpart over https, and remember how it went.

    Args:
        node: This node.
        framework: In which framework.
        party: The counterpart.
        patience: Seconds to wait for a connection, or for the next byte.
        begun: Given the courier, which another thread may cut.

    Raises:
        Unreachable: The link failed; trying again is safe.
        Barred: The counterpart has no address, or keys were not compared.
    """
    keys = node.keys(framework)
    with node.desk(framework, writable=True) as desk:
        offer(desk, keys)
    with node.exchanging(framework) as desk:
        member = desk.setup.member(party)
        courier = _courier(node, framework, member, patience)
        begun(courier)
        try:
            done = pull(desk, courier, member)
        except Unreachable as lost:
            _remember_loss(node, framework, party, lost, over=courier.over)
            raise
        finally:
            courier.end()
    _remember(node, framework, party, None, done)
    return done


def restore_with(node: Node, framework: str, party: str) -> Recovery:
    """Take back over https what a counterpart's mirror holds of our own log, then exchange as usual.

    Raises:
        Unreachable: The link failed; what came is kept, and trying again is safe.
        Barred: The counterpart has no address, or keys were not compared.
    """
    node.keys(framework)
    with node.exchanging(framework) as desk:
        via = desk.setup.member(party)
        courier = _courier(node, framework, via)
        try:
            return recover(desk, courier, via)
        finally:
            courier.end()


def hint(node: Node, framework: str, party: str) -> None:
    """Tell a counterpart that there is news; best effort."""
    member = node.setup(framework).member(party)
    if not member.address:
        return
    courier = _courier(node, framework, member, 3.0)
    courier.hint()
    courier.end()


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
        self._lost = False
        self._news = threading.Event()
        self._over = threading.Event()
        self._courier: HttpsCourier | None = None
        self._turn = threading.Timer(_LONGEST, self._news.set)
        self._open, self._hosted = self._opened()
        self._server = TileServer((host, port), hosted=self._hosted)
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
        """Stop; the link of an exchange under way is cut, and what came before that is kept."""
        self._over.set()
        self._news.set()
        if self._courier is not None:
            self._courier.cut()
        if self._worker.is_alive():
            self._worker.join(_TO_THE_END)
        self._server.close()
        self._open.close()

    def _opened(self) -> tuple[ExitStack, dict[str, Hosted]]:
        """Open every framework as it is set up now."""
        with ExitStack() as opening:
            hosted = {
                name: Hosted(
                    desk=opening.enter_context(self.node.desk(name)),
                    own=_own(self.node, name),
                    hinted=lambda _party: self._news.set(),
                )
                for name in self.node.frameworks()
            }
            return opening.pop_all(), hosted

    def _work(self) -> None:
        while not self._over.is_set():
            self._news.clear()
            self._lost = False
            _attempt(self._renew)
            for framework in self._hosted:
                _attempt(partial(self._exchange, framework))
            self._rest()

    def _renew(self) -> None:
        """Serve what is set up now, where that has changed."""
        now = {name: self.node.setup(name) for name in self.node.frameworks()}
        if now == {name: each.desk.setup for name, each in self._hosted.items()}:
            return
        before = self._open
        self._open, self._hosted = self._opened()
        self._server.host(self._hosted)
        before.close()

    def _rest(self) -> None:
        """Wait for a hint, for something said here, or for the time."""
        until = monotonic() + (min(_AGAIN, self._every) if self._watch and self._lost else self._every)
        step = _LOOK if self._watch else self._every
        while monotonic() < until and not self._grown():
            if self._news.wait(min(step, until - monotonic())):
                return

    def _grown(self) -> bool:
        """Tell whether something was said here since the last exchange, where that is watched."""
        try:
            return self._watch and any(self._size(name) > self._seen.get(name, 0) for name in self._hosted)
        except Answer:
            return False  # the next exchange says what is wrong

    def _size(self, framework: str) -> int:
        desk = self._hosted[framework].desk
        return desk.store.size(desk.me)

    def _exchange(self, framework: str) -> None:
        ours = self._size(framework)
        news = self._watch and ours > self._seen.get(framework, 0)
        self._seen[framework] = ours
        for member in self._hosted[framework].desk.setup.others:
            if member.address and not self._over.is_set():
                self._exchange_with(framework, member.party, news=news)

    def _exchange_with(self, framework: str, party: str, *, news: bool) -> None:
        try:
            done = exchange_with(self.node, framework, party, begun=self._begun)
        except Exception as error:  # noqa: BLE001  # kept for `status`; the next exchange tries again
            self._lost |= isinstance(error, Unreachable)
            if not self._over.is_set():
                _remember(self.node, framework, party, _reason(error))
            return
        finally:
            self._turn.cancel()
        if news or any(report.pulled for report in done.logs):
            hint(self.node, framework, party)

    def _begun(self, courier: HttpsCourier) -> None:
        self._courier = courier
        self._turn = threading.Timer(_LONGEST, courier.cut)
        self._turn.daemon = True
        self._turn.start()
        if self._over.is_set():
            courier.cut()


def _attempt(deed: Callable[[], None]) -> None:
    """Do a part of the work. What cannot even be kept, as on a full disk, ends nothing: `status` finds it by itself."""
    with suppress(Exception):
        deed()


def _reason(error: Exception) -> Answer:
    """Return what is kept of an error; one that nobody foresaw is named by its kind and its place alone."""
    if isinstance(error, Answer):
        return error
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Fault("exchange.unexpected", error=type(error).__name__, where=f"{Path(last.filename).name}:{last.lineno}")


def _courier(node: Node, framework: str, member: Member, patience: float = 20.0) -> HttpsCourier:
    scratch = node.folder(framework) / "scratch"
    scratch.mkdir(mode=0o700, exist_ok=True)
    return HttpsCourier(member, framework=framework, own=_own(node, framework), scratch=scratch, patience=patience)


def _own(node: Node, framework: str) -> TlsIdentity:
    keys = node.keys(framework)
    return TlsIdentity(certificate=keys.public.certificate, key=keys.tls_key)


def _remember_loss(node: Node, framework: str, party: str, lost: Unreachable, *, over: bool) -> None:
    if not over:  # what we cut ourselves says nothing of the link
        _remember(node, framework, party, lost)


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
