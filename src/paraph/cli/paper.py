"""What a person sees: lines, tables and colours.

Invariants:

* Colour only on a terminal, and never where NO_COLOR is set; the words alone say everything.
* Nothing that another party wrote can steer the terminal: control characters and the marks that reorder words are
  shown as what they are.
* rich is loaded only to lay out a table on a terminal.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, Final, Literal

import click

Tone = Literal["", "good", "bad", "care", "quiet", "strong"]

_STEERS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "care": {"fg": "yellow"},
    "quiet": {"dim": True},
    "strong": {"bold": True},
}
_GAP: Final = "  "


def harmless(text: str) -> str:
    """Return text that cannot steer a terminal, with every such character shown as its code."""
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def safe_json(value: Any) -> str:
    """Return JSON for a screen or a program: readable, and with what could steer a terminal escaped."""
    return harmless(json.dumps(value, ensure_ascii=False, indent=2))


class Paper:
    """Writes for a person, on one stream."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        """Write to a stream; None: standard output, as it is at each writing."""
        self._stream = stream

    @property
    def stream(self) -> IO[str]:
        """Where the lines go."""
        return sys.stdout if self._stream is None else self._stream

    @property
    def is_terminal(self) -> bool:
        """A person may be reading this on a screen."""
        return self.stream.isatty()

    @property
    def coloured(self) -> bool:
        """Whether colours are shown (https://no-color.org)."""
        return self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def line(self, text: str = "", *, tone: Tone = "") -> None:
        """Write a line."""
        click.echo(self.toned(harmless(text), tone), file=self.stream, color=self.coloured)

    def lines(self, text: str) -> None:
        """Write several lines."""
        for line in text.split("\n"):
            self.line(line)

    def heading(self, text: str) -> None:
        """Write a heading after an empty line."""
        self.line()
        self.line(text, tone="strong")

    def facts(self, pairs: Mapping[str, str]) -> None:
        """Write names and values in two columns; those without a value are left out."""
        width = max((len(name) for name in pairs), default=0)
        for name, value in pairs.items():
            if value:
                self.line(f"{_GAP}{name:<{width}}{_GAP}{value}")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str = "None.") -> None:
        """Write a table; `empty` when it has no rows."""
        cells = [[harmless(cell).replace("\n", " ") for cell in row] for row in rows]
        if not cells:
            self.line(f"{_GAP}{empty}", tone="quiet")
        elif self.is_terminal:
            self._drawn(columns, cells)
        else:
            self._aligned(columns, cells)

    def json(self, value: Any) -> None:
        """Write JSON, as it can be read back from a file."""
        click.echo(safe_json(value), file=self.stream)

    def toned(self, text: str, tone: Tone) -> str:
        """Return text in a colour."""
        return click.style(text, **_STYLES[tone]) if tone else text  # type: ignore[arg-type]  # the styles are click's

    def _aligned(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        widths = [max(len(row[place]) for row in (columns, *rows)) for place in range(len(columns))]
        for row in (columns, *rows):
            text = _GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            click.echo(f"{_GAP}{text.rstrip()}", file=self.stream)

    def _drawn(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        # rich takes 30 ms to load: only where it is seen.
        from rich.box import SIMPLE_HEAD  # noqa: PLC0415  # start-up: see the module's invariants
        from rich.console import Console  # noqa: PLC0415  # as above
        from rich.table import Table  # noqa: PLC0415  # as above
        from rich.text import Text  # noqa: PLC0415  # as above

        table = Table(*columns, box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for row in rows:
            table.add_row(*(Text(cell, overflow="fold") for cell in row))
        Console(file=self.stream, no_color=not self.coloured).print(table)
