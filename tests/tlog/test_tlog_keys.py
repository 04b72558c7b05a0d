"""Verifier keys: only what can verify is a key, and it has one spelling."""

import json

import pytest
from tests.tlog.cast import NORTH_LOG, SIGNERS, VECTORS

from paraph.tlog import KeyType, Signer, encode_vkey, key_id, parse_vkey, verifier_key
from paraph.values.errors import Unreadable

NOTES = json.loads((VECTORS / "notes.json").read_text())
REAL = (VECTORS / "real-witnesses.vkeys").read_text().split()
MLDSA = (VECTORS / "mldsa-log.vkey").read_text().strip()


@pytest.mark.parametrize("vkey", [NOTES["peter"], NOTES["enoch"], NOTES["c2sp_vkey"], MLDSA, *REAL])
def test_a_public_key_reads_and_writes_back(vkey: str) -> None:
    """Go's, the specification's, and real witnesses'; its id is the one in the text."""
    key = parse_vkey(vkey)

    assert vkey == key.vkey == encode_vkey(key.name, key.type, key.key)
    assert key.key_id == key_id(key.name, key.type, key.key)
    assert vkey.split("+")[1] == key.key_id.hex()


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: f"{signer.name}-{signer.type}")
def test_a_signer_shows_its_public_half(signer: Signer) -> None:
    """Name, type, key and id are the verifier's; the secret is not shown."""
    key = parse_vkey(signer.vkey)

    assert (key.name, key.type, key.key, key.key_id) == (signer.name, signer.type, signer.public, signer.key_id)
    assert "01" * 32 not in repr(signer)


def test_no_part_of_a_key_is_a_key() -> None:
    """golang/mod note_test.go: every substring, and every byte raised by one, is refused."""
    vkey = NOTES["peter"]
    parts = {vkey[start:stop] for start in range(len(vkey)) for stop in range(start + 1, len(vkey) + 1)} - {vkey}
    raised = {vkey[:at] + chr(ord(vkey[at]) + 1) + vkey[at + 1 :] for at in range(len(vkey))}

    for mangled in parts | raised | set(NOTES["bad_vkeys"]):
        with pytest.raises(Unreadable):
            parse_vkey(mangled)


@pytest.mark.parametrize(
    ("vkey", "code"),
    [
        ("", "key.form"),
        ("a+00000000", "key.form"),
        ("a+0000000+AAAA", "key.form"),
        ("a+ABCDEF00+AAAA", "key.form"),
        ("a+00000000+", "key.form"),
        ("a+00000000+A", "base64"),
        ("a+00000000+é", "base64"),
        ("a+00000000+AgB=", "base64"),  # bits after the end
        ("a+00000000+Ag==", "key.type"),
        ("a+00000000+AQ==", "key.material"),
        ("a+00000000+Bg==", "key.material"),
        ("a b" + NOTES["peter"][12:], "key.name"),
        ("PeterNeumann+c74f20a4" + NOTES["peter"][21:], "key.id"),
    ],
)
def test_each_refusal_of_a_key_has_its_code(vkey: str, code: str) -> None:
    """The form, the encoding, the type, the key itself, the name, the id."""
    with pytest.raises(Unreadable) as caught:
        parse_vkey(vkey)

    assert code == caught.value.code


@pytest.mark.parametrize("name", ["", " ", "a b", "a+b", "a\n", "a\tb", "a\u00a0b", "a\u2003b", "a\u3000", "\x85"])
def test_a_name_with_a_space_or_a_plus_is_no_name(name: str) -> None:
    """C2SP signed-note: no Unicode spaces, no plus, not empty."""
    with pytest.raises(Unreadable) as caught:
        verifier_key(name, KeyType.ED25519, NORTH_LOG.public)

    assert "key.name" == caught.value.code


def test_a_name_may_be_in_any_language() -> None:
    """پیراف is a name; and the id covers its UTF-8."""
    key = verifier_key("پیراف.example", KeyType.ED25519, NORTH_LOG.public)

    assert key == parse_vkey(key.vkey)
