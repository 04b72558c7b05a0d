"""Nouns with one field of every sort, and bytes that are refused, each with its reason and its place."""

import enum
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from paraph.values import Digest, PartyId, Unfit, Value

LARGEST = 2**53 - 1


class Mood(enum.Enum):
    CALM = "calm"


class Line(Value, frozen=True, kw_only=True):
    text: str
    amount: Annotated[int, Meta(ge=0)] = 0
    parts: "tuple[Line, ...]" = ()

    def __post_init__(self) -> None:
        if self.text == "forged":
            raise Unfit("line.forged", path=".text", by="nobody")
        if self.text == "broken":
            raise ValueError(self.text)


class Left(Value, frozen=True, kw_only=True, tag="left"):
    pass


class Right(Value, frozen=True, kw_only=True, tag="right"):
    pass


class Page(Value, frozen=True, kw_only=True):
    any: Any | UnsetType = UNSET
    book: dict[PartyId, dict[str, Line]] = {}  # noqa: RUF012  # msgspec copies it
    counts: tuple[dict[str, int], ...] = ()
    digest: Digest | None = None
    fifths: Annotated[int, Meta(multiple_of=5)] = 0
    letter: Annotated[str, Meta(max_length=3)] = ""
    lines: tuple[Line, ...] = ()
    maybe: Line | UnsetType = UNSET
    mood: Mood = Mood.CALM
    pair: tuple[int, int] | None = None
    side: Left | Right | None = None
    sort: Literal["first", "second"] | None = None


