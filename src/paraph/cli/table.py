"""The table of commands: what `--help` prints, and where each command is when it is called."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Entry(NamedTuple):
    """A line of the table.

    Attributes:
        group: Under which heading `--help` lists it.
        place: `module:name` of the command, below `paraph.cli`.
        short: Its first sentence.
    """

    group: str
    place: str
    short: str


_BEGIN: Final = "Begin"
_SAY: Final = "Say"
_READ: Final = "Read"
_EXCHANGE: Final = "Exchange"
_PROVE: Final = "Prove"
_KEEP: Final = "Keep"

TABLE: Final[Mapping[str, Entry]] = {
    "demo": Entry(
        _BEGIN, "demonstrating:demo", "Play the public record of the Defence Consultative Group through two nodes."
    ),
    "init": Entry(_BEGIN, "setting_up:init", "Make a node, with keys and an empty record in a framework."),
    "invite": Entry(_BEGIN, "joining:invite", "Write an invitation: the parties known here, with their keys."),
    "join": Entry(_BEGIN, "joining:join", "Take an invitation, then confirm the keys by eight words."),
    "address": Entry(_BEGIN, "joining:address", "Set the https address of a party's node, our own or another's."),
    "person": Entry(
        _BEGIN, "persons:person", "Enter, list and remove who may speak for the party, and with which key."
    ),
    "deputy": Entry(_BEGIN, "deputies:deputy", "Let another person stand in for one, from a first day to a last."),
    "charter": Entry(_BEGIN, "setting_up:charter", "Compose the charter from the set-up, and propose it."),
    "kinds": Entry(_SAY, "kinds:kinds", "List the kinds of record and their verbs."),
    "say": Entry(_SAY, "speaking:say", "Say something of a record, or open one."),
    "pending": Entry(_SAY, "second_key:pending", "List the drafts that wait for a second key."),
    "release": Entry(_SAY, "second_key:release", "Give the second key to a draft."),
    "take-back": Entry(_SAY, "second_key:take_back", "Take a draft away from the second key, unsigned."),
    "draft": Entry(_SAY, "drafting:draft", "Keep texts in the house until they are said."),
    "note": Entry(_SAY, "drafting:note", "Keep a private note on a record."),
    "inbox": Entry(_READ, "reading:inbox", "Show what needs our answer, and what waits for others, since when."),
    "list": Entry(_READ, "reading:list_", "List the records, all or those of a kind."),
    "show": Entry(_READ, "reading:show", "Show a record: in force, where each party stands, what is awaited."),
    "history": Entry(_READ, "reading:history", "Show every act of a record."),
    "due": Entry(_READ, "reading:due", "Show what is due, overdue first."),
    "export": Entry(_READ, "exporting:export", "Write all records, or all acts, as JSON or CSV."),
    "sync": Entry(_EXCHANGE, "exchanging:sync", "Exchange with the other parties over the link."),
    "serve": Entry(
        _EXCHANGE, "serving:serve", "Answer the other parties, and show this node's pages to its own persons."
    ),
    "bundle": Entry(_EXCHANGE, "carrying:bundle", "Exchange by a carried file."),
    "compare": Entry(_EXCHANGE, "comparing:compare", "Compare what stands here with what stands in the other house."),
    "receipt": Entry(_PROVE, "proving:receipt", "Write the receipt of an act."),
    "certificate": Entry(_PROVE, "proving:certificate", "Write the certificate of an agreement."),
    "verify": Entry(_PROVE, "verifying:verify", "Check receipts, certificates and evidence of forks, offline."),
    "policy": Entry(_PROVE, "proving:policy", "Show the policy for a party's log: whose keys must have signed."),
    "tiles": Entry(_PROVE, "proving:tiles", "Write all logs as static trees, for any web server or tool."),
    "status": Entry(_KEEP, "keeping:status", "Say in one line for each framework whether the node is well."),
    "audit": Entry(_KEEP, "keeping:audit", "Read every log again from the disk, and check it whole."),
    "trail": Entry(
        _KEEP, "trailing:trail", "Read, check and write out who read, exported, signed in, keyed or changed what."
    ),
    "remind": Entry(_KEEP, "reminding:remind", "Tell everyone what waits for them, as far as they were not told."),
    "settings": Entry(
        _KEEP,
        "settings:settings",
        "Say where reminders go: the mail server, other programs, and each person's address.",
    ),
    "reindex": Entry(_KEEP, "keeping:reindex", "Throw the index of the record away, and compute it again."),
    "backup": Entry(_KEEP, "keeping:backup", "Copy the node into one file."),
    "restore": Entry(_KEEP, "restoring:restore", "Bring a node back that lost its disk, or that comes from a backup."),
}
