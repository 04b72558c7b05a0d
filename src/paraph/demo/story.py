"""The main job: the public record of the Defence Consultative Group, replayed through two nodes and proved.

Historical times stand in the contents; signatures carry the true time.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from paraph.demo.carrying import work_apart
from paraph.demo.folder import fresh
from paraph.demo.founding import FRAMEWORK, PASSPHRASE, SIDES, charter, compare_keys, found_nodes
from paraph.demo.link import Link
from paraph.demo.proving import certify, compare_houses, verify_one, write_receipts
from paraph.demo.public_record import points, sessions
from paraph.demo.replay import Replay
from paraph.demo.reviewing import review
from paraph.demo.speaker import Speaker
from paraph.demo.telling import Telling
from paraph.node import Node


def tell_story(folder: Path, *, show: Callable[[str], None]) -> dict[str, Any]:
    """Play the demonstration in a folder of its own; ends by itself.

    Args:
        folder: Replaced when an earlier demonstration made it; holds PK, US and story.json afterwards.
        show: Prints a line of the story.

    Returns:
        The story's facts.

    Raises:
        Barred: "demo.folder_taken".
    """
    telling = Telling(show)
    nodes = _two_houses(fresh(folder), telling)
    sides = {
        party: Speaker(node, FRAMEWORK, telling, office=SIDES[party][2], head=SIDES[party][3])
        for party, node in nodes.items()
    }
    with closing(Link(folder, nodes)) as link:
        replay = Replay(sides, telling, sync=link.both)
        _play(folder, replay, link, telling)
    _end(folder, nodes, telling)
    return telling.facts


def _two_houses(folder: Path, telling: Telling) -> dict[str, Node]:
    telling.chapter("1. Two houses")
    nodes = found_nodes(folder)
    telling.tell("Islamabad and Washington each made their own keys and their own empty record.")
    telling.tell(f"Eight words, the same at both ends of the telephone: {compare_keys(nodes)}")
    return nodes


def _play(folder: Path, replay: Replay, link: Link, telling: Telling) -> None:
    telling.chapter("2. The charter")
    replay.charter(charter)
    telling.chapter("3. Ten sessions, 2002 to 2014")
    replay.sessions()
    telling.chapter("4. The 21st session's joint statement")
    replay.argue_the_21st()
    telling.chapter("5. What was agreed, and what became of it")
    replay.points()
    replay.reports()
    review(replay, telling)
    telling.chapter("6. The link is cut")
    work_apart(folder, replay, link, telling)
    telling.chapter("7. Proved to a stranger")
    write_receipts(folder, replay.sides, telling)
    verify_one(folder, telling)
    certify(folder, replay.sides, telling)
    telling.chapter("8. The same record in both houses")
    compare_houses(replay.sides, telling)


def _end(folder: Path, nodes: dict[str, Node], telling: Telling) -> None:
    for node in nodes.values():
        node.close()
    (folder / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    telling.facts |= {
        "framework": FRAMEWORK,
        "sessions": [one["number"] for one in sessions()],
        "points": [point.id for one in sessions() for point in points(one)],
    }
    telling.write(folder / "story.json")
    telling.chapter("Look around")
    for command in ("inbox", "list", "due", "list consultation.session"):
        telling.tell(f".venv/bin/paraph --home {folder}/PK {command}")
    telling.tell(f"To speak, name the passphrase too: --passphrase-file {folder}/passphrase --as clerk")
    telling.tell(f".venv/bin/paraph verify {folder}/{telling.facts['verified']['receipt']}")
    telling.tell(f".venv/bin/paraph verify {folder}/statement-21.certificate.json")
