"""The client: what a counterpart answers is bounded, named, and resumed."""

import gzip
import random

import pytest
from msgspec import structs
from tests.exchange.cast import FRAMEWORK, NORTH, SOUTH, Node, member, origin
from tests.exchange.links import Canned, calling, head, identity

from paraph.adapters.https_client import HttpsCourier
from paraph.adapters.https_tls import server_context
from paraph.service.ports import Source
from paraph.values import Barred, Fault, Unreachable, Unreadable

Two = tuple[Node, Node]
PACKED = gzip.compress(bytes(100_000))
TAG = 'ETag: "t"'
CANNED: dict[str, tuple[bytes, type[Fault], str]] = {
    "nothing": (b"", Unreachable, "link.cut"),
    "no http": (b"hello\r\n\r\n", Unreachable, "link.cut"),
    "a head without end": (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1000, Unreachable, "link.cut"),
    "no length": (head("200 OK") + b"x", Unreadable, "source.long"),
    "a length beyond the format": (head("200 OK", "Content-Length: 16777473"), Unreadable, "source.long"),
    "less than it said": (head("200 OK", "Content-Length: 10") + b"x", Unreachable, "link.cut"),
    "an error": (head("500 Oops", "Content-Length: 0"), Unreachable, "link.status"),
    "a page instead of a refusal": (head("404 No", "Content-Length: 1") + b"x", Unreachable, "link.status"),
    "a part nobody asked for": (
        head("206 Part", "Content-Length: 1", "Content-Range: bytes 5-5/6", TAG) + b"x",
        Unreachable,
        "link.status",
    ),
    "no gzip": (head("200 OK", "Content-Length: 5", "Content-Encoding: gzip") + b"hello", Unreadable, "source.packed"),
    "half a gzip": (
        head("200 OK", "Content-Length: 40", "Content-Encoding: gzip")
        + gzip.compress(random.Random(1).randbytes(99))[:40],  # noqa: S311  # a sample
        Unreadable,
        "source.packed",
    ),
    "a gzip that grows without measure": (
        head("200 OK", f"Content-Length: {len(PACKED)}", "Content-Encoding: gzip") + PACKED,
        Unreadable,
        "source.long",
    ),
}


@pytest.mark.parametrize("story", CANNED)
def test_what_a_counterpart_answers_is_bounded_and_named(linked: Two, story: str) -> None:
    north, _ = linked
    answer, fault, code = CANNED[story]
    context = server_context(identity(SOUTH), [identity(NORTH).certificate])

    with Canned(context, answer) as server, calling(north, server.port) as courier, pytest.raises(fault) as caught:
        courier.source(origin(SOUTH)).fetch("tile/entries/000")

    assert code == caught.value.code


def test_a_beginning_that_no_longer_fits_is_thrown_away(linked: Two) -> None:
    """The tag has changed: the server sends the whole again, and what was kept is forgotten."""
    north, _ = linked
    context = server_context(identity(SOUTH), [identity(NORTH).certificate])
    first = head("200 OK", "Content-Length: 10", 'ETag: "a"') + b"01234"
    second = head("200 OK", "Content-Length: 10", 'ETag: "b"') + b"abcdefghij"

    with Canned(context, first, second) as server, calling(north, server.port) as courier:
        source = courier.source(origin(SOUTH))
        with pytest.raises(Unreachable):
            source.fetch("tile/entries/000")
        assert b"abcdefghij" == source.fetch("tile/entries/000")

    assert b"Range: bytes=5-" in server.asked[1]
    assert b'If-Range: "a"' in server.asked[1]
    assert [] == list(north.path.parent.glob("*.part"))


def require_cut(source: Source) -> None:
    with pytest.raises(Unreachable):
        source.fetch("tile/entries/000")


def test_a_wrong_part_is_thrown_away_too(linked: Two) -> None:
    north, _ = linked
    context = server_context(identity(SOUTH), [identity(NORTH).certificate])
    first = head("200 OK", "Content-Length: 10", TAG) + b"01234"
    second = head("206 Part", "Content-Length: 5", "Content-Range: bytes 4-8/10", TAG) + b"45678"
    third = head("200 OK", "Content-Length: 10", TAG) + b"0123456789"

    with Canned(context, first, second, third) as server, calling(north, server.port) as courier:
        source = courier.source(origin(SOUTH))
        for _ in range(2):
            require_cut(source)
        assert b"0123456789" == source.fetch("tile/entries/000")


@pytest.mark.parametrize(
    ("address", "code"),
    [("", "address.none"), ("http://south.example", "address.not_https"), ("https://", "address.not_https")],
)
def test_an_address_is_https_or_none(linked: Two, address: str, code: str) -> None:
    north, _ = linked

    with pytest.raises(Barred) as caught:
        HttpsCourier(
            structs.replace(member(SOUTH), address=address, certificate=identity(SOUTH).certificate),
            framework=FRAMEWORK,
            own=identity(NORTH),
            scratch=north.path.parent,
        )

    assert code == caught.value.code


def test_a_kept_connection_that_ended_is_opened_again_once(linked: Two) -> None:
    """The other side may close an idle connection: that is no failure. If it is gone, that is one."""
    north, _ = linked
    context = server_context(identity(SOUTH), [identity(NORTH).certificate])
    answer = head("200 OK", "Content-Length: 1") + b"x"

    with Canned(context, answer, answer) as server, calling(north, server.port) as courier:
        source = courier.source(origin(SOUTH))
        assert [b"x", b"x"] == [source.fetch("checkpoint") for _ in range(2)]
        with pytest.raises(Unreachable):
            source.fetch("checkpoint")
