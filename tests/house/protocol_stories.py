"""The stories that the vectors of the protocol tell: docs/vectors, made once, by

    .venv/bin/python -m tests.house.protocol_stories

What is written is never made again: a published rule never changes. A test judges the written logs anew.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.house.protocol_logs import FRAMEWORK, NORTH, SOUTH, Logs, judged

from paraph.domains import KINDS
from paraph.record import Act, Seen, write_act
from paraph.service.joining import Invitation, keys_to_compare
from paraph.service.setup import Member, Setup
from paraph.service.words import eight_words
from paraph.tlog import KeyType, signer_from_seed
from paraph.values import builtin, encode

FOLDER: Final = Path(__file__).parents[2] / "docs/vectors"
CHARTER, SESSION, STATEMENT, BRIEFING = (
    "framework.charter/1",
    "consultation.session/1",
    "consultation.statement/1",
    "consultation.briefing/1",
)
COMMITMENT, PROGRESS = "commitments.commitment/1", "commitments.progress/1"
LOG: Final = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE)
MIRROR: Final = (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


class Table:
    """Where North and South speak; whoever speaks has seen everything, unless it says otherwise."""

    def __init__(self) -> None:
        """Begin with empty logs."""
        self.logs = Logs({NORTH: (), SOUTH: ()})

    def say(self, party: str, verb: str, kind: str, *, seen: int | None = None, **fields: Any) -> str:
        """Say something; `seen` counts the other's entries."""
        other = SOUTH if party == NORTH else NORTH
        size = self.logs.sizes()[other] if seen is None else seen
        known = {other: Seen(root=self.logs.root(other, size), size=size)} if size else {}
        given = {"at": "2026-01-05T12:00:00Z", "by": ("desk", "head"), "seen": known, **fields}
        return self.logs.say(party, write_act(Act(kind=kind, verb=verb, **given)))

    def both(self, kind: str, content: Any, *, by: str = NORTH) -> str:
        """Agree on words, and return the record."""
        record = self.say(by, "propose", kind, content=content)
        self.say(SOUTH if by == NORTH else NORTH, "accept", kind, record=record, on=record)
        return record


def agreement() -> Table:
    """A charter, a session, a statement argued from a bracket to agreement, a commitment and its progress."""
    table = Table()
    table.both(CHARTER, charter())
    session = table.both(SESSION, {"number": 21, "number_basis": "stated", "host": NORTH})
    open_text = statement(session, bracket())
    record = table.say(NORTH, "propose", STATEMENT, content=open_text)
    table.say(SOUTH, "accept", STATEMENT, record=record, on=record)
    table.say(SOUTH, "return", STATEMENT, record=record, on=record, note="One bracket too many.")
    clean = statement(session, {"type": "words", "text": {"en": "They met.", "ur": "وہ ملے۔"}})
    better = table.say(SOUTH, "propose", STATEMENT, record=record, content=clean)
    table.say(NORTH, "accept_ad_referendum", STATEMENT, record=record, on=better, by=("desk",))
    table.say(NORTH, "accept", STATEMENT, record=record, on=better)
    promise = {"session": session, "wording": {"en": "To meet again."}, "type": "commitment", "owners": [NORTH]}
    terms = table.both(COMMITMENT, {**promise, "due": "2026-06"}, by=SOUTH)
    report = {"terms": terms, "version": terms, "status": "done"}
    progress = table.say(NORTH, "report", PROGRESS, content=report)
    table.say(SOUTH, "report", PROGRESS, record=progress, content={**report, "status": "in_progress"})
    paper = {"session": session, "subject": {"en": "Border posts"}}
    briefing = table.say(SOUTH, "declare", BRIEFING, content=paper)
    table.say(NORTH, "dispute", BRIEFING, record=briefing, on=briefing, note="Not all of them.")
    second = table.say(SOUTH, "declare", BRIEFING, record=briefing, content={**paper, "as_of": "2026-01"})
    table.say(NORTH, "confirm", BRIEFING, record=briefing, on=second)
    return table


def crossing() -> Table:
    """A withdrawal that came too late, one that came in time, and two versions that crossed."""
    table = Table()
    table.both(CHARTER, charter())
    late = table.say(NORTH, "propose", SESSION, content={"number": 1, "number_basis": "stated"})
    size = table.logs.sizes()[NORTH]
    table.say(NORTH, "withdraw", SESSION, record=late, on=late)
    table.say(SOUTH, "accept", SESSION, record=late, on=late, seen=size)
    early = table.say(NORTH, "propose", SESSION, content={"number": 2, "number_basis": "stated"})
    table.say(NORTH, "withdraw", SESSION, record=early, on=early)
    table.say(SOUTH, "accept", SESSION, record=early, on=early)
    record = table.both(SESSION, {"number": 3, "number_basis": "stated"})
    size = table.logs.sizes()[NORTH]
    one = table.say(NORTH, "propose", SESSION, record=record, over=(record,), content=_numbered(3, "north"))
    two = table.say(SOUTH, "propose", SESSION, record=record, over=(record,), content=_numbered(3, "south"), seen=size)
    table.say(SOUTH, "accept", SESSION, record=record, on=one)
    crossed = table.logs.sizes()[SOUTH] - 1
    table.say(NORTH, "accept", SESSION, record=record, on=two, seen=crossed)
    table.say(NORTH, "propose", SESSION, record=record, over=(one,), content=_numbered(4, "neither"))
    third = table.say(NORTH, "propose", SESSION, record=record, over=(one, two), content=_numbered(4, "both"))
    table.say(SOUTH, "accept", SESSION, record=record, on=third)
    return table


