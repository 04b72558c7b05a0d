"""Servers of other programs, in a thread each: one that takes letters, one that takes signed messages."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Letters(ThreadingTCPServer):
    """Takes letters by SMTP, over TLS once it is asked to."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext | None, *, says: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.tls = tls
        self.says = says or {}
        self.taken: list[tuple[bool, bytes]] = []

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no error."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Clerk(StreamRequestHandler):
    """One conversation."""

    server: Letters

    def handle(self) -> None:
        self.secret = False
        self.tell("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb in self.server.says:
                self.tell(self.server.says[verb])
            else:
                getattr(self, f"hear_{verb.lower()}", self.hear_other)()
            if verb == "QUIT":
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def tell(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def hear_ehlo(self) -> None:
        offers = ["250-here"] + (["250-STARTTLS"] if self.server.tls and not self.secret else [])
        self.tell("\r\n".join([*offers, "250 AUTH PLAIN"]))

    def hear_starttls(self) -> None:
        self.tell("220 go ahead")
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.secret = True

    def hear_auth(self) -> None:
        self.tell("235 welcome")

    def hear_data(self) -> None:
        self.tell("354 go on")
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += self.rfile.readline()
        self.server.taken.append((self.secret, text[:-3]))
        self.tell("250 taken")

    def hear_other(self) -> None:
        self.tell("250 well")


class Messages(BaseHTTPRequestHandler):
    """Takes messages, and answers as it is told."""

    server: "Desk"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.taken.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quietly."""


class Desk(ThreadingHTTPServer):
    """Takes messages over http or https."""

    daemon_threads = True

    def __init__(self, status: int, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Messages)
        self.status = status
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: object) -> None:
        """A client that does not believe us is no error."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


Server = TypeVar("Server", Letters, Desk)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve in a thread, as long as it is needed."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certified(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A server's TLS for `localhost`, and the certificate by which it is believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    known = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(known, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context, pem.decode()
