"""One connection to the https server: requests read within limits, answered from the record."""

import gzip
import hashlib
import io
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, cast

from paraph.adapters.https_limits import Metered
from paraph.adapters.https_tls import TlsIdentity, der_of
from paraph.service.desk import Desk
from paraph.service.serve_tiles import Served, serve, span
from paraph.values import Barred, Fault, Unreadable

MAX_RATIO: Final = 100
"""By how much a packed answer may grow; what shrinks more is sent as it is."""

_PIECE: Final = 64 * 1024
_MEDIA: Final = {
    "checkpoint": "text/plain; charset=utf-8",
    "hashes": "application/octet-stream",
    "entries": "application/octet-stream",
}


@dataclass(frozen=True, kw_only=True)
class Hosted:
    """One framework on a server.

    Attributes:
        desk: What is served.
        own: By what the node shows itself in this framework.
        hinted: Called with a party that says it has news; must return at once.
    """

    desk: Desk
    own: TlsIdentity
    hinted: Callable[[str], None] = lambda _party: None

    @cached_property
    def pins(self) -> dict[bytes, str]:
        """Certificate -> party."""
        return {der_of(member.certificate): member.party for member in self.desk.setup.others}


class Answering(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer's head must not wait for the acknowledgement of what went before
    server: Any

    def setup(self) -> None:
        """Read through a meter."""
        super().setup()
        self.rfile.close()
        self._metered = Metered(self.connection, self.server.limits)
        self.rfile = io.BufferedReader(self._metered, 4096)

    def handle_one_request(self) -> None:
        """Give each request its own budget."""
        self._metered.renew()
        super().handle_one_request()

    def do_GET(self) -> None:
        """Answer with a part of a log."""
        framework, party, rest = self._asked()
        if not party:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            served = serve(self.server.hosted[framework].desk, party, rest)
        except (Barred, Unreadable):
            self._refuse(HTTPStatus.NOT_FOUND)
        except Fault:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._answer(served)

    def do_POST(self) -> None:
        """Take a hint."""
        framework, party, rest = self._asked()
        if self.headers.get("Content-Length", "0") != "0" or self.headers.get("Transfer-Encoding"):
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif not party or rest != "hint":
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not self.server.may_hint(framework, party):
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
        else:
            self.server.hosted[framework].hinted(party)
            self._refuse(HTTPStatus.NO_CONTENT, keep=True)

    def _asked(self) -> tuple[str, str, str]:
        """Return framework, asking party and the rest of the path; no party when it is none of that framework."""
        framework, _, rest = self.path.removeprefix("/").partition("/")
        hosted = self.server.hosted.get(framework)
        certificate = cast(ssl.SSLSocket, self.connection).getpeercert(binary_form=True) or b""
        return framework, "" if hosted is None else hosted.pins.get(certificate, ""), rest

    def _answer(self, served: Served) -> None:
        body, coding = self._encoded(served)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        wanted = self.headers.get("Range") if self.headers.get("If-Range", tag) == tag else None
        try:
            part = span(wanted, len(body)) if wanted else range(len(body))
        except Unreadable:
            self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return
        self.send_response(HTTPStatus.PARTIAL_CONTENT if wanted else HTTPStatus.OK)
        if wanted:
            self.send_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{len(body)}")
        if coding:
            self.send_header("Content-Encoding", coding)
        changes = served.kind == "checkpoint"
        self.send_header("Cache-Control", "no-store" if changes else "private, max-age=31536000, immutable")
        self.send_header("Content-Type", _MEDIA[served.kind])
        self.send_header("ETag", tag)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        for start in range(part.start, part.stop, _PIECE):
            self.wfile.write(body[start : min(start + _PIECE, part.stop)])

    def _encoded(self, served: Served) -> tuple[bytes, str]:
        if served.kind != "entries" or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return served.data, ""
        packed = gzip.compress(served.data, 1, mtime=0)
        fits = len(packed) < len(served.data) <= len(packed) * MAX_RATIO
        return (packed, "gzip") if fits else (served.data, "")

    def _refuse(self, status: HTTPStatus, *, keep: bool = False) -> None:
        """Answer without a body; what was refused ends the connection unless the link is honest business as usual."""
        self.close_connection = self.close_connection or not (keep or status is HTTPStatus.NOT_FOUND)
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", "0")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def version_string(self) -> str:
        """Name no software versions."""
        return "paraph"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's name
        """Print nothing: who asked for what is nobody's business but the node's."""
