"""Receipts: made, written, read, and refused at one flipped byte in any field."""

import base64
import re

import pytest
from dilithium_py.ml_dsa import ML_DSA_44
from hypothesis import given
from hypothesis import strategies as st
from tests.tlog.cast import NOON, SIGNERS, VECTORS, flip, head, naive_node, some_leaves
from tests.tlog.test_tlog_policy import receipt_policy

from paraph.tlog import (
    Checkpoint,
    Policy,
    Proof,
    cosigned_at,
    cosigned_message,
    encode_proof,
    format_note,
    inclusion_proof,
    leaf_hash,
    parse_checkpoint,
    parse_note,
    parse_policy,
    parse_proof,
    sign_checkpoint,
    verify_proof,
)
from paraph.tlog.lines import decode_hashes
from paraph.values.errors import Unproven, Unreadable

SIZE, INDEX = 11, 4
LEAVES = some_leaves(SIZE)
NOTE = format_note(sign_checkpoint(head(SIZE), SIGNERS, at=NOON))
RECEIPT = Proof(index=INDEX, hashes=inclusion_proof(INDEX, SIZE, naive_node(LEAVES)), checkpoint_note=NOTE)
FROZEN = VECTORS / "receipt"


def replaced(old: bytes, new: bytes) -> bytes:
    return encode_proof(RECEIPT).replace(base64.b64encode(old), base64.b64encode(new))


def refusal(data: bytes, leaf: bytes = LEAVES[INDEX], policy: Policy | None = None) -> str:
    """Return the code of the refusal; fail if there is none."""
    with pytest.raises((Unproven, Unreadable)) as caught:
        verify_proof(parse_proof(data), leaf, policy or receipt_policy())
    return caught.value.code


def test_a_receipt_shows_who_held_the_act_and_when() -> None:
    """The entry's place, the log's signature, and the cosigners with their times."""
    verdict = verify_proof(parse_proof(encode_proof(RECEIPT)), leaf_hash(b"act 4"), receipt_policy())

    assert (INDEX, head(SIZE)) == (verdict.index, verdict.checkpoint)
    assert ["north.example/log"] == [each.key.name for each in verdict.logs]
    assert [("north-log-mldsa", NOON), ("south-mirror", NOON), ("south-mirror-mldsa", NOON)] == [
        (each.name, each.at) for each in verdict.witnesses
    ]


def test_a_receipt_is_written_as_specified() -> None:
    """C2SP tlog-proof: header, index, hashes, an empty line, the checkpoint verbatim."""
    lines = encode_proof(RECEIPT).split(b"\n")

    assert [b"c2sp.org/tlog-proof@v1", b"index 4"] == lines[:2]
    assert list(RECEIPT.hashes) == [base64.b64decode(line) for line in lines[2:6]]
    assert b"" == lines[6]
    assert NOTE == b"\n".join(lines[7:])


@pytest.mark.parametrize("extra", [None, b"x", b"age-v1.2.1-darwin-arm64.tar.gz", b"\x00" * 65536])
def test_extra_data_is_carried_and_not_believed(extra: bytes | None) -> None:
    """It comes back as it was, and changes nothing."""
    proof = Proof(index=INDEX, hashes=RECEIPT.hashes, checkpoint_note=NOTE, extra=extra)

    assert proof == parse_proof(encode_proof(proof))
    assert INDEX == verify_proof(proof, LEAVES[INDEX], receipt_policy()).index


def test_a_single_entry_needs_no_hash() -> None:
    """Size 1, index 0, no proof lines."""
    note = format_note(sign_checkpoint(head(1), SIGNERS, at=NOON))
    data = encode_proof(Proof(index=0, hashes=(), checkpoint_note=note))

    assert data.startswith(b"c2sp.org/tlog-proof@v1\nindex 0\n\nnorth.example/log\n1\n")
    assert 0 == verify_proof(parse_proof(data), LEAVES[0], receipt_policy()).index


def test_another_entry_is_not_in_the_receipt() -> None:
    """One flipped byte of the act."""
    assert "inclusion.root" == refusal(encode_proof(RECEIPT), leaf_hash(b"act 5"))


