"""A node on its disk: one folder, one writer at a time, and an index that mends itself."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from paraph.adapters.record_store import SqliteRecord
from paraph.node import Identity, Node
from paraph.service.ingest import admit
from paraph.service.read import listing
from paraph.values import Barred, Damaged, builtin

IDENTITY = Identity(party="NORTH", name="North", host="north.example")
CONTENT = b'{"at":"2026-03-01T12:00:00Z","by":["desk"],"kind":"test.paper/1","seen":{},"verb":"propose"}'


@pytest.fixture
def north(tmp_path: Path) -> Iterator[Node]:
    node = Node.create(tmp_path / "north", IDENTITY, passphrase=lambda: "noon")
    yield node
    node.close()


def record(north: Node) -> Path:
    return north.folder("river") / "record.paraph"


def test_a_node_knows_who_it_is_when_it_is_opened_again(north: Node) -> None:
    north.set_address("https://north.example:8443")
    again = Node(north.home, passphrase=lambda: "noon")

    assert builtin(again.identity) == builtin(IDENTITY) | {"address": "https://north.example:8443"}
    again.close()


def test_where_there_is_no_node_none_is_opened_and_where_there_is_none_is_made(north: Node) -> None:
    with pytest.raises(Barred, match=r"node\.missing"):
        Node(north.home / "elsewhere", passphrase=lambda: "noon")
    with pytest.raises(Barred, match=r"node\.exists"):
        Node.create(north.home, IDENTITY, passphrase=lambda: "noon")


def test_a_framework_begins_with_nobody_but_ourselves(north: Node) -> None:
    setup = north.begin("river", quick=True)

    assert (("river",), ("NORTH",), False) == (north.frameworks(), setup.parties, setup.compared)
    assert setup == north.setup("river")
    assert "north.example/river" == setup.member("NORTH").origin
    with pytest.raises(Barred, match=r"framework\.exists"):
        north.begin("river", quick=True)


def test_frameworks_share_no_key(north: Node) -> None:
    """Not even that of the certificate: one may be replaced, or a framework moved, without touching another."""
    one, other = (north.begin(name, quick=True).member("NORTH") for name in ("river", "lake"))

    assert one.certificate != other.certificate
    assert set() == {*one.log_keys, *one.mirror_keys} & {*other.log_keys, *other.mirror_keys}


def test_a_framework_that_there_is_not_is_answered_with_those_there_are(north: Node) -> None:
    north.begin("river", quick=True)

    with pytest.raises(Barred) as caught:
        north.setup("lake")

    assert ("framework.unknown", ["river"]) == (caught.value.code, caught.value.facts["known"])


def test_who_wants_to_write_waits_until_the_other_has_written(north: Node) -> None:
    setup = north.begin("river", quick=True)
    other = SqliteRecord(record(north))
    threading.Timer(0.1, other.close).start()

    north.configure(setup)

    assert setup == north.setup("river")


def appended(north: Node) -> None:
    with north.desk("river", writable=True) as desk:
        admit(desk.store, "NORTH", 0, [CONTENT], kinds=desk.kinds)


@pytest.mark.parametrize("writable", [True, False])
def test_whoever_opens_a_record_without_an_index_gets_one(north: Node, writable: bool) -> None:  # noqa: FBT001  # a row
    """After an interruption, or when another version made it."""
    north.begin("river", quick=True)
    appended(north)
    with closing(SqliteRecord(record(north))) as store:
        store.drop_index()

    with north.desk("river", writable=writable) as desk:
        assert ["test.paper/1"] == [view.name for view in listing(desk)]


def test_an_index_is_computed_anew_on_request(north: Node) -> None:
    north.begin("river", quick=True)
    appended(north)

    north.reindex("river")

    with north.desk("river") as desk:
        assert ["test.paper/1"] == [view.name for view in listing(desk)]


def test_the_board_is_made_where_it_is_missing_and_anew_on_request(north: Node) -> None:
    """It lies beside the record, and nothing is lost with it."""
    north.begin("river", quick=True)
    appended(north)
    with north.board("river") as board:
        before = board.is_made
        board.refresh()
    record(north).with_name("board.db").unlink()

    north.reindex("river")

    with north.board("river") as board:
        assert (False, True) == (before, board.is_made)
        assert ["test.paper/1"] == [one.line.kind for one in board.listing().lines]


def test_an_index_of_another_version_is_renewed_by_a_reader_too(north: Node) -> None:
    north.begin("river", quick=True)
    appended(north)
    with closing(SqliteRecord(record(north))) as store, store._file.writing() as db:
        db.execute("UPDATE index_version SET version = 0")

    with north.desk("river") as desk:
        assert ["test.paper/1"] == [view.name for view in listing(desk)]


def test_a_record_that_cannot_be_read_is_not_taken_for_one_without_an_index(north: Node) -> None:
    north.begin("river", quick=True)
    record(north).write_bytes(b"not a database")

    with pytest.raises(Damaged, match=r"store\.unreadable"):
        north.setup("river")
