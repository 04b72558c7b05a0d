"""The form by which anything is said: what was typed, what it comes to, and what would stand if it were said.

* Nothing here knows a kind: the form, its help and its choices are read off the declaration.
* Whatever was typed is shown again as it was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from paraph.domains import CHECKS, KINDS
from paraph.faces.form import (
    Choice,
    FormField,
    Offers,
    form_of,
    moment_of,
    moved_row,
    parse,
    posted_of,
    told,
    with_row,
    without_row,
)
from paraph.faces.form_read import Trouble
from paraph.faces.shapes import label_of
from paraph.faces.words import said_of
from paraph.record import JointState, Kind, On, Verb
from paraph.service.considering import flags_of
from paraph.service.desk import Desk
from paraph.service.drafts import Draft
from paraph.service.meant import version_meant, versions_meant
from paraph.service.read import listing, show
from paraph.service.say import Saying
from paraph.values import Barred, builtin

TYPED: Final = "draft_typed"
"""The shelf of the house on which what was typed lies beside a draft, whether or not it could be said."""

_ROWS: Final = frozenset({"add", "remove", "up", "down"})
_NOT_CONTENT: Final = _ROWS | {"csrfmiddlewaretoken", "do", "on", "note", "until", "zone", "draft", "over", "under"}


@dataclass(frozen=True, kw_only=True)
class Place:
    """What is to be said, and of what.

    Attributes:
        framework: In which framework.
        kind: The declaration.
        verb: The verb.
        record: The record; empty to open one.
    """

    framework: str
    kind: Kind
    verb: Verb
    record: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as it is drawn.

    Attributes:
        place: What it is for.
        fields: The fields of the content.
        posted: All that was typed, for hidden fields.
        note: The remark, as typed.
        until: The last time for answers, as typed.
        on: The version spoken to, as chosen.
        versions: The versions that can be meant; empty where the verb speaks to none.
        troubles: (path, label, sentence), for the summary.
    """

    place: Place
    fields: tuple[FormField, ...]
    posted: Mapping[str, str]
    note: str
    until: str
    on: str
    versions: tuple[Choice, ...]
    troubles: tuple[tuple[str, str, str], ...] = ()


def kind_named(family: str) -> Kind:
    """Return the latest rule version of a kind. Raises Barred("unknown_kind")."""
    found = [kind for kind in KINDS.values() if kind.family == family]
    if not found:
        raise Barred("unknown_kind", kind=family, kinds=sorted(KINDS))
    return max(found, key=lambda kind: int(kind.name.partition("/")[2]))


def verb_of(kind: Kind, name: str) -> Verb:
    """Return a verb of a kind. Raises Barred("unknown_verb")."""
    found = kind.verbs.get(name)
    if found is None:
        raise Barred("unknown_verb", verb=name, verbs=sorted(kind.verbs))
    return found


def begun(desk: Desk, place: Place, *, on: str = "") -> dict[str, str]:
    """Return what a form begins with: for a new version, what stands now or what it answers."""
    if not place.record or not place.verb.brings or place.verb.payload is not place.kind.noun:
        return {}
    state = show(desk, place.record).state
    found: Any = None
    if isinstance(state, JointState):
        version = state.versions.get(on) if on else None
        found = version.content if version is not None else state.content_in_force
        if found is None and state.on_the_table:
            found = state.on_the_table[-1].content
    else:
        current = getattr(state, "current", None)
        found = getattr(current, "content", None)
    return {} if found is None else dict(posted_of(place.verb.payload, builtin(found)))


def changed_rows(posted: Mapping[str, str]) -> dict[str, str] | None:
    """Return the form with a row more, less or moved, if that is what a button asked for; else None."""
    content = content_part(posted)
    if "add" in posted:
        return dict(with_row(content, posted["add"]))
    if "remove" in posted:
        return dict(without_row(content, posted["remove"]))
    for name, by in (("up", -1), ("down", 1)):
        if name in posted:
            return dict(moved_row(content, posted[name], by=by))
    return None


