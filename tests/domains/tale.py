"""A framework in memory: what North, South and East said, judged as any node would judge it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from msgspec import UNSET
from msgspec.structs import replace

from paraph.domains import CHARTER_FAMILY, KINDS
from paraph.domains.framework import Charter, CharterParty, Terms
from paraph.record import Act, JointState, Said, Seen, Verdict, View, World, say_where, try_act, write_act
from paraph.tlog import Frontier, KeyType, leaf_hash, signer_from_seed
from paraph.values import Barred, Text, builtin, digest_of

NORTH, SOUTH, EAST = "NORTH", "SOUTH", "EAST"
NOON: Final = "2024-05-01T12:00:00Z"
LATER: Final = "2024-06-01T12:00:00Z"
TWO: Final = ("desk", "head")
_LOG: Final = (KeyType.ED25519, KeyType.MLDSA44_COSIGNATURE)
_MIRROR: Final = (KeyType.ED25519_COSIGNATURE, KeyType.MLDSA44_COSIGNATURE)


def en(words: str) -> Text:
    return Text(en=words)


@cache
def a_party(party: str) -> CharterParty:
    return CharterParty(
        id=party,
        name=en(party.title()),
        origin=f"{party.lower()}.example/log",
        log_keys=_vkeys(f"{party.lower()}.example/log", _LOG),
        mirror_keys=_vkeys(f"{party.lower()}.example/mirror", _MIRROR),
    )


def a_charter(*parties: str, **changes: Any) -> Charter:
    charter = Charter(
        title=en("Border group"),
        framework="border",
        parties=tuple(a_party(party) for party in sorted(parties)),
        kinds=tuple(sorted(KINDS)),
        terms=Terms(answer_within_days=14, denunciation_notice_days=30),
        languages=("en",),
    )
    return replace(charter, **changes)


HEARD: list["Tale"] = []
"""Every tale told in this process, for whoever asks the same of real nodes: see tests/scenarios."""


class Tale:
    """Everybody's logs. Whoever speaks has seen everything, unless the tale says otherwise."""

    def __init__(self, *founders: str) -> None:
        self.founders = founders or (NORTH, SOUTH)
        self.logs: dict[str, list[Said]] = {party: [] for party in self.founders}
        HEARD.append(self)

    def acts(self, record: str) -> Iterable[Said]:
        return [said for said in self._all() if record in {said.act.record, said.digest}]

    def records(self, family: str) -> Iterable[str]:
        return [
            said.digest for said in self._all() if said.act.record is None and said.act.kind.startswith(f"{family}/")
        ]

    def about(self, record: str) -> Iterable[str]:
        return [
            said.digest
            for said in self._all()
            if said.act.record is None
            and (field := KINDS[said.act.kind].about)
            and isinstance(said.act.content, dict)
            and said.act.content.get(field) == record
        ]

    @property
    def world(self) -> World:
        return World(self, framework="border", kinds=KINDS, founders=self.founders, charter_family=CHARTER_FAMILY)

    def view(self, record: Said | str) -> View:
        return self.world.view(record if isinstance(record, str) else record.digest)

    def verdict(self, said: Said) -> Verdict:
        view = self.view(said.act.record or said.digest)
        return next(one for one in view.verdicts if one.said.digest == said.digest)

    def draft(
        self,
        party: str,
        verb: str,
        to: Said | str,
        content: Any = None,
        *,
        on: Said | None = None,
        over: tuple[str, ...] | None = None,
        by: tuple[str, ...] = TWO,
        note: str | None = "since",
        at: str = NOON,
        until: str | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> Said:
        """Compose an act; `to` is the kind that it opens, or the opening act of its record."""
        kind = to if isinstance(to, str) else to.act.kind
        declared = KINDS[kind].verbs[verb]
        sizes = {other: len(log) for other, log in self.logs.items() if other != party} if seen is None else seen
        bare = UNSET if declared.payload is None and not declared.brings else {}
        act = Act(
            at=at,
            by=by,
            kind=kind,
            seen={other: Seen(root=self._root(other, size), size=size) for other, size in sizes.items() if size},
            verb=verb,
            content=bare if content is None else content if isinstance(content, dict) else builtin(content),
            note=note,
            on=None if on is None else on.digest,
            over=self._over(to, declared.replaces) if over is None else over,
            record=None if isinstance(to, str) else to.digest,
            until=until,
        )
        return say_where(party, len(self.logs[party]), leaf_hash(write_act(act)).hex(), act)

    def say(self, party: str, verb: str, to: Said | str, content: Any = None, **rest: Any) -> Said:
        """Append an act as a party without a pen would: nothing is barred, the reader judges."""
        said = self.draft(party, verb, to, content, **rest)
        self.logs[party].append(said)
        return said

    def agree(self, to: Said | str, content: Any, *, by: str = NORTH, on_the: str = "propose") -> Said:
        """Let one party propose and all others accept. Returns the proposal."""
        proposal = self.say(by, on_the, to, content)
        opening = proposal if isinstance(to, str) else to
        for other in sorted(self.logs):
            if other != by:
                self.say(other, "accept", opening, on=proposal)
        return proposal

    def barred(self, said: Said) -> str:
        """Return why a draft may not be said; the reader must void it for the same reason. Empty when it may be."""
        answer: tuple[str, dict[str, Any]] = ("", {})
        try:
            try_act(self.world, said)
        except Barred as barred:
            answer = (barred.code, barred.facts)
        self.logs[said.party].append(said)
        verdict = self.verdict(said)
        assert answer == (verdict.code, verdict.facts)
        return answer[0]

    def _root(self, party: str, size: int) -> str:
        """The root of a log as any node would compute it."""
        return Frontier.empty().extend(bytes.fromhex(said.digest) for said in self.logs[party][:size]).root().hex()

    def _over(self, to: Said | str, replaces: bool) -> tuple[str, ...]:  # noqa: FBT001  # read off the verb
        state = None if isinstance(to, str) or not replaces else self.view(to).state
        return state.frontier if isinstance(state, JointState) else ()

    def _all(self) -> Iterable[Said]:
        return (said for party in sorted(self.logs) for said in self.logs[party])


def chartered(*parties: str, **changes: Any) -> Tale:
    """Begin a tale in which a charter is in force."""
    tale = Tale(*parties)
    tale.agree("framework.charter/1", a_charter(*tale.founders, **changes))
    return tale


def _vkeys(name: str, types: tuple[KeyType, KeyType]) -> tuple[str, str]:
    first, second = (
        signer_from_seed(name, kind, bytes.fromhex(digest_of(f"{name} {kind}".encode()))).key.vkey for kind in types
    )
    return first, second
