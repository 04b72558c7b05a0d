"""Whole exchanges over TLS, cut at every turn, between two nodes and between two processes."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest
from tests.exchange.cast import FRAMEWORK, NORTH, SOUTH, Node, member, origin
from tests.exchange.links import CuttingProxy, attempts_until, calling, serving, text_of
from tests.exchange.peer import courier_to, identity_in

from paraph.adapters.https_server import Hosted, TileServer
from paraph.service.exchange import pull
from paraph.service.ports import Source
from paraph.values import Unreachable

Two = tuple[Node, Node]
ROOT = Path(__file__).parents[2]


def test_an_exchange_over_tls_is_an_exchange(linked: Two) -> None:
    north, south = linked
    south.say_many(600)
    hints: list[str] = []

    with serving(south, hinted=hints.append) as server, calling(north, server.port) as courier:
        report = pull(north.desk, courier, member(SOUTH))

    assert (600, [NORTH]) == (report.logs[0].cosigned, hints)


def test_a_link_that_is_cut_at_every_turn_still_brings_everything(linked: Two) -> None:
    """Bytes that came before a cut are not sent again: what passed is little more than one undisturbed exchange."""
    north, south = linked
    south.put(*(south.write(text_of(number)) for number in range(1500)))
    chance = random.Random(5)  # noqa: S311  # a sample, not a secret
    cuts = [chance.randrange(3000, 60_000) for _ in range(20)]

    with serving(south) as server, CuttingProxy(server.port, cuts=cuts) as proxy, calling(north, proxy.port) as courier:
        attempts = attempts_until(lambda: pull(north.desk, courier, member(SOUTH)))

    assert south.entries(SOUTH) == north.entries(SOUTH)
    assert attempts > 3
    assert [] == list(north.path.parent.glob("*.part"))


def require_cut(source: Source) -> None:
    with pytest.raises(Unreachable, match=r"link\.cut"):
        source.fetch("tile/entries/000")


def test_a_transfer_goes_on_at_the_byte_where_it_was_cut(linked: Two) -> None:
    """The bundle is fetched in two halves, the second by another connection."""
    north, south = linked
    south.put(*(south.write(text_of(number)) for number in range(256)))
    with serving(south) as server, CuttingProxy(server.port) as proxy:
        with calling(north, proxy.port) as courier:
            courier.source(origin(SOUTH)).fetch("tile/entries/000")
        whole = proxy.passed
        proxy.cuts.append(whole - 5000)
        with calling(north, proxy.port) as courier:
            source = courier.source(origin(SOUTH))
            require_cut(source)
            kept = sum(each.stat().st_size for each in north.path.parent.glob("*.part"))
            before = proxy.passed
            data = source.fetch("tile/entries/000")

    assert 20_000 < kept
    assert proxy.passed - before < whole - kept + 4000
    assert len(data) > kept


def test_two_processes_over_a_proxy_that_cuts_end_with_equal_logs(
    linked: Two, certificates: Path, tmp_path: Path
) -> None:
    """North here, South as a process of its own: both speak, every link is cut several times, both hold everything."""
    north, _ = linked
    chance = random.Random(9)  # noqa: S311  # a sample, not a secret
    cuts = [chance.randrange(1500, 30_000) for _ in range(8)]
    own = identity_in(certificates, NORTH)
    home = TileServer(("127.0.0.1", 0), hosted={FRAMEWORK: Hosted(desk=north.desk, own=own)})
    home.start()
    with South(tmp_path / "peer", certificates) as south:
        north.put(*(north.write(text_of(number)) for number in range(700)))
        south.ask("say 900")
        with CuttingProxy(south.port, cuts=cuts) as there, CuttingProxy(home.port, cuts=list(cuts)) as back:
            courier = courier_to(north, SOUTH, there.port, certificates)
            attempts_until(lambda: pull(north.desk, courier, member(SOUTH)))
            assert "pulled" in [south.ask(f"pull {back.port}") for _ in range(20)]
            attempts_until(lambda: pull(north.desk, courier, member(SOUTH)))
            courier.close()
        assert (900, "size 700") == (north.size(SOUTH), south.ask("size NORTH"))
    home.close()

    assert {"north.example/river/log", "south.example/river/mirror"} == north.cosigners(NORTH)


class South:
    """South's process."""

    def __init__(self, home: Path, certificates: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.exchange.peer", str(home), str(certificates)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        self.port = int(self._process.stdout.readline().split()[1])
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.stdin.close()
        assert 0 == self._process.wait(timeout=20)
        self._process.stdout.close()

    def ask(self, line: str) -> str:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()
