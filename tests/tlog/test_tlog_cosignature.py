"""Who signed a checkpoint, when, and over which bytes."""

import json
from collections.abc import Callable

import pytest
from dilithium_py.ml_dsa import ML_DSA_44
from tests.tlog.cast import (
    EAST_LOG,
    NOON,
    NORTH_LOG,
    NORTH_LOG_PQ,
    SIGNERS,
    SOUTH_MIRROR,
    SOUTH_MIRROR_PQ,
    VECTORS,
    flip,
    head,
)

from paraph.tlog import (
    Checkpoint,
    KeyType,
    SignatureLine,
    SignedNote,
    Signer,
    VerifierKey,
    cosigned_at,
    cosigned_message,
    format_note,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    sign_checkpoint,
    signer_from_seed,
    verify_note,
)
from paraph.tlog.schemes import from_seed
from paraph.values.errors import Unproven, Unreadable

EXAMPLE = json.loads((VECTORS / "notes.json").read_text())["checkpoint"]
COSIGNERS = SIGNERS[1:]
named = pytest.mark.parametrize("signer", COSIGNERS, ids=lambda signer: f"{signer.name}-{signer.type}")


def test_real_witnesses_verify() -> None:
    """A staging log's checkpoint of May 2026, with the log's signature and those of four public witnesses."""
    keys = [parse_vkey(line) for line in (VECTORS / "real-witnesses.vkeys").read_text().split()]

    signed = verify_note(parse_note((VECTORS / "real-witnesses.checkpoint").read_bytes()), keys)

    assert keys == [each.key for each in signed]
    assert [None, *[1779573024] * 4] == [each.at for each in signed]


def test_another_implementations_mldsa_signature_verifies() -> None:
    """FiloSottile/torchwood: a log that signs with 0x06 and states no time."""
    key = parse_vkey((VECTORS / "mldsa-log.vkey").read_text().strip())

    opened = open_checkpoint((VECTORS / "mldsa-log.checkpoint").read_bytes(), [key], origin="example.com/mldsa-log")

    assert [(key, None)] == [(each.key, each.at) for each in opened.signed]
    assert 1 == opened.checkpoint.size


def test_the_specifications_cosignature_states_its_time() -> None:
    """C2SP tlog-cosignature: the example's second line, and the message it shows."""
    note = parse_note(EXAMPLE.encode())

    assert 1679315147 == cosigned_at(note.lines[1])
    assert (
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    ) == cosigned_message(SOUTH_MIRROR.key, parse_checkpoint(note.body), 1679315147)


def test_the_mldsa_message_is_the_specified_structure() -> None:
    """C2SP tlog-cosignature: label, name, time, origin, start, end, hash."""
    checkpoint = Checkpoint(origin="log", size=258, root=b"\xaa" * 32)
    key = signer_from_seed("me", 6, b"\x00" * 32).key

    assert (
        b"subtree/v1\n\x00" + b"\x02me" + bytes.fromhex("000000006ab13b80") + b"\x03log"
        + bytes(8) + bytes.fromhex("0000000000000102") + b"\xaa" * 32
    ) == cosigned_message(key, checkpoint, NOON)  # fmt: skip


def test_every_kind_of_signature_verifies_and_states_its_time() -> None:
    """A log's two and a mirror's two, in one note."""
    note = sign_checkpoint(head(), SIGNERS, at=NOON)

    opened = open_checkpoint(format_note(note), [signer.key for signer in SIGNERS], origin="north.example/log")

    assert head() == opened.checkpoint
    assert note == opened.note
    assert [None, NOON, NOON, NOON] == [each.at for each in opened.signed]
    assert list(note.lines) == [each.line for each in opened.signed]


def test_a_second_implementation_verifies_our_mldsa_cosignature() -> None:
    """dilithium-py, over the message of the specification."""
    line = SOUTH_MIRROR_PQ.cosign(head(), NOON)
    message = cosigned_message(SOUTH_MIRROR_PQ.key, head(), NOON)

    assert NOON == cosigned_at(line)
    assert ML_DSA_44.verify(SOUTH_MIRROR_PQ.public, message, line.signature[8:])


