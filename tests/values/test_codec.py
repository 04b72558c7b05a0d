"""One value, one form; every refusal names its field."""

import datetime as dt
import decimal
import json
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.values.codec_cases import LARGEST, REFUSED_BYTES, Line, Page

from paraph.values import (
    Codec,
    Money,
    Unreadable,
    builtin,
    content_digest,
    convert,
    decode,
    digest_of,
    encode,
    is_canonical,
)
from paraph.values.schema import schema_refusal


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


def test_what_was_read_once_is_read_again() -> None:
    codec = Codec(Page)
    data = ACCEPTED_BYTES["a line in a line in a line"]

    assert codec.decode(data) == codec.reread(data)


def test_bytes_that_were_never_read_are_refused_when_read_again() -> None:
    with pytest.raises(Unreadable) as caught:
        Codec(Page).reread(b'{"pair":')

    assert "json.not_json" == caught.value.code
