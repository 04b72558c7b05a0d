"""What a form sent, read as the payload that a declaration asks for; or why not, field by field.

Invariants:

* The codec judges, as it judges what the command line and the other house send; a form has no rules of its own.
* Every refusal names the field that it concerns, by the path under which that field was posted.
* Nothing that is posted raises; what no declaration asks for is passed over.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec import inspect as types

from paraph.faces.content import laid, put_in_form, steps_of, type_at
from paraph.faces.fields import bare, sample_of
from paraph.faces.form_field import Posted, Typed, within
from paraph.faces.form_shape import ROOT, inner_of, is_given, item_of, sort_of, tag_field, variants_of
from paraph.faces.form_value import amount_of, moment_of, numeral, value_of
from paraph.values import Instant, Money, Quantity, Unreadable, builtin, convert

_ROUNDS: Final = 30
"""How many refusals are looked for in one form."""

_ABSENT: Final = object()


class Trouble(NamedTuple):
    """Why a field was refused.

    Attributes:
        path: As posted; empty where it concerns the whole.
        code: As raised.
        facts: As raised.
    """

    path: str
    code: str
    facts: dict[str, Any]


class Parsed(NamedTuple):
    """What a form comes to.

    Attributes:
        content: The payload as JSON, in the form in which it can be signed; None where it was refused, or carries none.
        troubles: Path as posted -> why; empty when nothing was refused.
    """

    content: Any
    troubles: Mapping[str, Trouble]


def parse(payload: Any, posted: Posted) -> Parsed:
    """Read a form.

    Args:
        payload: The declared type; None when the verb carries nothing.
        posted: What the form sent; names that no field has are passed over.
    """
    if payload is None:
        return Parsed(None, {})
    kind = types.type_info(payload)
    reading = _Reading(Typed(posted))
    given = reading.read(kind, "" if sort_of(kind) == "group" else ROOT, "$", needed=True)
    given = put_in_form({} if given is _ABSENT else given)
    try:
        return Parsed(builtin(convert(payload, given, exact=False)), {})
    except Unreadable as refused:
        return Parsed(None, _troubles(payload, given, refused, reading.posted_as))


class _Reading:
    """Walks a declaration, and remembers under which posted path each place of the JSON was typed."""

    def __init__(self, typed: Typed) -> None:
        self._typed = typed
        self.posted_as: dict[str, str] = {}

    def read(self, declared: types.Type, path: str, place: str, *, needed: bool) -> Any:
        """Return the JSON of a type that was typed under a path; `_ABSENT` where nothing was."""
        self.posted_as[place] = path
        kind = bare(declared)
        match sort_of(kind):
            case "list":
                return self._list(kind, path, place, needed=needed)
            case "value":
                text = self._typed.text(path)
                return value_of(text, kind) if text.strip() else _ABSENT
            case _ if not needed and not is_given(kind, path, self._typed):
                return _ABSENT
            case "variant":
                return self._variant(kind, path, place)
            case _:
                return self._group(kind, path, place)

    def _list(self, kind: types.Type, path: str, place: str, *, needed: bool) -> Any:
        found: list[Any] = []
        for at in self._typed.items(path):
            # Rows in which nothing was typed are left out, so places in the JSON may differ from those posted.
            item = self.read(item_of(kind), f"{path}[{at}]", f"{place}[{len(found)}]", needed=False)
            found += [] if item is _ABSENT else [item]
        return found if found or needed else _ABSENT

    def _variant(self, kind: types.Type, path: str, place: str) -> Any:
        name = tag_field(kind)
        chosen = self._typed.text(within(path, name))
        self.posted_as[f"{place}.{name}"] = within(path, name)
        group = variants_of(kind).get(chosen)
        if group is None:
            return {name: chosen} if chosen else {}
        return {name: chosen, **self._group(group, path, place)}

    def _group(self, kind: types.Type, path: str, place: str) -> Any:
        if isinstance(kind, types.TupleType):
            return self._row(kind, path, place)
        read = {
            one.name: self.read(one.kind, within(path, one.name), f"{place}.{one.name}", needed=one.needed)
            for one in inner_of(kind)
        }
        given = {name: value for name, value in read.items() if value is not _ABSENT}
        own = tag_field(kind)
        if own and isinstance(kind, types.StructType):
            given = {own: kind.tag, **given}
        return _tidied(kind, given, typed=self._typed.text(within(path, "utc")))

    def _row(self, kind: types.TupleType, path: str, place: str) -> Any:
        read = [
            self.read(one.kind, f"{path}[{one.name}]", f"{place}[{one.name}]", needed=True) for one in inner_of(kind)
        ]
        return ["" if value is _ABSENT else value for value in read]


def _tidied(kind: types.Type, given: dict[str, Any], *, typed: str) -> dict[str, Any]:
    """Put a value of several fields in its one form, where one field decides how another is written."""
    match getattr(kind, "cls", None):
        case cls if cls is Money and "amount" in given:
            return {**given, "amount": amount_of(given["amount"], given.get("currency", ""))}
        case cls if cls is Quantity and "value" in given:
            return {**given, "value": numeral(given["value"])}
        case cls if cls is Instant and "utc" in given:
            return {**given, "utc": moment_of(typed, zone=given.get("zone", ""))}
        case _:
            return given


def _troubles(payload: Any, given: Any, refused: Unreadable, posted_as: Mapping[str, str]) -> dict[str, Trouble]:
    """List refusals: after each, the place is filled with an example, to see whether anything else is refused."""
    kind = types.type_info(payload)
    found: dict[str, Trouble] = {}
    mended: set[str] = set()
    for _round in range(_ROUNDS):
        place = str(refused.facts.get("path", "$"))
        if _is_news(refused.code, place, mended):
            path = _posted(place, posted_as)
            found.setdefault(path, Trouble(path, refused.code, refused.facts))
        if place in mended:
            place = _above(place)
        steps = steps_of(place[2:])
        held = type_at(kind, steps)
        if place == "$" or not steps or held is None or place in mended:
            break
        mended.add(place)
        given = laid(given, steps, sample_of(held))
        try:
            convert(payload, given, exact=False)
            break
        except Unreadable as further:
            refused = further
    return found


def _is_news(code: str, place: str, mended: set[str]) -> bool:
    """Tell whether a refusal is of what was typed, and not of an example that stands beside it."""
    around = _above(place)
    return place not in mended and (code.startswith("json.") or not any(one.startswith(around) for one in mended))


def _above(place: str) -> str:
    return place[: max(place.rfind("."), place.rfind("["), 1)]


def _posted(place: str, posted_as: Mapping[str, str]) -> str:
    while place not in posted_as and place != "$":
        place = _above(place)
    return posted_as.get(place, "")
