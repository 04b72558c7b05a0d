"""The log's own verdict on an entry, before anything is known of its record.

Invariants:

* The verdict depends on the entry and on the logs up to what it had seen, and on nothing that came later.
* `reach` is the running maximum of what a log's acts had seen. A past is closed when it reaches as far as every log in
  it.
"""

from collections.abc import Callable, Mapping
from typing import Final

from paraph.record.act import Act

Reach = dict[str, int]
"""Party -> the largest size that any act of a log's prefix had seen of that party's log."""

WAITING: Final = "waiting"
GARBAGE: Final = "void:garbage"
BY_ITSELF: Final = frozenset({GARBAGE, "void:seen_itself", "void:seen_shrinks"})
"""Verdicts that need nothing but the entry's own log."""


def reach_after(before: Reach, act: Act) -> Reach:
    """Return the reach of a log once `act` has been said in it."""
    grown = {party: seen.size for party, seen in act.seen.items() if seen.size > before.get(party, 0)}
    return {**before, **grown} if grown else before


def pack_reach(reach: Reach) -> bytes:
    """Write a reach as bytes for the index."""
    return b",".join(b"%s=%d" % (party.encode(), reach[party]) for party in sorted(reach))


def unpack_reach(data: bytes) -> Reach:
    """Read what `pack_reach` wrote."""
    pairs = (item.split(b"=") for item in data.split(b",") if item)
    return {party.decode(): int(size) for party, size in pairs}


def verdict_of_log(  # noqa: PLR0913  # the five things the rule in model.md speaks of, and the entry itself
    act: Act,
    *,
    party: str,
    seq: int,
    before: Reach,
    sizes: Mapping[str, int],
    reach_at: Callable[[str, int], Reach],
    root_at: Callable[[str, int], str],
) -> str:
    """Judge whether an act's past is held, is the past we hold, never shrank, and is closed.

    Args:
        act: The act.
        party: Whose log it lies in.
        seq: Its place there.
        before: The reach of its log before it.
        sizes: How much of every log is held here; an unknown party counts as nothing.
        reach_at: (party, size) -> reach of that log's prefix.
        root_at: (party, size) -> root of that log's prefix, in hex.

    Returns:
        "" when the act may be judged in its record, "waiting" when its past is not held, "void:<code>" otherwise.

    Source: the model, "State is computed".
    """
    if party in act.seen:
        return "void:seen_itself"
    if any(act.seen[other].size < size if other in act.seen else size > 0 for other, size in before.items()):
        return "void:seen_shrinks"
    if any(seen.size > sizes.get(other, 0) for other, seen in act.seen.items()):
        return WAITING
    for other, seen in act.seen.items():
        if root_at(other, seen.size) != seen.root:
            return "void:seen_root"
        if not _reaches(act, party, seq, reach_at(other, seen.size)):
            return "void:past_not_closed"
    return ""


def _reaches(act: Act, party: str, seq: int, needed: Reach) -> bool:
    for other, size in needed.items():
        held = seq if other == party else act.seen[other].size if other in act.seen else 0
        if held < size:
            return False
    return True
