"""The server: answers holders of pinned certificates, within limits, and nobody else."""

import dataclasses
import socket
import time

import pytest
from msgspec import structs
from tests.exchange.cast import EAST, FRAMEWORK, NORTH, SOUTH, Node, origin, setup, with_broken
from tests.exchange.links import calling, free_port, identity, raw, serving

from paraph.adapters.https_server import Hosted, Limits, TileServer
from paraph.service.serve_tiles import origin_hash
from paraph.values import Damaged, Unreachable, Unreadable

Two = tuple[Node, Node]


def test_nobody_without_a_pinned_certificate_is_answered(linked: Two) -> None:
    north, south = linked
    south.say("one")

    with (
        serving(south) as server,
        calling(north, server.port, own=identity(EAST)) as courier,
        pytest.raises(Unreachable, match=r"link\.(tls|cut)"),
    ):
        courier.source(origin(SOUTH)).fetch("checkpoint")


def test_nobody_else_is_taken_for_the_counterpart(linked: Two) -> None:
    north, south = linked

    with (
        serving(south) as server,
        calling(north, server.port, pin=identity(EAST).certificate) as courier,
        pytest.raises(Unreachable, match=r"link\.certificate"),
    ):
        courier.source(origin(SOUTH)).fetch("checkpoint")


def test_a_party_learns_nothing_of_a_framework_that_is_not_its_own(linked: Two) -> None:
    """Its certificate opens the door; behind it, a framework of others is as unknown as one that does not exist."""
    north, south = linked
    south.say("one")
    stranger = structs.replace(south.desk.setup.member(NORTH), certificate=identity(EAST).certificate)
    members = (stranger, south.desk.setup.member(SOUTH))
    others = dataclasses.replace(south.desk, setup=structs.replace(south.desk.setup, members=members))
    own = identity(SOUTH)
    hosted = {FRAMEWORK: Hosted(desk=others, own=own), "pond": Hosted(desk=south.desk, own=own)}
    server = TileServer(("127.0.0.1", 0), hosted=hosted)
    server.start()

    with calling(north, server.port) as courier:
        for path in (f"/{FRAMEWORK}/{'0' * 64}/checkpoint", "/lake/checkpoint", "/", "/pond"):
            answer = courier.ask("GET", path, {})
            assert (404, b"") == (answer.status, answer.read())
        with pytest.raises(Unreadable, match=r"source\.missing"):
            courier.source(origin(SOUTH)).fetch("checkpoint")

    server.close()


def test_each_framework_shows_its_own_certificate(linked: Two) -> None:
    """A counterpart pins one a framework; the client calls the one that it has pinned, and the server heeds it."""
    north, south = linked
    south.say("one")
    owns = {"pond": identity(SOUTH), FRAMEWORK: identity("SOUTH-RIVER")}
    server = TileServer(("127.0.0.1", 0), hosted={name: Hosted(desk=south.desk, own=own) for name, own in owns.items()})
    server.start()

    for own in owns.values():
        with calling(north, server.port, pin=own.certificate) as courier:
            assert courier.source(origin(SOUTH)).fetch("checkpoint").startswith(b"south.example")

    server.close()


def test_who_is_known_in_one_framework_does_not_get_in_by_calling_another(linked: Two) -> None:
    """The certificate that is called decides who is admitted: the parties of the frameworks in which it is shown."""
    north, south = linked
    members = [structs.replace(each, certificate=identity(EAST).certificate) for each in south.desk.setup.members]
    pond = dataclasses.replace(south.desk, setup=structs.replace(south.desk.setup, members=tuple(members)))
    hosted = {
        FRAMEWORK: Hosted(desk=south.desk, own=identity("SOUTH-RIVER")),
        "pond": Hosted(desk=pond, own=identity("SOUTH-POND")),
    }
    server = TileServer(("127.0.0.1", 0), hosted=hosted)
    server.start()

    with (
        calling(north, server.port, pin=identity("SOUTH-POND").certificate) as courier,
        pytest.raises(Unreachable),
    ):
        courier.source(origin(SOUTH)).fetch("checkpoint")

    server.close()


