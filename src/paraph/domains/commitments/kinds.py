"""Commitments as records: the terms are Joint, the progress is tracked by every party.

Invariants:

* A commitment is made at one session, for ever; new terms are a new version that all accept.
* Overdue is computed with the node's own time and is never said.
"""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from paraph.domains.commitments.content import Commitment, ProgressReport
from paraph.domains.commitments.queries import standing
from paraph.record import JOINT, TRACKED, About, Case, Due, Kind, View, verb
from paraph.record.joint import ACCEPT, CORRECT, DENOUNCE, PROPOSE, PROPOSE_END, WITHDRAW
from paraph.record.tracked import REPORT
from paraph.values import Barred

COMMITMENT_FAMILY: Final = "commitments.commitment"
PROGRESS_FAMILY: Final = "commitments.progress"
SESSION_FAMILY: Final = "consultation.session"
STATEMENT_FAMILY: Final = "consultation.statement"


@verb(PROPOSE, keys=2)
def propose(case: Case, *, content: Commitment) -> None:
    """Table a commitment, or new terms for one: wording, owners, and a date or a forum."""
    _guard_content(case, content)


@verb(CORRECT, keys=2)
def correct(case: Case, *, content: Commitment) -> None:
    """Table a clerical corrigendum of a commitment: the same meaning, an error mended."""
    _guard_content(case, content)


@verb(PROPOSE_END, keys=2)
def propose_end(case: Case) -> None:
    """Propose that the commitment be dropped by all."""


@verb(ACCEPT, keys=2)
def accept(case: Case) -> None:
    """Stand on these terms; once all parties do, it is owed."""


@verb(WITHDRAW, keys=2)
def withdraw(case: Case) -> None:
    """Take back your standing on these terms; they may still accept until their receipt covers this."""


@verb(DENOUNCE, keys=2)
def denounce(case: Case) -> None:
    """Leave the commitment, after the charter's notice."""


@verb(REPORT)
def report(case: Case, *, content: ProgressReport) -> None:
    """Say how the commitment stands in your own view, and on what that rests."""
    view = case.past.view(content.terms)
    if view is None or _family(view) != COMMITMENT_FAMILY:
        raise Barred("commitments.not_a_commitment", terms=content.terms)


def promises_due(
    view: View,
    *,
    charter: Any,  # noqa: ARG001  # the rule's shape
    now: datetime,
    about: About,
) -> tuple[Due, ...]:
    """Say by when a commitment in force is owed, and whether that day is over and not all parties call it done.

    Args:
        view: The commitment.
        charter: Not needed: the commitment has its own date.
        now: This node's time.
        about: Finds the reports on it.
    """
    found = standing(view, about(view.record, PROGRESS_FAMILY), on=now.date())
    if found is None or not found.is_open:
        return ()
    facts = {"owners": list(found.terms.owners), "public_id": found.terms.public_id}
    owner = found.terms.owners[0] if len(found.terms.owners) == 1 else ""
    return (Due(owner, "commitment", found.terms.due or "", found.is_overdue, facts),)


COMMITMENT: Final = Kind(
    name=f"{COMMITMENT_FAMILY}/1",
    title="Commitment",
    dealing=JOINT,
    noun=Commitment,
    says=(propose, correct, propose_end, accept, withdraw, denounce),
    about="session",
    called=("public_id", "wording"),
    due=promises_due,
)

PROGRESS: Final = Kind(
    name=f"{PROGRESS_FAMILY}/1",
    title="Progress of a commitment",
    dealing=TRACKED,
    noun=ProgressReport,
    says=(report,),
    about="terms",
)

KINDS: Final = (COMMITMENT, PROGRESS)


def _guard_content(case: Case, terms: Commitment) -> None:
    session = case.past.view(terms.session)
    if session is None or _family(session) != SESSION_FAMILY:
        raise Barred("commitments.not_a_session", session=terms.session)
    if not case.opens and (first := case.before.versions[case.said.act.record].content.session) != terms.session:
        raise Barred("commitments.session_changed", session=terms.session, first=first)
    _guard_statement(case, terms)
    unknown = sorted(set(terms.owners) - set(case.parties))
    if unknown:
        raise Barred("commitments.unknown_owner", unknown=unknown, parties=list(case.parties))
    twice = sorted(owner for owner, times in Counter(terms.owners).items() if times > 1)
    if twice:
        raise Barred("commitments.owner_twice", twice=twice)


def _guard_statement(case: Case, terms: Commitment) -> None:
    if terms.statement is None:
        if terms.paragraph is not None:
            raise Barred("commitments.paragraph_of_nothing", paragraph=terms.paragraph)
        return
    statement = case.past.view(terms.statement)
    if statement is None or _family(statement) != STATEMENT_FAMILY:
        raise Barred("commitments.not_a_statement", statement=terms.statement)


def _family(view: View) -> str:
    return view.name.partition("/")[0]
