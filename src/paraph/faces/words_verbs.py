"""Words for verbs: what a button says, what history says, and what saying it does.

Invariants:

* A verb that is not worded here is called by its own name, and explained by its declaration.
* What a verb does is said of the moment: who has still to answer is a fact, and not a hope.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from paraph.faces.words import translate


class Spoken(NamedTuple):
    """A verb in words.

    Attributes:
        do: On a button.
        done: In history, after the party's name.
        does: What it will do, whatever the moment; empty where that depends on the record.
    """

    do: str
    done: str
    does: str = ""


VERBS: Final[Mapping[str, Spoken]] = {
    # Joint
    "propose": Spoken("Table a version", "tabled a version"),
    "correct": Spoken("Correct an error of writing", "tabled a correction of writing"),
    "propose_end": Spoken("Propose to end it", "proposed to end it"),
    "accept": Spoken("Accept", "accepted"),
    "accept_ad_referendum": Spoken(
        "Accept ad referendum",
        "accepted ad referendum",
        "It is no agreement yet: your capital's plain acceptance has to follow.",
    ),
    "return": Spoken("Return for changes", "returned it for changes", "The version stays on the table, unaccepted."),
    "refuse": Spoken("Refuse", "refused", "The version is not agreed; its author may table another."),
    "hold": Spoken("Say that it will take time", "said that the answer will take time", "It is still unanswered."),
    "withdraw": Spoken(
        "Take your standing back",
        "took its standing back",
        "Your party no longer stands on the version; what others had accepted before they knew of it may still count.",
    ),
    "report_met": Spoken(
        "Report the condition met",
        "reported the condition met",
        "It takes effect once every party has reported the same.",
    ),
    "denounce": Spoken(
        "Denounce", "denounced it", "Your party leaves after the notice that the charter sets; nobody has to agree."
    ),
    "mark_paragraphs": Spoken(
        "Mark paragraphs", "marked paragraphs", "It says where you stand on single paragraphs, and binds nobody."
    ),
    "remark": Spoken("Remark", "remarked", "It is read and kept; nothing else changes."),
    # Declared
    "declare": Spoken("Declare", "declared", "It holds as your own word; others may confirm or dispute it."),
    "attest": Spoken("Attest that it still holds", "attested it again", "The version counts as fresh from now on."),
    "end": Spoken("Say that it is over", "ended it", "It no longer holds."),
    "confirm": Spoken("Confirm", "confirmed it", "Your party says the same of this version."),
    "dispute": Spoken("Dispute", "disputed it", "It is shown as disputed until you lift that."),
    "lift": Spoken("Lift your dispute", "lifted its dispute", "Your dispute of this version is over."),
    "take_note": Spoken("Take note", "took note", "It says that you have read it, and no more."),
    # Tracked
    "report": Spoken("Report", "reported", "It is your own view of how it stands; others report theirs."),
    # Claimed
    "submit": Spoken("Submit", "submitted it", "The other party is asked to decide each part."),
    "revise": Spoken("Revise", "revised it", "The claim is tabled anew; a part left out is withdrawn."),
    "decide": Spoken("Decide", "decided", "It says what is allowed of each part; what is refused may be contested."),
    "query": Spoken("Ask about parts", "asked about parts", "The parts wait for an answer."),
    "supply": Spoken("Answer the question", "answered the question", "The parts wait for a decision again."),
    "contest": Spoken("Contest", "contested", "What was refused waits for a decision again."),
    "pay": Spoken("State what was paid", "stated what was paid", "A payment is final."),
    # Sealed
    "open": Spoken("Open", "opened it", "Those named in it are asked to seal."),
    "seal": Spoken("Seal", "sealed", "It is shown once everybody has sealed; until then nobody reads it."),
    "reveal": Spoken("Reveal", "revealed", "Everybody reads it."),
    # Alarm
    "raise": Spoken("Raise the alarm", "raised the alarm", "It sounds with every party until each has released it."),
    "acknowledge": Spoken("Quiet our sound", "quieted its own sound", "The alarm stays."),
    "release": Spoken("Release", "released it", "It ends once every party has released what it has seen."),
}
"""Verb, or the dealing's verb whose consequence it has -> words."""


def spoken(name: str, effect: str) -> Spoken:
    """Return a verb in the reader's language; a kind's own verb by its name, with its dealing's consequence."""
    found = VERBS.get(name)
    if found is None:
        plain = name.replace("_", " ")
        found = Spoken(plain.capitalize(), plain, VERBS[effect].does if effect in VERBS else "")
    return Spoken(*(translate(one) for one in found))
