"""Words for what the record bars at the pen, and for why an act that was read has no effect."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # The place of an act
    "garbage": (
        "These bytes are no act that this node can read.",
        "They stay in the log, without effect; ask the party that signed them what was meant.",
    ),
    "past_not_held": (
        "It speaks of words that have not arrived here yet.",
        "Fetch them: `paraph sync`; or load the other party's file: `paraph bundle in FILE`.",
    ),
    "past_not_closed": (
        "Its author says to have seen a log, and not what that log had seen.",
        "It stays without effect; its author must say it again after an exchange.",
    ),
    "seen_itself": (
        "Its author lists its own log among those that it has seen.",
        "It stays without effect; its author's node needs to be mended.",
    ),
    "seen_shrinks": (
        "Its author says to have seen less than before.",
        "It stays without effect; its author's node needs to be looked at: was it restored from an old backup?",
    ),
    "seen_root": (
        "Its author says to have seen another history than the one held here.",
        "Keep both, and compare: `paraph compare`. It is evidence against one of the logs.",
    ),
    "update_needed": (
        "This node does not know this kind, or this version of its rules, and claims nothing about it.",
        "Update Paraph here; the words are kept.",
    ),
    # What may open and continue a record
    "no_charter": (
        "No charter is in force in this framework yet, so no {kind} can be opened.",
        "Propose one: `paraph charter`; the other parties accept it.",
    ),
    "kind_not_in_charter": (
        "The charter in force does not name {kind}.",
        "Agree a charter that does: `paraph charter --file FILE`. What it names now: `paraph kinds`.",
    ),
    "unknown_kind": (
        "There is no kind {kind}.",
        "Choose one of these: {kinds}. What they are for: `paraph kinds`.",
    ),
    "unknown_verb": (
        "A record of this kind has no verb {verb}.",
        "Choose one of these: {verbs}.",
    ),
    "record_not_held": (
        "The record {record} is not held here.",
        "Fetch it: `paraph sync`. What is held: `paraph list`.",
    ),
    "record_not_in_past": (
        "It belongs to the record {record}, whose opening its author had not seen.",
        "It stays without effect; its author must say it again after an exchange.",
    ),
    "record_void": (
        "The record {record} was never opened: its opening act has no effect.",
        "See why: `paraph history {record}`. Then open a new one.",
    ),
    "kind_differs": (
        "It says that the record is a {kind}; it was opened as {opened_as}.",
        "Say it again as {opened_as}.",
    ),
    "opens_nothing": (
        "“{verb}” answers a record that is open; it cannot open one.",
        "Name the record: `paraph say RECORD {verb}`. What is open: `paraph list`.",
    ),
    "opens_only": (
        "“{verb}” opens a record; this one is open already.",
        "Open another with the kind's name instead of the record's: `paraph say KIND {verb}`.",
    ),
    # Who may say it
    "not_a_party": (
        "{party} is not a party of this framework.",
        "Only a charter that all parties agree makes it one: `paraph charter`.",
    ),
    "not_yours": (
        "“{verb}” belongs to the {who} of this record, which {opener} opened.",
        "See what you may say: `paraph kinds`.",
    ),
    "second_key_missing": (
        "“{verb}” needs {keys} different offices; it was signed by: {by}.",
        "Let another office release it: `paraph pending`.",
    ),
    "reason_missing": (
        "“{verb}” needs a reason.",
        "Give one in a sentence: `--note TEXT`.",
    ),
    # The version spoken to
    "on_missing": (
        "“{verb}” must name the version it speaks to.",
        "Name it: `--on VERSION`. The versions: `paraph show RECORD`.",
    ),
    "on_forbidden": (
        "“{verb}” speaks to no version.",
        "Leave out `--on`.",
    ),
    "version_not_in_past": (
        "The version {on} is not one that was tabled in this record before.",
        "The versions: `paraph show RECORD`.",
    ),
    "over_forbidden": (
        "“{verb}” brings no version, so it replaces none.",
        "Leave out `--over`.",
    ),
    "over_differs": (
        "It would replace {over}; in force is {in_force}.",
        "Read what is in force (`paraph show RECORD`) and table it again over that.",
    ),
    # Content
    "content_must_be_empty": (
        "“{verb}” carries no content.",
        "Leave out `--file` and `--set`.",
    ),
    "content_missing": (
        "“{verb}” needs content.",
        "Give it with `--file` or `--set`; an example: `paraph say KIND {verb} --example`.",
    ),
    "content_unreadable": (
        "The content does not fit. {problem}",
        "What is expected: `paraph say KIND VERB --help-payload`.",
    ),
    # Joint
    "already_agreed": (
        "The version {on} is agreed already, for ever.",
        "Nothing is to be done; the certificate: `paraph certificate RECORD`.",
    ),
    "nobody_stands_on_it": (
        "No other party stands on the version {on} any more.",
        "Table your own with `propose`, or ask them to table it again.",
    ),
    "too_late": (
        "It was open for answers until {until}; this is said at {at}.",
        "Ask the other party to table it again.",
    ),
    "not_standing": (
        "Your party does not stand on the version {on}, so there is nothing to withdraw.",
        "Where each party stands: `paraph show RECORD`.",
    ),
    "nothing_in_force": (
        "Nothing is in force in this record, so nothing can be denounced.",
        "To leave what is only proposed: `paraph say RECORD withdraw --on VERSION`.",
    ),
    "charter_has_no_denunciation": (
        "The charter lets no party leave alone.",
        "Propose an ending that all agree: `paraph say RECORD propose_end`.",
    ),
}
"""Code -> what is told, and the next step."""
