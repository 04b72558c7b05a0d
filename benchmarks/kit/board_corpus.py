"""A record as a working group keeps it over the years: sessions, their papers, commitments and what became of them.

Two parties speak in turns of 64 acts, each having seen all of the other's. Of a hundred records one is a session, ten
are agenda items, fourteen briefings, five assessments, forty commitments and thirty reports of progress. Most of what
is proposed is accepted, some is returned, some waits for an answer. Words are English, a third with Urdu beside it.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kit.corpus import THEM, US
from paraph.adapters.board_file import BoardFile
from paraph.adapters.house import SqliteHouse
from paraph.adapters.record_store import SqliteRecord
from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.domains.framework import Charter, CharterParty, Terms
from paraph.record import Act, Seen, utc_text, write_act
from paraph.service.board import Board
from paraph.service.desk import Desk
from paraph.service.ingest import Ingest
from paraph.service.setup import Setup
from paraph.tlog import Frontier, KeyType, leaf_hash, signer_from_seed
from paraph.values import Text, builtin, convert, digest_of

TURN = 64
FRAMEWORK = "bench"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

_MIX = (("session", 1), ("agenda", 10), ("briefing", 14), ("assessment", 5), ("commitment", 40), ("progress", 30))
_SYLLABLES = (
    "ba",
    "co",
    "de",
    "fi",
    "ga",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "ta",
    "ve",
    "wo",
    "ze",
    "tion",
    "ment",
    "ral",
    "ter",
)
_URDU = (
    "دفاعی",
    "تعاون",
    "سرحد",
    "پانی",
    "سامان",
    "مشق",
    "اجلاس",
    "وفد",
    "معاہدہ",
    "رپورٹ",
    "کی",
    "کا",
    "میں",
    "پر",
    "اور",
    "نے",
    "تجویز",
    "منظور",
    "شدہ",
    "منصوبہ",
)
_TYPES = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE), (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


class Story:
    """Both parties' logs as they grow; the acts of a turn are made together."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # a sample, not a secret
        self.at = datetime(2006, 1, 1, tzinfo=UTC)
        self.trees = {US: Frontier.empty(), THEM: Frontier.empty()}
        self.sessions: list[str] = []
        self.terms: list[str] = []
        self.answers: dict[str, list[dict[str, Any]]] = {US: [], THEM: []}
        self.opened = 0
        words = ["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(1, 4))) for _ in range(3000)]
        self.words = (words, [1 / rank for rank in range(1, len(words) + 1)])

    def first(self) -> Iterator[tuple[str, list[bytes]]]:
        """Agree on the charter."""
        proposal = {"kind": f"{CHARTER_FAMILY}/1", "verb": "propose", "content": builtin(_charter())}
        entry, record = self._said(US, self._seen(US), **proposal)
        yield US, [entry]
        answer = {"kind": f"{CHARTER_FAMILY}/1", "verb": "accept", "record": record, "on": record}
        yield THEM, [self._said(THEM, self._seen(THEM), **answer)[0]]

    def turn(self, party: str) -> tuple[str, list[bytes]]:
        """Let a party say 64 things: half of them answers, as far as there are any to give."""
        seen, entries = self._seen(party), []
        for number in range(TURN):
            ready = self.answers[party]
            if number % 2 and ready:
                entries.append(self._answers(party, seen, ready.pop(0)))
            else:
                entries.append(self._opens(party, seen))
        return party, entries

    def _opens(self, party: str, seen: dict[str, Seen]) -> bytes:
        what = self.chance.choices([name for name, _ in _MIX], [weight for _, weight in _MIX])[0]
        what = "session" if not self.sessions else "commitment" if what == "progress" and not self.terms else what
        fields, answer = getattr(self, f"_{what}")(party)
        entry, record = self._said(party, seen, **fields)
        self.opened += 1
        if what == "session":
            self.sessions.append(record)
        if answer:
            more = {"record": record, "on": None if "content" in answer else record, "kind": fields["kind"]}
            self.answers[THEM if party == US else US].append({**more, **answer})
        return entry

    def _answers(self, party: str, seen: dict[str, Seen], answer: dict[str, Any]) -> bytes:
        if answer["kind"] == "commitments.commitment/1" and answer["verb"] == "accept":
            self.terms.append(answer["record"])
        return self._said(party, seen, **answer)[0]

    def _session(self, party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        first = (self.at + timedelta(days=60)).date().isoformat()
        content = {"number": 1 + len(self.sessions), "number_basis": "stated", "host": party, "city": self._text(1)}
        opening = {"kind": "consultation.session/1", "verb": "propose"}
        return {**opening, "content": content | {"planned": {"first": first}}}, self._answered()

    def _agenda(self, _party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        content = {"session": self._lately(self.sessions), "title": self._text(8), "where": "plenary"}
        return {"kind": "consultation.agenda_item/1", "verb": "propose", "content": content}, self._answered()

    def _briefing(self, _party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        content = {"session": self._lately(self.sessions), "subject": self._text(6), "words": self._text(60)}
        noted = {"verb": "take_note"} if self.chance.random() < 0.6 else None
        return {"kind": "consultation.briefing/1", "verb": "declare", "content": content}, noted

    def _assessment(self, party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        fields, noted = self._briefing(party)
        return {**fields, "kind": "consultation.assessment/1"}, noted

    def _commitment(self, party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        number = f"{1 + len(self.sessions)}.{1 + self.opened % 97}"
        content = {"session": self._lately(self.sessions), "public_id": number, "wording": self._text(25)}
        dated = {"due": (self.at + timedelta(days=self.chance.randint(30, 900))).date().isoformat()}
        content |= {"type": "commitment", "owners": [party]} | (dated if self.chance.random() < 0.7 else {})
        return {"kind": "commitments.commitment/1", "verb": "propose", "content": content}, self._answered()

    def _progress(self, _party: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        terms = self.terms.pop(self.chance.randrange(len(self.terms)))
        status = self.chance.choice(("in_progress", "partly", "done", "done", "done"))
        content = {"terms": terms, "version": terms, "status": status, "next_step": self._text(15)}
        theirs = {"verb": "report", "content": content} if self.chance.random() < 0.7 else None
        return {"kind": "commitments.progress/1", "verb": "report", "content": content}, theirs

    def _answered(self) -> dict[str, Any] | None:
        by_chance = self.chance.random()
        if by_chance < 0.85:
            return {"verb": "accept"}
        return {"verb": "return", "note": "More time is needed on this."} if by_chance < 0.92 else None

    def _lately(self, records: Sequence[str]) -> str:
        return self.chance.choice(records[-12:])

    def _text(self, words: int) -> dict[str, str]:
        text = {"en": " ".join(self.chance.choices(*self.words, k=words))}
        return text | ({"ur": " ".join(self.chance.choices(_URDU, k=words))} if self.chance.random() < 0.33 else {})

    def _seen(self, party: str) -> dict[str, Seen]:
        other = THEM if party == US else US
        tree = self.trees[other]
        return {other: Seen(size=tree.size, root=tree.root().hex())} if tree.size else {}

    def _said(self, party: str, seen: dict[str, Seen], **fields: Any) -> tuple[bytes, str]:
        self.at += timedelta(seconds=2000)
        entry = write_act(Act(at=utc_text(self.at), by=("desk", "head"), seen=seen, **fields))
        leaf = leaf_hash(entry)
        self.trees[party] = self.trees[party].append(leaf)
        return entry, leaf.hex()


def desk(folder: Path) -> Desk:
    """Make an empty record of both, at US's desk."""
    folder.mkdir()
    SqliteHouse.create(folder / "house.db").close()
    with closing(SqliteRecord.create(folder / "record.paraph")) as store:
        store.configure(builtin(Setup(framework=FRAMEWORK, me=US, members=(), compared=True, founders=(THEM, US))))
    return opened(folder)


def opened(folder: Path) -> Desk:
    """Open it, to write in turns with other processes."""
    store, house = SqliteRecord(folder / "record.paraph", turns=True), SqliteHouse(folder / "house.db")
    rest: dict[str, Any] = {"kinds": KINDS, "charter_family": CHARTER_FAMILY, "chance": bytes, "unlock": lambda: None}
    return Desk(setup=convert(Setup, store.settings()), store=store, house=house, clock=lambda: NOW, **rest)


def exchange(folder: Path, turns: list[tuple[str, list[bytes]]], done: Any) -> None:
    """Be the process that exchanges: hold more, and bring the board up, again and again until it is done."""
    here = opened(folder)
    board = Board(desk=here, index=BoardFile(folder / "board.db"))
    for party, entries in turns:
        take(here, party, entries)
        board.refresh()
        if done.wait(0.5):
            return


def fill(desk: Desk, story: Story, *, records: int) -> None:
    """Hold what both said until that many records are open."""
    for party, entries in story.first():
        take(desk, party, entries)
    while story.opened < records:
        for party in (US, THEM):
            take(desk, *story.turn(party))


def take(desk: Desk, party: str, entries: list[bytes]) -> None:
    """Hold more of a log."""
    desk.store.append(party, desk.store.size(party), Ingest(desk.store, party, kinds=desk.kinds).rows(entries))


def _charter() -> Charter:
    return Charter(
        title=Text(en="Consultative group"),
        framework=FRAMEWORK,
        parties=tuple(_party(party) for party in (THEM, US)),
        kinds=tuple(sorted(KINDS)),
        terms=Terms(answer_within_days=30, denunciation_notice_days=90),
        languages=("en", "ur"),
    )


def _party(party: str) -> CharterParty:
    origin = f"{party.lower()}.example/{FRAMEWORK}"
    log, mirror = (
        tuple(_vkey(name, kind) for kind in kinds)
        for name, kinds in zip((origin, f"{origin}/mirror"), _TYPES, strict=True)
    )
    return CharterParty(id=party, name=Text(en=party), origin=origin, log_keys=log, mirror_keys=mirror)


def _vkey(origin: str, kind: KeyType) -> str:
    return signer_from_seed(origin, kind, bytes.fromhex(digest_of(f"{origin} {kind}".encode()))).key.vkey
