"""The meeting rule by its other definition, over all consistent cuts; it shares no code with what it checks.

A history is a tuple of acts in a causal order. Each act knows its author, its place in the author's log and how much of
every log lay before it. What stands is asked of a cut: how many acts of each log.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

Cut = tuple[int, ...]


class Act(NamedTuple):
    """One act: "propose" brings a version named by its place in the history; "accept" and "leave" name one."""

    author: int
    past: Cut
    does: str
    version: int
    over: frozenset[int] = frozenset()


class History:
    """All there is to know of a history, by looking at every cut of it."""

    def __init__(self, parties: int, acts: tuple[Act, ...]) -> None:
        self.parties = parties
        self.acts = acts
        self.logs = [[act for act in acts if act.author == party] for party in range(parties)]
        self.whole: Cut = tuple(len(log) for log in self.logs)
        self.over = {act.version: act.over for act in acts if act.does == "propose"}
        self.is_valid = cache(self._is_valid)
        self.stands_on = cache(self._stands_on)
        self.agreed = cache(self._agreed)

    def _is_valid(self, party: int, seq: int) -> bool:
        act = self.logs[party][seq]
        if act.does == "propose":
            return act.over == self.frontier(act.past)
        if act.does == "leave":
            return True
        others = {self.stands_on(other, act.past[other]) for other in range(self.parties) if other != party}
        return (
            act.version in others
            and act.version not in self.agreed(act.past)
            and self.over[act.version] == self.frontier(act.past)
        )

    def _stands_on(self, party: int, size: int) -> int | None:
        found: int | None = None
        for seq in range(size):
            act = self.logs[party][seq]
            if not self.is_valid(party, seq):
                continue
            if act.does != "leave":
                found = act.version
            elif act.version == found:
                found = None
        return found

    def _agreed(self, cut: Cut) -> frozenset[int]:
        """The versions on which some consistent cut within this one has every party."""
        found = set()
        for inner in product(*(range(size + 1) for size in cut)):
            stances = {self.stands_on(party, size) for party, size in enumerate(inner)}
            if len(stances) == 1 and None not in stances and self.is_consistent(inner):
                found |= stances
        return frozenset(version for version in found if version is not None)

    def is_consistent(self, cut: Cut) -> bool:
        """Tell whether whatever the acts in a cut had seen lies in it."""
        latest = (self.logs[party][size - 1].past for party, size in enumerate(cut) if size)
        return all(seen <= held for past in latest for seen, held in zip(past, cut, strict=True))

    def frontier(self, cut: Cut) -> frozenset[int]:
        """The agreed versions that no agreed version replaces, directly or through others."""
        return self._last(self.agreed(cut))

    def in_force(self, cut: Cut) -> int | None:
        """The last agreed version that all of what crossed replace, or the only one."""
        found = self.frontier(cut)
        while len(found) > 1:
            found = self._last(frozenset.intersection(*(self.replaced(one) for one in found)))
        return next(iter(found), None)

    def replaced(self, version: int) -> frozenset[int]:
        """Whatever a version replaces, directly or through others."""
        direct = self.over[version]
        return direct.union(*(self.replaced(one) for one in direct))

    def _last(self, versions: frozenset[int]) -> frozenset[int]:
        return versions.difference(*(self.replaced(one) for one in versions))


def histories(parties: int, *, acts: int) -> Iterator[tuple[tuple[Act, ...], tuple[Act, ...]]]:
    """Every history of one record of up to so many acts, each after the shorter one that it extends, once each.

    Acts come in the one order in which each has more before it than the last, or as much and a later author.
    """
    opening = Act(0, (0,) * parties, "propose", 0)
    yield (), (opening,)
    yield from _extended(parties, (opening,), acts)


def _extended(parties: int, acts: tuple[Act, ...], most: int) -> Iterator[tuple[tuple[Act, ...], tuple[Act, ...]]]:
    if len(acts) == most:
        return
    for act in _next_acts(parties, acts):
        yield acts, (*acts, act)
        yield from _extended(parties, (*acts, act), most)


def _next_acts(parties: int, acts: tuple[Act, ...]) -> Iterator[Act]:
    history = History(parties, acts)
    last = acts[-1]
    places = ((author, past) for author in range(parties) for past in _pasts(history, author))
    for author, past in places:
        if (sum(past), author) > (sum(last.past), last.author):
            yield Act(author, past, "propose", len(acts), history.frontier(past))
            yield from _answers(history, acts, author, past)


def _answers(history: History, acts: tuple[Act, ...], author: int, past: Cut) -> Iterator[Act]:
    known = (act for act in acts if act.does == "propose" and _place(acts, act) < past[act.author])
    for act in known:
        yield Act(author, past, "accept", act.version)
        if history.stands_on(author, past[author]) == act.version:
            yield Act(author, past, "leave", act.version)


def _pasts(history: History, author: int) -> Iterator[Cut]:
    """Every past that a party's next act may have: closed, grown, and holding the opening."""
    own = history.logs[author]
    before = own[-1].past if own else (0,) * history.parties
    ranges = [
        range(size, size + 1) if party == author else range(before[party], size + 1)
        for party, size in enumerate(history.whole)
    ]
    for past in product(*ranges):
        if past[0] and history.is_consistent(past):
            yield past


def _place(acts: tuple[Act, ...], act: Act) -> int:
    return [one for one in acts if one.author == act.author].index(act)
