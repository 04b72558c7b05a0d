"""What became of a saying, as JSON: its state on the ladder, and where it is."""

from typing import Any

from paraph.domains import CHECKS
from paraph.faces.shapes import said_shape
from paraph.faces.whole import whole
from paraph.record import Said
from paraph.service.considering import Considered, Outcome, flags_of
from paraph.service.desk import Desk
from paraph.service.say import Pending, Saying


def outcome_shape(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a saying: its state on the ladder, and where it is."""
    match outcome:
        case Said():
            said = said_shape(outcome)
            return {"state": "signed here", "record": said["record"], "act": said, "draft": None}
        case Pending():
            return {"state": "draft", "record": outcome.saying.record, "act": None, "draft": whole(outcome)}
        case Considered():
            return {"state": "could be said", "record": outcome.saying.record, "act": None, "draft": None}


def pending_shape(pending: Pending) -> dict[str, Any]:
    """Return a draft that waits for its second key, with the digest by which it is released as it was seen."""
    return {**whole(pending), "digest": pending.digest}


def flags_shape(desk: Desk, saying: Saying) -> list[dict[str, Any]]:
    """Return what a careful clerk would point at in the content; it warns and bars nothing."""
    return [flag._asdict() for flag in flags_of(desk, saying, checks=CHECKS)]
