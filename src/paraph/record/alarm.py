"""Alarm: anyone raises it, it latches everywhere, and release takes every party.

Invariants:

* Latched while any raise lacks, from any party of the framework in that raise's past, a release that had seen it.
* A release never covers a raise that its author had not seen, whatever order they came in.
* No clock, absence or suspension releases. Acknowledging quiets one's own sound only.
* Raising takes one key and no content; content that cannot be read never voids it. An unknown sector means all
  sectors, which is the kind's to say.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from paraph.record.case import Case
from paraph.record.dealing import Awaited, Dealing, Heard, never_crossed, never_due
from paraph.record.said import Said, saw
from paraph.record.verb import THE_NOUN, On, dealing_verb
from paraph.values import Barred

RAISE: Final = dealing_verb(
    "raise",
    "Raise the alarm everywhere, at once.",
    opens=True,
    brings=True,
    bare=True,
    forgiving=True,
    payload=THE_NOUN,
)
ACKNOWLEDGE: Final = dealing_verb("acknowledge", "Quiet your own sound; the alarm stays.")
RELEASE: Final = dealing_verb("release", "Put your party's key to the release of every raise you have seen.", keys=2)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)


class Raise(NamedTuple):
    """One raise.

    Attributes:
        said: The act.
        content: The kind's noun; None when it came bare or could not be read.
        parties: Whose release it takes.
    """

    said: Said
    content: Any
    parties: tuple[str, ...]


class AlarmState(Struct, frozen=True, kw_only=True):
    """What stands of an alarm.

    Attributes:
        opener: Who raised it first.
        raises: Digest -> raise.
        releases: Party -> its latest release, which had seen all that its earlier ones had.
        acknowledged: Party -> its latest acknowledgement.
    """

    opener: str
    raises: Mapping[str, Raise] = field(default_factory=dict)
    releases: Mapping[str, Said] = field(default_factory=dict)
    acknowledged: Mapping[str, Said] = field(default_factory=dict)

    @property
    def latched(self) -> bool:
        """Whether any raise lacks a release."""
        return any(self.lacking(one) for one in self.raises.values())

    @property
    def standing(self) -> tuple[Raise, ...]:
        """The raises that lack a release, by digest."""
        return tuple(one for _digest, one in sorted(self.raises.items()) if self.lacking(one))

    def lacking(self, one: Raise) -> tuple[str, ...]:
        """Return the parties whose release a raise still lacks."""
        return tuple(party for party in one.parties if not _covers(self.releases.get(party), one))

    def sounds_for(self, party: str) -> tuple[Raise, ...]:
        """Return the raises that stand and that a party has not acknowledged."""
        return tuple(one for one in self.standing if not _covers(self.acknowledged.get(party), one))


def start(heard: Heard) -> AlarmState:
    """Return the state before the opening act."""
    return AlarmState(opener=heard.said.party)


def step(state: AlarmState, heard: Heard) -> AlarmState:
    """Return the state after one more act."""
    said = heard.said
    match heard.verb.effect:
        case "raise":
            return replace(state, raises={**state.raises, said.digest: Raise(said, heard.content, heard.parties)})
        case "release":
            return replace(state, releases={**state.releases, said.party: said})
        case "acknowledge":
            return replace(state, acknowledged={**state.acknowledged, said.party: said})
        case _:
            return state


def guard(case: Case) -> None:
    """Bar what the dealing forbids, in the act's own past. Nothing here ever bars a raise."""
    state: AlarmState | None = case.before
    if state is None:
        return
    if case.verb.effect == "release" and not any(case.party in state.lacking(one) for one in state.standing):
        raise Barred("already_released")
    if case.verb.effect == "acknowledge" and not state.sounds_for(case.party):
        raise Barred("nothing_sounds")


def awaits(state: AlarmState) -> tuple[Awaited, ...]:
    """Say who must still acknowledge and release each raise that stands."""
    owed: list[Awaited] = []
    for one in state.standing:
        lacking = state.lacking(one)
        silent = (party for party in lacking if not _covers(state.acknowledged.get(party), one))
        owed.extend(Awaited(party, one.said.digest, one.said, "acknowledgement") for party in silent)
        owed.extend(Awaited(party, one.said.digest, one.said, "release") for party in lacking)
    return tuple(owed)


def stands(state: AlarmState) -> dict[str, Any]:
    """Return what stands, as JSON."""
    return {
        "acknowledged": {party: said.digest for party, said in sorted(state.acknowledged.items())},
        "latched": state.latched,
        "raises": {digest: list(state.lacking(one)) for digest, one in sorted(state.raises.items())},
        "releases": {party: said.digest for party, said in sorted(state.releases.items())},
    }


ALARM: Final = Dealing(
    name="alarm",
    verbs=(RAISE, ACKNOWLEDGE, RELEASE, REMARK),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    due=never_due,
    crossed=never_crossed,
)


def _covers(said: Said | None, one: Raise) -> bool:
    return said is not None and saw(said, one.said)
