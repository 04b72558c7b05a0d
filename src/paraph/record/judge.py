"""Judge the acts of one record, each in its past alone.

Invariants:

* The pen and the reader ask `judge`, the same function: what the pen bars the reader voids, for the same reason.
* A verdict never changes when more arrives, except from waiting to heard or void, once the past is held.
* What rests on a kind or rule version that this node does not know is unread, never void.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from msgspec import UNSET

from paraph.record.act import Act
from paraph.record.case import Case, Past
from paraph.record.dealing import Heard
from paraph.record.hearings import Hearings
from paraph.record.kind import Kind
from paraph.record.past import WAITING
from paraph.record.said import Cut, Said, in_causal_order, saw
from paraph.record.verb import On, Verb, Who
from paraph.record.view import Outcome, Verdict, View
from paraph.values import Barred, Fault, Unreadable, convert


class UpdateNeeded(Fault):
    """What was asked rests on a kind or rule version that this node does not know."""


class CharterNoun(Protocol):
    """What the engine itself reads in a charter."""

    @property
    def party_ids(self) -> tuple[str, ...]:
        """The framework's parties."""

    def allows(self, kind: str) -> bool:
        """Tell whether a kind with its rule version may be used."""


class Background(Protocol):
    """The rest of the record, as the judge needs it. What it cannot read raises UpdateNeeded."""

    framework: str
    kinds: Mapping[str, Kind]
    founders: tuple[str, ...]
    charter_family: str

    def charter(self, cut: Cut) -> CharterNoun | None:
        """Return the charter in force in a cut."""

    def charter_unread(self, cut: Cut) -> bool:
        """Tell whether there is a charter in a cut that this node cannot read."""

    def past(self, cut: Cut) -> Past:
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
    ordered = in_causal_order(acts)
    # Bytes copied into a second log are one record, opened by each of the two.
    openings = tuple(said for said in ordered if said.digest == record and said.act.record is None)
    kind = background.kinds.get(openings[0].act.kind) if openings else None
    if kind is None:
        return _unjudged(record, ordered, openings)
    bench = _Bench(record, openings, kind, background)
    for said in ordered:
        bench.hear(said)
    return bench.view()


def _unjudged(record: str, ordered: Sequence[Said], openings: tuple[Said, ...]) -> View:
    name, opener = (openings[0].act.kind, openings[0].party) if openings else ("", "")
    outcome, code = (Outcome.UNREAD, "update_needed") if openings else (Outcome.VOID, "record_not_in_past")
    verdicts = tuple(_odd(said) if said.odd else Verdict(said, outcome, code) for said in ordered)
    return View(record=record, name=name, kind=None, opener=opener, state=None, verdicts=verdicts)


def _odd(said: Said) -> Verdict:
    if said.odd == WAITING:
        return Verdict(said, Outcome.WAITING, "past_not_held")
    return Verdict(said, Outcome.VOID, said.odd.removeprefix("void:"))


