"""Acts are read by a looser type and a quick check; the exact type decides, and its refusals are the ones given."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.record.act import Act, ExactAct, read_act, surely_exact
from paraph.values import Codec, Unreadable

HEX = "0123456789abcdef" * 4
FULL = {
    "at": "2026-03-01T12:00:00Z",
    "by": ["the secretary"],
    "content": {"text": "words"},
    "kind": "test.paper/1",
    "note": "a remark",
    "on": HEX,
    "over": [HEX, HEX],
    "record": HEX,
    "seen": {"SOUTH": {"root": HEX, "size": 3}, "EAST": {"root": HEX, "size": 1}},
    "until": "2026-04-01T12:00:00Z",
    "verb": "propose",
}
STRICT = Codec(ExactAct)
ODD = st.sampled_from(
    [
        None, "", "\n", "None", "x", 0, -1, 2**53, [], {}, [HEX], {"PK": {"root": HEX, "size": 1}},
        HEX[1:] + "g", HEX[1:] + "\n", HEX.upper(), HEX[:-1] + "٣", HEX + "0", HEX[1:], f"{HEX[:60]}\n{HEX[:3]}",
        "2026-03-01T12:00:00Z\n", "2026-13-01T12:00:00Z", "2026-02-31T12:00:00Z", "1899-01-01T00:00:00Z",
        "test.paper/0", "test.paper/12345", "Test.paper/1", "test.paper/1\n", "propose\n", "PROPOSE", "p" * 33,
        {"pk": {"root": HEX, "size": 1}}, {"P": {"root": HEX, "size": 1}}, {"PK\n": {"root": HEX, "size": 1}},
        {"PK": {"root": HEX.upper(), "size": 1}}, {"PK": {"root": HEX, "size": 0}},
        {f"PK={HEX}": {"root": HEX, "size": 1}},
        {"ÄÖ": {"root": HEX, "size": 1}},
    ]
)  # fmt: skip


def answer(read: Any, data: bytes) -> tuple[Any, ...]:
    try:
        return ("read", msgspec.to_builtins(read(data)))
    except Unreadable as refused:
        return (refused.code, refused.facts)


def canonical(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(
    changed=st.dictionaries(st.sampled_from([*FULL, "extra"]), ODD, max_size=3),
    left_out=st.sets(st.sampled_from(list(FULL))),
)
def test_the_quick_reading_gives_the_exact_answer(changed: dict[str, Any], left_out: set[str]) -> None:
    data = canonical({name: one for name, one in (FULL | changed).items() if name not in left_out or name in changed})

    assert answer(STRICT.decode, data) == answer(read_act, data)


@pytest.mark.parametrize("field", [*FULL])
@given(odd=ODD)
def test_each_field_is_held_to_its_whole_form(field: str, odd: Any) -> None:
    data = canonical(FULL | {field: odd})

    assert answer(STRICT.decode, data) == answer(read_act, data)


def test_an_act_in_form_needs_no_second_reading() -> None:
    assert surely_exact(read_act(canonical(FULL)))


def test_both_types_have_the_same_fields() -> None:
    assert Act.__struct_fields__ == ExactAct.__struct_fields__
    assert Act.__struct_defaults__ == ExactAct.__struct_defaults__
