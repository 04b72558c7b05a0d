"""The protocol document says what the code does: its tables, its codes, its examples and its vectors."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from scripts.describe_kinds import DOCUMENT, SCALARS, filled, tables
from tests.faces.raised import raised
from tests.house.protocol_logs import judged
from tests.house.protocol_stories import CASES, FOLDER, record_vector, setting_up_vector

from paraph.record import GARBAGE, WAITING, seal_of
from paraph.record.past import BY_ITSELF
from paraph.service.exchange_report import __doc__ as exchange_refusals
from paraph.service.joining import Invitation, join, keys_to_compare
from paraph.service.setup import Setup
from paraph.service.words import eight_words
from paraph.tlog import leaf_hash, parse_policy, parse_proof
from paraph.values import content_digest, decode, encode

TEXT = DOCUMENT.read_text()
VECTORS = Path(__file__).parents[1] / "vectors"
JUDGING = ("record/", "domains/")


def test_the_tables_are_those_of_the_declarations() -> None:
    """After a change of a declaration: .venv/bin/python scripts/describe_kinds.py --write."""
    assert filled(TEXT) == TEXT


def test_every_type_that_a_table_names_is_described() -> None:
    """A reader who never sees the code must find each."""
    named = set(re.findall(r"`([A-Z][a-z][A-Za-z]+)`", "\n".join(tables().values())))
    described = set(re.findall(r"^\*\*`(\w+)`\*\*", TEXT, re.MULTILINE)) | set(SCALARS)

    assert set() == named - described


def test_every_reason_to_void_an_act_is_in_the_protocol() -> None:
    """Two implementations that void for different reasons would void different acts."""
    barred = {one.code for one in raised() if one.family == "Barred" and one.where.startswith(JUDGING)}
    by_the_log = {code.removeprefix("void:") for code in (*BY_ITSELF, GARBAGE, WAITING, "seen_root", "past_not_closed")}

    assert set() == {code for code in barred | by_the_log if not re.search(rf"`(?:void:)?{re.escape(code)}`", TEXT)}


def test_every_rule_of_a_value_is_in_the_protocol() -> None:
    """Values that no kind uses yet are described when one does."""
    unused = ("instant.", "place.", "quantity.", "money.")
    refused = {one.code for one in raised() if one.family == "Unfit" and not one.code.startswith(unused)}

    assert set() == {code for code in refused if f"`{code}`" not in TEXT}


def test_every_refusal_of_an_exchange_is_in_the_protocol() -> None:
    listed = set(re.findall(r"^    (exchange\.\w+)", exchange_refusals or "", re.MULTILINE))

    assert set() == {code for code in listed if f"`{code}`" not in TEXT}


def test_the_examples_are_true() -> None:
    """Bytes in the document are bytes that the code writes."""
    sealed = seal_of(framework="pact", record="0" * 64, party="NORTH", salt="1" * 64, content={"name": "x"})
    act = (VECTORS / "receipt/act").read_bytes()

    stated = [sealed, content_digest({}), leaf_hash(act).hex(), hashlib.sha256(b"paraph").hexdigest()]

    assert [] == [one for one in [*stated, eight_words(b"paraph")] if one not in TEXT]


def test_the_canonical_example_is_canonical() -> None:
    example = re.search(r"^\{\"a\":.*\}$", TEXT, re.MULTILINE)

    assert example is not None
    assert example[0].encode() == encode(json.loads(example[0]))


def test_the_receipt_shown_is_the_frozen_one() -> None:
    proof = parse_proof((VECTORS / "receipt/act.tlog-proof").read_bytes())
    vkey = parse_policy((VECTORS / "receipt/policy").read_bytes()).logs[0].key.vkey

    assert (True, True, True) == (f"index {proof.index}\n" in TEXT, vkey in TEXT, "yL7jrKUJkEgRyTNaJ62u" in TEXT)


@pytest.mark.parametrize("name", CASES)
def test_the_logs_of_a_vector_come_to_what_it_states(name: str) -> None:
    """Frozen: if this fails, the meaning of signed acts has changed."""
    vector = read(name)

    assert {key: vector[key] for key in ("verdicts", "stands", "standing")} == judged(vector["logs"], vector["cut"])


@pytest.mark.parametrize("name", CASES)
def test_the_story_of_a_vector_is_still_told_alike(name: str) -> None:
    """The acts themselves are written to the same bytes."""
    assert read(name) == record_vector(name)


def test_the_invitation_of_a_vector_makes_the_words_that_it_states() -> None:
    vector = read("setting-up")
    heard = decode(Invitation, vector["invitation"].encode())
    mine = Setup(framework="pact", me="SOUTH", members=heard.members[1:])

    compared = keys_to_compare(join(mine, heard))

    assert (vector, vector["words"]) == (setting_up_vector(), eight_words(compared))


def test_every_vector_is_named_in_the_protocol() -> None:
    assert [] == [path.name for path in FOLDER.glob("*.json") if f"docs/vectors/{path.name}`" not in TEXT]


def read(name: str) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name}.json").read_text())
    assert isinstance(found, dict)
    return found
