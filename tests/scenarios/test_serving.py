"""Nodes that serve, over real links: several frameworks at once, counterparts that fail, and an end in order."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from tests.scenarios.served import appends, held, introduce, link_of, new_node, reached_at, serving, until

from paraph.adapters.https_tls import TlsIdentity, server_context
from paraph.node import Node
from paraph.serving import Serving, _attempt, exchange_with
from paraph.values import Answer


@pytest.fixture
def three(tmp_path: Path) -> Iterator[dict[str, Node]]:
    """North deals with South in one framework, and with East in another."""
    found = {
        "NORTH": new_node(tmp_path, "NORTH", "river", "lake"),
        "SOUTH": new_node(tmp_path, "SOUTH", "river"),
        "EAST": new_node(tmp_path, "EAST", "lake"),
    }
    introduce("river", found["NORTH"], found["SOUTH"])
    introduce("lake", found["NORTH"], found["EAST"])
    yield found
    for node in found.values():
        node.close()


def test_a_node_in_two_frameworks_exchanges_with_the_counterparts_of_both(three: dict[str, Node]) -> None:
    """It shows each the certificate of their framework, whoever calls and whoever is called."""
    north, south, east = three["NORTH"], three["SOUTH"], three["EAST"]
    others = {"river": south, "lake": east}
    for framework, other in others.items():
        appends(north, framework, "north")
        appends(other, framework, "other")

    with serving(south) as one, serving(east) as another, serving(north) as here:
        ports = {"river": one.port, "lake": another.port}
        for framework, other in others.items():
            reached_at(north, framework, other.identity.party, ports[framework])
            reached_at(other, framework, "NORTH", here.port)
            exchange_with(other, framework, "NORTH")
            exchange_with(north, framework, other.identity.party)

    for framework, other in others.items():
        assert (1, 1) == (held(other, framework, "NORTH"), held(north, framework, other.identity.party))
        assert "linked" == link_of(north, framework, other.identity.party)["state"]


@contextmanager
def answering(node: Node, framework: str, garbage: bytes, *, hold: bool = False) -> Iterator[int]:
    """A node that answers every request with the same bytes, then closes, or holds on."""
    keys = node.keys(framework)
    own = TlsIdentity(certificate=keys.public.certificate, key=keys.tls_key)
    context = server_context(own, [one.certificate for one in node.setup(framework).others])
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer(client: socket.socket) -> None:
            secured = context.wrap_socket(client, server_side=True)
            kept.append(secured)
            secured.recv(65536)
            secured.sendall(garbage)
            secured.close() if not hold else None

        def work() -> None:
            with suppress(OSError):
                while client := listener.accept()[0]:
                    _attempt(partial(answer, client))

        threading.Thread(target=work, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    for one in kept:
        one.close()


GARBAGE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 8,
    "no number": b"HTTP/1.1 two hundred\r\n\r\n",
    "a status that is none": b"HTTP/1.1 999999 x\r\n\r\n",
    "less than nothing": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
    "more than there is": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc",
    "more than may be": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "a tag that is no text": b"HTTP/1.1 200 OK\r\nETag: \xff\xfe\r\nContent-Length: 9\r\n\r\nabc",
    "a part of nothing": b"HTTP/1.1 206 OK\r\nContent-Range: bytes 5-6/7\r\nContent-Length: 2\r\n\r\nab",
    "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a line without end": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70000,
    "headers without end": b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 300,
    "packed noise": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "no note": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    "no text": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\xfe\n",
}


def heard_from_south(north: Node) -> bool:
    """Exchange; tell whether what came had a name. What has none is raised."""
    try:
        return bool(exchange_with(north, "river", "SOUTH").refusals)
    except Answer:
        return True


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_a_failed_link_or_a_refusal_and_nothing_else(three: dict[str, Node], name: str) -> None:
    """Whatever a counterpart sends has a name; a second attempt, which might resume the first, too."""
    north = three["NORTH"]
    with answering(three["SOUTH"], "river", GARBAGE[name]) as port:
        reached_at(north, "river", "SOUTH", port)
        refused = [heard_from_south(north), heard_from_south(north)]

    assert [True, True] == refused
    assert link_of(north, "river", "SOUTH")["state"] in {"cut", "linked"}


def test_what_nobody_foresaw_is_kept_and_the_exchange_goes_on(three: dict[str, Node]) -> None:
    north, south = three["NORTH"], three["SOUTH"]
    appends(south, "river", "south")
    in_the_way = north.folder("river") / "scratch"
    in_the_way.write_text("no folder")

    with serving(south) as there, serving(north, every=0.05):
        reached_at(north, "river", "SOUTH", there.port)
        until(lambda: "fault" == link_of(north, "river", "SOUTH").get("state"))
        kept = link_of(north, "river", "SOUTH")
        in_the_way.unlink()
        until(lambda: 1 == held(north, "river", "SOUTH"))

    assert ("exchange.unexpected", "FileExistsError") == (kept["code"], kept["facts"]["error"])
    assert "linked" == link_of(north, "river", "SOUTH")["state"]


def test_a_node_serves_before_it_knows_anybody_and_whoever_joins_meanwhile(tmp_path: Path) -> None:
    """A party, an address or a framework that is new counts from the next round on; nothing is started again."""
    north, south = new_node(tmp_path, "NORTH", "lake"), new_node(tmp_path, "SOUTH", "river")

    with serving(north, every=0.05) as here, serving(south, every=0.05):
        north.begin("river", quick=True)
        introduce("river", north, south)
        appends(north, "river", "north")
        reached_at(south, "river", "NORTH", here.port)
        until(lambda: 1 == held(south, "river", "NORTH"))

    north.close()
    south.close()


def test_a_stalled_link_does_not_keep_a_node_from_stopping(three: dict[str, Node]) -> None:
    north = three["NORTH"]
    stalls = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"

    with answering(three["SOUTH"], "river", stalls, hold=True) as port:
        reached_at(north, "river", "SOUTH", port)
        one = Serving(north).start()
        scratch = north.folder("river") / "scratch"
        until(scratch.is_dir)
        begun = monotonic()
        one.close()

    assert monotonic() - begun < 5
    assert {} == link_of(north, "river", "SOUTH")


def test_a_node_is_started_again_while_the_other_is_down(three: dict[str, Node]) -> None:
    """On the same port, and what was said meanwhile arrives once the other is there again."""
    north, south = three["NORTH"], three["SOUTH"]
    with serving(north) as here, serving(south) as there:
        reached_at(north, "river", "SOUTH", there.port)
        reached_at(south, "river", "NORTH", here.port)
        port, other = here.port, there.port

    appends(north, "river", "north")
    with closing(Serving(north, port=port, every=0.05).start()) as again:
        until(lambda: "cut" == link_of(north, "river", "SOUTH").get("state"))
        with closing(Serving(south, port=other, every=0.05).start()):
            until(lambda: 1 == held(south, "river", "NORTH"))
            until(lambda: "linked" == link_of(north, "river", "SOUTH")["state"])

    assert again.port == port
