"""Signed notes: a text, and lines that sign it (C2SP signed-note 1.0).

* The text is kept as bytes and never changed: signatures are over these bytes.
* A note that parses formats back to the same bytes.
* Parsing believes nothing. `SignedNote.lines` are claims until verified (`verify_note`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from paraph.tlog.lines import decode_base64, encode_base64, require_key_name
from paraph.values.errors import Unreadable

MAX_NOTE = 64 * 1024
"""Bytes of a note, in all: sixteen ML-DSA-44 signatures fit (C2SP asks for sixteen), twenty do not."""

MAX_LINES = 100

_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_OPENING = "\N{EM DASH} "


class SignatureLine(Struct, frozen=True, kw_only=True):
    """One claim that a key signed the text.

    Attributes:
        name: Key name as written.
        key_id: Four bytes.
        signature: What follows them: for a cosignature, eight bytes of time first.
    """

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"{_OPENING}{self.name} {encode_base64(self.key_id + self.signature)}\n"


class SignedNote(Struct, frozen=True, kw_only=True):
    """A text with the lines that claim to sign it.

    Attributes:
        body: The text in UTF-8, its final newline included.
        lines: In the order of the file.
    """

    body: bytes
    lines: tuple[SignatureLine, ...]


@lru_cache(maxsize=32)  # the same few notes are looked at again and again: heads, and one head under many receipts
def parse_note(data: bytes, *, limit: int = MAX_NOTE) -> SignedNote:
    """Read a note of at most `limit` bytes.

    Raises:
        Unreadable: "note.long", "note.text" (no UTF-8, or a control character), "note.form", "note.lines", "key.name"
            or "base64".
    """
    if len(data) > limit:
        raise Unreadable("note.long", path="note", length=len(data), limit=limit)
    text = _checked_text(data)
    body, blank, signatures = text.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise Unreadable("note.form", path="note")
    return SignedNote(body=(body + "\n").encode(), lines=parse_lines(signatures))


def parse_lines(signatures: str) -> tuple[SignatureLine, ...]:
    """Read signature lines alone, each with its newline: what a cosigner answers (C2SP tlog-witness).

    Raises:
        Unreadable: "note.form", "note.lines", "key.name" or "base64".
    """
    *found, rest = signatures.split("\n")
    if rest or not found:
        raise Unreadable("note.form", path="signatures")
    if len(found) > MAX_LINES:
        raise Unreadable("note.lines", path="signatures", lines=len(found), limit=MAX_LINES)
    return tuple(_parse_line(line, f"signatures[{place}]") for place, line in enumerate(found))


def format_note(note: SignedNote) -> bytes:
    """Write a note.

    Raises:
        Unreadable: It could not be read back: the body does not end in a newline, or there is no line.
    """
    data = note.body + b"\n" + "".join(line.text for line in note.lines).encode()
    if parse_note(data) != note:
        raise Unreadable("note.form", path="note")
    return data


def merge_signatures(note: SignedNote, *others: SignedNote) -> SignedNote:
    """Gather the lines of several notes over the same text; a key's first line stays, a later one is dropped.

    For a cosignature the first is the earliest held, which says most. Merge only lines that were verified: a false
    line of a known name and id would keep the true one out.

    Raises:
        Unreadable: "note.other": the texts differ.
    """
    if any(other.body != note.body for other in others):
        raise Unreadable("note.other", path="body")
    return add_lines(note, [line for other in others for line in other.lines])


def add_lines(note: SignedNote, lines: Iterable[SignatureLine]) -> SignedNote:
    """Add lines of keys that have none yet."""
    held = {(line.name, line.key_id): line for line in reversed([*note.lines, *lines])}
    order = dict.fromkeys((line.name, line.key_id) for line in [*note.lines, *lines])
    return SignedNote(body=note.body, lines=tuple(held[key] for key in order))


def _checked_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("note.text", path="note", at=error.start) from error
    # C2SP signed-note: no ASCII control characters below U+0020 other than newline.
    if _CONTROL.search(data):
        raise Unreadable("note.text", path="note")
    return text


def _parse_line(line: str, path: str) -> SignatureLine:
    name, space, material = line.removeprefix(_OPENING).partition(" ")
    if not line.startswith(_OPENING) or not space:
        raise Unreadable("note.form", path=path)
    require_key_name(name, path)
    raw = decode_base64(material, path)
    if len(raw) < 5:
        raise Unreadable("note.form", path=path)
    return SignatureLine(name=name, key_id=raw[:4], signature=raw[4:])
