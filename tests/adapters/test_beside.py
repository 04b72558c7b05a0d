"""Work that goes on beside other work, and what is fetched ahead."""

from threading import Event

import pytest

from paraph.adapters.beside import beside
from paraph.adapters.https_ahead import Ahead
from paraph.values import Unreachable


def test_work_goes_on_beside_what_follows() -> None:
    may_end = Event()

    ended = beside(lambda: may_end.wait(10))
    may_end.set()

    assert [True, True] == [ended(), ended()]


def test_what_goes_wrong_beside_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise Unreachable("link.cut")

    ended = beside(fail)

    for _ in range(2):
        with pytest.raises(Unreachable):
            ended()


def test_what_was_expected_is_fetched_once() -> None:
    fetched: list[str] = []

    def fetch(path: str) -> bytes:
        fetched.append(path)
        return path.encode()

    ahead = Ahead(fetch)
    ahead.expect("b")

    assert [b"b", b"b", b"c"] == [ahead.take("b"), ahead.take("b"), ahead.take("c")]
    assert ["b", "b", "c"] == fetched


def test_a_fault_in_what_nobody_asks_for_after_all_is_no_fault() -> None:
    def fetch(path: str) -> bytes:
        if path == "bad":
            raise Unreachable("link.cut")
        return path.encode()

    ahead = Ahead(fetch)
    ahead.expect("bad")

    assert b"good" == ahead.take("good")
    with pytest.raises(Unreachable):
        ahead.take("bad")
