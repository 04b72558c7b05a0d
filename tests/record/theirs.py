"""The kinds of the domains, as a stage: whatever holds for every kind is asked of them too."""

from collections.abc import Sequence
from typing import Any, Final

from tests.domains.tale import a_charter, en
from tests.record.chance import Stage
from tests.record.histories import FRAMEWORK, THREE, TWO

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.domains.framework import Charter
from paraph.values import builtin


def charter_of(parties: Sequence[str]) -> Any:
    return builtin(a_charter(*parties, framework=FRAMEWORK))


THEIRS: Final = Stage(
    kinds=KINDS,
    charter=next(kind for kind in KINDS.values() if kind.family == CHARTER_FAMILY),
    agreed=charter_of,
    known={
        Charter: [
            builtin(a_charter(*parties, framework=FRAMEWORK, title=en(title)))
            for parties in (TWO, THREE)
            for title in ("Border group", "Border council")
        ]
    },
    special={},
)
