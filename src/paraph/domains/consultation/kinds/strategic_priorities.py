"""Strategic priorities: each party's own list, ranked, and no longer than the charter says.

Source: S51 (a list of fifty-six pages drew criticism for asking too much at once): hence rank and cap.
"""

from typing import Final

from paraph.domains.consultation.content import StrategicPriorities
from paraph.domains.consultation.kinds.about import first_session, guard_session
from paraph.record import DECLARED, Case, Kind, verb
from paraph.record.declared import DECLARE
from paraph.values import Barred

AT_MOST: Final = 12
"""Ours: how many priorities a party may list where the charter sets no number."""


@verb(DECLARE)
def declare(case: Case, *, content: StrategicPriorities) -> None:
    """List what matters to you, most important first."""
    guard_session(case, content.session, first=first_session(case))
    at_most: int = getattr(case.charter, "priorities_at_most", None) or AT_MOST
    if len(content.ranked) > at_most:
        raise Barred("consultation.too_many_priorities", listed=len(content.ranked), at_most=at_most)


STRATEGIC_PRIORITIES: Final = Kind(
    name="consultation.strategic_priorities/1",
    title="Strategic priorities",
    dealing=DECLARED,
    noun=StrategicPriorities,
    says=(declare,),
    about="session",
)
