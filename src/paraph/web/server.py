"""The pages as `paraph serve` runs them: made ready in the process that serves, answered by two of their own.

* The tables of office.db are brought up to date and the files of the pages laid out before anybody is let in.
* It stops on a signal, and takes its processes with it.
"""

import http.client
import multiprocessing
import socket
import ssl
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import monotonic, sleep
from typing import Final, NamedTuple

from paraph.service.people import people
from paraph.values import Barred
from paraph.web.door import Door
from paraph.web.office import enter, leave
from paraph.web.wsgi import load

WORKERS: Final = 2
THREADS: Final = 64
"""Threads of one process: each open page holds one for its live stream (`live.STREAMS` at most), the rest answer."""

_PATIENCE: Final = 60.0
_LAST_WORDS: Final = 3
"""Seconds that a request may still take when the node is stopped."""


class Welcome(NamedTuple):
    """How persons come in.

    Attributes:
        pages: Where the pages begin.
        first: The one-time link of the first administrator, or None.
        desks: In a demonstration: person -> the link that signs them in.
    """

    pages: str
    first: str | None
    desks: dict[str, str]


def free_port(host: str, port: int) -> int:
    """Return a port that nobody listens at: the one asked for, or any for 0.

    Raises:
        Barred: "cli.cannot_listen".
    """
    try:
        with socket.create_server((host, port), family=_family(host)) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        raise Barred("cli.cannot_listen", host=host, port=port, reason=error.strerror or "") from error


def prepare(door: Door, passphrase: Callable[[], str]) -> Welcome:
    """Make everything ready, and the links by which persons come in."""
    ours = enter(door, passphrase=passphrase)
    try:
        from django.core.management import call_command  # noqa: PLC0415  # only where pages are served

        from paraph.web.settings import set_up  # noqa: PLC0415  # as above

        set_up(ours)
        (door.home / "office.db").touch(mode=0o600)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        return _welcome(door)
    finally:
        leave()


def run(door: Door, passphrase: str, *, opened: Callable[[], None]) -> None:
    """Answer until a signal stops it.

    Args:
        door: Where.
        passphrase: Handed to the processes that answer.
        opened: Called once, when a page is answered.
    """
    from granian.constants import Interfaces  # noqa: PLC0415  # only where pages are served
    from granian.server import Server  # noqa: PLC0415  # as above

    # A process made by copying this one would inherit threads and open files half-way through their work.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "paraph.web.wsgi:load",
        address=door.host,
        port=door.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_enabled=False,
        ssl_cert=door.certificate,
        ssl_key=door.key,
        workers_kill_timeout=_LAST_WORDS,
        respawn_failed_workers=True,
    )
    Thread(target=_when_answered, args=(door, opened), name="opening", daemon=True).start()
    server.serve(target_loader=partial(load, door, passphrase), wrap_loader=False)


def _welcome(door: Door) -> Welcome:
    from paraph.web.links import first_link, new_link  # noqa: PLC0415  # needs what was set up just before
    from paraph.web.office import office  # noqa: PLC0415  # as above
    from paraph.web.sealing import open_seal  # noqa: PLC0415  # as above

    open_seal()
    known = people(office().node.house) if door.demo else ()
    desks = {one.id: door.origin + new_link(one.id, purpose="desk") for one in known}
    first = None if door.demo else first_link()
    return Welcome(f"{door.origin}/", first and door.origin + first, desks)


def _when_answered(door: Door, opened: Callable[[], None]) -> None:
    until = monotonic() + _PATIENCE
    while not _answers(door) and monotonic() < until:
        sleep(0.05)
    opened()


def _answers(door: Door) -> bool:
    host = "localhost" if door.host in {"0.0.0.0", "::"} else door.host  # noqa: S104  # compared, not listened at
    try:
        line = _line(door, host)
        line.request("GET", "/healthz", headers={"Host": f"{door.name}:{door.port}"})
        return line.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


def _line(door: Door, host: str) -> http.client.HTTPConnection:
    if not door.secure:
        return http.client.HTTPConnection(host, door.port, timeout=5)
    # Only whether we answer ourselves: nothing is sent, nothing that comes back is believed.
    unproven = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unproven.check_hostname, unproven.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, door.port, timeout=5, context=unproven)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
