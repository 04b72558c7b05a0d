"""The framework itself: its charter, with parties, keys and terms."""

from paraph.domains.framework.checks import CHECKS
from paraph.domains.framework.content import (
    Charter,
    CharterParty,
    Related,
    Separation,
    Suspension,
    Term,
    Terms,
)
from paraph.domains.framework.kinds import CHARTER, CHARTER_FAMILY, KINDS

__all__ = [
    "CHARTER",
    "CHARTER_FAMILY",
    "CHECKS",
    "KINDS",
    "Charter",
    "CharterParty",
    "Related",
    "Separation",
    "Suspension",
    "Term",
    "Terms",
]
