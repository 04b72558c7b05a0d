"""Acts: one thing said by one party, as it lies in its log.

Invariants:

* The bytes of an act are its RFC 8785 canonical form; two acts with one digest are one act.
* An act that opens a record bears no `record`: the record's id is the act's own digest, so nobody can choose or guess
  it.
* `seen` names, for every other party of whose log anything was held, the size and root of what was held.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

from paraph.values import LARGEST, PARTY_PATTERN, Codec, Digest, PartyId, Value

ACT_LIMIT: Final = 65_535
"""Bytes an act may have: an entry's length prefix is two bytes (C2SP tlog-tiles)."""

KIND_PATTERN: Final = r"^[a-z_]{1,32}\.[a-z_]{1,32}/[1-9][0-9]{0,3}\Z"
VERB_PATTERN: Final = r"^[a-z_]{1,32}\Z"
TIME_PATTERN: Final = (
    r"^(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z"
)

KindName = Annotated[str, Meta(pattern=KIND_PATTERN)]
VerbName = Annotated[str, Meta(pattern=VERB_PATTERN)]
UtcTime = Annotated[str, Meta(pattern=TIME_PATTERN, extra={"ascii": True})]
"""Whole seconds, UTC, the years 1900 to 2999. Such texts sort as the times do."""
Office = Annotated[str, Meta(min_length=1, max_length=80)]
Size = Annotated[int, Meta(ge=1, le=LARGEST)]


_Hex = Annotated[str, Meta(min_length=64, max_length=64)]
_Time = Annotated[str, Meta(min_length=20, max_length=20)]


class Seen(Value, frozen=True, kw_only=True):
    """How far another party's log was held: its first `size` entries, whose tree has `root`, a `Digest`."""

    root: _Hex
    size: Size


class Act(Value, frozen=True, kw_only=True):
    """One thing said.

    The types here bound lengths only; `ExactAct` has the whole form, and reading holds every act to it.

    Attributes:
        at: When, in UTC, as the author claims.
        by: The office that spoke; two different offices where the kind asks for a second key.
        kind: The record's kind with its rule version, the same in every act of a record.
        seen: Other party -> how far its log was held. A party that is not named: nothing was held.
        verb: What the party does.
        content: What the verb carries. A new version, where the verb brings one.
        note: A public remark or reason.
        on: The version spoken to: the digest of the act that brought it.
        over: Joint, with a version: what it would replace.
        record: Digest of the act that opened the record; absent in that act.
        until: An act that answers this one and whose own `at` is later comes too late.
    """

    at: _Time
    by: Annotated[tuple[Office, ...], Meta(min_length=1, max_length=2)]
    kind: Annotated[str, Meta(max_length=70)]
    seen: dict[Annotated[str, Meta(max_length=16)], Seen]
    verb: Annotated[str, Meta(max_length=32)]
    content: Any | UnsetType = UNSET
    note: Annotated[str, Meta(min_length=1, max_length=8000)] | None = None
    on: _Hex | None = None
    over: Annotated[tuple[_Hex, ...], Meta(max_length=16)] = ()
    record: _Hex | None = None
    until: _Time | None = None


class ExactSeen(Value, frozen=True, kw_only=True):
    """`Seen` with its whole form."""

    root: Digest
    size: Size


class ExactAct(Value, frozen=True, kw_only=True):
    """`Act` with its whole form: what may stand in a log. Seven patterns cost more than all else in reading an act."""

    at: UtcTime
    by: Annotated[tuple[Office, ...], Meta(min_length=1, max_length=2)]
    kind: KindName
    seen: dict[PartyId, ExactSeen]
    verb: VerbName
    content: Any | UnsetType = UNSET
    note: Annotated[str, Meta(min_length=1, max_length=8000)] | None = None
    on: Digest | None = None
    over: Annotated[tuple[Digest, ...], Meta(max_length=16)] = ()
    record: Digest | None = None
    until: UtcTime | None = None


_is_time: Final = re.compile(TIME_PATTERN).search
_HEX: Final = b"0123456789abcdef"


@lru_cache(maxsize=1024)
def _is_spoken(kind: str, verb: str) -> bool:
    return re.search(KIND_PATTERN, kind) is not None and re.search(VERB_PATTERN, verb) is not None


@lru_cache(maxsize=1024)
def _is_party(party: str) -> bool:
    return re.search(PARTY_PATTERN, party) is not None


def surely_exact(act: Act) -> bool:
    """Tell at little cost that an act surely has the whole form. False says nothing."""
    if not _is_time(act.at) or not _is_spoken(act.kind, act.verb) or (act.until and not _is_time(act.until)):
        return False
    digests = f"{act.record or ''}{act.on or ''}"
    for party, seen in act.seen.items():
        if not _is_party(party):
            return False
        digests += seen.root
    digests += "".join(act.over)
    # All are 64 long, so what is left to ask is whether any holds another character.
    return digests.isascii() and not digests.encode().translate(None, _HEX)


_CODEC: Final = Codec(Act, limit=ACT_LIMIT, exact=ExactAct, surely=surely_exact)

read_act: Final = _CODEC.decode
"""Read an act from its exact bytes. Raises Unreadable with the path of what is wrong."""

reread_act: Final = _CODEC.reread
"""Read an act from bytes that `read_act` has read before, as those of every entry in a log that is not garbage."""

write_act: Final = _CODEC.encode
"""Return an act's canonical bytes."""


def utc_text(at: datetime) -> str:
    """Write an aware time as acts do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_time(text: str) -> datetime:
    """Read a UtcTime. A day that its month does not have runs over into the next, so that no text is without a time."""
    first = datetime.strptime(text[:7] + text[10:], "%Y-%mT%H:%M:%SZ").replace(tzinfo=UTC)
    return first + timedelta(days=int(text[8:10]) - 1)
