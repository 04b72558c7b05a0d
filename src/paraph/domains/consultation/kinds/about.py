"""What all papers of a session share: they are about one session, and stay so."""

from typing import Final

from paraph.record import Case
from paraph.values import Barred

SESSION_FAMILY: Final = "consultation.session"


def guard_session(case: Case, session: str, *, first: str | None) -> None:
    """Bar a paper about what is no session, or about another session than its first version was.

    Args:
        case: The act.
        session: The record that the paper says it is about.
        first: The record that the paper's first version was about; None when this is the first.
    """
    view = case.past.view(session)
    if view is None or view.name.partition("/")[0] != SESSION_FAMILY:
        raise Barred("consultation.not_a_session", session=session)
    if first is not None and first != session:
        raise Barred("consultation.session_changed", session=session, first=first)


def first_session(case: Case) -> str | None:
    """Return the session that the first version of a Joint or Declared record is about; None in the opening act."""
    if case.opens:
        return None
    versions = case.before.versions
    first = versions[case.said.act.record] if case.kind.dealing.name == "joint" else versions[0]
    session: str = first.content.session
    return session


def guard_parties(case: Case, *named: str | None) -> None:
    """Bar a noun that names a party outside the framework."""
    unknown = sorted({party for party in named if party is not None} - set(case.parties))
    if unknown:
        raise Barred("consultation.unknown_party", unknown=unknown, parties=list(case.parties))
