"""Words for states: where a party stands, what is awaited, what became of an act, how far it has come.

Invariants:

* The ladder is the product's own, in its order: `LADDER`. “Received” never looks like “agreed”.
* Silence is “no answer”, never consent.
"""

from collections.abc import Mapping
from typing import Final

from paraph.faces.words import translate

LADDER: Final = (
    "draft",
    "signed here",
    "sent",
    "received there",
    "opened there",
    "answered",
    "in force",
)
"""The states of a word on its way, in their order."""

STATES: Final[Mapping[str, str]] = {
    # Where a party stands
    "stand.stands on it": "stands on it",
    "stand.accept": "accepted",
    "stand.accept_ad_referendum": "accepted ad referendum (no standing yet)",
    "stand.return": "returned for changes",
    "stand.refuse": "refused",
    "stand.hold": "holds (will take time)",
    "stand.agreed": "agreed",
    "stand.moved": "stands on another version now",
    "stand.withdrew": "took its standing back",
    "stand.withdraw": "took its standing back",
    "stand.denounced": "denounced",
    "stand.no answer": "no answer",
    "stand.declared": "declared",
    "stand.ended": "ended",
    "stand.confirm": "confirmed",
    "stand.dispute": "disputes",
    "stand.lift": "lifted its dispute",
    "stand.take_note": "took note (no more)",
    "stand.no report": "no report",
    "stand.sealed": "sealed",
    "stand.not sealed": "has not sealed",
    "stand.revealed": "revealed",
    # How a record stands, in a list
    "state.proposed": "proposed",
    "state.returned": "returned for changes",
    "state.refused": "refused",
    "state.withdrawn": "nobody stands on it",
    "state.in_force": "in force",
    "state.in_force_tabled": "in force, new version on the table",
    "state.denounced": "in force, denounced",
    "state.crossed": "crossed",
    "state.ended": "ended",
    "state.declared": "declared",
    "state.confirmed": "confirmed",
    "state.disputed": "disputed",
    "state.reported": "reported",
    "state.differing": "the reports differ",
    "state.done": "done",
    "state.sealing": "not all have sealed",
    "state.revealing": "not all have revealed",
    "state.unequal": "a reveal is not what was sealed",
    "state.late": "a reveal came late",
    "state.evaluated": "revealed by all",
    "state.submitted": "submitted",
    "state.latched": "alarm stands",
    "state.released": "released by all",
    "state.unread": "update needed",
    "state.waiting": "waiting",
    "state.void": "void",
    # What is awaited or due
    "awaited.answer": "an answer",
    "awaited.plain_acceptance": "plain acceptance, after ad referendum",
    "awaited.decision": "a decision",
    "awaited.report": "a report",
    "awaited.seal": "a seal",
    "awaited.reveal": "a reveal",
    "awaited.release": "a release",
    "awaited.acknowledgement": "an acknowledgement",
    "awaited.settlement": "one version over all that crossed",
    "awaited.condition": "a report that the condition is met",
    "awaited.payment": "a payment",
    "awaited.supply": "an answer to a query",
    "due.answer": "answer",
    "due.confirmation": "renewal of a confirmation",
    "due.commitment": "commitment",
    "due.session": "session",
    "due.denunciation": "denunciation takes effect",
    "due.reveal": "reveal",
    # What became of an act
    "outcome.heard": "heard",
    "outcome.void": "void",
    "outcome.waiting": "waiting",
    "outcome.unread": "unread",
    # Two nodes compared
    "differs.only_here": "held only here",
    "differs.only_there": "held only there",
    "differs.differs": "stands differently",
    # How far our words have got
    "delivery.unsigned": "draft",
    "delivery.signed_here": "signed here",
    "delivery.sent": "sent",
    "delivery.received_there": "received there",
    # The node's health and its links
    "health.well": "well",
    "health.link": "the link is down: `paraph sync`, or `paraph bundle out`",
    "link.linked": "up",
    "link.cut": "down",
    "link.refused": "refused",
    "link.fault": "faulty",
    # What a paragraph of a statement does
    "paragraph.identification": "identification",
    "paragraph.position": "position",
    "paragraph.briefing": "briefing",
    "paragraph.appreciation": "appreciation",
    "paragraph.achievement": "achievement",
    "paragraph.commitment": "commitment",
    "paragraph.next_meeting": "next meeting",
    # How far a session has come
    "session.proposed": "proposed, not yet planned",
    "session.planned": "planned",
    "session.postponed": "postponed",
    "session.cancelled": "cancelled",
    "session.held": "held",
    "session.negotiating": "held, statement being negotiated",
    "session.concluded": "concluded",
    # What the parties' reports on a promise come to, side by side
    "tally.done": "called done by all",
    "tally.same": "all report the same",
    "tally.differ": "the reports differ",
    "tally.one": "reported by one side only",
    "tally.silent": "nobody has reported",
    "tally.nothing": "promises nothing",
    # What a receipt does not show
    "not_proved.that_it_is_true": "that what it says is true",
    "not_proved.that_anyone_read_it": "that anyone read it",
    "not_proved.that_nothing_else_was_said": "that nothing else was said, before, after or elsewhere",
    "not_proved.that_clocks_are_right": "that any clock was right: each time is its author's own",
}
"""`family.code` -> words."""


def in_state(family: str, code: str) -> str:
    """Return a state in words; a code without words as itself."""
    return translate(STATES.get(f"{family}.{code}", code.replace("_", " ")))
