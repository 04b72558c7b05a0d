"""Contents of every sort that a declaration may ask for, and how a form over them is looked at."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.record.kinds import KINDS as OURS

from paraph.domains import KINDS as THEIRS
from paraph.faces.form import (
    FormField,
)
from paraph.values import Instant, Money, Place, Quantity, Text, Value, builtin, convert

VERBS = [
    pytest.param(verb, id=f"{kind.family} {verb.name}")
    for kind in (*THEIRS.values(), *OURS.values())
    for verb in kind.verbs.values()
    if verb.payload is not None
]
every_verb = pytest.mark.parametrize("verb", VERBS)


class Sums(Value, frozen=True, kw_only=True):
    """Sums of the usual values.

    Attributes:
        amount: How much; None: not known.
        at: When.
        done: Whether it is done.
        number: How many.
        size: How large.
        where: Where.
    """

    amount: Money | None = None
    at: Instant | None = None
    done: bool = False
    number: int | None = None
    size: Quantity | None = None
    where: Place | None = None


class Bare(Value, frozen=True, kw_only=True):
    """What may be stated and say nothing."""

    words: Text | None = None


class Bares(Value, frozen=True, kw_only=True):
    """Several of those."""

    one: Bare | None = None
    rows: tuple[Bare, ...] = ()


SEGMENTS: Any = {
    "session": "ab" * 32,
    "languages": ["en"],
    "signatories": [{"party": "PK", "name": {"en": "Pakistan"}}, {"party": "US", "name": {"en": "United States"}}],
    "paragraphs": [
        {
            "id": "1",
            "type": "position",
            "segments": [
                {"type": "words", "text": {"en": "Both sides met.", "ur": "دونوں فریق ملے۔", "original": "en"}},
                {"type": "names", "of": "parties", "between": {"en": "and"}},
                {
                    "type": "bracket",
                    "id": "border",
                    "owner": "PK",
                    "alternatives": [{"by": "PK", "words": {"en": "first"}}, {"by": "US"}],
                },
                {
                    "type": "spelling",
                    "forms": [{"party": "PK", "text": {"en": "Defence"}}, {"party": "US", "text": {"en": "Defense"}}],
                },
            ],
        }
    ],
}


def read(payload: Any, content: Any) -> Any:
    return builtin(convert(payload, content, exact=False))


def by_path(fields: tuple[FormField, ...]) -> Mapping[str, FormField]:
    found = [inner for one in fields for inner in one.walk()]
    assert len(found) == len({one.path for one in found})
    return {one.path: one for one in found}
