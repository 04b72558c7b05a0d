"""Two houses founded: nodes, keys compared in eight words, officers, and the charter they will deal under."""

from pathlib import Path
from typing import Final

from msgspec import structs

from paraph.demo.public_record import PARENT, record
from paraph.domains import KINDS
from paraph.domains.cited import Source
from paraph.domains.framework import Charter, CharterParty, Related, Terms
from paraph.node import Identity, Node
from paraph.service.joining import confirm, invitation, join, keys_to_compare
from paraph.service.setup import Setup
from paraph.service.words import eight_words
from paraph.values import Text

FRAMEWORK: Final = "pk-us-dcg"
PASSPHRASE: Final = "demonstration only"  # noqa: S105  # seals keys that protect nothing

SIDES: Final = {
    "PK": ("Pakistan", "pk.demo.example", "Demonstration desk, Islamabad", "Demonstration head, Islamabad"),
    "US": ("United States", "us.demo.example", "Demonstration desk, Washington", "Demonstration head, Washington"),
}
"""Party -> name, host, the clerk's office, the head's office. No real office speaks here."""


def found_nodes(folder: Path) -> dict[str, Node]:
    """Make both nodes, each in a folder of its own, with keys for the framework."""
    nodes = {}
    for party, (name, host, _clerk, _head) in SIDES.items():
        identity = Identity(party=party, name=name, host=host)
        nodes[party] = Node.create(folder / party, identity, passphrase=lambda: PASSPHRASE)
        nodes[party].begin(FRAMEWORK, quick=True)
    return nodes


def compare_keys(nodes: dict[str, Node]) -> str:
    """Let each side read the other's invitation, and confirm the eight words that both see. Returns the words."""
    setups = {party: node.setup(FRAMEWORK) for party, node in nodes.items()}
    joined = {
        party: join(setup, invitation(setups["US" if party == "PK" else "PK"])) for party, setup in setups.items()
    }
    words = {party: eight_words(keys_to_compare(setup)) for party, setup in joined.items()}
    for party, node in nodes.items():
        heard = words["US" if party == "PK" else "PK"]
        node.configure(confirm(joined[party], words=words[party], heard=heard))
    return words["PK"]


def address(node: Node, party: str, url: str) -> None:
    """Tell a node under which address it reaches a counterpart."""
    setup = node.setup(FRAMEWORK)
    members = tuple(
        structs.replace(member, address=url) if member.party == party else member for member in setup.members
    )
    node.configure(structs.replace(setup, members=members))


def charter(setup: Setup) -> Charter:
    """Return the charter that the demonstration begins with. Its terms are invented; the framework is not."""
    founded = record()["founded"]
    return Charter(
        title=Text(en="Pakistan-US Defence Consultative Group"),
        framework=setup.framework,
        parties=tuple(
            CharterParty(
                id=member.party,
                name=Text(en=member.name),
                origin=member.origin,
                log_keys=member.log_keys,
                mirror_keys=member.mirror_keys,
            )
            for member in sorted(setup.members, key=lambda one: one.party)
        ),
        kinds=tuple(KINDS),
        terms=Terms(answer_within_days=30, denunciation_notice_days=180, priorities_at_most=12),
        languages=("en", "ur"),
        founded=str(founded["year"]),
        parent=Related(name=Text(en=PARENT)),
        sources=(Source(url=founded["source"]),),
    )
