"""Trust policies: whose signatures make a checkpoint valid (C2SP tlog-policy).

* A policy that exists is sound: names are defined once and before use, keys of one role differ, thresholds can be met.
* Names are octets: they are kept as text that gives the same octets back, and never normalized.
* Judging fails closed: what is not signed by a listed log, or falls short of the quorum, is `Unproven`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from paraph.tlog.checkpoint import Checkpoint, parse_checkpoint
from paraph.tlog.cosignature import Verified, verify_note
from paraph.tlog.keys import KeyType, VerifierKey
from paraph.tlog.note import SignedNote
from paraph.values.errors import Unproven, Unreadable

NONE = "none"
"""The predefined name: no cosignature is required."""

LOG_TYPES = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE)
WITNESS_TYPES = (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


class Log(Struct, frozen=True, kw_only=True):
    """A log whose signature is accepted; its key's name is its origin. `url` is empty when not stated."""

    key: VerifierKey
    url: str = ""


class Witness(Struct, frozen=True, kw_only=True):
    """A cosigner, by the name this policy gives it. `url` is empty when not stated."""

    name: str
    key: VerifierKey
    url: str = ""


class Group(Struct, frozen=True, kw_only=True):
    """A name for "at least `threshold` of these members", each a witness or an earlier group."""

    name: str
    threshold: int
    members: tuple[str, ...]


class Policy(Struct, frozen=True, kw_only=True):
    """Which logs are known, who may cosign, and how many must.

    Attributes:
        logs: Any one of them must have signed.
        witnesses: Known cosigners.
        groups: In an order in which each names only what came before it.
        quorum: A witness, a group, or "none".
    """

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    def __post_init__(self) -> None:
        """Refuse a policy that breaks a rule of the text.

        Raises:
            Unreadable: "policy.key_type", "policy.duplicate", "policy.collision", "policy.name", "policy.member",
                "policy.threshold" or "policy.quorum".
        """
        _check_keys([log.key for log in self.logs], LOG_TYPES, "log")
        _check_keys([witness.key for witness in self.witnesses], WITNESS_TYPES, "witness")
        _check_collisions(self.keys())
        _check_groups(self)

    def keys(self) -> tuple[VerifierKey, ...]:
        """List every key, the logs' first."""
        return (*(log.key for log in self.logs), *(witness.key for witness in self.witnesses))


class Witnessed(NamedTuple):
    """A witness's cosignature that holds.

    Attributes:
        name: The witness's name in the policy.
        key: Its key.
        at: POSIX seconds by its own clock, the earliest if it signed twice; `None` when it states no time.
    """

    name: str
    key: VerifierKey
    at: int | None


class Judgement(NamedTuple):
    """A checkpoint that a policy accepts.

    Attributes:
        checkpoint: What was signed.
        logs: The log's signatures, at least one.
        witnesses: Every witness of the policy that cosigned, in its order, needed for the quorum or not.
    """

    checkpoint: Checkpoint
    logs: tuple[Verified, ...]
    witnesses: tuple[Witnessed, ...]


def judge_policy(policy: Policy, note: SignedNote) -> Judgement:
    """Check a signed checkpoint against a policy.

    Raises:
        Unreadable: The note is no checkpoint.
        Unproven: What `verify_note` raises; "policy.log": no listed log of that origin signed; "policy.quorum": too few
            cosigned, `missing` names the witnesses who did not.
    """
    checkpoint = parse_checkpoint(note.body)
    signed = verify_note(note, policy.keys())
    # C2SP tlog-policy: the key name corresponds to the log's origin line.
    known = [log.key for log in policy.logs if log.key.name == checkpoint.origin]
    logs = tuple([each for each in signed if each.key in known])
    if not logs:
        raise Unproven("policy.log", origin=checkpoint.origin)
    witnesses = _witnessed(policy.witnesses, signed)
    names = [each.name for each in witnesses]
    if policy.quorum not in _reached(policy.groups, names):
        missing = [each.name for each in policy.witnesses if each.name not in names]
        raise Unproven("policy.quorum", quorum=policy.quorum, missing=missing)
    return Judgement(checkpoint=checkpoint, logs=logs, witnesses=witnesses)


def _witnessed(witnesses: Iterable[Witness], signed: Iterable[Verified]) -> tuple[Witnessed, ...]:
    times: dict[tuple[str, bytes], int | None] = {}  # by what a line names: no two keys of a policy share it
    for each in signed:
        held = times.get(each.key.named)
        times[each.key.named] = each.at if held is None or (each.at is not None and each.at < held) else held
    return tuple(
        Witnessed(name=each.name, key=each.key, at=times[each.key.named])
        for each in witnesses
        if each.key.named in times
    )


def _reached(groups: Iterable[Group], names: Iterable[str]) -> set[str]:
    """Return every name that counts as having witnessed, the predefined one among them."""
    reached = {NONE, *names}
    for group in groups:
        if len(reached.intersection(group.members)) >= group.threshold:
            reached.add(group.name)
    return reached


def _check_keys(keys: Sequence[VerifierKey], types: tuple[KeyType, ...], path: str) -> None:
    for key in keys:
        if key.type not in types:
            raise Unreadable("policy.key_type", path=path, name=key.name, type=key.type)
    # C2SP tlog-policy: duplicate is the same underlying key, whatever its name and id.
    if len({key.key for key in keys}) != len(keys):
        raise Unreadable("policy.duplicate", path=path)


def _check_collisions(keys: Iterable[VerifierKey]) -> None:
    """Refuse two keys that a signature line could not tell apart (C2SP signed-note: ids are short)."""
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault(key.named, key) != key:
            raise Unreadable("policy.collision", path="key", name=key.name)


def _check_groups(policy: Policy) -> None:
    defined: set[str] = {NONE}
    for name in [witness.name for witness in policy.witnesses]:
        _define(name, defined)
    free = set(defined) - {NONE}
    for group in policy.groups:
        if not set(group.members) <= free or len(set(group.members)) != len(group.members):
            raise Unreadable("policy.member", path="group", name=group.name)
        if not 1 <= group.threshold <= len(group.members):
            raise Unreadable("policy.threshold", path="group", name=group.name, threshold=group.threshold)
        _define(group.name, defined)
        # C2SP tlog-policy: each name is a member at most once, so that a witness counts in one way only.
        free = free - set(group.members) | {group.name}
    if policy.quorum not in defined:
        raise Unreadable("policy.quorum", path="quorum", name=policy.quorum)


def _define(name: str, defined: set[str]) -> None:
    octets = name.encode("utf-8", "surrogateescape")
    if name in defined or not octets or any(octet <= 0x20 or octet == 0x7F for octet in octets):
        raise Unreadable("policy.name", path="name", name=name.encode("utf-8", "replace").decode())
    defined.add(name)
