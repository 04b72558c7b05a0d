"""What a person means who names the beginning of an act, or speaks to a record without naming a version."""

from itertools import islice
from typing import Any, Final

from paraph.record import DeclaredState, JointState, On, Verb
from paraph.service.desk import Desk
from paraph.service.read import find_act, show
from paraph.values import Barred

_ENOUGH: Final = 50
"""How many entries are looked at, of those that begin with too few digits."""


def act_meant(desk: Desk, prefix: str) -> str:
    """Return the one act held, of whatever record, whose digest begins with `prefix` (4 hex digits at least).

    Raises:
        Barred: "act.unknown"; "act.ambiguous", with the first that begin so.
    """
    if len(prefix) == 64:
        return prefix
    is_prefix = 4 <= len(prefix) < 64 and set(prefix) <= set("0123456789abcdef")
    stored = desk.store.beginning(prefix) if is_prefix else ()
    # The same bytes may lie in two logs: they are one act.
    found = sorted({one.leaf.hex() for one in islice(stored, _ENOUGH)})
    if len(found) != 1:
        raise Barred("act.ambiguous" if found else "act.unknown", prefix=prefix, found=found[:10])
    return found[0]


def version_meant(desk: Desk, record: str | None, verb: Verb, named: str | None = None) -> str | None:
    """Return the version spoken to: the one named, else the only one it can be; None where the verb needs none.

    Args:
        desk: The framework.
        record: The record; None when it is being opened.
        verb: What is said.
        named: The beginning of a version's digest; None when the person named none.

    Raises:
        Barred: "cli.which_version": the verb must name a version, and there are several or none.
    """
    if record is None:
        return named
    if named is not None:
        return find_act(desk, named, record=record)
    if verb.on is not On.ALWAYS:
        return None
    found = versions_meant(show(desk, record).state, desk.me, verb)
    if len(found) != 1:
        raise Barred("cli.which_version", verb=verb.name, versions=list(found))
    return found[0]


def versions_meant(state: Any, me: str, verb: Verb) -> tuple[str, ...]:
    """Return the versions that a party can mean when it says a verb that speaks to one."""
    match state:
        case JointState() if verb.effect == "withdraw":
            mine = state.stands_on(me)
            return () if mine is None else (mine,)
        case JointState() if verb.effect == "report_met":
            return () if state.in_force is None else (state.in_force,)
        case JointState():
            return tuple(one.digest for one in state.on_the_table)
        case DeclaredState():
            return (state.current.digest,)
        case _:
            return ()