def poison() -> Table:
    """Garbage, acts of no effect, an act that waits, and a hand that claims what it cannot have seen."""
    table = Table()
    table.say(SOUTH, "propose", SESSION, content=_numbered(1, "early"))
    table.both(CHARTER, charter())
    table.logs.say(SOUTH, b"not an act")
    table.say(SOUTH, "accept", SESSION, record="0" * 64, on="0" * 64)
    table.say(SOUTH, "propose", SESSION, content={"number": 0, "number_basis": "stated"})
    table.say(SOUTH, "propose", SESSION, by=("desk",), content=_numbered(2, "one key"))
    table.say(SOUTH, "propose", "strange.kind/1", content={})
    table.logs.say(SOUTH, _false(size=1, root="0" * 64))
    table.say(NORTH, "propose", SESSION, content=_numbered(5, "good"))
    table.logs.say(SOUTH, _false(size=99, root="0" * 64))
    table.say(NORTH, "remark", SESSION, record="1" * 64, note="To nobody.", seen=1)
    table.say(NORTH, "propose", SESSION, content=_numbered(6, "after"), seen=8)
    table.say(NORTH, "propose", SESSION, content=_numbered(7, "too far"))
    return table


CASES: Final[Mapping[str, tuple[Callable[[], Table], Mapping[str, int] | None]]] = {
    "agreement": (agreement, None),
    "agreement-at-a-cut": (agreement, {NORTH: 5, SOUTH: 4}),
    "crossing": (crossing, None),
    "crossing-at-a-cut": (crossing, {NORTH: 8, SOUTH: 6}),
    "poison": (poison, None),
}


def record_vector(name: str) -> dict[str, Any]:
    """Play a case."""
    play, cut = CASES[name]
    table = play()
    logs = {party: [entry.decode() for entry in entries] for party, entries in table.logs.entries.items()}
    about = {"about": (play.__doc__ or "").strip(), "founders": sorted(logs), "framework": FRAMEWORK, "cut": cut}
    return {**about, "logs": logs, **judged(logs, cut)}


def setting_up_vector() -> dict[str, Any]:
    """An invitation as it is written, the bytes that are compared, and the eight words."""
    setup = Setup(framework=FRAMEWORK, me=NORTH, members=(member(NORTH), member(SOUTH)))
    invitation = Invitation(format="paraph.invitation/1", framework=FRAMEWORK, author=NORTH, members=setup.members)
    compared = keys_to_compare(setup)
    return {
        "invitation": encode(invitation).decode(),
        "compared": compared.decode(),
        "words": eight_words(compared),
    }


@cache
def member(party: str) -> Member:
    """Return a party with keys that everybody may know."""
    origin = f"{party.lower()}.example/{FRAMEWORK}"
    return Member(
        party=party,
        name=party.title(),
        origin=origin,
        log_keys=_vkeys(origin, LOG),
        mirror_keys=_vkeys(f"{origin}/mirror", MIRROR),
        recipient=f"age1 of {party.lower()}",
        certificate=f"-----BEGIN CERTIFICATE-----\n{party.lower()}\n-----END CERTIFICATE-----\n",
    )


def charter() -> dict[str, Any]:
    """Return a charter between the two."""
    parties = [
        {"id": one.party, "name": {"en": one.name}, "origin": one.origin}
        | {"log_keys": list(one.log_keys), "mirror_keys": list(one.mirror_keys)}
        for one in (member(NORTH), member(SOUTH))
    ]
    known = {"title": {"en": "Pact"}, "framework": FRAMEWORK, "kinds": sorted(KINDS), "languages": ["en", "ur"]}
    return {**known, "parties": parties, "terms": {"denunciation_notice_days": 30}}


def statement(session: str, segment: Any) -> dict[str, Any]:
    """Return a statement of one paragraph."""
    signatories = [{"party": party, "name": {"en": party.title()}} for party in (NORTH, SOUTH)]
    paragraph = {"id": "1", "type": "position", "segments": [segment]}
    return {"session": session, "languages": ["en"], "signatories": signatories, "paragraphs": [paragraph]}


def bracket() -> dict[str, Any]:
    """Return a bracket of North's."""
    return {"type": "bracket", "id": "b", "owner": NORTH, "alternatives": [{"by": NORTH, "words": {"en": "They met."}}]}


def _numbered(number: int, city: str) -> dict[str, Any]:
    return {"number": number, "number_basis": "stated", "city": {"en": city}}


def _false(*, size: int, root: str) -> bytes:
    seen = {NORTH: Seen(root=root, size=size)}
    fields: dict[str, Any] = {"at": "2026-01-05T12:00:00Z", "by": ("desk", "head"), "content": _numbered(9, "false")}
    return write_act(Act(kind=SESSION, verb="propose", seen=seen, **fields))


def _vkeys(name: str, types: tuple[KeyType, ...]) -> tuple[str, str]:
    seeds = [sha256(f"{name} {int(one)}".encode()).digest() for one in types]
    first, second = (signer_from_seed(name, one, seed).vkey for one, seed in zip(types, seeds, strict=True))
    return first, second


if __name__ == "__main__":
    made = {name: record_vector(name) for name in CASES} | {"setting-up": setting_up_vector()}
    for name, vector in made.items():
        target = FOLDER / f"{name}.json"
        if not target.exists():
            target.write_text(json.dumps(builtin(vector), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
