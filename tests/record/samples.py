"""Samples of any declared type, as JSON: mostly fit, so that what holds for every kind is asked of acts that count."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, Final

from msgspec import NODEFAULT, inspect
from tests.record.histories import NORTH, SOUTH
from tests.record.kinds import Bill

from paraph.record.claimed import Decision, Parts, Payment
from paraph.values import Instant, Money, Period, Text, Unreadable, convert

TEXTS: Final = (
    *("a", "b", "same", "barred", "a-b", "en", "10.00", "5", "USD", "a.b", "a.b.c", "a.b/1", "21.3", "AB", "T01"),
    *("2026-01-05T12:30:00Z", "2026-01-05T13:00:00Z", "2026-01-05", "2026", "desk", "Border group", "12:30"),
    *("test.accord/1", "framework", "north.example/log"),
)
JUNK: Final = (None, {}, [], 0, True, "x", {"parts": 7}, {"content": {}}, [{"id": "a"}], {"unknown": 1}, "z" * 300)
TRIES: Final = 12
TERMS: Final = "terms"
NOTHING_KNOWN: Final[Mapping[type, Sequence[Any]]] = {}


type_info: Final = cache(inspect.type_info)


def dice(seed: int) -> Random:
    """Chance that is the same every time."""
    return Random(seed)  # noqa: S311  # it makes histories up, and keeps no secret


class Sampler:
    """Makes JSON of a type by chance.

    Digests are taken from a pool, most of them the same within one sample: an act about a thing names it throughout.
    """

    def __init__(
        self,
        chance: Random,
        *,
        parties: Sequence[str],
        records: Mapping[str, Sequence[str]],
        known: Mapping[type, Sequence[Any]] = NOTHING_KNOWN,
    ) -> None:
        """Take what there is to choose from.

        Args:
            chance: Where it comes from.
            parties: The framework's parties.
            records: Last word of a kind's family ("session") -> records of it.
            known: Type -> JSON of it, where its own checks ask for more than its fields say.
        """
        self.chance = chance
        self.parties = parties
        self.records = records
        self.digests = [one for found in records.values() for one in found] or ["0" * 64]
        self.favourite = chance.choice(self.digests)
        self.known = {**KNOWN, **known}

    def fit(self, of: Any) -> Any:
        """JSON that is of the type, if a few tries find some."""
        for _ in range(TRIES):
            found = self.any_of(type_info(of))
            try:
                convert(of, found)
            except Unreadable:
                self.favourite = self.chance.choice(self.digests)
            else:
                return found
        return found

    def junk(self) -> Any:
        """JSON that is of no declared type."""
        return self.chance.choice(JUNK)

    def any_of(self, kind: inspect.Type) -> Any:  # noqa: C901, PLR0911, PLR0912  # one row a type
        match kind:
            case inspect.Metadata(type=inner):
                return self.any_of(inner)
            case inspect.StructType(cls=cls) if cls in self.known:
                return self.chance.choice(self.known[cls])
            case inspect.StructType(fields=fields):
                return {field.encode_name: self._field(field) for field in fields if self._states(field)}
            case inspect.UnionType(types=types):
                return self.any_of(self.chance.choice(types))
            case inspect.LiteralType(values=values):
                return self.chance.choice(values)
            case inspect.VarTupleType(item_type=item, min_length=least):
                return [self.any_of(item) for _ in range((least or 0) + self.chance.choice((0, 1, 1, 2)))]
            case inspect.TupleType(item_types=items):
                return [self.any_of(item) for item in items]
            case inspect.DictType(key_type=key, value_type=value):
                return {self.any_of(key): self.any_of(value) for _ in range(self.chance.choice((0, 1)))}
            case inspect.StrType(pattern=pattern):
                return self._text(pattern or "")
            case inspect.IntType(ge=least):
                return (least or 0) + self.chance.choice((0, 1, 2))
            case inspect.BoolType():
                return self.chance.choice((False, True))
            case inspect.NoneType():
                return None
            case _:
                return self.chance.choice(JUNK)

    def _states(self, field: inspect.Field) -> bool:
        owed = field.default is NODEFAULT and field.default_factory is NODEFAULT
        return owed or self.chance.random() < 0.3

    def _field(self, field: inspect.Field) -> Any:
        found = self.records.get(TERMS if field.name in {"terms", "version"} else field.name)
        # What a field is called says what it is about.
        return found[-1] if found and self.chance.random() < 0.8 else self.any_of(field.type)

    def _text(self, pattern: str) -> str:
        if re.search(pattern, "f" * 64):
            chosen = self.favourite if self.chance.random() < 0.8 else self.chance.choice(self.digests)
            return chosen if re.search(pattern, chosen) and pattern else self.chance.choice(TEXTS)
        if re.search(pattern, self.parties[0]) and not re.search(pattern, "a"):
            return str(self.chance.choice(self.parties))
        fitting = [text for text in TEXTS if re.search(pattern, text)]
        return self.chance.choice(fitting or TEXTS)


MONEY: Final = [{"amount": amount, "currency": "USD"} for amount in ("0.00", "10.00", "7.50", "-3.00")]

KNOWN: Final[Mapping[type, Sequence[Any]]] = {
    Bill: [
        {"parts": [{"id": name, "amount": amount} for name in names], "respondent": party}
        for names in ("a", "ab", "abc")
        for amount in MONEY
        for party in (NORTH, SOUTH)
    ],
    Decision: [{"id": name, "allowed": amount} for name in "ab" for amount in MONEY],
    Payment: [{"id": name, "amount": amount} for name in "ab" for amount in MONEY],
    Parts: [{}, {"parts": ["a"]}, {"parts": ["a", "b"]}, {"parts": ["b"]}],
    Money: MONEY,
    Text: [{"en": "words"}, {"en": "other words"}],
    Instant: [{"utc": "2026-01-05T12:00:00Z"}],
    Period: [{"start": "2026-01-05", "end": "2026-01-09"}],
}
