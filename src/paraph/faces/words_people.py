"""Words for people: who is here, who stands in for whom, which hand gives a key, and the audit trail."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "person.id_used": (
        "{person} was somebody who is gone; an id is never used again.",
        "Choose another id, so that nobody is taken for somebody else.",
    ),
    "person.gone": (
        "{person} is no longer here.",
        "Who is here: `paraph person list`.",
    ),
    "person.office_form": (
        "An office cannot be called “{office}”: so deputies sign.",
        "Leave out “(delegation …)”; to stand in for somebody: `paraph deputy give`.",
    ),
    "person.no_administrator": (
        "{person} does not administer this node.",
        "Ask an administrator: `paraph person list` names them.",
    ),
    "person.no_carrier": (
        "{person} may say nothing for this party, and so may not carry its words either.",
        "Ask an administrator, or somebody with a mandate.",
    ),
    "person.no_auditor": (
        "{person} may not read the audit trail.",
        "Ask an auditor or an administrator: `paraph person list` names them.",
    ),
    "person.own_mandates": (
        "{person} cannot change what they may do themselves.",
        "Ask another administrator to do it.",
    ),
    "person.last_administrator": (
        "Without {person}, nobody would administer this node.",
        "Make somebody else an administrator first.",
    ),
    "person.own_heir": (
        "{person} cannot be left their own drafts.",
        "Name somebody who stays, or nobody.",
    ),
    "role.unknown": (
        "There is no role called {role}.",
        "There are: {known}.",
    ),
    "delegation.unknown": (
        "There is no delegation {number}.",
        "All of them: `paraph deputy list`.",
    ),
    "delegation.oneself": (
        "{person} cannot stand in for themselves.",
        "Name another person.",
    ),
    "delegation.nothing_to_give": (
        "{person} has no mandate of their own to delegate.",
        "What one holds as a deputy goes no further: ask whoever holds the mandate.",
    ),
    "delegation.not_yours": (
        "{person} does not hold the mandate for {verbs} on {kinds}, and cannot delegate it.",
        "Delegate your own mandates, or a part of them: `paraph person list` shows them.",
    ),
    "delegation.not_yours_to_end": (
        "Delegation {number} is not {person}'s to take back.",
        "Whoever gave it takes it back, or an administrator.",
    ),
    "delegation.days": (
        "From {first} to {last} is no time in which somebody could stand in.",
        "Give a first day and a last one that is not past, such as 2026-03-01.",
    ),
    "delegation.too_long": (
        "From {first} to {last} is longer than the {longest} days for which one may stand in.",
        "Give an earlier last day; it can be given again.",
    ),
    "absence.not_yours": (
        "{by} cannot say when {person} is away.",
        "They say so themselves, or an administrator does.",
    ),
    "absence.days": (
        "From {first} to {last} is no absence.",
        "Give the first day and then the last one.",
    ),
    "second_key.changed": (
        "The draft {id} is not the one that was seen. Nothing was signed.",
        "Read it again as it is now: `paraph pending {id}`.",
    ),
    "second_key.first_key_ended": (
        "{person} may no longer say this as {office}, so the first key no longer counts.",
        "Take the draft back (`paraph take-back`); somebody with a mandate drafts it again.",
    ),
    "second_key.not_yours": (
        "The draft {id} is not {person}'s to take back.",
        "Whoever drafted it takes it back, or somebody who could release it.",
    ),
    "preferences.not_yours": (
        "{by} cannot say how {person} is written to.",
        "They say so themselves, or an administrator does.",
    ),
    "mail.link": (
        "The mail server {host} did not take the letter ({reason}).",
        "It is tried again with the next `paraph remind`. Check: `paraph settings show`.",
    ),
    "mail.refused": (
        "The mail server {host} refused the letter ({status}).",
        "Check the address, the sender and the password: `paraph settings mail`.",
    ),
    "mail.not_encrypted": (
        "The mail server {host} does not encrypt, so nothing was sent.",
        "Have it offer STARTTLS, or send through a server on this machine.",
    ),
    "remind.busy": (
        "Another process is telling everyone what waits for them.",
        "Wait until it is done: `paraph serve` does this by itself, once a minute.",
    ),
    "webhook.link": (
        "Nobody answered at {host} ({reason}).",
        "It is tried again with the next `paraph remind`.",
    ),
    "webhook.secret": (
        "The secret of this webhook is not “whsec_” and Base64.",
        "Make a new one: `paraph settings webhook NAME URL`.",
    ),
    "trail.broken": (
        "Entry {number} of the audit trail is not the one that was written there.",
        "Keep the file as it is, and compare it with the last backup: somebody changed it from outside.",
    ),
    "trail.cut": (
        "The audit trail does not hold the entry {number} that was noted; it has {held} entries.",
        "Keep the file as it is, and compare it with the last backup: its end was cut off or replaced.",
    ),
    "trail.missing": (
        "The audit trail of this node, {file}, is gone.",
        "Put it back from a backup; nothing is said or signed without it.",
    ),
}
"""Code -> what is told, and the next step."""
