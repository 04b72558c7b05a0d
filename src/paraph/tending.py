"""What a person does for a node by hand: exchange now, carry a file, look whether all is well.

* A node that must be restored is restored by the same two ways: over the link, or by a file that its mirror wrote.
* What cannot be taken in changes nothing: a file is opened whole, and believed only as far as signatures reach.
"""

from pathlib import Path

from paraph.adapters.bundle_file import open_bundle, write_bundle
from paraph.adapters.marks import marks_lost, own_mark
from paraph.node import Node
from paraph.service import health
from paraph.service.bundle import author_of, bundle, take_bundle
from paraph.service.exchange_report import Exchange
from paraph.service.publish import offer
from paraph.service.restore import Recovery, is_recovering, recover
from paraph.serving import LINKS, exchange_with, hint, restore_with
from paraph.values import Barred


def exchange_now(node: Node, framework: str, party: str) -> Exchange | Recovery:
    """Exchange with a counterpart over the link; where this node must be restored, from the counterpart's mirror.

    Raises:
        Unreachable: The link failed; trying again is safe.
        Barred: The counterpart has no address, keys were not compared, or another exchange goes on.
    """
    keys = node.keys(framework)
    with node.desk(framework) as desk:
        recovering = is_recovering(desk)
    if recovering or keys.lost():
        return restore_with(node, framework, party)
    done = exchange_with(node, framework, party)
    if any(log.pulled for log in done.logs):
        hint(node, framework, party)
    return done


def carry_out(  # noqa: PLR0913  # what is written, for whom, and how
    node: Node, framework: str, party: str, path: Path, *, plain: bool = False, whole: bool = False
) -> int:
    """Write what a counterpart lacks, and what we cosigned of its log, to a file that somebody carries.

    Args:
        node: This node.
        framework: In which framework.
        party: The counterpart; the file is sealed to it.
        path: Where.
        plain: Do not seal it.
        whole: Everything from the first entry on, for a node that lost its disk.

    Returns:
        Its length in bytes.

    Raises:
        Barred: "words.not_compared", "setup.unknown_party" or "bundle.too_large".
    """
    node.keys(framework)
    with node.desk(framework, writable=True) as desk:
        reader = desk.setup.member(party)
        if not desk.setup.compared:
            raise Barred("words.not_compared", party=party)
        offer(desk, desk.unlock())
        recipient = "" if plain else reader.recipient
        return write_bundle(
            path, bundle(desk, reader, whole=whole), recipient=recipient, scratch=scratch(node, framework)
        )


def carry_in(node: Node, framework: str, path: Path) -> Exchange | Recovery:
    """Take in a file that a counterpart wrote: the same exchange as over the link, or the same restoring.

    Raises:
        Barred: "bundle.…": it is not for us, not of this framework, or there is no such file.
        Unreadable: It is no such file, or it was damaged on the way.
    """
    identity = node.keys(framework).identity
    opened = open_bundle(path, identity=identity, scratch=scratch(node, framework))
    with node.exchanging(framework) as desk, opened as carried:
        if is_recovering(desk):
            return recover(desk, carried, author_of(desk, carried))
        return take_bundle(desk, carried)


def health_of(node: Node, framework: str, *, owed: int | None = None) -> health.Health:
    """Say how a framework's record, links and desks are; asks for no passphrase.

    Args:
        node: This node.
        framework: Which framework.
        owed: How many answers we owe, where that is known; else every record is read to count them.
    """
    folder = node.folder(framework)
    lost = marks_lost(folder)
    with node.desk(framework) as desk:
        links = {one.party: node.house.get(LINKS, f"{framework}/{one.party}") for one in desk.setup.others}
        mark = None if lost else own_mark(folder)
        return health.health_of(desk, links=links, mark=mark, lost=lost, owed=owed)


def scratch(node: Node, framework: str) -> Path:
    """Return the framework's folder for what is half done."""
    folder = node.folder(framework) / "scratch"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