@pytest.mark.parametrize(
    ("field", "changed", "code"),
    [
        ("index", encode_proof(RECEIPT).replace(b"index 4", b"index 5"), "inclusion.root"),
        ("index", encode_proof(RECEIPT).replace(b"index 4", b"index 10"), "inclusion.length"),
        ("index", encode_proof(RECEIPT).replace(b"index 4", b"index 11"), "inclusion.range"),
        ("origin", encode_proof(RECEIPT).replace(b"north.example/log\n", b"north.example/lag\n"), "signature.wrong"),
        ("size", encode_proof(RECEIPT).replace(b"log\n11\n", b"log\n12\n"), "signature.wrong"),
        ("hash", replaced(RECEIPT.hashes[1], flip(RECEIPT.hashes[1])), "inclusion.root"),
        ("root", replaced(head(SIZE).root, flip(head(SIZE).root)), "signature.wrong"),
        ("header", encode_proof(RECEIPT).replace(b"@v1", b"@v2"), "proof.form"),
    ],
)
def test_one_change_in_a_field_is_refused(field: str, changed: bytes, code: str) -> None:
    """Header, index, hash, origin, size, root."""
    assert changed != encode_proof(RECEIPT), field
    assert code == refusal(changed)


@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize("at", [0, 4, 11, -1], ids=["key id", "time or signature", "time", "end"])
def test_one_flipped_bit_in_any_signature_line_is_refused(line: int, at: int) -> None:
    """Key id, time and signature of each kind; an unknown id is a missing signature."""
    note = parse_note(NOTE)
    signed = note.lines[line]
    raw = signed.key_id + signed.signature
    changed = encode_proof(RECEIPT).replace(base64.b64encode(raw), base64.b64encode(flip(raw, at)))

    assert ("signature.wrong" if at else ("policy.quorum" if line else "policy.log")) == refusal(changed)


@given(st.integers(0, len(encode_proof(RECEIPT)) - 1), st.integers(0, 7))
def test_no_bit_of_a_receipt_can_be_turned(at: int, bit: int) -> None:
    """Anywhere in the file: all four signatures are needed, so nothing in it is idle."""
    changed = bytearray(encode_proof(RECEIPT))
    changed[at] ^= 1 << bit

    assert refusal(bytes(changed))


NOTE_TEXT = NOTE.decode()
H = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "proof.form"),
        ("c2sp.org/tlog-proof@v1", "proof.form"),
        (f"wrong-header\nindex 0\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\nextra eA==\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\n{NOTE_TEXT}", "base64"),
        (f"c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\nextra eA==\n\n{NOTE_TEXT}", "base64"),
        (f"c2sp.org/tlog-proof@v1\nextra eA==\nextra eA==\nindex 0\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\nindex x\n\n{NOTE_TEXT}", "decimal"),
        (f"c2sp.org/tlog-proof@v1\nindex -5\n\n{NOTE_TEXT}", "decimal"),
        (f"c2sp.org/tlog-proof@v1\nindex 00\n\n{NOTE_TEXT}", "decimal"),
        (f"c2sp.org/tlog-proof@v1\nindex {2**63}\n\n{NOTE_TEXT}", "decimal"),
        (f"c2sp.org/tlog-proof@v1\nindex  0\n\n{NOTE_TEXT}", "decimal"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\n!!\n\n{NOTE_TEXT}", "base64"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\n{H}{H}\n\n{NOTE_TEXT}", "base64"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n{NOTE_TEXT}", "hash.length"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\n{(H + chr(10)) * 64}\n{NOTE_TEXT}", "proof.long"),
        (f"c2sp.org/tlog-proof@v1\nindex 0\n\n\n{NOTE_TEXT}", "decimal"),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n", "note.form"),
        ("c2sp.org/tlog-proof@v1\nindex 0\n", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\r\nindex 0\n\n{NOTE_TEXT}", "proof.form"),
        (f"c2sp.org/tlog-proof@v1\nextra {'A' * 400_000}\nindex 0\n\n{NOTE_TEXT}", "proof.file_long"),
    ],
    ids=range(23),
)
def test_what_is_no_receipt_is_refused(text: str, code: str) -> None:
    """The form, the encodings, the limits; transparency-dev's malformed proofs among them."""
    assert code == refusal(text.encode())