def test_where_nobody_is_known_nobody_is_admitted(linked: Two) -> None:
    north, south = linked
    alone = dataclasses.replace(south.desk, setup=setup(SOUTH, SOUTH))
    server = TileServer(("127.0.0.1", 0), hosted={FRAMEWORK: Hosted(desk=alone, own=identity(SOUTH))})
    server.start()

    with calling(north, server.port) as courier, pytest.raises(Unreachable):
        courier.source(origin(SOUTH)).fetch("checkpoint")

    server.close()


def test_hints_are_taken_as_they_come_and_not_faster(linked: Two) -> None:
    north, south = linked
    hints: list[str] = []

    with (
        serving(south, hinted=hints.append, limits=Limits(hint_pause=60.0)) as server,
        calling(north, server.port) as courier,
    ):
        courier.hint()
        courier.hint()
        assert 429 == courier.ask("POST", f"/{FRAMEWORK}/hint", {}).status

    assert [NORTH] == hints


def test_a_hint_to_nobody_is_no_fault(linked: Two) -> None:
    north, _ = linked
    port = free_port()

    with calling(north, port) as courier:
        courier.hint()


def test_a_server_that_is_not_there_is_a_failed_link(linked: Two) -> None:
    north, _ = linked

    with calling(north, free_port()) as courier, pytest.raises(Unreachable, match=r"link\.failed"):
        courier.source(origin(SOUTH)).fetch("checkpoint")


REFUSED_REQUESTS = {
    "a request line without end": (b"GET /" + b"x" * 100_000, {b"", b"414"}),
    "headers without end": (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 10_000, {b"", b"431"}),
    "a body": (b"POST /river/hint HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", {b"413"}),
    "a body in chunks": (b"POST /river/hint HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", {b"413"}),
    "another way of asking": (b"PUT /river/hint HTTP/1.1\r\n\r\n", {b"501"}),
    "a hint to another place": (b"POST /river/hints HTTP/1.1\r\n\r\n", {b"404"}),
    "bytes that are not there": (b"GET PATH HTTP/1.1\r\nRange: bytes=100000-\r\n\r\n", {b"416"}),
}


@pytest.mark.parametrize("story", REFUSED_REQUESTS)
def test_what_is_asked_wrongly_is_refused_and_costs_little(linked: Two, story: str) -> None:
    _, south = linked
    south.say("one")
    request, expected = REFUSED_REQUESTS[story]

    with serving(south, limits=Limits(idle=0.5, request=0.5)) as server:
        answer = raw(server.port, request.replace(b"PATH", f"/river/{origin_hash(origin(SOUTH))}/checkpoint".encode()))

    assert answer[9:12] in expected


def test_a_request_that_trickles_is_given_up(linked: Two) -> None:
    """A byte now and then does not hold a place for ever."""
    _, south = linked

    with serving(south, limits=Limits(idle=5.0, request=0.3)) as server:
        began = time.monotonic()
        answer = raw(server.port, *(b"x" for _ in range(100)), pause=0.02)

    assert b"" == answer
    assert time.monotonic() - began < 4


def test_a_place_is_given_back(linked: Two) -> None:
    """With one place, a connection too many is closed; when the first leaves, the next is answered."""
    north, south = linked
    south.say("one")

    with serving(south, limits=Limits(connections=1, handshake=0.3)) as server:
        silent = socket.create_connection(("127.0.0.1", server.port))
        time.sleep(0.1)
        with calling(north, server.port) as courier, pytest.raises(Unreachable):
            courier.source(origin(SOUTH)).fetch("checkpoint")
        time.sleep(0.5)
        with calling(north, server.port) as courier:
            courier.source(origin(SOUTH)).fetch("checkpoint")
        silent.close()


def test_a_fault_of_the_servers_own_house_is_no_answer(linked: Two) -> None:
    """The counterpart tries again later; it learns nothing of what is wrong."""
    north, south = linked
    south.say("one")

    def fail(*_: object) -> None:
        raise Damaged("store.missing")

    broken = dataclasses.replace(south, desk=with_broken(south, entries=fail))
    with (
        serving(broken) as server,
        calling(north, server.port) as courier,
        pytest.raises(Unreachable, match=r"link\.status.*500"),
    ):
        courier.source(origin(SOUTH)).fetch("tile/entries/000.p/1")
