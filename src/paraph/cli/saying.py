"""What all commands that say something share: which record, which version, and how the outcome is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from paraph.cli.paper import Paper, whole
from paraph.cli.shell import Shell
from paraph.domains import CHECKS
from paraph.faces.shapes import said_shape
from paraph.faces.words import said_of
from paraph.record import JointState, Kind, On, Said, Verb, View
from paraph.record.declared import DeclaredState
from paraph.service.desk import Desk
from paraph.service.people import person_of
from paraph.service.read import find_act, find_record, show
from paraph.service.say import Pending, Saying, consider, declared, say
from paraph.values import Barred, convert


class Considered(NamedTuple):
    """A saying that was judged and neither kept nor signed.

    Attributes:
        saying: What could be said.
        view: The record as it would be.
    """

    saying: Saying
    view: View


Outcome = Said | Pending | Considered


def say_or_consider(desk: Desk, person: str, saying: Saying, *, dry_run: bool) -> Outcome:
    """Say something, or only find out whether it could be said."""
    if not dry_run:
        return say(desk, person, saying)
    _kind, verb = declared(desk, saying)
    office = person_of(desk.house, person).office
    offices = (office, f"{office} (second key)"[-80:])[: verb.keys]
    return Considered(saying, consider(desk, saying, offices))


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


def act_named(desk: Desk, prefix: str) -> str:
    """Return the one act held, of whatever record, whose digest begins with `prefix`."""
    if len(prefix) == 64:
        return prefix
    acts = (stored.leaf.hex() for one in desk.store.opened() for stored in desk.store.acts_of(one.record))
    found = sorted({digest for digest in acts if digest.startswith(prefix)})
    if len(prefix) < 4 or len(found) != 1:
        raise Barred("act.ambiguous" if found else "act.unknown", prefix=prefix, found=found[:10])
    return found[0]


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


def version_meant(desk: Desk, record: str | None, verb: Verb, named: str | None) -> str | None:
    """Return the version spoken to: the one named, else the only one it can be.

    Raises:
        Barred: The verb must name a version, and there are several or none.
    """
    if record is None:
        return named
    if named is not None:
        return find_act(desk, named, record=record)
    if verb.on is not On.ALWAYS:
        return None
    found = _candidates(show(desk, record).state, desk.me, verb)
    if len(found) != 1:
        raise Barred("cli.which_version", verb=verb.name, versions=list(found))
    return found[0]


def versions_over(desk: Desk, record: str | None, named: Sequence[str]) -> tuple[str, ...] | None:
    """Return the versions to be replaced; None where none is named, which means what is in force."""
    if not named:
        return None
    return tuple(one if record is None else find_act(desk, one, record=record) for one in named)


def flags_of(desk: Desk, saying: Saying) -> list[dict[str, Any]]:
    """Return what a careful clerk would point at in the content; it warns and bars nothing."""
    kind, verb = declared(desk, saying)
    check = CHECKS.get(kind.name)
    if check is None or not verb.brings or verb.payload is not kind.noun or saying.content is None:
        return []
    return [flag._asdict() for flag in check(convert(kind.noun, saying.content))]


def flags_page(paper: Paper, flags: Iterable[Mapping[str, Any]]) -> None:
    """Write what a careful clerk would point at."""
    for flag in flags:
        where = f"{flag['where']}: " if flag["where"] else ""
        told = said_of(flag["code"], flag["facts"], family="Flag")
        paper.line(f"  ! {where}{told.message}", tone="care")


def _candidates(state: Any, me: str, verb: Verb) -> tuple[str, ...]:
    match state:
        case JointState() if verb.effect == "withdraw":
            mine = state.stands_on(me)
            return () if mine is None else (mine,)
        case JointState():
            return tuple(one.digest for one in state.on_the_table)
        case DeclaredState():
            return (state.current.digest,)
        case _:
            return ()


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