REFUSED_BYTES = {
    "no bytes at all": (b"", "json.not_json", "$"),
    "half an object": (b'{"any":1', "json.not_json", "$"),
    "something after the end": (b"{}{}", "json.not_json", "$"),
    "a mark of byte order": (b"\xef\xbb\xbf{}", "json.not_json", "$"),
    "a raw control character": (b'{"letter":"\x01"}', "json.not_json", "$"),
    "a number with a leading zero": (b'{"any":01}', "json.not_json", "$"),
    "bytes that are not UTF-8": (b'{"letter":"\xff"}', "json.not_utf8", "$"),
    "half of a surrogate pair in UTF-8": (b'{"letter":"\xed\xa0\x80"}', "json.not_utf8", "$"),
    "half of a surrogate pair, escaped": (b'{"any":[1,"\\ud800"]}', "json.lone_surrogate", "$.any[1]"),
    "the other half of a pair, escaped": (b'{"any":"\\udc00"}', "json.lone_surrogate", "$.any"),
    "a number with a fraction": (b'{"any":{"a":[0,1.5]}}', "json.float", "$.any.a[1]"),
    "a number with an exponent": (b'{"any":1e5}', "json.float", "$.any"),
    "a number with a fraction where a whole one belongs": (
        b'{"lines":[{"amount":1.0,"text":"a"}]}',
        "json.float",
        "$.lines[0].amount",
    ),
    "a number too large for a float": (b'{"any":1e999}', "json.float", "$.any"),
    "NaN": (b'{"any":NaN}', "json.not_a_number", "$.any"),
    "infinity": (b'{"any":-Infinity}', "json.not_a_number", "$.any"),
    "an integer that not every reader holds": (b'{"any":9007199254740992}', "json.integer_range", "$.any"),
    "an integer as far below": (b'{"any":-9007199254740992}', "json.integer_range", "$.any"),
    "such an integer in a typed field": (
        b'{"lines":[{"amount":9007199254740992,"text":"a"}]}',
        "json.integer_range",
        "$.lines[0].amount",
    ),
    "an integer of thirty digits": (b'{"any":' + b"9" * 30 + b"}", "json.integer_range", "$.any"),
    "an integer of ten thousand digits": (b'{"any":' + b"9" * 10_000 + b"}", "json.integer_range", "$.any"),
    "such an integer where a text belongs": (b'{"letter":' + b"9" * 5000 + b"}", "json.integer_range", "$.letter"),
    "a field written twice": (b'{"letter":"a","letter":"a"}', "json.duplicate_key", "$.letter"),
    "a field written twice deep inside": (b'{"any":[{"a":{"b":1,"b":1}}]}', "json.duplicate_key", "$.any[0].a.b"),
    "a key that is not ASCII": ('{"any":{"é":1}}'.encode(), "json.key_not_ascii", '$.any["\\u00e9"]'),
    "a key that is not ASCII in a typed field": (
        '{"book":{"PK":{"é":{"text":"a"}}}}'.encode(),
        "json.key_not_ascii",
        '$.book.PK["\\u00e9"]',
    ),
    "arrays in arrays without end": (b'{"any":' + b"[" * 5000 + b"]" * 5000 + b"}", "json.too_deep", "$"),
    "arrays one deeper than allowed": (
        b'{"any":' + b"[" * 32 + b"]" * 32 + b"}",
        "json.too_deep",
        "$.any" + "[0]" * 31,
    ),
    "objects one deeper than allowed": (
        b'{"any":' + b'{"a":' * 32 + b"1" + b"}" * 33,
        "json.too_deep",
        "$.any" + ".a" * 31,
    ),
    "white space": (b'{"letter": "a"}', "json.not_canonical", "$"),
    "white space at the end": (b'{"letter":"a"}\n', "json.not_canonical", "$"),
    "fields out of order": (b'{"lines":[{"text":"a"}],"letter":"a"}', "json.not_canonical", "$"),
    "an escape that is not needed": (b'{"letter":"\\/"}', "json.not_canonical", "$"),
    "an escape in capitals": (b'{"letter":"\\u001F"}', "json.not_canonical", "$"),
    "negative zero": (b'{"any":-0}', "json.not_canonical", "$"),
    "a default written out": (b'{"lines":[{"amount":0,"text":"a"}]}', "json.default_written", "$.lines[0].amount"),
    "nothing written out": (b'{"digest":null}', "json.default_written", "$.digest"),
    "a field nobody knows": (b'{"lines":[{"colour":1,"text":"a"}]}', "json.unknown_field", "$.lines[0].colour"),
    "an unknown field that looks like a path": (
        b'{"x` - at `$.lines[0]":1}',
        "json.unknown_field",
        '$["x` - at `$.lines[0]"]',
    ),
    "a field that must be there and is not": (b'{"lines":[{}]}', "json.missing_field", "$.lines[0].text"),
    "a number where a text belongs": (b'{"letter":1}', "json.wrong_type", "$.letter"),
    "an array where the object belongs": (b"[]", "json.wrong_type", "$"),
    "a number where a tag belongs": (b'{"side":{"type":1}}', "json.wrong_type", "$.side.type"),
    "a tag nobody knows": (b'{"side":{"type":"up"}}', "json.not_a_choice", "$.side.type"),
    "a choice nobody offered": (b'{"sort":"third"}', "json.not_a_choice", "$.sort"),
    "a mood nobody has": (b'{"mood":"wild"}', "json.not_a_choice", "$.mood"),
    "a negative number where none may be": (
        b'{"lines":[{"amount":-1,"text":"a"}]}',
        "json.out_of_bounds",
        "$.lines[0].amount",
    ),
    "a number between two steps": (b'{"fifths":7}', "json.out_of_bounds", "$.fifths"),
    "a text that is too long": (b'{"letter":"abcd"}', "json.length", "$.letter"),
    "a pair of one": (b'{"pair":[1]}', "json.length", "$.pair"),
    "a digest in capitals": (b'{"digest":"' + b"A" * 64 + b'"}', "json.pattern", "$.digest"),
    "a key of the wrong shape": (b'{"book":{"pk":{}}}', "json.pattern", "$.book"),
    "a value that fails its own check": (
        b'{"lines":[{"text":"a"},{"text":"forged"}]}',
        "line.forged",
        "$.lines[1].text",
    ),
    "a value that fails in a way of its own": (b'{"lines":[{"text":"broken"}]}', "json.refused", "$.lines[0]"),
    "a wrong value under a key, with the key": (
        b'{"book":{"PK":{"a":{"text":"x"}},"US":{"a":{"text":"x"},"b c":{"text":"forged"},"d":{"text":"forged"}}}}',
        "line.forged",
        '$.book.US["b c"].text',
    ),
    "a wrong value under a key in an array": (
        b'{"counts":[{"a":1},{"a":1,"b":2,"c":"3"}]}',
        "json.wrong_type",
        "$.counts[1].c",
    ),
    "a wrong value in an array under a key": (
        b'{"book":{"PK":{"a":{"parts":[{"text":"x"},{"text":1}],"text":"x"}}}}',
        "json.wrong_type",
        "$.book.PK.a.parts[1].text",
    ),
}
