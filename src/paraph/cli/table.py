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
    "demo": Entry(_BEGIN, "demonstrating:demo", "Play the public record through two nodes."),
    "init": Entry(_BEGIN, "setting_up:init", "Make a node, with keys and an empty record in a framework."),
    "invite": Entry(_BEGIN, "joining:invite", "Write an invitation: the parties known here, with their keys."),
    "join": Entry(_BEGIN, "joining:join", "Take an invitation, then confirm the keys by eight words."),
    "person": Entry(_BEGIN, "persons:person", "Enter and list who may speak for the party, and with which key."),
    "charter": Entry(_BEGIN, "setting_up:charter", "Compose the charter from the set-up, and propose it."),
    "kinds": Entry(_SAY, "kinds:kinds", "List the kinds of record and their verbs."),
    "say": Entry(_SAY, "speaking:say", "Say something of a record, or open one."),
    "pending": Entry(_SAY, "second_key:pending", "List the drafts that wait for a second key."),
    "release": Entry(_SAY, "second_key:release", "Give the second key to a draft."),
    "take-back": Entry(_SAY, "second_key:take_back", "Take a draft away from the second key, unsigned."),
    "draft": Entry(_SAY, "drafting:draft", "Keep texts in the house until they are said."),
    "note": Entry(_SAY, "drafting:note", "Keep a private note on a record."),
    "inbox": Entry(_READ, "reading:inbox", "Show what needs our answer, and what waits for the others."),
    "list": Entry(_READ, "reading:list_", "List the records, all or those of a kind."),
    "show": Entry(_READ, "reading:show", "Show a record: in force, where each party stands, what is awaited."),
    "history": Entry(_READ, "reading:history", "Show every act of a record."),
    "due": Entry(_READ, "reading:due", "Show what is due, overdue first."),
    "export": Entry(_READ, "exporting:export", "Write all records, or all acts, as JSON or CSV."),
    "sync": Entry(_EXCHANGE, "exchanging:sync", "Exchange with the other parties over the link."),
    "serve": Entry(_EXCHANGE, "exchanging:serve", "Answer the other parties, and exchange on every hint."),
    "bundle": Entry(_EXCHANGE, "carrying:bundle", "Exchange by a carried file."),
    "compare": Entry(_EXCHANGE, "comparing:compare", "Compare what stands here with the other house."),
    "receipt": Entry(_PROVE, "proving:receipt", "Write the receipt of an act."),
    "certificate": Entry(_PROVE, "proving:certificate", "Write the certificate of an agreement."),
    "verify": Entry(_PROVE, "verifying:verify", "Check a receipt, a certificate or evidence; needs no node."),
    "policy": Entry(_PROVE, "proving:policy", "Show whose keys must have signed a party's log."),
    "tiles": Entry(_PROVE, "proving:tiles", "Write the logs as static trees, for any tool."),
    "status": Entry(_KEEP, "keeping:status", "Say in one line whether the node is well."),
    "audit": Entry(_KEEP, "keeping:audit", "Read every log again from the disk, and check it whole."),
    "backup": Entry(_KEEP, "keeping:backup", "Copy the node, but for what must not be copied."),
    "restore": Entry(_KEEP, "restoring:restore", "Bring a node back from a backup and the others' mirrors."),
}
