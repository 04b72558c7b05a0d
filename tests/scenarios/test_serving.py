"""Nodes that serve, over real links: several frameworks at once, counterparts that fail, and an end in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.scenarios.served import appends, held, introduce, link_of, new_node, reached_at, serving

from paraph.node import Node
from paraph.serving import exchange_with


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

    with serving(north) as here, serving(south) as one, serving(east) as another:
        ports = {"river": one.port, "lake": another.port}
        for framework, other in others.items():
            reached_at(north, framework, other.identity.party, ports[framework])
            reached_at(other, framework, "NORTH", here.port)
            exchange_with(other, framework, "NORTH")
            exchange_with(north, framework, other.identity.party)

    for framework, other in others.items():
        assert (1, 1) == (held(other, framework, "NORTH"), held(north, framework, other.identity.party))
        assert "linked" == link_of(north, framework, other.identity.party)["state"]
