"""What was said and what its author had seen: order without any clock.

The past of an act is its own log before it and the others' logs up to its `seen`. No order is invented between acts
of which neither is in the other's past.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from paraph.record.act import Act

Cut = Mapping[str, int]
"""Party -> how many entries of its log. A party that is not named: none."""


class Said(Struct, frozen=True):
    """An act where it lies.

    Attributes:
        party: Whose log.
        seq: Place in the log, from 0.
        digest: The entry's leaf hash, in hex: the act's identity.
        act: What was said.
        past: How much of every log lay before it, its own included.
        odd: The log's verdict: empty, "waiting", or "void:<code>".
    """

    party: str
    seq: int
    digest: str
    act: Act
    past: Cut
    odd: str = ""


def say_where(party: str, seq: int, digest: str, act: Act, *, odd: str = "") -> Said:
    """Place an act in its log, with the past that it names."""
    past = {}
    for other, seen in act.seen.items():
        past[other] = seen.size
    past[party] = seq
    return Said(party, seq, digest, act, past, odd)


def saw(later: Said, earlier: Said) -> bool:
    """Tell whether `earlier` lies in the past of `later`."""
    return earlier.seq < later.past.get(earlier.party, 0)


def within(cut: Cut, said: Said) -> bool:
    """Tell whether an act lies in a cut of the logs."""
    return said.seq < cut.get(said.party, 0)


def in_causal_order(said: Iterable[Said]) -> list[Said]:
    """Sort acts so that each follows all of its past; the same list for any order of arrival.

    A closed past that holds another closed past is larger, so the sum of sizes is enough.
    """
    return sorted(said, key=_causal_key)


def _causal_key(said: Said) -> tuple[int, str, int]:
    return sum(said.past.values()), said.party, said.seq
