"""Joint: any party proposes a version, the others accept, return or refuse it; the meeting rule decides.

Invariants:

* A version is agreed, for ever, once every party has stood on it and no standing began after its author had seen
  another of them end. Said otherwise: some consistent cut of the logs has every party on the version.
* Only a party's own acts begin or end its standing.
* In force is the agreed version that no agreed version replaces. Where several crossed, the last version that all of
  them replace stays in force, until a version over all of them is agreed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from paraph.record.case import Case
from paraph.record.dealing import Awaited, Dealing, Heard
from paraph.record.meeting import Interval, meeting
from paraph.record.said import Said
from paraph.record.verb import THE_NOUN, On, Who, dealing_verb
from paraph.values import Barred, content_digest

PROPOSE: Final = dealing_verb("propose", "Table a whole new version.", opens=True, brings=True, payload=THE_NOUN)
CORRECT: Final = dealing_verb(
    "correct", "Table a clerical corrigendum: the same meaning, an error mended.", brings=True, payload=THE_NOUN
)
PROPOSE_END: Final = dealing_verb("propose_end", "Propose that the record be ended.", brings=True)
ACCEPT: Final = dealing_verb("accept", "Stand on this version.", on=On.ALWAYS)
ACCEPT_AD_REFERENDUM: Final = dealing_verb(
    "accept_ad_referendum", "Accept for the delegation, the capital still to confirm: no standing yet.", on=On.ALWAYS
)
RETURN: Final = dealing_verb("return", "Send this version back for changes.", on=On.ALWAYS, reason=True)
REFUSE: Final = dealing_verb("refuse", "Refuse this version.", on=On.ALWAYS, reason=True)
HOLD: Final = dealing_verb("hold", "Say that the answer will take time.", on=On.ALWAYS)
WITHDRAW: Final = dealing_verb(
    "withdraw", "End your own standing; they may still accept until their receipt covers this.", on=On.ALWAYS
)
DENOUNCE: Final = dealing_verb("denounce", "Leave what is in force, after the charter's notice.", reason=True)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)

_STANDS: Final = frozenset({"propose", "correct", "propose_end", "accept"})
_LEAVES: Final = frozenset({"withdraw", "return", "refuse"})
_ANSWERS: Final = frozenset({"accept", "accept_ad_referendum", "return", "refuse", "hold"})


class Version(NamedTuple):
    """One tabling: these words, by this party, to replace that.

    Attributes:
        digest: The act that brought it.
        said: That act.
        content: The typed noun; None for an ending.
        words: Digest of the content's canonical bytes, by which people compare words.
        over: What it would replace.
        parties: Who must stand on it: the parties by the charter in the past of the proposal.
        corrigendum: It is marked as clerical.
    """

    digest: str
    said: Said
    content: Any
    words: str
    over: tuple[str, ...]
    parties: tuple[str, ...]
    corrigendum: bool


class Answer(NamedTuple):
    """A party's latest word on one version."""

    verb: str
    said: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class JointState:
    """What stands of a joint record.

    Attributes:
        opener: Who opened it.
        parties: The parties known when its latest act was heard.
        versions: Digest -> version.
        standings: Party -> its intervals, in the order of its log; only the last may be open.
        answers: (version, party) -> that party's latest answer to it.
        agreed: Versions on which all parties have met.
        denounced: Party -> its denunciation.
    """

    opener: str
    parties: tuple[str, ...] = ()
    versions: Mapping[str, Version] = field(default_factory=dict)
    standings: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()
    denounced: Mapping[str, Said] = field(default_factory=dict)

    def stands_on(self, party: str) -> str | None:
        """Return the version a party stands on now."""
        intervals = self.standings.get(party, ())
        return intervals[-1].version if intervals and intervals[-1].end is None else None

    @property
    def frontier(self) -> tuple[str, ...]:
        """The agreed versions that no agreed version replaces; more than one have crossed."""
        return _unreplaced(self.agreed, self.versions)

    @property
    def crossed(self) -> tuple[str, ...]:
        """The agreed versions that crossed; empty when there is nothing to settle."""
        frontier = self.frontier
        return frontier if len(frontier) > 1 else ()

    @property
    def in_force(self) -> str | None:
        """The version in force; None when none is."""
        candidates = self.frontier
        while len(candidates) > 1:
            replaced_by_all = frozenset.intersection(*(_replaced(one, self.versions) for one in candidates))
            candidates = _unreplaced(replaced_by_all & self.agreed, self.versions)
        return candidates[0] if candidates else None

    @property
    def content_in_force(self) -> Any:
        """The noun in force; None when nothing is, or when the record has been ended."""
        digest = self.in_force
        return None if digest is None else self.versions[digest].content

    @property
    def ended(self) -> bool:
        """An ending is in force."""
        return self.in_force is not None and self.content_in_force is None

    @property
    def on_the_table(self) -> tuple[Version, ...]:
        """The versions that someone stands on, not yet agreed, over what is in force; oldest first."""
        stood_on = {digest for party in self.standings if (digest := self.stands_on(party)) is not None}
        frontier = set(self.frontier)
        # Ours: sorted by claimed time only to be shown; no rule reads this order.
        return tuple(
            sorted(
                (self.versions[one] for one in stood_on - self.agreed if set(self.versions[one].over) == frontier),
                key=lambda version: (version.said.act.at, version.digest),
            )
        )


def start(heard: Heard) -> JointState:
    """Return the state before the opening act."""
    return JointState(opener=heard.said.party)


