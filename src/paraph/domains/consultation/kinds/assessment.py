"""Assessments: each party's own, which the others confirm, dispute or note."""

from typing import Final

from paraph.domains.consultation.content import Assessment
from paraph.domains.consultation.kinds.about import first_session, guard_session
from paraph.record import DECLARED, Case, Kind, verb
from paraph.record.declared import DECLARE


@verb(DECLARE)
def declare(case: Case, *, content: Assessment) -> None:
    """Lay your own assessment before a session."""
    guard_session(case, content.session, first=first_session(case))


ASSESSMENT: Final = Kind(
    name="consultation.assessment/1",
    title="Assessment",
    dealing=DECLARED,
    noun=Assessment,
    says=(declare,),
    about="session",
    called=("subject",),
)
