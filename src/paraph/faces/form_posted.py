"""What a form sends: written from a payload that is there, and changed by adding, removing and moving a row.

Invariants:

* `parse` of what `posted_of` writes gives the payload back.
* Adding, removing and moving keep every typed word of the other rows.
"""

import re
from typing import Any

from msgspec import inspect as types

from paraph.faces.fields import bare
from paraph.faces.form_field import YES, Posted, Typed, within
from paraph.faces.form_shape import ROOT, inner_of, is_given, item_of, sort_of, tag_field, variants_of
from paraph.faces.form_value import local_of, text_of
from paraph.values import Instant


def posted_of(payload: Any, content: Any) -> dict[str, str]:
    """Return what a form would send for a payload, JSON: path -> text; nothing for None."""
    if payload is None or content is None:
        return {}
    kind = types.type_info(payload)
    posted: dict[str, str] = {}
    _write(kind, content, "" if sort_of(kind) == "group" else ROOT, posted)
    return posted


def with_row(posted: Posted, path: str) -> dict[str, str]:
    """Return what was posted with one more row, empty, in the list at `path`."""
    rows = Typed(posted).items(path)
    return {**posted, f"{path}[{rows[-1] + 1 if rows else 0}]": ""}


def without_row(posted: Posted, path: str) -> dict[str, str]:
    """Return what was posted without the row at `path`, `delegations[1]`; those after it move up."""
    of, at = _row(path)
    if at is None:
        return dict(posted)
    order = [one for one in Typed(posted).items(of) if one != at]
    kept = {name: text for name, text in posted.items() if not _in(name, path)}
    return _renumbered(kept, of, order)


def moved_row(posted: Posted, path: str, *, by: int) -> dict[str, str]:
    """Return what was posted with the row at `path` moved by some places; at the end of the list it stays."""
    of, at = _row(path)
    order = list(Typed(posted).items(of))
    if at not in order:
        return dict(posted)
    to = min(max(order.index(at) + by, 0), len(order) - 1)
    order.remove(at)
    order.insert(to, at)
    return _renumbered(posted, of, order)


def _write(kind: types.Type, value: Any, path: str, posted: dict[str, str]) -> None:
    match sort_of(kind):
        case "value":
            posted[path] = text_of(value)
        case "list":
            for at, item in enumerate(value):
                _write(item_of(kind), item, f"{path}[{at}]", posted)
                _marked(item_of(kind), f"{path}[{at}]", posted)
        case "variant":
            name = tag_field(kind)
            posted[within(path, name)] = str(value[name])
            _group(variants_of(kind)[str(value[name])], value, path, posted)
        case _:
            _group(bare(kind), value, path, posted)


def _group(kind: types.Type, value: Any, path: str, posted: dict[str, str]) -> None:
    if isinstance(kind, types.TupleType):
        for one in inner_of(kind):
            _write(one.kind, value[int(one.name)], f"{path}[{one.name}]", posted)
        return
    for one in inner_of(kind):
        if value.get(one.name) is not None:
            _write(one.kind, value[one.name], within(path, one.name), posted)
            _marked(one.kind, within(path, one.name), posted, needed=one.needed)
    zone = value.get("zone") or ""
    if getattr(kind, "cls", None) is Instant:
        posted[within(path, "utc")] = local_of(value["utc"], zone=zone)


def _marked(kind: types.Type, path: str, posted: dict[str, str], *, needed: bool = False) -> None:
    """Mark a group that is there and says nothing, so that it is not taken for one that was left out."""
    if not needed and sort_of(kind) in ("group", "variant") and not is_given(kind, path, Typed(posted)):
        posted[path] = YES


def _row(path: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"(.+)\[([0-9]{1,4})\]", path)
    return (path, None) if found is None else (found[1], int(found[2]))


def _in(name: str, path: str) -> bool:
    return name == path or name.startswith((f"{path}.", f"{path}["))


def _renumbered(posted: Posted, of: str, order: list[int]) -> dict[str, str]:
    """Return what was posted with the rows of a list in an order of their old places."""
    moved = {f"{of}[{at}]": f"{of}[{place}]" for place, at in enumerate(order)}
    changed: dict[str, str] = {}
    for name, text in posted.items():
        row = next((one for one in moved if _in(name, one)), None)
        changed[name if row is None else moved[row] + name.removeprefix(row)] = text
    return changed
