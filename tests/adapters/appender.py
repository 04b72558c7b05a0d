"""A process that is there to be killed: appends, keeps checkpoints, and prints what was acknowledged.

Each entry can be told from its position, so that whoever comes after knows what must lie there.
"""

import random
import sys
from pathlib import Path

from tests.adapters.cast import NORTH, SOUTH, checkpoint, rows

from paraph.adapters.record_store import SqliteRecord


def main(path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a sample, not a secret
    store = SqliteRecord(path)
    print("ready", flush=True)
    while True:
        party, count = chance.choice((NORTH, SOUTH)), chance.choice((1, 1, 1, 2, 300))
        size = store.size(party)
        held = checkpoint(size, store.frontier(party).root()) if size and chance.random() < 0.5 else None
        store.commit(party, size, rows(count, start=size, tag=party), held=held)
        print(party, size + count, size if held else 0, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