def step(state: JointState, heard: Heard) -> JointState:
    """Return the state after one more act."""
    said, effect = heard.said, heard.verb.effect
    state = replace(state, parties=heard.parties)
    if heard.verb.brings:
        state = replace(state, versions={**state.versions, said.digest: _version(heard)})
    if effect in _ANSWERS:
        state = replace(state, answers={**state.answers, (said.act.on or "", said.party): Answer(effect, said)})
    if effect == "denounce":
        state = replace(state, denounced={**state.denounced, said.party: said})
    version = said.digest if heard.verb.brings else said.act.on
    if version is None or effect not in _STANDS | _LEAVES:
        return state
    before = state.standings.get(said.party, ())
    after = _stand(before, version, said) if effect in _STANDS else _leave(before, version, said)
    if after is before:
        return state
    state = replace(state, standings={**state.standings, said.party: after})
    return replace(state, agreed=state.agreed | {version}) if met_by(state, version) is not None else state


def guard(case: Case) -> None:
    """Bar what the dealing forbids, in the act's own past."""
    state: JointState | None = case.before
    act = case.said.act
    if state is None:
        if act.over:
            raise Barred("over_differs", over=list(act.over), in_force=[])
        return
    if case.verb.brings and set(act.over) != set(state.frontier):
        raise Barred("over_differs", over=list(act.over), in_force=list(state.frontier))
    if case.verb.effect in {"accept", "accept_ad_referendum"} and act.on is not None:
        _guard_acceptance(case, state, state.versions[act.on])
    if case.verb.effect == "withdraw" and state.stands_on(case.party) != act.on:
        raise Barred("not_standing", on=act.on)
    if case.verb.effect == "denounce":
        _guard_denunciation(case, state)


def awaits(state: JointState) -> tuple[Awaited, ...]:
    """Say which answers are owed on what is on the table."""
    owed: list[Awaited] = []
    for version in state.on_the_table:
        for party in version.parties:
            answer = state.answers.get((version.digest, party))
            if state.stands_on(party) == version.digest or (answer is not None and answer.verb in {"return", "refuse"}):
                continue
            confirm = answer is not None and answer.verb == "accept_ad_referendum"
            since = answer.said if answer is not None and confirm else version.said
            owed.append(Awaited(party, version.digest, since, "plain_acceptance" if confirm else "answer"))
    return tuple(owed)


def stands(state: JointState) -> dict[str, Any]:
    """Return what stands, as JSON."""
    return {
        "agreed": sorted(state.agreed),
        "crossed": list(state.crossed),
        "denounced": {party: said.digest for party, said in sorted(state.denounced.items())},
        "ended": state.ended,
        "in_force": state.in_force,
        "standings": {party: state.stands_on(party) for party in sorted(state.standings)},
        "words": {digest: version.words for digest, version in sorted(state.versions.items())},
        "answers": [
            {"on": on, "party": party, "said": answer.verb, "act": answer.said.digest}
            for (on, party), answer in sorted(state.answers.items())
        ],
    }


JOINT: Final = Dealing(
    name="joint",
    verbs=(
        PROPOSE,
        CORRECT,
        PROPOSE_END,
        ACCEPT,
        ACCEPT_AD_REFERENDUM,
        RETURN,
        REFUSE,
        HOLD,
        WITHDRAW,
        DENOUNCE,
        REMARK,
    ),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    crossed=lambda state: state.crossed,
)


def _version(heard: Heard) -> Version:
    act = heard.said.act
    return Version(
        digest=heard.said.digest,
        said=heard.said,
        content=heard.content,
        words=content_digest(act.content),
        over=act.over,
        parties=heard.parties,
        corrigendum=heard.verb.effect == "correct",
    )


def _stand(intervals: tuple[Interval, ...], version: str, said: Said) -> tuple[Interval, ...]:
    if intervals and intervals[-1].end is None:
        if intervals[-1].version == version:
            return intervals
        intervals = (*intervals[:-1], intervals[-1]._replace(end=said))
    return (*intervals, Interval(version, said))


def _leave(intervals: tuple[Interval, ...], version: str, said: Said) -> tuple[Interval, ...]:
    if intervals and intervals[-1].end is None and intervals[-1].version == version:
        return (*intervals[:-1], intervals[-1]._replace(end=said))
    return intervals


def met_by(state: JointState, version: str) -> tuple[Interval, ...] | None:
    """Return the standings, one of every party, by which a version was agreed; None when it was not."""
    return meeting(
        tuple(one for one in state.standings.get(party, ()) if one.version == version)
        for party in state.versions[version].parties
    )


def _guard_acceptance(case: Case, state: JointState, version: Version) -> None:
    at, on = case.said.act.at, version.digest
    if on in state.agreed:
        raise Barred("already_agreed", on=on)
    if set(version.over) != set(state.frontier):
        raise Barred("over_differs", over=list(version.over), in_force=list(state.frontier))
    standing = [state.standings[party][-1].start for party in case.others if state.stands_on(party) == on]
    if not standing:
        raise Barred("nobody_stands_on_it", on=on)
    limits = [said.act.until for said in (version.said, *standing) if said.act.until is not None]
    if any(at > until for until in limits):
        raise Barred("too_late", until=min(limits), at=at)


def _guard_denunciation(case: Case, state: JointState) -> None:
    if state.content_in_force is None:
        raise Barred("nothing_in_force")
    if getattr(case.charter, "denunciation_notice_days", None) is None:
        raise Barred("charter_has_no_denunciation")


def _replaced(version: str, versions: Mapping[str, Version]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(versions[version].over)
    while ahead:
        one = ahead.pop()
        if one not in found and one in versions:
            found.add(one)
            ahead.extend(versions[one].over)
    return frozenset(found)


def _unreplaced(candidates: Iterable[str], versions: Mapping[str, Version]) -> tuple[str, ...]:
    standing = sorted(candidates)
    replaced = frozenset[str]().union(*(_replaced(one, versions) for one in standing)) if standing else frozenset()
    return tuple(one for one in standing if one not in replaced)
