"""The command `paraph demo`."""

import json
import sys
from pathlib import Path

from paraph.demo.story import tell_story


def main(folder: Path, *, headless: bool = True, as_json: bool = False) -> None:  # noqa: ARG001  # no pages to open yet
    """Play the demonstration, printing the story; it asks nothing and ends by itself.

    Args:
        folder: Where the two nodes and story.json are left.
        headless: Open no browser: today there is none to open, and both ways do the same.
        as_json: Print the story's facts instead.
    """
    facts = tell_story(folder, show=(lambda _line: None) if as_json else _show)
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n")


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
