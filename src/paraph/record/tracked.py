"""Tracked: every party reports progress against terms that are in force in another, Joint record.

Invariants:

* A report names the version of the terms that it reports on, in force in its author's past.
* Done is when every party's latest report on the terms in force says done; otherwise the difference shows.
* New terms void no report: those on earlier terms stay, marked as that.
* Two parties may open the tracking of the same terms at once; such records are read together.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from paraph.record.case import Case
from paraph.record.dealing import Awaited, Dealing, Heard, never_crossed, never_due
from paraph.record.joint_state import JointState
from paraph.record.said import Said, saw
from paraph.record.verb import THE_NOUN, On, dealing_verb
from paraph.values import Barred

REPORT: Final = dealing_verb("report", "Report progress on the terms.", opens=True, brings=True, payload=THE_NOUN)
REMARK: Final = dealing_verb("remark", "Say something; nothing changes.", on=On.MAY, reason=True)


class ReportNoun(Protocol):
    """What the dealing itself reads in a report.

    Attributes:
        terms: The Joint record whose terms are reported on.
        version: The version of those terms.
        done: The author holds them fulfilled.
    """

    @property
    def terms(self) -> str:
        """The record of the terms."""

    @property
    def version(self) -> str:
        """The version of the terms."""

    @property
    def done(self) -> bool:
        """Whether they are fulfilled."""


class Report(NamedTuple):
    """One party's word on the progress."""

    said: Said
    content: Any


class TrackedState(Struct, frozen=True, kw_only=True):
    """What stands of a tracked record.

    Attributes:
        opener: Who opened it.
        terms: The record of the terms.
        parties: The parties by the charter in the past of the opening.
        opening: The opening act.
        reports: Party -> its reports, in the order of its log.
    """

    opener: str
    terms: str
    parties: tuple[str, ...]
    opening: Said
    reports: Mapping[str, tuple[Report, ...]] = field(default_factory=dict)


class Progress(NamedTuple):
    """The reports, set against the terms in force.

    Attributes:
        version: The version of the terms.
        latest: Party -> its latest report on that version; None when it made none.
        earlier: Party -> its reports under other terms, in the order of its log.
    """

    version: str
    latest: Mapping[str, Report | None]
    earlier: Mapping[str, tuple[Report, ...]]

    @property
    def done(self) -> bool:
        """Every party's latest report on these terms says done."""
        return all(report is not None and report.content.done for report in self.latest.values())

    @property
    def differs(self) -> bool:
        """Some say done and others do not."""
        return len({report is not None and report.content.done for report in self.latest.values()}) > 1


def progress(state: TrackedState, *, version: str, parties: Iterable[str]) -> Progress:
    """Set the reports against one version of the terms.

    Args:
        state: The tracked record, or several `together`.
        version: The version in force.
        parties: Who must report: the parties to that version.
    """
    latest: dict[str, Report | None] = dict.fromkeys(sorted(parties))
    earlier: dict[str, tuple[Report, ...]] = {}
    for party, reports in sorted(state.reports.items()):
        on_these = [report for report in reports if report.content.version == version]
        if on_these and party in latest:
            latest[party] = on_these[-1]
        earlier[party] = tuple(report for report in reports if report.content.version != version)
    return Progress(version, latest, {party: reports for party, reports in earlier.items() if reports})


def together(states: Iterable[TrackedState]) -> TrackedState:
    """Read several records that track the same terms as one.

    Raises:
        ValueError: There is none, or they track different terms.
    """
    found = sorted(states, key=lambda state: state.opening.digest)
    if not found or len({state.terms for state in found}) > 1:
        raise ValueError([state.terms for state in found])
    gathered: dict[str, list[Report]] = {}
    for state in found:
        for party, reports in state.reports.items():
            gathered.setdefault(party, []).extend(reports)
    in_log_order = {
        party: tuple(sorted(reports, key=lambda report: report.said.seq)) for party, reports in sorted(gathered.items())
    }
    parties = tuple(sorted({party for state in found for party in state.parties}))
    return replace(found[0], parties=parties, reports=in_log_order)


def start(heard: Heard) -> TrackedState:
    """Return the state before the opening act."""
    return TrackedState(opener=heard.said.party, terms=heard.content.terms, parties=heard.parties, opening=heard.said)


def step(state: TrackedState, heard: Heard) -> TrackedState:
    """Return the state after one more act."""
    if heard.verb.effect != "report":
        return state
    party = heard.said.party
    reports = (*state.reports.get(party, ()), Report(heard.said, heard.content))
    return replace(state, reports={**state.reports, party: reports})


def guard(case: Case) -> None:
    """Bar what the dealing forbids, in the act's own past."""
    if case.verb.effect != "report":
        return
    state: TrackedState | None = case.before
    content: ReportNoun = case.content
    if state is not None and content.terms != state.terms:
        raise Barred("terms_differ", terms=content.terms, opened_for=state.terms)
    in_force = terms_in_force(case)
    if in_force is None or in_force != content.version:
        raise Barred("terms_not_in_force", terms=content.terms, version=content.version, in_force=in_force)
    others = () if state is not None else case.past.about(content.terms, case.kind.family)
    if others:
        raise Barred("already_open", terms=content.terms, record=others[0].record)


def terms_in_force(case: Case) -> str | None:
    """Return the version of a report's terms that is in force in its past; None when none is, or it has ended."""
    view = case.past.view(case.content.terms)
    state = None if view is None else view.state
    return state.in_force if isinstance(state, JointState) and not state.ended else None


def awaits(state: TrackedState) -> tuple[Awaited, ...]:
    """Say who has not reported on terms on which another's latest report is, unseen by any report of its own."""
    return tuple(owed for party in state.parties for owed in _owed_by(state, party))


def stands(state: TrackedState) -> dict[str, Any]:
    """Return what stands, as JSON."""
    return {
        "terms": state.terms,
        "reports": {
            party: [[report.said.digest, report.content.version, report.content.done] for report in reports]
            for party, reports in sorted(state.reports.items())
        },
    }


TRACKED: Final = Dealing(
    name="tracked",
    verbs=(REPORT, REMARK),
    start=start,
    step=step,
    guard=guard,
    awaits=awaits,
    stands=stands,
    due=never_due,
    crossed=never_crossed,
)


def _owed_by(state: TrackedState, party: str) -> tuple[Awaited, ...]:
    own = state.reports.get(party, ())
    # Whoever reported knowing the other's report has spoken, even if on newer terms.
    unanswered = [
        reports[-1].said
        for other, reports in sorted(state.reports.items())
        if other != party and not any(_answers(report, reports[-1]) for report in own)
    ]
    # Ours: sorted by claimed time only to be shown; no rule reads this order.
    first = min(unanswered, key=lambda said: (said.act.at, said.digest), default=None)
    return () if first is None else (Awaited(party, state.terms, first, "report"),)


def _answers(own: Report, theirs: Report) -> bool:
    return own.content.version == theirs.content.version or saw(own.said, theirs.said)
