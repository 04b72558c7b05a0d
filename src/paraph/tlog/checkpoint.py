"""Checkpoints: a log's name, size and root as the text of a note (C2SP tlog-checkpoint 1.0).

* We write no extension lines. We read them, because the text allows them, and keep them; an ML-DSA-44 cosignature
  does not cover them.
* Sizes stay below 2**63, as every verifier that holds them in a signed integer needs.
"""

import re
from functools import lru_cache

from msgspec import Struct

from paraph.tlog.lines import decode_decimal, decode_hash, encode_base64
from paraph.tlog.merkle import EMPTY_ROOT, HASH_SIZE, MAX_SIZE
from paraph.values.errors import Unreadable

MAX_NAME = 255
"""Bytes of an origin or cosigner name that an ML-DSA-44 cosignature can carry (C2SP tlog-cosignature)."""

_LINE = re.compile("[^\x00-\x1f]+")


class Checkpoint(Struct, frozen=True, kw_only=True):
    """The head of a log's tree.

    Attributes:
        origin: Name of the log, one line.
        size: Number of entries.
        root: Root hash at that size, 32 bytes.
        extensions: Further lines of the text; always empty in ours.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could not be written and read back."""
        if not all(_LINE.fullmatch(line) for line in (self.origin, *self.extensions)):
            raise Unreadable("checkpoint.line", path="origin")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise Unreadable("checkpoint.head", path="size")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Unreadable("checkpoint.empty_root", path="root")

    def body(self) -> bytes:
        """Return the text that is signed, its final newline included."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines).encode()


@lru_cache(maxsize=32)  # judging a note asks once for the note and once for each cosignature over it
def parse_checkpoint(body: bytes) -> Checkpoint:
    """Read the text of a note as a checkpoint.

    Raises:
        Unreadable: "checkpoint.text", "checkpoint.form", "checkpoint.line", "checkpoint.empty_root", "decimal",
            "base64" or "hash.length".
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("checkpoint.text", path="body", at=error.start) from error
    *lines, rest = text.split("\n")
    if rest or len(lines) < 3:
        raise Unreadable("checkpoint.form", path="body")
    origin, size, root, *extensions = lines
    return Checkpoint(
        origin=origin,
        size=decode_decimal(size, "size"),
        root=decode_hash(root, "root"),
        extensions=tuple(extensions),
    )
