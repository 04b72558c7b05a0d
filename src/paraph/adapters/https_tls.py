"""TLS between two nodes that know each other: version 1.3, both sides by pinned certificates, no authority asked.

* A certificate counts because it is the one that was compared by telephone, not because of who signed it.
* The private key goes from memory into TLS without touching a disk.
"""

import os
import ssl
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class TlsIdentity(NamedTuple):
    """By what a node shows itself on a link.

    Attributes:
        certificate: PEM, self-signed; the one that the counterparts have pinned.
        key: Its private key, PEM, without passphrase.
    """

    certificate: str
    key: str


def server_context(own: TlsIdentity, pins: Iterable[str]) -> ssl.SSLContext:
    """Return a context that admits only clients who hold one of the pinned certificates."""
    return _pinned(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), own, pins)


def by_name(context: ssl.SSLContext, others: Mapping[str, ssl.SSLContext]) -> ssl.SSLContext:
    """Let a client choose by the name it calls (RFC 6066 §3): each framework has its own certificates."""

    def choose(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = others.get(name or "", context)

    context.sni_callback = choose
    return context


def client_context(own: TlsIdentity, pin: str) -> ssl.SSLContext:
    """Return a context that speaks only to the holder of one pinned certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # the certificate is known, so its name says nothing more
    return _pinned(context, own, (pin,))


def der_of(certificate: str) -> bytes:
    """Return a PEM certificate's bytes, by which two are compared."""
    return ssl.PEM_cert_to_DER_cert(certificate)


def _pinned(context: ssl.SSLContext, own: TlsIdentity, pins: Iterable[str]) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata="\n".join(pins))
    descriptor = os.memfd_create("tls", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, f"{own.key}\n{own.certificate}".encode())
        context.load_cert_chain(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
    return context
