"""Do both houses hold the same record? Digests of what stands, side by side.

Only acts that both hold can be compared: each side says at which cut of the logs it reckoned, and the other reckons
again at the same cut. Equal acts give equal digests, whatever order they came in.
"""

from typing import Literal, NamedTuple

from paraph.record import ExactSeen, View
from paraph.service.desk import Desk
from paraph.service.seen import cut_of
from paraph.service.shelves import world_of
from paraph.tlog import root_at
from paraph.values import Barred, Digest, PartyId, Value, content_digest


class Standing(Value, frozen=True, kw_only=True):
    """What stands on one node, as digests.

    Attributes:
        framework: Which framework.
        party: Whose node says so.
        cut: Party -> size and root of its log as held there.
        records: Record -> digest of what stands of it.
    """

    framework: str
    party: PartyId
    cut: dict[PartyId, ExactSeen]
    records: dict[Digest, Digest]


class Difference(NamedTuple):
    """One record that the two do not see alike.

    Attributes:
        record: Which.
        how: "only_here", "only_there" or "differs".
        here: What stands here at their cut; None when we do not hold it.
    """

    record: str
    how: Literal["only_here", "only_there", "differs"]
    here: View | None


class Comparison(NamedTuple):
    """The two sides, compared at their cut.

    Attributes:
        result: "same"; "differs"; "behind" when we do not hold all that they reckoned with; "other_history" when a log
            of theirs is not the log we hold.
        behind: Party -> how many entries we lack.
        other_history: The parties whose log has two histories.
        differences: Record by record, when the logs are the same.
        total: Digest over all that stands, to be read aloud; empty when behind.
    """

    result: Literal["same", "differs", "behind", "other_history"]
    behind: dict[str, int]
    other_history: tuple[str, ...]
    differences: tuple[Difference, ...]
    total: str


def standing(desk: Desk, cut: dict[str, int] | None = None) -> Standing:
    """Say what stands here, on everything held or at a cut."""
    cut = cut_of(desk) if cut is None else cut
    world = world_of(desk)
    views = (world.view(opened.record.hex(), cut) for opened in desk.store.opened())
    return Standing(
        framework=desk.setup.framework,
        party=desk.me,
        cut={party: ExactSeen(root=_root(desk, party, size), size=size) for party, size in sorted(cut.items()) if size},
        records={view.record: content_digest(view.stands()) for view in views if view.name},
    )


def compare(desk: Desk, theirs: Standing) -> Comparison:
    """Compare what they say stands with what stands here at the same cut.

    Raises:
        Barred: "compare.other_framework": they speak of another framework.
    """
    if theirs.framework != desk.setup.framework:
        raise Barred("compare.other_framework", theirs=theirs.framework, ours=desk.setup.framework)
    behind = {
        party: seen.size - _size(desk, party) for party, seen in theirs.cut.items() if seen.size > _size(desk, party)
    }
    if behind:
        return Comparison("behind", behind, (), (), "")
    split = tuple(party for party, seen in theirs.cut.items() if _root(desk, party, seen.size) != seen.root)
    if split:
        return Comparison("other_history", {}, split, (), "")
    cut = {party: seen.size for party, seen in theirs.cut.items()}
    ours = standing(desk, cut)
    differences = tuple(
        _difference(desk, record, ours, theirs, cut)
        for record in sorted(ours.records.keys() | theirs.records.keys())
        if ours.records.get(record) != theirs.records.get(record)
    )
    return Comparison("differs" if differences else "same", {}, (), differences, content_digest(ours.records))


def _difference(desk: Desk, record: str, ours: Standing, theirs: Standing, cut: dict[str, int]) -> Difference:
    if record not in ours.records:
        return Difference(record, "only_there", None)
    how: Literal["only_here", "differs"] = "differs" if record in theirs.records else "only_here"
    return Difference(record, how, world_of(desk).view(record, cut))


def _size(desk: Desk, party: str) -> int:
    return desk.store.size(party) if party in desk.setup.parties else 0


def _root(desk: Desk, party: str, size: int) -> str:
    return root_at(size, lambda level, index: desk.store.node(party, level, index)).hex()
