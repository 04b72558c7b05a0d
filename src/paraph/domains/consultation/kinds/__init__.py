"""The kinds of a consultation, one file a kind: who may say what, and what is barred."""

from typing import Final

from paraph.domains.consultation.kinds.agenda_item import AGENDA_ITEM
from paraph.domains.consultation.kinds.assessment import ASSESSMENT
from paraph.domains.consultation.kinds.briefing import BRIEFING
from paraph.domains.consultation.kinds.session import SESSION
from paraph.domains.consultation.kinds.statement import STATEMENT
from paraph.domains.consultation.kinds.strategic_priorities import STRATEGIC_PRIORITIES

KINDS: Final = (SESSION, AGENDA_ITEM, ASSESSMENT, STRATEGIC_PRIORITIES, BRIEFING, STATEMENT)

__all__ = ["AGENDA_ITEM", "ASSESSMENT", "BRIEFING", "KINDS", "SESSION", "STATEMENT", "STRATEGIC_PRIORITIES"]
