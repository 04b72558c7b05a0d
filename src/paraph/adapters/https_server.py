"""The https server of a node: what `serve_tiles` answers, to the holders of pinned certificates and nobody else.

* Whoever has no pinned certificate gets no further than the handshake; a party learns only of its own frameworks.
* Everything is bounded: connections, the time to shake hands, the bytes and the time of a request, the body.
* A path that is not "checkpoint" may be kept by any cache for ever; a transfer resumes at any byte (RFC 9110 §14).

    GET  /<framework>/<origin hash>/checkpoint | tile/<L>/<N>[.p/<W>] | tile/entries/<N>[.p/<W>]
    POST /<framework>/hint      "I have news": 204, or 429 when it comes too often
"""

import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from socketserver import ThreadingTCPServer
from typing import Any

from paraph.adapters.https_answer import Answering, Hosted
from paraph.adapters.https_limits import Limits
from paraph.adapters.https_tls import TlsIdentity, by_name, calling_name, server_context

__all__ = ["Hosted", "Limits", "TileServer", "TlsIdentity"]


class TileServer(ThreadingTCPServer):
    """Answers counterparts, each connection in a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        *,
        hosted: Mapping[str, Hosted],
        limits: Limits | None = None,
    ) -> None:
        """Listen; `start` or `serve_forever` answers.

        Args:
            address: Host and port; port 0 takes a free one.
            hosted: Framework -> what is served of it; at least one.
            limits: What each client is given.

        Raises:
            OSError: The address is taken.
        """
        self.limits = limits or Limits()
        self.host(hosted)
        self._places = threading.BoundedSemaphore(self.limits.connections)
        self._hints: dict[tuple[str, str], float] = {}
        self._thread: threading.Thread | None = None
        super().__init__(address, Answering)

    def host(self, hosted: Mapping[str, Hosted]) -> None:
        """Serve these from now on, to the parties that are known in them; at least one."""
        tls = by_name(_contexts(hosted.values()))
        self.hosted, self._tls = hosted, tls

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Answer in the background until `close`."""
        self._thread = threading.Thread(target=self.serve_forever, name="tiles", daemon=True, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Stop listening; answers under way may end."""
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def may_hint(self, framework: str, party: str) -> bool:
        """Tell whether a hint comes late enough after the last, and remember it."""
        now = time.monotonic()
        if now - self._hints.get((framework, party), -self.limits.hint_pause) < self.limits.hint_pause:
            return False
        self._hints[framework, party] = now
        return True

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread, if there is a place."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()  # no thread could be had
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection, then give its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's own thread, so that a silent client holds up nobody."""
        request.settimeout(self.limits.handshake)
        # A client without a pinned certificate, or one that goes away, is no event.
        with suppress(ssl.SSLError, OSError), self._tls.wrap_socket(request, server_side=True) as secured:
            Answering(secured, client_address, self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet: a broken connection is the client's affair, and nothing is printed about it."""


def _contexts(hosted: Iterable[Hosted]) -> dict[str, ssl.SSLContext]:
    """Return what each certificate of ours admits: the parties of the frameworks in which it is shown."""
    pins: dict[TlsIdentity, list[str]] = defaultdict(list)
    for each in hosted:
        pins[each.own] += [member.certificate for member in each.desk.setup.others]
    return {calling_name(own.certificate): server_context(own, admitted) for own, admitted in pins.items()}
