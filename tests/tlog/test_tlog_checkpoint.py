"""Checkpoints: three lines, each in one spelling."""

import json

import pytest
from tests.tlog.cast import VECTORS, head

from paraph.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    KeyType,
    SignatureLine,
    SignedNote,
    parse_checkpoint,
    parse_note,
    verifier_key,
    verify_note,
)
from paraph.tlog.schemes import from_seed
from paraph.values.errors import Unreadable

EXAMPLE = json.loads((VECTORS / "notes.json").read_text())["checkpoint"]
ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


def test_the_specifications_example_reads_and_writes_back() -> None:
    """C2SP tlog-checkpoint: behind-the-sofa."""
    body = parse_note(EXAMPLE.encode()).body

    checkpoint = parse_checkpoint(body)

    assert ("example.com/behind-the-sofa", 20852163, ()) == (checkpoint.origin, checkpoint.size, checkpoint.extensions)
    assert "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62" == checkpoint.root.hex()
    assert body == checkpoint.body()


@pytest.mark.parametrize(
    "checkpoint", [head(0), head(1), Checkpoint(origin="دفتر شمال", size=2**63 - 1, root=b"\xff" * 32)]
)
def test_a_checkpoint_reads_back(checkpoint: Checkpoint) -> None:
    """Empty, small, as large as can be; an origin in any language."""
    assert checkpoint == parse_checkpoint(checkpoint.body())


def test_extension_lines_are_read_and_kept() -> None:
    """C2SP tlog-checkpoint allows them; ours have none."""
    body = f"north.example/log\n7\n{ROOT}\nextra one\nextra two\n".encode()

    assert ("extra one", "extra two") == parse_checkpoint(body).extensions
    assert body == parse_checkpoint(body).body()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\xff\n7\n" + ROOT.encode() + b"\n", "checkpoint.text"),
        (f"log\n7\n{ROOT}".encode(), "checkpoint.form"),
        (b"log\n7\n", "checkpoint.form"),
        (b"", "checkpoint.form"),
        (f"\n7\n{ROOT}\n".encode(), "checkpoint.line"),
        (f"log\n7\n{ROOT}\n\n".encode(), "checkpoint.line"),
        (f"log\n7\n{ROOT}\na\x00b\n".encode(), "checkpoint.line"),
        (f"log\n07\n{ROOT}\n".encode(), "decimal"),
        (f"log\n+7\n{ROOT}\n".encode(), "decimal"),
        (f"log\n-7\n{ROOT}\n".encode(), "decimal"),
        (f"log\n7 \n{ROOT}\n".encode(), "decimal"),
        (f"log\n\u0667\n{ROOT}\n".encode(), "decimal"),
        (f"log\n\n{ROOT}\n".encode(), "decimal"),
        (f"log\n{2**63}\n{ROOT}\n".encode(), "decimal"),
        (f"log\n{10**19}\n{ROOT}\n".encode(), "decimal"),
        (f"log\n7\n{ROOT[:-1]}\n".encode(), "base64"),
        (f"log\n7\n{ROOT[:-2]}J=\n".encode(), "base64"),
        (f"log\n7\n{ROOT[:-4]}\n".encode(), "hash.length"),
        (b"log\n7\n\n", "hash.length"),
        (f"log\n0\n{ROOT}\n".encode(), "checkpoint.empty_root"),
    ],
)
def test_what_is_no_checkpoint_is_refused(body: bytes, code: str) -> None:
    """Leading zeroes, other digits, other base64, a root that the empty tree does not have."""
    with pytest.raises(Unreadable) as caught:
        parse_checkpoint(body)

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("origin", "size", "root", "code"),
    [
        ("", 1, b"\x00" * 32, "checkpoint.line"),
        ("a\nb", 1, b"\x00" * 32, "checkpoint.line"),
        ("log", -1, b"\x00" * 32, "checkpoint.head"),
        ("log", 2**63, b"\x00" * 32, "checkpoint.head"),
        ("log", 1, b"\x00" * 31, "checkpoint.head"),
        ("log", 0, b"\x00" * 32, "checkpoint.empty_root"),
    ],
)
def test_a_checkpoint_that_could_not_be_read_back_cannot_be_made(
    origin: str, size: int, root: bytes, code: str
) -> None:
    """The value itself refuses, so nothing of the kind is ever signed."""
    with pytest.raises(Unreadable) as caught:
        Checkpoint(origin=origin, size=size, root=root)

    assert code == caught.value.code
    assert EMPTY_ROOT == head(0).root


def test_a_zero_that_another_cosigner_signed_states_no_time() -> None:
    """0x04 with a zero: nobody should write it, and it is verified as any other line."""
    body = Checkpoint(origin="north.example/log", size=1, root=b"\x01" * 32).body()
    public, sign = from_seed(KeyType.ED25519_COSIGNATURE, b"\x07" * 32)
    key = verifier_key("south.example/mirror", KeyType.ED25519_COSIGNATURE, public)
    signed = bytes(8) + sign(b"cosignature/v1\ntime 0\n" + body)
    note = SignedNote(body=body, lines=(SignatureLine(name=key.name, key_id=key.key_id, signature=signed),))

    assert [None] == [each.at for each in verify_note(note, [key])]
