"""What the record is about: one folder a domain, each deleted by removing it and its lines here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from paraph.domains.commitments import CHECKS as COMMITMENTS_CHECKS
from paraph.domains.commitments import KINDS as COMMITMENTS
from paraph.domains.consultation import CHECKS as CONSULTATION_CHECKS
from paraph.domains.consultation import KINDS as CONSULTATION
from paraph.domains.flag import Check, Flag
from paraph.domains.framework import CHARTER_FAMILY
from paraph.domains.framework import CHECKS as FRAMEWORK_CHECKS
from paraph.domains.framework import KINDS as FRAMEWORK
from paraph.record import kinds_by_name

KINDS: Final = kinds_by_name((*FRAMEWORK, *CONSULTATION, *COMMITMENTS))
"""Full name -> kind, for every kind there is."""

CHECKS: Final[Mapping[str, Check]] = MappingProxyType({**FRAMEWORK_CHECKS, **CONSULTATION_CHECKS, **COMMITMENTS_CHECKS})
"""Full name -> what a careful clerk would flag in a noun of that kind."""

__all__ = ["CHARTER_FAMILY", "CHECKS", "KINDS", "Check", "Flag"]
