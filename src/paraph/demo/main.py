"""The command `paraph demo`."""

import json
import sys
from pathlib import Path

from paraph.demo.story import tell_story


def main(folder: Path, *, headless: bool = True, as_json: bool = False, port: int = 8000) -> None:
    """Play the demonstration, printing the story; then show both nodes on one page, until interrupted.

    Args:
        folder: Where the two nodes and story.json are left.
        headless: End by itself, without pages.
        as_json: Print the story's facts instead, and end.
        port: Where the page is, on this machine.
    """
    facts = tell_story(folder, show=(lambda _line: None) if as_json else _show)
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n")
    if headless or as_json:
        return
    from paraph.demo.front import show_both  # noqa: PLC0415  # start-up: only where somebody looks

    show_both(folder, port=port, say=_show)


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
