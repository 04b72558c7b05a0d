"""Sessions and agenda items as North and South agree them."""

from typing import Any

from msgspec.structs import replace
from tests.domains.tale import NORTH, SOUTH, Tale, chartered, en

from paraph.domains.consultation import AgendaItem, Session
from paraph.record import Said

SESSION = "consultation.session/1"
ITEM = "consultation.agenda_item/1"
ASSESSMENT = "consultation.assessment/1"
PRIORITIES = "consultation.strategic_priorities/1"
BRIEFING = "consultation.briefing/1"
NOBODY = "0" * 64


def a_session(number: int = 21, **changes: Any) -> Session:
    session = Session(number=number, number_basis="stated", host=NORTH, city=en("Rawalpindi"))
    return replace(session, **changes)


def an_item(session: Said | str, **changes: Any) -> AgendaItem:
    record = session if isinstance(session, str) else session.digest
    return replace(AgendaItem(session=record, title=en("Border coordination"), where="plenary"), **changes)


def in_session() -> tuple[Tale, Said]:
    tale = chartered(NORTH, SOUTH)
    return tale, tale.agree(SESSION, a_session())
