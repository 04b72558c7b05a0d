"""pymerkle on SQLite: append with the root after each entry, and inclusion proofs, cached and cold."""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pymerkle import SqliteTree

WORK, FILE, COUNT, FOLDER = sys.argv[1:]


def entries() -> list[bytes]:
    data, at, found = Path(FILE).read_bytes(), 0, []
    while len(found) < int(COUNT):
        size = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return found


def timed(count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(json.dumps({"rate": count / (time.perf_counter() - start)}))


def append(tree: SqliteTree, acts: list[bytes]) -> None:
    for act in acts:
        tree.append_entry(act)
        tree.get_state()


def prove(tree: SqliteTree, places: list[int]) -> None:
    for place in places:
        tree.prove_inclusion(place)


acts, chance = entries(), random.Random(1)  # noqa: S311  # a repeatable sample, no secret
if WORK == "append":
    tree = SqliteTree(f"{FOLDER}/tree.db")
    timed(len(acts), lambda: append(tree, acts))
else:
    tree = SqliteTree(f"{FOLDER}/tree.db", disable_cache=WORK == "cold")
    tree.append_entries(acts, chunksize=4096)
    places = [chance.randrange(len(acts)) + 1 for _ in range(5 if WORK == "cold" else 300)]
    prove(tree, places[:2] if WORK == "cold" else places)
    timed(len(places), lambda: prove(tree, places))
