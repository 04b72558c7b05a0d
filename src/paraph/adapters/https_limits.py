"""What a server gives to one client: bytes and seconds."""

import io
import socket
import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the server gives to one client, in bytes and seconds.

    Attributes:
        connections: Open at once, by all clients.
        handshake: Seconds to shake hands.
        idle: Seconds between two requests, or without taking a byte of an answer.
        request: Seconds to send a whole request.
        head: Bytes of request line and headers.
        hint_pause: Seconds between two hints of one party.
    """

    connections: int = 64
    handshake: float = 10.0
    idle: float = 60.0
    request: float = 20.0
    head: int = 8192
    hint_pause: float = 0.5


class Metered(io.RawIOBase):
    """A socket's bytes, with a budget of bytes and time for each request."""

    def __init__(self, connection: socket.socket, limits: Limits) -> None:
        super().__init__()
        self._connection = connection
        self._limits = limits
        self.renew()

    def renew(self) -> None:
        """Begin another request; until its first byte comes the connection may be idle."""
        self._left = self._limits.head
        self._until: float | None = None

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there, within what is left of bytes and time (TimeoutError)."""
        now = time.monotonic()
        patience = self._limits.idle if self._until is None else self._until - now
        if patience <= 0 or self._left <= 0:
            raise TimeoutError
        self._connection.settimeout(patience)
        count = self._connection.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        self._until = self._until or now + self._limits.request
        self._connection.settimeout(self._limits.idle)
        return count