def content_part(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed of the content, without the rest of the page."""
    return {name: text for name, text in posted.items() if name not in _NOT_CONTENT}


def drawn(
    desk: Desk, place: Place, posted: Mapping[str, str], *, troubles: Mapping[str, Trouble] | None = None
) -> Form:
    """Draw a form with what was typed, and the reasons beside the fields."""
    content = content_part(posted)
    fields = form_of(place.verb.payload, content, offers=_offers(desk), troubles=troubles, help_=place.verb.help)
    labels = {one.path: one.label for field in fields for one in field.walk()}
    known = troubles or {}
    return Form(
        place=place,
        fields=fields,
        posted=content,
        note=posted.get("note", ""),
        until=posted.get("until", ""),
        on=posted.get("on", ""),
        versions=_versions(desk, place),
        troubles=tuple((path, labels.get(path, ""), told(one)) for path, one in known.items()),
    )


def said_in(desk: Desk, place: Place, posted: Mapping[str, str]) -> tuple[Saying | None, Mapping[str, Trouble]]:
    """Return what a form says; or None and why not, by the path of the field.

    Raises:
        Barred: "cli.which_version": it must be said which version is meant; or the time cannot be read.
    """
    parsed = parse(place.verb.payload, content_part(posted))
    if parsed.troubles:
        return None, parsed.troubles
    bare = place.verb.payload is None or (place.verb.bare and not any(map(str.strip, content_part(posted).values())))
    until = posted.get("until", "").strip()
    saying = Saying(
        kind="" if place.record else place.kind.name,
        record=place.record or None,
        verb=place.verb.name,
        content=None if bare else parsed.content,
        on=version_meant(desk, place.record or None, place.verb, posted.get("on") or None),
        note=posted.get("note", "").strip() or None,
        until=moment_of(until, zone=posted.get("zone", "UTC")) if until else None,
    )
    return saying, {}


def flags_in(desk: Desk, saying: Saying) -> tuple[str, ...]:
    """Say what a careful clerk would point at."""
    return tuple(
        said_of(flag.code, flag.facts, family="Flag").message for flag in flags_of(desk, saying, checks=CHECKS)
    )


def typed_in(desk: Desk, draft: Draft) -> dict[str, str]:
    """Return what was typed in a draft: as it was typed where that is known, else as it would be typed."""
    kept = desk.house.get(TYPED, draft.name)
    if kept is not None:
        return dict(kept["posted"])
    kind = KINDS.get(draft.saying.kind) or show(desk, draft.saying.record or "").kind
    if kind is None:
        return {}
    verb = verb_of(kind, draft.saying.verb)
    content = {} if draft.saying.content is None else dict(posted_of(verb.payload, draft.saying.content))
    rest = {"note": draft.saying.note, "on": draft.saying.on, "until": draft.saying.until}
    return {**content, **{name: text for name, text in rest.items() if text}}


def _offers(desk: Desk) -> Offers:
    names = {one.party: one.name for one in desk.setup.members}
    parties = tuple(Choice(party, f"{party} · {names[party]}") for party in desk.setup.parties)
    return Offers(parties=parties, records=lambda name: _records(desk, name))


def _records(desk: Desk, name: str) -> tuple[Choice, ...]:
    """Offer the records that a field may name: those of the kind that is called as the field."""
    families = {kind.family for kind in KINDS.values() if kind.family.partition(".")[2] == name}
    found = [view for family in sorted(families) for view in listing(desk, family)]
    return tuple(Choice(view.record, f"{label_of(view.noun) or view.name} · {view.record[:12]}") for view in found)


def _versions(desk: Desk, place: Place) -> tuple[Choice, ...]:
    if not place.record or place.verb.on is On.NEVER:
        return ()
    state = show(desk, place.record).state
    meant = versions_meant(state, desk.me, place.verb)
    found = [state.versions[one] for one in meant] if isinstance(state, JointState) else []
    return tuple(
        Choice(one.digest, f"{one.said.party} · {one.said.act.at[:16].replace('T', ' ')} · {one.digest[:8]}")
        for one in found
    )
