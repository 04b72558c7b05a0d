"""What each party said and stands for in a state, and what a fuller state may not take back; for each dealing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from paraph.record import ClaimedState, DeclaredState, JointState, SealedState, TrackedState
from paraph.record.alarm import AlarmState


def words_of(state: Any, party: str) -> Any:  # noqa: PLR0911  # one row a dealing
    """A party's own words and standing: no other party's act may change them."""
    match state:
        case None:
            return None
        case JointState():
            return (
                state.standings.get(party),
                _of(state.answers, party),
                state.denunciations.get(party),
                _of(state.met, party),
                [one.digest for one in state.versions.values() if one.said.party == party],
            )
        case DeclaredState():
            own = (state.versions, state.renewed, state.ended) if party == state.opener else None
            return own, _of(state.answers, party), _of(state.disputes, party), _of(state.noted, party)
        case ClaimedState():
            if party == state.opener:
                return state.versions, {name: (part.tablings, part.contest) for name, part in state.parts.items()}
            own = {name: (part.decisions, part.payments, part.query) for name, part in state.parts.items()}
            return {name: words for name, words in own.items() if any(words)} if party == state.respondent else None
        case TrackedState():
            return state.reports.get(party)
        case SealedState():
            return state.seals.get(party), state.reveals.get(party)
        case AlarmState():
            raised = [one for one in state.raises.values() if one.said.party == party]
            return raised, state.releases.get(party), state.acknowledged.get(party)
        case _:
            raise AssertionError(state)


def contradicts(late: Any, full: Any) -> str:
    """Say what a fuller state takes back of a late one, other than by `crossed`; empty when nothing."""
    return "" if late is None else CHECKS[type(late)](late, full)


def _joint(late: JointState, full: JointState) -> str:
    if not late.agreed <= full.agreed:
        return "agreed was retracted"
    in_force = late.in_force
    if in_force is None or in_force == full.in_force or full.crossed:
        return ""
    return "" if in_force in _replaced(full) else "in force was neither replaced nor crossed"


def _replaced(state: JointState) -> set[str]:
    return {over for one in state.agreed for over in state.versions[one].over}


def _declared(late: DeclaredState, full: DeclaredState) -> str:
    if full.versions[: len(late.versions)] != late.versions:
        return "a version was taken back"
    return "" if late.ended is None or full.ended == late.ended else "an end was taken back"


def _claimed(late: ClaimedState, full: ClaimedState) -> str:
    for name, part in late.parts.items():
        fuller = full.parts[name]
        if part.decisions and fuller.effective != part.effective:
            return "what was decided is another sum"
        if fuller.decisions[: len(part.decisions)] != part.decisions or not _begins(fuller.payments, part.payments):
            return "a decision or payment was taken back"
        if not _begins(fuller.tablings, part.tablings):
            return "a tabling was taken back"
        if fuller.effective not in (part.effective, *fuller.tablings[len(part.tablings) :]) and (
            part.effective.said not in fuller.crossed
        ):
            return "a sum has effect no more, and neither crossed nor was followed"
    return ""


def _tracked(late: TrackedState, full: TrackedState) -> str:
    found = all(_begins(full.reports.get(party, ()), reports) for party, reports in late.reports.items())
    return "" if found else "a report was taken back"


def _sealed(late: SealedState, full: SealedState) -> str:
    if not late.seals.items() <= full.seals.items() or not late.reveals.items() <= full.reveals.items():
        return "a seal or a reveal was taken back"
    allowed = {None: {None, "unequal", "late", "evaluated"}, "late": {"late", "unequal"}}
    return "" if full.end in allowed.get(late.end, {late.end}) else "an end was taken back"


def _alarm(late: AlarmState, full: AlarmState) -> str:
    kept = all(set(full.lacking(full.raises[digest])) <= set(late.lacking(one)) for digest, one in late.raises.items())
    return "" if kept else "a release was taken back"


def _of(held: Mapping[tuple[str, str], Any], party: str) -> dict[str, Any]:
    return {on: one for (on, author), one in held.items() if author == party}


def _begins(longer: tuple[Any, ...], shorter: tuple[Any, ...]) -> bool:
    return longer[: len(shorter)] == shorter


CHECKS: Final[Mapping[type, Callable[[Any, Any], str]]] = {
    JointState: _joint,
    DeclaredState: _declared,
    ClaimedState: _claimed,
    TrackedState: _tracked,
    SealedState: _sealed,
    AlarmState: _alarm,
}
