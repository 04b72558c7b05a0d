"""What a node was told when a framework was joined: who the parties are, and by which keys they are known.

These keys were compared by telephone before the first charter. The charter then says them again, agreed by all.
"""

from typing import Annotated

from msgspec import Meta

from paraph.tlog import VerifierKey, parse_vkey
from paraph.values import Fault, PartyId, Value

FrameworkName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,62}\Z")]


class Member(Value, frozen=True, kw_only=True):
    """One party as this node knows it.

    Attributes:
        party: Its id.
        name: What it calls itself, in English, for lists; the charter has all languages.
        origin: Origin line of its log.
        log_keys: vkeys of its log: Ed25519 (0x01), then ML-DSA-44 (0x06).
        mirror_keys: vkeys of its mirror: Ed25519 (0x04), then ML-DSA-44 (0x06).
        recipient: Its age recipient, to which carried files are sealed.
        certificate: Its TLS certificate, PEM; pinned.
        address: https address of its node; empty when it has none and files are carried.
    """

    party: PartyId
    name: str
    origin: str
    log_keys: tuple[str, str]
    mirror_keys: tuple[str, str]
    recipient: str
    certificate: str
    address: str = ""


class Decision(Value, frozen=True, kw_only=True):
    """What an administrator decided in writing: that no mirror can be reached, and that this node goes on as it is.

    Attributes:
        at: When, in UTC.
        by: Who.
        mark: How far our key had signed.
        size: How much of our log is held, and goes on from there.
        statement: In the administrator's own words, why no mirror can be reached.
    """

    at: str
    by: str
    mark: int
    size: int
    statement: Annotated[str, Meta(min_length=1, max_length=4000)]


class Setup(Value, frozen=True, kw_only=True):
    """One framework on one node.

    Attributes:
        framework: Its name, part of every origin and seal.
        me: Which party this node speaks for.
        members: All parties, this node's own included, sorted by id.
        compared: The eight words were compared by telephone; until then nothing is exchanged or said.
        founders: The parties at the first comparison, who agree the first charter; empty until then. They never change:
            what they agreed is judged by them for ever, whoever joins later.
        decisions: By which this node went on without a mirror; kept for ever.
    """

    framework: FrameworkName
    me: PartyId
    members: tuple[Member, ...]
    compared: bool = False
    founders: tuple[PartyId, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of all parties, sorted."""
        return tuple(sorted(member.party for member in self.members))

    @property
    def founding(self) -> tuple[str, ...]:
        """The ids of the founders, sorted; before the first comparison, of all parties."""
        return tuple(sorted(self.founders)) or self.parties

    @property
    def others(self) -> tuple[Member, ...]:
        """The counterparts."""
        return tuple(member for member in self.members if member.party != self.me)

    def member(self, party: str) -> Member:
        """Return a party by its id."""
        for member in self.members:
            if member.party == party:
                return member
        raise Fault("setup.unknown_party", party=party, known=list(self.parties))

    def of_origin(self, origin: str) -> Member | None:
        """Return the party whose log has this origin; None for a stranger's log."""
        return next((member for member in self.members if member.origin == origin), None)


def log_keys(member: Member) -> tuple[VerifierKey, ...]:
    """Return the keys that may sign a party's checkpoints."""
    return tuple(parse_vkey(vkey) for vkey in member.log_keys)


def mirror_keys(member: Member) -> tuple[VerifierKey, ...]:
    """Return the keys with which a party cosigns what it holds."""
    return tuple(parse_vkey(vkey) for vkey in member.mirror_keys)
