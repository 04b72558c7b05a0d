"""The marks beside a party's keys: how far its log's key has signed, and its mirror's key for each log.

* They are made with the keys. Keys without them sign nothing: nobody knows what they have signed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from paraph.adapters.disk import write_whole
from paraph.adapters.mark_file import MarkFile
from paraph.service.ports import Mark
from paraph.values import Damaged

_OWN: Final = "mark.json"
_MIRRORS: Final = "mirrors.json"


def mark_file(folder: Path) -> MarkFile:
    """Return the file of the log's mark."""
    return MarkFile(folder / _OWN)


def own_mark(folder: Path) -> Mark | None:
    """Read the log's mark; needs no passphrase. Raises Damaged("keys.mark_damaged")."""
    return mark_file(folder).read()


def marks_lost(folder: Path) -> bool:
    """Tell whether a mark beside the keys is gone or cannot be read; needs no passphrase."""
    return mark_file(folder).lost() or mirror_marks_lost(folder)


def renew_marks(folder: Path) -> None:
    """Make blank marks where they are lost."""
    mark_file(folder).make()
    if mirror_marks_lost(folder):
        keep_mirror_marks(folder, {})


def mirror_marks(folder: Path) -> dict[str, Mark]:
    """Read how far our mirror has cosigned each log, by origin. Raises Damaged("keys.mark_damaged")."""
    if mirror_marks_gone(folder):
        return {}
    try:
        found = json.loads((folder / _MIRRORS).read_bytes())
        return {origin: Mark(int(one["size"]), bytes.fromhex(one["root"])) for origin, one in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("keys.mark_damaged", file=_MIRRORS) from error


def mirror_marks_gone(folder: Path) -> bool:
    """Tell whether the file of the mirror's marks is gone."""
    return not (folder / _MIRRORS).exists()


def keep_mirror_marks(folder: Path, marks: Mapping[str, Mark]) -> None:
    """Write the mirror's marks, durably and whole."""
    document = {origin: {"root": mark.root.hex(), "size": mark.size} for origin, mark in marks.items()}
    write_whole(folder / _MIRRORS, json.dumps(document, sort_keys=True).encode())


def mirror_marks_lost(folder: Path) -> bool:
    """Tell whether the mirror's marks are gone or cannot be read."""
    try:
        mirror_marks(folder)
    except Damaged:
        return True
    return mirror_marks_gone(folder)
