"""Signed notes: the public examples, byte for byte, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tlog.cast import NORTH_LOG, NORTH_LOG_PQ, SOUTH_MIRROR, VECTORS, flip, head

from paraph.tlog import (
    SignatureLine,
    SignedNote,
    add_lines,
    format_note,
    merge_signatures,
    parse_lines,
    parse_note,
    parse_vkey,
    signer_from_seed,
    verify_note,
)
from paraph.values.errors import Unproven, Unreadable

GO = json.loads((VECTORS / "notes.json").read_text())
PETER, ENOCH = parse_vkey(GO["peter"]), parse_vkey(GO["enoch"])
TEXT, PETER_LINE, ENOCH_LINE = GO["text"], GO["peter_line"], GO["enoch_line"]


def note(*lines: str) -> SignedNote:
    return parse_note((TEXT + "\n" + "".join(lines)).encode())


@pytest.mark.parametrize(("vector", "lines"), [("c2sp_note", 1), ("quasimodo", 1), ("checkpoint", 2)], ids=str)
def test_the_specifications_examples_read_and_write_back(vector: str, lines: int) -> None:
    """Byte for byte; the one with an empty line in its text splits at the last."""
    data = GO[vector].encode()

    assert lines == len(parse_note(data).lines)
    assert data == format_note(parse_note(data))


def test_the_specifications_key_verifies_its_note() -> None:
    """C2SP signed-note: the example whose key is published."""
    signed = verify_note(parse_note(GO["c2sp_note"].encode()), [parse_vkey(GO["c2sp_vkey"])])

    assert [("example.com/foo", None)] == [(each.key.name, each.at) for each in signed]


def test_go_signs_as_we_do() -> None:
    """golang/mod: the same seed gives the same line."""
    signer = signer_from_seed("PeterNeumann", 1, bytes.fromhex(GO["peter_seed"]))

    assert GO["peter"] == signer.vkey
    assert PETER_LINE == signer.sign_note(TEXT.encode()).text


def test_known_keys_verify_and_unknown_are_ignored() -> None:
    """golang/mod TestOpen: one known, both known, none known."""
    both = note(PETER_LINE, ENOCH_LINE)

    assert ["PeterNeumann"] == [each.key.name for each in verify_note(both, [PETER])]
    assert ["PeterNeumann", "EnochRoot"] == [each.key.name for each in verify_note(both, [ENOCH, PETER])]
    with pytest.raises(Unproven) as caught:
        verify_note(both, [])
    assert "signature.none" == caught.value.code


@pytest.mark.parametrize("at", [0, 4, 67])
def test_a_known_key_with_a_wrong_signature_refuses_the_whole_note(at: int) -> None:
    """One bit in the id makes it an unknown key; in the signature, a false claim, and no good line makes up for it."""
    raw = note(PETER_LINE).lines[0]
    changed = flip(raw.key_id + raw.signature, at)
    wrong = SignatureLine(name=raw.name, key_id=changed[:4], signature=changed[4:])

    with pytest.raises(Unproven) as caught:
        verify_note(note(ENOCH_LINE, wrong.text), [PETER, ENOCH] if at else [PETER])

    assert ("signature.wrong" if at else "signature.none") == caught.value.code


def test_another_name_with_the_same_id_is_another_key() -> None:
    """C2SP signed-note: name and id together are the key; sharing one of them means nothing."""
    with pytest.raises(Unproven) as caught:
        verify_note(note(PETER_LINE.replace("PeterNeumann", "CarmenSandiego")), [PETER])

    assert "signature.none" == caught.value.code


def test_a_changed_text_is_not_signed() -> None:
    """One letter."""
    with pytest.raises(Unproven) as caught:
        verify_note(SignedNote(body=TEXT.replace("think", "thank").encode(), lines=note(PETER_LINE).lines), [PETER])

    assert "signature.wrong" == caught.value.code
    assert {"name": "PeterNeumann", "key_id": "c74f20a3"} == caught.value.facts


def test_a_key_given_twice_is_one_key() -> None:
    """The same key may be known from two places; two keys of one name and id may not."""
    assert 1 == len(verify_note(note(PETER_LINE), [PETER, PETER]))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (TEXT, "note.form"),
        (TEXT + "\n", "note.form"),
        (TEXT + "\n" + PETER_LINE[:-1], "note.form"),
        ("\x01" + TEXT + "\n" + PETER_LINE, "note.text"),
        ("a\tb\n\n" + PETER_LINE, "note.text"),
        ("a\rb\n\n" + PETER_LINE, "note.text"),
        (TEXT + "\n" + "— Bad Name " + PETER_LINE[15:], "base64"),
        (TEXT + "\n" + "— Bad\u00a0Name " + PETER_LINE[15:], "key.name"),
        (TEXT + "\n" + PETER_LINE + "Unexpected line.\n", "note.form"),
        (TEXT + "\n" + "- PeterNeumann " + PETER_LINE[15:], "note.form"),
        (TEXT + "\n" + "— PeterNeumann\n", "note.form"),
        (TEXT + "\n" + "— PeterNeumann \n", "note.form"),
        (TEXT + "\n" + "— PeterNeumann AAAAAA==\n", "note.form"),
        (TEXT + "\n" + PETER_LINE.replace("M=", "N="), "base64"),
        (TEXT + "\n" + PETER_LINE * 101, "note.lines"),
        ("x" * 65536 + "\n\n" + PETER_LINE, "note.long"),
    ],
    ids=range(16),
)
def test_what_is_no_note_is_refused(data: str, code: str) -> None:
    """golang/mod badMsgs and more: the form, the text, the names, the encoding, the limits."""
    with pytest.raises(Unreadable) as caught:
        parse_note(data.encode())

    assert code == caught.value.code


def test_what_is_no_utf_8_is_refused() -> None:
    """A byte that no text has."""
    with pytest.raises(Unreadable) as caught:
        parse_note(b"\xff" + TEXT.encode() + b"\n" + PETER_LINE.encode())

    assert "note.text" == caught.value.code
    assert 0 == caught.value.facts["at"]


def test_sixteen_signatures_of_any_kind_fit() -> None:
    """C2SP signed-note: at least sixteen, and post-quantum ones are large."""
    line = NORTH_LOG_PQ.sign(head(), 1).text.replace("north.example/log", "n" * 255)

    assert 16 == len(parse_note(head().body() + b"\n" + line.encode() * 16).lines)


def test_signature_lines_alone_are_what_a_cosigner_answers() -> None:
    """C2SP tlog-witness: lines, each with its newline."""
    assert note(PETER_LINE, ENOCH_LINE).lines == parse_lines(PETER_LINE + ENOCH_LINE)
    for wrong in ("", "\n", PETER_LINE[:-1], PETER_LINE + "\n"):
        with pytest.raises(Unreadable):
            parse_lines(wrong)


def test_a_note_that_could_not_be_read_back_is_not_written() -> None:
    """No line, no final newline, no text, or a name that would smuggle in a line."""
    lines = note(PETER_LINE).lines
    smuggled = SignatureLine(name=PETER_LINE[2:] + "— EnochRoot", key_id=b"\x00" * 4, signature=b"\x00")

    for body, signed in ((TEXT.encode(), ()), (b"text", lines), (b"", lines), (TEXT.encode(), (smuggled,))):
        with pytest.raises(Unreadable) as caught:
            format_note(SignedNote(body=body, lines=signed))
        assert "note.form" == caught.value.code


def test_merging_keeps_the_first_line_of_each_key() -> None:
    """A mirror that cosigns again does not push out its earlier word."""
    first, again = SOUTH_MIRROR.sign(head(), 10), SOUTH_MIRROR.sign(head(), 20)
    body, ours = head().body(), NORTH_LOG.sign(head(), 10)
    mine, theirs = SignedNote(body=body, lines=(ours, first)), SignedNote(body=body, lines=(again,))

    assert (ours, first) == merge_signatures(mine, theirs).lines
    assert (again, ours) == merge_signatures(theirs, mine).lines
    assert (ours, first) == add_lines(SignedNote(body=body, lines=(ours,)), [first, again]).lines


def test_lines_of_another_text_are_not_merged() -> None:
    """They would sign what they never signed."""
    mine = SignedNote(body=head(5).body(), lines=(NORTH_LOG.sign(head(5), 1),))
    theirs = SignedNote(body=head(4).body(), lines=(SOUTH_MIRROR.sign(head(4), 1),))

    with pytest.raises(Unreadable) as caught:
        merge_signatures(mine, theirs)

    assert "note.other" == caught.value.code


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | st.just((TEXT + "\n" + PETER_LINE).encode()))
def test_any_bytes_are_a_note_that_writes_back_or_are_refused(data: bytes) -> None:
    """Total on garbage."""
    try:
        read = parse_note(data)
    except Unreadable:
        return

    assert data == format_note(read)
