"""The story of the demonstration: printed for a person, kept for a program."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from paraph.record import Said


class Line(NamedTuple):
    """One thing that was said.

    Attributes:
        chapter: In which part of the story.
        party: By whom.
        verb: What it did.
        kind: On what kind of record.
        record: Digest of the record's opening act.
        version: The version it brought or spoke to; None for neither.
        act: Its own digest.
        at: When it was signed, UTC; what it speaks of may be older.
        told: In words.
        receipt: File of its receipt, beside the story; None when none was made.
    """

    chapter: str
    party: str
    verb: str
    kind: str
    record: str
    version: str | None
    act: str
    at: str
    told: str
    receipt: str | None


class Telling:
    """Collects what is said and prints the chapters."""

    def __init__(self, show: Callable[[str], None]) -> None:
        """Print through `show`, a line at a time."""
        self._show = show
        self._chapter = ""
        self.lines: list[Line] = []
        self.facts: dict[str, Any] = {}

    def chapter(self, title: str) -> None:
        """Begin a part of the story."""
        self._chapter = title
        self._show(f"\n{title}")

    def tell(self, text: str) -> None:
        """Print a line of the story."""
        self._show(f"  {text}")

    def heard(self, party: str, said: Said, told: str) -> None:
        """Keep an act."""
        act = said.act
        version = said.digest if act.content is not None and act.verb in _BRING else act.on
        record = act.record or said.digest
        self.lines.append(
            Line(self._chapter, party, act.verb, act.kind, record, version, said.digest, act.at, told, None)
        )

    def with_receipts(self, receipts: dict[str, str]) -> None:
        """Enter the files of receipts, by act."""
        self.lines = [line._replace(receipt=receipts.get(line.act)) for line in self.lines]

    def write(self, path: Path) -> None:
        """Write the story for a program to read."""
        story = {"format": "paraph.story/1", **self.facts, "said": [line._asdict() for line in self.lines]}
        path.write_text(json.dumps(story, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


_BRING = frozenset({"propose", "correct", "propose_end", "declare", "report"})
