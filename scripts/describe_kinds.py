# noqa: INP001  # a script that one runs, no package
"""Write the tables of docs/protocol.md that follow from the declarations: every kind, every type, every scalar.

    .venv/bin/python scripts/describe_kinds.py           print the tables
    .venv/bin/python scripts/describe_kinds.py --write   put them into docs/protocol.md, between the markers

A test holds the document to what this prints.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import NODEFAULT
from msgspec import inspect as types

from paraph.domains import KINDS
from paraph.domains.cited import Address
from paraph.domains.commitments.content import ParagraphName, PublicId
from paraph.domains.consultation.content import Area
from paraph.domains.framework.content import FrameworkName, KindName, TermName
from paraph.record import Dealing, Effective, Kind, UtcTime, Verb
from paraph.record.alarm import ALARM
from paraph.record.claimed import CLAIMED, PartName
from paraph.record.declared import DECLARED
from paraph.record.joint import JOINT
from paraph.record.sealed import SEALED
from paraph.record.tracked import TRACKED
from paraph.record.verb import THE_NOUN
from paraph.values import (
    CalendarDate,
    Day,
    Digest,
    Instant,
    Language,
    Money,
    PartyId,
    Period,
    Place,
    Quantity,
    Text,
)

DOCUMENT: Final = Path(__file__).parents[1] / "docs/protocol.md"
BEGIN: Final = "<!-- {name}: written by scripts/describe_kinds.py -->"
END: Final = "<!-- end of {name} -->"

DEALINGS: Final = (JOINT, DECLARED, CLAIMED, TRACKED, SEALED, ALARM)
VALUES: Final = (Text, Money, Effective, Quantity, Period, Instant, Place)
SCALARS: Final[Mapping[str, Any]] = {
    "Digest": Digest,
    "PartyId": PartyId,
    "UtcTime": UtcTime,
    "Day": Day,
    "CalendarDate": CalendarDate,
    "Language": Language,
    "FrameworkName": FrameworkName,
    "KindName": KindName,
    "TermName": TermName,
    "ParagraphName": ParagraphName,
    "PublicId": PublicId,
    "Area": Area,
    "PartName": PartName,
    "Address": Address,
}


def tables() -> dict[str, str]:
    """Name of a part of the document -> its text."""
    return {
        "the scalars": _scalars(),
        "the shared values": "\n\n".join(_fields(one) for one in VALUES),
        "the verbs of the dealings": "\n\n".join(_dealing(one) for one in DEALINGS),
        "the kinds": "\n\n".join(_kind(one) for one in KINDS.values()),
        "the types": "\n\n".join(_fields(one) for one in _types()),
    }


def filled(document: str) -> str:
    """Return the document with every table as it is now.

    Raises:
        ValueError: A marker is missing.
    """
    for name, table in tables().items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, found, rest = document.partition(begin)
        _old, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(name)
        document = f"{before}{begin}\n\n{table}\n\n{end}{after}"
    return document


def _scalars() -> str:
    rows = [(f"`{name}`", _bare(types.type_info(of))) for name, of in SCALARS.items()]
    return _table(("Name", "JSON"), rows)


def _dealing(dealing: Dealing) -> str:
    return f"**{dealing.name.capitalize()}**\n\n{_verbs(dealing.verbs)}"


def _kind(kind: Kind) -> str:
    about = f"`{kind.about}`" if kind.about else "none"
    noun = kind.noun.__name__
    head = f"**`{kind.name}`** {kind.title}\n\nDealing: {kind.dealing.name}. Noun: `{noun}`. About (§6.4): {about}."
    order = [one.name for one in kind.dealing.verbs]
    return f"{head}\n\n{_verbs(sorted(kind.verbs.values(), key=lambda one: (order.index(one.effect), one.name)))}"


def _verbs(verbs: Iterable[Verb]) -> str:
    rows = [
        (
            f"`{one.name}`",
            f"`{one.effect}`",
            str(one.who),
            _where(one),
            str(one.on),
            "may" if one.replaces else "never",
            str(one.keys),
            "must" if one.reason else "may",
            _content(one),
        )
        for one in verbs
    ]
    return _table(("Verb", "Effect", "Who", "Where", "`on`", "`over`", "Keys", "`note`", "`content`"), rows)


def _where(one: Verb) -> str:
    if one.opens:
        return "opens or continues" if one.continues else "opens"
    return "continues"


def _content(one: Verb) -> str:
    if one.payload is None:
        return "`{}`, a version" if one.brings else "absent"
    what = "noun" if one.payload == THE_NOUN else f"`{one.payload.__name__}`"
    what += ", a version" if one.brings else ""
    what += ", or absent" if one.bare else ""
    return what + (", unreadable counts as absent" if one.forgiving else "")


def _types() -> list[Any]:
    found: dict[str, Any] = {}
    for dealing in DEALINGS:
        for one in dealing.verbs:
            _collect(one.payload, found)
    for kind in KINDS.values():
        for said in kind.verbs.values():
            _collect(said.payload, found)
    shared = {one.__name__ for one in VALUES}
    return [found[name] for name in sorted(found) if name not in shared]


def _collect(of: Any, found: dict[str, Any]) -> None:
    if of is None or of == THE_NOUN:
        return
    for struct in _structs(types.type_info(of)):
        found[struct.cls.__name__] = struct.cls


def _structs(of: Any) -> Iterator[Any]:
    match of:
        case types.Metadata(type=inner) | types.VarTupleType(item_type=inner):
            yield from _structs(inner)
        case types.UnionType(types=several) | types.TupleType(item_types=several):
            for each in several:
                yield from _structs(each)
        case types.DictType(value_type=held):
            yield from _structs(held)
        case types.StructType(fields=fields):
            yield of
            for field in fields:
                yield from _structs(field.type)


def _fields(cls: Any) -> str:
    of = types.type_info(cls)
    meanings = _meanings(cls)
    rows = [(f"`{one.encode_name}`", _shown(one.type), _needed(one), meanings.get(one.name, "")) for one in of.fields]
    if of.tag is not None:
        rows.insert(0, (f"`{of.tag_field}`", f'`"{of.tag}"`', "yes", "Which of the alternatives this is."))
    return f"{f'**`{cls.__name__}`** {_title(cls)}'.rstrip()}\n\n{_table(('Field', 'JSON', 'Needed', 'Meaning'), rows)}"


def _needed(field: Any) -> str:
    if field.default is NODEFAULT:
        return "yes"
    return {None: "no", (): "no; absent when empty", False: "no; absent when false"}[field.default]


def _title(cls: Any) -> str:
    return inspect.cleandoc(cls.__dict__.get("__doc__") or "").partition("\n")[0]


def _meanings(cls: Any) -> dict[str, str]:
    _before, _, listed = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n {6,}.*)*)", listed, re.MULTILINE)
    return {name: re.sub(r"\bNone\b", "absent", re.sub(r"\s+", " ", words)) for name, words in found}


def _shown(of: Any) -> str:
    named = next((f"`{name}`" for name, scalar in SCALARS.items() if of == types.type_info(scalar)), "")
    match of:
        case _ if named:
            return named
        case types.UnionType(types=several):
            return " or ".join(_shown(each) for each in several if not isinstance(each, types.NoneType))
        case types.VarTupleType(item_type=item, min_length=least, max_length=most):
            return f"array of {_shown(item)}{_between(least, most, '')}"
        case types.TupleType(item_types=several):
            return f"array of exactly {len(several)}: " + ", ".join(_shown(each) for each in several)
        case types.StructType(cls=cls):
            return f"`{cls.__name__}`"
    return _bare(of)


def _bare(of: Any) -> str:
    match of.type if isinstance(of, types.Metadata) else of:
        case types.LiteralType(values=values):
            return "one of " + ", ".join(f'`"{value}"`' for value in values)
        case types.StrType(pattern=str(pattern)):
            escaped = pattern.replace("\\Z", "$").replace("|", "\\|")
            return f"text matching `{escaped}`"
        case types.StrType(min_length=least, max_length=most):
            return f"text{_between(least, most, ' characters')}"
        case types.IntType(ge=least, le=most):
            return f"integer{_between(least, most, '')}"
        case types.BoolType():
            return "boolean"
    return "any"


def _between(least: int | None, most: int | None, of: str) -> str:
    match least, most:
        case None, None:
            return ""
        case int(), None:
            return f", at least {least}{of}"
        case None, int():
            return f", at most {most}{of}"
    return f", {least} to {most}{of}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DOCUMENT.write_text(filled(DOCUMENT.read_text()))
    else:
        sys.stdout.write("\n\n".join(tables().values()) + "\n")
