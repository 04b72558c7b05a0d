"""The acts of a record heard so far, and its state in the past of any act that follows.

Invariants:

* Every state here is a folding of heard acts in a causal order, so which order does not matter.
* Where an act has seen all that was heard, the state of all serves. Where it has not, the state in its author's past
  is carried on from the last one so computed, since a party's pasts only grow. So an act is folded once for all and at
  most once for each party, however much of them crossed.
"""

from bisect import bisect_left
from typing import Any

from paraph.record.dealing import Dealing, Heard
from paraph.record.said import Cut, Said


class Hearings:
    """One sitting's acts, heard each after its past."""

    def __init__(self, dealing: Dealing) -> None:
        """Begin with nothing heard.

        Args:
            dealing: The record's.
        """
        self.state: Any = None
        self._dealing = dealing
        self._heard: list[Heard] = []
        self._by_digest: dict[str, tuple[Heard, ...]] = {}
        self._latest: dict[str, int] = {}
        self._kept: dict[str, tuple[Cut, Any]] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._placed = 0

    def add(self, heard: Heard) -> None:
        """Hear one more act; its past is already heard."""
        said = heard.said
        same = self._by_digest.get(said.digest)
        self._by_digest[said.digest] = (heard,) if same is None else (*same, heard)
        self._latest[said.party] = said.seq
        self._heard.append(heard)
        self.state = self._stepped(self.state, heard)

    def has(self, digest: str) -> bool:
        """Tell whether an act was heard, in whatever past."""
        return digest in self._by_digest

    def knew(self, said: Said, digest: str) -> Heard | None:
        """Return an act heard in the past of another, by its digest."""
        for heard in self._by_digest.get(digest, ()):
            if heard.said.seq < said.past.get(heard.said.party, 0):
                return heard
        return None

    def state_before(self, said: Said) -> Any:
        """Return the record's state in the past of an act."""
        past = said.past
        for party, seq in self._latest.items():
            if past.get(party, 0) <= seq:
                return self._carried_on(said)
        return self.state

    def _carried_on(self, said: Said) -> Any:
        cut, state = self._kept.get(said.party, ({}, None))
        for position in self._newly_seen(cut, said.past):
            state = self._stepped(state, self._heard[position])
        self._kept[said.party] = (said.past, state)
        return state

    def _newly_seen(self, before: Cut, after: Cut) -> list[int]:
        """Return the positions of what was heard in one cut and not in another, in order."""
        for position in range(self._placed, len(self._heard)):
            said = self._heard[position].said
            self._places.setdefault(said.party, []).append((said.seq, position))
        self._placed = len(self._heard)
        return sorted(
            position
            for party, places in self._places.items()
            for _seq, position in places[_count(places, before.get(party, 0)) : _count(places, after.get(party, 0))]
        )

    def _stepped(self, state: Any, heard: Heard) -> Any:
        return self._dealing.step(self._dealing.start(heard) if state is None else state, heard)


def _count(places: list[tuple[int, int]], size: int) -> int:
    return bisect_left(places, (size, 0))
