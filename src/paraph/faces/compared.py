"""What stands here beside what stands there, as JSON."""

from typing import Any

from paraph.faces.shapes import label_of
from paraph.service.compare import Comparison, Difference


def comparison_shape(comparison: Comparison) -> dict[str, Any]:
    """Return what came of comparing."""
    return {
        "result": comparison.result,
        "total": comparison.total,
        "behind": comparison.behind,
        "other_history": list(comparison.other_history),
        "differences": [_difference(one) for one in comparison.differences],
    }


def _difference(one: Difference) -> dict[str, Any]:
    view = one.here
    return {
        "record": one.record,
        "how": one.how,
        "kind": "" if view is None else view.name,
        "label": "" if view is None else label_of(view.noun),
        "stands_here": None if view is None else view.stands(),
    }
