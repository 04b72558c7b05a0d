"""Print a link that signs a desk of the demonstration in: `python -m paraph.demo.desk_link HOME PAGES WHO`."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit


def main(home: str, pages: str, who: str) -> None:
    """Print the link."""
    from paraph.web.door import Door  # noqa: PLC0415  # a process of its own, started for this alone
    from paraph.web.office import enter, leave  # noqa: PLC0415  # as above
    from paraph.web.settings import set_up  # noqa: PLC0415  # as above

    where = urlsplit(pages)
    door = Door(Path(home), "127.0.0.1", where.port or 0, where.hostname or "localhost", demo=True)
    set_up(enter(door, passphrase=lambda: os.environ["PARAPH_PASSPHRASE"]))
    from paraph.web.links import new_link  # noqa: PLC0415  # needs what was set up just before

    sys.stdout.write(f"{pages.rstrip('/')}{new_link(who, purpose='desk')}\n")
    leave()


if __name__ == "__main__":
    main(*sys.argv[1:4])
