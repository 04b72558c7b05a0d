"""Judge the acts of one record, each in its past alone.

Invariants:

* The pen and the reader ask `judge`, the same function: what the pen bars the reader voids, for the same reason.
* A verdict never changes when more arrives, except from waiting to heard or void, once the past is held.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import UNSET

from paraph.record.case import Case, Past
from paraph.record.dealing import Heard
from paraph.record.kind import Kind
from paraph.record.past import WAITING
from paraph.record.said import Said, in_causal_order, saw, within
from paraph.record.verb import On, Verb, Who, heed
from paraph.record.view import Outcome, Verdict, View
from paraph.values import Barred, Unreadable, convert


class CharterNoun(Protocol):
    """What the engine itself reads in a charter."""

    @property
    def party_ids(self) -> tuple[str, ...]:
        """The framework's parties."""

    def allows(self, kind: str) -> bool:
        """Tell whether a kind with its rule version may be used."""


class Background(Protocol):
    """The rest of the record, as the judge needs it."""

    kinds: Mapping[str, Kind]
    founders: tuple[str, ...]
    charter_family: str

    def charter(self, cut: Mapping[str, int]) -> CharterNoun | None:
        """Return the charter in force in a cut."""

    def past(self, cut: Mapping[str, int]) -> Past:
        """Return the other records as they stood in a cut."""


def judge(record: str, acts: Sequence[Said], background: Background) -> View:
    """Fold a record's acts into a view.

    Args:
        record: Digest of the opening act.
        acts: Every act held that names the record, in any order, its opening act among them if held.
        background: The framework's other records.

    Returns:
        The view; total for any acts whatever.
    """
    bench = _Bench(record, acts, background)
    for said in bench.ordered:
        bench.hear(said)
    return bench.view()


class _Bench:
    """One sitting: the acts heard so far and the state they make."""

    def __init__(self, record: str, acts: Sequence[Said], background: Background) -> None:
        self.record = record
        self.background = background
        self.ordered = in_causal_order(acts)
        self.opening = next((said for said in acts if said.digest == record), None)
        self.kind = None if self.opening is None else background.kinds.get(self.opening.act.kind)
        self.verdicts: list[Verdict] = []
        self.heard: list[Heard] = []
        self.state: Any = None

    def hear(self, said: Said) -> None:
        if said.odd:
            outcome, code = (Outcome.WAITING, "past_not_held") if said.odd == WAITING else (Outcome.VOID, said.odd[5:])
            self.verdicts.append(Verdict(said, outcome, code))
            return
        if self.kind is None:
            unread = self.opening is not None
            outcome, code = (Outcome.UNREAD, "update_needed") if unread else (Outcome.VOID, "record_not_in_past")
            self.verdicts.append(Verdict(said, outcome, code))
            return
        try:
            heard = self.weigh(said, self.kind)
        except Barred as barred:
            self.verdicts.append(Verdict(said, Outcome.VOID, barred.code, barred.facts))
            return
        self.verdicts.append(Verdict(said, Outcome.HEARD, heard=heard))
        if not self.heard:
            self.state = self.kind.dealing.start(heard)
        self.heard.append(heard)
        self.state = self.kind.dealing.step(self.state, heard)

    def weigh(self, said: Said, kind: Kind) -> Heard:
        """Return the act as heard, or raise Barred with the first rule that it breaks."""
        charter = self.background.charter(said.past)
        parties = self.background.founders if charter is None else charter.party_ids
        if said.party not in parties:
            raise Barred("not_a_party", party=said.party)
        self.check_place(said, kind, charter)
        verb = kind.verbs.get(said.act.verb)
        if verb is None:
            raise Barred("unknown_verb", verb=said.act.verb, verbs=sorted(kind.verbs))
        opener = said.party if self.opening is None else self.opening.party
        _check_rule(said, verb, opener)
        content = _read_content(said, verb)
        self.check_on(said, verb)
        case = Case(
            said=said,
            kind=kind,
            verb=verb,
            content=content,
            opener=opener,
            parties=parties,
            charter=charter,
            past=self.background.past(said.past),
            state_before=lambda: self.state_at(said, kind),
        )
        kind.dealing.guard(case)
        heed(case)
        return Heard(said, verb, content, parties)

    def check_place(self, said: Said, kind: Kind, charter: CharterNoun | None) -> None:
        opening = self.opening
        if said.act.record is None:
            allowed = kind.family == self.background.charter_family or (charter is not None and charter.allows(kind.name))
            if not allowed:
                raise Barred("no_charter" if charter is None else "kind_not_in_charter", kind=kind.name)
            return
        if opening is None or not saw(said, opening):
            raise Barred("record_not_in_past", record=self.record)
        if said.act.kind != opening.act.kind:
            raise Barred("kind_differs", kind=said.act.kind, opened_as=opening.act.kind)
        if not any(heard.said.digest == self.record for heard in self.heard):
            raise Barred("record_void", record=self.record)

    def check_on(self, said: Said, verb: Verb) -> None:
        if said.act.on is None:
            if verb.on is On.ALWAYS:
                raise Barred("on_missing", verb=verb.name)
            return
        if verb.on is On.NEVER:
            raise Barred("on_forbidden", verb=verb.name)
        if not any(heard.said.digest == said.act.on and heard.verb.brings and saw(said, heard.said) for heard in self.heard):
            raise Barred("version_not_in_past", on=said.act.on)

    def state_at(self, said: Said, kind: Kind) -> Any:
        """Return the record's state in the past of an act."""
        then = [heard for heard in self.heard if within(said.past, heard.said)]
        if len(then) == len(self.heard):
            return self.state
        state = kind.dealing.start(then[0])
        for heard in then:
            state = kind.dealing.step(state, heard)
        return state

    def view(self) -> View:
        opening = self.opening
        return View(
            record=self.record,
            name="" if opening is None else opening.act.kind,
            kind=self.kind,
            opener="" if opening is None else opening.party,
            state=self.state,
            verdicts=tuple(self.verdicts),
        )


def _check_rule(said: Said, verb: Verb, opener: str) -> None:
    act = said.act
    if act.record is None and not verb.opens:
        raise Barred("opens_nothing", verb=verb.name)
    if act.record is not None and not verb.continues:
        raise Barred("opens_only", verb=verb.name)
    if verb.who is not Who.ANYONE and (said.party == opener) is not (verb.who is Who.OPENER):
        raise Barred("not_yours", verb=verb.name, who=str(verb.who), opener=opener)
    if len(act.by) != len(set(act.by)) or len(act.by) < verb.keys:
        raise Barred("second_key_missing", verb=verb.name, keys=verb.keys, by=list(act.by))
    if verb.reason and not (act.note or "").strip():
        raise Barred("reason_missing", verb=verb.name)
    if act.over and not verb.brings:
        raise Barred("over_forbidden", verb=verb.name)


def _read_content(said: Said, verb: Verb) -> Any:
    bare = said.act.content is UNSET
    if verb.payload is None:
        # An ending brings the empty version, so that it has bytes to stand on.
        if (said.act.content != {}) if verb.brings else not bare:
            raise Barred("content_must_be_empty", verb=verb.name)
        return None
    if bare:
        raise Barred("content_missing", verb=verb.name)
    try:
        return convert(verb.payload, said.act.content)
    except Unreadable as problem:
        raise Barred("content_unreadable", problem=problem.code, **problem.facts) from problem
