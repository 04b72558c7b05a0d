"""How a record stands, as one code that a list can show and be filtered by.

Invariants:

* Every view has exactly one. "In force" is said only of what the dealing itself says it of.
* Silence is no state: a proposal that nobody answered is `proposed`.
"""

from paraph.record import AlarmState, DeclaredState, JointState, Outcome, SealedState, TrackedState, View

STATES = (
    "proposed",
    "returned",
    "refused",
    "withdrawn",
    "in_force",
    "in_force_tabled",
    "denounced",
    "crossed",
    "ended",
    "declared",
    "confirmed",
    "disputed",
    "reported",
    "differing",
    "done",
    "sealing",
    "revealing",
    "unequal",
    "late",
    "evaluated",
    "submitted",
    "latched",
    "released",
    "unread",
    "waiting",
    "void",
)
"""Every code there is. `in_force_tabled`: in force, and a new version is on the table."""


def state_of(view: View) -> str:
    """Say how a record stands."""
    if view.update_needed:
        return "unread"
    if view.state is None:
        return "waiting" if any(one.outcome is Outcome.WAITING for one in view.verdicts) else "void"
    return "crossed" if view.crossed else _by_dealing(view.state)


def _by_dealing(state: object) -> str:
    """Say how what stands is called in its own dealing; the last is Claimed, whose parts each have a stage."""
    match state:
        case JointState():
            return _joint(state)
        case DeclaredState():
            return _declared(state)
        case TrackedState():
            return _tracked(state)
        case SealedState():
            return _sealed(state)
        case AlarmState():
            return "latched" if state.latched else "released"
        case _:
            return "submitted"


def _joint(state: JointState) -> str:
    if state.in_force is None:
        return _not_agreed(state)
    if state.ended:
        return "ended"
    if state.on_the_table:
        return "in_force_tabled"
    return "denounced" if state.denounced else "in_force"


def _not_agreed(state: JointState) -> str:
    """Say how a first version stands: the latest no to it counts, while somebody still stands on it."""
    if not state.on_the_table:
        return "withdrawn"
    tabled = {version.digest for version in state.on_the_table}
    said = {answer.verb for (on, _party), answer in state.answers.items() if on in tabled}
    return "refused" if "refuse" in said else "returned" if "return" in said else "proposed"


def _declared(state: DeclaredState) -> str:
    if state.ended is not None:
        return "ended"
    if state.disputes:
        return "disputed"
    others = set(state.current.parties) - {state.opener}
    return "confirmed" if others and others <= state.confirmed.keys() else "declared"


def _tracked(state: TrackedState) -> str:
    """Say whether all parties' latest reports say the same, of the same terms."""
    latest = [reports[-1].content for reports in state.reports.values()]
    if len({(one.version, one.done, getattr(one, "status", "")) for one in latest}) > 1:
        return "differing"
    whole = len(latest) == len(state.parties) and all(one.done for one in latest)
    return "done" if whole else "reported"


def _sealed(state: SealedState) -> str:
    return state.end or ("sealing" if state.unsealed else "revealing")
