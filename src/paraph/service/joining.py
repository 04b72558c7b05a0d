"""How parties come to know each other's keys: invitations carried by hand, compared in eight words by telephone.

Invariants:

* A party once known is never replaced by a file: a changed key needs a charter agreed by all.
* An address is a matter of the link alone, and may change: whoever answers there must hold the keys known here. A party
  says its own; what others say of it counts only while it is not known.
* Nothing is exchanged or said until the words were compared; the words cover every key of every party.
"""

from typing import Literal

from msgspec import structs

from paraph.service.setup import FrameworkName, Member, Setup
from paraph.values import Barred, PartyId, Value, encode


class Invitation(Value, frozen=True, kw_only=True):
    """The parties that its author knows in a framework, with their keys. Public; its truth rests on the telephone call.

    Attributes:
        format: The format's name and version.
        framework: Which framework.
        author: Which party made this file.
        members: Everyone the author knows there, the author included.
        founders: The parties at the first comparison; empty before it.
    """

    format: Literal["paraph.invitation/1"]
    framework: FrameworkName
    author: str
    members: tuple[Member, ...]
    founders: tuple[PartyId, ...] = ()


def invitation(setup: Setup) -> Invitation:
    """Write down whom we know."""
    return Invitation(
        format="paraph.invitation/1",
        framework=setup.framework,
        author=setup.me,
        members=setup.members,
        founders=setup.founders,
    )


def join(setup: Setup, heard: Invitation) -> Setup:
    """Add the parties that an invitation names to those we know, and take the address that its author now has.

    Raises:
        Barred: It is of another framework, or names a known party (or us) with other keys, or other founders, or two
            parties share an origin.
    """
    if heard.framework != setup.framework:
        raise Barred("invitation.other_framework", theirs=heard.framework, ours=setup.framework)
    known = {member.party: member for member in setup.members}
    for member in heard.members:
        if member.party in known and _keys(known[member.party]) != _keys(member):
            raise Barred("invitation.other_keys", party=member.party)
    merged = {**{member.party: member for member in heard.members}, **known, **_moved(setup, heard)}
    if len({member.origin for member in merged.values()}) < len(merged):
        raise Barred("invitation.same_origin", origins=sorted(member.origin for member in merged.values()))
    if heard.founders and setup.founders and set(heard.founders) != set(setup.founders):
        raise Barred("invitation.other_founders", theirs=sorted(heard.founders), ours=sorted(setup.founders))
    members = tuple(merged[party] for party in sorted(merged))
    return structs.replace(
        setup,
        members=members,
        compared=setup.compared and len(members) == len(setup.members),
        founders=setup.founders or heard.founders,
    )


def confirm(setup: Setup, *, words: str, heard: str) -> Setup:
    """Mark the keys as compared, if the words heard by telephone are the words seen here.

    Raises:
        Barred: They differ: somebody stands between the two, or one file is an old one.
    """
    if words.split() != heard.lower().split():
        raise Barred("words.differ", seen=words, heard=heard)
    return structs.replace(setup, compared=True, founders=setup.founding)


def keys_to_compare(setup: Setup) -> bytes:
    """Return the bytes that the eight words stand for: the framework and every key of every party, sorted."""
    lines = [setup.framework.encode()]
    lines += [encode(_keys(member)) for member in sorted(setup.members, key=lambda one: one.party)]
    return b"\n".join(lines)


def _moved(setup: Setup, heard: Invitation) -> dict[str, Member]:
    """Return the known parties with the addresses that are new by this invitation; never our own, and none is lost."""
    known = {member.party: member for member in setup.others}
    return {
        told.party: structs.replace(known[told.party], address=told.address)
        for told in heard.members
        if told.party in known
        and told.address.startswith("https://")
        and (told.party == heard.author or not known[told.party].address)
    }


def _keys(member: Member) -> dict[str, object]:
    return {
        "certificate": member.certificate,
        "log_keys": list(member.log_keys),
        "mirror_keys": list(member.mirror_keys),
        "origin": member.origin,
        "party": member.party,
        "recipient": member.recipient,
    }
