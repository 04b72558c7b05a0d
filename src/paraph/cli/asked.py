"""What the options that every command has were set to."""

from pathlib import Path
from typing import NamedTuple


class Asked(NamedTuple):
    """What the options that every command has were set to; None, empty and False: not given.

    Attributes:
        home: The node's folder.
        framework: Which framework.
        person: Who speaks.
        passphrase_file: Where the passphrase is.
        as_json: Answer in JSON.
        debug: Show where an unexpected error came from.
    """

    home: Path | None = None
    framework: str = ""
    person: str = ""
    passphrase_file: Path | None = None
    as_json: bool = False
    debug: bool = False
