"""Signed messages over https: one request, no redirect followed, and of the answer only its status believed."""

import http.client
import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from paraph.values import Unreachable

_PATIENCE: Final = 15.0


def send(url: str, body: bytes, headers: Mapping[str, str], *, authority: str = "") -> int:
    """Post a message once, and return the status of the answer.

    Args:
        url: Where: https, or http on this machine.
        body: The exact bytes that were signed.
        headers: With the signature.
        authority: PEM of the authority that vouches for the other end; empty for those the machine trusts.

    Raises:
        Unreachable: "webhook.link": nobody answered.
    """
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, authority)
    try:
        connection.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable("webhook.link", host=parts.hostname or "", reason=type(error).__name__) from error
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None, authority: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_PATIENCE)
    context = ssl.create_default_context(cadata=authority or None)
    return http.client.HTTPSConnection(host, port, timeout=_PATIENCE, context=context)
