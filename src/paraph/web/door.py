"""Where persons reach the pages: which address, under which name, and protected by what.

* Plain http is for this machine alone; to anybody else the pages speak https.
* Signing in without a second factor, for a demonstration, is for this machine alone too.
"""

import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple

from paraph.values import Barred

DEFAULT: Final = "127.0.0.1:8443"
"""Where the pages are when nobody says otherwise."""

_HERE: Final = ("localhost", "127.0.0.1", "[::1]")


class Door(NamedTuple):
    """Where the pages are.

    Attributes:
        home: The node's folder.
        host: Address to listen at.
        port: Port to listen at.
        name: Host name that persons type.
        certificate: File of the certificate for https, or None.
        key: File of its key.
        demo: Whether links sign a desk in without password: for a demonstration.
        front: Origin of the page that may show ours in a frame; only in a demonstration.
    """

    home: Path
    host: str
    port: int
    name: str
    certificate: Path | None = None
    key: Path | None = None
    demo: bool = False
    front: str = ""

    @property
    def secure(self) -> bool:
        """Whether it is https."""
        return self.certificate is not None

    @property
    def origin(self) -> str:
        """The beginning of every address of a page."""
        return f"{'https' if self.secure else 'http'}://{self.name}:{self.port}"

    @property
    def names(self) -> tuple[str, ...]:
        """Host names that are answered."""
        given = (self.name, *(() if _everywhere(self.host) else (_bracketed(self.host),)))
        return tuple(dict.fromkeys((*given, *(_HERE if is_here(self.host) or _everywhere(self.host) else ()))))


def checked(door: Door) -> Door:
    """Return a door that is safe to open.

    Raises:
        Barred: "pages.plain_http": others would reach it unprotected; "pages.demo_abroad": others would be signed in
            without a password; "pages.certificate": the certificate and the key do not serve.
    """
    if door.demo and not is_here(door.host):
        raise Barred("pages.demo_abroad", host=door.host)
    if door.certificate is None and not is_here(door.host):
        raise Barred("pages.plain_http", host=door.host)
    if door.certificate is not None:
        _require_certificate(door.certificate, door.key)
    return door


def parted(address: str) -> tuple[str, int]:
    """Part HOST:PORT; an IPv6 address stands in brackets.

    Raises:
        Barred: "pages.address".
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise Barred("pages.address", address=address)
    return host.strip("[]"), int(port)


def is_here(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _everywhere(host: str) -> bool:
    return host in {"0.0.0.0", "::"}  # noqa: S104  # compared, not listened at


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _require_certificate(certificate: Path, key: Path | None) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as error:
        raise Barred("pages.certificate", file=str(certificate), reason=error.strerror or str(error)) from error
