"""A claim: its parts, each with all that was said of it, and where every unit of every sum stands.

Invariants:

* Every amount is in exactly one state, and the states of a part add up to what is claimed of it.
* The first decision on a part fixes which sum it is: the last one in that decision's past. What the claimant tabled
  unseen by it has crossed and moves nothing.
* Paid never shrinks.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from paraph.record.dealing import Version
from paraph.record.said import Said, saw
from paraph.values import Money


class Stage(StrEnum):
    """Where an amount stands."""

    CLAIMED = "claimed"
    QUERIED = "queried"
    WITHDRAWN = "withdrawn"
    ALLOWED = "allowed"
    PAID = "paid"
    REFUSED = "refused"
    CONTESTED = "contested"


class Tabling(NamedTuple):
    """What the claimant said of a part.

    Attributes:
        said: The act.
        amount: The sum claimed; for a withdrawal, the sum that it takes back.
        withdrawn: It takes the part back.
    """

    said: Said
    amount: Money
    withdrawn: bool


class Settling(NamedTuple):
    """A decision or a payment by the respondent.

    Attributes:
        said: The act.
        amount: What it allows of the part, or pays.
    """

    said: Said
    amount: Money


class Part(Struct, frozen=True, kw_only=True):
    """One part of a claim.

    Attributes:
        id: Its name in the noun.
        tablings: What the claimant tabled, in the order of its log; never empty.
        decisions: What the respondent decided, in the order of its log.
        payments: What it paid.
        query: The respondent's latest query; None when there is none.
        supply: The claimant's latest act that answers queries; None when there is none.
        contest: The claimant's latest contest; None when there is none.
    """

    id: str
    tablings: tuple[Tabling, ...]
    decisions: tuple[Settling, ...] = ()
    payments: tuple[Settling, ...] = ()
    query: Said | None = None
    supply: Said | None = None
    contest: Said | None = None

    @property
    def effective(self) -> Tabling:
        """What is claimed: the last tabling, or once decided the last in the first decision's past."""
        if not self.decisions:
            return self.tablings[-1]
        first = self.decisions[0].said
        return next(tabling for tabling in reversed(self.tablings) if saw(first, tabling.said))

    @property
    def amount(self) -> Money:
        """The sum in question, withdrawn or not."""
        return self.effective.amount

    @property
    def withdrawn(self) -> bool:
        """Whether the claimant has taken it back, with effect."""
        return self.effective.withdrawn

    @property
    def allowed(self) -> int:
        """What the latest decision allows, in minor units; 0 before the first."""
        return self.decisions[-1].amount.minor if self.decisions else 0

    @property
    def paid(self) -> int:
        """What has been paid, in minor units."""
        return sum(payment.amount.minor for payment in self.payments)

    @property
    def refused(self) -> int:
        """What the latest decision does not allow, in minor units; 0 before the first."""
        return self.amount.minor - self.allowed if self.decisions else 0

    @property
    def is_queried(self) -> bool:
        """A query waits for the claimant."""
        return self.query is not None and not (self.supply is not None and saw(self.supply, self.query))

    @property
    def is_contested(self) -> bool:
        """A contest waits for a decision that has seen it."""
        return self.contest is not None and not saw(self.decisions[-1].said, self.contest)

    @property
    def crossed(self) -> tuple[Said, ...]:
        """The claimant's acts on this part that a decision had not seen: the decision stands, they move nothing."""
        if not self.decisions:
            return ()
        first, effective = self.decisions[0].said, self.effective
        return tuple(
            tabling.said for tabling in self.tablings if not saw(first, tabling.said) and tabling[1:] != effective[1:]
        )

    @property
    def stages(self) -> Mapping[Stage, int]:
        """State -> amount in minor units, zeros left out; the sum is what is claimed."""
        if self.decisions:
            rest = Stage.CONTESTED if self.is_contested else Stage.REFUSED
            found = {Stage.PAID: self.paid, Stage.ALLOWED: self.allowed - self.paid, rest: self.refused}
        elif self.withdrawn:
            found = {Stage.WITHDRAWN: self.amount.minor}
        else:
            found = {Stage.QUERIED if self.is_queried else Stage.CLAIMED: self.amount.minor}
        return {stage: minor for stage, minor in found.items() if minor}


class ClaimedState(Struct, frozen=True, kw_only=True):
    """What stands of a claim.

    Attributes:
        opener: The claimant.
        respondent: Who decides and pays.
        versions: In the order of the claimant's log; the last is current.
        parts: Name -> part.
    """

    opener: str
    respondent: str
    versions: tuple[Version, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def current(self) -> Version:
        """The claimant's latest version."""
        return self.versions[-1]

    @property
    def crossed(self) -> tuple[str, ...]:
        """The claimant's acts that a decision on the same part had not seen."""
        return tuple(sorted({said.digest for part in self.parts.values() for said in part.crossed}))

    @property
    def sums(self) -> Mapping[tuple[str, Stage], int]:
        """(currency, state) -> minor units, zeros left out."""
        found: dict[tuple[str, Stage], int] = {}
        for part in self.parts.values():
            for stage, minor in part.stages.items():
                place = (part.amount.currency, stage)
                found[place] = found.get(place, 0) + minor
        return {place: minor for place, minor in sorted(found.items()) if minor}
