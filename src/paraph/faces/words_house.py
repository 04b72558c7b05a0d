"""Words for the house: persons, mandates, second keys, the set-up and the exchange of keys."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "mandate": (
        "{person} has no mandate for “{verb}” on {kind} today.",
        "Who has one: `paraph person list`. A head of office gives one: `paraph person add`.",
    ),
    "mandate.second_key": (
        "{person} has no mandate to give the second key to “{verb}” on {kind} today.",
        "Who has one: `paraph person list`.",
    ),
    "person.unknown": (
        "Nobody here is called {person}.",
        "Known are: {known}. Enter a person: `paraph person add`.",
    ),
    "second_key.same_hand": (
        "{person} cannot give the second key: it takes another person, of another office than {office}.",
        "Ask someone of another office to release it: `paraph pending`.",
    ),
    "second_key.unknown": (
        "No draft with the id {id} waits for a second key.",
        "Waiting are: {waiting}. All of them: `paraph pending`.",
    ),
    "session.none": (
        "{record} is no session but a record of another kind ({kind}).",
        "The sessions are on the page of sessions; each has its book.",
    ),
    "workbook.none": (
        "This is not a workbook that can be read here.",
        "Save it as an Excel workbook (.xlsx), without a password, and choose it again.",
    ),
    "workbook.missing_file": ("No workbook was chosen.", "Choose one, and look at it again."),
    "workbook.large": (
        "The workbook has {bytes} bytes; {most} are read at most.",
        "Leave out pictures and sheets that are not to be read.",
    ),
    "workbook.rows": (
        "The sheet {sheet} has more than {most} rows.",
        "Split it: what is signed at one time must be looked through at one time.",
    ),
    "workbook.columns": (
        "The sheet {sheet} has more than {most} columns.",
        "Begin from the workbook that the page of commitments gives.",
    ),
    "workbook.moved": (
        "This is not the workbook that was shown to you last, or it was said already. Nothing was said.",
        "Choose the workbook again, and look through it once more.",
    ),
    "feed.unknown": (
        "No calendar reads at this address.",
        "It was revoked, or another was made. Make one on the page of sessions.",
    ),
    "draft.not_yours": (
        "There is already a draft called {name}; it is {by}'s.",
        "Keep yours under another name.",
    ),
    "draft.unknown": ("There is no draft {name}.", "There are: {known}. Keep one: `paraph draft save`."),
    "record.unknown": (
        "No record held here begins with {prefix}.",
        "What is held: `paraph list`. Four digits at least are needed.",
    ),
    "record.ambiguous": (
        "{prefix} does not name one record: {found}.",
        "Give more of its digits, four at least.",
    ),
    "act.unknown": (
        "No act held here begins with {prefix}.",
        "The acts of a record: `paraph history RECORD`.",
    ),
    "act.ambiguous": (
        "More than one act begins with {prefix}: {found}.",
        "Give more of its digits.",
    ),
    "setup.unknown_party": (
        "{party} is not known in this framework.",
        "Known are: {known}.",
    ),
    "invitation.other_framework": (
        "This invitation is to {theirs}; this node was set up for {ours}.",
        "Ask for the invitation to {ours}, or start another framework: `paraph init`.",
    ),
    "invitation.other_founders": (
        "This invitation names {theirs} as founders; here they are {ours}.",
        "Ask its author which framework is meant; the founders never change.",
    ),
    "invitation.other_keys": (
        "This invitation has other keys for {party} than the ones known here. Nothing was changed.",
        "Call {party} on a line you trust: one of the files is old, or somebody stands between you.",
    ),
    "invitation.same_origin": (
        "Two parties in this invitation use one log: {origins}.",
        "Each party needs a log of its own; ask for a corrected invitation.",
    ),
    "words.differ": (
        "The words heard ({heard}) are not the words seen here ({seen}). The keys are not confirmed.",
        "Read all eight words again. If they still differ, exchange new invitations: somebody may stand between you.",
    ),
    "compare.other_framework": (
        "That file is of {theirs}; this record is {ours}.",
        "Name the framework: --framework NAME; or ask for the file of {ours}.",
    ),
    "certificate.not_joint": (
        "The record {record} is of a kind on which parties do not agree together, so it has no certificate.",
        "For a single act: `paraph receipt ACT`.",
    ),
    "certificate.not_agreed": (
        "The record {record} has no such agreed version.",
        "Agreed are: {agreed}. Where each party stands: `paraph show RECORD`.",
    ),
    "receipt.not_cosigned": (
        "There is no receipt yet: not every party has cosigned this act of {party}. Missing: {missing}.",
        "Exchange again: `paraph sync`, or carry a file there and back: `paraph bundle out`.",
    ),
}
"""Code -> what is told, and the next step."""
