"""A certificate of agreement: the receipts of every act by which a version was agreed.

It shows that each party stood on the same bytes together. What would refute it: a receipt of an act by which a party
left the version, lying in that party's log below the size that another's standing act says it had seen.
"""

import base64
from typing import Final, Literal, NamedTuple

from paraph.record import JointState, met_by
from paraph.service.desk import Desk
from paraph.service.read import show
from paraph.service.receipt import Proven, Receipt, receipt, verify_receipt
from paraph.values import Barred, Digest, PartyId, Unproven, Value, content_digest, decode, encode

LIMIT: Final = 16 * 1024 * 1024
_STANDS: Final = frozenset({"propose", "correct", "propose_end", "accept"})


class ReceiptText(Value, frozen=True, kw_only=True):
    """A receipt inside a certificate: the act in base64, the two text files as they are."""

    party: PartyId
    act: str
    proof: str
    policy: str


class Certificate(Value, frozen=True, kw_only=True):
    """The receipts by which a version was agreed.

    Attributes:
        format: The format's name and version.
        framework: Which framework.
        record: Which record.
        version: The act that brought the words.
        words: Digest of the words' canonical bytes.
        parties: Who had to agree.
        tabled: Receipt of the act that brought the words.
        standing: Receipt of the act with which each party began to stand on them.
    """

    format: Literal["paraph.certificate/1"]
    framework: str
    record: Digest
    version: Digest
    words: Digest
    parties: tuple[PartyId, ...]
    tabled: ReceiptText
    standing: tuple[ReceiptText, ...]


class Certified(NamedTuple):
    """What a certificate shows: the words, and every party's act of standing on them."""

    certificate: Certificate
    tabled: Proven
    standing: dict[str, Proven]


def certificate(desk: Desk, record: str, version: str | None = None) -> Certificate:
    """Certify the version in force, or another agreed one.

    Raises:
        Barred: The record has no agreed version, or not all of the acts are cosigned by everyone yet.
    """
    state = show(desk, record).state
    if not isinstance(state, JointState):
        raise Barred("certificate.not_joint", record=record)
    chosen = state.in_force if version is None else version
    intervals = None if chosen is None or chosen not in state.versions else met_by(state, chosen)
    if chosen is None or intervals is None:
        raise Barred("certificate.not_agreed", record=record, agreed=sorted(state.agreed))
    agreed = state.versions[chosen]
    return Certificate(
        format="paraph.certificate/1",
        framework=desk.setup.framework,
        record=record,
        version=chosen,
        words=agreed.words,
        parties=agreed.parties,
        tabled=_text(desk, agreed.said.party, agreed.digest),
        standing=tuple(_text(desk, one.start.party, one.start.digest) for one in intervals),
    )


def verify_certificate(data: bytes, *, known: tuple[bytes, ...] = ()) -> Certified:
    """Check a certificate; needs no node.

    Args:
        data: The certificate.
        known: Policy files got from elsewhere; when there are any, each receipt's own must be one of them.

    1. Every receipt in it verifies by itself, by a policy that names its party and the framework.
    2. The tabled act brings the words, and is the version.
    3. Each party's standing act is that act, or accepts it in the same record.
    4. Every party that had to agree is there, and no other; no two share a log.

    Without `known`, it rests on the keys that it names itself, and on whose it says that they are: compare those with
    policies that you trust.

    Raises:
        Unproven: One of these does not hold; the code says which.
        Unreadable: It is no certificate.
    """
    found = decode(Certificate, data, limit=LIMIT)
    if known and any(one.policy.encode() not in known for one in (found.tabled, *found.standing)):
        raise Unproven("certificate.unknown_policy", version=found.version)
    tabled = _proven(found, found.tabled)
    if tabled.digest != found.version or content_digest(tabled.act.content) != found.words:
        raise Unproven("certificate.other_words", version=found.version)
    standing = {one.party: _proven(found, one) for one in found.standing}
    for party, proven in standing.items():
        accepts = proven.act.verb in _STANDS and proven.act.on == found.version
        if not (accepts and proven.act.record == found.record) and proven.digest != found.version:
            raise Unproven("certificate.other_version", party=party)
    logs = {proven.origin for proven in standing.values()}
    if set(standing) != set(found.parties) or len(logs) != len(standing):
        raise Unproven("certificate.party_missing", parties=list(found.parties), found=sorted(standing))
    return Certified(found, tabled, standing)


def write_certificate(one: Certificate) -> bytes:
    """Return a certificate's bytes."""
    return encode(one)


def _text(desk: Desk, party: str, digest: str) -> ReceiptText:
    made = receipt(desk, digest)
    return ReceiptText(
        party=party,
        act=base64.b64encode(made.act).decode(),
        proof=made.proof.decode(),
        policy=made.policy.decode(),
    )


def _proven(made: Certificate, text: ReceiptText) -> Proven:
    proven = verify_receipt(_files(text))
    if proven.party != text.party:
        raise Unproven("certificate.other_party", party=text.party, policy=proven.party or "")
    if proven.framework != made.framework:
        raise Unproven("certificate.other_framework", framework=made.framework, policy=proven.framework or "")
    return proven


def _files(text: ReceiptText) -> Receipt:
    try:
        act = base64.b64decode(text.act, validate=True)
    except ValueError as error:
        raise Unproven("certificate.base64", party=text.party) from error
    return Receipt(act, text.proof.encode(), text.policy.encode())
