"""The meeting rule: did all parties stand on one version together?

Source: the model, "Joint". It is contract law's rule that a withdrawal counts when those who still had to answer have
received it; and it is the question whether some consistent cut of the logs lies inside one standing of every party.
"""

from collections.abc import Iterable
from typing import NamedTuple

from paraph.record.said import Said, saw


class Interval(NamedTuple):
    """One standing of one party: from the act that began it until the act that ended it.

    Attributes:
        version: What it stood on.
        start: The act that began it.
        end: The act that ended it; None while it lasts.
    """

    version: str
    start: Said
    end: Said | None = None


def began_after_seeing_it_end(later: Interval, earlier: Interval) -> bool:
    """Tell whether `later` began after its author had seen `earlier` end."""
    return earlier.end is not None and saw(later.start, earlier.end)


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
        past = next(
            (
                place
                for place, earlier in enumerate(heads)
                if any(began_after_seeing_it_end(later, earlier) for later in heads if later is not earlier)
            ),
            None,
        )
        if past is None:
            return tuple(heads)
        ahead[past].pop()
    return None
