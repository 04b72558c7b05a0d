"""Interleaved repeats, medians with their spread, and rows in which larger is better for us."""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Attempt = Callable[[], float]
"""One run: returns what it measured, in the row's own unit."""


class NotThere(Exception):  # noqa: N818  # an answer, not an error
    """A peer is not installed, or failed: its row fails."""


@dataclass
class Sample:
    """All repeats of one contender."""

    values: list[float] = field(default_factory=list)
    problem: str = ""

    @property
    def median(self) -> float | None:
        return statistics.median(self.values) if self.values and not self.problem else None

    @property
    def spread(self) -> float:
        """Return (largest - smallest) / median."""
        middle = self.median
        return (max(self.values) - min(self.values)) / middle if middle else 0.0


def interleave(repeats: int, contenders: Mapping[str, Attempt]) -> dict[str, Sample]:
    """Run every contender once, then again, so that noise falls on all alike."""
    samples = {name: Sample() for name in contenders}
    for _ in range(repeats):
        for name, attempt in contenders.items():
            _attempt(samples[name], attempt)
    return samples


def _attempt(sample: Sample, attempt: Attempt) -> None:
    if sample.problem:
        return
    gc.collect()
    try:
        sample.values.append(attempt())
    except NotThere as reason:
        sample.problem = str(reason) or "not there"


def rate(count: int, work: Callable[[], object]) -> float:
    """Return how many a second, for work on `count` things."""
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


@dataclass
class Row:
    """One comparison. With `smaller` the measure is a time or a size, and ratios are turned."""

    name: str
    n: int
    unit: str
    ours: float
    spread: float = 0.0
    peer: float | None = None
    peer_name: str = ""
    limit: float | None = None
    goal: str = ""
    smaller: bool = False
    problem: str = ""

    def ratio(self, other: float | None) -> float | None:
        if not other or not self.ours:
            return None
        return other / self.ours if self.smaller else self.ours / other

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "n": self.n,
            "unit": self.unit,
            "ours": self.ours,
            "peer": self.peer,
            "peer_name": self.peer_name,
            "limit": self.limit,
            "ratio_to_peer": self.ratio(self.peer),
            "ratio_to_limit": self.ratio(self.limit),
        }


def rows_of(name: str, n: int, samples: Mapping[str, Sample], *, unit: str = "/s", goal: str = "") -> list[Row]:
    """Make a row for each peer of one interleaved run; "ours" and "limit" stand in all of them."""
    ours, limit = samples["ours"], samples.get("limit")
    common: dict[str, Any] = {"unit": unit, "goal": goal, "ours": ours.median or 0.0, "spread": ours.spread}
    common["limit"] = None if limit is None else limit.median
    peers = {who: sample for who, sample in samples.items() if who not in {"ours", "limit"}}
    if not peers:
        return [Row(name=name, n=n, problem=ours.problem, **common)]
    return [
        Row(name=name, n=n, peer=sample.median, peer_name=who, problem=ours.problem or sample.problem, **common)
        for who, sample in peers.items()
    ]


def show(row: Row) -> None:
    """Print one row as soon as it is known."""
    cells = [f"{row.name:<34}", f"{row.n:>8,}", f"{_number(row.ours):>10} {row.unit:<5}", f"±{row.spread / 2:>4.0%}"]
    cells.append(f"{row.peer_name:<26}{_number(row.peer):>10} {_ratio(row.ratio(row.peer)):>7}")
    cells.append(f"{_number(row.limit):>10} {_ratio(row.ratio(row.limit)):>7}")
    cells.append(f"FAIL: {row.problem}" if row.problem else row.goal)
    print("  ".join(cells), flush=True)


def show_header() -> None:
    head = [f"{'work':<34}", f"{'acts':>8}", f"{'ours':>10}      ", "     ", f"{'peer':<26}{'':>10} {'ratio':>7}"]
    print("  ".join([*head, f"{'limit':>10} {'ratio':>7}", "goal"]), flush=True)


def finish(rows: list[Row], file: Path | None) -> int:
    """Write the rows, and return 1 if one failed."""
    if file is not None:
        file.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")
    failed = [row for row in rows if row.problem]
    for row in failed:
        print(f"FAIL {row.name} against {row.peer_name or 'nothing'}: {row.problem}", file=sys.stderr)
    return 1 if failed else 0


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}x"
