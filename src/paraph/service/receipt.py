"""Receipts: that a party said something, and that another held it by a time of its own clock.

A receipt is three files that public tools read without Paraph: the act's exact bytes, a `.tlog-proof`, a `tlog-policy`.

Source: C2SP tlog-proof, tlog-policy; one policy for each log, since a shared one would let a party witness itself.
"""

import re
from typing import Final, NamedTuple

from paraph.record import Act, read_act
from paraph.service.desk import Desk
from paraph.service.ports import Held, Stored
from paraph.service.setup import Member, Setup, log_keys, mirror_keys
from paraph.tlog import (
    Group,
    Log,
    Policy,
    Proof,
    Witness,
    encode_proof,
    format_policy,
    inclusion_proof,
    judge_policy,
    leaf_hash,
    parse_note,
    parse_policy,
    parse_proof,
    verify_proof,
)
from paraph.values import Barred, Unproven

# C2SP tlog-policy: names of witnesses and groups are free. Ours say whose log in which framework it is.
_OWN_KEY: Final = re.compile(r"([A-Z][A-Z0-9-]{1,15})-log-mldsa")
_EVERYONE: Final = re.compile(r"everyone-in-([a-z0-9][a-z0-9-]{1,62})")

NOT_PROVED: Final = ("that_it_is_true", "that_anyone_read_it", "that_nothing_else_was_said", "that_clocks_are_right")
"""Codes for what no receipt shows; printed with every receipt."""


class Receipt(NamedTuple):
    """A receipt's three files.

    Attributes:
        act: The entry's exact bytes.
        proof: A `.tlog-proof`.
        policy: A `tlog-policy` file for the log it lies in.
    """

    act: bytes
    proof: bytes
    policy: bytes


class Holder(NamedTuple):
    """Who cosigned, and when by its own clock (POSIX seconds); `None` when it states no time."""

    name: str
    at: int | None


class Proven(NamedTuple):
    """What a receipt shows.

    Attributes:
        origin: The log in which the act lies.
        place: Where there, from 0.
        size: Size of the checkpoint that covers it.
        digest: Its leaf hash, in hex.
        act: What was said.
        signed_at: When the log signed, by its own clock, in POSIX seconds; `None` when it states no time.
        held_by: Mirrors that held it, each by a time of its own clock.
        party: Whose log that is by the policy, which is worth what its source is; `None` when it does not say.
        framework: In which framework, by the policy; `None` when it does not say.
    """

    origin: str
    place: int
    size: int
    digest: str
    act: Act
    signed_at: int | None
    held_by: tuple[Holder, ...]
    party: str | None
    framework: str | None


def policy_of(setup: Setup, party: str) -> Policy:
    """Return the policy for a party's log: its own two keys, and both mirror keys of every other party.

    It names the party and the framework, in the names of the log's second key and of the group.
    """
    member = setup.member(party)
    ed25519, ml_dsa = log_keys(member)
    others = [other for other in setup.members if other.party != party]
    witnesses = [Witness(name=f"{party}-log-mldsa", key=ml_dsa)]
    witnesses += [
        Witness(name=_witness_name(other, place), key=key)
        for other in others
        for place, key in enumerate(mirror_keys(other))
    ]
    everyone = f"everyone-in-{setup.framework}"
    group = Group(name=everyone, threshold=len(witnesses), members=tuple(one.name for one in witnesses))
    return Policy(logs=(Log(key=ed25519),), witnesses=tuple(witnesses), groups=(group,), quorum=everyone)


def receipt(desk: Desk, digest: str) -> Receipt:
    """Make a receipt for an act, from the earliest checkpoint that every party has cosigned.

    Raises:
        Barred: The act is not held, or not every party has cosigned a checkpoint that covers it; the facts say who has
            not.
    """
    stored = stored_act(desk, digest)
    policy = policy_of(desk.setup, stored.party)
    held = _covering(desk, stored, policy)
    hashes = inclusion_proof(stored.seq, held.size, lambda level, index: desk.store.node(stored.party, level, index))
    proof = Proof(index=stored.seq, hashes=tuple(hashes), checkpoint_note=held.note)
    return Receipt(stored.data, encode_proof(proof), format_policy(policy))


def verify_receipt(one: Receipt) -> Proven:
    """Check a receipt; needs no node.

    Raises:
        Unproven: A signature, the quorum or the inclusion does not hold; the code says which.
        Unreadable: One of the files is not what its format says.
    """
    # 1. The three files are what their formats say.
    policy, proof, act = parse_policy(one.policy), parse_proof(one.proof), read_act(one.act)
    # 2. The checkpoint is signed by the log, and cosigned as the policy demands; 3. the act lies under its root.
    leaf = leaf_hash(one.act)
    verdict = verify_proof(proof, leaf, policy)
    times = {witness.name: witness.at for witness in verdict.witnesses}
    own = next((one.name for one in policy.witnesses if one.key.name == verdict.checkpoint.origin), "")
    party, framework = _OWN_KEY.fullmatch(own), _EVERYONE.fullmatch(policy.quorum)
    return Proven(
        origin=verdict.checkpoint.origin,
        place=verdict.index,
        size=verdict.checkpoint.size,
        digest=leaf.hex(),
        act=act,
        signed_at=times.get(own),
        held_by=tuple(Holder(name, at) for name, at in times.items() if name != own),
        party=party and party[1],
        framework=framework and framework[1],
    )


def stored_act(desk: Desk, digest: str) -> Stored:
    """Return an act as it lies in its log."""
    stored = desk.store.find(bytes.fromhex(digest))
    if stored is None:
        raise Barred("act.unknown", prefix=digest, found=[])
    return stored


def _covering(desk: Desk, stored: Stored, policy: Policy) -> Held:
    missing: list[str] = []
    for held in desk.store.checkpoints(stored.party):
        if held.size <= stored.seq:
            continue
        try:
            judge_policy(policy, parse_note(held.note))
        except Unproven as short:
            missing = short.facts.get("missing", [])
            continue
        return held
    raise Barred("receipt.not_cosigned", party=stored.party, seq=stored.seq, missing=missing)


def _witness_name(member: Member, place: int) -> str:
    return f"{member.party}-{('ed25519', 'mldsa')[place]}"
