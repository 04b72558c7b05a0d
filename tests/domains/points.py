"""Agreed points as North and South keep them, and what they say became of them."""

from datetime import date
from typing import Any

from msgspec.structs import replace
from tests.domains.tale import NORTH, SOUTH, Tale, chartered, en
from tests.domains.texts import NOBODY, SESSION

from paraph.domains.commitments import Commitment, ProgressReport
from paraph.domains.commitments.queries import Standing, standing
from paraph.domains.consultation import Session
from paraph.record import Said

COMMITMENT = "commitments.commitment/1"
PROGRESS = "commitments.progress/1"
TODAY = date(2013, 4, 1)


def a_point(session: Said | str, /, **changes: Any) -> Commitment:
    record = session if isinstance(session, str) else session.digest
    point = Commitment(
        session=record,
        public_id="21.3",
        wording=en("Officials meet in Washington"),
        type="follow_up_meeting",
        owners=(NORTH,),
        due="2013-03",
    )
    return replace(point, **changes)


def a_report(terms: Said, status: Any, *, version: Said | None = None, **changes: Any) -> ProgressReport:
    report = ProgressReport(terms=terms.digest, version=(version or terms).digest, status=status)
    return replace(report, **changes)


def in_session() -> tuple[Tale, Said]:
    tale = chartered(NORTH, SOUTH)
    return tale, tale.agree(SESSION, Session(number=21, number_basis="stated", host=NORTH))


def promised(**changes: Any) -> tuple[Tale, Said, Said]:
    tale, session = in_session()
    return tale, session, tale.agree(COMMITMENT, a_point(session, **changes))


def standing_of(tale: Tale, terms: Said, *, on: date = TODAY) -> Standing | None:
    reports = tale.world.views_about(terms.digest, "commitments.progress")
    return standing(tale.view(terms), reports, on=on)


def a_standing(public_id: str, session: str, **changes: Any) -> Standing:
    """Return a standing as computed for an open point, with what the test changes."""
    terms = changes.pop("terms", {})
    point = a_point(session, **{"public_id": public_id, **terms})
    given = Standing(
        record=f"{session} {public_id}",
        version=NOBODY,
        terms=point,
        latest={NORTH: None, SOUTH: None},
        earlier={},
        is_done=False,
        differs=False,
        is_open=True,
        is_overdue=False,
    )
    return given._replace(**changes)
