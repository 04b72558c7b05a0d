"""How much of the other logs an act may say that it has seen."""

from bisect import bisect_left

from paraph.record import Cut, Reach, Seen, unpack_reach
from paraph.service.desk import Desk
from paraph.service.ports import Held
from paraph.values import Recovering


def seen_now(desk: Desk) -> dict[str, Seen]:
    """Return, for every other party, the furthest signed checkpoint held such that the whole past is closed.

    A hostile log that claims to have seen what does not exist only keeps itself from being seen: the pen stops before
    the entry that reaches too far.

    Raises:
        Recovering: "record.past_not_held": our own log has seen more of another than is held, as after a lost disk.
    """
    chosen = {other.party: desk.store.checkpoint(other.party) for other in desk.setup.others}
    while True:
        cut = {party: 0 if held is None else held.size for party, held in chosen.items()}
        cut[desk.me] = desk.store.size(desk.me)
        too_far = [party for party in chosen if cut[party] and not _closed(_reach(desk, party, cut[party]), cut)]
        if not too_far:
            break
        chosen |= {party: _before(desk, party, cut) for party in too_far}
    _require_what_was_seen(desk, cut)
    return {
        party: Seen(root=held.root.hex(), size=held.size)
        for party, held in sorted(chosen.items())
        if held is not None and held.size
    }


def cut_of(desk: Desk) -> dict[str, int]:
    """Return the size of every log as durably held."""
    return {party: desk.store.size(party) for party in desk.setup.parties}


def _before(desk: Desk, party: str, cut: Cut) -> Held | None:
    """Return the furthest checkpoint of a log before its first entry that reaches too far."""
    # What a log has seen only grows, so the place is found by halving.
    closed = bisect_left(range(1, cut[party]), 1, key=lambda size: int(not _closed(_reach(desk, party, size), cut)))
    return desk.store.latest_signed(party, within=closed)


def _require_what_was_seen(desk: Desk, cut: Cut) -> None:
    """Refuse to say that less was seen than our own log has seen already: every reader would void it."""
    had = _reach(desk, desk.me, cut[desk.me])
    lacking = {party: size for party, size in had.items() if size > cut.get(party, 0)}
    if lacking:
        raise Recovering("record.past_not_held", lacking=lacking, held={party: cut.get(party, 0) for party in lacking})


def _reach(desk: Desk, party: str, size: int) -> Reach:
    return unpack_reach(desk.store.reach(party, size))


def _closed(reach: Reach, cut: Cut) -> bool:
    return all(size <= cut.get(party, 0) for party, size in reach.items())
