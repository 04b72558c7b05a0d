"""Commitments: what was promised, by whom, and what each party says became of it."""

from paraph.domains.commitments.checks import CHECKS
from paraph.domains.commitments.content import Commitment, Evidence, ProgressReport
from paraph.domains.commitments.kinds import COMMITMENT, KINDS, PROGRESS

__all__ = ["CHECKS", "COMMITMENT", "KINDS", "PROGRESS", "Commitment", "Evidence", "ProgressReport"]