CHANGES: dict[str, Callable[[Checkpoint], Checkpoint]] = {
    "origin": lambda head: Checkpoint(origin="north.example/lag", size=head.size, root=head.root),
    "size": lambda head: Checkpoint(origin=head.origin, size=head.size + 1, root=head.root),
    "root": lambda head: Checkpoint(origin=head.origin, size=head.size, root=flip(head.root)),
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: f"{signer.name}-{signer.type}")
def test_one_change_in_any_field_of_the_checkpoint_is_refused(signer: Signer, field: str) -> None:
    """Each kind of signature covers origin, size and root."""
    changed = SignedNote(body=CHANGES[field](head()).body(), lines=(signer.sign(head(), NOON),))

    with pytest.raises(Unproven) as caught:
        verify_note(changed, [signer.key])

    assert "signature.wrong" == caught.value.code


@pytest.mark.parametrize("at", [0, 7, 8, 40, -1], ids=["time first", "time last", "signature", "middle", "end"])
@named
def test_one_flipped_bit_in_a_cosignature_is_refused(signer: Signer, at: int) -> None:
    """The time is signed, like the rest."""
    line = signer.cosign(head(), NOON)
    changed = SignatureLine(name=line.name, key_id=line.key_id, signature=flip(line.signature, at))

    with pytest.raises(Unproven) as caught:
        verify_note(SignedNote(body=head().body(), lines=(changed,)), [signer.key])

    assert "signature.wrong" == caught.value.code


@named
def test_a_cosignature_that_is_cut_or_dated_beyond_all_time_is_refused(signer: Signer) -> None:
    """C2SP tlog-cosignature: 64 or 2420 bytes after the time, which stays below 2**63."""
    line = signer.cosign(head(), NOON)
    for signature in (line.signature[:-1], line.signature[:8], b"\x80" + line.signature[1:], line.signature + b"\x00"):
        changed = SignatureLine(name=line.name, key_id=line.key_id, signature=signature)
        with pytest.raises(Unproven) as caught:
            verify_note(SignedNote(body=head().body(), lines=(changed,)), [signer.key])
        assert "signature.wrong" == caught.value.code


@named
def test_a_time_beyond_all_time_is_refused_though_truly_signed(signer: Signer) -> None:
    """C2SP tlog-cosignature: a timestamp does not exceed 2**63 - 1."""
    _, sign = from_seed(signer.type, bytes([SIGNERS.index(signer) + 1]) * 32)
    dated = {at: sign(cosigned_message(signer.key, head(), at)) for at in (2**63 - 1, 2**63)}
    notes = [
        SignedNote(
            body=head().body(),
            lines=(SignatureLine(name=signer.name, key_id=signer.key_id, signature=at.to_bytes(8, "big") + each),),
        )
        for at, each in dated.items()
    ]

    assert [2**63 - 1] == [each.at for each in verify_note(notes[0], [signer.key])]
    with pytest.raises(Unproven) as caught:
        verify_note(notes[1], [signer.key])
    assert "signature.wrong" == caught.value.code


def test_only_mldsa_covers_the_cosigners_name() -> None:
    """C2SP tlog-cosignature: hence an Ed25519 key is used by one cosigner only, and our roles never share one."""
    for signer, holds in ((SOUTH_MIRROR, True), (SOUTH_MIRROR_PQ, False)):
        line = signer.cosign(head(), NOON)
        renamed = VerifierKey(name="east.example/mirror", type=signer.type, key=signer.public, key_id=signer.key_id)
        note = SignedNote(
            body=head().body(),
            lines=(SignatureLine(name=renamed.name, key_id=line.key_id, signature=line.signature),),
        )
        try:
            verify_note(note, [renamed])
        except Unproven:
            assert not holds
        else:
            assert holds


def test_a_line_that_covers_no_extension_does_not_sign_a_text_with_one() -> None:
    """0x06 says nothing about extension lines, so such a text counts as unsigned by it; 0x04 covers them."""
    plain = head()
    extended = Checkpoint(origin=plain.origin, size=plain.size, root=plain.root, extensions=("added later",))

    with pytest.raises(Unproven):
        verify_note(SignedNote(body=extended.body(), lines=(SOUTH_MIRROR_PQ.cosign(plain, 1),)), [SOUTH_MIRROR_PQ.key])
    for signer in (SOUTH_MIRROR, SOUTH_MIRROR_PQ):
        with pytest.raises(Unreadable) as caught:
            signer.cosign(extended, 1)
        assert "cosign.extensions" == caught.value.code
    note = SignedNote(body=extended.body(), lines=(NORTH_LOG.sign_note(extended.body()),))
    assert ("added later",) == open_checkpoint(format_note(note), [NORTH_LOG.key]).checkpoint.extensions


