"""TLS between two nodes that know each other: version 1.3, both sides by pinned certificates, no authority asked.

* A certificate counts because it is the one that was compared by telephone, not because of who signed it.
* The private key goes from memory into TLS without touching a disk.
* A node has a certificate for each framework. A client calls the one that it has pinned by `calling_name`, which tells
  an onlooker nothing: neither the framework nor the party.
"""

import hashlib
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


def by_name(contexts: Mapping[str, ssl.SSLContext]) -> ssl.SSLContext:
    """Let a client choose by the name it calls (RFC 6066 §3); one that calls none of them gets the first."""
    first = next(iter(contexts.values()))

    def choose(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = contexts.get(name or "", first)

    first.sni_callback = choose
    return first


def client_context(own: TlsIdentity, pin: str) -> ssl.SSLContext:
    """Return a context that speaks only to the holder of one pinned certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # the certificate is known, so its name says nothing more
    return _pinned(context, own, (pin,))


def calling_name(certificate: str) -> str:
    """Return the name by which a client calls the holder of a certificate: 32 hex digits of the SHA-256 of its DER."""
    return hashlib.sha256(der_of(certificate)).hexdigest()[:32]


def der_of(certificate: str) -> bytes:
    """Return a PEM certificate's bytes, by which two are compared."""
    return ssl.PEM_cert_to_DER_cert(certificate)


def _pinned(context: ssl.SSLContext, own: TlsIdentity, pins: Iterable[str]) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    admitted = "\n".join(pins)
    if admitted:  # where nobody is known, nobody is admitted
        context.load_verify_locations(cadata=admitted)
    descriptor = os.memfd_create("tls", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, f"{own.key}\n{own.certificate}".encode())
        context.load_cert_chain(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
    return context
