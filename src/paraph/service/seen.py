"""How much of the other logs an act may say that it has seen."""

from paraph.record import Cut, Reach, Seen, unpack_reach
from paraph.service.desk import Desk
from paraph.service.ports import Held


def seen_now(desk: Desk) -> dict[str, Seen]:
    """Return, for every other party, the furthest signed checkpoint held such that the whole past is closed.

    A hostile log that claims to have seen what does not exist only keeps itself from being seen: the pen stops before
    the entry that reaches too far.
    """
    chosen = {other.party: _checkpoints(desk, other.party) for other in desk.setup.others}
    while True:
        cut = {party: ladder[0].size if ladder else 0 for party, ladder in chosen.items()}
        cut[desk.me] = desk.store.size(desk.me)
        too_far = [party for party in chosen if cut[party] and not _closed(_reach(desk, party, cut[party]), cut)]
        if not too_far:
            break
        for party in too_far:
            chosen[party] = chosen[party][1:]
    return {
        party: Seen(root=ladder[0].root.hex(), size=ladder[0].size)
        for party, ladder in sorted(chosen.items())
        if ladder and ladder[0].size
    }


def cut_of(desk: Desk) -> dict[str, int]:
    """Return the size of every log as durably held."""
    return {party: desk.store.size(party) for party in desk.setup.parties}


def _checkpoints(desk: Desk, party: str) -> list[Held]:
    latest = desk.store.checkpoint(party)
    if latest is None:
        return []
    if _closed(_reach(desk, party, latest.size), cut_of(desk)):
        return [latest]
    return sorted(desk.store.checkpoints(party), key=lambda held: -held.size)


def _reach(desk: Desk, party: str, size: int) -> Reach:
    return unpack_reach(desk.store.reach(party, size))


def _closed(reach: Reach, cut: Cut) -> bool:
    return all(size <= cut.get(party, 0) for party, size in reach.items())