def test_a_cosignature_of_what_is_no_checkpoint_is_refused() -> None:
    """A cosigner signs checkpoints only."""
    line = SOUTH_MIRROR.cosign(head(), NOON)

    with pytest.raises(Unproven) as caught:
        verify_note(SignedNote(body=b"a letter\n", lines=(line,)), [SOUTH_MIRROR.key])

    assert "signature.wrong" == caught.value.code


@pytest.mark.parametrize(
    ("signer", "at"), [(SOUTH_MIRROR, 0), (SOUTH_MIRROR, -1), (NORTH_LOG_PQ, -1), (NORTH_LOG_PQ, 2**63)]
)
def test_a_time_that_cannot_be_stated_is_not_signed(signer: Signer, at: int) -> None:
    """Before 1970 or after 2**63; and zero, which states none, only where the format says so."""
    with pytest.raises(Unreadable) as caught:
        signer.cosign(head(), at)

    assert "cosign.time" == caught.value.code


def test_a_signature_without_a_time_says_none() -> None:
    """0x06 with a zero."""
    note = sign_checkpoint(head(), [NORTH_LOG_PQ], at=0)

    assert [None] == [each.at for each in verify_note(note, [NORTH_LOG_PQ.key])]


@pytest.mark.parametrize(("name", "origin"), [("n" * 256, "log"), ("name", "ل" * 128)])
def test_a_name_over_255_bytes_is_not_cosigned(name: str, origin: str) -> None:
    """C2SP tlog-cosignature: both names have one byte for their length, in UTF-8."""
    checkpoint = Checkpoint(origin=origin, size=1, root=b"\x01" * 32)
    signer = signer_from_seed(name, KeyType.MLDSA44_COSIGNATURE, b"\x00" * 32)
    forged = SignatureLine(name=name, key_id=signer.key_id, signature=bytes(8 + 2420))

    with pytest.raises(Unreadable) as caught:
        signer.cosign(checkpoint, 1)
    with pytest.raises(Unproven):
        verify_note(SignedNote(body=checkpoint.body(), lines=(forged,)), [signer.key])

    assert "cosign.name" == caught.value.code


def test_each_key_signs_in_its_own_way_only() -> None:
    """A log key gives no cosignature and a mirror key no note signature: mixing them up is our mistake."""
    with pytest.raises(ValueError, match="1"):
        NORTH_LOG.cosign(head(), NOON)
    for signer in COSIGNERS:
        with pytest.raises(ValueError, match=str(int(signer.type))):
            signer.sign_note(head().body())


def test_a_checkpoint_of_another_log_is_not_the_expected_one() -> None:
    """Another origin, or a log's text that only others signed."""
    north = format_note(sign_checkpoint(head(), [NORTH_LOG], at=NOON))
    foreign = format_note(sign_checkpoint(head(), [EAST_LOG, SOUTH_MIRROR], at=NOON))

    with pytest.raises(Unproven) as other:
        open_checkpoint(north, [NORTH_LOG.key], origin="east.example/log")
    with pytest.raises(Unproven) as unsigned:
        open_checkpoint(foreign, [EAST_LOG.key, SOUTH_MIRROR.key])

    assert "checkpoint.origin" == other.value.code
    assert "signature.foreign" == unsigned.value.code


def test_two_keys_that_a_line_cannot_tell_apart_are_our_mistake() -> None:
    """Keys are checked when they are exchanged, so this is never someone else's fault."""
    twin = VerifierKey(name=NORTH_LOG.name, type=NORTH_LOG.type, key=EAST_LOG.public, key_id=NORTH_LOG.key_id)

    with pytest.raises(ValueError, match="north"):
        verify_note(sign_checkpoint(head(), [NORTH_LOG], at=NOON), [NORTH_LOG.key, twin])


def test_rotation_overlaps_with_two_lines() -> None:
    """The old key and the new one sign; whoever knows either reads on."""
    new = signer_from_seed("north.example/log", KeyType.ED25519, b"\x09" * 32)
    note = format_note(sign_checkpoint(head(), [NORTH_LOG, new], at=NOON))

    assert [1, 1, 2] == [
        len(open_checkpoint(note, keys).signed) for keys in ([NORTH_LOG.key], [new.key], [NORTH_LOG.key, new.key])
    ]


def test_a_cosignature_line_too_short_for_a_time_is_unreadable() -> None:
    """Eight bytes are the time alone."""
    with pytest.raises(Unreadable) as caught:
        cosigned_at(SignatureLine(name="south.example/mirror", key_id=bytes(4), signature=bytes(8)))

    assert "cosignature.form" == caught.value.code
