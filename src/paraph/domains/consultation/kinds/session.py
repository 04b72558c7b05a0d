"""Sessions: agreed by all, planned and then as held; the number rests on a stated or an inferred basis."""

from collections import Counter
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from paraph.domains.consultation.content import Delegation, Session
from paraph.domains.consultation.kinds.about import SESSION_FAMILY, guard_parties
from paraph.record import JOINT, About, Case, Due, Kind, View, verb
from paraph.record.joint import ACCEPT, CORRECT, DENOUNCE, PROPOSE, PROPOSE_END, WITHDRAW
from paraph.values import Barred, last_day


@verb(PROPOSE, keys=2)
def propose(case: Case, *, content: Session) -> None:
    """Table a session: its number, days, place and delegations, as planned or as held."""
    _guard_content(case, content)


@verb(CORRECT, keys=2)
def correct(case: Case, *, content: Session) -> None:
    """Table a clerical corrigendum of a session: the same meaning, an error mended."""
    _guard_content(case, content)


@verb(PROPOSE_END, keys=2)
def propose_end(case: Case) -> None:
    """Propose that the session be struck from the record by all; its history stays."""


@verb(ACCEPT, keys=2)
def accept(case: Case) -> None:
    """Stand on this version of the session."""


@verb(WITHDRAW, keys=2)
def withdraw(case: Case) -> None:
    """Take back your standing on this version of the session."""


@verb(DENOUNCE, keys=2)
def denounce(case: Case) -> None:
    """Leave what was agreed of the session, after the charter's notice."""


def sessions_due(view: View, *, charter: Any, now: datetime, about: About) -> tuple[Due, ...]:  # noqa: ARG001  # the rule's shape
    """Say when an agreed session is to be held; overdue once its last planned day is over and nothing is recorded."""
    session: Session | None = view.state.content_in_force
    if session is None or session.planned is None or session.actual is not None or session.called_off is not None:
        return ()
    ends: date = last_day(session.planned.last or session.planned.first)
    return (Due("", "session", session.planned.first, ends < now.date(), {"number": session.number}),)


SESSION: Final = Kind(
    name=f"{SESSION_FAMILY}/1",
    title="Session",
    dealing=JOINT,
    noun=Session,
    says=(propose, correct, propose_end, accept, withdraw, denounce),
    without=("report_met",),
    called=("number",),
    due=sessions_due,
)


def _guard_content(case: Case, session: Session) -> None:
    meetings = (*session.working_groups, *session.intersessional)
    everywhere = (session.delegations, *(meeting.delegations for meeting in meetings))
    guard_parties(case, session.host, *(one.party for one in chain.from_iterable(everywhere)))
    for delegations in everywhere:
        _guard_once(delegations)
    if session.actual is not None and session.called_off is not None:
        raise Barred("consultation.held_and_called_off", how=session.called_off.how)


def _guard_once(delegations: tuple[Delegation, ...]) -> None:
    twice = sorted(party for party, times in Counter(one.party for one in delegations).items() if times > 1)
    if twice:
        raise Barred("consultation.delegation_twice", twice=twice)