@pytest.mark.parametrize(
    ("index", "hashes", "extra"),
    [
        (-1, (), None),
        (2**63, (), None),
        (0, (bytes(31),), None),
        (0, (bytes(32),) * 64, None),
        (0, (), b""),
        (0, (), bytes(65537)),
    ],
    ids=range(6),
)
def test_a_proof_that_could_not_be_read_back_cannot_be_made(
    index: int, hashes: tuple[bytes, ...], extra: bytes | None
) -> None:
    """The value itself refuses."""
    with pytest.raises(Unreadable) as caught:
        Proof(index=index, hashes=hashes, checkpoint_note=NOTE, extra=extra)

    assert "proof.form" == caught.value.code


def test_a_receipt_over_a_text_that_is_no_checkpoint_is_refused() -> None:
    """A note signed by the log's key may be anything; a receipt's is a checkpoint."""
    letter = NOTE.replace(b"\n11\n", b"\neleven\n")

    assert "decimal" == refusal(encode_proof(Proof(index=0, hashes=(), checkpoint_note=letter)))


def test_the_frozen_receipt_verifies() -> None:
    """Ours, written once and kept: what we issue today must verify for ever."""
    policy = parse_policy((FROZEN / "policy").read_bytes())
    data = (FROZEN / "act.tlog-proof").read_bytes()

    verdict = verify_proof(parse_proof(data), leaf_hash((FROZEN / "act").read_bytes()), policy)

    assert data == encode_proof(parse_proof(data))
    assert (72_345, Checkpoint) == (verdict.index, type(verdict.checkpoint))
    assert (100_000, "north.example/log") == (verdict.checkpoint.size, verdict.checkpoint.origin)
    assert [("north-log-mldsa", NOON), ("south-mirror", NOON + 5), ("south-mirror-mldsa", NOON + 5)] == [
        (each.name, each.at) for each in verdict.witnesses
    ]


def test_a_second_implementation_verifies_the_frozen_receipts_mldsa_signatures() -> None:
    """dilithium-py, over the message of the specification."""
    proof = parse_proof((FROZEN / "act.tlog-proof").read_bytes())
    note = parse_note(proof.checkpoint_note)
    for signer, line in ((SIGNERS[1], note.lines[1]), (SIGNERS[3], note.lines[3])):
        message = cosigned_message(signer.key, parse_checkpoint(note.body), cosigned_at(line))

        assert ML_DSA_44.verify(signer.public, message, line.signature[8:])


def test_the_frozen_receipts_keys_are_still_what_their_seeds_give() -> None:
    """Key derivation of either kind is frozen too."""
    vkeys = re.findall(r"\S+\+[0-9a-f]{8}\+\S+", (FROZEN / "policy").read_text())

    assert [signer.vkey for signer in SIGNERS] == vkeys


HASH = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([HASH, HASH[:-2] + "9="], "base64"),
        ([HASH[:-1], "=" + HASH], "base64"),
        ([HASH + "\n" + HASH], "base64"),
        ([HASH, HASH[:-4] + "\n" + HASH[-3:]], "base64"),
        ([HASH, "AAAA"], "hash.length"),
        ([HASH, HASH[:-1] + "\uff1d"], "base64"),
    ],
    ids=["bits to spare", "cut elsewhere", "two in one", "a break within", "short", "wide sign"],
)
def test_hash_lines_read_at_once_are_as_strict_as_one_by_one(texts: list[str], code: str) -> None:
    """Each has one spelling; what differs in one line is refused for that line."""
    with pytest.raises(Unreadable) as caught:
        decode_hashes(texts, "hashes")

    assert code == caught.value.code


def test_hash_lines_are_read_in_order() -> None:
    """None, one or the most there may be."""
    hashes = tuple(bytes([place]) * 32 for place in range(63))

    for count in (0, 1, 63):
        assert hashes[:count] == decode_hashes([base64.b64encode(each).decode() for each in hashes[:count]], "hashes")
