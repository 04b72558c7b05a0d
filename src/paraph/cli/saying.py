"""What all commands that say something share: which record, which version, and how the outcome is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paraph.cli.paper import Paper
from paraph.cli.shell import Shell
from paraph.faces.declarations import kinds_named
from paraph.faces.outcomes import outcome_shape
from paraph.faces.words import said_of
from paraph.record import Kind, Verb
from paraph.service.considering import Outcome
from paraph.service.desk import Desk
from paraph.service.read import find_act, find_record, show
from paraph.values import Barred


def tell_outcome(shell: Shell, outcome: Outcome, **more: Any) -> None:
    """Tell what became of a saying."""
    shape = {**outcome_shape(outcome), **more}
    shell.tell(shape, lambda paper: _page(paper, shape))


def kind_or_record(desk: Desk, named: str) -> tuple[Kind, str | None]:
    """Return what a person named: a kind (in full, without version or by its last name), or a record by its beginning.

    Returns:
        The kind, and the record; None for a kind.
    """
    kinds = kinds_named(desk.kinds, named)
    if kinds:
        return kinds[-1], None
    if "." in named or not set(named) <= set("0123456789abcdef"):
        raise Barred("unknown_kind", kind=named, kinds=sorted(desk.kinds))
    record = find_record(desk, named)
    view = show(desk, record)
    if view.kind is None:
        raise Barred("unknown_kind", kind=view.name, kinds=sorted(desk.kinds))
    return view.kind, record


def verb_named(kind: Kind, named: str) -> Verb:
    """Return a verb of a kind by its name; a hyphen serves for an underscore."""
    verb = kind.verbs.get(named.replace("-", "_"))
    if verb is None:
        raise Barred("unknown_verb", verb=named, verbs=sorted(kind.verbs))
    return verb


def versions_over(desk: Desk, record: str | None, named: Sequence[str]) -> tuple[str, ...] | None:
    """Return the versions to be replaced; None where none is named, which means what is in force."""
    if not named:
        return None
    return tuple(one if record is None else find_act(desk, one, record=record) for one in named)


def flags_page(paper: Paper, flags: Iterable[Mapping[str, Any]]) -> None:
    """Write what a careful clerk would point at."""
    for flag in flags:
        where = f"{flag['where']}: " if flag["where"] else ""
        told = said_of(flag["code"], flag["facts"], family="Flag")
        paper.line(f"  ! {where}{told.message}", tone="care")


def _page(paper: Paper, shape: Mapping[str, Any]) -> None:
    act, draft = shape["act"], shape["draft"]
    if act is not None:
        spoken = "" if act["on"] is None else f" on version {act['on'][:12]}"
        paper.line(f"Signed here: {act['verb']}{spoken} by {', '.join(act['by'])}.", tone="good")
        paper.facts({"record": act["record"], "act": act["act"]})
        paper.line("→ It is not sent yet: `paraph sync`, or carry it: `paraph bundle out`.")
    elif draft is not None:
        paper.line(f"Kept as a draft, {draft['id']}: it needs a second key, from another office.", tone="care")
        paper.line(f"→ `paraph release {draft['id']} --as PERSON`. Nothing was signed.")
    else:
        paper.line("It could be said. Nothing was kept or signed.")
    flags_page(paper, shape.get("flags", ()))
