"""Words for what came of an exchange, log by log; the names are those of `service/exchange_report.py`."""

from collections.abc import Mapping
from typing import Final

_CALL: Final = "Call the other party on a line you trust, and keep both files until it is clear."
_AGAIN: Final = "Exchange again; if it stays so, tell the other party's administrator."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "exchange.stale": (
        "They show an older log than they have shown before: something was replayed, or they lost a disk.",
        "Ask whether they have restored their node. What we hold stays.",
    ),
    "exchange.forked": (
        "One log shows two histories, both signed. The evidence is kept, and the exchange of this log has stopped.",
        "Do not choose one. Call them, and write the evidence down: `paraph audit --evidence DIR`.",
    ),
    "exchange.own_forked": (
        "Our own keys have signed two histories. The evidence is kept.",
        "Stop this node, and find out whether its keys are used elsewhere: `paraph audit --evidence DIR`.",
    ),
    "exchange.frozen": (
        "Two histories of this log were found earlier: nothing more is taken from it.",
        "See the evidence: `paraph audit`. All parties must agree how to go on.",
    ),
    "exchange.truncated": ("A part that they have signed is missing or too short.", _AGAIN),
    "exchange.oversize": ("A part is larger than its format allows; it was not read.", _AGAIN),
    "exchange.wrong_party": (
        "They show another party's log in this place.",
        "Ask their administrator which address is the right one.",
    ),
    "exchange.wrong_framework": (
        "They show a log that no party of this framework has.",
        "Ask their administrator which address and framework are meant.",
    ),
    "exchange.unknown_key": (
        "It is not signed by both of the keys that were compared by telephone.",
        "Changed keys need a charter that all agree. Otherwise: " + _CALL,
    ),
    "exchange.bad_signature": ("A signature by a known key does not hold: something was changed on the way.", _AGAIN),
    "exchange.tiles_mismatch": ("What came is not what they have signed, fetched twice.", _CALL),
    "exchange.unreadable": ("What came is not in its format.", _AGAIN),
    "exchange.quota": (
        "There is more than one exchange may bring; the first part is held.",
        "Exchange again to go on.",
    ),
    "exchange.clock_behind": (
        "This node's clock is behind its own last signature: what came is held, and not confirmed.",
        "Set this machine's clock, then exchange again.",
    ),
    "exchange.recovering": (
        "This node's record is behind its own key: what came is held, and nothing is signed.",
        "Restore it: `paraph restore`.",
    ),
    "exchange.cosigned_more": (
        "Our mirror has confirmed more of this log than is held here now: it confirms nothing again.",
        "Restore it: `paraph restore`.",
    ),
    "exchange.busy": ("Another exchange of this record goes on.", "Try again when it has ended."),
    "exchange.unexpected": (
        "An exchange ended in a way that nobody foresaw ({error} in {where}). Nothing was lost.",
        "It is tried again by itself. If it stays so, send these words to who maintains this software.",
    ),
    "exchange.not_our_mark": ("What they show does not hold what our key has signed; it was not taken.", _CALL),
    "exchange.moved": ("Another exchange on this node was faster.", "Nothing is to be done; or exchange again."),
    "exchange.peer_ahead": (
        "Their clock ({key}) is {seconds} seconds ahead of ours.",
        "Compare both clocks; times in receipts are each party's own.",
    ),
}
"""Code -> what is told, and the next step."""
