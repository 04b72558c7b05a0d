"""Real links for tests: certificates, and a proxy that cuts TLS connections after so many bytes."""

import datetime as dt
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from msgspec import structs
from tests.exchange.cast import FRAMEWORK, SOUTH, Node, member

from paraph.adapters.https_client import HttpsCourier
from paraph.adapters.https_server import Hosted, Limits, TileServer
from paraph.adapters.https_tls import TlsIdentity, client_context
from paraph.values import Unreachable

FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)


@cache
def identity(party: str) -> TlsIdentity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, party)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .sign(key, SHA256())
    )
    return TlsIdentity(
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    )


class CuttingProxy:
    """Passes bytes on and cuts each connection after the next number given; without numbers it holds."""

    def __init__(self, port: int, *, cuts: list[int] | None = None) -> None:
        self.cuts = list(cuts or ())
        self.passed = 0
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        # A listener that is only closed leaves its thread asleep in accept.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client: socket.socket) -> None:
        budget = self.cuts.pop(0) if self.cuts else None
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            upward = threading.Thread(target=self._copy, args=(client, server), daemon=True)
            upward.start()
            self._copy(server, client, budget, down=True)
            upward.join(timeout=5)

    def _copy(
        self, source: socket.socket, target: socket.socket, left: int | None = None, *, down: bool = False
    ) -> None:
        """Pass on until the end, or until nothing is left; then close both ways."""
        with suppress(OSError):
            while left != 0 and (data := source.recv(min(left or 65536, 65536))):
                self.passed += len(data) if down else 0
                left = None if left is None else left - len(data)
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Canned:
    """A TLS server that answers every request on a connection with the next bytes given, then closes."""

    def __init__(self, context: ssl.SSLContext, *answers: bytes) -> None:
        self.asked: list[bytes] = []
        self._answers = list(answers)
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while self._answers:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client, suppress(OSError), self._context.wrap_socket(client, server_side=True) as secured:
                self.asked.append(secured.recv(65536))
                secured.sendall(self._answers.pop(0))


def head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


@contextmanager
def serving(
    south: Node, *, hinted: Callable[[str], None] = print, limits: Limits | None = None
) -> Iterator[TileServer]:
    hosted = {FRAMEWORK: Hosted(desk=south.desk, own=identity(SOUTH), hinted=hinted)}
    server = TileServer(("127.0.0.1", 0), hosted=hosted, limits=limits)
    server.start()
    yield server
    server.close()


@contextmanager
def calling(north: Node, port: int, *, own: TlsIdentity | None = None, pin: str = "") -> Iterator[HttpsCourier]:
    south = structs.replace(
        member(SOUTH), address=f"https://127.0.0.1:{port}", certificate=pin or identity(SOUTH).certificate
    )
    scratch = north.path.parent
    courier = HttpsCourier(south, framework=FRAMEWORK, own=own or identity("NORTH"), scratch=scratch, patience=2.0)
    yield courier
    courier.close()


def attempts_until(attempt: Callable[[], object]) -> int:
    for count in range(1, 60):
        try:
            attempt()
        except Unreachable:
            continue
        return count
    raise AssertionError


def text_of(number: int) -> str:
    """A paper whose words do not pack well."""
    return f"paper {number} " + random.Random(number).randbytes(200).hex()  # noqa: S311  # a sample, not a secret


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def raw(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Speak to the server by hand, as North, and return what it answers."""
    context = client_context(identity("NORTH"), identity(SOUTH).certificate)
    answer = bytearray()
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        context.wrap_socket(plain, server_hostname="river") as link,
        suppress(OSError),
    ):
        link.settimeout(5)
        for piece in pieces:
            link.sendall(piece)
            time.sleep(pause)
        while data := link.recv(65536):
            answer += data
    return bytes(answer)
