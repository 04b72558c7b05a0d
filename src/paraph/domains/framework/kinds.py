"""The charter as a record: one for a framework, changed only by all of its parties.

Invariants:

* While a charter is in force, no other may be opened, tabled or accepted.
* Where two charters crossed, neither governs, and nothing but the ending of one of them may be tabled or accepted.
* A charter is about the framework whose logs it lies in.
* Every key is known, is of its role's type, and serves one party in one role.
"""

from collections import Counter
from datetime import datetime
from itertools import chain
from typing import Any, Final

from paraph.domains.framework.content import Charter, CharterParty
from paraph.record import JOINT, About, Case, Due, JointState, Kind, View, leaves_at, verb
from paraph.record.joint import ACCEPT, CORRECT, DENOUNCE, PROPOSE, PROPOSE_END, WITHDRAW
from paraph.tlog import KeyType, VerifierKey, parse_vkey
from paraph.values import Barred, Unreadable

CHARTER_FAMILY: Final = "framework.charter"

# The trust log, "Signatures": Ed25519 first, ML-DSA-44 beside it; roles never share a key.
_LOG: Final = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE)
_MIRROR: Final = (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


@verb(PROPOSE, keys=2)
def propose(case: Case, *, content: Charter) -> None:
    """Table a whole charter: parties, keys, kinds and terms."""
    _guard_one_charter(case)
    _guard_charter(case, content)


@verb(CORRECT, keys=2)
def correct(case: Case, *, content: Charter) -> None:
    """Table a clerical corrigendum of the charter: the same meaning, an error mended."""
    _guard_one_charter(case)
    _guard_charter(case, content)


@verb(PROPOSE_END, keys=2)
def propose_end(case: Case) -> None:
    """Propose that the framework be ended for all."""


@verb(ACCEPT, keys=2)
def accept(case: Case) -> None:
    """Stand on this charter; once all parties do, it governs."""
    if case.before.versions[case.said.act.on].content is not None:
        _guard_one_charter(case)


@verb(WITHDRAW, keys=2)
def withdraw(case: Case) -> None:
    """Take back your standing; they may still accept until their receipt covers this."""


@verb(DENOUNCE, keys=2)
def denounce(case: Case) -> None:
    """Leave the framework after the notice that its charter sets."""


def denunciations(view: View, *, charter: Any, now: datetime, about: About) -> tuple[Due, ...]:  # noqa: ARG001  # the rule's shape
    """Say when each denunciation takes effect: its own time plus the notice of the charter in force."""
    state: JointState = view.state
    in_force: Charter | None = state.content_in_force
    if in_force is None:
        return ()
    notice = in_force.denunciation_notice_days or 0
    ends = {party: leaves_at(said, notice_days=notice) for party, said in state.denounced.items()}
    return tuple(
        Due("", "denunciation", end.date().isoformat(), end <= now, {"denounced_by": party})
        for party, end in ends.items()
    )


CHARTER: Final = Kind(
    name=f"{CHARTER_FAMILY}/1",
    title="Charter",
    dealing=JOINT,
    noun=Charter,
    says=(propose, correct, propose_end, accept, withdraw, denounce),
    without=("report_met",),
    called=("title",),
    due=denunciations,
)

KINDS: Final = (CHARTER,)


def _guard_one_charter(case: Case) -> None:
    in_force = None if case.opens else case.before.content_in_force
    if case.charter is not None and in_force is None:
        raise Barred("framework.charter_exists", framework=case.charter.framework)
    if case.charter is None and in_force is not None:
        raise Barred("framework.charters_crossed", framework=in_force.framework)


def _guard_charter(case: Case, charter: Charter) -> None:
    if charter.framework != case.framework:
        raise Barred("framework.other_framework", framework=charter.framework, here=case.framework)
    _guard_unique("framework.party_twice", *(party.id for party in charter.parties))
    _guard_unique("framework.origin_twice", *(party.origin for party in charter.parties))
    _guard_unique("framework.kind_twice", *charter.kinds)
    _guard_unique("framework.language_twice", *charter.languages)
    _guard_unique("framework.term_twice", *(term.name for term in charter.terms.further))
    _guard_unique("framework.separation_twice", *(one.category for one in charter.terms.separations))
    if case.party not in charter.party_ids:
        raise Barred("framework.author_not_party", author=case.party, parties=list(charter.party_ids))
    if charter.successor is not None and charter.suspended is not None:
        raise Barred("framework.succeeded_and_suspended")
    if charter.successor is not None and charter.successor == charter.parent:
        raise Barred("framework.parent_succeeds")
    keys = tuple(chain.from_iterable(_keys_of(party) for party in charter.parties))
    shared = sorted(key.hex()[:16] for key, times in Counter(one.key for one in keys).items() if times > 1)
    if shared:
        raise Barred("framework.key_shared", twice=shared)


def _guard_unique(code: str, *names: str) -> None:
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise Barred(code, twice=twice)


def _keys_of(party: CharterParty) -> tuple[VerifierKey, ...]:
    keys = tuple(_read_key(party.id, vkey) for vkey in (*party.log_keys, *party.mirror_keys))
    if tuple(key.type for key in keys) != (*_LOG, *_MIRROR):
        raise Barred("framework.key_role", party=party.id, types=[int(key.type) for key in keys])
    return keys


def _read_key(party: str, vkey: str) -> VerifierKey:
    try:
        return parse_vkey(vkey)
    except Unreadable as problem:
        raise Barred("framework.key_unreadable", party=party, problem=problem.code) from problem