class _Bench:
    """One sitting: the acts heard so far and the state they make."""

    def __init__(self, record: str, openings: tuple[Said, ...], kind: Kind, background: Background) -> None:
        self.record = record
        self.openings = openings
        self.kind = kind
        self.background = background
        self.framework = background.framework
        self.charter: CharterNoun | None = None
        self.parties = background.founders
        self.verdicts: list[Verdict] = []
        self.unread: list[Said] = []
        self.hearings = Hearings(kind.dealing)

    def hear(self, said: Said) -> None:
        """Give one more act its verdict, and its effect if it has one."""
        if said.odd:
            self.verdicts.append(_odd(said))
            return
        try:
            heard = self.weigh(said)
        except Barred as barred:
            self.verdicts.append(Verdict(said, Outcome.VOID, barred.code, barred.facts))
        except UpdateNeeded as needed:
            self.unread.append(said)
            self.verdicts.append(Verdict(said, Outcome.UNREAD, "update_needed", needed.facts))
        else:
            self.verdicts.append(Verdict(said, _HEARD, "", _NO_FACTS, heard))
            self.hearings.add(heard)

    def weigh(self, said: Said) -> Heard:
        """Return the act as heard, or raise with the first rule that it breaks."""
        kind, act = self.kind, said.act
        if self.unread and any(saw(said, one) for one in self.unread):
            raise UpdateNeeded("update_needed")
        charter = self.background.charter(said.past)
        parties = self.parties if charter is self.charter else self.parties_by(charter)
        if said.party not in parties:
            raise Barred("not_a_party", party=said.party)
        if self.hearings.has(said.digest) and self.hearings.knew(said, said.digest) is not None:
            raise Barred("said_before")
        opener = said.party if act.record is None else self.opener_for(said)
        if act.record is None:
            self.check_opening(said, charter)
        verb = kind.verbs.get(act.verb)
        if verb is None:
            raise Barred("unknown_verb", verb=act.verb, verbs=sorted(kind.verbs))
        _check_rule(said, verb, opener)
        content = _read_content(act, verb)
        self.check_on(said, verb)
        case = Case(
            said=said,
            kind=kind,
            verb=verb,
            content=content,
            opener=opener,
            parties=parties,
            framework=self.framework,
            charter=charter,
            look_back=self.background.past,
            state_before=self.hearings.state_before,
        )
        kind.dealing.guard(case)
        if verb.heed is not None:
            verb.heed(case)
        return Heard(said, verb, content, parties, self.framework)

    def parties_by(self, charter: CharterNoun | None) -> tuple[str, ...]:
        """Return the parties by a charter, which is asked as seldom as it changes."""
        self.charter = charter
        self.parties = self.background.founders if charter is None else charter.party_ids
        return self.parties

    def opener_for(self, said: Said) -> str:
        """Return who opened the record in the past of an act."""
        heard = self.hearings.knew(said, self.record)
        if heard is None and not any(saw(said, one) for one in self.openings):
            raise Barred("record_not_in_past", record=self.record)
        if said.act.kind != self.kind.name:
            raise Barred("kind_differs", kind=said.act.kind, opened_as=self.kind.name)
        if heard is None:
            raise Barred("record_void", record=self.record)
        return heard.said.party

    def check_opening(self, said: Said, charter: CharterNoun | None) -> None:
        """Bar the opening of a kind that the charter does not name. The first charter needs none."""
        kind = self.kind
        if kind.family == self.background.charter_family or (charter is not None and charter.allows(kind.name)):
            return
        if charter is not None:
            raise Barred("kind_not_in_charter", kind=kind.name)
        if self.background.charter_unread(said.past):
            raise UpdateNeeded("update_needed")
        raise Barred("no_charter", kind=kind.name)

    def check_on(self, said: Said, verb: Verb) -> None:
        """Bar an act that speaks to no version of this record in its past."""
        if said.act.on is None:
            if verb.on is _ALWAYS:
                raise Barred("on_missing", verb=verb.name)
            return
        if verb.on is _NEVER:
            raise Barred("on_forbidden", verb=verb.name)
        heard = self.hearings.knew(said, said.act.on)
        if heard is None or not heard.verb.brings:
            raise Barred("version_not_in_past", on=said.act.on)

    def view(self) -> View:
        """Return the view after all acts."""
        return View(
            record=self.record,
            name=self.kind.name,
            kind=self.kind,
            opener=self.openings[0].party,
            state=None if self.unread else self.hearings.state,
            verdicts=tuple(self.verdicts),
        )


def _check_rule(said: Said, verb: Verb, opener: str) -> None:
    act, by = said.act, said.act.by
    if act.record is None and not verb.opens:
        raise Barred("opens_nothing", verb=verb.name)
    if act.record is not None and not verb.continues:
        raise Barred("opens_only", verb=verb.name)
    if verb.who is not _ANYONE and (said.party == opener) is not (verb.who is _OPENER):
        raise Barred("not_yours", verb=verb.name, who=str(verb.who), opener=opener)
    if len(by) < verb.keys or (len(by) > 1 and by[0] == by[1]):
        raise Barred("second_key_missing", verb=verb.name, keys=verb.keys, by=list(by))
    if verb.reason and not (act.note or "").strip():
        raise Barred("reason_missing", verb=verb.name)
    if act.over and not verb.replaces:
        raise Barred("over_forbidden", verb=verb.name)


def _read_content(act: Act, verb: Verb) -> Any:
    bare = act.content is UNSET
    if verb.payload is None:
        # An ending brings the empty version, so that it has bytes to stand on.
        if (act.content != {}) if verb.brings else not bare:
            raise Barred("content_must_be_empty", verb=verb.name)
        return None
    if bare and verb.bare:
        return None
    if bare:
        raise Barred("content_missing", verb=verb.name)
    try:
        return convert(verb.payload, act.content)
    except Unreadable as problem:
        if verb.forgiving:
            return None
        raise Barred("content_unreadable", problem=problem.code, **problem.facts) from problem


# To look a member up in its enumeration costs ten times what a name here does, and every act asks for five.
_HEARD: Final = Outcome.HEARD
_ANYONE: Final = Who.ANYONE
_OPENER: Final = Who.OPENER
_ALWAYS: Final = On.ALWAYS
_NEVER: Final = On.NEVER
_NO_FACTS: Final[dict[str, Any]] = {}
