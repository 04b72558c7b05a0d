"""One value, one form; every refusal names its field."""

import datetime as dt
import decimal
import enum
import json
from typing import Annotated, Any, Literal

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Meta, UnsetType

from paraph.values import (
    Codec,
    Digest,
    Money,
    PartyId,
    Unfit,
    Unreadable,
    Value,
    builtin,
    content_digest,
    convert,
    decode,
    digest_of,
    encode,
    is_canonical,
)
from paraph.values.schema import schema_refusal

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


@pytest.mark.parametrize("name", REFUSED_BYTES)
def test_bytes_that_are_not_the_one_form_are_refused_with_the_path(name: str) -> None:
    data, code, path = REFUSED_BYTES[name]

    with pytest.raises(Unreadable) as caught:
        decode(Page, data)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])
    assert type(caught.value) is Unreadable
    assert len(json.dumps(caught.value.facts)) < 400


ACCEPTED_BYTES = {
    "nothing but defaults": b"{}",
    "the largest integer": b'{"any":9007199254740991}',
    "the least integer": b'{"any":-9007199254740991}',
    "sixteen digits that are a text": b'{"any":"9007199254740992"}',
    "anything that is nothing": b'{"any":null}',
    "anything that is true": b'{"any":true}',
    "as deep as allowed": b'{"any":' + b"[" * 31 + b"]" * 31 + b"}",
    "objects as deep as allowed": b'{"any":' + b'{"a":' * 31 + b"1" + b"}" * 32,
    "words that are not ASCII": '{"any":{"a":"پشتو \\" é"}}'.encode(),
    "every short escape": b'{"any":"\\b\\t\\n\\f\\r\\"\\\\"}',
    "a line in a line in a line": b'{"lines":[{"parts":[{"parts":[{"text":"a"}],"text":"b"}],"text":"c"}]}',
    "a field that may be left out": b'{"maybe":{"text":"a"}}',
    "one of two": b'{"side":{"type":"left"}}',
    "a choice": b'{"pair":[1,2],"sort":"first"}',
}


@pytest.mark.parametrize("name", ACCEPTED_BYTES)
def test_bytes_in_the_one_form_are_read_and_written_back(name: str) -> None:
    data = ACCEPTED_BYTES[name]

    page = decode(Page, data)

    assert data == encode(page)
    assert page == convert(Page, builtin(page))
    assert is_canonical(data)


def test_bytes_beyond_the_limit_are_refused_unread() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(Page, b"{" * 11, limit=10)

    assert "json.too_long" == caught.value.code
    assert {"path": "$", "limit": 10, "length": 11} == caught.value.facts


def test_a_value_too_long_for_its_codec_is_not_written() -> None:
    with pytest.raises(Unreadable) as caught:
        Codec(Page, limit=10).encode(Page(letter="abc"))

    assert "json.too_long" == caught.value.code


def test_a_refusal_of_the_form_says_at_which_byte() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(Page, b'{"letter": "a"}')

    assert 10 == caught.value.facts["at"]


def test_a_check_of_a_value_keeps_its_facts() -> None:
    with pytest.raises(Unreadable) as caught:
        convert(Line, {"text": "forged"})

    assert {"path": "$.text", "by": "nobody"} == caught.value.facts


class Self:
    pass


endless: list[Any] = []
endless.append(endless)

REFUSED_VALUES = {
    "a float": ({"a": [1.5]}, "json.float", "$.a[0]"),
    "not a number": ({"a": float("nan")}, "json.float", "$.a"),
    "an integer that not every reader holds": ([2**53], "json.integer_range", "$[0]"),
    "an integer beyond the machine's": (10**40, "json.integer_range", "$"),
    "a key that is no text": ({"a": {1: "b"}}, "json.key_not_text", '$.a["1"]'),
    "a key that is not ASCII": ({"é": 1}, "json.key_not_ascii", '$["\\u00e9"]'),
    "bytes": ({"a": b"b"}, "json.no_such_type", "$.a"),
    "a day": ((dt.date(2002, 9, 26),), "json.no_such_type", "$[0]"),
    "a decimal number": (decimal.Decimal("1.5"), "json.no_such_type", "$"),
    "an object of no kind known": ({"a": Self()}, "json.no_such_type", "$"),
    "half of a surrogate pair": ({"a": "\ud800"}, "json.lone_surrogate", "$.a"),
    "a list in itself": (endless, "json.no_such_type", "$"),
    "a list one deeper than allowed": (json.loads("[" * 33 + "]" * 33), "json.too_deep", "$" + "[0]" * 32),
}


@pytest.mark.parametrize("name", REFUSED_VALUES)
def test_what_has_no_canonical_form_is_not_written(name: str) -> None:
    value, code, path = REFUSED_VALUES[name]

    with pytest.raises(Unreadable) as caught:
        encode(value)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])


