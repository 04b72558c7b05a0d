"""A house with two thousand records, and a count of what a page reads of them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paraph.demo.folder import fresh
from paraph.demo.founding import FRAMEWORK, PASSPHRASE, SIDES, charter, compare_keys, found_nodes
from paraph.demo.link import Link
from paraph.demo.replay import Replay
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.domains import KINDS
from paraph.domains.consultation import Session
from paraph.record import Act, utc_text, write_act
from paraph.service.ingest import Ingest
from paraph.service.seen import seen_now
from paraph.values import Text, builtin
from paraph.web import office as offices
from paraph.web.door import Door
from paraph.web.office import Office

EACH = 1000
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@contextmanager
def busy_office(folder: Path, *, each: int = EACH) -> Iterator[Office]:
    """Let this process be Islamabad's office over two thousand proposals, or fewer, half of them Washington's."""
    busy_house(folder, each)
    made = Office(Door(folder / "nodes/PK", "127.0.0.1", 1, "localhost", demo=True), passphrase=lambda: PASSPHRASE)
    before = offices._ours[:]
    offices._ours[:] = [made]
    try:
        made.board(FRAMEWORK)
        made._boards[FRAMEWORK].refresh(patience=60)
        yield made
    finally:
        offices._ours[:] = before
        made.close()


def busy_house(folder: Path, each: int) -> None:
    nodes = found_nodes(fresh(folder / "nodes"))
    compare_keys(nodes)
    telling = Telling(lambda _: None)
    sides = {
        party: Speaker(node, FRAMEWORK, telling, office=SIDES[party][2], head=SIDES[party][3])
        for party, node in nodes.items()
    }
    with closing(Link(folder / "nodes", nodes)) as link:
        Replay(sides, telling, sync=link.both).charter(charter)
    seen = {}
    for party, node in nodes.items():
        with node.desk(FRAMEWORK) as desk:
            seen[party] = seen_now(desk)
    with nodes["PK"].desk(FRAMEWORK, writable=True) as desk:
        for party in nodes:
            rows = Ingest(desk.store, party, kinds=KINDS).rows([proposal(party, no, seen[party]) for no in range(each)])
            desk.store.append(party, desk.store.size(party), rows)
    for node in nodes.values():
        node.close()


def proposal(party: str, number: int, seen: dict[str, Any]) -> bytes:
    """A session that a party proposes; what its words say is markup, if anybody takes it for that."""
    session = Session(
        number=1000 + number, number_basis="stated", host=party, city=Text(en=f"<b>Town</b> {number}", ur="قصبہ")
    )
    offices_ = SIDES[party][2:]
    return write_act(
        Act(
            at=utc_text(AT),
            by=tuple(sorted(offices_)),
            kind="consultation.session/1",
            seen=seen,
            verb="propose",
            content=builtin(session),
        )
    )


class Counted:
    """A store that counts what is asked of it."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.asked: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def counting(*args: Any, **more: Any) -> Any:
            self.asked[name] += 1
            return found(*args, **more)

        return counting
