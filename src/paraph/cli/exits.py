"""Exit codes: what a script learns without reading a word.

Invariants:

* One meaning a code, the same for every command; `docs/reference/cli.md` lists them from here.
* 0 only when what was asked for is done, or what was to be checked holds.
"""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1
    CANNOT_TELL = 2
    LINK = 3
    RESTORE = 4
    TWO_HISTORIES = 5
    UNEXPECTED = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """What it means, in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.DONE: "Done; or what was checked holds.",
    Exit.REFUSED: "Refused, unreadable, or a proof that does not hold. Nothing was signed.",
    Exit.CANNOT_TELL: "Wrong usage, or something that is needed is missing, so nothing can be said.",
    Exit.LINK: "The link failed or was cut. Nothing was lost; try again, or carry a file.",
    Exit.RESTORE: "This node must be restored before it signs again.",
    Exit.TWO_HISTORIES: "A log has two histories, both signed; the evidence is kept.",
    Exit.UNEXPECTED: "An error of ours; the message names the file that describes it.",
    Exit.INTERRUPTED: "Stopped by the person.",
}
