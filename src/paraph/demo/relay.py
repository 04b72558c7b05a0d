"""A link that can be cut: a loopback relay between two nodes, for the demonstration and for tests."""

import socket
import threading
from contextlib import suppress

_BUFFER = 65_536


class Relay:
    """Carries bytes from a port of its own to another, until it is cut.

    Attributes:
        port: Where it listens, on 127.0.0.1.
        carried: Bytes carried so far, both ways.
    """

    def __init__(self, target_port: int, *, cut_after: int | None = None) -> None:
        """Start relaying to a port on 127.0.0.1.

        Args:
            target_port: The node's own port.
            cut_after: Cut by itself once so many bytes were carried; None: only when told to.
        """
        self._target = target_port
        self._cut_after = cut_after
        self._open = True
        self._lock = threading.Lock()
        self._pairs: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.carried = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones, until mended."""
        with self._lock:
            self._open = False
            broken, self._pairs = self._pairs, set()
        for one in broken:
            _close(one)

    def mend(self, *, cut_after: int | None = None) -> None:
        """Carry again; `cut_after` counts from now."""
        with self._lock:
            self._open = True
            self._cut_after = None if cut_after is None else self.carried + cut_after

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            _close(near)
            return
        far.settimeout(None)
        with self._lock:
            joined = self._open
            self._pairs |= {near, far} if joined else set()
        if not joined:
            _close(near)
            _close(far)
            return
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_BUFFER):
                self._pass_on(data, sink)
        with self._lock:
            self._pairs -= {source, sink}
        _close(source)
        _close(sink)

    def _pass_on(self, data: bytes, sink: socket.socket) -> None:
        with self._lock:
            room = len(data) if self._cut_after is None else max(self._cut_after - self.carried, 0)
            self.carried += min(len(data), room)
        sink.sendall(data[:room])
        if room < len(data):
            self.cut()


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
