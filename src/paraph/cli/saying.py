"""What all commands that say something share: which record, which version, and how the outcome is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paraph.cli.paper import Paper, whole
from paraph.cli.shell import Shell
from paraph.domains import CHECKS
from paraph.faces.shapes import said_shape
from paraph.faces.words import said_of
from paraph.record import Kind, Said, Verb
from paraph.service.considering import Considered, Outcome, flags_of
from paraph.service.desk import Desk
from paraph.service.read import find_act, find_record, show
from paraph.service.say import Pending, Saying
from paraph.values import Barred


def tell_outcome(shell: Shell, outcome: Outcome, **more: Any) -> None:
    """Tell what became of a saying."""
    shape = {**outcome_shape(outcome), **more}
    shell.tell(shape, lambda paper: _page(paper, shape))


def outcome_shape(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a saying: its state on the ladder, and where it is."""
    match outcome:
        case Said():
            said = said_shape(outcome)
            return {"state": "signed here", "record": said["record"], "act": said, "draft": None}
        case Pending():
            return {"state": "draft", "record": outcome.saying.record, "act": None, "draft": whole(outcome)}
        case Considered():
            return {"state": "could be said", "record": outcome.saying.record, "act": None, "draft": None}


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


def kinds_named(kinds: Mapping[str, Kind], named: str) -> list[Kind]:
    """Return the kinds that a name means, the oldest rule version first: `area.kind/1`, `area.kind` or `kind`."""
    found = (kind for kind in kinds.values() if named in (kind.name, kind.family, kind.family.partition(".")[2]))
    return sorted(found, key=lambda kind: (kind.family, int(kind.name.partition("/")[2])))


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


def flags_shape(desk: Desk, saying: Saying) -> list[dict[str, Any]]:
    """Return what a careful clerk would point at in the content; it warns and bars nothing."""
    return [flag._asdict() for flag in flags_of(desk, saying, checks=CHECKS)]


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
