"""The meeting rule: did all parties stand on one version together?

Source: the model, "Joint". It is contract law's rule that a withdrawal counts when those who still had to answer have
received it; and it is the question whether some consistent cut of the logs lies inside one standing of every party.
"""

from collections.abc import Iterable

from msgspec import Struct

from paraph.record.said import Said, saw


class Interval(Struct, frozen=True):
    """One standing of one party: from the act that began it until the act that ended it.

    Attributes:
        version: What it stood on.
        start: The act that began it.
        end: The act that ended it; None while it lasts.
    """

    version: str
    start: Said
    end: Said | None = None


def meeting(rows: Iterable[tuple[Interval, ...]]) -> tuple[Interval, ...] | None:
    """Choose one interval of every row so that none began after another was seen to end; None when that cannot be done.

    Args:
        rows: For every party, its standings on the version in the order of its log.

    A standing that one party's current interval began after can be put aside: all that party's later intervals began
    after it too. Each comparison that fails puts one interval aside, so the cost is linear in the number of intervals
    (times the square of the number of parties).
    """
    ahead = [list(reversed(row)) for row in rows]
    while all(ahead):
        heads = [row[-1] for row in ahead]
        past = _put_aside(heads)
        if past is None:
            return tuple(heads)
        ahead[past].pop()
    return None


def _put_aside(heads: list[Interval]) -> int | None:
    """Return the place of a standing after whose end, seen, another of them began."""
    for place, earlier in enumerate(heads):
        end = earlier.end
        if end is not None and any(later is not earlier and saw(later.start, end) for later in heads):
            return place
    return None
