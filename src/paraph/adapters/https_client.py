"""The https way to a counterpart: its pinned certificate, one kept connection, transfers that resume after a cut.

* What a counterpart sends is bounded before it is read, and again while it is unpacked.
* Bytes that came before a cut are kept on disk and asked for no more; the tag of the whole says whether they still fit.
* Every failure of the link is Unreachable, with one code; trying again is the caller's decision.

    link.failed       no connection: refused, no route, no such name
    link.cut          the connection ended or stood still before the answer did
    link.certificate  whoever answered does not hold the pinned certificate
    link.tls          no agreement on TLS: the other side may not have pinned ours
    link.status       the other node could not answer now
"""

import hashlib
import http.client
import re
import socket
import ssl
import zlib
from contextlib import closing, suppress
from pathlib import Path
from threading import RLock
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from paraph.adapters.disk import write_whole
from paraph.adapters.https_ahead import Ahead
from paraph.adapters.https_tls import TlsIdentity, calling_name, client_context, der_of
from paraph.service.serve_tiles import limit_of, origin_hash
from paraph.service.setup import Member
from paraph.values import Barred, Unreachable, Unreadable

MAX_RATIO: Final = 128
"""By how much an answer may grow when it is unpacked."""

_PIECE: Final = 64 * 1024
_PART: Final = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/[0-9]{1,18}", re.ASCII)


