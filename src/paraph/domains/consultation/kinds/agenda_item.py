"""Agenda items: proposed by any party, on the agenda once all accept."""

from typing import Final

from paraph.domains.consultation.content import AgendaItem
from paraph.domains.consultation.kinds.about import first_session, guard_session
from paraph.record import JOINT, Case, Kind, verb
from paraph.record.joint import CORRECT, PROPOSE
from paraph.values import Barred


@verb(PROPOSE)
def propose(case: Case, *, content: AgendaItem) -> None:
    """Table a subject for the agenda of a session, or what came of it."""
    _guard_content(case, content)


@verb(CORRECT)
def correct(case: Case, *, content: AgendaItem) -> None:
    """Table a clerical corrigendum of an agenda item: the same meaning, an error mended."""
    _guard_content(case, content)


AGENDA_ITEM: Final = Kind(
    name="consultation.agenda_item/1",
    title="Agenda item",
    dealing=JOINT,
    noun=AgendaItem,
    says=(propose, correct),
    without=("denounce", "report_met"),
    about="session",
    called=("title",),
)


def _guard_content(case: Case, item: AgendaItem) -> None:
    guard_session(case, item.session, first=first_session(case))
    if (item.where == "group") != (item.group is not None):
        raise Barred("consultation.group_unclear", where=item.where)
