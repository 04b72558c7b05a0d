"""Real links for tests: certificates, and a proxy that cuts TLS connections after so many bytes."""

import datetime as dt
import socket
import threading
from contextlib import suppress
from functools import cache
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from paraph.adapters.https_tls import TlsIdentity

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
            upward = threading.Thread(target=_copy, args=(client, server), daemon=True)
            upward.start()
            self.passed += _copy(server, client, budget)
            upward.join(timeout=5)


def _copy(source: socket.socket, target: socket.socket, budget: int | None = None) -> int:
    """Pass on until the end or the budget; then close both ways."""
    passed = 0
    with suppress(OSError):
        while budget is None or passed < budget:
            data = source.recv(65536 if budget is None else min(65536, budget - passed))
            if not data:
                break
            target.sendall(data)
            passed += len(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    return passed
