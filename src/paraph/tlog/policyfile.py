"""Policy files: a policy as lines of text (C2SP tlog-policy).

* What is written is read back to the same policy, and refused otherwise.
* The order of lines matters only as the text says: a name is defined above its use, and there is one quorum.
"""

import re
from functools import lru_cache

from msgspec import Struct, field

from paraph.tlog.keys import VerifierKey, parse_vkey
from paraph.tlog.lines import decode_decimal
from paraph.tlog.policy import NONE, Group, Log, Policy, Witness
from paraph.values.errors import Unreadable

MAX_POLICY = 256 * 1024
"""Bytes: more than the 32 logs, 32 witnesses and 32 groups that the text asks for, with ML-DSA-44 keys."""


_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_OPAQUE = re.compile("[\udc80-\udcff]")


class _Draft(Struct):
    """What was read so far."""

    logs: list[Log] = []
    witnesses: list[Witness] = []
    groups: list[Group] = []
    quorums: list[str] = []
    defined: set[str] = field(default_factory=lambda: {NONE})


@lru_cache(maxsize=8)  # one policy judges many receipts
def parse_policy(data: bytes) -> Policy:
    """Read a policy file.

    Raises:
        Unreadable: "policy.long", "policy.octet", "policy.line" (with its number), "policy.undefined", "policy.quorum",
            what `Policy` refuses, or what `parse_vkey` refuses.
    """
    if len(data) > MAX_POLICY:
        raise Unreadable("policy.long", path="policy", length=len(data), limit=MAX_POLICY)
    if _FORBIDDEN.search(data):
        raise Unreadable("policy.octet", path="policy")
    *lines, rest = data.decode("utf-8", "surrogateescape").split("\n")
    if rest:  # C2SP tlog-policy: each line is terminated by a newline
        raise Unreadable("policy.line", path="policy", line=len(lines) + 1)
    draft = _Draft()
    for number, line in enumerate(lines, 1):
        words = line.replace("\t", " ").split(" ")
        _read_line(draft, [word for word in words if word], number)
    if len(draft.quorums) != 1:
        raise Unreadable("policy.quorum", path="policy", lines=len(draft.quorums))
    return Policy(
        logs=tuple(draft.logs),
        witnesses=tuple(draft.witnesses),
        groups=tuple(draft.groups),
        quorum=draft.quorums[0],
    )


def format_policy(policy: Policy) -> bytes:
    """Write a policy file: logs, witnesses, groups, quorum, a line each.

    Raises:
        Unreadable: "policy.form": it could not be read back, as with a URL that has a space in it.
    """
    lines = [
        *(f"log {log.key.vkey} {log.url}".rstrip(" ") for log in policy.logs),
        *(f"witness {each.name} {each.key.vkey} {each.url}".rstrip(" ") for each in policy.witnesses),
        *(_group_line(group) for group in policy.groups),
        f"quorum {policy.quorum}",
    ]
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    try:
        same = parse_policy(data) == policy
    except Unreadable as error:
        raise Unreadable("policy.form", path="policy") from error
    if not same:
        raise Unreadable("policy.form", path="policy")
    return data


def _group_line(group: Group) -> str:
    count = {len(group.members): "all", 1: "any"}.get(group.threshold, str(group.threshold))
    return " ".join(("group", group.name, count, *group.members))


def _read_line(draft: _Draft, words: list[str], number: int) -> None:
    match words:
        case []:
            return
        case [first, *_] if first.startswith("#"):
            return
        case ["log", vkey, *url] if len(url) < 2:
            draft.logs.append(Log(key=_key(vkey, number), url="".join(url)))
        case ["witness", name, vkey, *url] if len(url) < 2:
            draft.witnesses.append(Witness(name=name, key=_key(vkey, number), url="".join(url)))
            draft.defined.add(name)
        case ["group", name, count, *members] if members:
            _require_defined(draft, members, number)
            threshold = _threshold(count, len(members), number)
            draft.groups.append(Group(name=name, threshold=threshold, members=tuple(members)))
            draft.defined.add(name)
        case ["quorum", name]:
            _require_defined(draft, [name], number)
            draft.quorums.append(name)
        case _:
            raise Unreadable("policy.line", path="policy", line=number)


def _key(vkey: str, number: int) -> VerifierKey:
    # Opaque octets may stand in names, URLs and comments; a key's own name is UTF-8 (C2SP signed-note).
    if _OPAQUE.search(vkey):
        raise Unreadable("policy.line", path="policy", line=number)
    return parse_vkey(vkey)


def _threshold(count: str, members: int, number: int) -> int:
    return {"all": members, "any": 1}.get(count) or decode_decimal(count, f"line {number}")


def _require_defined(draft: _Draft, names: list[str], number: int) -> None:
    """Refuse names that no line above defines."""
    if not draft.defined.issuperset(names):
        raise Unreadable("policy.undefined", path="policy", line=number)