def test_a_value_that_breaks_its_own_type_is_not_written() -> None:
    page = Page(letter="much too long")

    with pytest.raises(Unreadable) as caught:
        encode(page)

    assert "json.length" == caught.value.code


def test_a_converted_value_is_what_was_given() -> None:
    with pytest.raises(Unreadable) as caught:
        convert(Page, {"lines": [{"text": "a", "amount": 0}]})

    assert ("json.default_written", "$.lines[0].amount") == (caught.value.code, caught.value.facts["path"])


def test_the_pen_may_put_a_stated_default_in_form() -> None:
    page = convert(Page, {"lines": ({"text": "a", "amount": 0},)}, exact=False)

    assert b'{"lines":[{"text":"a"}]}' == encode(page)


REFUSED_BUILTINS = {
    "a float in anything": ({"any": 1.5}, "json.float", "$.any"),
    "a field nobody knows": ({"colour": 1}, "json.unknown_field", "$.colour"),
    "a wrong value under a key": ({"book": {"PK": {"a": {"text": 1}}}}, "json.wrong_type", "$.book.PK.a.text"),
    "a wrong value in a tuple": ({"lines": ({"text": "a"}, {"text": 1})}, "json.wrong_type", "$.lines[1].text"),
}


@pytest.mark.parametrize("name", REFUSED_BUILTINS)
def test_builtins_are_refused_as_bytes_are(name: str) -> None:
    value, code, path = REFUSED_BUILTINS[name]

    with pytest.raises(Unreadable) as caught:
        convert(Page, value)

    assert (code, path) == (caught.value.code, caught.value.facts["path"])


def test_a_key_that_cannot_be_found_again_is_left_open() -> None:
    error = msgspec.ValidationError("Expected `int`, got `str` - at `$[0][...].a`")

    refused = schema_refusal(error, [{"b": {"a": 1}}], trial=lambda given: given)

    assert {"path": "$[0][...].a", "expected": "int", "got": "str"} == refused.facts


def test_a_codec_writes_what_it_reads() -> None:
    codec: Codec[Page] = Codec(Page)

    assert Page(letter="a") == codec.decode(codec.encode(Page(letter="a")))


def test_other_forms_of_the_same_words_are_not_canonical() -> None:
    assert not is_canonical(b'{"a": 1}')
    assert is_canonical(b'{"a":1}')
    assert is_canonical(b'"' + b"a" * 100_000 + b'"')


def test_equal_words_have_equal_digests() -> None:
    assert content_digest({"b": 1, "a": [2]}) == content_digest({"a": (2,), "b": 1}) == digest_of(b'{"a":[2],"b":1}')
    assert "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == digest_of(b"")


NUMBERS = st.integers(-LARGEST, LARGEST)
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=0x7F))
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(value=JSON)
def test_our_bytes_are_those_of_an_independent_rfc_8785_writer(value: Any) -> None:
    data = encode(value)

    assert rfc8785.dumps(value) == data
    assert value == decode(object, data)


@pytest.mark.parametrize("block", range(0, 0x110000, 0x10000))
def test_every_character_is_written_as_rfc_8785_has_it(block: int) -> None:
    """U+2028, DEL, the escapes and the astral planes included."""
    words = "".join(chr(code) for code in range(block, block + 0x10000) if not 0xD800 <= code < 0xE000)

    assert rfc8785.dumps(words) == encode(words)


@given(data=st.binary(max_size=40) | WORDS.map(str.encode))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    assert_reads_or_refuses(data)


@given(
    value=st.dictionaries(st.sampled_from(Page.__struct_fields__), JSON), at=st.integers(0), byte=st.binary(max_size=1)
)
def test_no_flipped_byte_brings_the_reader_down(value: Any, at: int, byte: bytes) -> None:
    data = encode(value)
    at %= len(data)

    assert_reads_or_refuses(data)
    assert_reads_or_refuses(data[:at] + byte + data[at + 1 :])


def assert_reads_or_refuses(data: bytes) -> None:
    try:
        page = decode(Page, data)
    except Unreadable as refused:
        assert refused.facts["path"].startswith("$")  # noqa: PT017  # either way is right, and is looked at
    else:
        assert data == encode(page)


def test_msgspec_names_paths_as_this_code_expects() -> None:
    """The sentences are msgspec's own; a release that words them differently must be noticed here."""
    with pytest.raises(
        msgspec.ValidationError, match=r"Expected `str`, got `int` - at `\$\.book\[\.\.\.\]\[\.\.\.\]\.text`"
    ):
        msgspec.json.decode(b'{"book":{"PK":{"a":{"text":1}}}}', type=Page)


def test_a_sum_in_anything_is_refused_where_it_stands() -> None:
    with pytest.raises(Unreadable) as caught:
        convert(tuple[Money, ...], [{"amount": "10", "currency": "USD"}])

    assert ("money.minor_unit", "$[0].amount") == (caught.value.code, caught.value.facts["path"])
