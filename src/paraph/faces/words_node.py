"""Words for the node and the command line: folders, stores, keys, links, carried files, options."""

from collections.abc import Mapping
from typing import Final

_FILE: Final = "Get the file again from whoever made it."
_DISK: Final = "Stop using this disk, and restore: `paraph restore`."
_ADDRESS: Final = (
    "Agree the address with {party} and join again with a new invitation; or carry files: `paraph bundle out`."
)
_LINK: Final = "Nothing was lost. Try again, or carry a file: `paraph bundle out`."

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # The command line
    "cli.usage": ("The command line was not understood.", "See `paraph --help`."),
    "cli.interrupted": ("Stopped.", "What was done before stays; run it again to go on."),
    "cli.unexpected": (
        "Something went wrong in Paraph itself ({error}). It is written down in {file}.",
        "Run it again with --debug to see it, and send that file to the maintainers; it holds no keys.",
    ),
    "cli.missing_file": ("{file} cannot be read ({reason}).", "Name the file that is meant."),
    "cli.file": ("{file}: {reason}.", "Name another file or folder, or make room for it."),
    "cli.cannot_listen": (
        "Nothing can listen on {host}:{port} ({reason}).",
        "Is a node serving there already? Name another port: `--port`.",
    ),
    "cli.missing_option": ("Missing: {option} ({meaning}).", "Give it, and run the command again."),
    "cli.missing_answer": (
        "Nobody can be asked for: {question}.",
        "Give it in a file (--passphrase-file) or in the environment (PARAPH_PASSPHRASE).",
    ),
    "cli.mandate_form": (
        "{pattern} is not of the form KINDS:VERBS.",
        'Write it as "*:*" for everything, or "consultation.*:propose".',
    ),
    "cli.head_form": (
        "{head} is not of the form NUMBER:DIGEST.",
        "Give it as `paraph trail verify` printed it.",
    ),
    "cli.set_form": ("{field} is not of the form PATH=VALUE.", "Write it as `--set city.en=Rawalpindi`."),
    "cli.no_framework": (
        "This node takes part in no framework yet.",
        "Begin one: `paraph init --framework NAME`.",
    ),
    "cli.which_framework": ("This node takes part in several: {known}.", "Say which: `--framework NAME`."),
    "cli.no_person": ("Nobody may speak for the party yet.", "Enter a person: `paraph person add`."),
    "cli.which_person": ("Several may speak: {known}.", "Say who speaks: `--as PERSON`, or PARAPH_AS."),
    "cli.which_party": ("For whom? Known are: {parties}.", "Name the party: `paraph bundle out PARTY`."),
    "cli.which_version": (
        "“{verb}” could mean any of these versions: {versions}.",
        "Read them (`paraph show RECORD`) and name one: `--on VERSION`.",
    ),
    "cli.nobody_else": (
        "Nobody else is known in this framework yet.",
        "Take the other party's invitation: `paraph join FILE`.",
    ),
    "cli.passphrases_differ": ("The two passphrases differ. Nothing was made.", "Type the same one twice."),
    "demo.folder_taken": (
        "{folder} holds something that is not an earlier demonstration; it is left alone.",
        "Name another folder: `paraph demo FOLDER`.",
    ),
    # The node and its files
    "node.missing": ("There is no node in {home}.", "Name its folder (--home DIR), or make one: `paraph init`."),
    "node.exists": ("There is a node in {home} already.", "Name another folder: --home DIR."),
    "framework.exists": ("This node takes part in {framework} already.", "Go on with it: `paraph status`."),
    "framework.unknown": ("This node takes no part in {framework}.", "It takes part in: {known}."),
    "serve.nothing": ("This node takes part in no framework, so it has nothing to serve.", "Begin one: `paraph init`."),
    "store.locked": (
        "Another process is writing to {file} and has not finished.",
        "Wait for it, and try again.",
    ),
    "store.exists": ("{file} is there already; it is not overwritten.", "Name another folder."),
    "store.no_file": ("{file} is not there.", "If it was lost, restore it: `paraph restore`."),
    "store.missing": ("A part of the log of {party} is not there.", _DISK),
    "store.node_missing": ("A part of the log of {party} is not there.", _DISK),
    "store.format": ("{file} is not a file of Paraph.", "Name the right folder: --home DIR."),
    "store.unreadable": ("{file} cannot be read ({reason}).", _DISK),
    "store.write_failed": (
        "{file} cannot be written ({reason}). Nothing was signed.",
        "Make room on the disk, or mend it; then run the command again.",
    ),
    "store.closed": ("{file} was closed.", "Run the command again."),
    "store.read_only": ("{file} was opened for reading only.", "Run the command again."),
    "store.old_index": (
        "The index of {file} is of an older version of Paraph.",
        "Let this version write once: `paraph sync`.",
    ),
    "store.moved": (
        "The log of {party} has moved on to {size} entries in the meantime. Nothing was written.",
        "Run the command again.",
    ),
    "store.other_root": (
        "Of the log of {party}, another history of {size} entries is held already, also signed.",
        "Keep both, stop the exchange with {party}, and look at the evidence: `paraph audit`.",
    ),
    "store.reindex_short": ("The index of the log of {party} could not be rebuilt: entries are missing.", _DISK),
    "store.leaf_changed": ("Entry {seq} of the log of {party} is not what was stored.", _DISK),
    "store.node_changed": ("A hash in the log of {party} is not what was stored.", _DISK),
    "store.root_changed": ("The first {size} entries of {party} are not those that were signed.", _DISK),
    "keys.missing": ("There are no keys in {folder}.", "Name the right folder, or restore a backup: `paraph restore`."),
    "keys.exists": (
        "There are keys in {folder} already; they are not overwritten.",
        "Go on with them: `paraph status`.",
    ),
    "keys.empty_passphrase": ("A passphrase cannot be empty.", "Choose one that you can keep."),
    "keys.wrong_passphrase": ("The passphrase is not the right one. Nothing was signed.", "Try again."),
    "keys.damaged": (
        "The keys in {folder} are not as they were written.",
        "Restore them from a backup: `paraph restore`.",
    ),
    "keys.mark_damaged": (
        "{file}, which says how far the keys have signed, cannot be read: this node signs nothing.",
        "Restore from the others' mirrors: `paraph restore`.",
    ),
    "keys.mark_lost": (
        "What says how far the keys have signed is gone from beside them: this node signs nothing.",
        "Restore from the others' mirrors: `paraph restore`.",
    ),
    "keys.behind_mark": (
        "These keys have signed {mark} entries already; they do not sign {size} again.",
        "Restore the record first: `paraph restore`.",
    ),
    "keys.forked_mark": (
        "These keys have signed another history of {size} entries already; they do not sign a second one.",
        "Restore the record first: `paraph restore`.",
    ),
    # Papers
    "paper.not_set": ("The page {template} could not be set: {reason}", "Report this: it is our fault."),
    # Backup and restore
    "backup.exists": ("{file} is there already; it is not overwritten.", "Name another file."),
    "backup.missing": ("There is no backup {file}.", "Name the file that `paraph backup` wrote."),
    "backup.damaged": (
        "{path} in the backup is not as it was written ({reason}). Nothing was put back.",
        "Use another backup.",
    ),
    "record.restored": (
        "This node came from a backup, and does not know yet what it signed afterwards: it signs nothing.",
        "Ask the others' mirrors: `paraph restore`.",
    ),
    "record.not_our_mark": (
        "This record of {size} entries is not the one our key has signed up to {mark}: it signs nothing.",
        "Restore the right record, or take it back from the others' mirrors: `paraph restore`.",
    ),
    "clock.behind": (
        "This machine's clock (POSIX {now}) is behind our own last signature (POSIX {last}): nothing is signed.",
        "Set the clock, then say it again.",
    ),
    "recovery.not_needed": ("All {size} entries that were signed are held: there is nothing to restore.", "Go on."),
    "recovery.no_statement": ("A decision to go on without a mirror needs its reason in writing.", "Write it down."),
    # Links
    "address.none": ("{party} has no address: files are carried.", "Carry one: `paraph bundle out {party}`."),
    "address.not_https": ("The address of {party} ({address}) is not https.", _ADDRESS),
    "link.certificate": (
        "The node that answered is not {party}'s, or its certificate has changed ({reason}). Nothing was exchanged.",
        "Call {party}: somebody may stand between you.",
    ),
    "link.failed": ("{party} could not be reached ({reason}).", _LINK),
    "link.cut": ("The link to {party} was cut ({reason}). What came is kept.", _LINK),
    "link.tls": (
        "{party}'s node would not agree on a protected link ({reason}): it may not know our certificate.",
        "Ask {party} whether it has taken our invitation: `paraph invite`.",
    ),
    "link.disk": ("{path} cannot be read ({reason}).", "Mend the disk or the medium, and try again."),
    "link.status": ("The other node answered {status} ({reason}).", _LINK),
    "words.not_compared": (
        "The keys of {party} were not compared yet, so nothing is exchanged.",
        "Compare the eight words by telephone: `paraph join`.",
    ),
    # Carried files
    "bundle.missing": ("There is no file {file}.", "Name the file that the other party wrote."),
    "bundle.sealed_to_another": ("{file} is sealed to another party's keys.", "Ask for one that is sealed to you."),
    "bundle.too_large": (
        "The carried file is larger than the limit of {limit}.",
        "Carry it in several: exchange more often.",
    ),
    "bundle.damaged": ("{path} is damaged ({reason}). Nothing was taken in.", _FILE),
    "bundle.other_framework": (
        "This file is of {theirs}; this record is {ours}.",
        "Name the framework: --framework NAME.",
    ),
    "bundle.our_own": ("This is {author}'s own file: it is for the other party.", "Take in the file that they wrote."),
    "bundle.unknown_author": (
        "{author} is not a party of this framework.",
        "Take its invitation first: `paraph join`.",
    ),
    "source.missing": ("{path} is not there.", _FILE),
    "source.long": ("{path} is longer than the limit of {limit}.", _FILE),
    "source.packed": ("{path} was packed in a way that is not expected.", "Ask the other side to look at its proxy."),
    "tiles.not_a_party": ("{party} is not a party of this framework.", "Only parties are answered."),
    "tiles.unknown_log": ("There is no log {folder} here.", "Ask for a log of this framework."),
    "tiles.not_held": ("{path} is not held here.", "Ask again after the next exchange."),
    "range": ("{path}: {wanted} cannot be given.", "Ask for one span of bytes."),
}
"""Code -> what is told, and the next step."""
