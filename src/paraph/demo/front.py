"""One page with both nodes side by side, and a short tour: for this machine alone, and only for a demonstration.

* It answers this machine alone, and changes something only for its own page (a header that no other page may send).
"""

import json
import re
import signal
from collections.abc import Callable
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from time import sleep
from typing import Final

from paraph.demo.desks import Desks, fresh_desk_link
from paraph.demo.founding import FRAMEWORK
from paraph.demo.left_open import answer_there, leave_open
from paraph.values import Barred

_KINDS: Final = {"index.html": "text/html", "front.css": "text/css", "front.js": "text/javascript"}
_PARTIES: Final = ("PK", "US")
_TRIES: Final = 20
_WHO: Final = ("clerk", "head")
_DESK: Final = re.compile("/desk/(PK|US)(?:/(clerk|head))?")


class Front:
    """The page."""

    def __init__(self, desks: Desks, folder: Path, *, port: int, records: dict[str, str]) -> None:
        """Listen on this machine.

        Args:
            desks: Both served nodes.
            folder: Of the demonstration.
            port: Where.
            records: Name in the tour -> record.
        """
        self.desks, self.folder, self.records = desks, folder, records
        self._links = {(party, who): str(desks.told[party]["desks"][who]) for party in _PARTIES for who in _WHO}
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.url = f"http://localhost:{self._server.server_port}/"

    def serve(self) -> None:
        """Answer until `close`."""
        self._server.serve_forever()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def desk(self, party: str, who: str, cookies: str) -> str:
        """Return where a desk begins: where its clerk is signed in already, else by a link that signs in."""
        if who == "clerk" and f"paraph-session-{party.lower()}" in SimpleCookie(cookies):
            return self.desks.pages(party) + "/"
        link = self._links.pop((party, who), "")
        return link or fresh_desk_link(self.folder / party, self.desks.pages(party), who)

    def state(self) -> dict[str, object]:
        """Return what the tour needs to know."""
        return {
            "cut": self.desks.is_cut,
            "framework": FRAMEWORK,
            "records": self.records,
            "pages": {party: self.desks.pages(party) for party in _PARTIES},
        }

    def do(self, what: str) -> dict[str, object]:
        """Cut or mend the link, or carry a file."""
        carried = None
        if what == "cut":
            self.desks.cut()
        elif what == "mend":
            self.desks.mend()
        else:
            carried = self.desks.carry()
        return {**self.state(), "carried": carried}


class _Handler(BaseHTTPRequestHandler):
    """Answers one request; `front` is set by the class made for each page."""

    front: Front

    def do_GET(self) -> None:  # the name that the library asks for
        path = self.path.partition("?")[0]
        desk = _DESK.fullmatch(path)
        if desk is not None:
            self._redirect(self.front.desk(desk[1], desk[2] or "clerk", self.headers.get("Cookie", "")))
        elif path == "/state":
            self._send(json.dumps(self.front.state()).encode(), "application/json")
        else:
            self._file(path.strip("/") or "index.html")

    def do_POST(self) -> None:  # as above
        what = self.path.removeprefix("/do/")
        if what in {"cut", "mend", "carry"} and self.headers.get("X-Paraph-Tour") == "1":
            self._send(json.dumps(self.front.do(what)).encode(), "application/json")
        else:
            self.send_error(403)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's own name
        """Say nothing."""

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _file(self, name: str) -> None:
        if name not in _KINDS:
            self.send_error(404)
            return
        data = files("paraph.demo").joinpath("front_page", name).read_bytes()
        self._send(data, f"{_KINDS[name]}; charset=utf-8")

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _policy(self.front))
        self.end_headers()
        self.wfile.write(data)


def _handler(front: Front) -> type[_Handler]:
    return type("Handler", (_Handler,), {"front": front})


def _policy(front: Front) -> str:
    frames = " ".join(front.desks.pages(party) for party in _PARTIES)
    own = f"default-src 'self'; img-src data:; frame-src 'self' {frames}"
    return f"{own}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def show_both(folder: Path, *, port: int, say: Callable[[str], None]) -> None:
    """Serve both nodes and the page that shows them, until interrupted.

    Raises:
        Barred: "cli.cannot_listen": the port is taken.
    """
    require_free(port)
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _interrupt)
    desks = Desks(folder, front=f"http://localhost:{port}")
    try:
        front = Front(desks, folder, port=port, records=furnish(desks))
        say(f"Both nodes, side by side: {front.url}  (stop with Ctrl-C)")
        front.serve()
    except KeyboardInterrupt:
        say("Stopped. The nodes stay in the folder.")
    finally:
        desks.close()


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


def furnish(desks: Desks) -> dict[str, str]:
    """Leave a question and a text with one bracket for whoever looks; return their records."""
    with desks.sides["PK"].node.desk(FRAMEWORK) as desk:
        last = desk.store.opened(kind="consultation.session")[-1].record.hex()
    session, statement = leave_open(desks.sides, last_session=last)
    # The nodes exchange by themselves; what they have not yet is carried.
    for _ in range(_TRIES):
        desks.carry()
        if answer_there(desks.sides, statement, last_session=last):
            break
        sleep(1)
    desks.carry()
    return {"session": session, "statement": statement}


def require_free(port: int) -> None:
    """Refuse a port that somebody listens at. Raises Barred("cli.cannot_listen")."""
    try:
        ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler).server_close()
    except OSError as error:
        raise Barred("cli.cannot_listen", host="127.0.0.1", port=port, reason=error.strerror or "") from error
