"""Briefings: what a party reports to a session, with the date of its data."""

from typing import Final

from paraph.domains.consultation.content import Briefing
from paraph.domains.consultation.kinds.about import first_session, guard_session
from paraph.record import DECLARED, Case, Kind, verb
from paraph.record.declared import DECLARE


@verb(DECLARE)
def declare(case: Case, *, content: Briefing) -> None:
    """Brief the others on a subject."""
    guard_session(case, content.session, first=first_session(case))


BRIEFING: Final = Kind(
    name="consultation.briefing/1",
    title="Briefing",
    dealing=DECLARED,
    noun=Briefing,
    says=(declare,),
    about="session",
    called=("subject",),
)
