"""Two operating-system processes over TLS, by a link that is cut at any byte: nothing is lost, nothing said twice."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.demo.founding import FRAMEWORK, SIDES, charter, compare_keys, found_nodes
from paraph.demo.link import Link
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.domains.consultation import Session
from paraph.service.certificate import certificate, verify_certificate, write_certificate
from paraph.service.compare import compare, standing
from paraph.service.read import show
from paraph.values import Text

CUTS = [0, 1, 5, 100, 517, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10_000, 13_000, 17_000, 25_000]
SESSION = Session(number=24, number_basis="stated", host="PK", city=Text(en="Rawalpindi"))


class Houses(NamedTuple):
    """Both sides, and the link between their processes."""

    pk: Speaker
    us: Speaker
    link: Link

    def heard_in_spite_of_cuts(self, party: str) -> list[str]:
        """Let one side exchange while the link is cut at each of many byte counts, then once whole."""
        codes = []
        for cut in CUTS:
            for relay in self.link._relays.values():
                relay.mend(cut_after=cut)
            codes.append(str(self.link.exchange(party).get("code")))
        self.link.cut()
        self.link.mend()
        assert self.link.exchange(party)["ok"]
        return codes


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[Houses]:
    nodes = found_nodes(tmp_path)
    compare_keys(nodes)
    telling = Telling(lambda _line: None)
    pk, us = (
        Speaker(nodes[party], FRAMEWORK, telling, office=SIDES[party][2], head=SIDES[party][3])
        for party in ("PK", "US")
    )
    with closing(Link(tmp_path, nodes)) as link:
        opened = pk.opens("framework.charter", charter(nodes["PK"].setup(FRAMEWORK)))
        link.both()
        us.says("accept", opened.digest, on=opened.digest)
        link.both()
        yield Houses(pk, us, link)
    for one in nodes.values():
        one.close()


@pytest.mark.slow
def test_a_withdrawal_that_crosses_an_acceptance_over_a_link_that_is_cut(houses: Houses) -> None:
    """Proposed over a link that is cut at any byte; accepted and withdrawn while it is down: agreed, at both houses.

    A withdrawal counts when those who still had to answer have received it. This one they had not.
    """
    pk, us, link = houses
    tabled = pk.opens("consultation.session", SESSION)
    first = houses.heard_in_spite_of_cuts("US")
    link.cut()
    us.says("accept", tabled.digest, on=tabled.digest)
    pk.says("withdraw", tabled.digest, on=tabled.digest)
    assert not link.exchange("PK")["ok"]
    link.mend()
    second = houses.heard_in_spite_of_cuts("PK")
    link.both()

    assert "None" not in {first[0], second[0]}
    with pk.node.desk(FRAMEWORK) as here, us.node.desk(FRAMEWORK) as there:
        states = [show(desk, tabled.digest).state for desk in (here, there)]
        assert "same" == compare(here, standing(there)).result
        assert {"PK": 3, "US": 2} == {party: here.store.size(party) for party in ("PK", "US")}
        assert {"PK": 3, "US": 2} == {party: there.store.size(party) for party in ("PK", "US")}
        assert {"PK", "US"} == set(verify_certificate(write_certificate(certificate(here, tabled.digest))).standing)
    assert [(tabled.digest, None, tabled.digest)] * 2 == [
        (state.in_force, state.stands_on("PK"), state.stands_on("US")) for state in states
    ]


@pytest.mark.slow
def test_a_withdrawal_that_was_received_bars_the_acceptance(houses: Houses) -> None:
    """The same words in the other order: nothing is agreed."""
    pk, us, link = houses
    tabled = pk.opens("consultation.session", SESSION)
    pk.says("withdraw", tabled.digest, on=tabled.digest)
    link.both()

    with pytest.raises(Exception, match="nobody_stands_on_it"):
        us.says("accept", tabled.digest, on=tabled.digest)

    with us.node.desk(FRAMEWORK) as there:
        assert None is show(there, tabled.digest).state.in_force
        assert 1 == there.store.size("US")