class HttpsCourier:
    """A `Courier` over one TLS connection, opened when first needed and again after a failure; one use at a time.

    Attributes:
        scratch: Where beginnings of transfers are kept.
        over: It was cut from here; nothing follows.
        turn: Whose use of the connection it is, of several threads'.
    """

    def __init__(
        self, member: Member, *, framework: str, own: TlsIdentity, scratch: Path, patience: float = 20.0
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            member: The counterpart, with its address and certificate.
            framework: Which framework.
            own: By what we show ourselves.
            scratch: A folder of the house, for the beginnings of transfers that were cut.
            patience: Seconds to wait for a connection, or for the next byte.

        Raises:
            Barred: "address.none" or "address.not_https".
        """
        parts = urlsplit(member.address)
        if not member.address:
            raise Barred("address.none", party=member.party)
        if parts.scheme != "https" or not parts.hostname:
            raise Barred("address.not_https", party=member.party, address=member.address)
        self._host, self._port = parts.hostname, parts.port or 443
        self._prefix = f"{parts.path.rstrip('/')}/{framework}"
        self._pin, self._called = der_of(member.certificate), calling_name(member.certificate)
        self._context = client_context(own, member.certificate)
        self._patience = patience
        self._party = member.party
        self._connection: http.client.HTTPSConnection | None = None
        self.over = False
        self.scratch = scratch
        self.turn = RLock()

    def source(self, origin: str) -> "HttpsSource":
        """Return a log as the counterpart serves it."""
        return HttpsSource(self, f"{self._prefix}/{origin_hash(origin)}")

    def hint(self) -> None:
        """Say that there is news, if the counterpart can be reached."""
        with self.turn, suppress(Unreachable), closing(self.ask("POST", f"{self._prefix}/hint", {})) as answer:
            answer.read()

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        with self.turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def end(self) -> None:
        """Close the connection for good: what another thread was about to ask ends as on a link that was cut."""
        self.over = True
        self.close()

    def cut(self) -> None:
        """End what is under way in another thread, as a link that was cut; all that follows ends so at once."""
        self.over = True
        under_way = None if self._connection is None else self._connection.sock
        if under_way is not None:
            with suppress(OSError):  # it has ended by itself
                socket.socket.shutdown(under_way, socket.SHUT_RDWR)

    def ask(self, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send a request and return the answer's beginning. Raises Unreachable."""
        kept = self._connection is not None
        try:
            return self._ask_once(method, path, headers)
        except Unreachable:
            self.close()
            # A kept connection may have been closed by the other side while it was idle: that is no failure yet.
            if not kept:
                raise
        try:
            return self._ask_once(method, path, headers)
        except Unreachable:
            self.close()
            raise

    def failed(self, error: Exception, code: str = "link.cut") -> Unreachable:
        """Close the connection and say why."""
        self.close()
        return Unreachable(code, party=self._party, reason=type(error).__name__)

    def _ask_once(self, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        if self.over:
            raise Unreachable("link.cut", party=self._party, reason="over")
        connection = self._connection or self._connect()
        try:
            connection.request(method, path, headers={"Cache-Control": "no-cache", **headers})
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise self.failed(error, _tls_code(error) or "link.cut") from error

    def _connect(self) -> http.client.HTTPSConnection:
        connection = _Connection(self._host, self._port, timeout=self._patience, context=self._context)
        connection.called, connection.tls = self._called, self._context
        self._connection = connection
        try:
            connection.connect()
        except OSError as error:
            raise self.failed(error, _tls_code(error) or "link.failed") from error
        if connection.sock.getpeercert(binary_form=True) != self._pin:
            self.close()
            raise Unreachable("link.certificate", party=self._party, reason="another")
        return connection


class _Connection(http.client.HTTPSConnection):
    """A connection that calls the certificate it has pinned, so that the server shows that one."""

    called: str
    tls: ssl.SSLContext

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.called)


class HttpsSource:
    """One log at a counterpart: a `FarSource`."""

    def __init__(self, courier: HttpsCourier, prefix: str) -> None:
        """Read from below `prefix`."""
        self._courier = courier
        self._prefix = prefix
        self._ahead = Ahead(self._fetch)

    def expect(self, path: str) -> None:
        """Begin to fetch what will be asked for next."""
        self._ahead.expect(path)

    def fetch(self, path: str) -> bytes:
        """Read one resource, going on where an earlier attempt was cut.

        Raises:
            Unreachable: See the module.
            Unreadable: "tile.path", "source.missing", "source.long" or "source.packed".
        """
        return self._ahead.take(path)

    def _fetch(self, path: str) -> bytes:
        limit = limit_of(path)
        url = f"{self._prefix}/{path}"
        begun = _Begun.read(self._file(url), limit)
        headers = {"Accept-Encoding": "gzip, identity"}
        if begun.data:
            headers |= {"Range": f"bytes={len(begun.data)}-", "If-Range": begun.tag}
        with self._courier.turn, closing(self._courier.ask("GET", url, headers)) as answer:
            if answer.status == http.client.PARTIAL_CONTENT:
                self._require_next(answer, begun, url)
            else:
                begun = _Begun(answer.getheader("ETag", ""), b"")
                self._require_found(answer, path)
            whole = self._receive(answer, begun, url, limit)
        self._file(url).unlink(missing_ok=True)
        packed = answer.getheader("Content-Encoding") == "gzip"
        return _unpacked(whole, path, limit) if packed else whole

    def _receive(self, answer: http.client.HTTPResponse, begun: "_Begun", url: str, limit: int) -> bytes:
        data = bytearray(begun.data)
        if answer.length is None or len(data) + answer.length > limit:
            self._courier.close()
            raise Unreadable("source.long", path=url, limit=limit)
        try:
            while piece := answer.read1(_PIECE):
                data += piece
            _require_end(answer)
        except (OSError, EOFError, http.client.HTTPException) as error:
            self._keep(url, begun.tag, bytes(data))
            raise self._courier.failed(error) from error
        return bytes(data)

    def _keep(self, url: str, tag: str, data: bytes) -> None:
        """Keep what came before a cut, for the next attempt; a checkpoint is too small and too fleeting for that."""
        if data and tag and not url.endswith("/checkpoint"):
            write_whole(self._file(url), tag.encode() + b"\n" + data)

    def _require_next(self, answer: http.client.HTTPResponse, begun: "_Begun", url: str) -> None:
        found = _PART.fullmatch(answer.getheader("Content-Range", ""))
        if found is None or int(found[1]) != len(begun.data) or answer.getheader("ETag") != begun.tag:
            self._file(url).unlink(missing_ok=True)
            self._courier.close()
            raise Unreachable("link.status", status=int(answer.status), reason="other_part")

    def _require_found(self, answer: http.client.HTTPResponse, path: str) -> None:
        if answer.status == http.client.OK:
            return
        if answer.status == http.client.NOT_FOUND and answer.getheader("Content-Length") == "0":
            answer.read()
            raise Unreadable("source.missing", path=path)
        self._courier.close()
        raise Unreachable("link.status", status=int(answer.status), reason=answer.reason[:80])

    def _file(self, url: str) -> Path:
        return self._courier.scratch / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.part"


class _Begun(NamedTuple):
    """The beginning of an answer, and the tag of the whole."""

    tag: str
    data: bytes

    @classmethod
    def read(cls, file: Path, limit: int) -> "_Begun":
        try:
            tag, _, data = file.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return cls("", b"")
        return cls(tag.decode("ascii", "replace"), data) if len(data) <= limit else cls("", b"")


def _tls_code(error: Exception) -> str:
    """Name a failure of TLS; a connection that ended in it is a link that was cut."""
    match error:
        case ssl.SSLCertVerificationError():
            return "link.certificate"
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return "link.cut"
        case ssl.SSLError():
            return "link.tls"
        case _:
            return ""


def _require_end(answer: http.client.HTTPResponse) -> None:
    """Raise EOFError if the connection ended before the answer did; the library does not say."""
    if answer.length:
        raise EOFError(answer.length)


def _unpacked(data: bytes, path: str, limit: int) -> bytes:
    engine = zlib.decompressobj(wbits=31)
    most = min(limit, MAX_RATIO * len(data))
    try:
        whole = engine.decompress(data, most + 1)
    except zlib.error as error:
        raise Unreadable("source.packed", path=path) from error
    if len(whole) > most:
        raise Unreadable("source.long", path=path, limit=most)
    if not engine.eof or engine.unused_data:
        raise Unreadable("source.packed", path=path)
    return whole
